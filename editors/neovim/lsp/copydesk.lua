-- How Neovim starts the copy desk; `vim.lsp.enable('copydesk')` is all a user writes.

---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'lsp' },
  filetypes = { 'markdown', 'text' },
  -- Settings hold for the folder they stand in. A draft without either is served all the same.
  root_markers = { 'copydesk.toml', '.git' },
}
