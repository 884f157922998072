#!/usr/bin/env bash
# Helix of Debian 13.
source "$(dirname "$0")/common.sh"
sample
in_debian13
mkdir -p "$folder/.config/helix"
settings Helix toml > "$folder/.config/helix/languages.toml"
printf '%s\n' 'theme = "onedark"' '[editor]' 'true-color = true' 'end-of-line-diagnostics = "hint"' \
  '[editor.lsp]' 'display-inlay-hints = true' > "$folder/.config/helix/config.toml"
terminal 116 20 "${inside[@]}" TERM=tmux-256color COLORTERM=truecolor hx "$folder/files/jobs.py"

see "\`==\` is not an operator"
see "\`RUNING\` is not"
keys /== Enter Space a
see "write \`eq\`"
keys Enter
gone "\`==\` is not an operator"
keys /RUNING Enter Space k
see "Jobs whose state is 'RUNING'"
picture helix
keys Escape c R C-x
see "'APPROVAL_PENDING'"
keys C-n Enter Escape :w Enter
saved jobs.py 'state%20eq%20%27ERROR%27'
saved jobs.py 'state%20eq%20%27RUNNING%27"'

keys ":open $folder/files/jobs.comfilter" Enter
see "\`==\` is not an operator"
keys /== Enter Space a
see "write \`eq\`"
keys Enter
gone "\`==\` is not an operator"
keys :fmt Enter ge o Enter resu C-x
see "resultCode"
keys C-n Enter " eq null" Escape :w Enter
saved jobs.comfilter "(state eq 'ERROR' or state eq 'STALLED') and name ne 'café'"
saved jobs.comfilter "resultCode eq null"
