#!/usr/bin/env bash
# Finding: a timestamp with a lower-case z, right TOML, loses its zone in one of four
# readers: the result is a local time.
# Packages: toml 0.10.2, tomlkit 0.15.2, rtoml 0.14.0 (PyPI), and tomllib of Python.
# Why it matters: a program that takes a time without a zone for local time moves the
# bound by the zone of its machine.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check toml==0.10.2 tomlkit==0.15.2 rtoml==0.14.0

cat > expected <<'END'
a = 2024-05-06T07:08:09Z tomllib => 2024-05-06T07:08:09+00:00
a = 2024-05-06T07:08:09Z tomlkit => 2024-05-06T07:08:09+00:00
a = 2024-05-06T07:08:09Z rtoml => 2024-05-06T07:08:09+00:00
a = 2024-05-06T07:08:09Z toml => 2024-05-06T07:08:09+00:00
a = 2024-05-06t07:08:09z tomllib => 2024-05-06T07:08:09+00:00
a = 2024-05-06t07:08:09z tomlkit => 2024-05-06T07:08:09+00:00
a = 2024-05-06t07:08:09z rtoml => 2024-05-06T07:08:09+00:00
a = 2024-05-06t07:08:09z toml => 2024-05-06T07:08:09
END

cat > probe.py <<'END'
import tomllib

import rtoml
import toml
import tomlkit

for line in ("a = 2024-05-06T07:08:09Z", "a = 2024-05-06t07:08:09z"):
    for reader in (tomllib, tomlkit, rtoml, toml):
        try:
            value = reader.loads(line)["a"]
            print(line, reader.__name__, "=>", value.isoformat())
        except Exception as error:
            print(line, reader.__name__, "=>", "error")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
