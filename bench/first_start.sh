#!/usr/bin/env bash
# The real window on all sets: how long until it is up, and until a person who types "upper trap" and Enter at their
# own pace sees the zone; on a first start with an empty cache, and on a second one. As a measure of the machine, f3d's
# time to a picture of the merged BodyParts3D set is taken in the same rounds.
set -euo pipefail
# shellcheck source=bench/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
rounds=${1:-3}
readonly patience=300     # seconds until a start is given up
readonly key_us=142857    # between letters: seven a second

need_built palpate
need Xvfb xvfb first_start || exit 0
need xdotool xdotool first_start || exit 0
sets=$reference
if ! [ -d "$sets/zanatomy" ]; then
  not_measured first_start "the reference sets are not in $sets (PALPATE_REFERENCE names another place)"
  exit 0
fi
start_display 1440x900
f3d_here=false
if need f3d f3d first_start/f3d; then
  need_built merge_ply
  "$bin/merge_ply" "$sets/bodyparts3d" "$work/merged.ply" > /dev/null
  f3d_here=true
fi

items=$work/items.json
state="" camera_before="" time=0
read_state() { IFS= read -r -d '' state 2> /dev/null < "$items" || true; }
is() { [[ $state == *"\"$1\": $2"* ]]; }

# Sets the variable `time` to microseconds.
look_at_clock() { time=$((10#${EPOCHREALTIME//[.,]/})); }

# type_at_a_persons_pace KEY...: the first one at once, the others when they are due.
type_at_a_persons_pace() {
  local key due
  look_at_clock
  due=$time
  for key in "$@"; do
    look_at_clock
    if ((due > time)); then pause "$(seconds_between "$time" "$due")"; fi
    xdotool key "$key"
    due=$((due + key_us))
  done
}

# wait_until PROCESS WHAT CONDITION...: looks a hundred times a second.
wait_until() {
  local process=$1 what=$2 begin=$SECONDS
  shift 2
  until "$@"; do
    if ! kill -0 "$process" 2> /dev/null; then
      say "The window ended before $what: $(tail -n 3 "$work/palpate.log")"
      exit 1
    fi
    if ((SECONDS - begin > patience)); then
      say "Given up after $patience s of waiting until $what"
      exit 1
    fi
    pause 0.01
  done
}

camera_now() {
  local rest=${state#*\"camera\"}
  printf '%s' "${rest%%\}*}"
}

window_up() { [ -s "$items" ]; }
# The zone is resolved on its muscle and the skin, and the view has flown there.
zone_shown() { read_state && is zone_shown true && is flying false && [ "$(camera_now)" != "$camera_before" ]; }
all_loaded() { read_state && is loading false && is rays_ready true; }
refined() { read_state && is refined true; }

# The zone is timed from when the window is up, everything else from the start of the program.
# start NAME: one start; adds to the lists NAME_up, NAME_zone, NAME_after_enter, NAME_all.
start() {
  local name=$1 begin enter process
  rm -f "$items"
  look_at_clock
  begin=$time
  PALPATE_UI_ITEMS=$items "$bin/palpate" --fresh --atlas "$sets" > "$work/palpate.log" 2>&1 &
  process=$!
  started+=("$process")
  wait_until "$process" "its window was up" window_up
  local -n up=${name}_up zone=${name}_zone after=${name}_after_enter all=${name}_all
  look_at_clock
  up+=("$(seconds_between "$begin" "$time")")
  local opened=$time
  type_at_a_persons_pace ctrl+f u p p e r space t r a p Return
  look_at_clock
  enter=$time
  read_state
  camera_before=$(camera_now)
  wait_until "$process" "the zone was shown" zone_shown
  look_at_clock
  zone+=("$(seconds_between "$opened" "$time")")
  after+=("$(seconds_between "$enter" "$time")")
  wait_until "$process" "everything was loaded" all_loaded
  look_at_clock
  all+=("$(seconds_between "$begin" "$time")")
  wait_until "$process" "the picture was refined" refined
  if [ -n "${PALPATE_BENCH_PICTURES:-}" ] && has import; then
    mkdir -p "$PALPATE_BENCH_PICTURES"
    import -window root "$PALPATE_BENCH_PICTURES/$name.png"
  fi
  xdotool key ctrl+q
  wait "$process"
}

f3d_times=()
first_up=() first_zone=() first_after_enter=() first_all=()
second_up=() second_zone=() second_after_enter=() second_all=()
for ((round = 1; round <= rounds; ++round)); do
  say "Round $round of $rounds"
  if $f3d_here; then
    look_at_clock
    begin=$time
    f3d "$work/merged.ply" --dry-run --quiet --resolution 1280,800 --output "$work/f3d.png" > /dev/null 2>&1
    look_at_clock
    f3d_times+=("$(seconds_between "$begin" "$time")")
  fi
  rm -rf "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME" "$XDG_DATA_HOME"
  start first
  start second
done

# in_f3d NAME: the list as multiples of f3d's time in the same round.
in_f3d() {
  $f3d_here || return 0
  local -n times=$1
  local i ratios=() middle low high
  for i in "${!times[@]}"; do ratios+=("$(awk -v a="${times[i]}" -v b="${f3d_times[i]}" 'BEGIN { print a / b }')"); done
  read -r middle low high <<< "$(statistics "${ratios[@]}")"
  printf 'in pictures of f3d: %s (%s to %s)' "$middle" "$low" "$high"
}

if $f3d_here; then row_of first_start/f3d_picture 0 "the measure" "${f3d_times[@]}"; fi
typing="typing takes 1.6 s of it"
row_of first_start/window 0 "$(in_f3d first_up)" "${first_up[@]}"
row_of first_start/zone 10 "$typing; $(in_f3d first_zone)" "${first_zone[@]}"
row_of first_start/after_enter 0 "$(in_f3d first_after_enter)" "${first_after_enter[@]}"
row_of first_start/all_loaded 0 "$(in_f3d first_all)" "${first_all[@]}"
row_of second_start/window 0 "$(in_f3d second_up)" "${second_up[@]}"
row_of second_start/zone 2 "$typing; $(in_f3d second_zone)" "${second_zone[@]}"
row_of second_start/after_enter 0 "$(in_f3d second_after_enter)" "${second_after_enter[@]}"
row_of second_start/all_loaded 0 "$(in_f3d second_all)" "${second_all[@]}"
