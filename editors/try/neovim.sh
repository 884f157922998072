#!/usr/bin/env bash
# Neovim in a terminal; tests/integrations.rs tests more of it with neovim.lua.
source "$(dirname "$0")/common.sh"
sample
settings Neovim lua > "$folder/init.lua"
terminal 116 20 env COLORTERM=truecolor PATH="$(dirname "$comfilter"):$PATH" XDG_CONFIG_HOME="$folder" XDG_DATA_HOME="$folder" \
  XDG_STATE_HOME="$folder" nvim -n -i NONE -u "$folder/init.lua" -c 'set number signcolumn=yes' "$folder/files/jobs.py"
see "\`==\` is not an operator"
see "\`RUNING\` is not"
keys 5G0/RUNING Enter K
see "Jobs whose state is 'RUNING'"
picture neovim
keys :fclose Enter gg
# The list of the fixes, and the number of the first.
keys /== Enter gra
see "1: write \`eq\`"
keys 1 Enter
gone "\`==\` is not an operator"
keys /RUNING Enter ct% R C-x C-o
see "'APPROVAL_PENDING'"
keys C-n C-y Escape :w Enter
saved jobs.py 'state%20eq%20%27ERROR%27'
saved jobs.py 'state%20eq%20%27RUNNING%27'
