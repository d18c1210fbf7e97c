' Starts the agent of this folder without a window of its own.
Dim shell, folder
Set shell = CreateObject("WScript.Shell")
folder = CreateObject("Scripting.FileSystemObject").GetParentFolderName(WScript.ScriptFullName)
shell.Environment("PROCESS")("NODE_OPTIONS") = ""
shell.Environment("PROCESS")("NODE_PATH") = ""
shell.Environment("PROCESS")("NODE_EXTRA_CA_CERTS") = ""
shell.Run """" & folder & "\bin\node.exe"" """ & folder & "\agent\main.mjs""", 0, False
