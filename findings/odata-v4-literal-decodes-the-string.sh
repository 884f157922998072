#!/usr/bin/env bash
# Finding: three translators of the odata-v4 family are documented with
# `createFilter(req.query.$filter)`, a filter that the server has decoded, and decode its
# strings once more: `name eq 'a%2Bb'` looks for "a+b". `'100%'` and `'a#b'` are syntax
# errors, because the parser wants them encoded, and `'100%25'` finds "100%". Blanks and
# `&` may be raw. The package that makes the values also rounds 9007199254740993 and a
# decimal, cuts an instant to milliseconds, makes a time of day one of 1 January 1970, and
# fails for each duration.
# Packages: odata-v4-literal 0.1.1, odata-v4-inmemory 0.1.9, odata-v4-mongodb 0.1.12,
# odata-v4-sql 0.1.2 (npm).
# Why it matters: a name with a percent sign is another name or no query at all, by what
# follows the sign.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-v4-literal@0.1.1 odata-v4-inmemory@0.1.9 odata-v4-mongodb@0.1.12 odata-v4-sql@0.1.2 > install.log

cat > expected <<'END'
name eq 'a+b' | in memory => ["a+b"]
name eq 'a+b' | MongoDB => {"name":"a+b"}
name eq 'a+b' | SQL => ["a+b"]
name eq 'a%2Bb' | in memory => ["a+b"]
name eq 'a%2Bb' | MongoDB => {"name":"a+b"}
name eq 'a%2Bb' | SQL => ["a+b"]
name eq 'a%252Bb' | in memory => ["a%2Bb"]
name eq 'a%252Bb' | MongoDB => {"name":"a%2Bb"}
name eq 'a%252Bb' | SQL => ["a%2Bb"]
name eq '100%' | in memory => error, Unexpected character at 4
name eq '100%' | MongoDB => error, Unexpected character at 4
name eq '100%' | SQL => error, Unexpected character at 4
name eq '100%25' | in memory => ["100%"]
name eq '100%25' | MongoDB => {"name":"100%"}
name eq '100%25' | SQL => ["100%"]
name eq 'a#b' | in memory => error, Unexpected character at 4
name eq 'a#b' | MongoDB => error, Unexpected character at 4
name eq 'a#b' | SQL => error, Unexpected character at 4
name eq 'a&b' | in memory => ["a&b"]
name eq 'a&b' | MongoDB => {"name":"a&b"}
name eq 'a&b' | SQL => ["a&b"]
Edm.Int64 9007199254740993 => 9007199254740992
Edm.Decimal 1.10 => 1.1
Edm.DateTimeOffset 2024-05-06T07:08:09.1239Z => Date 2024-05-06T07:08:09.123Z
Edm.TimeOfDay 07:08:09 => Date 1970-01-01T07:08:09.000Z
Edm.Date 2024-05-06 => "2024-05-06"
Edm.Duration duration'PT1H' => error, Cannot read properties of undefined (reading 'slice')
END

cat > probe.cjs <<'END'
const { Literal } = require('odata-v4-literal');
const memory = require('odata-v4-inmemory');
const mongo = require('odata-v4-mongodb');
const sql = require('odata-v4-sql');

function seen(make) {
  try {
    const value = make();
    return value instanceof Date ? 'Date ' + value.toISOString() : JSON.stringify(value);
  } catch (error) {
    return 'error, ' + error.message;
  }
}

const rows = ['a+b', 'a%2Bb', '100%', '100%25', 'a#b', 'a&b'].map((name) => ({ name }));
for (const filter of ["name eq 'a+b'", "name eq 'a%2Bb'", "name eq 'a%252Bb'", "name eq '100%'", "name eq '100%25'", "name eq 'a#b'", "name eq 'a&b'"]) {
  console.log(filter, '| in memory =>', seen(() => rows.filter(memory.createFilter(filter)).map((row) => row.name)));
  console.log(filter, '| MongoDB =>', seen(() => mongo.createFilter(filter)));
  console.log(filter, '| SQL =>', seen(() => [...sql.createFilter(filter).parameters.values()]));
}
for (const [type, text] of [['Edm.Int64', '9007199254740993'], ['Edm.Decimal', '1.10'], ['Edm.DateTimeOffset', '2024-05-06T07:08:09.1239Z'],
  ['Edm.TimeOfDay', '07:08:09'], ['Edm.Date', '2024-05-06'], ['Edm.Duration', "duration'PT1H'"]])
  console.log(type, text, '=>', seen(() => Literal.convert(type, text)));
END
node probe.cjs > seen

diff expected seen
echo unchanged
