" The copy desk in Vim 9, by Debian's ALE.
let s:readme = readfile($HOME .. '/copydesk/editors/README.md')
let s:from = index(s:readme, '```vim') + 1
let s:recipe = s:readme[s:from : index(s:readme, '```', s:from) - 1]

" As a user of Debian's package has it.
set hidden
packadd! ale
call writefile(s:recipe, $VERDICT .. '.vim')
execute 'source ' .. $VERDICT .. '.vim'
runtime plugin/ale.vim
filetype plugin on

let s:allow = '<!-- copydesk: allow no-such-rule -->'

func s:Findings()
  return map(copy(ale#engine#GetLoclist(bufnr(''))), '[v:val.code, v:val.lnum, v:val.col, v:val.end_col]')
endfunc

func s:WaitFor(expected)
  for _ in range(600)
    if s:Findings() == a:expected | return | endif
    sleep 50m
  endfor
  call add(v:errors, 'expected ' .. string(a:expected) .. ' found ' .. string(s:Findings()))
endfunc

let s:folder = tempname()
call mkdir(s:folder, 'p')
call writefile(['Élan 👍🏽', '', s:allow, '', 'It rained.'], s:folder .. '/draft.md')
execute 'edit ' .. s:folder .. '/draft.md'
setfiletype markdown
call ale#Queue(0)
call s:WaitFor([['unused-allow', 3, 1, len(s:allow)]])
call append(0, ['👍🏽', ''])
doautocmd <nomodeline> TextChanged
call s:WaitFor([['unused-allow', 5, 1, len(s:allow)]])
call deletebufline('', 5, 6)
doautocmd <nomodeline> TextChanged
call s:WaitFor([])

call writefile(v:errors + [empty(v:errors) ? '1 passed, 0 failed' : '0 passed, 1 failed'], $VERDICT)
execute empty(v:errors) ? 'qall!' : 'cquit!'
