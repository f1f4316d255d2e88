#!/usr/bin/env bash
# Measures, and prints tables: bench/run.sh ingest|clean|summarize [MEGABYTES [SOURCE...]], or bench/run.sh coldstart
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/scripts/find-java.sh"
export LC_ALL=C.UTF-8

case ${1:-} in
  ingest) main=io.allasflow.bench.IngestBench ;;
  clean) main=io.allasflow.bench.CleanBench ;;
  summarize) main=io.allasflow.bench.SummarizeBench ;;
  coldstart) main=io.allasflow.bench.ColdStartBench ;;
  *)
    sed -n '2s/^# //p' "${BASH_SOURCE[0]}"
    exit 2
    ;;
esac
(cd "$home" && ./mvnw -q -B -pl bench -am -DskipTests -Dformatter.skip package)
java=("$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager
  -cp "$(echo "$home"/bench/target/bench-*.jar):$home/bench/target/lib/*")
if [ "$1" = coldstart ]; then
  functions=$home/bench/target/functions
  rm -rf "$functions"
  for function in fn-ingest fn-clean fn-summarize; do
    mkdir -p "$functions"
    cp -a "$home/$function/target/quarkus-app" "$functions/$function"
  done
  # As the Containerfile does.
  "${java[@]}" io.allasflow.local.Train "$functions" "$home/knative/base" "$home/samples/data/shop"
  set -- coldstart "$functions"
fi
exec "${java[@]}" -Dpeers="$home/bench/peers" ${BENCH_OPTIONS:-} "$main" "${@:2}"
