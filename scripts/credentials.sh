#!/usr/bin/env bash
# Gives the functions on a cluster the keys of the bucket, or others: scripts/credentials.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Credentials "$@"
