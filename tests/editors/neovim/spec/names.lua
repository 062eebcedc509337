-- Names: renamed over all their forms, found, shown, listed and completed.
local T = require('harness')
T.plugin()

local DRAFT = [[
---
date: 2020-01-03
---

# The river rose

LEER (Reuters) - The mayor, Piet Suleimani, came on Saturday. Suleimani said the water was high.

## The night

“We lost the harvest,” Ana Ruiz said. Ruiz’s farm lies near Leer. Suleimani’s house does too.
]]

T.it('a name is renamed over all its forms', function()
  local buf, client = T.draft(DRAFT)
  T.at('Suleimani said')
  T.eq(T.ask(client, 'textDocument/prepareRename') ~= vim.NIL, true)
  vim.lsp.buf.rename('Soleimani')
  T.wait_eq((DRAFT:gsub('Suleimani', 'Soleimani'):gsub('\n$', '')), function()
    return T.text(buf)
  end)
end)

T.it('what is no name is not renamed', function()
  local _, client = T.draft(DRAFT)
  T.at('harvest')
  local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answer = client:request_sync('textDocument/prepareRename', place, 30000, 0)
  assert(answer and (answer.err or answer.result == vim.NIL or answer.result == nil), vim.inspect(answer))
end)

T.it('all forms of a name are highlighted', function()
  local _, client = T.draft(DRAFT)
  T.at('Suleimani said')
  T.eq(#T.ask(client, 'textDocument/documentHighlight'), 3)
end)

T.it('all forms of a name are found', function()
  local _, client = T.draft(DRAFT)
  T.at('Ruiz’s')
  local places = T.ask(client, 'textDocument/references', { context = { includeDeclaration = true } })
  T.eq(#places, 2)
  vim.fn.setqflist({})
  vim.lsp.buf.references()
  T.wait('the list', function()
    return #vim.fn.getqflist() == 2
  end)
  vim.cmd.cclose()
end)

T.it('the outline tells sections, quotations and names', function()
  local _, client = T.draft(DRAFT)
  local flat = {}
  local function walk(symbols)
    for _, symbol in ipairs(symbols or {}) do
      flat[#flat + 1] = symbol.name
      walk(symbol.children)
    end
  end
  walk(T.ask(client, 'textDocument/documentSymbol'))
  local outline = table.concat(flat, '\n')
  for _, words in ipairs({ 'The river rose', 'The night', 'Ana Ruiz', 'We lost the harvest' }) do
    T.has(outline, words)
  end
end)

T.it('names of the workspace are found', function()
  local _, client = T.draft(DRAFT)
  local answer = client:request_sync('workspace/symbol', { query = 'Suleimani' }, 30000, 0)
  T.has(vim.inspect(answer.result), 'Piet Suleimani')
end)

T.it('a name that the draft holds is completed', function()
  local buf, client = T.draft(DRAFT)
  local last = vim.api.nvim_buf_line_count(buf)
  vim.api.nvim_buf_set_lines(buf, last, last, false, { '', 'Later Sul' })
  local typed = { position = { line = last + 1, character = 9 } }
  local answer = T.ask(client, 'textDocument/completion', typed)
  local labels = vim.tbl_map(function(item)
    return item.label
  end, answer.items or answer)
  assert(vim.tbl_contains(labels, 'Suleimani'), vim.inspect(labels))
end)

T.finish()
