# Gỡ bỏ những gì install.ps1 đã cài / removes what install.ps1 has installed.
$ErrorActionPreference = 'Stop'
$target = Join-Path $env:LOCALAPPDATA 'MotCua\Agent'

Get-Process -Name node -ErrorAction SilentlyContinue |
  Where-Object { $_.Path -eq (Join-Path $target 'bin\node.exe') } |
  ForEach-Object { $_.Kill(); $_.WaitForExit() }

$run = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run'
Remove-ItemProperty -Path $run -Name 'MotCuaAgent' -ErrorAction SilentlyContinue
Remove-Item -LiteralPath 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\MotCuaAgent' -Recurse -ErrorAction SilentlyContinue
$shortcut = Join-Path ([Environment]::GetFolderPath('Programs')) 'Cong cu ky dien tu Mot Cua.lnk'
if (Test-Path -LiteralPath $shortcut) { Remove-Item -LiteralPath $shortcut }
# A folder cannot be removed while it is somebody's current one.
Set-Location -LiteralPath $env:TEMP
if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
Write-Host 'Đã gỡ bỏ. Danh sách trang đã cho phép được giữ lại. / Removed. The list of allowed sites is kept.'
