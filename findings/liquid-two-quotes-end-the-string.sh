#!/usr/bin/env bash
# Finding: one template of Liquid gives other answers in three ports. liquidjs prints "name
# eq " for `{{ 'name eq ''x''' }}` and drops the rest, where the others refuse the template.
# The port in Ruby does not know `reject` and `where_exp` and returns their input, every
# record, where the one in Python refuses an unknown filter. `where: 'g', 1` selects true in
# Python, and `where: 'g', nil` the records that have a value in Ruby and Python, and those
# without one in liquidjs. `r.g < 5` selects null, true and false in liquidjs. In all three
# `a and b or c` is `a and (b or c)`. `%N` and an offset of the time have three answers.
# Packages: liquidjs 10.30.1 (npm), python-liquid 2.3.6 (PyPI), ruby-liquid 5.4.0 (Debian 12).
# Why it matters: workflow services and site generators select records in Liquid, and a port
# that does not know a filter reports all jobs.
# Seen on 2026-12-01. Needs node and npm, python3, ruby and ruby-liquid (Debian's packages).
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts liquidjs@10.30.1 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-liquid==2.3.6

cat > expected <<'END'
{{ 'name eq ''x''' }}
   liquidjs => name eq
   python-liquid => error
   ruby-liquid => error
{{ rows | where: 'g', 1 | map: 'i' | join: ' ' }}
   liquidjs => 1
   python-liquid => 1 true
   ruby-liquid => 1
{{ rows | where: 'g', nil | map: 'i' | join: ' ' }}
   liquidjs => null missing
   python-liquid => 1 10 true
   ruby-liquid => 1 10 true
{{ rows | reject: 'g', 1 | map: 'i' | join: ' ' }}
   liquidjs => null missing 10 true false
   python-liquid => null missing 10 false
   ruby-liquid => null missing 1 10 true false
{{ rows | where_exp: 'r', 'r.g == 1' | map: 'i' | join: ' ' }}
   liquidjs => 1
   python-liquid => error
   ruby-liquid => null missing 1 10 true false
{% for r in rows %}{% if r.g < 5 %}{{ r.i }} {% endif %}{% endfor %}
   liquidjs => null 1 true false
   python-liquid => 1 true false
   ruby-liquid => 1
{% for r in rows %}{% if r.g != 1 %}{{ r.i }} {% endif %}{% endfor %}
   liquidjs => null missing 10 true false
   python-liquid => null missing 10 true false
   ruby-liquid => null missing 10 true false
{% if false and false or true %}true{% else %}false{% endif %}
   liquidjs => false
   python-liquid => false
   ruby-liquid => false
{% if not false %}true{% else %}false{% endif %}
   liquidjs => true
   python-liquid => error
   ruby-liquid => error
{{ "name eq 'a+b'" | url_encode }}
   liquidjs => name+eq+'a%2Bb'
   python-liquid => name+eq+%27a%2Bb%27
   ruby-liquid => name+eq+%27a%2Bb%27
{{ '2024-05-06T23:08:09.123456-05:00' | date: '%Y-%m-%dT%H:%M:%S.%N%z' }}
   liquidjs => 2024-05-07T04:08:09.123000000+0000
   python-liquid => 2024-05-06T23:08:09.%N-0500
   ruby-liquid => 2024-05-06T23:08:09.123456000-0500
{{ 1714979289123456789 | plus: 0 }}
   liquidjs => 1714979289123456800
   python-liquid => 1714979289123456789
   ruby-liquid => 1714979289123456789
{{ 9.0 }}
   liquidjs => 9
   python-liquid => 9.0
   ruby-liquid => 9.0
END

cat > rows.json <<'END'
[{"i": "null", "g": null}, {"i": "missing"}, {"i": "1", "g": 1}, {"i": "10", "g": 10}, {"i": "true", "g": true}, {"i": "false", "g": false}]
END
cat > templates <<'END'
{{ 'name eq ''x''' }}
{{ rows | where: 'g', 1 | map: 'i' | join: ' ' }}
{{ rows | where: 'g', nil | map: 'i' | join: ' ' }}
{{ rows | reject: 'g', 1 | map: 'i' | join: ' ' }}
{{ rows | where_exp: 'r', 'r.g == 1' | map: 'i' | join: ' ' }}
{% for r in rows %}{% if r.g < 5 %}{{ r.i }} {% endif %}{% endfor %}
{% for r in rows %}{% if r.g != 1 %}{{ r.i }} {% endif %}{% endfor %}
{% if false and false or true %}true{% else %}false{% endif %}
{% if not false %}true{% else %}false{% endif %}
{{ "name eq 'a+b'" | url_encode }}
{{ '2024-05-06T23:08:09.123456-05:00' | date: '%Y-%m-%dT%H:%M:%S.%N%z' }}
{{ 1714979289123456789 | plus: 0 }}
{{ 9.0 }}
END
cat > probe.mjs <<'END'
import fs from 'node:fs';
import { Liquid } from 'liquidjs';

const rows = JSON.parse(fs.readFileSync('rows.json', 'utf8'));
const engine = new Liquid({ timezoneOffset: 0 });
for (const template of fs.readFileSync('templates', 'utf8').trimEnd().split('\n')) {
  let seen;
  try { seen = engine.parseAndRenderSync(template, { rows }).trim() || '(nothing)'; } catch { seen = 'error'; }
  console.log([template, 'liquidjs', seen].join('\t'));
}
END
cat > probe.py <<'END'
import json

import liquid

rows = json.load(open("rows.json"))
for line in open("templates"):
    template = line.rstrip("\n")
    try:
        seen = liquid.Environment().from_string(template).render(rows=rows).strip() or "(nothing)"
    except Exception:
        seen = "error"
    print(template, "python-liquid", seen, sep="\t")
END
cat > probe.rb <<'END'
require 'json'
require 'liquid'

rows = JSON.parse(File.read('rows.json'))
File.foreach('templates', chomp: true) do |template|
  begin
    seen = Liquid::Template.parse(template, error_mode: :strict).render('rows' => rows).strip
    seen = '(nothing)' if seen.empty?
  rescue Liquid::Error
    seen = 'error'
  end
  puts [template, 'ruby-liquid', seen].join("\t")
end
END
{ node probe.mjs; venv/bin/python probe.py; TZ=UTC ruby probe.rb; } > answers
while IFS= read -r template; do
  echo "$template"
  awk -F '\t' -v template="$template" '$1 == template { print "   " $2 " => " $3 }' answers
done < templates > seen

diff expected seen
echo unchanged
