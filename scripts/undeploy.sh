#!/usr/bin/env bash
# Takes the pipeline off a cluster, and leaves the data: scripts/undeploy.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Undeploy "$@"
