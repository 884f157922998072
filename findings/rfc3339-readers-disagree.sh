#!/usr/bin/env bash
# Finding: four packages with RFC 3339 in their name or documents agree on the
# everyday form only. Lower-case t and z, which the RFC allows, are refused by two;
# pyrfc3339 takes a date without a time, and a time without a zone; ciso8601's
# `parse_rfc3339` takes the day of the year; whenever turns the leap second into the
# second before.
# Packages: rfc3339-validator 0.1.4, strict-rfc3339 0.7, pyrfc3339 2.1.1, ciso8601
# 2.4.1, whenever 0.11.0 (PyPI).
# Why it matters: validators of OpenAPI files use the first two for `date-time`.
# Seen on 2026-11-29.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check rfc3339-validator==0.1.4 strict-rfc3339==0.7 pyrfc3339==2.1.1 ciso8601==2.4.1 whenever==0.11.0

cat > expected <<'END'
2024-05-06T07:08:09Z
   rfc3339-validator => True
   strict-rfc3339 => True
   pyrfc3339 => 2024-05-06T07:08:09+00:00
   ciso8601.parse_rfc3339 => 2024-05-06T07:08:09+00:00
   whenever => 2024-05-06T07:08:09Z
2024-05-06t07:08:09z
   rfc3339-validator => False
   strict-rfc3339 => False
   pyrfc3339 => 2024-05-06T07:08:09+00:00
   ciso8601.parse_rfc3339 => 2024-05-06T07:08:09+00:00
   whenever => 2024-05-06T07:08:09Z
2024-05-06
   rfc3339-validator => False
   strict-rfc3339 => False
   pyrfc3339 => 2024-05-06T00:00:00
   ciso8601.parse_rfc3339 => error
   whenever => error
2024-05-06T07:08:09
   rfc3339-validator => False
   strict-rfc3339 => False
   pyrfc3339 => 2024-05-06T07:08:09
   ciso8601.parse_rfc3339 => error
   whenever => error
2024-127T07:08:09Z
   rfc3339-validator => False
   strict-rfc3339 => False
   pyrfc3339 => error
   ciso8601.parse_rfc3339 => 2024-05-06T07:08:09+00:00
   whenever => error
2016-12-31T23:59:60Z
   rfc3339-validator => False
   strict-rfc3339 => False
   pyrfc3339 => error
   ciso8601.parse_rfc3339 => error
   whenever => 2016-12-31T23:59:59Z
END

cat > probe.py <<'END'
import ciso8601, pyrfc3339, rfc3339_validator, strict_rfc3339, whenever

readers = {
    "rfc3339-validator": rfc3339_validator.validate_rfc3339,
    "strict-rfc3339": strict_rfc3339.validate_rfc3339,
    "pyrfc3339": lambda text: pyrfc3339.parse(text).isoformat(),
    "ciso8601.parse_rfc3339": lambda text: ciso8601.parse_rfc3339(text).isoformat(),
    "whenever": whenever.Instant.parse_iso,
}
for text in (
    "2024-05-06T07:08:09Z", "2024-05-06t07:08:09z", "2024-05-06", "2024-05-06T07:08:09",
    "2024-127T07:08:09Z", "2016-12-31T23:59:60Z",
):
    print(text)
    for name, read in readers.items():
        try:
            print("  ", name, "=>", read(text))
        except Exception:
            print("  ", name, "=> error")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
