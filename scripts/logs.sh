#!/usr/bin/env bash
# Prints what the functions log: scripts/logs.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Logs "$@"
