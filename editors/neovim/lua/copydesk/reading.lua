--- What the desk read in a draft, as a list of places to go to.
local M = {}

local program = require('copydesk.program')

---@alias copydesk.Range { start: { offset: integer }, end: { offset: integer } } bytes from the draft's start
---@alias copydesk.Words { range: copydesk.Range, text: string, name?: string }

---@class copydesk.Quote
---@field range copydesk.Range
---@field kind string
---@field attribution string
---@field speaker? copydesk.Words
---@field cue? copydesk.Words

---@class copydesk.Reading what `copydesk read` prints, as far as it is used here
---@field quotes copydesk.Quote[]
---@field names { name: string, kind: string, mentions: copydesk.Words[] }[]

--- Reads the current draft as it stands, saved or not.
---@param lines string[]
---@return copydesk.Reading?
local function read(lines)
  local path = vim.api.nvim_buf_get_name(0)
  if path == '' then
    path = vim.bo.filetype == 'markdown' and 'untitled.md' or 'untitled.txt'
  end
  local arguments = { 'read', '--output-format', 'json-lines', '--stdin-filename', path, '-' }
  local printed = program.run(arguments, table.concat(lines, '\n') .. '\n')
  return printed and vim.json.decode(printed, { luanil = { object = true } })
end

--- What a list's line says, and where: one for each kind of list.
---@type table<string, fun(draft: copydesk.Reading, add: fun(range: copydesk.Range, text: string))>
local lists = {
  quotes = function(draft, add)
    for _, quote in ipairs(draft.quotes) do
      local speaker = quote.speaker and (quote.speaker.name or quote.speaker.text) or 'no one'
      local cue = quote.cue and (' (' .. quote.cue.text .. ')') or ''
      add(quote.range, ('%s%s - %s, %s'):format(speaker, cue, quote.kind, quote.attribution))
    end
  end,
  names = function(draft, add)
    for _, name in ipairs(draft.names) do
      for i, mention in ipairs(name.mentions) do
        add(mention.range, ('%s - %s, %d of %d: %s'):format(name.name, name.kind, i, #name.mentions, mention.text))
      end
    end
  end,
}

--- Turns bytes from the start of the draft into a line and a column, both from 1.
---@param lines string[]
---@param offset integer
---@return integer, integer
local function place(lines, offset)
  local line = 1
  while line < #lines and offset > #lines[line] do
    offset = offset - #lines[line] - 1
    line = line + 1
  end
  return line, offset + 1
end

--- Fills the window's location list, or the quickfix list, and opens it.
---@param what 'names'|'quotes'
---@param quickfix? boolean
function M.list(what, quickfix)
  local lines, items = vim.api.nvim_buf_get_lines(0, 0, -1, false), {}
  local draft, buf = read(lines), vim.api.nvim_get_current_buf()
  if not draft then
    return
  end
  lists[what](draft, function(range, text)
    local item = { bufnr = buf, text = text:gsub('%s+', ' ') }
    item.lnum, item.col = place(lines, range.start.offset)
    item.end_lnum, item.end_col = place(lines, range['end'].offset)
    items[#items + 1] = item
  end)
  local list = { title = 'copydesk ' .. what, items = items }
  if quickfix then
    vim.fn.setqflist({}, ' ', list)
    vim.cmd('botright copen')
  else
    vim.fn.setloclist(0, {}, ' ', list)
    vim.cmd('lopen')
  end
end

return M
