#!/usr/bin/env bash
# Measures, and prints tables: bench/run.sh ingest|clean|summarize [MEGABYTES [SOURCE...]]
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/scripts/find-java.sh"
export LC_ALL=C.UTF-8

case ${1:-} in
  ingest) main=io.allasflow.bench.IngestBench ;;
  clean) main=io.allasflow.bench.CleanBench ;;
  summarize) main=io.allasflow.bench.SummarizeBench ;;
  *)
    sed -n '2s/^# //p' "${BASH_SOURCE[0]}"
    exit 2
    ;;
esac
(cd "$home" && ./mvnw -q -B -pl bench -am -DskipTests -Dformatter.skip package)
exec "$JAVA_HOME/bin/java" -Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dpeers="$home/bench/peers" ${BENCH_OPTIONS:-} \
  -cp "$home/bench/target/classes:$home/bench/target/lib/*" "$main" "${@:2}"
