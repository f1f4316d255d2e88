#!/usr/bin/env bash
# Prints a link to a report that works without keys, for a while: scripts/report-url.sh --help
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.local.ReportUrl "$@"
