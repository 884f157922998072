#!/usr/bin/env bash
# Finding: json-bigint makes a BigNumber of each number with more than 15 characters,
# also of 1714979289.123456, a time in seconds; with `useNativeBigInt` the whole
# document is an error for it. Two BigNumbers are compared as strings: 9007199254740993
# is not less than 10000000000000000000, `sort` exchanges them, and `g + 1` is
# "90071992547409931". JSONStream makes a string of 9007199254740993, but rounds the
# same number with a minus, and one of 20 digits. lossless-json has the right order, and
# no `===`.
# Packages: json-bigint 1.0.0, JSONStream 1.3.5, lossless-json 4.3.3, ndjson 2.0.0
# (npm).
# Why it matters: a column of saved records has two or three kinds of value, by the
# number of digits, so a filter on it in JavaScript leaves some of them out.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts json-bigint@1.0.0 JSONStream@1.3.5 lossless-json@4.3.3 ndjson@2.0.0 > install.log

cat > expected <<'END'
ndjson
   9 => number 9
   9007199254740993 => number 9007199254740992
   -9007199254740993 => number -9007199254740992
   10000000000000000000 => number 10000000000000000000
   1714979289.123456 => number 1714979289.123456
   sorted by < => 9 9007199254740992 10000000000000000000
   g + 1 => number 9007199254740992
   g === 9 => true
JSONStream
   9 => number 9
   9007199254740993 => string 9007199254740993
   -9007199254740993 => number -9007199254740992
   10000000000000000000 => number 10000000000000000000
   1714979289.123456 => number 1714979289.123456
   sorted by < => 9 9007199254740993 10000000000000000000
   g + 1 => string 90071992547409931
   g === 9 => true
json-bigint
   9 => number 9
   9007199254740993 => object 9007199254740993
   -9007199254740993 => object -9007199254740993
   10000000000000000000 => object 10000000000000000000
   1714979289.123456 => object 1714979289.123456
   sorted by < => 9 10000000000000000000 9007199254740993
   g + 1 => string 90071992547409931
   g === 9 => true
json-bigint, useNativeBigInt
   9 => number 9
   9007199254740993 => bigint 9007199254740993
   -9007199254740993 => bigint -9007199254740993
   10000000000000000000 => bigint 10000000000000000000
   1714979289.123456 => error: Cannot convert 1714979289.123456 to a BigInt
   sorted by < => 9 9007199254740993 10000000000000000000
   g + 1 => error: Cannot mix BigInt and other types, use explicit conversions
   g === 9 => true
lossless-json
   9 => object 9
   9007199254740993 => object 9007199254740993
   -9007199254740993 => object -9007199254740993
   10000000000000000000 => object 10000000000000000000
   1714979289.123456 => object 1714979289.123456
   sorted by < => 9 9007199254740993 10000000000000000000
   g + 1 => error: Cannot mix BigInt and other types, use explicit conversions
   g === 9 => false
END

cat > probe.cjs <<'END'
const { Readable } = require('node:stream');
const JSONbig = require('json-bigint');
const JSONStream = require('JSONStream');
const lossless = require('lossless-json');
const ndjson = require('ndjson');

const first = (stream, text) => new Promise((done, failed) => {
  stream.on('data', done);
  stream.on('error', failed);
  Readable.from([Buffer.from(`${text}\n`)]).pipe(stream);
});
const readers = {
  ndjson: (text) => first(ndjson.parse(), text),
  JSONStream: (text) => first(JSONStream.parse(), text),
  'json-bigint': JSONbig.parse,
  'json-bigint, useNativeBigInt': JSONbig({ useNativeBigInt: true }).parse,
  'lossless-json': (text) => lossless.parse(text),
};
const show = (value) => `${typeof value} ${value}`;
const attempt = async (run) => {
  try { return await run(); } catch (error) { return `error: ${error.message}`; }
};
const numbers = ['9', '9007199254740993', '-9007199254740993', '10000000000000000000', '1714979289.123456'];
(async () => {
  for (const [name, read] of Object.entries(readers)) {
    console.log(name);
    const g = async (number) => (await read(`{"g":${number}}`)).g;
    for (const number of numbers) console.log(`   ${number} =>`, await attempt(async () => show(await g(number))));
    const [small, large, larger] = [await g(numbers[0]), await g(numbers[1]), await g(numbers[3])];
    console.log('   sorted by < =>', [larger, large, small].sort((a, b) => (a < b ? -1 : 1)).join(' '));
    console.log('   g + 1 =>', await attempt(() => show(large + 1)));
    console.log('   g === 9 =>', small === 9);
  }
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
