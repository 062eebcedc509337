-- `copydesk.toml`: in force without a restart, and never the reason for a dead server.
local T = require('harness')
T.plugin()

local DRAFT = '# Rain\n\nThe mayor came. “Nobody warned us at all about the water.”\n'

T.it('settings take effect while the draft is open', function()
  local folder = T.folder({ ['a/draft.md'] = DRAFT, ['b/draft.md'] = DRAFT })
  local near = T.edit(folder .. '/a/draft.md')
  local far = T.edit(folder .. '/b/draft.md')
  local function both()
    return { T.rules(near), T.rules(far) }
  end
  T.wait_eq({ { 'unattributed-quote' }, { 'unattributed-quote' } }, both)
  T.write(folder .. '/a/copydesk.toml', '[rules]\nunattributed-quote = "off"\n')
  T.wait_eq({ {}, { 'unattributed-quote' } }, both)
  os.remove(folder .. '/a/copydesk.toml')
  T.wait_eq({ { 'unattributed-quote' }, { 'unattributed-quote' } }, both)
end)

T.it('a broken copydesk.toml keeps the last good settings and shows its fault', function()
  local draft = DRAFT .. '\n<!-- copydesk: allow no-such-rule -->\n'
  local folder = T.folder({ ['copydesk.toml'] = '[rules]\nunattributed-quote = "off"\n', ['draft.md'] = draft })
  local buf = T.edit(folder .. '/draft.md')
  T.wait_eq({ 'unused-allow' }, function()
    return T.rules(buf)
  end)
  T.write(folder .. '/copydesk.toml', '[rules]\nunattributed-quote = "loud"\n')
  local settings = vim.fn.bufadd(folder .. '/copydesk.toml')
  T.wait('the fault', function()
    return #vim.diagnostic.get(settings) > 0
  end)
  T.eq(vim.diagnostic.get(settings)[1].lnum, 1)
  T.eq(T.rules(buf), { 'unused-allow' })
  T.write(folder .. '/copydesk.toml', '[rules]\nunattributed-quote = "error"\n')
  T.wait_eq({ 'unattributed-quote', 'unused-allow' }, function()
    return T.rules(buf)
  end)
  T.wait_eq(0, function()
    return #vim.diagnostic.get(settings)
  end)
end)

T.finish()
