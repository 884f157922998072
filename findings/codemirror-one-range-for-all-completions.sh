#!/usr/bin/env bash
# Finding: CodeMirror's client of language servers takes the range of the first
# completion for all of them. `'PENDING'` after `'ERROR'`, with a longer range, leaves
# a part of the old text: `'PENDING'RROR'`. With `'PENDING'` first, `'ERROR'` becomes
# `'E`. `in ('ERROR')` for `eq ER` becomes `eq in ('ERROR')`. A completion whose new
# text is empty inserts its label.
# Packages: @codemirror/lsp-client 6.3.0 with @codemirror/autocomplete 6.20.4,
# @codemirror/state 6.7.6 and @codemirror/view 6.43.15, jsdom 29.1.1 (npm).
# Why it matters: the protocol gives each completion a range, and servers use it. The
# accepted completion is then a filter with a syntax error.
# Seen on 2026-11-30. Needs node 20 or newer, and npm.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts @codemirror/lsp-client@6.3.0 @codemirror/autocomplete@6.20.4 @codemirror/state@6.7.6 @codemirror/view@6.43.15 jsdom@29.1.1 > install.log

cat > expected <<'END'
state eq 'ERROR'
   'ERROR' => state eq 'ERROR'
   'PENDING' => state eq 'PENDING'RROR'
state eq 'ERROR'
   'PENDING' => state eq 'PENDING'
   'ERROR' => state eq 'E
state eq ER
   'ERROR' => state eq 'ERROR'
   in ('ERROR') => state eq in ('ERROR')
state eq ER
   remove => state eq remove
END

cat > probe.mjs <<'END'
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<body></body>');
for (const name of ['document', 'MutationObserver', 'Node', 'HTMLElement', 'getComputedStyle']) globalThis[name] = window[name];
Object.assign(globalThis, { window });
Object.assign(window, { requestAnimationFrame: () => 0, cancelAnimationFrame: () => {} });
const { CompletionContext } = await import('@codemirror/autocomplete');
const { LSPClient, serverCompletionSource } = await import('@codemirror/lsp-client');
const { EditorView } = await import('@codemirror/view');

const item = (label, start, end, newText = label) => ({
  label, textEdit: { newText, range: { start: { line: 0, character: start }, end: { line: 0, character: end } } },
});
async function complete(doc, cursor, items) {
  let answer;
  const transport = {
    subscribe(handler) { answer = handler; },
    unsubscribe() {},
    send(message) {
      const { id, method } = JSON.parse(message);
      const result = { initialize: { capabilities: { completionProvider: {}, textDocumentSync: 1 } }, 'textDocument/completion': { isIncomplete: false, items } }[method];
      if (id !== undefined) setTimeout(() => answer(JSON.stringify({ jsonrpc: '2.0', id, result })));
    },
  };
  const client = new LSPClient().connect(transport);
  await client.initializing;
  const view = new EditorView({ doc, extensions: [client.plugin('file:///x.comfilter')], parent: document.body });
  const { from, to, options } = await serverCompletionSource(new CompletionContext(view.state, cursor, true, view));
  console.log(doc);
  for (const { label, apply } of options) {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } });
    view.dispatch({ changes: { from, to, insert: apply ?? label } });
    console.log('  ', label, '=>', view.state.doc.toString());
  }
}
const error = item("'ERROR'", 9, 11, "'E");
const pending = item("'PENDING'", 9, 16);
await complete("state eq 'ERROR'", 11, [error, pending]);
await complete("state eq 'ERROR'", 11, [pending, error]);
await complete('state eq ER', 11, [item("'ERROR'", 9, 11), item("in ('ERROR')", 6, 11)]);
await complete('state eq ER', 11, [item('remove', 9, 11, '')]);
process.exit();
END
node probe.mjs > seen

diff expected seen
echo unchanged
