#!/usr/bin/env bash
# Finding: `uricompose` of a dict leaves `+` and `;` of a value raw, and writes the
# blank as `%20`. Its own `getquerydict` reads both back. A reader of forms makes a
# blank of the `+`, and one that splits at `;` gets half of the filter. So the round
# trip inside of the library is right, and the request is another. In the other
# direction it reads `+` for a blank, as furl and yarl write it, as a plus.
# Packages: uritools 6.1.3, furl 2.1.4, yarl 1.25.1 (PyPI).
# Why it matters: a template named `a+b`, or an offset `+02:00`, is another value for a
# service that reads `+` as a blank.
# Seen on 2026-11-30. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check uritools==6.1.3 furl==2.1.4 yarl==1.25.1

cat > expected <<'END'
name eq 'a+b'
   uritools => name%20eq%20'a+b'
      urllib reads name eq 'a b'
      urllib at ; reads name eq 'a b'
   furl => name+eq+%27a%2Bb%27
      uritools reads name+eq+'a+b'
   yarl => name+eq+'a%2Bb'
      uritools reads name+eq+'a+b'
createdAt gt 2024-05-06T07:08:09+02:00
   uritools => createdAt%20gt%202024-05-06T07:08:09+02:00
      urllib reads createdAt gt 2024-05-06T07:08:09 02:00
      urllib at ; reads createdAt gt 2024-05-06T07:08:09 02:00
   furl => createdAt+gt+2024-05-06T07%3A08%3A09%2B02%3A00
      uritools reads createdAt+gt+2024-05-06T07:08:09+02:00
   yarl => createdAt+gt+2024-05-06T07:08:09%2B02:00
      uritools reads createdAt+gt+2024-05-06T07:08:09+02:00
name eq 'a;b'
   uritools => name%20eq%20'a;b'
      urllib at ; reads name eq 'a
   furl => name+eq+%27a%3Bb%27
      uritools reads name+eq+'a;b'
   yarl => name+eq+'a%3Bb'
      uritools reads name+eq+'a;b'
END

cat > probe.py <<'END'
from urllib.parse import parse_qs, urlsplit

import furl
import uritools
import yarl

builders = {
    "uritools": lambda filter: uritools.uricompose("https", "service.example", "/jobs", {"filter": filter}),
    "furl": lambda filter: furl.furl("https://service.example/jobs", args={"filter": filter}).url,
    "yarl": lambda filter: str(yarl.URL("https://service.example/jobs").with_query(filter=filter)),
}
readers = {
    "uritools": lambda url: uritools.urisplit(url).getquerydict()["filter"][0],
    "urllib": lambda url: parse_qs(urlsplit(url).query)["filter"][0],
    "urllib at ;": lambda url: parse_qs(urlsplit(url).query, separator=";")["filter"][0],
}
for filter in ("name eq 'a+b'", "createdAt gt 2024-05-06T07:08:09+02:00", "name eq 'a;b'"):
    print(filter)
    for name, build in builders.items():
        url = build(filter)
        print("  ", name, "=>", url.split("?filter=")[1])
        for reader, read in readers.items():
            if read(url) != filter:
                print(f"      {reader} reads {read(url)}")
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
