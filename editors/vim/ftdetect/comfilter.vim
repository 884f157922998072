autocmd BufRead,BufNewFile *.comfilter setfiletype comfilter
