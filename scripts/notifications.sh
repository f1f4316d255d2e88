#!/usr/bin/env bash
# Makes a bucket tell fn-ingest of new objects, or lets it be silent again: scripts/notifications.sh --help
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/local-classes.sh"
exec "${java_command[@]}" io.allasflow.local.Notifications "$@"
