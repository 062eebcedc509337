-- The plugin itself: its commands, its manual, its health, and what it leaves alone.
local T = require('harness')
local globals, maps = vim.tbl_keys(_G), vim.inspect(vim.api.nvim_get_keymap(''))
T.plugin()

local DRAFT = [[
---
date: 2020-01-03
---

# Élan: the river 👍🏽 rose

Été — “We lost the harvest,” said Ana Ruiz, who farms near Leer. Ruiz left on Friday.

The mayor came. “Nobody warned us at all about the water.”
]]

--- What a list's line tells, and the words that it leads to.
local function entries(list)
  return vim.tbl_map(function(item)
    local words =
      vim.api.nvim_buf_get_text(item.bufnr, item.lnum - 1, item.col - 1, item.end_lnum - 1, item.end_col - 1, {})
    return item.text .. ' | ' .. words[1]
  end, list)
end

T.it(':Copydesk quotes lists quotations with their speakers, unsaved ones too', function()
  T.draft('Nothing yet.\n')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(DRAFT, '\n'))
  vim.cmd('Copydesk quotes')
  T.eq(vim.bo.buftype, 'quickfix')
  T.eq(entries(vim.fn.getloclist(0)), {
    'Ana Ruiz (said) - speech, attributed | “We lost the harvest,”',
    'no one - speech, missing | “Nobody warned us at all about the water.”',
  })
  vim.cmd.close()
end)

T.it(':Copydesk! names lists names with their places in the quickfix list', function()
  T.draft(DRAFT)
  vim.cmd('Copydesk! names')
  local found = entries(vim.fn.getqflist())
  assert(vim.tbl_contains(found, 'Ana Ruiz - person, 1 of 2: Ana Ruiz | Ana Ruiz'), vim.inspect(found))
  assert(vim.tbl_contains(found, 'Ana Ruiz - person, 2 of 2: Ruiz | Ruiz'), vim.inspect(found))
  vim.cmd.cclose()
end)

T.it('a draft without a file, and one whose lines end in CR LF, are read too', function()
  vim.cmd.enew()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(DRAFT, '\n'))
  vim.cmd('Copydesk quotes')
  T.eq(#vim.fn.getloclist(0), 2)
  vim.cmd('close | enew!')
  T.draft((DRAFT:gsub('\n', '\r\n')))
  vim.cmd('Copydesk quotes')
  T.eq(entries(vim.fn.getloclist(0))[1], 'Ana Ruiz (said) - speech, attributed | “We lost the harvest,”')
  vim.cmd.close()
end)

T.it(':Copydesk explain opens the page of a rule', function()
  local windows = #vim.api.nvim_list_wins()
  vim.cmd('vertical Copydesk explain unclosed-quote')
  T.eq(#vim.api.nvim_list_wins(), windows + 1)
  T.eq({ vim.bo.filetype, vim.bo.modifiable, vim.bo.buftype }, { 'markdown', false, 'nofile' })
  T.has(T.text(), '# ')
  T.eq(#vim.lsp.get_clients({ bufnr = 0 }), 0)
  vim.cmd.close()
end)

T.it(':Copydesk explain tells of the finding under the cursor', function()
  local buf = T.draft(DRAFT)
  T.wait_eq({ 'unattributed-quote' }, function()
    return T.rules(buf)
  end)
  T.at('warned us')
  vim.cmd('Copydesk explain')
  T.has(vim.api.nvim_buf_get_name(0), 'unattributed-quote')
  vim.cmd.close()
  T.at('Élan')
  vim.cmd('Copydesk explain')
  T.has(T.text(), 'weekday-mismatch')
  vim.cmd.close()
end)

T.it('commands and rules are completed', function()
  T.eq(vim.fn.getcompletion('Copydesk ', 'cmdline'), { 'explain', 'names', 'quotes' })
  T.eq(vim.fn.getcompletion('Copydesk explain unat', 'cmdline'), { 'unattributed-quote' })
  T.eq(vim.fn.getcompletion('Copydesk names ', 'cmdline'), {})
end)

--- What the user is told while something runs.
local function told(run)
  local notify, said = vim.notify, nil
  vim.notify = function(what)
    said = what
  end
  pcall(run)
  vim.notify = notify
  return said or 'nothing'
end

T.it('what goes wrong is told, not thrown', function()
  T.has(
    told(function()
      vim.cmd('Copydesk explain no-such-rule')
    end),
    'no rule `no-such-rule`'
  )
  T.has(
    told(function()
      vim.cmd('Copydesk jump')
    end),
    'no `:Copydesk jump`'
  )
  local cmd = vim.lsp.config.copydesk.cmd
  vim.lsp.config('copydesk', { cmd = { '/nowhere/copydesk', 'lsp' } })
  T.has(
    told(function()
      vim.cmd('Copydesk names')
    end),
    'cannot run `/nowhere/copydesk`'
  )
  vim.lsp.config('copydesk', { cmd = cmd })
end)

--- The report of `:checkhealth copydesk`.
local function health()
  vim.cmd('checkhealth copydesk')
  local report = T.text()
  vim.cmd.close()
  return report
end

T.it('checkhealth tells of the binary, the clients and the settings', function()
  local folder = T.folder({ ['copydesk.toml'] = '', ['draft.md'] = DRAFT })
  T.edit(folder .. '/draft.md')
  local report = health()
  T.has(report, 'copydesk 0.')
  T.has(report, 'counts in utf-8')
  T.has(report, 'Settings: ' .. folder .. '/copydesk.toml')
  assert(not report:find('ERROR'), report)
  T.write(folder .. '/copydesk.toml', 'presett = "wire"\n')
  report = health()
  T.has(report, 'ERROR')
  T.has(report, 'presett')
end)

T.it('checkhealth tells when the binary is missing', function()
  local cmd = vim.lsp.config.copydesk.cmd
  vim.lsp.config('copydesk', { cmd = { '/nowhere/copydesk', 'lsp' } })
  local report = health()
  vim.lsp.config('copydesk', { cmd = cmd })
  T.has(report, 'ERROR')
  T.has(report, '/nowhere/copydesk')
end)

T.it('every tag of the manual leads somewhere', function()
  local folder = T.folder({ ['doc/copydesk.txt'] = T.file(T.repository .. '/editors/neovim/doc/copydesk.txt') })
  vim.cmd.helptags(folder .. '/doc')
  vim.opt.runtimepath:prepend(folder)
  local tags = T.file(folder .. '/doc/tags')
  for link in T.file(folder .. '/doc/copydesk.txt'):gmatch('|([^|%s]+)|') do
    vim.cmd.help(link)
    vim.cmd.helpclose()
  end
  for _, tag in ipairs({ 'copydesk', 'copydesk.txt', ':Copydesk' }) do
    T.has(tags, tag .. '\t')
  end
  for line in T.file(folder .. '/doc/copydesk.txt'):gmatch('[^\n]+') do
    assert(vim.fn.strdisplaywidth(line) <= 78, 'too long: ' .. line)
  end
end)

T.it('it works as a package of Neovim, without a package manager', function()
  local folder = T.folder({ ['config/nvim/init.lua'] = "vim.lsp.enable('copydesk')", ['d.md'] = DRAFT })
  local start = folder .. '/data/nvim/site/pack/desk/start'
  vim.fn.mkdir(start, 'p')
  assert(vim.uv.fs_symlink(T.repository .. '/editors/neovim', start .. '/copydesk'))
  local done = vim
    .system({
      vim.v.progpath,
      '--headless',
      '-c',
      'lua vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 10)',
      '-c',
      "exe 'Copydesk names' | lua io.stdout:write(#vim.diagnostic.get() .. ' finding, ' .. vim.bo.buftype)",
      '-c',
      'qa!',
      folder .. '/d.md',
    }, { env = { XDG_CONFIG_HOME = folder .. '/config', XDG_DATA_HOME = folder .. '/data' } })
    :wait(60000)
  T.has(done.stdout .. done.stderr, '1 finding, quickfix')
end)

T.it('no key is mapped, no global is set', function()
  local after = vim.tbl_keys(_G)
  table.sort(globals)
  table.sort(after)
  T.eq(after, globals)
  T.eq(vim.inspect(vim.api.nvim_get_keymap('')), maps)
  for name in pairs(vim.fn.getcompletion('g:', 'var')) do
    assert(not tostring(name):find('copydesk'), name)
  end
end)

T.finish()
