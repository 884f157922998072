#!/usr/bin/env bash
# Finding: a test that fails and whose name is a filter with `# todo` inside, through four
# writers of TAP and three readers. tape writes the `#` as it is, so tap-parser and tap.py
# take the test for one that is to be done, and for a success; tap-junit has a failure, and
# half of the name. mocha drops the `#`, so the name is another one. The runner of Node and
# Test::More of Perl write `\#`, as TAP 14 has it, and tap-parser and tap-junit read it;
# tap.py ends the name there, and the test is a success.
# Packages: tape 5.10.2, mocha 12.0.3, tap-parser 18.3.4, tap-junit 5.0.4 (npm), tap.py 3.2.1
# (PyPI), perl 5.36.0 (Debian 12), Node 20.
# Why it matters: tests of a list of filters are named by them, and a build goes on where one
# of them fails.
# Seen on 2026-12-01. Needs node 20 and npm, python3, perl.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts tape@5.10.2 mocha@12.0.3 tap-parser@18.3.4 tap-junit@5.0.4 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tap.py==3.2.1

cat > expected <<'END'
not ok 1 name eq 'job # todo list'
   tap-parser: success [name eq 'job]
   tap.py: success [name eq 'job]
   tap-junit: failures="1" <testcase name="name eq 'job"
not ok 1 name eq 'job  todo list'
   tap-parser: failure [name eq 'job  todo list']
   tap.py: failure [name eq 'job  todo list']
   tap-junit: failures="1" <testcase name="name eq 'job  todo list'"
not ok 1 - name eq 'job \# todo list'
   tap-parser: failure [name eq 'job # todo list']
   tap.py: success [name eq 'job \]
   tap-junit: failures="1" <testcase name="name eq 'job # todo list'"
not ok 1 - name eq 'job \# todo list'
   tap-parser: failure [name eq 'job # todo list']
   tap.py: success [name eq 'job \]
   tap-junit: failures="1" <testcase name="name eq 'job # todo list'"
END

name="name eq 'job # todo list'"
cat > tape.cjs <<END
require('tape')('jobs', (t) => { t.ok(false, "$name"); t.end(); });
END
cat > mocha.cjs <<END
it("$name", () => { throw new Error('no'); });
END
cat > node.test.mjs <<END
import test from 'node:test';
test("$name", () => { throw new Error('no'); });
END
cat > more.pl <<END
use Test::More tests => 1;
ok(0, "$name");
END
node tape.cjs > tape.tap || true
node_modules/.bin/mocha --reporter tap mocha.cjs > mocha.tap || true
node --test --test-reporter=tap node.test.mjs > node.tap || true
perl more.pl > more.tap 2> more.log || true

cat > probe.mjs <<'END'
import { readFileSync } from 'node:fs';
import { Parser } from 'tap-parser';

const parser = new Parser(({ ok }) => console.log('   tap-parser:', ok ? 'success' : 'failure', names.join('')));
const names = [];
parser.on('assert', ({ name }) => names.push(`[${name}]`));
parser.end(readFileSync(process.argv[2], 'utf8').replace(/^TAP version 14/, 'TAP version 13'));
END
cat > probe.py <<'END'
import sys

from tap.parser import Parser

for line in Parser().parse_file(sys.argv[1]):
    if line.category == "test":
        print("   tap.py:", "success" if line.ok or line.todo or line.skip else "failure", f"[{line.description.removeprefix('- ')}]")
END
for writer in tape mocha node more; do
  grep -m1 '^not ok' "$writer.tap"
  node probe.mjs "$writer.tap"
  venv/bin/python probe.py "$writer.tap" 2> /dev/null | grep tap.py
  node_modules/.bin/tap-junit < "$writer.tap" > junit.xml || true
  echo "   tap-junit: $(grep -o 'failures="[0-9]*"' junit.xml | head -1) $(grep -o '<testcase name="[^"]*"' junit.xml)"
done > seen

diff expected seen
echo unchanged
