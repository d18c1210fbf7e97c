# Cài đặt cho riêng người dùng này / installs for this person only. Không cần quyền quản trị / needs no administrator.
$ErrorActionPreference = 'Stop'
$version = '@VERSION@'
$target = Join-Path $env:LOCALAPPDATA 'MotCua\Agent'
$new = "$target.new"

# A folder cannot be replaced while it is somebody's current one, and an agent that runs holds its files open.
Set-Location -LiteralPath $env:TEMP
Get-Process -Name node -ErrorAction SilentlyContinue |
  Where-Object { $_.Path -eq (Join-Path $target 'bin\node.exe') } |
  ForEach-Object { $_.Kill(); $_.WaitForExit() }

# Nothing is left half replaced: the new folder is complete before it takes the place of the old one.
if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Recurse -Force }
New-Item -ItemType Directory -Path $new -Force | Out-Null
Copy-Item -Path (Join-Path $PSScriptRoot '*') -Destination $new -Recurse -Force
# Windows would ask about every file that came from the web.
Get-ChildItem -LiteralPath $new -Recurse -File | Unblock-File
if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
Move-Item -LiteralPath $new -Destination $target

$starter = Join-Path $target 'motcua-agent.vbs'
$wscript = Join-Path $env:SystemRoot 'System32\wscript.exe'
$run = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run'
Set-ItemProperty -Path $run -Name 'MotCuaAgent' -Value "`"$wscript`" `"$starter`""

$shortcut = (New-Object -ComObject WScript.Shell).CreateShortcut(
  (Join-Path ([Environment]::GetFolderPath('Programs')) 'Cong cu ky dien tu Mot Cua.lnk'))
$shortcut.TargetPath = $wscript
$shortcut.Arguments = "`"$starter`""
$shortcut.WorkingDirectory = $target
$shortcut.Save()

$entry = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\MotCuaAgent'
New-Item -Path $entry -Force | Out-Null
Set-ItemProperty -Path $entry -Name 'DisplayName' -Value 'Công cụ ký điện tử Một Cửa'
Set-ItemProperty -Path $entry -Name 'DisplayVersion' -Value $version
Set-ItemProperty -Path $entry -Name 'Publisher' -Value 'Một Cửa'
Set-ItemProperty -Path $entry -Name 'InstallLocation' -Value $target
$uninstall = Join-Path $target 'uninstall.ps1'
Set-ItemProperty -Path $entry -Name 'UninstallString' -Value "powershell.exe -NoProfile -ExecutionPolicy Bypass -File `"$uninstall`""

Start-Process -FilePath $wscript -ArgumentList "`"$starter`""
Write-Host "Đã cài đặt vào $target; công cụ đang chạy và sẽ tự chạy khi đăng nhập máy."
Write-Host "Installed in $target; it is running, and starts by itself with each login."
