#!/usr/bin/env bash
# Finding: a parameter whose value holds `%41` is printed with `%41`, and read back
# as A. The blanks and quotes of the value stay raw as well; a `+` alone is encoded.
# With `full_quote` the value survives.
# Package: boltons 26.2.0 (PyPI), its URL type.
# Why it matters: the default output is for people, but its name is `to_text`, and a
# program that sends it asks for another value.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check boltons==26.2.0

cat > expected <<'END'
name eq '%41' full_quote=False => https://host/jobs?filter=name eq '%41' => name eq 'A'
name eq '%41' full_quote=True => https://host/jobs?filter=name%20eq%20'%2541' => the same
name eq 'a+b' full_quote=False => https://host/jobs?filter=name eq 'a%2Bb' => the same
name eq 'a+b' full_quote=True => https://host/jobs?filter=name%20eq%20'a%2Bb' => the same
name eq 'a&b#c' full_quote=False => https://host/jobs?filter=name eq 'a%26b%23c' => the same
name eq 'a&b#c' full_quote=True => https://host/jobs?filter=name%20eq%20'a%26b%23c' => the same
END

cat > probe.py <<'END'
from boltons.urlutils import URL

for value in ("name eq '%41'", "name eq 'a+b'", "name eq 'a&b#c'"):
    for full in (False, True):
        url = URL("https://host/jobs")
        url.query_params["filter"] = value
        text = url.to_text(full_quote=full)
        again = URL(text).query_params["filter"]
        print(f"{value} full_quote={full} => {text} => {'the same' if again == value else again}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
