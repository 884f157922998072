#!/usr/bin/env bash
# Finding: everyday operands lose their value without an error. null, true and a
# property on the right become NaN, -1 becomes 0, a timestamp becomes its year, a
# UUID its first digits, a doubled quote stays doubled; and of the path
# `resource/type` only the last part remains.
# Package: odata-filter-parser 0.6.5 (npm).
# Why it matters: a filter that was parsed and printed again asks something else,
# and a search for jobs of 2024 becomes a comparison with the number 2024.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts odata-filter-parser@0.6.5 > install.log

cat > expected <<'END'
a eq null => a eq NaN
a eq true => a eq NaN
1 eq a => 1 eq NaN
a eq -1 => a eq 0
a ge 2024-05-06T00:00:00Z => a ge 2024
a eq 12345678-1234-1234-1234-123456789abc => a eq 12345678
a eq 'O''Neil' => a eq O''Neil
resource/type eq 'x' => type eq x
END

cat > probe.cjs <<'END'
const { Parser } = require('odata-filter-parser');
for (const filter of [
  'a eq null', 'a eq true', '1 eq a', 'a eq -1', 'a ge 2024-05-06T00:00:00Z',
  'a eq 12345678-1234-1234-1234-123456789abc', "a eq 'O''Neil'", "resource/type eq 'x'",
]) {
  const p = Parser.parse(filter);
  console.log(filter, '=>', p.subject, p.operator, p.value);
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
