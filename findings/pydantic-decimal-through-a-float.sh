#!/usr/bin/env bash
# Finding: a number of JSON becomes a float on its way to Decimal, also with
# strict=True: 1.10 loses its zero, and 0.10000000000000000001 equals 0.1. msgspec keeps
# both, and pydantic does if the number is in quotes. For an int 9007199254740993.0 is
# read as …992, "1_000" as 1000 and true as 1, and 1e400 is an infinite float. As
# datetime the string "20240506" is in August 1970, and 20000000001 is 633 years before
# 20000000000.
# Packages: pydantic 2.14.4, msgspec 0.23.0 (PyPI).
# Why it matters: Decimal is the type that one chooses to keep a number, and a check
# against the record's spelling then fails.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pydantic==2.14.4 msgspec==0.23.0

cat > expected <<'END'
Decimal 1.10
   pydantic => 1.1
   pydantic strict => 1.1
   msgspec => 1.10
Decimal "1.10"
   pydantic => 1.10
   pydantic strict => 1.10
   msgspec => 1.10
Decimal 0.10000000000000000001
   pydantic => 0.1
   pydantic strict => 0.1
   msgspec => 0.10000000000000000001
Decimal "0.10000000000000000001"
   pydantic => 0.10000000000000000001
   pydantic strict => 0.10000000000000000001
   msgspec => 0.10000000000000000001
Decimal 9007199254740993
   pydantic => 9007199254740993
   pydantic strict => 9007199254740993
   msgspec => 9007199254740993
Decimal 12345678901234567890.5
   pydantic => 12345678901234567000
   pydantic strict => 12345678901234567000
   msgspec => 12345678901234567890.5
int 1.0
   pydantic => 1
   pydantic strict => error
   msgspec => error
int 9007199254740993.0
   pydantic => 9007199254740992
   pydantic strict => error
   msgspec => error
int true
   pydantic => 1
   pydantic strict => error
   msgspec => error
int "1_000"
   pydantic => 1000
   pydantic strict => error
   msgspec => error
int " 7 "
   pydantic => 7
   pydantic strict => error
   msgspec => error
int "1.0"
   pydantic => 1
   pydantic strict => error
   msgspec => error
int 1e2
   pydantic => 100
   pydantic strict => error
   msgspec => error
int "1e2"
   pydantic => error
   pydantic strict => error
   msgspec => error
float 1e400
   pydantic => inf
   pydantic strict => inf
   msgspec => error
float "inf"
   pydantic => inf
   pydantic strict => error
   msgspec => error
datetime "2024-05-06"
   pydantic => 2024-05-06 00:00:00
   pydantic strict => error
   msgspec => error
datetime "20240506"
   pydantic => 1970-08-23 06:21:46+00:00
   pydantic strict => 1970-08-23 06:21:46+00:00
   msgspec => error
datetime "2024"
   pydantic => 1970-01-01 00:33:44+00:00
   pydantic strict => 1970-01-01 00:33:44+00:00
   msgspec => error
datetime 20000000000
   pydantic => 2603-10-11 11:33:20+00:00
   pydantic strict => error
   msgspec => error
datetime 20000000001
   pydantic => 1970-08-20 11:33:20.001000+00:00
   pydantic strict => error
   msgspec => error
END

cat > probe.py <<'END'
import datetime
import decimal

import msgspec
import pydantic

for kind, texts in (
    (decimal.Decimal, ("1.10", '"1.10"', "0.10000000000000000001", '"0.10000000000000000001"', "9007199254740993", "12345678901234567890.5")),
    (int, ("1.0", "9007199254740993.0", "true", '"1_000"', '" 7 "', '"1.0"', "1e2", '"1e2"')),
    (float, ("1e400", '"inf"')),
    (datetime.datetime, ('"2024-05-06"', '"20240506"', '"2024"', "20000000000", "20000000001")),
):
    adapter = pydantic.TypeAdapter(kind)
    readers = {
        "pydantic": adapter.validate_json,
        "pydantic strict": lambda text: adapter.validate_json(text, strict=True),
        "msgspec": lambda text: msgspec.json.decode(text, type=kind),
    }
    for text in texts:
        print(kind.__name__, text)
        for name, read in readers.items():
            try:
                found = read(text)
            except Exception:
                found = "error"
            print("  ", name, "=>", found)
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
