--- The binary, run for one answer.
local M = {}

--- The binary that serves the editor, so that commands and findings agree.
---@return string
function M.path()
  local config = vim.lsp.config.copydesk
  return config and type(config.cmd) == 'table' and config.cmd[1] or 'copydesk'
end

--- Runs the binary; nil if it can't be started.
---@param arguments string[]
---@param input? string
---@return vim.SystemCompleted?
function M.try(arguments, input)
  local command = vim.list_extend({ M.path() }, arguments)
  local started, process = pcall(vim.system, command, { stdin = input })
  return started and process:wait(10000) or nil
end

--- What the binary prints; nil, and the user told why, if it fails.
---@param arguments string[]
---@param input? string
---@return string?
function M.run(arguments, input)
  local done = M.try(arguments, input)
  if done and done.code == 0 then
    return done.stdout
  end
  local cannot = ('copydesk: cannot run `%s`; see :checkhealth copydesk'):format(M.path())
  vim.notify(done and vim.trim(done.stderr) or cannot, vim.log.levels.ERROR)
end

--- The names of all rules; none if the binary can't be run.
---@return string[]
function M.rules()
  local done, rules = M.try({ 'explain' }), {}
  for rule in (done and done.stdout or ''):gmatch('([%l-]+)  [^\n]*\n') do
    rules[#rules + 1] = rule
  end
  return rules
end

return M
