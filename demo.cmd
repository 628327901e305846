@echo off
rem Several servers and a Redis on this machine, as one conversation: demo --help
rem Written for Windows, not tried on one.
setlocal
cd /d "%~dp0"

for %%a in (%*) do if "%%~a"=="--help" (
  type src\launcher\src\main\resources\org\backplane\launch\demo.txt
  exit /b 0
)

rem Builds only when there is no jar: delete target to build again.
if exist target\backplane.jar goto run
echo Building target\backplane.jar. With an empty Maven repository this takes some minutes.
where mvn >nul 2>nul
if %errorlevel%==0 (call mvn --batch-mode -Dmaven.test.skip -pl src/war,src/launcher -am package) else (call mvnw.cmd --batch-mode -Dmaven.test.skip -pl src/war,src/launcher -am package)
if errorlevel 1 exit /b 1

:run
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -cp "target\backplane.jar;target\demo-lib\*" org.backplane.launch.Demo %*
exit /b %errorlevel%
