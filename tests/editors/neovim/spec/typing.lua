-- A thousand edits, and the server's text is the buffer's, without the whole text sent once.
local T = require('harness')
T.plugin()

local ALLOW = '<!-- copydesk: allow no-such-rule -->'
local TYPED =
  { 'river ', '👍🏽', 'é', '“', '”', '\n', 'x', ' “said”\n', 'e\204\129', ' on Friday', 'Ana Ruiz', '. ' }
table.insert(TYPED, '\n\n' .. ALLOW .. '\n\n')

--- Every change that the client tells the server, in order.
local function record(client)
  local changes, notify = {}, client.rpc.notify
  client.rpc.notify = function(method, params)
    if method == 'textDocument/didChange' then
      vim.list_extend(changes, vim.deepcopy(params.contentChanges))
    end
    return notify(method, params)
  end
  return changes
end

--- The byte of a place, in a text whose lines end in LF or CR LF.
local function byte_of(text, place)
  local at = 1
  for _ = 1, place.line do
    at = (text:find('\n', at, true) or #text) + 1
  end
  return at + place.character
end

--- The text after the changes, as the protocol defines them.
local function applied(text, changes)
  for _, change in ipairs(changes) do
    assert(change.range, 'the whole text was sent')
    local from, to = byte_of(text, change.range.start), byte_of(text, change.range['end'])
    text = text:sub(1, from - 1) .. change.text .. text:sub(to)
  end
  return text
end

--- The byte behind which the n-th character of a line begins.
local function boundary(line, n)
  local starts = vim.str_utf_pos(line)
  return n > #starts and #line or starts[n] - 1
end

--- Types, deletes or joins somewhere.
local function edit(buf)
  local count = vim.api.nvim_buf_line_count(buf)
  local row = math.random(0, count - 1)
  local line = vim.fn.getbufoneline(buf, row + 1)
  local length = #vim.str_utf_pos(line)
  local column, dice = math.random(length + 1), math.random()
  local from = boundary(line, column)
  if dice < 0.25 and length > 0 then
    vim.api.nvim_buf_set_text(buf, row, from, row, boundary(line, math.min(column + 3, length + 1)), {})
  elseif dice < 0.35 and count > 5 then
    vim.api.nvim_buf_set_lines(buf, row, row + 1, false, {})
  elseif dice < 0.4 and row + 1 < count then
    vim.api.nvim_buf_set_text(buf, row, #line, row + 1, 0, {})
  else
    vim.api.nvim_buf_set_text(buf, row, from, row, from, vim.split(TYPED[math.random(#TYPED)], '\n'))
  end
end

--- The findings of a buffer by the command line: byte, byte, rule, message.
local function checked(path, text)
  local command = { 'copydesk', 'check', '--output-format', 'json-lines', '--stdin-filename', path, '-' }
  local done = vim.system(command, { stdin = text }):wait()
  assert(done.code < 2, done.stderr)
  local found = {}
  for line in done.stdout:gmatch('[^\n]+') do
    local finding = vim.json.decode(line)
    local from, to = finding.range.start.offset, finding.range['end'].offset
    found[#found + 1] = ('%d-%d %s %s'):format(from, to, finding.rule, finding.message)
  end
  table.sort(found)
  return found
end

--- The findings of a buffer as the editor shows them, in the same words.
local function shown(buf, text)
  local found = {}
  for _, finding in ipairs(vim.diagnostic.get(buf)) do
    local from = byte_of(text, { line = finding.lnum, character = finding.col }) - 1
    local to = byte_of(text, { line = finding.end_lnum, character = finding.end_col }) - 1
    -- Hints at a finding's other places are the editor's own.
    if finding.severity ~= vim.diagnostic.severity.HINT then
      found[#found + 1] = ('%d-%d %s %s'):format(from, to, finding.code, finding.message)
    end
  end
  table.sort(found)
  return found
end

local function storm(edits, line_end)
  local before = ('Rain fell on Leer.\n\n' .. ALLOW .. '\n\nThe river rose.\n\n'):rep(10):gsub('\n', line_end)
  local buf, client = T.draft(before)
  local changes = record(client)
  for i = 1, edits do
    edit(buf)
    -- Let the client send what it holds back now and then, as a writer's pauses do.
    if i % 25 == 0 then
      local sent = #changes
      T.wait('changes to be sent', function()
        return #changes > sent
      end)
    end
  end
  local function text()
    return T.text(buf):gsub('\n', line_end) .. line_end
  end
  T.wait_eq(text(), function()
    return applied(before, changes)
  end)
  assert(#changes >= edits / 2, 'only ' .. #changes .. ' changes were sent')
  local expected = checked(vim.api.nvim_buf_get_name(buf), text())
  assert(#expected > 0, 'the storm left no finding to compare')
  T.wait_eq(expected, function()
    return shown(buf, text())
  end)
end

math.randomseed(tonumber(vim.env.COPYDESK_SEED) or 7)

T.it('after 1,000 edits the findings stand where a fresh check finds them', function()
  storm(1000, '\n')
end)

T.it('and so they do in a draft whose lines end in CR LF', function()
  storm(300, '\r\n')
end)

T.finish()
