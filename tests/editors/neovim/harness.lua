--- A plain runner for tests inside Neovim: `nvim --clean --headless -l spec/some.lua`.
--- Nothing here sleeps to let something happen: it waits until it has, or a generous deadline.
local T = {}

local DEADLINE = 30000

T.repository = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h:h:h')
local passed, failed = 0, 0

--- The plugin, as a user has it.
function T.plugin()
  vim.cmd('filetype plugin on')
  vim.opt.runtimepath:prepend(T.repository .. '/editors/neovim')
  vim.cmd('runtime! plugin/copydesk.lua')
  vim.lsp.enable('copydesk')
end

--- Runs a test, without the buffers of those before it.
function T.it(name, test)
  vim.cmd('silent! %bwipeout!')
  local ok, why = xpcall(test, debug.traceback)
  io.stdout:write((ok and 'ok    ' or 'FAIL  ') .. name .. '\n' .. (ok and '' or tostring(why) .. '\n'))
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
end

function T.eq(found, expected)
  if not vim.deep_equal(found, expected) then
    error(('expected %s\nfound %s'):format(vim.inspect(expected), vim.inspect(found)), 2)
  end
end

--- Fails unless a text holds some words.
function T.has(text, words)
  if not text:find(words, 1, true) then
    error(('expected %q in\n%s'):format(words, text), 2)
  end
end

--- Waits until a condition gives something, and returns that.
function T.wait(what, condition)
  local result
  local came = vim.wait(DEADLINE, function()
    result = condition()
    return result
  end, 10)
  return came and result or error('waited in vain for ' .. what, 2)
end

--- Waits until a value is the one expected.
function T.wait_eq(expected, value)
  local found
  vim.wait(DEADLINE, function()
    found = value()
    return vim.deep_equal(found, expected)
  end, 10)
  T.eq(found, expected)
end

--- A new folder with files: `{ ['draft.md'] = 'text' }`.
function T.folder(files)
  local folder = vim.fn.tempname()
  for name, text in pairs(files) do
    local path = folder .. '/' .. name
    vim.fn.mkdir(vim.fs.dirname(path), 'p')
    T.write(path, text)
  end
  return folder
end

function T.write(path, text)
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

function T.file(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

--- Opens a file and waits until the desk serves it.
function T.edit(path)
  vim.cmd.edit(vim.fn.fnameescape(path))
  local buf = vim.api.nvim_get_current_buf()
  local client = T.wait('the server', function()
    return vim.lsp.get_clients({ bufnr = buf, name = 'copydesk' })[1]
  end)
  T.wait('the answer to initialize', function()
    return client.initialized
  end)
  return buf, client
end

--- Opens a draft in a folder of its own.
function T.draft(text, name)
  name = name or 'draft.md'
  return T.edit(T.folder({ [name] = text }) .. '/' .. name)
end

function T.text(buf)
  return table.concat(vim.api.nvim_buf_get_lines(buf or 0, 0, -1, false), '\n')
end

--- The rules found in a buffer, each with the words it stands at, in their order.
function T.findings(buf)
  local found = vim.diagnostic.get(buf or 0)
  table.sort(found, function(a, b)
    return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col
  end)
  return vim.tbl_map(function(finding)
    local words = vim.api.nvim_buf_get_text(
      finding.bufnr,
      finding.lnum,
      finding.col,
      finding.end_lnum,
      math.min(finding.end_col, #vim.fn.getbufoneline(finding.bufnr, finding.end_lnum + 1)),
      {}
    )
    return finding.code .. ': ' .. table.concat(words, '\n')
  end, found)
end

--- The rules found in a buffer, in their order.
function T.rules(buf)
  return vim.tbl_map(function(finding)
    return finding:match('^[^:]+')
  end, T.findings(buf))
end

--- Puts the cursor on the first place of some words.
function T.at(words)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  assert(vim.fn.search('\\V\\C' .. vim.fn.escape(words, '\\'), 'c') > 0, 'not in the draft: ' .. words)
end

--- Asks the server something about the place of the cursor, and fails if it says no.
function T.ask(client, method, more)
  local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
  -- A buffer named by its number has its latest edits sent first; 0 would not do.
  local buf = vim.api.nvim_get_current_buf()
  local answer = client:request_sync(method, vim.tbl_extend('force', place, more or {}), DEADLINE, buf)
  assert(answer, 'no answer to ' .. method)
  assert(not answer.err, vim.inspect(answer.err))
  return answer.result
end

--- The Lua that the manual recommends under a tag.
function T.recipe(tag)
  local manual = T.file(T.repository .. '/editors/neovim/doc/copydesk.txt')
  local from = assert(manual:find('*' .. tag .. '*', 1, true), 'no such tag: ' .. tag)
  return assert(manual:match('>lua\n(.-)\n<', from), 'no Lua under ' .. tag)
end

--- Stops the servers, makes sure that none is left, tells what passed, and ends.
function T.finish()
  T.it('the server ends with its client', function()
    vim.lsp.stop_client(vim.lsp.get_clients())
    T.wait('the end of the server', function()
      return #vim.api.nvim_get_proc_children(vim.fn.getpid()) == 0
    end)
  end)
  io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
  os.exit(failed == 0 and 0 or 1)
end

package.loaded.harness = T
return T
