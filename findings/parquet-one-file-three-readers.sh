#!/usr/bin/env bash
# Finding: of a file that pyarrow has written, fastparquet reads the day 9999-12-31 as
# 1816-03-29, and times in UTC without their zone. @dsnp/parquetjs reads unsigned
# numbers as signed ones, so 4294967295 is -1, a decimal as its bytes, and an empty list
# as `{list: null}`. hyparquet makes U+FFFD of bytes that are not UTF-8. It and
# fastparquet round a decimal of 22 digits, and keep the last of two equal keys of a
# map. Both packages of JavaScript cut the microseconds.
# Packages: pyarrow 26.0.1, fastparquet 2026.9.0, pandas 3.1.1 (PyPI); hyparquet 1.33.0,
# @dsnp/parquetjs 1.8.8 (npm).
# Why it matters: no reader reports anything, and a filter on a day or a number selects
# other rows in each.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts hyparquet@1.33.0 @dsnp/parquetjs@1.8.8 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyarrow==26.0.1 fastparquet==2026.9.0 pandas==3.1.1

cat > expected <<'END'
fastparquet | day | => | 2024-05-06 00:00:00 | 1816-03-29 05:56:08.066277376
fastparquet | time | => | 2024-05-06 07:08:09.123456 | 9999-12-31 00:00:00
fastparquet | uint32 | => | 1 | 4294967295
fastparquet | uint64 | => | 1 | 18446744073709551615
fastparquet | decimal | => | 0.1 | 1.2345678901234567e+19
fastparquet | bytes | => | b'a' | b'\xff'
fastparquet | list | => | ['a'] | []
fastparquet | map | => | {'k': 'v'} | {'a': 'c'}
hyparquet | day | => | "2024-05-06T00:00:00.000Z" | "9999-12-31T00:00:00.000Z"
hyparquet | time | => | "2024-05-06T07:08:09.123Z" | "9999-12-31T00:00:00.000Z"
hyparquet | uint32 | => | 1 | 4294967295
hyparquet | uint64 | => | "1n" | "18446744073709551615n"
hyparquet | decimal | => | 0.1 | 12345678901234567000
hyparquet | bytes | => | "a" | "�"
hyparquet | list | => | ["a"] | []
hyparquet | map | => | {"k":"v"} | {"a":"c"}
parquetjs | day | => | "2024-05-06T00:00:00.000Z" | "9999-12-31T00:00:00.000Z"
parquetjs | time | => | "2024-05-06T07:08:09.123Z" | "9999-12-31T00:00:00.000Z"
parquetjs | uint32 | => | 1 | -1
parquetjs | uint64 | => | "1n" | "-1n"
parquetjs | decimal | => | {"type":"Buffer","data":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,10]} | {"type":"Buffer","data":[0,0,0,0,0,0,0,66,237,18,59,11,216,32,58,20]}
parquetjs | bytes | => | {"type":"Buffer","data":[97]} | {"type":"Buffer","data":[255]}
parquetjs | list | => | {"list":[{"element":"a"}]} | {"list":null}
parquetjs | map | => | {"key_value":[{"key":"k","value":"v"}]} | {"key_value":[{"key":"a","value":"b"},{"key":"a","value":"c"}]}
END

cat > write.py <<'END'
import datetime
import decimal

import pyarrow
import pyarrow.parquet

pyarrow.parquet.write_table(pyarrow.table({
    "day": pyarrow.array([datetime.date(2024, 5, 6), datetime.date(9999, 12, 31)], pyarrow.date32()),
    "time": pyarrow.array([datetime.datetime(2024, 5, 6, 7, 8, 9, 123456), datetime.datetime(9999, 12, 31)], pyarrow.timestamp("us", "UTC")),
    "uint32": pyarrow.array([1, 2**32 - 1], pyarrow.uint32()),
    "uint64": pyarrow.array([1, 2**64 - 1], pyarrow.uint64()),
    "decimal": pyarrow.array(map(decimal.Decimal, ("0.10", "12345678901234567890.12")), pyarrow.decimal128(38, 2)),
    "bytes": pyarrow.array([b"a", b"\xff"]),
    "list": pyarrow.array([["a"], []], pyarrow.list_(pyarrow.string())),
    "map": pyarrow.array([[("k", "v")], [("a", "b"), ("a", "c")]], pyarrow.map_(pyarrow.string(), pyarrow.string())),
}), "jobs.parquet", compression="none")
END
venv/bin/python write.py
cat > probe.py <<'END'
import warnings

import fastparquet

warnings.simplefilter("ignore")
for name, column in fastparquet.ParquetFile("jobs.parquet").to_pandas().items():
    print("fastparquet", name, "=>", *column, sep=" | ")
END
venv/bin/python probe.py > seen
cat > probe.mjs <<'END'
import dsnp from '@dsnp/parquetjs';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';

const cursor = (await dsnp.ParquetReader.openFile('jobs.parquet')).getCursor();
const text = (value) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
for (const [reader, rows] of [
  ['hyparquet', await parquetReadObjects({ file: await asyncBufferFromFile('jobs.parquet') })],
  ['parquetjs', [await cursor.next(), await cursor.next()]],
]) {
  for (const name of Object.keys(rows[0])) console.log(`${reader} | ${name} | => | ${rows.map((row) => text(row[name])).join(' | ')}`);
}
END
node probe.mjs >> seen

diff expected seen
echo unchanged
