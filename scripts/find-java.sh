# To be sourced: sets JAVA_HOME to a JDK 25, as the build does, or says what to install and ends.

java_version_of() {
  "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ "$(java_version_of "$1")" -eq 25 ] 2>/dev/null
}

find_jdk_25() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/*; do
    if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  candidate=$(command -v javac) && candidate=$(dirname "$(dirname "$(readlink -f "$candidate")")") &&
    is_jdk_25 "$candidate" && echo "$candidate"
}

if ! JAVA_HOME=$(find_jdk_25); then
  cat >&2 <<'MESSAGE'
No JDK 25 was found in JAVA_HOME, /usr/lib/jvm, ~/.sdkman/candidates/java, ~/.jdks,
/Library/Java/JavaVirtualMachines, /opt or on the PATH. Install one, for example Temurin 25
from https://adoptium.net, or "sdk install java 25-tem", or set JAVA_HOME to where it is.
MESSAGE
  exit 3
fi
export JAVA_HOME
