#!/usr/bin/env bash
# Finding: HSQLDB and Derby give a parameter the type of its column, so beside a column of
# integers `g = ?` with 10.4 takes 10, and `g < ?` with 10.4 leaves 10 out. The literal
# 10.4 is compared as it is, as are both in H2. The string "x" with a blank at its end
# equals "x" in these two, and `like 'x'` takes it in HSQLDB. 2.5 as an integer is 3 in H2
# and 2 in the others. A timestamp with `T` and `Z` is an error in HSQLDB and Derby. Null
# is the least value for `order by` in H2, the greatest in Derby, and first in both
# directions in HSQLDB.
# Packages (Debian 12): libh2-java 2.1.214, libhsqldb-java 2.7.1, libderby-java 10.14.2.0.
# Why it matters: the three replace a server in tests, and a condition with a bound value
# selects other rows than the one that was tried by hand.
# Seen on 2026-11-30. Needs java (default-jdk-headless) and the three packages (apt-get
# install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
H2 2.1.214 (2022-06-13)
H2 g = 10.4 => (nothing)
H2 g < 10.4 => one ten
H2 g > 9.6 => ten
H2 s = 'x' => one
H2 s like 'x' => one
H2 cast(2.5 as integer) = 3 => one ten null
H2 t = '2024-05-06 07:08:09' => one ten null
H2 t = '2024-05-06T07:08:09Z' => one ten null
H2 g = ? with the Double 10.4 => (nothing)
H2 g < ? with the Double 10.4 => one ten
H2 g > ? with the Double 9.6 => ten
H2 g = ? with the String 10 => ten
H2 g < ? with the String 10.4 => error
H2 s = ? with the String x => one
H2 t = ? with the String 2024-05-06T07:08:09Z => one ten null
H2 order by g => null one ten
H2 order by g desc => ten one null
HSQLDB 2.7.1
HSQLDB g = 10.4 => (nothing)
HSQLDB g < 10.4 => one ten
HSQLDB g > 9.6 => ten
HSQLDB s = 'x' => one ten
HSQLDB s like 'x' => one ten
HSQLDB cast(2.5 as integer) = 3 => (nothing)
HSQLDB t = '2024-05-06 07:08:09' => one ten null
HSQLDB t = '2024-05-06T07:08:09Z' => error
HSQLDB g = ? with the Double 10.4 => ten
HSQLDB g < ? with the Double 10.4 => one
HSQLDB g > ? with the Double 9.6 => ten
HSQLDB g = ? with the String 10 => ten
HSQLDB g < ? with the String 10.4 => one
HSQLDB s = ? with the String x => one ten
HSQLDB t = ? with the String 2024-05-06T07:08:09Z => error
HSQLDB order by g => null one ten
HSQLDB order by g desc => null ten one
Derby 10.14.2.0 - (???)
Derby g = 10.4 => (nothing)
Derby g < 10.4 => one ten
Derby g > 9.6 => ten
Derby s = 'x' => one ten
Derby s like 'x' => one
Derby cast(2.5 as integer) = 3 => (nothing)
Derby t = '2024-05-06 07:08:09' => one ten null
Derby t = '2024-05-06T07:08:09Z' => error
Derby g = ? with the Double 10.4 => ten
Derby g < ? with the Double 10.4 => one
Derby g > ? with the Double 9.6 => ten
Derby g = ? with the String 10 => ten
Derby g < ? with the String 10.4 => error
Derby s = ? with the String x => one ten
Derby t = ? with the String 2024-05-06T07:08:09Z => error
Derby order by g => one ten null
Derby order by g desc => null ten one
END

cat > Probe.java <<'END'
import java.sql.*;
import java.util.*;

public class Probe {
  interface Rows { ResultSet get() throws SQLException; }

  static String seen(Rows rows) {
    List<String> names = new ArrayList<>();
    try (ResultSet result = rows.get()) {
      while (result.next()) names.add(result.getString(1));
    } catch (SQLException error) {
      return "error";
    }
    return names.isEmpty() ? "(nothing)" : String.join(" ", names);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> databases = new LinkedHashMap<>();
    databases.put("H2", "jdbc:h2:mem:jobs");
    databases.put("HSQLDB", "jdbc:hsqldb:mem:jobs");
    databases.put("Derby", "jdbc:derby:memory:jobs;create=true");
    for (String name : databases.keySet())
      try (Connection connection = DriverManager.getConnection(databases.get(name)); Statement statement = connection.createStatement()) {
        DatabaseMetaData about = connection.getMetaData();
        System.out.println(name + " " + about.getDatabaseProductVersion());
        statement.execute("create table jobs (i varchar(9), g integer, s varchar(9), t timestamp)");
        for (String row : new String[] {"'one', 1, 'x'", "'ten', 10, 'x '", "'null', cast(null as integer), cast(null as varchar(9))"})
          statement.execute("insert into jobs values (" + row + ", timestamp('2024-05-06 07:08:09'))"
              .replace("timestamp(", name.equals("Derby") ? "timestamp(" : "(timestamp "));
        for (String condition : List.of("g = 10.4", "g < 10.4", "g > 9.6", "s = 'x'", "s like 'x'", "cast(2.5 as integer) = 3",
            "t = '2024-05-06 07:08:09'", "t = '2024-05-06T07:08:09Z'"))
          System.out.println(name + " " + condition + " => "
              + seen(() -> statement.executeQuery("select i from jobs where " + condition)));
        for (Object[] pair : new Object[][] {{"g = ?", 10.4}, {"g < ?", 10.4}, {"g > ?", 9.6}, {"g = ?", "10"}, {"g < ?", "10.4"}, {"s = ?", "x"}, {"t = ?", "2024-05-06T07:08:09Z"}}) {
          String got = seen(() -> {
            PreparedStatement prepared = connection.prepareStatement("select i from jobs where " + pair[0]);
            prepared.setObject(1, pair[1]);
            return prepared.executeQuery();
          });
          System.out.println(name + " " + pair[0] + " with the " + pair[1].getClass().getSimpleName() + " " + pair[1] + " => " + got);
        }
        for (String order : List.of("g", "g desc"))
          System.out.println(name + " order by " + order + " => " + seen(() -> statement.executeQuery("select i from jobs order by " + order)));
      }
  }
}
END
jars=/usr/share/java
java -Duser.timezone=UTC -Dderby.stream.error.file="$dir/derby.log" -cp "$jars/h2-2.1.214.jar:$jars/hsqldb.jar:$jars/derby-10.14.2.0.jar" Probe.java > seen 2> log || cat log

diff expected seen
echo unchanged
