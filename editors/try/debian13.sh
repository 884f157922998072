#!/usr/bin/env bash
# Makes the folder with Debian 13 for helix.sh and kate.sh, as root: 1.3 GB, a minute or two.
#   editors/try/debian13.sh FOLDER
set -euo pipefail
mmdebstrap --variant=minbase --include=hx,kate,breeze-icon-theme,xvfb,dbus,xdotool,imagemagick,tesseract-ocr,fonts-dejavu-core \
  trixie "$1"
