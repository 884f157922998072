# Functions of the scripts in this folder, which source this file. See README.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The command of this repository, unless another one is given.
comfilter=$(realpath "${COMFILTER:-target/debug/comfilter}")
[ -x "$comfilter" ] || { echo "there is no $comfilter: run \`cargo build\`, or set COMFILTER" >&2; exit 2; }

folder=$(mktemp -d)
started=() mounted=
finish() {
  local code=$? process
  tmux -S "$folder/tmux" kill-server 2>/dev/null || true
  # With the programs that they have started.
  for process in "${started[@]}"; do kill -- "-$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do wait "$process" 2>/dev/null || true; done
  rm -rf --one-file-system "$folder"
  [ -z "$mounted" ] || rmdir "$mounted"
  [ "$code" = 0 ] || echo "failed" >&2
  exit "$code"
}
trap finish EXIT

# A command line that runs a program in the folder of debian13.sh, which sees $folder and the command too. The mounts end
# with the program.
in_debian13() {
  local root=${DEBIAN13:?is the folder that debian13.sh made}
  mkdir -p "$root$folder" "$folder/bin"
  mounted=$root$folder
  cp "$comfilter" "$folder/bin/comfilter"
  inside=(unshare --mount bash -euc 'root=$1 folder=$2; shift 2
    mount --rbind /dev "$root/dev"; mount -t proc proc "$root/proc"; mount --bind "$folder" "$root$folder"
    exec chroot "$root" env HOME="$folder" LC_ALL=C.UTF-8 PATH="$folder/bin:/usr/bin:/bin" "$@"' bash "$(realpath "$root")" "$folder")
}

# The code blocks in a language of a section of docs/editors.md.
settings() {
  awk -v section="## $1" -v fence="\`\`\`$2" '
    /^## / { here = $0 == section }
    here && $0 == "```" { code = 0 }
    here && code { print }
    here && $0 == fence { code = 1 }' docs/editors.md
}

# The same in each editor.
sample() {
  mkdir -p "$folder/files"
  cat > "$folder/files/jobs.py" <<'END'
import requests

jobs = "https://eu-central1-api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs"
café = "😀"; failed = f"{jobs}?filter=state%20==%20%27ERROR%27"
moving = f"{jobs}?filter=state%20eq%20%27RUNING%27"
late = requests.get(jobs, params={"filter": "State eq 'STALLED'"})
END
  cat > "$folder/files/jobs.comfilter" <<'END'
# The jobs that need a look, café 😀
(state   eq 'ERROR' or state == 'STALLED')   and name ne 'café'
END
}

# Starts a screen without a monitor; its programs find it in DISPLAY.
screen() {
  setsid Xvfb -displayfd 3 -screen 0 "${1:-1400x900}x24" -nolisten tcp 3>"$folder/display" 2>"$folder/xvfb" &
  started+=($!)
  local tries
  for tries in $(seq 200); do [ -s "$folder/display" ] && break; sleep 0.05; done
  DISPLAY=:$(cat "$folder/display")
  export DISPLAY
}

pane() { tmux -S "$folder/tmux" "$@"; }

# Runs an editor in a terminal.
terminal() {
  local columns=$1 lines=$2
  shift 2
  screen
  printf '%s\n' 'set -g status off' 'set -g escape-time 0' 'set -g default-terminal tmux-256color' \
    'set -ga terminal-overrides ",xterm-256color:Tc:bce@"' > "$folder/tmux.conf"
  pane -f "$folder/tmux.conf" new-session -d -x "$columns" -y "$lines" "$(printf '%q ' "$@") 2>$(printf %q "$folder/stderr")"
  TERM=xterm-256color setsid xterm -T editor -fa 'DejaVu Sans Mono' -fs 11 -bg '#1e1e2e' -fg '#dddddd' -b 6 +sb \
    -geometry "${columns}x$lines+0+0" -e tmux -S "$folder/tmux" attach 2>/dev/null &
  started+=($!)
}

keys() {
  local key
  for key in "$@"; do
    pane send-keys "$key"
    # With the next key at once, it is read as Alt and that key.
    if [ "$key" = Escape ]; then sleep 0.2; fi
  done
}

shown() { pane capture-pane -p; }

# Waits until a check passes.
await() {
  local what=$1 end=$((SECONDS + 30))
  shift
  while [ "$SECONDS" -lt "$end" ]; do "$@" && { echo "ok: $what"; return; }; sleep 0.1; done
  echo "not seen: $what" >&2
  if [ -S "$folder/tmux" ]; then shown >&2; fi
  exit 1
}
on_screen() { shown | grep -qF -- "$1"; }
off_screen() { ! on_screen "$1"; }
in_file() { grep -qF -- "$2" "$folder/files/$1"; }
see() { await "on the screen: $1" on_screen "$1"; }
gone() { await "no longer on the screen: $1" off_screen "$1"; }
saved() { await "in $1: $2" in_file "$1" "$2"; }

# Keeps a picture of the window.
picture() {
  # The terminal draws after tmux.
  sleep 0.7
  mkdir -p docs/pictures
  import -window "${2:-editor}" "$folder/$1.png"
  convert "$folder/$1.png" -strip +dither -colors 96 -define png:compression-level=9 "docs/pictures/$1.png"
  echo "ok: docs/pictures/$1.png, $(stat -c %s "docs/pictures/$1.png") bytes"
}
