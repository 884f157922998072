#!/usr/bin/env bash
# Finding: RFC 6570 leaves little to choose, and yet: `{+filter}` of uritemplate
# encodes nothing, blanks included, as soon as one %XX is in the value; `{?filter*}`
# of uri-template (npm) drops the name of the parameter; an empty list gives
# `?filter=` in url-template and nothing in uri-template; true is True in
# uritemplate.
# Packages: uritemplate 4.2.0, uri-template 1.3.0, std-uritemplate 2.0.12 (PyPI);
# url-template 3.1.1, uri-template 2.0.0, uri-templates 0.2.0 (npm).
# Why it matters: a template of an API page is right or wrong with the library that
# expands it.
# Seen on 2026-11-29. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check uritemplate==4.2.0 uri-template==1.3.0 std-uritemplate==2.0.12
npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts url-template@3.1.1 uri-template@2.0.0 uri-templates@0.2.0 > install.log

cat > expected <<'END'
PyPI uritemplate: {+filter} "a eq 'x'" => a%20eq%20'x'
PyPI uri-template: {+filter} "a eq 'x'" => a%20eq%20'x'
PyPI std-uritemplate: {+filter} "a eq 'x'" => a%20eq%20'x'
PyPI uritemplate: {+filter} "a eq '%41'" => a eq '%41'
PyPI uri-template: {+filter} "a eq '%41'" => a%20eq%20'%41'
PyPI std-uritemplate: {+filter} "a eq '%41'" => a%20eq%20'%41'
PyPI uritemplate: {?filter} True => ?filter=True
PyPI uri-template: {?filter} True => ?filter=true
PyPI std-uritemplate: {?filter} True => ?filter=true
npm url-template: {+filter} "a eq 'x'" => a%20eq%20'x'
npm uri-template: {+filter} "a eq 'x'" => a%20eq%20'x'
npm uri-templates: {+filter} "a eq 'x'" => a%20eq%20'x'
npm url-template: {?filter} [] => ?filter=
npm uri-template: {?filter} [] => (nothing)
npm uri-templates: {?filter} [] => (nothing)
npm url-template: {?filter*} "a eq 'x'" => ?filter=a%20eq%20%27x%27
npm uri-template: {?filter*} "a eq 'x'" => ?a%20eq%20%27x%27
npm uri-templates: {?filter*} "a eq 'x'" => ?filter=a%20eq%20'x'
END

cat > probe.py <<'END'
import uri_template
import uritemplate
from stduritemplate import StdUriTemplate

readers = {
    "uritemplate": lambda t, v: uritemplate.expand(t, {"filter": v}),
    "uri-template": lambda t, v: uri_template.URITemplate(t).expand(filter=v),
    "std-uritemplate": lambda t, v: StdUriTemplate.expand(t, {"filter": v}),
}
for template, value in (("{+filter}", "a eq 'x'"), ("{+filter}", "a eq '%41'"), ("{?filter}", True)):
    for name, expand in readers.items():
        print(f"PyPI {name}: {template} {value!r} => {expand(template, value)}")
END
venv/bin/python probe.py > seen
cat > probe.mjs <<'END'
import { createRequire } from 'node:module';
import { parseTemplate } from 'url-template';
const require = createRequire(import.meta.url);
const readers = {
  'url-template': (t, v) => parseTemplate(t).expand({ filter: v }),
  'uri-template': (t, v) => require('uri-template').parse(t).expand({ filter: v }),
  'uri-templates': (t, v) => require('uri-templates')(t).fill({ filter: v }),
};
for (const [template, value] of [['{+filter}', "a eq 'x'"], ['{?filter}', []], ['{?filter*}', "a eq 'x'"]])
  for (const [name, expand] of Object.entries(readers))
    console.log(`npm ${name}: ${template} ${JSON.stringify(value)} => ${expand(template, value) || '(nothing)'}`);
END
node probe.mjs >> seen

diff expected seen
echo unchanged
