--- `:checkhealth copydesk`: is the binary there, does it serve this editor, are the settings sound.
local M = {}

local health = vim.health
local program = require('copydesk.program')

---@return boolean
local function check_binary()
  local path = program.path()
  local done = program.try({ '--version' })
  if not done then
    health.error(('`%s` is not on the PATH'):format(path), 'Install it, or name it: |copydesk-binary|.')
  elseif done.code ~= 0 then
    health.error(('`%s` ends with %d'):format(path, done.code), vim.trim(done.stderr))
  else
    health.ok(('%s: %s'):format(vim.fn.exepath(path), vim.trim(done.stdout)))
  end
  return done ~= nil and done.code == 0
end

--- Tells of every client and returns the drafts that they serve.
---@return string[]
local function check_clients()
  local clients, drafts = vim.lsp.get_clients({ name = 'copydesk' }), {}
  for _, client in ipairs(clients) do
    local root, buffers = client.root_dir or 'no folder', vim.tbl_keys(client.attached_buffers)
    health.ok(('Serves %d draft(s) of %s, counts in %s'):format(#buffers, root, client.offset_encoding))
    vim.list_extend(drafts, vim.tbl_map(vim.api.nvim_buf_get_name, buffers))
  end
  if #clients == 0 and vim.lsp.is_enabled('copydesk') then
    health.info('No draft is open; the server starts with the first.')
  elseif #clients == 0 then
    health.warn('The server is not enabled', "Write `vim.lsp.enable('copydesk')` in your init.lua.")
  end
  return drafts
end

--- Tells which settings file holds for each draft, and whether it is sound.
---@param drafts string[]
local function check_settings(drafts)
  local seen = {}
  for _, draft in ipairs(drafts) do
    local file = vim.fs.find('copydesk.toml', { path = vim.fs.dirname(draft), upward = true })[1]
    local done = not seen[file or ''] and program.try({ 'config', 'show', draft })
    seen[file or ''] = true
    if done and done.code ~= 0 then
      health.error(vim.trim(done.stderr))
    elseif done then
      health.ok(file and ('Settings: ' .. file) or 'No copydesk.toml: the defaults hold.')
    end
  end
end

function M.check()
  health.start('copydesk')
  if check_binary() then
    local drafts = check_clients()
    check_settings(#drafts > 0 and drafts or { vim.uv.cwd() .. '/draft.md' })
  end
end

return M
