#!/usr/bin/env bash
# Shows what became of each table: scripts/status.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.ShowStatus "$@"
