-- Opens a script in Neovim with the settings of docs/editors.md, and prints what the server did as JSON:
--   nvim --clean --headless -l editors/try/neovim.lua
local guide = table.concat(vim.fn.readfile("docs/editors.md"), "\n")
assert(load(guide:match("```lua\n(.-)```")))()

local folder = vim.fn.tempname()
vim.fn.mkdir(folder, "p")
local file = folder .. "/jobs.py"
local line = "get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27PENDING%27\") # é😀"
vim.fn.writefile({ line }, file)
vim.cmd.edit(file)
vim.bo.filetype = "python"

local function wait(what, ready)
  assert(vim.wait(20000, ready, 20), "no " .. what)
end

local function ask(method, column)
  local client = assert(vim.lsp.get_clients({ name = "comfilter" })[1])
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = 0, character = column } }
  return assert(client:request_sync(method, params, 20000, 0)).result
end

wait("server", function() return vim.lsp.get_clients({ name = "comfilter" })[1] end)
wait("diagnostics", function() return #vim.diagnostic.get(0) > 0 end)
local result = { version = tostring(vim.version()), diagnostics = {} }
for _, found in ipairs(vim.diagnostic.get(0)) do
  table.insert(result.diagnostics, { found.code, found.col, found.end_col, found.message })
end
result.encoding = vim.lsp.get_clients({ name = "comfilter" })[1].offset_encoding
result.hover = ask("textDocument/hover", line:find("state", 1, true)).contents.value
local labels = {}
for _, item in ipairs(ask("textDocument/completion", line:find("PENDING", 1, true) + 2).items) do
  table.insert(labels, { item.label, item.textEdit.newText })
end
result.completions = { labels[1], labels[2] }
-- The fix, as a user runs it who takes the first one.
vim.ui.select = function(items, _, choose) choose(items[1]) end
vim.api.nvim_win_set_cursor(0, { 1, line:find("==", 1, true) - 1 })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
wait("fix", function() return vim.fn.getline(1):find("state%%20eq") ~= nil end)
wait("new list", function()
  return #vim.tbl_filter(function(found) return found.code == "foreign-operator" end, vim.diagnostic.get(0)) == 0
end)
result.fixed = vim.fn.getline(1)
io.stdout:write(vim.json.encode(result), "\n")
