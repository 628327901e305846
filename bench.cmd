@echo off
rem Measures what a delivered message costs, by ./bench in the Linux of this machine: CPU times are read from /proc.
rem Written for Windows, not tried on one.
setlocal
cd /d "%~dp0"
where wsl >nul 2>nul
if errorlevel 1 (
  echo bench needs Linux: install WSL, with a JDK in it, or run ./bench elsewhere.
  exit /b 1
)
wsl ./bench %*
exit /b %errorlevel%
