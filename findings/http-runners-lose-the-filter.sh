#!/usr/bin/env bash
# Finding: four runners of request files, and the query on the wire. In Step CI a
# parameter under `params` removes the query of the URL with its filter; in dothttp and
# gabbi it is added. In httpYac `###` ends a request also within a name, so
# `'a ### b'` is cut there and sent, a bare `%` sends nothing, and the `&` of a variable
# begins a parameter. A `#` ends the filter in all. The blank is `%20` in a URL and `+`
# in a parameter in three of them, and a `+` is raw in a URL and `%2B` in a parameter.
# Packages: httpyac 6.16.7, stepci 2.8.2 (npm); gabbi 4.2.3, dothttp-req 0.0.43 (PyPI).
# Why it matters: whoever moves a filter from the URL into the parameters, as the
# documentation of each suggests, tests another request.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts httpyac@6.16.7 stepci@2.8.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check gabbi==4.2.3 dothttp-req==0.0.43

cat > expected <<'END'
/httpyac/blank?filter=name%20eq%20%27a%20b%27
/httpyac/plus?filter=name%20eq%20%27a+b%27
/httpyac/variable?filter=name%20eq%20%27R&D%27
/httpyac/number-sign?filter=name%20eq%20%27a
/httpyac/delimiter?filter=name%20eq%20%27a%20
/stepci/url?filter=name%20eq%20%27a%20b+c%27
/stepci/params?filter=name+eq+%27a+b%2Bc%27
/stepci/both?limit=5
/stepci/variable?filter=name%20eq%20%27R&D%27
/stepci/number-sign?filter=name%20eq%20%27a
/gabbi/url?filter=name%20eq%20'a%20b+c'
/gabbi/params?filter=name+eq+%27a+b%2Bc%27
/gabbi/both?filter=name%20eq%20'x'&limit=5
/gabbi/number-sign?filter=name%20eq%20'a
/dothttp/url?filter=name%20eq%20'a%20b+c'
/dothttp/params?filter=name+eq+%27a+b%2Bc%27
/dothttp/both?filter=name%20eq%20'x'&limit=5
/dothttp/number-sign?filter=name%20eq%20'a
END

. "$here/recorder.sh"

cat > httpyac.http <<END
@value = R&D
GET http://127.0.0.1:$port/httpyac/blank?filter=name eq 'a b'
###
GET http://127.0.0.1:$port/httpyac/plus?filter=name eq 'a+b'
###
GET http://127.0.0.1:$port/httpyac/variable?filter=name eq '{{value}}'
###
GET http://127.0.0.1:$port/httpyac/percent?filter=name eq '100%'
###
GET http://127.0.0.1:$port/httpyac/number-sign?filter=name eq 'a#b'&limit=5
###
GET http://127.0.0.1:$port/httpyac/delimiter?filter=name eq 'a ### b'
END
node_modules/.bin/httpyac send httpyac.http --all --output none > log 2>&1 || true

cat > stepci.yml <<END
version: "1.1"
name: probe
env: {value: "name eq 'R&D'"}
tests:
  probe:
    steps:
      - http: {method: GET, url: "http://127.0.0.1:$port/stepci/url?filter=name eq 'a b+c'"}
      - http: {method: GET, url: "http://127.0.0.1:$port/stepci/params", params: {filter: "name eq 'a b+c'"}}
      - http: {method: GET, url: "http://127.0.0.1:$port/stepci/both?filter=name eq 'x'", params: {limit: "5"}}
      - http: {method: GET, url: "http://127.0.0.1:$port/stepci/variable?filter=\${{env.value}}"}
      - http: {method: GET, url: "http://127.0.0.1:$port/stepci/number-sign?filter=name eq 'a#b'"}
END
STEPCI_DISABLE_ANALYTICS=1 node_modules/.bin/stepci run stepci.yml > log 2>&1 || cat log

cat > gabbi.yaml <<'END'
tests:
- {name: url, GET: "/gabbi/url?filter=name eq 'a b+c'"}
- {name: params, GET: /gabbi/params, query_parameters: {filter: "name eq 'a b+c'"}}
- {name: both, GET: "/gabbi/both?filter=name eq 'x'", query_parameters: {limit: 5}}
- {name: number sign, GET: "/gabbi/number-sign?filter=name eq 'a#b'"}
END
venv/bin/gabbi-run "127.0.0.1:$port" < gabbi.yaml > log 2>&1 || cat log

cat > probe.dhttp <<END
@name(1)
GET "http://127.0.0.1:$port/dothttp/url?filter=name eq 'a b+c'"

@name(2)
GET "http://127.0.0.1:$port/dothttp/params"
? filter = "name eq 'a b+c'"

@name(3)
GET "http://127.0.0.1:$port/dothttp/both?filter=name eq 'x'"
? limit = 5

@name(4)
GET "http://127.0.0.1:$port/dothttp/number-sign?filter=name eq 'a#b'"
END
for target in 1 2 3 4; do
  venv/bin/dothttp probe.dhttp --target "$target" > log 2>&1 || cat log
done
cp requests seen

diff expected seen
echo unchanged
