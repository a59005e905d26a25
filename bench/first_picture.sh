#!/usr/bin/env bash
# How long from the command to a picture of all of BodyParts3D: f3d from one merged PLY file, and Palpate from the 515
# files of the set, with and without its cache.
set -euo pipefail
# shellcheck source=bench/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
runs=${1:-7}

need_built palpate
need_built merge_ply
need_built whole_process
need_set bodyparts3d first_picture || exit 0
set_folder=$reference/bodyparts3d

palpate="$bin/palpate render --draft --size 1280x800 --atlas $set_folder"
commands=(
  --run draft "$palpate --no-cache -o $work/draft.png" --makes "$work/draft.png"
  --run cached "$palpate -o $work/cached.png" --makes "$work/cached.png"
)
wishes=(--faster cached draft 1)

say "Filling the cache, once"
"$bin/palpate" import "$set_folder" > /dev/null

if need f3d f3d first_picture/f3d && need Xvfb xvfb first_picture/f3d; then
  start_display 1280x800
  say "Merging the set: $("$bin/merge_ply" "$set_folder" "$work/merged.ply")"
  # --dry-run: reads no configuration file, so no effects; the display is up already and is not counted.
  commands+=(--run f3d "f3d $work/merged.ply --dry-run --quiet --resolution 1280,800 --output $work/f3d.png"
    --makes "$work/f3d.png")
  wishes=(--faster draft f3d 2 --faster cached f3d 5 --smaller draft f3d --smaller cached f3d)
fi
"$bin/whole_process" --prefix first_picture --runs "$runs" "${commands[@]}" "${wishes[@]}"
if [ -n "${PALPATE_BENCH_PICTURES:-}" ]; then
  mkdir -p "$PALPATE_BENCH_PICTURES"
  cp "$work"/*.png "$PALPATE_BENCH_PICTURES"
fi
