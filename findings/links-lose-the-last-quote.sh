#!/usr/bin/env bash
# Finding: a URL with a filter in a message, and the link that ten packages make of it. The
# quotes, parentheses and `!` of a filter are valid in a URL. The last quote is not in the
# link of linkifyjs, marked, micromark, cmarkgfm (the Markdown of GitHub) and mistune, and
# with a list in parentheses, `in ('A','B')`, not of the last two either, and the parenthesis
# is gone too in micromark and mistune. anchorme ends at each parenthesis, `!`, `|` and
# bracket, so `contains(name,'a')` is `contains(name`. Django writes `+` for `%20` and ends at
# the first quote. linkify-it, autolinker and Jinja have all of it, and with `%27` for the
# quotes so have all but Django's `+`.
# Packages: linkify-it 6.1.0, linkifyjs 4.4.0, autolinker 4.1.5, anchorme 3.0.8, marked
# 18.2.1, micromark 4.0.3 with micromark-extension-gfm-autolink-literal 2.1.0 (npm); cmarkgfm
# 2025.10.22, mistune 3.4.0, django 5.2.19, jinja2 3.1.6 (PyPI).
# Why it matters: links with a filter are sent in chats and tickets, and clients such as
# axios leave the quotes raw. The reader of the link gets an error, or all jobs.
# Seen on 2026-12-01. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts linkify-it@6.1.0 linkifyjs@4.4.0 autolinker@4.1.5 anchorme@3.0.8 marked@18.2.1 micromark@4.0.3 micromark-extension-gfm-autolink-literal@2.1.0 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check cmarkgfm==2025.10.22 mistune==3.4.0 django==5.2.19 jinja2==3.1.6

cat > expected <<'END'
state%20eq%20'ERROR'
   linkify-it: state%20eq%20'ERROR'
   linkifyjs: state%20eq%20'ERROR
   autolinker: state%20eq%20'ERROR'
   anchorme: state%20eq%20'ERROR'
   marked: state%20eq%20'ERROR
   micromark: state%20eq%20'ERROR
   cmarkgfm: state%20eq%20'ERROR
   mistune: state%20eq%20%27ERROR
   django: state+eq+
   jinja2: state%20eq%20'ERROR'
state%20in%20('A','B')
   linkify-it: state%20in%20('A','B')
   linkifyjs: state%20in%20('A','B')
   autolinker: state%20in%20('A','B')
   anchorme: state%20in%20
   marked: state%20in%20('A','B')
   micromark: state%20in%20('A','B
   cmarkgfm: state%20in%20('A','B')
   mistune: state%20in%20(%27A%27,%27B
   django: state+in+%28
   jinja2: state%20in%20('A','B')
contains(name,'a')
   linkify-it: contains(name,'a')
   linkifyjs: contains(name,'a')
   autolinker: contains(name,'a')
   anchorme: contains(name
   marked: contains(name,'a')
   micromark: contains(name,'a
   cmarkgfm: contains(name,'a')
   mistune: contains(name,%27a
   django: contains%28name
   jinja2: contains(name,'a')
name%20eq%20'[a]'
   linkify-it: name%20eq%20'[a]'
   linkifyjs: name%20eq%20'[a]
   autolinker: name%20eq%20'[a]'
   anchorme: name%20eq%20
   marked: name%20eq%20'%5Ba%5D
   micromark: name%20eq%20'%5Ba
   cmarkgfm: name%20eq%20'%5Ba%5D
   mistune: name%20eq%20%27%5Ba
   django: name+eq+
   jinja2: name%20eq%20'[a]'
state%20eq%20%27ERROR%27
   linkify-it: state%20eq%20%27ERROR%27
   linkifyjs: state%20eq%20%27ERROR%27
   autolinker: state%20eq%20%27ERROR%27
   anchorme: state%20eq%20%27ERROR%27
   marked: state%20eq%20%27ERROR%27
   micromark: state%20eq%20%27ERROR%27
   cmarkgfm: state%20eq%20%27ERROR%27
   mistune: state%20eq%20%27ERROR%27
   django: state+eq+%27ERROR%27
   jinja2: state%20eq%20%27ERROR%27
END

cat > filters.json <<'END'
["state%20eq%20'ERROR'", "state%20in%20('A','B')", "contains(name,'a')", "name%20eq%20'[a]'", "state%20eq%20%27ERROR%27"]
END
cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Autolinker from 'autolinker';
import { LinkifyIt } from 'linkify-it';
import * as linkifyjs from 'linkifyjs';
import { marked } from 'marked';
import { micromark } from 'micromark';
import { gfmAutolinkLiteral, gfmAutolinkLiteralHtml } from 'micromark-extension-gfm-autolink-literal';
const anchorme = createRequire(import.meta.url)('anchorme').default;

const href = (html) => /href="([^"]*)"/.exec(html)[1].replaceAll('&amp;', '&').replaceAll('&#39;', "'");
const link = {
  'linkify-it': (text) => new LinkifyIt().match(text)[0].url,
  linkifyjs: (text) => linkifyjs.find(text)[0].href,
  autolinker: (text) => Autolinker.parse(text)[0].getAnchorHref(),
  anchorme: (text) => anchorme.list(text)[0].string,
  marked: (text) => href(marked(text)),
  micromark: (text) => href(micromark(text, { extensions: [gfmAutolinkLiteral()], htmlExtensions: [gfmAutolinkLiteralHtml()] })),
};
for (const filter of JSON.parse(readFileSync('filters.json', 'utf8')))
  for (const [name, find] of Object.entries(link))
    console.log(`${filter}\t${name}\t${find(`see https://host.example/jobs?filter=${filter} now`)}`);
END
cat > probe.py <<'END'
import html
import json
import re

import cmarkgfm
import mistune
from django.conf import settings
from django.utils.html import urlize
from jinja2.utils import urlize as jinja_urlize

settings.configure()
link = {
    "cmarkgfm": cmarkgfm.github_flavored_markdown_to_html,
    "mistune": mistune.create_markdown(plugins=["url"]),
    "django": urlize,
    "jinja2": jinja_urlize,
}
with open("filters.json") as filters:
    for filter in json.load(filters):
        for name, find in link.items():
            page = find(f"see https://host.example/jobs?filter={filter} now")
            print(filter, name, html.unescape(re.search('href="([^"]*)"', page)[1]), sep="\t")
END
{ node probe.mjs; venv/bin/python probe.py; } | python3 -c '
import json, sys
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
for filter in json.load(open("filters.json")):
    print(filter)
    for row, name, link in rows:
        if row == filter:
            print(f"   {name}:", link.removeprefix("https://host.example/jobs?filter="))
' > seen

diff expected seen
echo unchanged
