#!/usr/bin/env bash
# Vim with ALE, as Debian 12 has them.
source "$(dirname "$0")/common.sh"
sample
# ALE 3.3 takes a column for a number of bytes, so nothing is in its place after such characters.
sed -i 's/^café = "😀"; //' "$folder/files/jobs.py"
{
  # The package of Debian is loaded on demand.
  echo 'packadd! ale'
  settings Vim vim
  echo 'filetype plugin on | syntax on | set termguicolors background=dark number laststatus=2 shortmess+=I | colorscheme habamax | hi Normal guibg=NONE'
} > "$folder/vimrc"
terminal 116 24 env COLORTERM=truecolor PATH="$(dirname "$comfilter"):$PATH" HOME="$folder" \
  vim -Nn -i NONE -u "$folder/vimrc" "$folder/files/jobs.py"

see "\`==\` is not an operator"
see "\`RUNING\` is not"
keys 6G0/State Enter :ALECodeAction Enter
see "1) write \`state\`"
keys 1 Enter
gone "unknown property"
keys :ALEHover Enter
see "Jobs whose state is STALLED"
picture vim
keys :only Enter 4G0/== Enter :ALECodeAction Enter
see "1) write \`eq\`"
keys 1 Enter :w Enter
saved jobs.py "state eq 'STALLED'"
saved jobs.py "state%20eq%20%27ERROR%27"

keys ':e %:h/jobs.comfilter' Enter
see "\`==\` is not an operator"
keys Go Enter resu C-x C-a
see "resultCode"
keys C-n C-y " eq null" Escape :w Enter
saved jobs.comfilter "resultCode eq null"
