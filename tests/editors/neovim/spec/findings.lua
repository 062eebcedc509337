-- Findings reach the editor, at their bytes, and leave with their fault.
local T = require('harness')
T.plugin()

local ALLOW = '<!-- copydesk: allow no-such-rule -->'
local DRAFT = '# The river 👍🏽 rose\n\n'
  .. ALLOW
  .. '\n\nIt fell again.\n\nÉté, e\204\129t\204\129e, “done”.\n'

T.it('a draft is served as soon as it is open', function()
  local _, client = T.draft(DRAFT)
  T.eq(client.name, 'copydesk')
  T.eq(client.offset_encoding, 'utf-8')
  T.eq(client.server_info.name, 'copydesk')
end)

T.it('a finding tells its rule, its level and why', function()
  local buf = T.draft(DRAFT)
  T.wait_eq({ 'unused-allow' }, function()
    return T.rules(buf)
  end)
  local finding = vim.diagnostic.get(buf)[1]
  T.eq({ finding.source, finding.severity }, { 'copydesk', vim.diagnostic.severity.WARN })
  T.has(finding.message, 'no-such-rule')
  T.eq(T.findings(buf), { 'unused-allow: ' .. ALLOW })
end)

T.it('a fault that is mended is no longer shown', function()
  local buf = T.draft(DRAFT)
  T.wait_eq(1, function()
    return #vim.diagnostic.get(buf)
  end)
  vim.api.nvim_buf_set_lines(buf, 2, 4, false, {})
  T.wait_eq(0, function()
    return #vim.diagnostic.get(buf)
  end)
end)

T.it('lines that end in CR LF are counted once', function()
  local buf = T.draft('One.\r\n\r\n' .. ALLOW .. '\r\n\r\nTwo.\r\n')
  T.eq(vim.bo[buf].fileformat, 'dos')
  T.wait_eq({ 'unused-allow: ' .. ALLOW }, function()
    return T.findings(buf)
  end)
end)

T.it('a draft that was never saved is read', function()
  T.edit(T.folder({ ['other.md'] = '' }) .. '/new.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'Été 👍🏽', '', ALLOW, '', 'Nothing here.' })
  T.wait_eq({ 'unused-allow: ' .. ALLOW }, T.findings)
end)

T.it('a name with spaces, marks and letters of every kind is one name', function()
  local buf = T.draft(DRAFT, 'été 100% [one] #2.md')
  T.wait_eq({ 'unused-allow' }, function()
    return T.rules(buf)
  end)
end)

T.it('plain text is a draft', function()
  local buf = T.draft('Rain\n\nThe mayor came. “Nobody warned us at all about the water.”\n', 'draft.txt')
  T.wait_eq({ 'unattributed-quote: “Nobody warned us at all about the water.”' }, function()
    return T.findings(buf)
  end)
end)

T.it('code is no draft', function()
  vim.cmd.edit(T.folder({ ['a.lua'] = '-- ' .. ALLOW }) .. '/a.lua')
  T.eq(#vim.lsp.get_clients({ bufnr = 0 }), 0)
end)

T.it('a client that counts in UTF-16 has its findings at the same words', function()
  vim.lsp.stop_client(vim.lsp.get_clients())
  T.wait('the end of the server', function()
    return #vim.lsp.get_clients() == 0
  end)
  vim.lsp.config('copydesk', { capabilities = { general = { positionEncodings = { 'utf-16' } } } })
  local buf, client = T.draft(
    '# Rain\n\n👍🏽 É e\204\129 👍🏽 came. “Nobody warned us 👍🏽 at all about the water.” É.\n'
  )
  T.eq(client.offset_encoding, 'utf-16')
  T.wait_eq({ 'unattributed-quote: “Nobody warned us 👍🏽 at all about the water.”' }, function()
    return T.findings(buf)
  end)
end)

T.finish()
