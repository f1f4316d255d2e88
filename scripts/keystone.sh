#!/usr/bin/env bash
# A real OpenStack Keystone, which Allas asks who somebody is, on this machine for tests: one process, everything in one
# temporary folder. After `stop`, what was stored is gone.
#
#   apt-get install -y --no-install-recommends keystone     # Debian 12; curl is needed too
#   scripts/keystone.sh start
#   export $(scripts/keystone.sh env)
#   CEPH_RGW_SETTINGS=$(scripts/keystone.sh gateway-settings) scripts/ceph-rgw.sh start
#   scripts/keystone.sh stop
#
# It listens on 127.0.0.1:$KEYSTONE_PORT (default 5000); everything is in $TMPDIR/allasflow-keystone-<port>. So another
# port gives a second, independent server. A user `tester` of a project `course` has a password and an application
# credential. Without Keystone, `start` ends with 3.
set -euo pipefail

readonly port=${KEYSTONE_PORT:-5000}
readonly url=http://127.0.0.1:$port
readonly dir=${TMPDIR:-/tmp}/allasflow-keystone-$port
readonly config=$dir/keystone.conf
readonly admin_password=admin-secret gateway_password=gateway-secret user_password=tester-secret

refuse() {
  echo "keystone.sh: $*" >&2
  exit 1
}

fail() {
  echo "keystone.sh: $*; the end of its log in $dir/log:" >&2
  tail -n 8 "$dir/log" >&2 || true
  end_process
  exit 1
}

# The process id, if it runs. (A zombie has no command line, a reused id another.)
pid() {
  local pid
  pid=$(cat "$dir/pid" 2>/dev/null) && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$dir/" && echo "$pid"
}

answers() {
  curl -sf -o /dev/null --max-time 5 "$url/v3/"
}

end_process() {
  local pid
  # The master takes its workers down with it.
  if pid=$(pid); then kill -TERM "$pid" 2>/dev/null || true; fi
  for _ in {1..100}; do
    pid >/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
}

write_config() {
  cat >"$config" <<CONF
[DEFAULT]
use_stderr = true
[database]
connection = sqlite:///$dir/keystone.db
[token]
provider = fernet
[fernet_tokens]
key_repository = $dir/fernet-keys
[fernet_receipts]
key_repository = $dir/fernet-keys
[credential]
key_repository = $dir/credential-keys
[identity]
# Fast rather than safe.
password_hash_rounds = 4
[cache]
enabled = false
[oslo_policy]
enforce_scope = false
CONF
}

# What `keystone-manage` does in four runs of seconds each, but for the last. With a write-ahead log its readers do not
# lock its writers out.
prepare_keys() {
  /usr/bin/python3 - "$dir" <<'PYTHON'
import base64, os, sqlite3, sys
directory = sys.argv[1]
sqlite3.connect(directory + "/keystone.db").execute("pragma journal_mode=wal")
for repository in ("fernet-keys", "credential-keys"):
    os.mkdir(f"{directory}/{repository}", 0o700)
    for name in "01":
        with open(f"{directory}/{repository}/{name}", "wb") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(32)))
PYTHON
}

manage() {
  keystone-manage --config-file "$config" "$@" >>"$dir/log" 2>&1 || fail "keystone-manage $1 failed"
}

# A user with a project, as a person has, and one for the gateway, which asks about the others' keys. Prints `env`.
populate() {
  URL=$url/v3 ADMIN=$admin_password USER_PASSWORD=$user_password GATEWAY=$gateway_password /usr/bin/python3 - <<'PYTHON'
import json, os, urllib.request
url = os.environ["URL"]

def call(method, path, token=None, body=None):
    headers = {"Content-Type": "application/json"} | ({"X-Auth-Token": token} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url + path, data, headers, method=method), timeout=60) as answer:
        text = answer.read()
        return json.loads(text) if text else {}, answer.headers.get("X-Subject-Token")

def token(user, password, project):
    domain = {"id": "default"}
    identity = {"methods": ["password"], "password": {"user": {"name": user, "domain": domain, "password": password}}}
    scope = {"project": {"name": project, "domain": domain}}
    return call("POST", "/auth/tokens", body={"auth": {"identity": identity, "scope": scope}})[1]

admin = token("admin", os.environ["ADMIN"], "admin")

def create(kind, **values):
    return call("POST", f"/{kind}s", admin, {kind: values})[0][kind]["id"]

roles = {role["name"]: role["id"] for role in call("GET", "/roles", admin)[0]["roles"]}
roles.setdefault("service", roles.get("service") or create("role", name="service"))
course, service = (create("project", name=name, domain_id="default") for name in ("course", "service"))
tester = create("user", name="tester", domain_id="default", password=os.environ["USER_PASSWORD"])
gateway = create("user", name="gateway", domain_id="default", password=os.environ["GATEWAY"])
for project, user, role in ((course, tester, "member"), (service, gateway, "service"), (service, gateway, "admin")):
    call("PUT", f"/projects/{project}/users/{user}/roles/{roles[role]}", admin)
credential = call("POST", f"/users/{tester}/application_credentials", token("tester", os.environ["USER_PASSWORD"], "course"),
                  {"application_credential": {"name": "tests", "unrestricted": True}})[0]["application_credential"]
for name, value in dict(OS_AUTH_URL=url, OS_USERNAME="tester", OS_PASSWORD=os.environ["USER_PASSWORD"],
                        OS_PROJECT_NAME="course", OS_PROJECT_ID=course, OS_USER_DOMAIN_NAME="Default",
                        OS_PROJECT_DOMAIN_ID="default", OS_APPLICATION_CREDENTIAL_ID=credential["id"],
                        OS_APPLICATION_CREDENTIAL_SECRET=credential["secret"]).items():
    print(f"{name}={value}")
PYTHON
}

start() {
  local program
  for program in keystone-manage uwsgi curl; do
    command -v "$program" >/dev/null || {
      echo "keystone.sh: $program is missing: apt-get install -y --no-install-recommends keystone curl" >&2
      exit 3
    }
  done
  if pid >/dev/null && answers; then return; fi
  end_process
  if answers; then refuse "another program answers on port $port: stop it, or set KEYSTONE_PORT"; fi
  # Only ever remove a folder that this script made.
  if [[ -e $dir && ! -e $config ]]; then refuse "$dir exists and is not mine: remove it, or set KEYSTONE_PORT"; fi
  rm -rf "$dir"
  mkdir -m 700 "$dir"
  write_config
  prepare_keys
  manage db_sync
  manage bootstrap --bootstrap-password "$admin_password" --bootstrap-region-id RegionOne \
    --bootstrap-admin-url "$url/v3/" --bootstrap-public-url "$url/v3/" --bootstrap-internal-url "$url/v3/"
  OS_KEYSTONE_CONFIG_DIR=$dir OS_KEYSTONE_CONFIG_FILES=keystone.conf setsid uwsgi --plugins python3 \
    --http-socket "127.0.0.1:$port" --wsgi-file /usr/bin/keystone-wsgi-public --master --need-app --die-on-term \
    --add-header 'Connection: close' --skip-atexit-teardown --processes 2 --buffer-size 65535 --disable-logging --chdir "$dir/" \
    >>"$dir/log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  disown # so that the shell does not report its end
  local deadline=$((SECONDS + 120))
  until answers; do
    pid >/dev/null || fail "it ended"
    ((SECONDS < deadline)) || fail "no answer on port $port after 120 s"
    sleep 0.2
  done
  populate >"$dir/env" 2>>"$dir/log" || fail "it did not take its users"
}

stop() {
  end_process
  if [[ -e $config ]]; then rm -rf "$dir"; fi
}

gateway_settings() {
  cat <<CONF
  rgw keystone url = $url
  rgw keystone api version = 3
  rgw keystone admin user = gateway
  rgw keystone admin password = $gateway_password
  rgw keystone admin domain = Default
  rgw keystone admin project = service
  rgw keystone accepted roles = member, admin
  rgw keystone verify ssl = false
  rgw s3 auth use keystone = true
CONF
}

case ${1:-} in
  start | stop) "$1" ;;
  env) cat "$dir/env" ;;
  gateway-settings) gateway_settings ;;
  *)
    echo "usage: $0 start|stop|env|gateway-settings" >&2
    exit 2
    ;;
esac
