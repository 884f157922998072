#!/usr/bin/env bash
# Finding: eight libraries of Java read an object, and write it with their own writer.
# json-lib makes a list of the values of a repeated key. The string "null" has quotes
# inside when json-lib has parsed it, and is null when it comes from a map. JsonSlurper of
# Groovy wraps an integer of 23 digits to another one of 64 bits, and json-simple refuses
# it. Gson and openjson drop null, and Gson without a type writes 1 as 1.0. 1e400 is the
# string "Infinity" for Jackson, the bare word for mjson, null in two, and an error in
# two. 1.0 becomes 1 in two, and 1.10 is kept in two.
# Packages (Debian 12): libgoogle-gson-java 2.10, libjson-simple-java 2.3.0,
# libopenjson-java 1.0.12, libjson-java 2.4 (json-lib), libmjson-java 1.4.0,
# libjackson2-databind-java 2.14.0, libjson-smart-java 2.2, groovy 2.4.21.
# Why it matters: jobs that a program reads and saves again have other numbers and no
# nulls, and a condition on them selects other jobs.
# Seen on 2026-11-30. Needs java (default-jdk-headless) and the packages (apt-get
# install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
{"g":1,"g":2} | gson Object => {"g":2.0}
{"g":1,"g":2} | gson tree => {"g":2}
{"g":1,"g":2} | json-simple => {"g":2}
{"g":1,"g":2} | openjson => {"g":2}
{"g":1,"g":2} | json-lib => {"g":[1,2]}
{"g":1,"g":2} | mjson => {"g":2}
{"g":1,"g":2} | jackson => {"g":2}
{"g":1,"g":2} | json-smart => {"g":2}
{"g":1,"g":2} | groovy => {"g":2}
{"g":null} | gson Object => {}
{"g":null} | gson tree => {}
{"g":null} | json-simple => {"g":null}
{"g":null} | openjson => {}
{"g":null} | json-lib => {"g":null}
{"g":null} | mjson => {"g":null}
{"g":null} | jackson => {"g":null}
{"g":null} | json-smart => {"g":null}
{"g":null} | groovy => {"g":null}
{"g":1} | gson Object => {"g":1.0}
{"g":1} | gson tree => {"g":1}
{"g":1} | json-simple => {"g":1}
{"g":1} | openjson => {"g":1}
{"g":1} | json-lib => {"g":1}
{"g":1} | mjson => {"g":1}
{"g":1} | jackson => {"g":1}
{"g":1} | json-smart => {"g":1}
{"g":1} | groovy => {"g":1}
{"g":1.0} | gson Object => {"g":1.0}
{"g":1.0} | gson tree => {"g":1.0}
{"g":1.0} | json-simple => {"g":1.0}
{"g":1.0} | openjson => {"g":1}
{"g":1.0} | json-lib => {"g":1}
{"g":1.0} | mjson => {"g":1.0}
{"g":1.0} | jackson => {"g":1.0}
{"g":1.0} | json-smart => {"g":1.0}
{"g":1.0} | groovy => {"g":1.0}
{"g":1.10} | gson Object => {"g":1.1}
{"g":1.10} | gson tree => {"g":1.10}
{"g":1.10} | json-simple => {"g":1.1}
{"g":1.10} | openjson => {"g":1.1}
{"g":1.10} | json-lib => {"g":1.1}
{"g":1.10} | mjson => {"g":1.1}
{"g":1.10} | jackson => {"g":1.1}
{"g":1.10} | json-smart => {"g":1.1}
{"g":1.10} | groovy => {"g":1.10}
{"g":9007199254740993} | gson Object => {"g":9.007199254740992E15}
{"g":9007199254740993} | gson tree => {"g":9007199254740993}
{"g":9007199254740993} | json-simple => {"g":9007199254740993}
{"g":9007199254740993} | openjson => {"g":9007199254740993}
{"g":9007199254740993} | json-lib => {"g":9007199254740993}
{"g":9007199254740993} | mjson => {"g":9007199254740993}
{"g":9007199254740993} | jackson => {"g":9007199254740993}
{"g":9007199254740993} | json-smart => {"g":9007199254740993}
{"g":9007199254740993} | groovy => {"g":9007199254740993}
{"g":12345678901234567890123} | gson Object => {"g":1.2345678901234568E22}
{"g":12345678901234567890123} | gson tree => {"g":12345678901234567890123}
{"g":12345678901234567890123} | json-simple => error, NumberFormatException
{"g":12345678901234567890123} | openjson => {"g":1.2345678901234568E22}
{"g":12345678901234567890123} | json-lib => {"g":12345678901234567890123}
{"g":12345678901234567890123} | mjson => {"g":12345678901234567890123}
{"g":12345678901234567890123} | jackson => {"g":12345678901234567890123}
{"g":12345678901234567890123} | json-smart => {"g":12345678901234567890123}
{"g":12345678901234567890123} | groovy => {"g":4807115922877859019}
{"g":1e400} | gson Object => error, IllegalArgumentException
{"g":1e400} | gson tree => {"g":1e400}
{"g":1e400} | json-simple => {"g":null}
{"g":1e400} | openjson => error, JSONException
{"g":1e400} | json-lib => {"g":1E+400}
{"g":1e400} | mjson => {"g":Infinity}
{"g":1e400} | jackson => {"g":"Infinity"}
{"g":1e400} | json-smart => {"g":null}
{"g":1e400} | groovy => {"g":1E+400}
{"s":"null"} | gson Object => {"s":"null"}
{"s":"null"} | gson tree => {"s":"null"}
{"s":"null"} | json-simple => {"s":"null"}
{"s":"null"} | openjson => {"s":"null"}
{"s":"null"} | json-lib => {"s":"\"null\""}
{"s":"null"} | mjson => {"s":"null"}
{"s":"null"} | jackson => {"s":"null"}
{"s":"null"} | json-smart => {"s":"null"}
{"s":"null"} | groovy => {"s":"null"}
json-lib, the string null of a map => {"s":null}
json-lib, the string [1] of a map => {"s":"[1]"}
json-lib, the string {x} of a map => {"s":"{x}"}
json-lib, the string true of a map => {"s":"true"}
json-lib, the string function(){} of a map => {"s":function(){}}
json-lib, the string x of a map => {"s":"x"}
END

cat > Probe.java <<'END'
import java.util.*;

public class Probe {
  interface Copy { Object of(String text) throws Exception; }

  public static void main(String[] arguments) {
    com.google.gson.Gson gson = new com.google.gson.Gson();
    com.fasterxml.jackson.databind.ObjectMapper jackson = new com.fasterxml.jackson.databind.ObjectMapper();
    Map<String, Copy> libraries = new LinkedHashMap<>();
    libraries.put("gson Object", text -> gson.toJson(gson.fromJson(text, Object.class)));
    libraries.put("gson tree", text -> gson.toJson(com.google.gson.JsonParser.parseString(text)));
    libraries.put("json-simple", text ->
        org.json.simple.JSONValue.toJSONString(new org.json.simple.parser.JSONParser().parse(text)));
    libraries.put("openjson", text -> new com.github.openjson.JSONObject(text));
    libraries.put("json-lib", text -> net.sf.json.JSONObject.fromObject(text));
    libraries.put("mjson", text -> mjson.Json.read(text));
    libraries.put("jackson", text -> jackson.writeValueAsString(jackson.readTree(text)));
    libraries.put("json-smart", text -> net.minidev.json.JSONValue.toJSONString(net.minidev.json.JSONValue.parse(text)));
    libraries.put("groovy", text -> groovy.json.JsonOutput.toJson(new groovy.json.JsonSlurper().parseText(text)));
    for (String text : List.of("{\"g\":1,\"g\":2}", "{\"g\":null}", "{\"g\":1}", "{\"g\":1.0}", "{\"g\":1.10}",
        "{\"g\":9007199254740993}", "{\"g\":12345678901234567890123}", "{\"g\":1e400}", "{\"s\":\"null\"}"))
      libraries.forEach((name, copy) -> {
        Object seen;
        try {
          seen = copy.of(text);
        } catch (Exception error) {
          seen = "error, " + error.getClass().getSimpleName();
        }
        System.out.println(text + " | " + name + " => " + seen);
      });
    for (String value : List.of("null", "[1]", "{x}", "true", "function(){}", "x"))
      System.out.println("json-lib, the string " + value + " of a map => "
          + net.sf.json.JSONObject.fromObject(Map.of("s", value)));
  }
}
END
jars=/usr/share/java
java -cp "$jars/gson-2.10.jar:$jars/json-simple-2.3.0.jar:$jars/openjson-1.0.12.jar:$jars/json-lib-2.4.jar:$jars/ezmorph.jar:$jars/commons-beanutils.jar:$jars/commons-lang.jar:$jars/commons-collections3.jar:$jars/commons-logging.jar:$jars/mjson-1.4.0.jar:$jars/jackson-databind-2.14.0.jar:$jars/jackson-core.jar:$jars/jackson-annotations.jar:$jars/json-smart-2.2.jar:$jars/accessors-smart.jar:$jars/groovy-all-2.4.21.jar" Probe.java > seen 2> log || cat log

diff expected seen
echo unchanged
