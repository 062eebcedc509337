-- Debian's Neovim, by the manual's recipe for older releases. Run by `-S`, for 0.7 has no `-l`.
local repository = vim.env.HOME .. '/copydesk'
local manual = table.concat(vim.fn.readfile(repository .. '/editors/neovim/doc/copydesk.txt'), '\n')
local recipe = manual:match('>lua\n(.-)\n<', assert(manual:find('*copydesk-old*', 1, true)))

local ALLOW = '<!-- copydesk: allow no-such-rule -->'

local function findings()
  return vim.tbl_map(function(finding)
    return { finding.code, finding.lnum, finding.col, finding.end_col }
  end, vim.diagnostic.get(0))
end

local function wait_for(expected)
  local came = vim.wait(30000, function()
    return vim.deep_equal(findings(), expected)
  end, 10)
  assert(came, 'expected ' .. vim.inspect(expected) .. ' found ' .. vim.inspect(findings()))
end

local function test()
  vim.cmd('filetype plugin on')
  -- The plugin itself does nothing here, and breaks nothing.
  vim.opt.runtimepath:prepend(repository .. '/editors/neovim')
  vim.cmd('runtime! plugin/copydesk.lua')
  assert(vim.fn.has('nvim-0.11') == 1 or vim.fn.exists(':Copydesk') == 0)
  assert(loadstring(recipe))()

  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, 'p')
  vim.fn.writefile({ 'Élan 👍🏽', '', ALLOW, '', 'It rained.' }, folder .. '/draft.md')
  vim.cmd('edit ' .. folder .. '/draft.md')
  wait_for({ { 'unused-allow', 2, 0, #ALLOW } })
  vim.api.nvim_buf_set_text(0, 0, 0, 0, 0, { 'Une', '👍🏽 ' })
  wait_for({ { 'unused-allow', 3, 0, #ALLOW } })
  vim.api.nvim_buf_set_lines(0, 3, 4, false, {})
  wait_for({})
end

local passed, why = xpcall(test, debug.traceback)
io.stderr:write(passed and '1 passed, 0 failed\n' or why .. '\n0 passed, 1 failed\n')
vim.cmd(passed and 'qall!' or 'cquit!')
