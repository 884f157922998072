#!/usr/bin/env bash
# Finding: what fromJSON of R's jsonlite reads, toJSON writes otherwise: a number has at
# most four digits after the point, null is `{}`, each value alone is a list, and the
# second of two rows has `{}` for the list that only the first has. Beside numbers and
# nulls the strings "NA", "NaN" and "Inf" are numbers, and gone when they are written;
# true beside 1 is 1, and beside "a" the string "TRUE". A record that is null is `{}`.
# Packages: r-cran-jsonlite 1.8.4, r-base-core 4.2.2 (Debian 12).
# Why it matters: a time in seconds loses its microseconds, and a region "NA" is
# missing for the filter that comes next.
# Seen on 2026-11-30. Needs Rscript and jsonlite (apt-get install r-cran-jsonlite).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
4 2.2 jsonlite 1.8.4
{"g":1714979289.123456} => {"g":[1714979289.1235]}
{"g":0.00004} => {"g":[0]}
{"parent":null} => {"parent":{}}
{"name":"web1"} => {"name":["web1"]}
[{"l":["a"],"o":{"x":1}},{"i":2}] => [{"l":["a"],"o":{"x":1}},{"l":{},"o":{},"i":2}]
[{"s":"NA"},{"s":"EU"}] => [{"s":"NA"},{"s":"EU"}]
[{"s":"NA"},{"s":null}] => [{},{}]
[{"s":"NA"},{"s":1}] => [{},{"s":1}]
[{"s":"NaN"},{"s":"Inf"},{"s":1}] => [{},{},{"s":1}]
[{"g":1},{"g":true}] => [{"g":1},{"g":1}]
[{"g":"a"},{"g":true}] => [{"g":"a"},{"g":"TRUE"}]
[{"g":1},null] => [{"g":1},{}]
12345678901234567890 => [1.23456789012346e+19]
END

cat > probe.R <<'END'
library(jsonlite)
cat(R.version$major, R.version$minor, "jsonlite", as.character(packageVersion("jsonlite")), "\n")
for (text in c(
  '{"g":1714979289.123456}', '{"g":0.00004}', '{"parent":null}', '{"name":"web1"}', '[{"l":["a"],"o":{"x":1}},{"i":2}]',
  '[{"s":"NA"},{"s":"EU"}]', '[{"s":"NA"},{"s":null}]', '[{"s":"NA"},{"s":1}]', '[{"s":"NaN"},{"s":"Inf"},{"s":1}]', '[{"g":1},{"g":true}]', '[{"g":"a"},{"g":true}]', '[{"g":1},null]',
  '12345678901234567890'
)) cat(text, "=>", toJSON(fromJSON(text)), "\n")
END
Rscript probe.R | sed 's/ $//' > seen

diff expected seen
echo unchanged
