# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Sourced by the other scripts: where the project lies, how to speak, how to build.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Lets ccache share objects between checkouts that lie in different folders.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1
# Browser tests use the browser of the system.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# quietly LOG COMMAND…: keeps what the command prints in LOG, and shows the end of it when it fails.
quietly() {
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1; then
    printf 'Failed: %s\nThe end of %s:\n' "$*" "$log" >&2
    tail -n 60 "$log" >&2
    return 1
  fi
}

# build PRESET [TARGET…]: configures when needed, then builds. A build from nothing is the usual one here: folders are
# compiled as one (`cmake --preset NAME` by hand leaves the files apart, which is better while one changes them).
build() {
  local preset=$1 targets=()
  shift
  [ $# -eq 0 ] || targets=(--target "$@")
  [ -f "build/$preset/build.ninja" ] || quietly "build/log/configure-$preset.log" cmake --preset "$preset" -DDEBRIEF_UNITY=ON
  quietly "build/log/build-$preset.log" cmake --build --preset "$preset" "${targets[@]}"
}

# Builds the pages that the server embeds, when a source of theirs is newer than the last build.
build_web() {
  [ -f web/package.json ] || return 0
  local stamp=build/web.stamp
  if [ -f "$stamp" ] && [ -f web/dist/index.html ] && [ -z "$(find web api -newer "$stamp" -type f \
    -not -path 'web/node_modules/*' -not -path 'web/dist/*' -not -path 'web/test-results/*' -print -quit)" ]; then
    return 0
  fi
  quietly build/log/web.log npm --prefix web run build
  touch "$stamp"
}
