#!/usr/bin/env bash
# Emacs in a terminal; tests/integrations.rs tests more of it with emacs.el.
source "$(dirname "$0")/common.sh"
sample
{
  settings Emacs elisp
  echo "(load-theme 'wombat t) (menu-bar-mode -1) (global-display-line-numbers-mode) (setq inhibit-startup-screen t)"
} > "$folder/init.el"
terminal 116 20 env TERM=xterm-256color COLORTERM=truecolor PATH="$(dirname "$comfilter"):$PATH" HOME="$folder" LC_ALL=C.UTF-8 \
  emacs -nw -q --load "$folder/init.el" "$folder/files/jobs.py"

see "Flymake[3 3"
keys M-g M-g 4 Enter C-s == Enter C-b
see "is not an operator"
keys M-x eglot-code-action-quickfix Enter Enter
see XX
