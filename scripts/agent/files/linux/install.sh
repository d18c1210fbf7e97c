#!/bin/sh
# Cài đặt cho riêng người dùng này / installs for this person only. Không cần quyền quản trị / needs no administrator.
set -eu
from=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
home=$HOME/.local/opt/motcua-agent
autostart=${XDG_CONFIG_HOME:-$HOME/.config}/autostart

# Nothing is left half replaced: the new folder is complete before it takes the place of the old one.
mkdir -p "$data/applications" "$data/icons/hicolor/scalable/apps" "$autostart" "$HOME/.local/bin" "${home%/*}"
rm -rf "$home.new"
cp -R "$from" "$home.new"
rm -rf "$home"
mv "$home.new" "$home"

# `&` and `|` have a meaning in what sed puts in.
place=$(printf '%s' "$home" | sed 's/[&|\\]/\\&/g')
sed "s|@HOME@|$place|" "$home/share/menu.desktop" > "$data/applications/motcua-agent.desktop"
sed "s|@HOME@|$place|" "$home/share/autostart.desktop" > "$autostart/motcua-agent.desktop"
cp "$home/share/motcua-agent.svg" "$data/icons/hicolor/scalable/apps/motcua-agent.svg"
printf '#!/bin/sh\nexec "%s/motcua-agent" "$@"\n' "$home" > "$HOME/.local/bin/motcua-agent"
chmod 755 "$HOME/.local/bin/motcua-agent"

echo "Đã cài đặt vào $home. Chạy: ~/.local/bin/motcua-agent (tự chạy từ lần đăng nhập máy sau)."
echo "Installed in $home. Run it: ~/.local/bin/motcua-agent (starts by itself from the next login on)."
