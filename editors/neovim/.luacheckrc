-- `luacheck .`; Neovim's own table is written to where options are set.
std = 'luajit'
globals = { 'vim' }
max_line_length = 120
