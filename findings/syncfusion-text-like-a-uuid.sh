#!/usr/bin/env bash
# Finding: a text with a UUID anywhere in it is written without quotes, whatever is
# before or after it; other texts have them. The operator `in` with an array becomes
# a call of a function named undefined.
# Package: @syncfusion/ej2-data 34.2.8 (npm), its adaptor for OData 4.
# Why it matters: ids of this API are texts, some of them a UUID and some a UUID with
# a prefix such as `oneview+`. The filter for them is a syntax error.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @syncfusion/ej2-data@34.2.8 > install.log

cat > expected <<'END'
equal 12345678-1234-1234-1234-123456789abc => ?$filter=id%20eq%2012345678-1234-1234-1234-123456789abc&$format=json
equal oneview+12345678-1234-1234-1234-123456789abc => ?$filter=id%20eq%20oneview%2B12345678-1234-1234-1234-123456789abc&$format=json
equal P06760-B21+2M212504P8 => ?$filter=id%20eq%20%27P06760-B21%2B2M212504P8%27&$format=json
in a,b => ?$filter=undefined(id,a,b)&$format=json
END

cat > probe.cjs <<'END'
globalThis.window = globalThis;
globalThis.addEventListener = () => {};
globalThis.document = { addEventListener() {}, createElement: () => ({ style: {} }) };
const { DataManager, ODataV4Adaptor, Query } = require('@syncfusion/ej2-data');
const adaptor = new ODataV4Adaptor();
const manager = new DataManager({ url: 'https://host/jobs', adaptor });
for (const [operator, value] of [
  ['equal', '12345678-1234-1234-1234-123456789abc'], ['equal', 'oneview+12345678-1234-1234-1234-123456789abc'],
  ['equal', 'P06760-B21+2M212504P8'], ['in', ['a', 'b']],
]) {
  const { url } = adaptor.processQuery(manager, new Query().where('id', operator, value));
  console.log(operator, String(value), '=>', new URL(url).search);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
