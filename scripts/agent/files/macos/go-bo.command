#!/bin/sh
# Gỡ bỏ những gì cai-dat.command đã cài / removes what cai-dat.command has installed.
set -eu
launchctl bootout "gui/$(id -u)/vn.motcua.agent" 2> /dev/null || true
rm -f "$HOME/Library/LaunchAgents/vn.motcua.agent.plist"
rm -rf "$HOME/Applications/MotCua Agent.app"
echo "Đã gỡ bỏ. Danh sách trang đã cho phép được giữ lại. / Removed. The list of allowed sites is kept."
