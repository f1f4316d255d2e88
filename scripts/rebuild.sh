#!/usr/bin/env bash
# Makes a dataset's raw table again from what cleaning wrote: scripts/rebuild.sh --help
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: scripts/rebuild.sh DATASET [DIRECTORY] > raw.csv

Writes the raw table of a dataset, byte for byte, made from its cleaned table,
its change log, its rejected rows and its quality report.

  DATASET    such as shop/events
  DIRECTORY  where cleaned/, changes/, rejected/ and quality/ are, if they are
             not in the bucket, such as BUCKET/pipeline in what
             scripts/demo.sh --out wrote

Environment, unless DIRECTORY is given: as the functions have it, of which
DATA_BUCKET, ALLAS_ACCESS_KEY and ALLAS_SECRET_KEY are required.

Exit codes: 0 done; 1 the outputs are not there, or do not fit together;
2 the arguments or the settings are wrong.
USAGE
}

case ${1:-} in
  -h | --help) usage; exit 0 ;;
  '' | -*) usage >&2; exit 2 ;;
esac

. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh" >&2
app=$home/fn-clean/target/quarkus-app
exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx128m -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
  -cp "$app/app/*:$app/lib/main/*" io.allasflow.clean.Rebuild "$@"
