#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the fuzzers that are built, or those named, for FUZZ_SECONDS each (default 60); `make fuzz` builds them first.
# Seeds are tests/fuzz/seeds/<name>, the samples of the connectors, the public suites of ../shared (or
# DEBRIEF_SHARED) where they exist, and what earlier runs found, kept in build/fuzz/found/<name>. What crashes,
# hangs or takes too much memory is left in build/fuzz/artefacts/<name>; the fuzzers after it are run all the same.
#
#   tests/fuzz/run.sh [NAME…]
# shellcheck source=script/environment.sh
source "$(dirname "$0")/../../script/environment.sh"

BUILT=build/fuzz/tests/fuzz
SHARED=${DEBRIEF_SHARED:-$ROOT/../shared}

# The folders with seeds for the fuzzer NAME, one a line.
seeds_of() {
  printf '%s\n' "tests/fuzz/seeds/$1" "build/fuzz/seeds/$1" "src/connectors/$1/samples"
  case $1 in
    read_all) printf '%s\n' src/connectors/{alertmanager,csv_timeline,deploys,notes}/samples ;;
    archive | markdown | front_matter) printf '%s\n' demo src/connectors/archive/samples ;;
    stamp) printf '%s\n' src/connectors/{csv_timeline,notes}/samples ;;
    log_formats) printf '%s\n' formats "$SHARED/suites/lnav-test/test" ;;
    log_stamps) printf '%s\n' "$SHARED/suites/lnav-test/test" ;;
    text | tokenise) printf '%s\n' "$SHARED/suites/blns" ;;
  esac
}

# Runs one fuzzer; shows its figures, or the end of its log when it fails.
run() {
  local name=$1 found=build/fuzz/found/$1 artefacts=build/fuzz/artefacts/$1 log=build/log/fuzz-$1.log folder
  local folders=("$found")
  mkdir -p "$found" "$artefacts"
  while read -r folder; do
    [ ! -d "$folder" ] || folders+=("$folder")
  done < <(seeds_of "$name")
  quietly "$log" "$BUILT/${name}_fuzz" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 \
    -max_len=65536 -artifact_prefix="$artefacts/" -print_final_stats=1 "${folders[@]}" || return 1
  say "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions," \
    "$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -d ' ' -f 2) edges, no crash"
}

if [ $# -eq 0 ]; then
  mapfile -t programs < <(find "$BUILT" -maxdepth 1 -type f -executable -name '*_fuzz' | sort)
  set -- "${programs[@]}"
fi
[ $# -gt 0 ] || fail "There is no program *_fuzz in $BUILT; build them with: make fuzz"
[ ! -d "$SHARED/suites" ] || python3 tests/fuzz/shared_seeds.py "$SHARED/suites" build/fuzz/seeds
failed=0
for program in "$@"; do
  run "$(basename "$program" _fuzz)" || failed=1
done
exit "$failed"
