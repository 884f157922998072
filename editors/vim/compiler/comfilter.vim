" `:compiler comfilter`, then `:make %:S` checks the filters of a file, and `:make` those below the folder.

if exists('current_compiler')
  finish
endif
let current_compiler = 'comfilter'

let s:cpo_save = &cpo
set cpo&vim

CompilerSet makeprg=comfilter\ lint\ --format\ concise\ $*
" A column counts characters, and `%c` would be one of bytes. The last pattern drops the summary.
CompilerSet errorformat=
      \%f:%l:%v:\ %trror%m,
      \%f:%l:%v:\ %tarning%m,
      \%I%f:%l:%v:\ hint%m,
      \%-G%\\d%\\+\ filter%.%#

let &cpo = s:cpo_save
unlet s:cpo_save
