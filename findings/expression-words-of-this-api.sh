#!/usr/bin/env bash
# Finding: four expression languages of Java have the words eq, ne, lt, gt, and, or and
# not, and select other records with them. `g eq 10` takes true in JEXL, where 10 is
# true, and the string "10" in three. `g lt 5` takes null in SpEL and OGNL, true in JEXL
# and OGNL, and the empty string in three. A string of one character is a character for
# OGNL, so `s eq 'x'` and `s lt 'M'` are errors there for all strings but the empty one.
# For SpEL null is less than each string and number, so `t ge null` takes everything.
# `not s eq 'ERROR'` is `(not s) eq 'ERROR'` in all four, an error or never true for a
# string that is not empty.
# Packages (Debian 12): libcommons-jexl3-java 3.1, libspring-expression-java 4.3.30,
# libognl-java 2.7.3, libtomcat9-java 9.0.70 (Unified EL).
# Why it matters: a filter of this API is valid in them without a change, and a program
# that tries it on saved jobs shows jobs without a generation.
# Seen on 2026-11-30. Needs java (default-jdk-headless) and the four packages
# (apt-get install).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
g eq 10 | JEXL => ten true text | errors: word
g eq 10 | SpEL => ten
g eq 10 | OGNL => ten text | errors: word
g eq 10 | EL => ten text | errors: true word
g ne 10 | JEXL => one null empty | errors: word
g ne 10 | SpEL => one null true text word empty
g ne 10 | OGNL => one null true empty | errors: word
g ne 10 | EL => one null empty | errors: true word
g lt 5 | JEXL => one true empty | errors: word
g lt 5 | SpEL => one null | errors: true text word empty
g lt 5 | OGNL => one null true empty | errors: word
g lt 5 | EL => one empty | errors: true word
g gt 9 | JEXL => ten text | errors: word
g gt 9 | SpEL => ten | errors: true text word empty
g gt 9 | OGNL => ten text | errors: word
g gt 9 | EL => ten text | errors: true word
g eq '10' | JEXL => ten true text
g eq '10' | SpEL => text
g eq '10' | OGNL => ten text
g eq '10' | EL => ten text
s eq 'x' | JEXL => true text word
s eq 'x' | SpEL => true text word
s eq 'x' | OGNL =>  | errors: one ten true text word
s eq 'x' | EL => true text word
s lt 'M' | JEXL => one ten empty
s lt 'M' | SpEL => one ten null empty
s lt 'M' | OGNL => null empty | errors: one ten true text word
s lt 'M' | EL => one ten empty
not s eq 'ERROR' | JEXL => empty | errors: null
not s eq 'ERROR' | SpEL =>  | errors: one ten null true text word empty
not s eq 'ERROR' | OGNL =>  | errors: one ten null true text word empty
not s eq 'ERROR' | EL => 
t lt '2024-05-07' | JEXL => one true text word empty
t lt '2024-05-07' | SpEL => one null true text word empty
t lt '2024-05-07' | OGNL => one true text word empty | errors: null
t lt '2024-05-07' | EL => one true text word empty
t ge null | JEXL => null
t ge null | SpEL => one ten null true text word empty
t ge null | OGNL => null | errors: one ten true text word empty
t ge null | EL => null
END

cat > Probe.java <<'END'
import java.util.*;
import java.util.stream.*;
import org.apache.commons.jexl3.*;
import org.springframework.expression.*;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

public class Probe {
  interface Language { Object evaluate(String condition, Map<String, Object> row) throws Exception; }

  static class Keys implements PropertyAccessor {
    public Class<?>[] getSpecificTargetClasses() { return new Class<?>[] {Map.class}; }
    public boolean canRead(EvaluationContext context, Object row, String name) { return true; }
    public TypedValue read(EvaluationContext context, Object row, String name) {
      return new TypedValue(((Map<?, ?>) row).get(name));
    }
    public boolean canWrite(EvaluationContext context, Object row, String name) { return false; }
    public void write(EvaluationContext context, Object row, String name, Object value) { }
  }

  static Map<String, Object> row(String i, Object g, String s, String t) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("i", i);
    row.put("g", g);
    row.put("s", s);
    row.put("t", t);
    return row;
  }

  public static void main(String[] arguments) {
    List<Map<String, Object>> rows = List.of(
        row("one", 1L, "ERROR", "2024-05-06T07:08:09Z"),
        row("ten", 10L, "DONE", "2024-05-08T07:08:09Z"),
        row("null", null, null, null),
        row("true", true, "x", "2024-05-06T07:08:09Z"),
        row("text", "10", "x", "2024-05-06T07:08:09Z"),
        row("word", "x", "x", "2024-05-06T07:08:09Z"),
        row("empty", "", "", "2024-05-06T07:08:09Z"));
    JexlEngine jexl = new JexlBuilder().create();
    SpelExpressionParser spel = new SpelExpressionParser();
    Map<String, Language> languages = new LinkedHashMap<>();
    languages.put("JEXL", (condition, row) -> jexl.createExpression(condition).evaluate(new MapContext(row)));
    languages.put("SpEL", (condition, row) -> {
      StandardEvaluationContext context = new StandardEvaluationContext(row);
      context.addPropertyAccessor(new Keys());
      return spel.parseExpression(condition).getValue(context);
    });
    languages.put("OGNL", (condition, row) ->
        ognl.Ognl.getValue(condition.replace(" ne ", " neq ").replace(" ge ", " gte "), row));
    languages.put("EL", (condition, row) -> {
      javax.el.ELProcessor processor = new javax.el.ELProcessor();
      row.forEach(processor::setValue);
      return processor.eval(condition);
    });
    for (String condition : List.of("g eq 10", "g ne 10", "g lt 5", "g gt 9", "g eq '10'", "s eq 'x'",
        "s lt 'M'", "not s eq 'ERROR'", "t lt '2024-05-07'", "t ge null"))
      languages.forEach((name, language) -> {
        List<String> selected = new ArrayList<>(), errors = new ArrayList<>();
        for (Map<String, Object> row : rows)
          try {
            if (Boolean.TRUE.equals(language.evaluate(condition, row))) selected.add((String) row.get("i"));
          } catch (Exception error) {
            errors.add((String) row.get("i"));
          }
        System.out.println(condition + " | " + name + " => " + String.join(" ", selected)
            + (errors.isEmpty() ? "" : " | errors: " + String.join(" ", errors)));
      });
  }
}
END
jars=/usr/share/java
java -cp "$jars/commons-jexl3-3.1.jar:$jars/commons-logging.jar:$jars/spring3-expression.jar:$jars/spring3-core.jar:$jars/ognl-2.7.3.jar:$jars/javassist.jar:$jars/tomcat9-el-api-9.0.70.jar:$jars/tomcat9-jasper-el-9.0.70.jar" Probe.java > seen 2> log || cat log

diff expected seen
echo unchanged
