#!/usr/bin/env bash
# Makes a folder with Debian 13 for helix.sh and kate.sh, as root.
#   editors/try/debian13.sh FOLDER
set -euo pipefail
mmdebstrap --variant=minbase --include=hx,kate,breeze-icon-theme,dbus,emacs-nox,fonts-dejavu-core trixie "${1:?is a folder}"
