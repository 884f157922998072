-- A linter for nvim-lint, which finds it by its name.

local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  hint = vim.diagnostic.severity.HINT,
}

return {
  cmd = 'comfilter',
  stdin = true,
  args = { 'lint', '--format', 'concise', '-' },
  ignore_exitcode = true,
  parser = function(output, bufnr)
    local found = {}
    for line in output:gmatch('[^\n]+') do
      local lnum, column, severity, rule, message = line:match('^%-:(%d+):(%d+): (%l+)%[([%l-]+)%] (.*)$')
      if lnum then
        local row = tonumber(lnum) - 1
        local text = vim.api.nvim_buf_get_lines(bufnr, row, row + 1, false)[1] or ''
        table.insert(found, {
          lnum = row,
          -- A column counts characters, and Neovim bytes.
          col = math.max(vim.fn.byteidxcomp(text, tonumber(column) - 1), 0),
          severity = severities[severity],
          code = rule,
          message = message,
          source = 'comfilter',
        })
      end
    end
    return found
  end,
}
