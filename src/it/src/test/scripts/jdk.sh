# Finds the JDKs of this machine: one to compile everything with too, and one for the servers that run on JDK 25. Read by ./test.

# major JDK: the first number of its version, 0 if that is no JDK.
major() {
  local version=
  if [[ -x $1/bin/javac && -r $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  echo "${version:-0}"
}

# The JDKs of this machine, where systems and their tools put them.
jdks() {
  local jdk
  for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    [[ ! -d $jdk ]] || printf '%s\n' "$jdk"
  done
  # Where GitHub's machines say that they are.
  env | sed -n 's/^JAVA_HOME_[0-9]*_[A-Z0-9]*=//p'
}

# The first JDK 25; nothing if there is none.
jdk_25() {
  local jdk
  while read -r jdk; do
    if [[ $(major "$jdk") == 25 ]]; then
      printf '%s\n' "$jdk"
      return
    fi
  done < <(jdks)
}

compile_on_newest_jdk() {
  local jdk newest= tested
  tested=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
  while read -r jdk; do
    if [[ $(major "$jdk") -gt $(major "$newest") ]]; then newest=$jdk; fi
  done < <(jdks)
  if [[ $(major "$newest") -le $tested ]]; then
    say "not compiled with a newer JDK than $tested: there is none"
    return
  fi
  start "jdk-$(major "$newest")" env JAVA_HOME="$newest" .mvn/maven --batch-mode --no-transfer-progress test-compile \
    "-Dtarget=$PWD/target/jdk-$(major "$newest")"
}
