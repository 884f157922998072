#!/usr/bin/env bash
# Finding: in a string, a `#` right after a variable or an expression begins a comment.
# The comment takes the closing quote, so the string ends at the first quote of a later
# line. The same `#` after a letter, or with a backtick, is read as PowerShell reads it.
# Packages: tree-sitter 0.25.2, tree-sitter-powershell 0.26.4 (PyPI).
# Why it matters: `"$BaseUri#top"` and `"Job $n #1"` are common. Editors colour what follows
# as a string, and tools on this grammar read the rest of the script wrongly.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check tree-sitter==0.25.2 tree-sitter-powershell==0.26.4

cat > expected <<'END'
$x = "job #1" => string "job #1"
$x = "job `#$n" => string "job `#$n"
$x = "$n job #1" => string "$n job #1"
$x = "$n #1" => comment  #1"
$x = "$Uri#top" => comment #top"
$x = "$($n) #1"; $y = "z" => comment  #1"; $y = "z"
END

cat > probe.py <<'END'
import tree_sitter
import tree_sitter_powershell

parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))


def kinds(node, text):
    if node.type in ("comment", "expandable_string_literal"):
        yield node.type.replace("expandable_string_literal", "string"), text[node.start_byte:node.end_byte]
    for child in node.children:
        yield from kinds(child, text)


for script in ['$x = "job #1"', '$x = "job `#$n"', '$x = "$n job #1"', '$x = "$n #1"', '$x = "$Uri#top"',
               '$x = "$($n) #1"; $y = "z"']:
    found = kinds(parser.parse(script.encode()).root_node, script)
    print(script, "=>", "; ".join(f"{kind} {part}" for kind, part in found))
END
venv/bin/python probe.py > seen

diff expected seen
echo unchanged
