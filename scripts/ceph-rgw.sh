#!/usr/bin/env bash
# A real Ceph RADOS Gateway, the software behind Allas, on this machine for tests: one monitor, one storage daemon that
# keeps everything in memory, one gateway. After `stop`, what was stored is gone.
#
#   apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd     # Debian 12; curl is needed too
#   scripts/ceph-rgw.sh start
#   export $(scripts/ceph-rgw.sh env)
#   scripts/ceph-rgw.sh stop
#
# The gateway listens on 127.0.0.1:$CEPH_RGW_PORT (default 7480), the monitor on the port after it; sockets and logs are
# in $TMPDIR/allasflow-ceph-<port>. So another port gives a second, independent gateway. $CEPH_RGW_SETTINGS are lines for the
# gateway's section of its configuration.
set -euo pipefail

readonly port=${CEPH_RGW_PORT:-7480}
readonly monitor_port=$((port + 1))
readonly dir=${TMPDIR:-/tmp}/allasflow-ceph-$port
readonly access_key=allasflow secret_key=allasflow-secret
readonly config=$dir/ceph.conf
readonly daemons=(gateway storage monitor) # in the order in which they are stopped

write_config() {
  cat >"$config" <<CONF
[global]
  fsid = $(cat /proc/sys/kernel/random/uuid)
  mon host = v2:127.0.0.1:$monitor_port
  public network = 127.0.0.0/8
  run dir = $dir
  crash dir = $dir
  log file = $dir/\$name.log
  # No keys between the daemons: they only listen on the loopback interface.
  auth cluster required = none
  auth service required = none
  auth client required = none
  # A gateway asks for an encrypted line to the monitor unless told otherwise, and without keys there is none.
  ms mon client mode = crc
  # One copy of everything, on one daemon.
  osd pool default size = 1
  osd pool default pg num = 1
  osd pool default pg autoscale mode = off
  osd crush chooseleaf type = 0
[mon]
  mon data = $dir/monitor
  mon cluster log file = $dir/cluster.log
  mon allow pool size one = true
  # A nearly full disk does not matter: hardly anything is written to it.
  mon data avail crit = 1
  # Creating the gateway's pools takes some rounds of agreement: with itself, so without waiting for others.
  paxos propose interval = 0.1
  paxos min wait = 0.01
[osd]
  osd data = $dir/storage
  osd objectstore = memstore
  memstore device bytes = 2147483648
  osd class update on start = false
  ms bind ipv6 = false
[client.gateway]
  # Without tcp_nodelay each small answer waits 40 ms.
  rgw frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
${CEPH_RGW_SETTINGS:-}
CONF
}

# The process id of one of our daemons; fails if it does not run. (A zombie has no command line, a reused id another.)
pid_of() {
  local pid
  pid=$(cat "$dir/$1.pid" 2>/dev/null) &&
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$config" &&
    echo "$pid"
}

run_daemon() {
  local name=$1
  shift
  setsid "$@" -f -c "$config" >"$dir/$name.out" 2>&1 </dev/null &
  echo $! >"$dir/$name.pid"
  disown # so that the shell does not report its end
}

# Once only, before a daemon's first start; what it says is of interest if it fails.
prepare() {
  "$@" -c "$config" >>"$dir/prepare.out" 2>&1 || fail "$1 failed"
}

all_run() {
  local name
  for name in "${daemons[@]}"; do pid_of "$name" >/dev/null || return 1; done
}

answers() {
  curl -s -o /dev/null --max-time 2 "http://127.0.0.1:$port/"
}

refuse() {
  echo "ceph-rgw.sh: $*" >&2
  exit 1
}

fail() {
  echo "ceph-rgw.sh: $*; the ends of its logs in $dir:" >&2
  tail -n 5 "$dir"/*.out "$dir"/*.log >&2 || true
  stop
  exit 1
}

start() {
  local program
  for program in ceph-mon ceph-osd radosgw radosgw-admin ceph monmaptool curl; do
    command -v "$program" >/dev/null ||
      refuse "$program is missing: apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd curl"
  done
  if all_run && answers; then
    status
    return
  fi
  stop
  if answers; then refuse "another program answers on port $port: stop it, or set CEPH_RGW_PORT"; fi
  # Only ever remove a folder that this script made.
  if [[ -e $dir && ! -e $config ]]; then refuse "$dir exists and is not mine: remove it, or set CEPH_RGW_PORT"; fi
  rm -rf "$dir"
  mkdir -p "$dir/monitor" "$dir/storage"
  write_config

  local fsid storage_id
  fsid=$(awk '$1 == "fsid" { print $3 }' "$config")
  storage_id=$(cat /proc/sys/kernel/random/uuid)
  prepare monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor_port]" "$dir/monitors"
  prepare ceph-mon --mkfs -i a --monmap "$dir/monitors"
  run_daemon monitor ceph-mon -i a
  prepare ceph --connect-timeout 30 osd new "$storage_id"
  prepare ceph-osd --mkfs -i 0 --osd-uuid "$storage_id"
  run_daemon storage ceph-osd -i 0
  run_daemon gateway radosgw -n client.gateway

  local deadline=$((SECONDS + 60))
  until answers; do
    all_run || fail "a daemon ended"
    ((SECONDS < deadline)) || fail "no answer on port $port after 60 s"
    sleep 0.2
  done
  prepare radosgw-admin -n client.gateway user create --uid=allasflow --display-name=Allasflow \
    --access-key="$access_key" --secret-key="$secret_key"
  status
}

stop() {
  local name pid
  for name in "${daemons[@]}"; do
    # Not asked politely: there is nothing to save, and a daemon whose peers are gone may wait for them for ever.
    while pid=$(pid_of "$name"); do
      kill -9 "$pid" 2>/dev/null || true
      sleep 0.1
    done
    rm -f "$dir/$name.pid"
  done
}

status() {
  local name pid missing=0
  for name in "${daemons[@]}"; do
    if pid=$(pid_of "$name"); then echo "$name: process $pid"; else echo "$name: not running" && missing=1; fi
  done
  if answers; then echo "S3 answers on http://127.0.0.1:$port"; else echo "S3 does not answer" && missing=1; fi
  return "$missing"
}

case ${1:-} in
  start | stop | status) "$1" ;;
  env) echo "ALLAS_ENDPOINT=http://127.0.0.1:$port ALLAS_ACCESS_KEY=$access_key ALLAS_SECRET_KEY=$secret_key" ;;
  *)
    echo "usage: $0 start|stop|status|env" >&2
    exit 2
    ;;
esac
