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
screen 1100x425
# Without a window manager, no window is active, and Qt ignores keys with Ctrl.
openbox 2>/dev/null &
started+=($!)

x() { xdotool "$@"; }
window() { x search --onlyvisible --class kate >/dev/null 2>&1; }
# The words on the screen, as far as they can be read.
words() {
  import -window root "$folder/screen.png"
  convert "$folder/screen.png" -colorspace gray -resize 300% "$folder/large.png"
  tesseract "$folder/large.png" - 2>/dev/null
}
on_screen() { words | grep -qiE -- "$1"; }
edit() {
  "${inside[@]}" DISPLAY="$DISPLAY" dbus-run-session -- kate -n "$folder/files/$1" 2>> "$folder/stderr" &
  started+=($!)
  await "a window" window
  see "$2"
}
find() {
  x key ctrl+f
  sleep 1
  x type "$1"
  x key Return Escape
  sleep 0.5
}

edit jobs.py "Do you want the LSP server"
x key Return
sleep 3
x search --onlyvisible --class kate windowactivate windowsize --sync 1100 400 windowmove 0 0
find ==
x key alt+Return
see "write .?eq.? .foreign-operator"
picture kate root
x key Down Return
sleep 1

x key ctrl+s
saved jobs.py "state%20eq%20%27ERROR%27"
x mousemove 300 158
sleep 3
import -window root /tmp/k/a.png
edit jobs.comfilter "jobs.comfilter"
find ==
x key alt+Return
see "write .?eq.? .foreign-operator"
x key Down Return
sleep 1
x key ctrl+End
x key Return
x type "resu"
sleep 1
x key ctrl+space
sleep 2
import -window root /tmp/k/b.png
x key Return
x type " eq null"
x key ctrl+s
saved jobs.comfilter "resultCode eq null"
saved jobs.comfilter "state eq 'STALLED'"
edit deploy deploy
sleep 3
import -window root /tmp/k/c.png
