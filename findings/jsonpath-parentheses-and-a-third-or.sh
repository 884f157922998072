#!/usr/bin/env bash
# Finding: two libraries of JSONPath group the conditions of a filter otherwise than it is
# written. JsonPath of Java ignores parentheses: `(a || b) && c` is `a || b && c`. Its
# namesake of Ruby drops the third condition of `a || b || c`, and `a || b && c` selects
# what `c` alone selects. `!(a)` selects nothing in both. In Ruby `@.g == -1` takes each
# number, and `@.g == null` nothing. In Java `@.g > 5` takes true and "x", `@.g == true`
# is an error for a number, and a string in double quotes equals nothing.
# Packages (Debian 12): libjsonpath-java 2.0.0, ruby-jsonpath 1.1.0.
# Why it matters: `state eq 'A' or state eq 'B' or state eq 'C'`, written as a path, loses
# the jobs in state C.
# Seen on 2026-11-30. Needs java (default-jdk-headless), ruby and the two packages
# (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
@.g == 1 | Java => ["one"]
!(@.g == 1) | Java => []
@.g == null | Java => ["null"]
@.g == -1 | Java => []
@.g > 5 | Java => ["ten","true","word"]
@.g == true | Java => error, NumberFormatException
@.s == "ERROR" | Java => []
@.s == 'ERROR' || @.s == 'DONE' | Java => ["one","two","ten"]
@.s == 'ERROR' || @.s == 'DONE' || @.s == 'x' | Java => ["one","two","ten","text","word"]
@.s == 'ERROR' || @.s == 'DONE' && @.g == 10 | Java => ["one","ten"]
(@.s == 'ERROR' || @.s == 'DONE') && @.g == 10 | Java => ["one","ten"]
@.s == 'ERROR' || (@.s == 'DONE' && @.g == 10) | Java => ["one","ten"]
@.g == 10 && @.s == 'DONE' || @.s == 'ERROR' | Java => ["one","ten"]
@.g == 1 | Ruby => ["one"]
!(@.g == 1) | Ruby => []
@.g == null | Ruby => []
@.g == -1 | Ruby => ["one","two","ten","text"]
@.g > 5 | Ruby => ["ten","text"]
@.g == true | Ruby => ["true"]
@.s == "ERROR" | Ruby => ["one"]
@.s == 'ERROR' || @.s == 'DONE' | Ruby => ["one","two","ten"]
@.s == 'ERROR' || @.s == 'DONE' || @.s == 'x' | Ruby => ["one","two","ten"]
@.s == 'ERROR' || @.s == 'DONE' && @.g == 10 | Ruby => ["ten","text"]
(@.s == 'ERROR' || @.s == 'DONE') && @.g == 10 | Ruby => ["ten"]
@.s == 'ERROR' || (@.s == 'DONE' && @.g == 10) | Ruby => ["one","ten"]
@.g == 10 && @.s == 'DONE' || @.s == 'ERROR' | Ruby => ["one","ten"]
END

cat > rows.json <<'END'
[{"i": "one", "g": 1, "s": "ERROR"}, {"i": "two", "g": 2, "s": "DONE"}, {"i": "ten", "g": 10, "s": "DONE"},
 {"i": "null", "g": null, "s": null}, {"i": "missing"}, {"i": "true", "g": true}, {"i": "text", "g": "10", "s": "x"},
 {"i": "word", "g": "x", "s": "x"}]
END
cat > conditions <<'END'
@.g == 1
!(@.g == 1)
@.g == null
@.g == -1
@.g > 5
@.g == true
@.s == "ERROR"
@.s == 'ERROR' || @.s == 'DONE'
@.s == 'ERROR' || @.s == 'DONE' || @.s == 'x'
@.s == 'ERROR' || @.s == 'DONE' && @.g == 10
(@.s == 'ERROR' || @.s == 'DONE') && @.g == 10
@.s == 'ERROR' || (@.s == 'DONE' && @.g == 10)
@.g == 10 && @.s == 'DONE' || @.s == 'ERROR'
END
cat > Probe.java <<'END'
import com.jayway.jsonpath.JsonPath;
import java.nio.file.*;

public class Probe {
  public static void main(String[] arguments) throws Exception {
    String rows = Files.readString(Path.of("rows.json"));
    for (String condition : Files.readAllLines(Path.of("conditions"))) {
      Object seen;
      try {
        seen = JsonPath.read(rows, "$[?(" + condition + ")].i");
      } catch (RuntimeException error) {
        seen = "error, " + error.getClass().getSimpleName();
      }
      System.out.println(condition + " | Java => " + seen);
    }
  }
}
END
cat > probe.rb <<'END'
require 'json'
require 'jsonpath'
rows = File.read('rows.json')
File.readlines('conditions', chomp: true).each do |condition|
  puts "#{condition} | Ruby => #{JsonPath.new("$[?(#{condition})].i").on(rows).to_json}"
end
END
jars=/usr/share/java
{
  java -cp "$jars/json-path-2.0.0.jar:$jars/json-smart.jar:$jars/accessors-smart.jar:$jars/slf4j-api.jar" Probe.java 2> log || cat log
  ruby probe.rb
} > seen

diff expected seen
echo unchanged
