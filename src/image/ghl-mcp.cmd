@echo off
rem Starts ghl-mcp on its own Java runtime, from any folder. No block in parentheses: a path may hold one.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "home=%%~fI"
rem What a developer has set for other Java programs is not meant for it, and may stop it.
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_AOT_VM_OPTIONS="
set "CLASSPATH="
set "_JAVA_LAUNCHER_DEBUG="
rem The same as in bin/ghl-mcp. The command may come after options. Labels need the line ends of DOS.
set "memory=-Xmx512m -Xmn24m"
set "threads="
set "compiler=-XX:TieredStopAtLevel=1"
if "%~1"=="stdio" set "threads=-Djdk.virtualThreadScheduler.parallelism=1 -Djdk.pollerMode=1"
:argument
if "%~1"=="" goto start
if "%~1"=="http" set "memory=-Xmx1g -Xmn256m"
for %%C in (stdio http sandbox watch) do if "%~1"=="%%C" goto serves
shift
goto argument
:serves
set "compiler="
:start
if not defined GHL_MCP_AOT set "GHL_MCP_AOT=-XX:AOTCache=%home%\ghl-mcp.aot"
if not defined GHL_MCP_MAIN set "GHL_MCP_MAIN=dev.ghlmcp.Main"
"%home%\runtime\bin\java.exe" "@%home%\lib\java.options" %memory% "%GHL_MCP_AOT%" "-Dghlmcp.home=%home%" "-Dorg.sqlite.lib.path=%home%\lib" %threads% %compiler% -m "dev.ghlmcp/%GHL_MCP_MAIN%" %*
exit /b %ERRORLEVEL%
