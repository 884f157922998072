" A linter for ALE, which finds it by its name.

call ale#linter#Define('comfilter', {
\   'name': 'comfilter',
\   'executable': 'comfilter',
\   'command': '%e lint --format concise -',
\   'callback': 'ale_linters#comfilter#comfilter#Handle',
\})

function! ale_linters#comfilter#comfilter#Handle(buffer, lines) abort
    let l:types = {'error': 'E', 'warning': 'W', 'hint': 'I'}
    let l:found = []

    for l:match in ale#util#GetMatches(a:lines, '\v^-:(\d+):(\d+): (\l+)\[([a-z-]+)\] (.*)$')
        " A column counts characters, not bytes.
        call add(l:found, {
        \   'lnum': str2nr(l:match[1]),
        \   'col': str2nr(l:match[2]),
        \   'vcol': 1,
        \   'type': get(l:types, l:match[3], 'E'),
        \   'code': l:match[4],
        \   'text': l:match[5],
        \})
    endfor

    return l:found
endfunction
