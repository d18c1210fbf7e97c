@echo off
rem Runs the agent of this folder, in this window, on its own Node.
setlocal
set NODE_OPTIONS=
set NODE_PATH=
set NODE_EXTRA_CA_CERTS=
"%~dp0bin\node.exe" "%~dp0agent\main.mjs" %*
