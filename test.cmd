@echo off
rem Runs all tests of Backplane, with the Redis that comes in a jar unless redis-server is on the PATH.
rem Arguments go to Maven. Written for Windows, not tried on one.
setlocal
cd /d "%~dp0"
if "%~1"=="--help" goto usage
where redis-server >nul 2>nul
if %errorlevel%==0 (set BACKPLANE_TEST_REDIS=system,embedded) else (set BACKPLANE_TEST_REDIS=embedded)
where mvn >nul 2>nul
if %errorlevel%==0 (call mvn --batch-mode verify %*) else (call mvnw.cmd --batch-mode verify %*)
exit /b %errorlevel%
:usage
echo Usage: test.cmd [--help] [MAVEN ARGUMENT...]
echo Runs every test. -DskipITs leaves out those that need application servers.
exit /b 0
