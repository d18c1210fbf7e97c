#!/bin/sh
# Gỡ bỏ những gì install.sh đã cài / removes what install.sh has installed.
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
home=$HOME/.local/opt/motcua-agent
rm -f "${XDG_CONFIG_HOME:-$HOME/.config}/autostart/motcua-agent.desktop" "$HOME/.local/bin/motcua-agent" \
  "$data/applications/motcua-agent.desktop" "$data/icons/hicolor/scalable/apps/motcua-agent.svg"
rm -rf "$home"
echo "Đã gỡ bỏ. Danh sách trang đã cho phép được giữ lại. / Removed. The list of allowed sites is kept."
