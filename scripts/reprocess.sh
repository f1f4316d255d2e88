#!/usr/bin/env bash
# Has datasets made again: scripts/reprocess.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Reprocess "$@"
