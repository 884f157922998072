# Functions of the scripts in this folder, which source this file. See README.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The command of this repository, unless another one is given.
comfilter=$(realpath "${COMFILTER:-target/debug/comfilter}")
[ -x "$comfilter" ] || { echo "there is no $comfilter: run \`cargo build\`, or set COMFILTER" >&2; exit 2; }

folder=$(mktemp -d)
started=()
finish() {
  local code=$? process
  tmux -S "$folder/tmux" kill-server 2>/dev/null || true
  for process in "${started[@]}"; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true; done
  rm -rf --one-file-system "$folder"
  [ "$code" = 0 ] || echo "failed" >&2
  exit "$code"
}
trap finish EXIT

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

base = "https://eu-central1-api.greenlake.hpe.com"
café = "😀"; failed = f"{base}/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27ERROR%27"
waiting = f"{base}/compute-ops-mgmt/v1/jobs?filter=state%20eq%20%27PENDNG%27"
late = requests.get(base + "/compute-ops-mgmt/v1/jobs", params={"filter": "State eq 'STALE' or name eq 'café'"})
END
  cat > "$folder/files/jobs.comfilter" <<'END'
# The jobs that need a look, café 😀
(state   eq 'ERROR' or state == 'STALE')   and name ne 'café'
END
}

# Starts a screen without a monitor; its programs find it in DISPLAY.
screen() {
  Xvfb -displayfd 3 -screen 0 "${1:-1400x900}x24" -nolisten tcp 3>"$folder/display" 2>"$folder/xvfb" &
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
    'set -ga terminal-overrides ",xterm-256color:Tc"' > "$folder/tmux.conf"
  pane -f "$folder/tmux.conf" new-session -d -x "$columns" -y "$lines" "$(printf '%q ' "$@") 2>$(printf %q "$folder/stderr")"
  TERM=xterm-256color xterm -T editor -fa 'DejaVu Sans Mono' -fs 11 -bg '#1e1e2e' -fg '#dddddd' -b 6 +sb \
    -geometry "${columns}x$lines+0+0" -e tmux -S "$folder/tmux" attach 2>/dev/null &
  started+=($!)
}

keys() { pane send-keys "$@"; }

shown() { pane capture-pane -p; }

# Waits until a check passes.
await() {
  local what=$1 tries
  shift
  for tries in $(seq 200); do "$@" && { echo "ok: $what"; return; }; sleep 0.1; done
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
  import -window "${2:-editor}" -strip -colors 64 -define png:compression-level=9 "docs/pictures/$1.png"
  echo "ok: docs/pictures/$1.png, $(stat -c %s "docs/pictures/$1.png") bytes"
}
