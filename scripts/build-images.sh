#!/usr/bin/env bash
# Builds the container images of the three functions: scripts/build-images.sh --help
set -euo pipefail

usage() {
  cat <<'USAGE'
Usage: scripts/build-images.sh [options] [FUNCTION...]

Builds the functions, then an image of each, and writes what is in it as an SBOM
(CycloneDX). FUNCTION is fn-ingest, fn-clean or fn-summarize; default: all three.

  --engine NAME      podman, docker, buildah, or openshift, which builds in the
                     cluster that `oc` is logged in to and keeps the images
                     there. Default: the first of podman, docker and buildah
                     that works here
  --base IMAGE       a Java 25 runtime for glibc, with a shell; training and
                     running both use it. Default: as the Containerfile says
  --registry PREFIX  where the images are to be, such as
                     registry.example.org/team; none names them FUNCTION alone
  --tag TAG          Default: the project's version
  --push             push the images after all are built; needs --registry and
                     a login, such as `podman login registry.example.org`
  --sbom DIR         Default: target/sbom; the files are FUNCTION.cdx.json
  -h, --help         show this and end

An image is for the kind of processor it is built on. A build takes 2 GiB of
memory, as all three functions run in it to train their ahead-of-time caches.

Exit codes: 0 done; 1 a build or a push failed; 2 the arguments are wrong;
3 something that is needed is missing.

Examples:
  scripts/build-images.sh
  scripts/build-images.sh --registry registry.example.org/team --push
  scripts/build-images.sh --engine openshift --tag 0.1.0
USAGE
}

fail() {
  local code=$1
  shift
  printf 'build-images.sh: %s\n' "$@" >&2
  exit "$code"
}

readonly all=(fn-ingest fn-clean fn-summarize)
engine= base= registry= tag= push= sbom= functions=()
while (($# > 0)); do
  case $1 in
    --engine | --base | --registry | --tag | --sbom)
      (($# > 1)) && [ -n "$2" ] || fail 2 "$1 needs a value: see --help"
      declare "${1#--}=$2"
      shift 2
      ;;
    --push) push=yes && shift ;;
    -h | --help) usage && exit ;;
    fn-ingest | fn-clean | fn-summarize) functions+=("$1") && shift ;;
    *) fail 2 "$1 is neither an option nor a function: see --help" ;;
  esac
done
((${#functions[@]} > 0)) || functions=("${all[@]}")
registry=${registry%/}
if [ "$engine" = openshift ]; then
  [ -z "$push$registry" ] || fail 2 "an OpenShift build keeps its image in the cluster: no --push, no --registry"
elif [ -n "$push" ]; then
  [ -n "$registry" ] || fail 2 "--push needs --registry: where to?"
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tag=${tag:-$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml)}
sbom=${sbom:-target/sbom}

# Whether it can do anything: a program alone may lack its daemon or its rights.
works() {
  case $1 in
    openshift) command -v oc >/dev/null && oc whoami >/dev/null 2>&1 ;;
    docker) command -v docker >/dev/null && docker info --format '{{.ServerVersion}}' 2>/dev/null | grep -q '^[0-9]' ;;
    *) command -v "$1" >/dev/null && "$1" info >/dev/null 2>&1 ;;
  esac
}

find_engine() {
  local name
  case $engine in
    '')
      for name in podman docker buildah; do
        if works "$name"; then
          engine=$name
          return
        fi
      done
      fail 3 "none of podman, docker and buildah works here (podman info, docker info, buildah info). Install one:" \
        "  Debian, Ubuntu     apt-get install podman" \
        "  Fedora, RHEL       dnf install podman" \
        "  macOS, Windows     https://podman.io, then: podman machine init && podman machine start" \
        "or build in an OpenShift cluster: --engine openshift"
      ;;
    podman | docker | buildah)
      works "$engine" || fail 3 "$engine does not work here; this says why: $engine info"
      ;;
    openshift)
      works openshift || fail 3 "oc is missing or not logged in: install the OpenShift client, then: oc login"
      ;;
    *) fail 2 "--engine is podman, docker, buildah or openshift, not $engine" ;;
  esac
}

image() {
  echo "${registry:+$registry/}$1:$tag"
}

build_here() {
  local function=$1 command=("$engine" build)
  [ "$engine" != buildah ] || command=(buildah build --layers)
  "${command[@]}" --file Containerfile ${base:+--build-arg "BASE=$base"} --build-arg "FUNCTION=$function" \
    --tag "$(image "$function")" .
}

# The files that .containerignore lets in, and only those, as `oc` knows nothing of it.
context() {
  tar -czf "$1" Containerfile fn-*/target/quarkus-app local/target/classes local/target/lib \
    knative/base/trigger-*.yaml samples/data/shop
}

# What a cluster needs to build from an uploaded archive, and to keep the image.
build_config() {
  local function=$1
  cat <<YAML
apiVersion: image.openshift.io/v1
kind: ImageStream
metadata:
  name: $function
  labels: {app.kubernetes.io/part-of: allasflow}
---
apiVersion: build.openshift.io/v1
kind: BuildConfig
metadata:
  name: $function
  labels: {app.kubernetes.io/part-of: allasflow}
spec:
  source: {type: Binary}
  strategy:
    type: Docker
    dockerStrategy:
      dockerfilePath: Containerfile
      buildArgs:
        - {name: FUNCTION, value: $function}${base:+
        - {name: BASE, value: "$base"\}}
  output:
    to: {kind: ImageStreamTag, name: "$function:$tag"}
  resources:
    requests: {cpu: 400m, memory: 1Gi}
    limits: {cpu: "2", memory: 2Gi}
YAML
}

build_in_cluster() {
  local function=$1
  build_config "$function" | oc apply -f -
  oc start-build "$function" --from-archive=target/image-context.tar.gz --follow --wait
  echo "$function: $(oc get imagestreamtag "$function:$tag" -o jsonpath='{.image.dockerImageReference}')"
}

find_engine
echo "Building with $engine."
. scripts/local-classes.sh
mkdir -p "$sbom"
sbom=$(cd "$sbom" && pwd)
[ "$engine" != openshift ] || context target/image-context.tar.gz
for function in "${functions[@]}"; do
  if [ "$engine" = openshift ]; then build_in_cluster "$function"; else build_here "$function"; fi ||
    fail 1 "the image of $function was not built"
done
./mvnw -q -B -pl "$(IFS=, && echo "${functions[*]}")" -am org.cyclonedx:cyclonedx-maven-plugin:makeBom
for function in "${functions[@]}"; do cp "$function/target/$function.cdx.json" "$sbom/"; done
if [ -n "$push" ]; then
  for function in "${functions[@]}"; do
    "$engine" push "$(image "$function")" || fail 1 "$(image "$function") was not pushed: is the login right?"
  done
fi
for function in "${functions[@]}"; do
  printf '%-13s %s  %s\n' "$function" "$(image "$function")" "$sbom/$function.cdx.json"
done
