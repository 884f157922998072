#!/usr/bin/env bash
# Finding: in a list of records that jsondecode of Octave has read, null is an empty
# array, and `[rows.g]` drops it. So `rows([rows.g] > 5)` of g = 1, null and 10 selects
# the record whose g is null, one place before the right one. A list of records is a
# struct array, and a cell array if one of them has other keys, or the same keys in
# another order. Keys are renamed: "a b" is aB, "a-b" and "a.b" are both a_b, so one is
# lost, and "@odata.nextLink" is x_odata_nextLink. jsonencode writes the new names, a
# list of one record or number without its brackets, and `[]` for null, but null for
# null in a list of numbers. 9007199254740993 is written as 9007199254740992.0.
# Package: octave 7.3.0 (Debian 12).
# Why it matters: an index made of a column is how rows are chosen in Octave, and one
# null gives another job without an error.
# Seen on 2026-11-30. Needs octave-cli (apt-get install octave).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

octave-cli --version | grep -q 'version 7\.3\.0$'

cat > expected <<'END'
g > 5 => null
numel([rows.g]) => 2 of 3
class of [{"a":1,"b":2},{"a":3,"b":4}] => struct
class of [{"a":1,"b":2},{"b":4,"a":3}] => cell
class of [{"a":1},{"a":2,"b":3}] => cell
class of [{"a":1},null] => cell
class of [1,null] => double
class of [true,null] => cell
class of [true,false] => logical
{"g":1,"p":null} => {"g":1,"p":[]}
{"l":[1]} => {"l":1}
{"l":["x"]} => {"l":["x"]}
[{"i":"one"}] => {"i":"one"}
[1,null] => [1,null]
[true,null] => [true,[]]
{"a b":1,"a-b":2,"a.b":3} => {"aB":1,"a_b":3}
{"@odata.nextLink":"x","for":1,"1st":2} => {"x_odata_nextLink":"x","xFor":1,"x1st":2}
{"g":9007199254740993} => {"g":9007199254740992.0}
{"g":1714979289.123456} => {"g":1714979289.123456}
END

cat > probe.m <<'END'
rows = jsondecode('[{"i":"one","g":1},{"i":"null","g":null},{"i":"ten","g":10}]');
printf("g > 5 => %s\n", strjoin({rows([rows.g] > 5).i}));
printf("numel([rows.g]) => %d of %d\n", numel([rows.g]), numel(rows));
for text = {'[{"a":1,"b":2},{"a":3,"b":4}]', '[{"a":1,"b":2},{"b":4,"a":3}]', '[{"a":1},{"a":2,"b":3}]', '[{"a":1},null]', '[1,null]', '[true,null]', '[true,false]'}
  printf("class of %s => %s\n", text{1}, class(jsondecode(text{1})));
end
for text = {'{"g":1,"p":null}', '{"l":[1]}', '{"l":["x"]}', '[{"i":"one"}]', '[1,null]', '[true,null]', '{"a b":1,"a-b":2,"a.b":3}', '{"@odata.nextLink":"x","for":1,"1st":2}', '{"g":9007199254740993}', '{"g":1714979289.123456}'}
  printf("%s => %s\n", text{1}, jsonencode(jsondecode(text{1})));
end
END
octave-cli --no-gui --norc probe.m > seen 2> log || cat log

diff expected seen
echo unchanged
