#!/usr/bin/env bash
# Finding: in the selection expressions of recutils a missing field is 0 and the empty
# string: `g = 0`, `g < 5`, `s < 5` and `s = ''` take records without the field. `&&`
# and `||` have one precedence, from left to right. A field may be there twice, and
# then `s = 'ERROR'` takes the record, and so do `s != 'ERROR'` and `!(s = 'ERROR')`.
# `<` of two strings is never true. `! g = 1` is `(!g) = 1`. A name that no record has
# is not an error.
# Package: recutils 1.9 (Debian 12).
# Why it matters: saved jobs in this format, one paragraph for each, leave out what is
# null, and a list of strings is a field that is there twice.
# Seen on 2026-11-30. Needs recsel (apt-get install recutils).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

recsel --version | grep -q 'recutils) 1\.9$'

cat > expected <<'END'
g = 0 => none
g < 5 => one none both
s = '' => none
s < 5 => none
i < 'o' => 
'a' < 'b' => 
s = 'ERROR' => one both
s != 'ERROR' => ten none both
!(s = 'ERROR') => ten none both
s != 'ERROR' && s != 'DONE' => none
s = 'DONE' || i = 'none' && g = 10 => ten
i = 'none' && g = 10 || s = 'DONE' => ten both
s = 'DONE' || (i = 'none' && g = 10) => ten both
g != 1 => ten none
! g = 1 => none
unknown != 1 => one ten none both
END

cat > jobs.rec <<'END'
%rec: job

i: one
g: 1
s: ERROR

i: ten
g: 10
s: DONE

i: none

i: both
g: 1
s: ERROR
s: DONE
END
while read -r query; do
  printf '%s => ' "$query"
  recsel -e "$query" -R i jobs.rec | xargs
done > seen <<'END'
g = 0
g < 5
s = ''
s < 5
i < 'o'
'a' < 'b'
s = 'ERROR'
s != 'ERROR'
!(s = 'ERROR')
s != 'ERROR' && s != 'DONE'
s = 'DONE' || i = 'none' && g = 10
i = 'none' && g = 10 || s = 'DONE'
s = 'DONE' || (i = 'none' && g = 10)
g != 1
! g = 1
unknown != 1
END

diff expected seen
echo unchanged
