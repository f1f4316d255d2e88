#!/usr/bin/env bash
# Runs the whole pipeline on this machine, over the sample files or your own: scripts/demo.sh --help
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.local.Demo "$@"
