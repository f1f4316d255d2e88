#!/usr/bin/env bash
# Sends one of the pipeline's events to a function or a broker and prints the answer: scripts/send-event.sh --help
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: scripts/send-event.sh [--to URL] [--id ID] TYPE [SUBJECT [DATA]]

Sends a CloudEvent in binary mode and prints the headers and body of the answer.
The exit code is 0 if the answer is 2xx.

  TYPE      ping, discovered, ingested, cleaned, summarized, rejected, or any
            full type such as io.allasflow.object.cleaned.v1
  SUBJECT   discovered: the key of the source object; the others: the dataset;
            ping: none
  DATA      JSON, or @FILE, or - for standard input. Of a ping it is {}. Of a
            discovered event it is made from SUBJECT and DATA_BUCKET. Otherwise
            give the data of the event that the stage before answered with:
              {"dataset": "shop/orders", "configHash": "...",
               "source": {"bucket": "b", "key": "shop/orders.csv", "etag": "..."},
               "object": {"bucket": "b", "key": "pipeline/raw/shop/orders.csv",
                          "etag": "..."}}
  --to URL  where to, such as a function or the broker. Default: EVENT_URL in the
            environment, or http://localhost:8080
  --id ID   of the event. Default: TYPE and SUBJECT, so sending it again repeats
            the id

Environment: EVENT_URL; for discovered also DATA_BUCKET and, if it is set for the
functions, SOURCE_PREFIX.

Examples:
  scripts/send-event.sh ping
  DATA_BUCKET=demo scripts/send-event.sh --to http://localhost:8081 discovered shop/orders.csv
USAGE
}

fail() {
  echo "$1" >&2
  exit 2
}

# As section 3.1.3.2 of the CloudEvents HTTP binding has attributes in headers.
percent_encode() {
  local LC_ALL=C text=$1 encoded= i character
  for ((i = 0; i < ${#text}; i++)); do
    character=${text:i:1}
    case $character in
      [\!\#-\$\&-~]) encoded+=$character ;;
      *) encoded+=$(printf '%%%02X' "'$character" | sed 's/%F*\(..\)$/%\1/') ;;
    esac
  done
  printf '%s' "$encoded"
}

json_string() {
  local text=$1
  case $text in *[$'\x01'-$'\x1f']*) fail "A control character in SUBJECT: give DATA as JSON" ;; esac
  text=${text//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# The etag is not known here. A stage told of a version that is gone turns to the one that is there, and answers
# nothing (204) if that is ingested already.
discovered_data() {
  [ -n "${DATA_BUCKET:-}" ] || fail "DATA is missing: set DATA_BUCKET so that it can be made, or give it (see --help)"
  local dataset=${1#"${SOURCE_PREFIX:-}"}
  printf '{"dataset": %s, "source": {"bucket": %s, "key": %s, "etag": "unknown"}}' \
    "$(json_string "${dataset%.csv}")" "$(json_string "$DATA_BUCKET")" "$(json_string "$1")"
}

url=${EVENT_URL:-http://localhost:8080}
id=
while [ $# -gt 0 ]; do
  case $1 in
    --to) url=${2:?--to needs a URL}; shift 2 ;;
    --id) id=${2:?--id needs a value}; shift 2 ;;
    -h | --help) usage; exit 0 ;;
    --) shift; break ;;
    -?*) fail "Unknown option $1: see --help" ;;
    *) break ;;
  esac
done
[ $# -ge 1 ] && [ $# -le 3 ] || { usage >&2; exit 2; }

case $1 in
  ping) type=dev.knative.sources.ping ;;
  discovered | ingested | cleaned | summarized | rejected) type=io.allasflow.object.$1.v1 ;;
  *.*) type=$1 ;;
  *) fail "Unknown type $1: see --help" ;;
esac
subject=${2:-}
if [ $# -eq 3 ]; then
  data=$3
elif [ "$type" = dev.knative.sources.ping ]; then
  data={}
elif [ "$type" = io.allasflow.object.discovered.v1 ] && [ -n "$subject" ]; then
  data=$(discovered_data "$subject")
else
  fail "TYPE $1 needs SUBJECT and DATA: see --help for what DATA holds"
fi

headers=(-H "ce-specversion: 1.0" -H "ce-type: $(percent_encode "$type")" -H "ce-source: /allasflow/send-event"
  -H "ce-id: $(percent_encode "${id:-$type${subject:+ $subject}}")" -H "content-type: application/json")
[ -z "$subject" ] || headers+=(-H "ce-subject: $(percent_encode "$subject")")
case $data in
  @*) [ -r "${data#@}" ] || fail "Cannot read ${data#@}" ;;
  -) data=@- ;;
esac

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
status=$(curl -sS -i -o "$answer" -w '%{http_code}' -X POST "${headers[@]}" --data-binary "$data" "$url") ||
  fail "No answer from $url"
cat "$answer"
echo
[ "${status:0:1}" = 2 ]
