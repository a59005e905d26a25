#!/usr/bin/env bash
# What the window does while nobody does anything: frames drawn and processor time used in 5 seconds.
set -euo pipefail
# shellcheck source=bench/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
readonly seconds=5 patience=300

need_built palpate
need Xvfb xvfb idle || exit 0
need xdotool xdotool idle || exit 0
start_display 1440x900

items=$work/items.json
arguments=(--fresh)
what="no body"
if [ -d "$reference/zanatomy" ]; then
  arguments+=(--atlas "$reference/zanatomy")
  what="Z-Anatomy"
fi
PALPATE_UI_ITEMS=$items "$bin/palpate" "${arguments[@]}" > "$work/palpate.log" 2>&1 &
window=$!
started+=("$window")

# Ticks of user and system time; the name of the process, in brackets, may hold spaces.
ticks() {
  local line fields
  line=$(< "/proc/$window/stat")
  read -ra fields <<< "${line##*) }"
  echo $((fields[11] + fields[12]))
}

# The file is written anew for each frame.
frame() { stat -c %i.%y "$items" 2> /dev/null || true; }

still() { [ -s "$items" ] && grep -q '"loading": false' "$items" && grep -q '"refined": true' "$items" &&
  grep -q '"rays_ready": true' "$items"; }

settle() {
  local begin=$SECONDS
  until still; do
    if ! kill -0 "$window" 2> /dev/null || ((SECONDS - begin > patience)); then
      say "The window did not come to rest: $(tail -n 3 "$work/palpate.log")"
      exit 1
    fi
    pause 0.1
  done
  pause 2
}

# watch_window FIGURE TARGET NOTE
watch_window() {
  local before after frames=0 last next end
  before=$(ticks)
  last=$(frame)
  end=$((SECONDS + seconds))
  while ((SECONDS < end)); do
    pause 0.02
    next=$(frame)
    if [ "$next" != "$last" ]; then
      frames=$((frames + 1))
      last=$next
    fi
  done
  after=$(ticks)
  local used met=""
  used=$(awk -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.2f", t / hz }')
  if [ -n "$2" ]; then met=$([ "$frames" -eq "$2" ] && echo met || echo "NOT MET"); fi
  row "$1" "$frames frames" "" "${2:+$2 frames}" "$met" "in $seconds s, $used s of CPU; $3"
}

xdotool mousemove 700 500
settle
watch_window idle/window 0 "$what, still"
xdotool key ctrl+f
pause 1
watch_window idle/cursor_in_search "" "the cursor blinks in the search field"
