# shellcheck shell=bash
# What the measuring scripts share: finding things, a display of their own, a home of their own, the table.
# Sourced; expects `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${PALPATE_BIN:-$root/build/release/bin}
reference=${PALPATE_REFERENCE:-$root/../shared/anatomy}
export PALPATE_ASSETS=${PALPATE_ASSETS:-$root/assets}

work=$(mktemp -d "${TMPDIR:-/tmp}/palpate-bench-XXXXXX")
started=()
clean_up() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# A home of our own: nothing of the person's is read or written.
export HOME=$work/home XDG_CACHE_HOME=$work/home/cache XDG_CONFIG_HOME=$work/home/config XDG_DATA_HOME=$work/home/data
mkdir -p "$HOME"

say() { printf '%s\n' "$*" >&2; }

has() { command -v "$1" > /dev/null; }

# row FIGURE MEASURED SPREAD TARGET MET NOTE
row() {
  printf '%-34s %-12s %-22s %-18s %-12s %s\n' "$@"
  if [ -n "${PALPATE_BENCH_TABLE:-}" ]; then
    local IFS=$'\t'
    printf '%s\n' "$*" >> "$PALPATE_BENCH_TABLE"
  fi
}

not_measured() { row "$1" - "" "" "not measured" "$2"; }

# need PROGRAM PACKAGE FIGURE: false, with a line in the table, if the program is missing.
need() {
  has "$1" && return 0
  not_measured "$3" "$1 is missing (Debian package $2)"
  return 1
}

need_built() {
  [ -x "$bin/$1" ] && return 0
  say "$bin/$1 is missing: build the release preset first (bench/run.sh does), or name the folder in PALPATE_BIN"
  exit 1
}

# need_set FOLDER FIGURE
need_set() {
  [ -d "$reference/$1" ] && return 0
  not_measured "$2" "the reference set $1 is not in $reference (PALPATE_REFERENCE names another place)"
  return 1
}

# start_display WIDTHxHEIGHT: sets DISPLAY.
start_display() {
  mkfifo "$work/display"
  Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp 3> "$work/display" > "$work/xvfb.log" 2>&1 &
  started+=($!)
  local number
  if ! read -r -t 20 number < "$work/display"; then
    say "Xvfb did not start: $(tail -n 3 "$work/xvfb.log")"
    exit 1
  fi
  export DISPLAY=:$number
}

# The time in microseconds. Read where it is needed, without another process: now=$((10#${EPOCHREALTIME//[.,]/}))
# seconds_between BEGIN END
seconds_between() { printf '%d.%03d' $((($2 - $1) / 1000000)) $((($2 - $1) / 1000 % 1000)); }

# A pause without another process.
exec {never}<> <(:)
pause() { read -r -t "$1" -u "$never" || true; }

# statistics NUMBER...: "median lowest highest"
statistics() {
  printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 }
    END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%.3f %.3f %.3f", m, v[1], v[NR] }'
}

# row_of FIGURE MOST NOTE SECONDS...: a row with a target in seconds; MOST 0: none.
row_of() {
  local figure=$1 most=$2 note=$3 middle low high target="" met=""
  shift 3
  read -r middle low high <<< "$(statistics "$@")"
  if [ "$most" != 0 ]; then
    target="at most $most s"
    met=$(awk -v m="$middle" -v t="$most" 'BEGIN { print (m <= t ? "met" : "NOT MET") }')
  fi
  row "$figure" "$middle s" "$low s to $high s" "$target" "$met" "$note"
}
