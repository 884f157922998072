#!/usr/bin/env bash
# Finding: `$g > 9` of Miller takes null and the string "x", and `$g < 5` the string
# "10", which `$g == 10` takes too. An integer past 64 bits is read as a string, and
# printed with quotes: it is less than 5. A missing field is neither `== 1` nor `!= 1`,
# nor does `!` take it; null is `!= 1`. `null + 1` and a missing field + 1 are 1.
# `sort -nr` puts null, strings and true before the numbers.
# Package: miller 6.6.0 (Debian 12).
# Why it matters: saved jobs that have no generation are counted as the newest.
# Seen on 2026-11-30. Needs mlr (apt-get install miller).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mlr --version | grep -qx 'mlr 6\.6\.0'

cat > expected <<'END'
$g > 9 => ten null word
!($g > 9) => one true text long empty
$g < 5 => one text long empty
$g == 10 => ten text
$g == 1 => one
$g != 1 => ten null true word text long empty
!($g == 1) => ten null true word text long empty
is_null($g) => null missing empty
is_absent($g) => missing
$g == true => true
sort -nr => null word long empty true ten text one missing
{"i": "ten", "g": 10, "h": 11}
{"i": "one", "g": 1.0, "h": 2}
{"i": "null", "g": null, "h": 1}
{"i": "missing", "h": 1}
{"i": "true", "g": true, "h": (error)}
{"i": "word", "g": "x", "h": (error)}
{"i": "text", "g": "10", "h": (error)}
{"i": "long", "g": "123456789012345678901234567890", "h": (error)}
{"i": "empty", "g": "", "h": ""}
END

cat > rows.ndjson <<'END'
{"i":"ten","g":10}
{"i":"one","g":1.0}
{"i":"null","g":null}
{"i":"missing"}
{"i":"true","g":true}
{"i":"word","g":"x"}
{"i":"text","g":"10"}
{"i":"long","g":123456789012345678901234567890}
{"i":"empty","g":""}
END
{
  for condition in '$g > 9' '!($g > 9)' '$g < 5' '$g == 10' '$g == 1' '$g != 1' '!($g == 1)' 'is_null($g)' 'is_absent($g)' '$g == true'; do
    echo "$condition => $(mlr --ijsonl --onidx filter "$condition" then cut -f i rows.ndjson | paste -sd ' ')"
  done
  echo "sort -nr => $(mlr --ijsonl --onidx sort -nr g then cut -f i rows.ndjson | paste -sd ' ')"
  mlr --ijsonl --ojsonl put '$h = $g + 1' rows.ndjson
} > seen

diff expected seen
echo unchanged
