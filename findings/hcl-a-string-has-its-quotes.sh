#!/usr/bin/env bash
# Finding: five packages read one file of HCL, the language of Terraform. python-hcl2 gives
# a string with its double quotes and backslashes as they are in the file, and a heredoc
# with its markers. pyhcl makes the string "null" of null, keeps `\u002B`, and cuts the
# line end of a heredoc. @cdktf/hcl2json and hcl2-json-parser round 9007199254740993.
# `$${x}`, an escaped `${x}`, is right in two; pygohcl turns `'${var.name}'` into
# `'var.name'`.
# Packages: python-hcl2 8.1.4, pyhcl 0.4.5, pygohcl 1.2.9 (PyPI); @cdktf/hcl2json 0.21.0,
# hcl2-json-parser 1.0.1 (npm).
# Why it matters: a filter taken from a configuration is sent with quotes around it, or
# compares with the name `var.name`.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @cdktf/hcl2json@0.21.0 hcl2-json-parser@1.0.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-hcl2==8.1.4 pyhcl==0.4.5 pygohcl==1.2.9

cat > expected <<'END'
python-hcl2 filter => "\"state eq 'ERROR'\""
python-hcl2 quote => "\"name eq 'a\\\"b'\""
python-hcl2 escape => "\"name eq 'C:\\\\new'\""
python-hcl2 unicode => "\"name eq 'a\\u002Bb'\""
python-hcl2 escaped => "\"name eq '$${x}'\""
python-hcl2 inserted => "\"name eq '${var.name}'\""
python-hcl2 nothing => null
python-hcl2 number => 9007199254740993
python-hcl2 heredoc => "\"<<EOT\nstate eq 'ERROR'\nEOT\""
pyhcl filter => "state eq 'ERROR'"
pyhcl quote => "name eq 'a\"b'"
pyhcl escape => "name eq 'C:\\new'"
pyhcl unicode => "name eq 'a\\u002Bb'"
pyhcl escaped => "name eq '$${x}'"
pyhcl inserted => "name eq '${var.name}'"
pyhcl nothing => "null"
pyhcl number => 9007199254740993
pyhcl heredoc => "state eq 'ERROR'"
pygohcl filter => "state eq 'ERROR'"
pygohcl quote => "name eq 'a\"b'"
pygohcl escape => "name eq 'C:\\new'"
pygohcl unicode => "name eq 'a+b'"
pygohcl escaped => "name eq '${x}'"
pygohcl inserted => "name eq 'var.name'"
pygohcl nothing => null
pygohcl number => 9007199254740993
pygohcl heredoc => "state eq 'ERROR'\n"
@cdktf/hcl2json filter => "state eq 'ERROR'"
@cdktf/hcl2json quote => "name eq 'a\"b'"
@cdktf/hcl2json escape => "name eq 'C:\\new'"
@cdktf/hcl2json unicode => "name eq 'a+b'"
@cdktf/hcl2json escaped => "name eq '$${x}'"
@cdktf/hcl2json inserted => "name eq '${var.name}'"
@cdktf/hcl2json nothing => null
@cdktf/hcl2json number => 9007199254740992
@cdktf/hcl2json heredoc => "state eq 'ERROR'\n"
hcl2-json-parser filter => "state eq 'ERROR'"
hcl2-json-parser quote => "name eq 'a\"b'"
hcl2-json-parser escape => "name eq 'C:\\new'"
hcl2-json-parser unicode => "name eq 'a+b'"
hcl2-json-parser escaped => "name eq '${x}'"
hcl2-json-parser inserted => "name eq '${var.name}'"
hcl2-json-parser nothing => null
hcl2-json-parser number => 9007199254740992
hcl2-json-parser heredoc => "state eq 'ERROR'\n"
END

cat > jobs.tf <<'END'
locals {
  filter  = "state eq 'ERROR'"
  quote   = "name eq 'a\"b'"
  escape  = "name eq 'C:\\new'"
  unicode = "name eq 'a\u002Bb'"
  escaped = "name eq '$${x}'"
  inserted = "name eq '${var.name}'"
  nothing = null
  number  = 9007199254740993
  heredoc = <<EOT
state eq 'ERROR'
EOT
}
END
cat > probe.py <<'END'
import json
import hcl
import hcl2
import pygohcl

names = "filter quote escape unicode escaped inserted nothing number heredoc".split()
for package, values in [("python-hcl2", hcl2.load(open("jobs.tf"))["locals"][0]), ("pyhcl", hcl.load(open("jobs.tf"))["locals"]),
                        ("pygohcl", pygohcl.loads(open("jobs.tf").read())["locals"])]:
    for name in names:
        print(package, name, "=>", json.dumps(values[name]))
END
cat > probe.cjs <<'END'
const text = require('fs').readFileSync('jobs.tf', 'utf8');
const names = ['filter', 'quote', 'escape', 'unicode', 'escaped', 'inserted', 'nothing', 'number', 'heredoc'];
const show = (name, values) => names.forEach((key) => console.log(name, key, '=>', JSON.stringify(values[key])));
(async () => {
  show('@cdktf/hcl2json', (await require('@cdktf/hcl2json').parse('jobs.tf', text)).locals[0]);
  const parser = require('hcl2-json-parser');
  show('hcl2-json-parser', JSON.parse(await parser.parseToString(text)).locals[0]);
})();
END
venv/bin/python probe.py > seen
node probe.cjs >> seen

diff expected seen
echo unchanged
