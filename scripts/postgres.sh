#!/usr/bin/env bash
# A throw-away PostgreSQL on this machine for tests: one cluster in a temporary folder, which asks for a password, also
# over TLS. After `stop`, what was stored is gone.
#
#   apt-get install -y --no-install-recommends postgresql     # Debian
#   scripts/postgres.sh start
#   eval "$(scripts/postgres.sh env)"
#   scripts/postgres.sh stop
#
# It listens on 127.0.0.1:$POSTGRES_PORT (default 17432); everything is in $TMPDIR/allasflow-postgres-<port>. So another
# port gives a second, independent server. Without PostgreSQL, `start` ends with 3.
set -euo pipefail

readonly port=${POSTGRES_PORT:-17432}
readonly dir=${TMPDIR:-/tmp}/allasflow-postgres-$port
readonly user=allasflow password=allasflow-secret

# PostgreSQL refuses to run as root.
unprivileged() {
  if ((EUID == 0)); then (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"); else "$@"; fi
}

refuse() {
  echo "postgres.sh: $*" >&2
  exit 1
}

# The newest version installed; Debian does not put it into the path.
programs() {
  local found
  found=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1) || true
  [[ -n $found ]] || found=$(command -v postgres) || return 1
  dirname "$found"
}

runs() {
  [[ -f $dir/data/postmaster.pid ]] && unprivileged "$bin/pg_ctl" -s -D "$dir/data" status >/dev/null
}

start() {
  if runs; then return; fi
  # Only ever remove a folder that this script made.
  if [[ -e $dir && ! -e $dir/password ]]; then refuse "$dir exists and is not mine: remove it, or set POSTGRES_PORT"; fi
  rm -rf "$dir"
  mkdir -m 700 "$dir"
  echo "$password" >"$dir/password"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
    -keyout "$dir/server.key" -out "$dir/server.crt" 2>/dev/null
  if ((EUID == 0)); then
    chown -R postgres:postgres "$dir"
    chmod 755 "$dir" # the certificate is for everybody to read
  fi
  unprivileged "$bin/initdb" -D "$dir/data" -U "$user" --pwfile="$dir/password" --auth=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || {
    cat "$dir/initdb.log" >&2
    exit 1
  }
  # Nothing has to outlive the machine.
  cat >>"$dir/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
ssl = on
ssl_cert_file = '$dir/server.crt'
ssl_key_file = '$dir/server.key'
fsync = off
CONF
  unprivileged "$bin/pg_ctl" -s -w -t 60 -D "$dir/data" -l "$dir/data/log" start || {
    tail -n 20 "$dir/data/log" >&2
    refuse "it did not start"
  }
}

stop() {
  if runs; then unprivileged "$bin/pg_ctl" -s -w -m immediate -D "$dir/data" stop; fi
  if [[ -e $dir/password ]]; then rm -rf "$dir"; fi
}

env() {
  cat <<ENV
POSTGRES_URL=jdbc:postgresql://localhost:$port/postgres
POSTGRES_USER=$user
PUBLISH_ALLOWED_HOSTS=localhost:$port
PUBLISH_POSTGRESQL_PASSWORD=$password
PUBLISH_POSTGRESQL_ROOT_CERT=$dir/server.crt
ENV
}

bin=$(programs) || {
  echo "postgres.sh: PostgreSQL is missing: apt-get install -y --no-install-recommends postgresql" >&2
  exit 3
}
readonly bin

case ${1:-} in
  start | stop | env) "$1" ;;
  *)
    echo "usage: $0 start|stop|env" >&2
    exit 2
    ;;
esac
