#!/usr/bin/env bash
# Finding: the package json of Tcl reads null as the word null and true as the word true,
# and drops the quotes of strings. The operators of Tcl compare numbers if both sides
# look like numbers, and letters if not. So `$g > 9` takes null and true, `$g == 10` the
# strings "1e1" and "012", which is octal, `$g < 9` the empty string, and `$g eq 10`
# leaves out 10.0. An empty list, an empty object and an empty string are one value, as
# are a list of two words, an object and a string with a blank.
# Packages (Debian 12): tcllib 1.21, tcl 8.6.13.
# Why it matters: `generation gt 9` over saved jobs counts those that have none.
# Seen on 2026-11-30. Needs tclsh and tcllib (apt-get install tcl tcllib).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
$g > 9 => ten, ten.0, null, the word null, true, octal, exponent, hexadecimal
$g < 9 => one, empty
$g == 10 => ten, ten.0, octal, exponent
$g eq 10 => ten
$g != 10 => one, null, the word null, true, hexadecimal, empty
$g == "null" => null, the word null
{"l": []} => l {}
{"l": {}} => l {}
{"l": ""} => l {}
{"l": ["a", "b"]} => l {a b}
{"l": {"a": "b"}} => l {a b}
{"l": "a b"} => l {a b}
END

cat > probe.tcl <<'END'
package require json
set rows [json::json2dict {[
  {"i": "one", "g": 1}, {"i": "ten", "g": 10}, {"i": "ten.0", "g": 10.0}, {"i": "null", "g": null},
  {"i": "the word null", "g": "null"}, {"i": "true", "g": true}, {"i": "octal", "g": "012"},
  {"i": "exponent", "g": "1e1"}, {"i": "hexadecimal", "g": "0x1F"}, {"i": "empty", "g": ""}
]}]
foreach condition {{$g > 9} {$g < 9} {$g == 10} {$g eq 10} {$g != 10} {$g == "null"}} {
  set selected {}
  foreach row $rows {
    set g [dict get $row g]
    if {[catch {expr $condition} seen]} {
      lappend selected "error for [dict get $row i]"
    } elseif {$seen} {
      lappend selected [dict get $row i]
    }
  }
  puts "$condition => [join $selected {, }]"
}
foreach text {{{"l": []}} {{"l": {}}} {{"l": ""}} {{"l": ["a", "b"]}} {{"l": {"a": "b"}}} {{"l": "a b"}}} {
  puts "$text => [json::json2dict $text]"
}
END
tclsh probe.tcl > seen

diff expected seen
echo unchanged
