#!/usr/bin/env bash
# Emacs in a terminal; tests/integrations.rs tests more of it with emacs.el.
source "$(dirname "$0")/common.sh"
sample
mkdir -p "$folder/.emacs.d"
{
  # Emacs compiles its packages while it runs, and reports that.
  echo "(setq native-comp-async-report-warnings-errors nil inhibit-startup-screen t)"
  settings Emacs elisp
  echo "(load-theme 'wombat t) (menu-bar-mode -1) (global-display-line-numbers-mode)"
} > "$folder/.emacs.d/init.el"
terminal 116 20 env TERM=xterm-256color COLORTERM=truecolor PATH="$(dirname "$comfilter"):$PATH" HOME="$folder" LC_ALL=C.UTF-8 \
  emacs -nw "$folder/files/jobs.py"

see "Flymake[2 1 2]"
keys M-x flymake-show-buffer-diagnostics Enter
see "\`==\` is not an operator"
# Eglot 1.9 has a command for quick fixes alone, which only lists them.
keys C-s == Enter C-b C-b M-x eglot-code-actions Enter
see "Pick an action (default write \`eq\`"
picture emacs
keys Enter
see "state%20eq%20%27ERROR%27"
gone "is not an operator"
keys C-x C-s
saved jobs.py "state%20eq%20%27ERROR%27"

keys C-x 1 C-x C-f jobs.comfilter Enter
# Flymake begins with the first command in the file.
keys C-n
see "Flymake[1 0 1]"
keys C-s == Enter C-b C-b M-x eglot-code-actions Enter
see "Pick an action (default write \`eq\`"
keys Enter M-x eglot-format-buffer Enter
see "(state eq 'ERROR' or state eq 'STALLED') and"
keys C-x C-s
saved jobs.comfilter "(state eq 'ERROR' or state eq 'STALLED') and name ne 'café'"
