#!/usr/bin/env bash
# Finding: `b ne true` selects the records whose b is true, because the operator of a
# Boolean is not read; `b in (true)` selects the others, and null counts as false.
# `contains(s,'zz')` selects null, a value without any letter, and `not contains(s,'x')`
# leaves it out. `g eq null` of a number or a time selects nothing, and `g ne null`
# everything; `s eq null` selects the string "null". `g eq 1.9` is 1, `not (g lt 5)` takes
# null, and `g in (1,9)` ends with status 500.
# Package: @sap-ux/fe-mockserver-core 1.7.16 (npm).
# Why it matters: a screen tested with this server gets other records from a real one,
# and its filters have the words of this API.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @sap-ux/fe-mockserver-core@1.7.16 > install.log
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

cat > expected <<'END'
b eq true => one ten
b ne true => one ten
b in (true) => null nine big
b eq null => null nine big
contains(s,'zz') => null
contains(s,'x') => null one
not contains(s,'x') => nine ten big
s eq null => ten
s ne null => null one nine big
g eq null => (nothing)
g ne null => null one nine ten big
t eq null => (nothing)
g eq 1.9 => one
g eq 9007199254740992 => big
g lt 5 => one
not (g lt 5) => null nine ten big
g in (1,9) => status 500
s in ('x','y') => one nine
g eq 1 or s eq 'y' and g eq 99 => one
END

mkdir data
cat > metadata.xml <<'END'
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
  <Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
    <EntityContainer Name="C"><EntitySet Name="jobs" EntityType="n.job"/></EntityContainer>
    <EntityType Name="job">
      <Key><PropertyRef Name="i"/></Key>
      <Property Name="i" Type="Edm.String"/><Property Name="g" Type="Edm.Int64"/><Property Name="s" Type="Edm.String"/>
      <Property Name="b" Type="Edm.Boolean"/><Property Name="t" Type="Edm.DateTimeOffset"/>
    </EntityType>
  </Schema>
</edmx:DataServices></edmx:Edmx>
END
cat > data/jobs.json <<'END'
[
  {"i": "null", "g": null, "s": null, "b": null, "t": null}, {"i": "one", "g": 1, "s": "x", "b": true, "t": "2024-05-06T07:08:09Z"},
  {"i": "nine", "g": 9, "s": "y", "b": false, "t": null}, {"i": "ten", "g": 10, "s": "null", "b": true, "t": "2023-01-01T00:00:00Z"},
  {"i": "big", "g": 9007199254740993, "s": "X", "b": false, "t": "9999-12-31T23:59:59Z"}
]
END
cat > probe.mjs <<'END'
import http from 'node:http';
import { writeFileSync } from 'node:fs';
import core from '@sap-ux/fe-mockserver-core';

const mock = new core.default({
  services: [{ urlPath: '/odata', metadataPath: `${process.cwd()}/metadata.xml`, mockdataPath: `${process.cwd()}/data`, generateMockData: false }],
  annotations: [], plugins: [],
});
await mock.isReady;
const server = http.createServer((request, response) => mock.getRouter()(request, response, () => response.end()));
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
let seen = '';
for (const filter of [
  'b eq true', 'b ne true', 'b in (true)', 'b eq null', "contains(s,'zz')", "contains(s,'x')", "not contains(s,'x')", 's eq null', 's ne null', 'g eq null',
  'g ne null', 't eq null', 'g eq 1.9', 'g eq 9007199254740992', 'g lt 5', 'not (g lt 5)', 'g in (1,9)', "s in ('x','y')", "g eq 1 or s eq 'y' and g eq 99",
]) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/odata/jobs?$filter=${encodeURIComponent(filter)}`);
  const found = response.ok ? (await response.json()).value.map((row) => row.i).join(' ') || '(nothing)' : `status ${response.status}`;
  seen += `${filter} => ${found}\n`;
}
writeFileSync('seen', seen);
process.exit(0);
END
node probe.mjs > log 2>&1

diff expected seen
echo unchanged
