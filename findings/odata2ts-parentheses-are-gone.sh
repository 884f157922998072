#!/usr/bin/env bash
# Finding: the same lines make another filter since the minor version 0.30: `or` inside of
# `and` has no parentheses, and `a.and(b).not()` was `not(a and b)` and is `not a and b`,
# which negates the first of them. The change is announced, and `group()` sets
# parentheses; nothing fails without it, because each of these filters is valid. `in` has
# parentheses as before. In both, a quote in a string is not doubled, an `in` without
# values is left out, and `plus(1).multiply(2)` multiplies the 1.
# Package: @odata2ts/odata-query-objects 0.21.0 and 0.30.1 (npm).
# Why it matters: after an upgrade, `state eq 'ERROR' and (a or b)` selects jobs that have
# no error.
# Seen on 2026-11-30. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts v21@npm:@odata2ts/odata-query-objects@0.21.0 v30@npm:@odata2ts/odata-query-objects@0.30.1 > install.log

cat > expected <<'END'
a.or(b).and(c)
   0.21 => (g eq 1 or g eq 2) and g eq 3
   0.30 => g eq 1 or g eq 2 and g eq 3
a.and(b.or(c))
   0.21 => g eq 1 and (g eq 2 or g eq 3)
   0.30 => g eq 1 and g eq 2 or g eq 3
a.and(b).not()
   0.21 => not(g eq 1 and g eq 2)
   0.30 => not g eq 1 and g eq 2
a.or(b).not()
   0.21 => not((g eq 1 or g eq 2))
   0.30 => not g eq 1 or g eq 2
a.and(s.in('x', 'y'))
   0.21 => g eq 1 and (s eq 'x' or s eq 'y')
   0.30 => g eq 1 and (s eq 'x' or s eq 'y')
a.and(s.in())
   0.21 => g eq 1
   0.30 => g eq 1
s.eq("it's")
   0.21 => s eq 'it's'
   0.30 => s eq 'it's'
n.plus(1).multiply(2).eq(4)
   0.21 => g add 1 mul 2 eq 4
   0.30 => g add 1 mul 2 eq 4
END

cat > probe.cjs <<'END'
const versions = { 0.21: require('v21'), '0.30': require('v30') };
const cases = {
  'a.or(b).and(c)': ({ a, b, c }) => a.or(b).and(c),
  'a.and(b.or(c))': ({ a, b, c }) => a.and(b.or(c)),
  'a.and(b).not()': ({ a, b }) => a.and(b).not(),
  'a.or(b).not()': ({ a, b }) => a.or(b).not(),
  "a.and(s.in('x', 'y'))": ({ a, s }) => a.and(s.in('x', 'y')),
  'a.and(s.in())': ({ a, s }) => a.and(s.in()),
  's.eq("it\'s")': ({ s }) => s.eq("it's"),
  'n.plus(1).multiply(2).eq(4)': ({ n }) => n.plus(1).multiply(2).eq(4),
};
for (const [name, build] of Object.entries(cases)) {
  console.log(name);
  for (const [version, { QNumberPath, QStringPath }] of Object.entries(versions)) {
    const [n, s] = [new QNumberPath('g'), new QStringPath('s')];
    console.log(`   ${version} => ${build({ n, s, a: n.eq(1), b: n.eq(2), c: n.eq(3) })}`);
  }
}
END
node probe.cjs > seen

diff expected seen
echo unchanged
