#!/usr/bin/env bash
# Puts the pipeline onto a cluster: scripts/deploy.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Deploy "$@"
