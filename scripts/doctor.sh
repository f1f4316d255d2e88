#!/usr/bin/env bash
# Looks at everything that has to be right, and says what to do: scripts/doctor.sh --help
set -euo pipefail

module=operations
. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.operations.Doctor "$@"
