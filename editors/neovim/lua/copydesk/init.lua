--- What has no form in the language server protocol: a rule's page, and lists of what the desk
--- reads in a draft. All of it comes from the same binary that serves the editor.
local M = {}

local program = require('copydesk.program')

--- The rule of the first finding that covers the cursor.
---@return string?
local function rule_here()
  local line, col = unpack(vim.api.nvim_win_get_cursor(0))
  for _, finding in ipairs(vim.diagnostic.get(0, { lnum = line - 1 })) do
    local reaches = finding.end_lnum > line - 1 or finding.end_col > col
    if finding.source == 'copydesk' and finding.col <= col and reaches then
      return tostring(finding.code)
    end
  end
end

--- Opens a rule's page in a split; without a rule, that of the finding under the cursor, else the
--- list of all rules.
---@param rule? string
---@param mods? vim.api.keyset.cmd.mods where to split, as in `:vertical Copydesk explain`
function M.explain(rule, mods)
  rule = rule or rule_here()
  local page = program.run({ 'explain', rule })
  if not page then
    return
  end
  local buf = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, vim.split(vim.trim(page), '\n'))
  vim.api.nvim_buf_set_name(buf, ('copydesk://%d/%s'):format(buf, rule or 'rules'))
  vim.cmd.sbuffer({ buf, mods = mods or {} })
  vim.bo.bufhidden, vim.bo.filetype, vim.bo.modifiable = 'wipe', rule and 'markdown' or '', false
end

--- Makes every fix that is safe, and waits for it: fit for `BufWritePre`.
---@param buf? integer the current buffer if nil
---@param timeout? integer milliseconds, 1000 if nil
function M.fix_all(buf, timeout)
  buf = buf or vim.api.nvim_get_current_buf()
  local last = vim.api.nvim_buf_line_count(buf)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buf),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { only = { 'source.fixAll.copydesk' }, diagnostics = {} },
  }
  for _, client in ipairs(vim.lsp.get_clients({ bufnr = buf, name = 'copydesk' })) do
    local answer = client:request_sync('textDocument/codeAction', params, timeout or 1000, buf)
    for _, action in ipairs(answer and answer.result or {}) do
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
end

--- Does what `:Copydesk` is asked for.
---@param call vim.api.keyset.create_user_command.command_args
function M.run(call)
  local word = call.fargs[1]
  if word == 'explain' then
    M.explain(call.fargs[2], call.smods)
  elseif word == 'names' or word == 'quotes' then
    require('copydesk.reading').list(word, call.bang)
  else
    vim.notify(('copydesk: there is no `:Copydesk %s`'):format(word), vim.log.levels.ERROR)
  end
end

--- Completes the command's words, and the rules behind `explain`.
---@type fun(lead: string, line: string): string[]
function M.complete(lead, line)
  local words = { 'explain', 'names', 'quotes' }
  if line:find('Copydesk!?%s+%S+%s') then
    words = line:find('Copydesk!?%s+explain%s') and program.rules() or {}
  end
  return vim.tbl_filter(function(word)
    return vim.startswith(word, lead)
  end, words)
end

return M
