-- Defines `:Copydesk`; what it does is loaded when it is first used. Releases before 0.11 have
-- neither `lsp/` nor what the commands need; the manual tells how they start the server.
if vim.fn.has('nvim-0.11') == 1 then
  vim.api.nvim_create_user_command('Copydesk', function(call)
    require('copydesk').run(call)
  end, {
    nargs = '+',
    bang = true,
    desc = 'A rule explained; the names or the quotations of the draft',
    complete = function(...)
      return require('copydesk').complete(...)
    end,
  })
end
