#!/usr/bin/env bash
# Finding: one template of Jinja selects other records in each of four engines. nunjucks
# ignores the condition of `{% for r in rows if r.g == 1 %}`: the condition is true or
# false before the first record, so the loop has all records or none, without an error.
# It also reads `not r.g == 1` as `(not r.g) == 1`, which is true for null alone. minijinja
# selects null with `selectattr('g', 'lt', 5)`, where jinja2 ends with an error. In
# @huggingface/jinja `rejectattr('g', 'undefined')` keeps the record without g. Both engines
# in JavaScript print another number for one of 19 digits, and the three that write a filter
# into a URL write it in three ways.
# Packages: nunjucks 3.2.4, @huggingface/jinja 0.5.11 (npm), jinja2 3.1.6, minijinja 3.0.5
# (PyPI).
# Why it matters: a template that reports the failed jobs reports all jobs after it moved to
# another engine.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts nunjucks@3.2.4 @huggingface/jinja@0.5.11 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jinja2==3.1.6 minijinja==3.0.5

cat > expected <<'END'
{% for r in rows if r.g == 1 %}{{ r.i }} {% endfor %}
   jinja2 => 1 true
   minijinja => 1 true
   nunjucks => (nothing)
   huggingface => 1 true
{% for r in rows if r.g != 1 %}{{ r.i }} {% endfor %}
   jinja2 => null missing 10
   minijinja => null missing 10
   nunjucks => null missing 1 10 true
   huggingface => null missing 10
{% for r in rows %}{% if r.g == 1 %}{{ r.i }} {% endif %}{% endfor %}
   jinja2 => 1 true
   minijinja => 1 true
   nunjucks => 1 true
   huggingface => 1 true
{% for r in rows %}{% if not r.g == 1 %}{{ r.i }} {% endif %}{% endfor %}
   jinja2 => null missing 10
   minijinja => null missing 10
   nunjucks => null missing
   huggingface => null missing 10
{% for r in rows if r.s == 'ERROR' %}{{ r.i }} {% endfor %}
   jinja2 => 1
   minijinja => 1
   nunjucks => (nothing)
   huggingface => 1
{{ rows | selectattr('g', 'lt', 5) | map(attribute='i') | join(' ') }}
   jinja2 => error: TypeError
   minijinja => null missing 1 true
   nunjucks => error: Error: filter not found: map
   huggingface => error: arguments of `selectattr` must be strings
{{ rows | rejectattr('g', 'undefined') | map(attribute='i') | join(' ') }}
   jinja2 => null 1 10 true
   minijinja => null 1 10 true
   nunjucks => error: Error: filter not found: map
   huggingface => null missing 1 10 true
{{ not 1 == 2 }}
   jinja2 => True
   minijinja => True
   nunjucks => false
   huggingface => true
{{ [3, none, 1] | sort | join(' ') }}
   jinja2 => error: TypeError
   minijinja => None 1 3
   nunjucks => 1 3
   huggingface => error: Cannot compare NullValue with IntegerValue
{{ {'filter': "name eq 'a/b'"} | urlencode }}
   jinja2 => filter=name+eq+%27a%2Fb%27
   minijinja => filter=name%20eq%20%27a/b%27
   nunjucks => filter=name%20eq%20'a%2Fb'
   huggingface => error: Unknown ObjectValue filter: urlencode
{{ "name eq 'a/b'" | urlencode }}
   jinja2 => name%20eq%20%27a/b%27
   minijinja => name%20eq%20%27a/b%27
   nunjucks => name%20eq%20'a%2Fb'
   huggingface => error: Unknown StringValue filter: urlencode
{{ 1714979289123456789 }}
   jinja2 => 1714979289123456789
   minijinja => 1714979289123456789
   nunjucks => 1714979289123456800
   huggingface => 1714979289123456800
END

cat > rows.json <<'END'
[{"i": "null", "g": null, "s": null}, {"i": "missing"}, {"i": "1", "g": 1, "s": "ERROR"}, {"i": "10", "g": 10, "s": "DONE"}, {"i": "true", "g": true, "s": "error"}]
END
cat > templates <<'END'
{% for r in rows if r.g == 1 %}{{ r.i }} {% endfor %}
{% for r in rows if r.g != 1 %}{{ r.i }} {% endfor %}
{% for r in rows %}{% if r.g == 1 %}{{ r.i }} {% endif %}{% endfor %}
{% for r in rows %}{% if not r.g == 1 %}{{ r.i }} {% endif %}{% endfor %}
{% for r in rows if r.s == 'ERROR' %}{{ r.i }} {% endfor %}
{{ rows | selectattr('g', 'lt', 5) | map(attribute='i') | join(' ') }}
{{ rows | rejectattr('g', 'undefined') | map(attribute='i') | join(' ') }}
{{ not 1 == 2 }}
{{ [3, none, 1] | sort | join(' ') }}
{{ {'filter': "name eq 'a/b'"} | urlencode }}
{{ "name eq 'a/b'" | urlencode }}
{{ 1714979289123456789 }}
END
cat > probe.py <<'END'
import json

import jinja2
import minijinja

rows = json.load(open("rows.json"))
for line in open("templates"):
    template = line.rstrip("\n")
    for name, render in (
        ("jinja2", lambda: jinja2.Environment().from_string(template).render(rows=rows)),
        ("minijinja", lambda: minijinja.Environment().render_str(template, rows=rows)),
    ):
        try:
            print(template, name, render().strip() or "(nothing)", sep="\t")
        except Exception as error:
            print(template, name, "error: " + type(error).__name__, sep="\t")
END
cat > probe.mjs <<'END'
import fs from 'node:fs';
import nunjucks from 'nunjucks';
import { Template } from '@huggingface/jinja';

const rows = JSON.parse(fs.readFileSync('rows.json', 'utf8'));
nunjucks.configure({ autoescape: false });
for (const template of fs.readFileSync('templates', 'utf8').trimEnd().split('\n'))
  for (const [name, render] of [
    ['nunjucks', () => nunjucks.renderString(template, { rows })],
    ['huggingface', () => new Template(template).render({ rows })],
  ]) {
    let seen;
    try { seen = render().trim() || '(nothing)'; } catch (error) { seen = 'error: ' + error.message.trim().split('\n').pop().trim(); }
    console.log([template, name, seen].join('\t'));
  }
END
{ venv/bin/python probe.py; node probe.mjs; } > answers
while IFS= read -r template; do
  echo "$template"
  awk -F '\t' -v template="$template" '$1 == template { print "   " $2 " => " $3 }' answers
done < templates > seen

diff expected seen
echo unchanged
