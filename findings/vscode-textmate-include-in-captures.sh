#!/usr/bin/env bash
# Finding: a grammar that only the `captures` of another grammar include is not loaded, and its rules
# are left out without a message. After anything else has loaded it, the same text has its scopes.
# Package: vscode-textmate 9.3.2, vscode-oniguruma 1.7.0 (npm), those of Visual Studio Code 1.139.
# Why it matters: an extension that colours filters in the strings of another language works as long as
# a file of filters is open too, and in tests that read such a file first.
# Seen on 2026-11-29. Needs node and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts \
  vscode-textmate@9.3.2 vscode-oniguruma@1.7.0 > install.log

cat > expected <<'END'
host alone: "a eq b" source.host
host after filter was loaded: "a " source.host, "eq" source.host keyword, " b" source.host
END

cat > probe.cjs <<'END'
const { readFileSync } = require('node:fs');
const oniguruma = require('vscode-oniguruma');
const { INITIAL, Registry } = require('vscode-textmate');

const grammars = {
  'source.host': { scopeName: 'source.host', patterns: [{ match: '.+', captures: { 0: { patterns: [{ include: 'source.filter' }] } } }] },
  'source.filter': { scopeName: 'source.filter', patterns: [{ match: 'eq', name: 'keyword' }] },
};

async function read(name, first) {
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => grammars[scope],
  });
  for (const scope of first) await registry.loadGrammar(scope);
  const line = 'a eq b';
  const { tokens } = (await registry.loadGrammar('source.host')).tokenizeLine(line, INITIAL);
  const shown = tokens.map((token) => `${JSON.stringify(line.slice(token.startIndex, token.endIndex))} ${token.scopes.join(' ')}`);
  console.log(`${name}: ${shown.join(', ')}`);
}

(async () => {
  await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
  await read('host alone', []);
  await read('host after filter was loaded', ['source.filter']);
})();
END
node probe.cjs > seen

diff expected seen
echo unchanged
