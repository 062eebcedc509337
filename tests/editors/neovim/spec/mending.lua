-- What the writer does about a finding: quick fixes, and all safe fixes when the draft is saved.
local T = require('harness')
T.plugin()

local QUOTE = 'The mayor came on Saturday. “Nobody warned us at all about the water.”\n'
local UNUSED = '<!-- copydesk: allow unclosed-quote -->'

--- Waits for a rule's finding and puts the cursor on its first byte.
local function on(rule)
  local finding = T.wait('a finding of ' .. rule, function()
    return vim.iter(vim.diagnostic.get(0)):find(function(found)
      return found.code == rule
    end)
  end)
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
end

--- Takes the action whose title holds some words, as a choice in the menu does.
local function take(words)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find(words, 1, true) ~= nil
    end,
  })
end

T.it('a quick fix mends the draft', function()
  local buf = T.draft('# Rain\n\n' .. UNUSED .. '\n\nIt rained.\n')
  on('unused-allow')
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' } },
    filter = function(action)
      return action.isPreferred
    end,
  })
  T.wait_eq({}, function()
    return T.findings(buf)
  end)
  T.eq(T.text(buf):find('copydesk', 1, true), nil)
  T.has(T.text(buf), 'It rained.')
end)

T.it('a finding is allowed where it stands', function()
  local buf = T.draft('# Rain\n\n' .. QUOTE)
  on('unattributed-quote')
  take('Allow unattributed-quote here')
  T.wait('the comment', function()
    return T.text(buf):find('<!-- copydesk: allow unattributed-quote', 1, true)
  end)
  T.wait_eq({ 'missing-date: Saturday' }, function()
    return T.findings(buf)
  end)
  vim.cmd.undo()
  T.eq(T.text(buf), '# Rain\n\n' .. vim.trim(QUOTE))
end)

T.it("today's date is offered for a draft without one", function()
  local buf = T.draft('# Rain\n\n' .. QUOTE)
  on('missing-date')
  take('Insert today')
  T.wait('the date', function()
    return T.text(buf):find(os.date('%Y'), 1, true)
  end)
end)

T.it('safe fixes are made when the draft is saved, by the line of the manual', function()
  assert(load(T.recipe('copydesk-save')))()
  local buf = T.draft('# Rain\n\n' .. UNUSED .. '\n\nIt rained.\n\n' .. QUOTE)
  T.wait('the findings', function()
    return vim.tbl_contains(T.rules(buf), 'unused-allow')
  end)
  vim.cmd.write()
  local saved = T.file(vim.api.nvim_buf_get_name(buf))
  T.eq(saved:find(UNUSED, 1, true), nil)
  T.has(saved, QUOTE)
  T.eq(saved, T.text(buf) .. '\n')
end)

local TWO = '# Rain\n\nPiet Suleimani came. Suleimani spoke. Piet Soleimani left. Suleimani did not.\n'

T.it('a name spelled two ways is mended', function()
  local buf = T.draft(TWO)
  on('inconsistent-name')
  take('Change to “Suleimani”')
  T.wait_eq((TWO:gsub('Soleimani', 'Suleimani'):gsub('\n$', '')), function()
    return T.text(buf)
  end)
  T.wait_eq({}, function()
    return T.findings(buf)
  end)
end)

T.it('what is settled in copydesk.toml holds as soon as that is saved', function()
  local folder = T.folder({ ['copydesk.toml'] = '# Ours\n', ['draft.md'] = TWO })
  local buf = T.edit(folder .. '/draft.md')
  on('inconsistent-name')
  take('are two, in copydesk.toml')
  local settings = vim.fn.bufadd(folder .. '/copydesk.toml')
  T.wait('the settings', function()
    return T.text(settings):find('distinct', 1, true)
  end)
  T.eq(T.rules(buf), { 'inconsistent-name' })
  vim.cmd('silent wall')
  T.has(T.file(folder .. '/copydesk.toml'), '# Ours')
  T.wait_eq({}, function()
    return T.findings(buf)
  end)
end)

T.it('a draft without a fault is saved as it is', function()
  local buf = T.draft('# Rain\n\nIt rained.\n')
  vim.cmd.write()
  T.eq(T.file(vim.api.nvim_buf_get_name(buf)), '# Rain\n\nIt rained.\n')
end)

T.finish()
