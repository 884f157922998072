#!/usr/bin/env bash
# Finding: ALE takes the character of a position for a number of bytes. The protocol
# counts in UTF-16, unless both sides agree on something else, and ALE asks for nothing
# else. After a character that is not ASCII, an edit lands to the left of its place.
# Packages: vim 9.0, vim-ale 3.3.0 (Debian 12).
# Why it matters: a code action on a line with an é destroys the line.
# Seen on 2026-11-29. Needs Debian 12, python3, and apt-get as root if vim-ale is missing.
set -euo pipefail

[ -d /usr/share/vim/vimfiles/pack/dist-bundle/opt/ale ] || apt-get install -y -q vim vim-ale >/dev/null
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat > expected <<'END'
x = "a"; OLD -> x = "a"; NEW
x = "é"; OLD -> x = "é";NEWD
x = "😀"; OLD -> x = "😀"NEWLD
END

# A server with one code action, which replaces OLD.
cat > server.py <<'END'
import json
import sys

text = ""


def send(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    sys.stdout.buffer.flush()


def units(part):
    return len(part.encode("utf-16-le")) // 2


while True:
    length = 0
    while (header := sys.stdin.buffer.readline()) not in (b"\r\n", b""):
        if header.lower().startswith(b"content-length:"):
            length = int(header.split(b":")[1])
    if header == b"":
        break
    message = json.loads(sys.stdin.buffer.read(length))
    method, params = message.get("method"), message.get("params")
    if method == "initialize":
        abilities = {"codeActionProvider": True, "textDocumentSync": 1}
        send({"id": message["id"], "result": {"capabilities": abilities}})
    elif method == "textDocument/didOpen":
        document = params["textDocument"]
        text, uri = document["text"].splitlines()[0], document["uri"]
        before = units(text[: text.index("OLD")])
        place = {"start": {"line": 0, "character": before}, "end": {"line": 0, "character": before + 3}}
        found = [{"range": place, "message": "old", "severity": 1}]
        send({"method": "textDocument/publishDiagnostics", "params": {"uri": uri, "diagnostics": found}})
    elif method == "textDocument/codeAction":
        edit = {"changes": {uri: [{"range": place, "newText": "NEW"}]}}
        send({"id": message["id"], "result": [{"title": "write NEW", "kind": "quickfix", "edit": edit}]})
    elif "id" in message and method:
        send({"id": message["id"], "result": None})
END

cat > probe.vim <<'END'
set nocompatible encoding=utf-8 hidden nomore
packadd ale
filetype on
let g:ale_linters = {'try': ['try']}
call ale#linter#Define('try', {'name': 'try', 'lsp': 'stdio', 'executable': 'python3',
      \ 'command': '%e server.py', 'project_root': getcwd()})
edit line.try
setfiletype try
ALELint
for s:wait in range(200)
  if !empty(getloclist(0)) | break | endif
  sleep 50m
endfor
call search('OLD')
" The list has one entry, which is taken.
call feedkeys(":ALECodeAction\<CR>", 'tx')
for s:wait in range(100)
  if getline(1) !~# 'OLD' | break | endif
  sleep 50m
endfor
call writefile([getline(1)], 'after')
qall!
END

for line in 'x = "a"; OLD' 'x = "é"; OLD' 'x = "😀"; OLD'; do
  printf '%s\n' "$line" > line.try
  rm -f after
  printf '1\n' | LC_ALL=C.UTF-8 timeout 30 vim -Nn -u NONE -i NONE -es -S probe.vim >/dev/null 2>&1 || true
  printf '%s -> %s\n' "$line" "$(cat after)"
done > seen

diff expected seen
echo unchanged
