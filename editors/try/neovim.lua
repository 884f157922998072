-- Drives a second Neovim that has the settings of docs/editors.md, and prints the state of its buffers as JSON:
--   nvim --clean --headless -l editors/try/neovim.lua
local function read(file)
  return table.concat(vim.fn.readfile(file), "\n") .. "\n"
end

local folder = vim.fn.tempname()
vim.fn.mkdir(folder, "p")
local section = read("docs/editors.md"):match("\n## Neovim\n(.-)\n## ")
local settings = {}
for block in section:gmatch("```lua\n(.-)```") do
  table.insert(settings, block)
end
vim.fn.writefile(vim.split(table.concat(settings), "\n"), folder .. "/init.lua")

local editor = vim.fn.jobstart(
  { vim.v.progpath, "--embed", "--headless", "-n", "-i", "NONE", "-u", folder .. "/init.lua" },
  { rpc = true, env = { XDG_CONFIG_HOME = folder, XDG_DATA_HOME = folder, XDG_STATE_HOME = folder } }
)

--- Runs Lua in the other editor.
local function run(code, ...)
  return vim.rpcrequest(editor, "nvim_exec_lua", code, { ... })
end

local function wait(what, code, ...)
  local arguments = { ... }
  local is_there = vim.wait(20000, function() return run(code, unpack(arguments)) end, 20)
  assert(is_there, ("no %s; messages: %s"):format(what, run("return vim.fn.execute('messages')")))
end

--- Presses keys, as a user does.
local function press(keys)
  vim.rpcrequest(editor, "nvim_input", keys)
end

local function open(name, lines)
  vim.fn.writefile(lines, folder .. "/" .. name)
  run("vim.cmd.edit(...)", folder .. "/" .. name)
  wait("server for " .. name, "return #vim.lsp.get_clients({ name = 'comfilter', bufnr = 0 }) == 1")
  wait("findings in " .. name, "return #vim.diagnostic.get(0) > 0")
end

--- The findings: rule, line and columns in bytes, all from 0.
local function findings()
  return run([[return vim.tbl_map(function(found)
    return { found.code, found.lnum, found.col, found.end_col }
  end, vim.diagnostic.get(0))]])
end

--- Puts the cursor on the first place of a part.
local function go(part)
  assert(run("return vim.fn.search(..., 'cw')", "\\V" .. part) > 0, part)
end

--- The text of the window that `K` opens.
local function hover(part)
  go(part)
  press("K")
  local shown = [[vim.iter(vim.api.nvim_list_wins()):find(function(window)
    return vim.api.nvim_win_get_config(window).relative ~= ''
  end)]]
  wait("hover", "return " .. shown .. " ~= nil")
  local text = run("return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf("
    .. shown .. "), 0, -1, true), '\\n')")
  run("vim.api.nvim_win_close(" .. shown .. ", true)")
  return text
end

--- Takes the entry of the fixes at a part that contains `title`, and waits until its rule has no finding.
local function fix(part, title, rule)
  go(part)
  run([[local title = ...
    -- As a plugin replaces the list.
    vim.ui.select = function(items, options, choose)
      titles = vim.tbl_map(options.format_item, items)
      choose(vim.iter(items):find(function(item) return options.format_item(item):find(title, 1, true) end))
    end]], title)
  press("gra")
  wait("fix", [[local rule = ...
    return not vim.iter(vim.diagnostic.get(0)):any(function(found) return found.code == rule end)]], rule)
  return run("return titles")
end

--- Types after a part, and takes the entry of the menu with this label.
local function complete(part, typed, label)
  go(part)
  press(("<Esc>%dla%s"):format(#part - 1, typed))
  -- A character that triggers has opened the menu by itself; this opens it after any other.
  press("<C-x><C-o>")
  wait("menu", "return vim.fn.pumvisible() == 1")
  local labels = run("return vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info().items)")
  local at = vim.fn.index(labels, label)
  assert(at >= 0, label .. " is not in " .. vim.inspect(labels))
  local selected = run("return vim.fn.complete_info().selected")
  press(("<C-n>"):rep(at - selected) .. "<C-y>")
  wait("end of the menu", "return vim.fn.pumvisible() == 0")
  press("<Esc>")
  return labels
end

local function lines()
  return run("return vim.api.nvim_buf_get_lines(0, 0, -1, true)")
end

local result = { version = tostring(vim.version()), python = {}, comfilter = {} }

local python = result.python
open("jobs.py", {
  "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27PENDING%27\")",
  "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20\")",
  "é = '😀'; get(f\"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27A%27\")",
})
python.encoding = run("return vim.lsp.get_clients({ name = 'comfilter' })[1].offset_encoding")
python.findings = findings()
python.hover = hover("state%20==")
python.fixes = fix("==", "`eq`", "foreign-operator")
python.labels = complete("state%20eq%20\"", "<Left>%27PE", "'PENDING'")
-- In front of a closing quote.
complete("%27A", "P", "'APPROVAL_PENDING'")
python.lines = lines()

local comfilter = result.comfilter
open("jobs.comfilter", { "# é😀", "name eq 'é😀' and state == 'ERROR'", "", "(state   eq 'ERROR')   or name eq  'x'" })
comfilter.findings = findings()
comfilter.hover = hover("state   eq")
comfilter.fixes = fix("==", "`eq`", "foreign-operator")
run("vim.lsp.buf.format()")
comfilter.labels = complete("name eq 'x'", " and st", "state")
comfilter.lines = lines()
comfilter.hints = run("return vim.lsp.inlay_hint.is_enabled()")

-- The kinds of files in docs/files.md that no server would see.
result.unlisted = {}
local enabled = run("return vim.lsp.config.comfilter.filetypes")
for row in read("docs/files.md"):match("\n| kind | extensions.-\n\n"):gmatch("[^\n]+") do
  for name in (row:match("^|[^|]+|([^|]*)|") or ""):gmatch("`([^`]+)`") do
    local file = folder .. "/" .. (name:sub(1, 1) == "." and name ~= ".env" and "x" or "") .. name
    vim.fn.writefile({ "x" }, file)
    run("vim.cmd.edit({ ..., bang = true })", file)
    if not vim.tbl_contains(enabled, run("return vim.bo.filetype")) then
      table.insert(result.unlisted, name)
    end
  end
end
vim.fn.rpcnotify(editor, "nvim_command", "qall!")
vim.fn.jobwait({ editor }, 5000)
vim.fn.delete(folder, "rf")
io.stdout:write(vim.json.encode(result), "\n")
