#!/usr/bin/env bash
# Finding: lines of the language server protocol end with LF, CR LF or CR. Two frameworks
# in Python also end them at a form feed, a vertical tab, U+0085, U+2028 and the file
# separators of ASCII, because `splitlines` does. After one of these each line has
# another number, and an edit of the client lands a line early: the document of the server
# differs from the one in the editor. vscode-languageserver-textdocument counts as the
# protocol does.
# Packages: pygls 2.1.1, python-lsp-server 1.15.0 (PyPI);
# vscode-languageserver-textdocument 1.0.16 (npm).
# Why it matters: form feeds divide files of Lisp and C, U+2028 comes with pasted names,
# and each later report of a linter is on the wrong line.
# Seen on 2026-11-30. Needs node and npm, python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --prefix "$dir" --loglevel=error --no-audit --no-fund --ignore-scripts vscode-languageserver-textdocument@1.0.16 > install.log
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pygls==2.1.1 python-lsp-server==1.15.0

cat > expected <<'END'
pygls a blank => "a b\nC\n"
python-lsp-server a blank => "a b\nC\n"
pygls form feed => "a\fC\nc\n"
python-lsp-server form feed => "a\fC\nc\n"
pygls vertical tab => "a\u000bC\nc\n"
python-lsp-server vertical tab => "a\u000bC\nc\n"
pygls file separator => "a\u001cC\nc\n"
python-lsp-server file separator => "a\u001cC\nc\n"
pygls U+0085 => "a\u0085C\nc\n"
python-lsp-server U+0085 => "a\u0085C\nc\n"
pygls U+2028 => "a\u2028C\nc\n"
python-lsp-server U+2028 => "a\u2028C\nc\n"
pygls CR => "a\rC\nc\n"
python-lsp-server CR => "a\rC\nc\n"
textdocument a blank => "a b\nC\n"
textdocument form feed => "a\fb\nC\n"
textdocument vertical tab => "a\u000bb\nC\n"
textdocument file separator => "a\u001cb\nC\n"
textdocument U+0085 => "a\u0085b\nC\n"
textdocument U+2028 => "a\u2028b\nC\n"
textdocument CR => "a\rC\nc\n"
END

cat > probe.py <<'END'
import json
from lsprotocol import types
from pygls.workspace import TextDocument
from pylsp.config.config import Config
from pylsp.workspace import Document, Workspace

edit = {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 1}}, "text": "C"}
for name, between in json.load(open("ends.json")).items():
    text = f"a{between}b\nc\n"
    document = TextDocument("file:///jobs.txt", text)
    document.apply_change(types.TextDocumentContentChangePartial(
        range=types.Range(types.Position(1, 0), types.Position(1, 1)), text="C"))
    print("pygls", name, "=>", json.dumps(document.source))
    workspace = Workspace("file:///", None)
    workspace._config = Config("file:///", {}, 0, {})
    document = Document("file:///jobs.txt", workspace, text)
    document.apply_change(edit)
    print("python-lsp-server", name, "=>", json.dumps(document.source))
END
cat > probe.cjs <<'END'
const fs = require('fs');
const { TextDocument } = require('vscode-languageserver-textdocument');
const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
for (const [name, between] of Object.entries(JSON.parse(fs.readFileSync('ends.json', 'utf8')))) {
  const document = TextDocument.create('file:///jobs.txt', 'text', 1, `a${between}b\nc\n`);
  const text = TextDocument.update(document, [{ range, text: 'C' }], 2).getText();
  console.log('textdocument', name, '=>', JSON.stringify(text).replace(/[\u007f-\uffff]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')));
}
END
cat > ends.json <<'END'
{"a blank": " ", "form feed": "\f", "vertical tab": "\u000b", "file separator": "\u001c", "U+0085": "\u0085", "U+2028": "\u2028", "CR": "\r"}
END
{
  venv/bin/python probe.py
  node probe.cjs
} > seen

diff expected seen
echo unchanged
