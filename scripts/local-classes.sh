# To be sourced: builds what runs on this machine if it is not built, and sets JAVA_HOME and java_command to run it.
# $module is which module's classes, `local` if it is not set.

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/scripts/find-java.sh"
export LC_ALL=C.UTF-8 # Java cannot name non-ASCII files in the C locale

module=${module:-local}
stamp=$home/target/demo.built
is_built() {
  [ -e "$stamp" ] || return 1
  local artifact
  for artifact in fn-{ingest,clean,summarize}/target/quarkus-app/quarkus-run.jar $module/target/{classes,lib}; do
    [ -e "$home/$artifact" ] || return 1
  done
  [ -z "$(find "$home"/pom.xml "$home"/*/pom.xml "$home"/*/src/main -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

if ! is_built; then
  echo "Building (the first time Maven downloads what it needs, which takes some minutes) ..."
  mkdir -p "$home/target"
  touch "$stamp.new"
  (cd "$home" && ./mvnw -q -B -DskipTests -Dformatter.skip package)
  mv "$stamp.new" "$stamp"
fi

# Netty, in the client of Kubernetes, still uses what Java 25 warns of.
java_command=("$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -Dallasflow.home="$home"
  --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager
  -cp "$home/$module/target/classes:$home/$module/target/lib/*")
