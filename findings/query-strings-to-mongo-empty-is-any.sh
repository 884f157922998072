#!/usr/bin/env bash
# Finding: three packages make a query of MongoDB from a query string, and `state=`
# becomes `$exists: true` in all of them: every row with a state. A `%2C` in a name
# splits it into two names, as a comma does. The name 12E5 is the number 1200000, 0x10
# is 16, and 2024-05 a date; 007 is 7 in one, and 9007199254740993 another number in
# two. `null` is null in two and a string in one. A day begins at midnight of the
# machine's zone in one, and of UTC in two. `/a/b` is a pattern and "b" in one.
# Packages: api-query-params 6.1.0, query-to-mongo 0.12.4, mongoose-query-parser 1.3.1
# (npm).
# Why it matters: a form whose field is empty selects all jobs, and a job named
# 12E5 is never found.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts api-query-params@6.1.0 query-to-mongo@0.12.4 mongoose-query-parser@1.3.1 > install.log

cat > expected <<'END'
state=
   api-query-params => {"state":{"$exists":true}}
   query-to-mongo => {"state":{"$exists":true}}
   mongoose-query-parser => {"state":{"$exists":true}}
name=a,b
   api-query-params => {"name":{"$in":["a","b"]}}
   query-to-mongo => {"name":{"$in":["a","b"]}}
   mongoose-query-parser => {"name":{"$in":["a","b"]}}
name=a%2Cb
   api-query-params => {"name":{"$in":["a","b"]}}
   query-to-mongo => {"name":{"$in":["a","b"]}}
   mongoose-query-parser => {"name":{"$in":["a","b"]}}
name=12E5
   api-query-params => {"name":1200000}
   query-to-mongo => {"name":1200000}
   mongoose-query-parser => {"name":1200000}
name=0x10
   api-query-params => {"name":16}
   query-to-mongo => {"name":16}
   mongoose-query-parser => {"name":16}
name=007
   api-query-params => {"name":"007"}
   query-to-mongo => {"name":7}
   mongoose-query-parser => {"name":"007"}
name=9007199254740993
   api-query-params => {"name":"9007199254740993"}
   query-to-mongo => {"name":9007199254740992}
   mongoose-query-parser => {"name":9007199254740992}
parent=null
   api-query-params => {"parent":null}
   query-to-mongo => {"parent":"null"}
   mongoose-query-parser => {"parent":null}
createdAt>2024-05-06
   api-query-params => {"createdAt":{"$gt":"2024-05-06T00:00:00.000Z"}}
   query-to-mongo => {"createdAt":{"$gt":"2024-05-06T00:00:00.000Z"}}
   mongoose-query-parser => {"createdAt":{"$gt":"2024-05-06T04:00:00.000Z"}}
name=2024-05
   api-query-params => {"name":"2024-05-01T00:00:00.000Z"}
   query-to-mongo => {"name":"2024-05-01T00:00:00.000Z"}
   mongoose-query-parser => {"name":"2024-05-01T04:00:00.000Z"}
name=/a/b
   api-query-params => {"name":"/a/b"}
   query-to-mongo => {"name":{"$in":["/a/","b"]}}
   mongoose-query-parser => {"name":"/a/b"}
name="5"
   api-query-params => {"name":"\"5\""}
   query-to-mongo => {"name":"5"}
   mongoose-query-parser => {"name":"\"5\""}
name=%2B5
   api-query-params => {"name":5}
   query-to-mongo => {"name":5}
   mongoose-query-parser => {"name":5}
END

cat > probe.cjs <<'END'
const params = require('api-query-params');
const { MongooseQueryParser } = require('mongoose-query-parser');
const queryToMongo = require('query-to-mongo');
const readers = {
  'api-query-params': (text) => (params.default ?? params)(text).filter,
  'query-to-mongo': (text) => queryToMongo(text).criteria,
  'mongoose-query-parser': (text) => new MongooseQueryParser().parse(text).filter,
};
for (const text of [
  'state=', 'name=a,b', 'name=a%2Cb', 'name=12E5', 'name=0x10', 'name=007', 'name=9007199254740993', 'parent=null', 'createdAt>2024-05-06', 'name=2024-05', 'name=/a/b', 'name="5"', 'name=%2B5',
]) {
  console.log(text);
  for (const [name, read] of Object.entries(readers)) {
    console.log('  ', name, '=>', JSON.stringify(read(text), (_, value) => (value instanceof RegExp ? String(value) : value)));
  }
}
END
TZ=America/New_York node probe.cjs > seen

diff expected seen
echo unchanged
