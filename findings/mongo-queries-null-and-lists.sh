#!/usr/bin/env bash
# Finding: of two operators, `{g: {$gt: 1, $lt: 5}}`, lokijs reads the first, and its
# `$lt: 2` takes null, missing, true and the text '1'. `{g: null}` takes missing records
# in three of five, and so its opposite, `$ne: null`, leaves them out there. `$nin: []`
# is false for an empty list in nedb, `1` selects true in mongomock, `$all: []` selects
# nothing in mingo and everything in two, and `$gte: null` has four answers.
# Packages: sift 17.1.4, mingo 7.2.7, lokijs 1.5.12, @seald-io/nedb 4.1.2 (npm),
# mongomock 4.3.0 (PyPI).
# Why it matters: all five read the queries of MongoDB; a filter on a property that may
# be null, tried on saved jobs with one of them, selects other jobs in the next.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts sift@17.1.4 mingo@7.2.7 lokijs@1.5.12 @seald-io/nedb@4.1.2 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mongomock==4.3.0

cat > expected <<'END'
sift: {"g":null} => null missing
sift: {"g":{"$ne":null}} => one text true list empty five
sift: {"g":{"$gte":null}} => null missing empty
sift: {"g":{"$lt":2}} => one list
sift: {"g":{"$gt":1,"$lt":5}} => list
sift: {"g":1} => one list
sift: {"g":{"$ne":1}} => null missing text true empty five
sift: {"g":{"$nin":[]}} => one null missing text true list empty five
sift: {"g":{"$all":[]}} => one null missing text true list empty five
mingo: {"g":null} => null missing
mingo: {"g":{"$ne":null}} => one text true list empty five
mingo: {"g":{"$gte":null}} => null
mingo: {"g":{"$lt":2}} => one list
mingo: {"g":{"$gt":1,"$lt":5}} => list
mingo: {"g":1} => one list
mingo: {"g":{"$ne":1}} => null missing text true empty five
mingo: {"g":{"$nin":[]}} => one null missing text true list empty five
mingo: {"g":{"$all":[]}} => (nothing)
lokijs: {"g":null} => null
lokijs: {"g":{"$ne":null}} => one missing text true list empty five
lokijs: {"g":{"$gte":null}} => one null missing text true list empty five
lokijs: {"g":{"$lt":2}} => one null missing text true empty
lokijs: {"g":{"$gt":1,"$lt":5}} => list five
lokijs: {"g":1} => one
lokijs: {"g":{"$ne":1}} => null missing text true list empty five
lokijs: {"g":{"$nin":[]}} => one null missing text true list empty five
lokijs: {"g":{"$all":[]}} => error
nedb: {"g":null} => null
nedb: {"g":{"$ne":null}} => one missing text true list five
nedb: {"g":{"$gte":null}} => (nothing)
nedb: {"g":{"$lt":2}} => one list
nedb: {"g":{"$gt":1,"$lt":5}} => (nothing)
nedb: {"g":1} => one list
nedb: {"g":{"$ne":1}} => null missing text true list five
nedb: {"g":{"$nin":[]}} => one null missing text true list five
nedb: {"g":{"$all":[]}} => error
mongomock: {"g":null} => null missing
mongomock: {"g":{"$ne":null}} => one text true list empty five
mongomock: {"g":{"$gte":null}} => null
mongomock: {"g":{"$lt":2}} => one list
mongomock: {"g":{"$gt":1,"$lt":5}} => list
mongomock: {"g":1} => one true list
mongomock: {"g":{"$ne":1}} => null missing text empty five
mongomock: {"g":{"$nin":[]}} => one null missing text true list empty five
mongomock: {"g":{"$all":[]}} => one null missing text true list empty five
END

cat > rows.json <<'END'
[{"i": "one", "g": 1}, {"i": "null", "g": null}, {"i": "missing"}, {"i": "text", "g": "1"}, {"i": "true", "g": true}, {"i": "list", "g": [1, 5]}, {"i": "empty", "g": []}, {"i": "five", "g": 5}]
END
cat > queries.json <<'END'
[{"g": null}, {"g": {"$ne": null}}, {"g": {"$gte": null}}, {"g": {"$lt": 2}}, {"g": {"$gt": 1, "$lt": 5}}, {"g": 1}, {"g": {"$ne": 1}}, {"g": {"$nin": []}}, {"g": {"$all": []}}]
END
cat > probe.cjs <<'END'
const { readFileSync } = require('node:fs');
const read = (name) => JSON.parse(readFileSync(name, 'utf8'));
const { Query } = require('mingo');
const Loki = require('lokijs');
const Nedb = require('@seald-io/nedb');
const sift = require('sift').default;
const rows = read('rows.json');
(async () => {
  const nedb = new Nedb();
  await nedb.insertAsync(read('rows.json'));
  const loki = new Loki('x').addCollection('jobs');
  loki.insert(read('rows.json'));
  const readers = {
    sift: (query) => rows.filter(sift(query)),
    mingo: (query) => new Query(query).find(rows).all(),
    lokijs: (query) => loki.find(query),
    nedb: (query) => nedb.findAsync(query).execAsync(),
  };
  for (const [name, find] of Object.entries(readers))
    for (const query of read('queries.json')) {
      let found;
      try {
        const ids = (await find(query)).map((row) => row.i);
        found = rows.map((row) => row.i).filter((i) => ids.includes(i)).join(' ') || '(nothing)';
      } catch { found = 'error'; }
      console.log(`${name}: ${JSON.stringify(query)} => ${found}`);
    }
})();
END
node probe.cjs > seen
cat > probe.py <<'END'
import json

import mongomock

jobs = mongomock.MongoClient().db.jobs
jobs.insert_many(json.load(open("rows.json")))
for query in json.load(open("queries.json")):
    found = " ".join(row["i"] for row in jobs.find(query)) or "(nothing)"
    print(f"mongomock: {json.dumps(query, separators=(',', ':'))} => {found}")
END
venv/bin/python probe.py >> seen

diff expected seen
echo unchanged
