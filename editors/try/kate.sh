#!/usr/bin/env bash
# Kate of Debian 13, on a screen without a monitor.
source "$(dirname "$0")/common.sh"
sample
# Kate knows the language of such a file by its first line, and gives its name to the server.
printf '%s\n' '#!/bin/bash' 'curl -H "$auth" "$base/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27RUNING%27"' > "$folder/files/deploy"
in_debian13
mkdir -p "$folder/.config/kate/lspclient" "$folder/.local/share/org.kde.syntax-highlighting/syntax"
settings Kate json > "$folder/.config/kate/lspclient/settings.json"
settings Kate xml > "$folder/.local/share/org.kde.syntax-highlighting/syntax/comfilter.xml"
screen 1100x400
# Without a window manager, no window is active, and Qt ignores keys with Ctrl.
setsid openbox >"$folder/openbox" 2>/dev/null &
started+=($!)

x() { xdotool "$@"; }
window() { x search --onlyvisible --class kate >/dev/null 2>&1; }
# The words on the screen, as far as Tesseract can read them.
words() {
  import -window root "$folder/screen.png"
  convert "$folder/screen.png" -colorspace gray -resize 300% "$folder/large.png"
  tesseract "$folder/large.png" - 2>/dev/null
}
on_screen() { words | grep -qiE -- "$1"; }
# Opens a file in a new window, without asking about the old one.
edit() {
  setsid "${inside[@]}" DISPLAY="$DISPLAY" dbus-run-session -- kate -n "$folder/files/$1" 2>> "$folder/stderr" &
  started+=($!)
  await "a window" window
  sleep 2
  x search --onlyvisible --class kate windowactivate windowsize --sync 1100 400 windowmove 0 0
  sleep 2
}
search() {
  x key ctrl+f
  sleep 1
  x type "$1"
  sleep 0.5
  x key Return Escape
  sleep 0.5
}
quit() {
  x key ctrl+q
  await "no window" no_window
}
no_window() { ! window; }

edit jobs.py
see "Do you want the LSP server"
x key Return
sleep 3
search ==
x key alt+Return
see "write .?eq.? .foreign-operator"
picture kate root
x key Down Return
sleep 1
x key ctrl+s
saved jobs.py "state%20eq%20%27ERROR%27"
quit

edit jobs.comfilter
search ==
x key alt+Return
see "write .?eq.? .foreign-operator"
x key Down Return
sleep 1
x key ctrl+s
saved jobs.comfilter "state eq 'STALLED'"
quit

edit deploy
search RUNING
x key alt+Return
see "ignore .?unknown.value"
