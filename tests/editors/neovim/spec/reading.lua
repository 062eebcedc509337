-- What the desk read is told where the writer looks: on hover, and between the words.
local T = require('harness')
T.plugin()

local DRAFT = [[
---
date: 2020-01-03
---

# The river rose

The river rose on Thursday, said Ana Ruiz, who farms near Leer.

“We lost the harvest,” Ruiz said. “We will not plant again.”

The mayor came. “Nobody warned us at all about the water.”
]]

--- What is shown on hover at some words.
local function hover(client, words)
  T.at(words)
  local answer = T.ask(client, 'textDocument/hover')
  assert(answer and answer ~= vim.NIL, 'nothing is told of ' .. words)
  return type(answer.contents) == 'table' and answer.contents.value or answer.contents
end

T.it('hover tells who says this, who is this, and which day is this', function()
  local _, client = T.draft(DRAFT)
  T.has(hover(client, 'We will not'), 'Ana Ruiz')
  T.has(hover(client, 'Ana Ruiz'), 'person')
  T.has(hover(client, 'Thursday'), '2020')
end)

T.it('hover on a finding tells its rule', function()
  local buf, client = T.draft(DRAFT)
  T.wait_eq({ 'unattributed-quote' }, function()
    return T.rules(buf)
  end)
  T.has(hover(client, '“Nobody'), 'unattributed-quote')
end)

T.it('hover opens a window', function()
  T.draft(DRAFT)
  T.at('Ana Ruiz')
  vim.lsp.buf.hover()
  T.wait('the window', function()
    return vim.iter(vim.api.nvim_list_wins()):any(function(window)
      return vim.api.nvim_win_get_config(window).relative ~= ''
    end)
  end)
  vim.cmd.fclose({ bang = true })
end)

--- The words shown between the words of a draft.
local function hints(buf)
  return vim.tbl_map(function(hint)
    local label = hint.inlay_hint.label
    return type(label) == 'string' and label or label[1].value
  end, vim.lsp.inlay_hint.get({ bufnr = buf }))
end

T.it('hints tell speakers and days, as the manual switches them on', function()
  assert(load(T.recipe('copydesk-hints')))()
  local buf = T.draft(DRAFT)
  T.wait('the hints', function()
    local all = table.concat(hints(buf), '\n')
    return all:find('Ana Ruiz', 1, true) and all:find('Jan 2, 2020', 1, true)
  end)
end)

T.it('each kind of hint can be switched off in the settings of the editor', function()
  vim.lsp.config('copydesk', { settings = { copydesk = { inlayHints = { speakers = false } } } })
  vim.lsp.stop_client(vim.lsp.get_clients())
  T.wait('the end of the server', function()
    return #vim.lsp.get_clients() == 0
  end)
  local buf = T.draft(DRAFT)
  vim.lsp.inlay_hint.enable(true, { bufnr = buf })
  T.wait_eq({ 'Jan 2, 2020' }, function()
    return vim.tbl_map(vim.trim, hints(buf))
  end)
end)

T.finish()
