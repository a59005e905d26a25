#!/usr/bin/env bash
# Builds what users get and measures it: every figure with what is wanted of it, into build/bench/results.txt.
#   bench/run.sh [SUBJECT ...]    pick needle access physique hide search find session clinical mesh load draw first_picture first_start
#                                idle
set -euo pipefail
cd "$(dirname "$0")/.."
subjects=("$@")
if [ ${#subjects[@]} -eq 0 ]; then
  subjects=(pick needle access physique hide search find session clinical mesh load draw first_picture idle first_start)
fi

cmake --preset release -DPALPATE_BENCHMARKS=ON -DPALPATE_TESTS=ON > /dev/null
cmake --build --preset release --target benchmarks | tail -n 1

results=build/bench/results.txt
mkdir -p build/bench
rm -f build/bench/table.tsv
export PALPATE_BENCH_TABLE=$PWD/build/bench/table.tsv PALPATE_BIN=$PWD/build/release/bin
touch "$PALPATE_BENCH_TABLE"

for subject in "${subjects[@]}"; do
  printf '\n== %s\n' "$subject"
  if [ -f "bench/$subject.sh" ]; then
    "bench/$subject.sh"
  elif [ -x "$PALPATE_BIN/bench_$subject" ]; then
    "$PALPATE_BIN/bench_$subject"
  else
    echo "There is nothing to measure called \"$subject\"; the top of bench/run.sh lists all." >&2
    exit 2
  fi
done

# As wide as it needs to be; figures in order of their subjects, interleaved repetitions having shuffled them.
align() {
  awk -F '\t' '
    { for (i = 1; i <= 6; ++i) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
    END {
      for (r = 1; r <= NR; ++r) {
        line = ""
        for (i = 1; i <= 5; ++i) line = line sprintf("%-" width[i] + 2 "s", cell[r, i])
        print line cell[r, 6]
      }
    }'
}
{
  date '+Measured on %Y-%m-%d at %H:%M'
  awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo
  printf '%s cores; load %s (also that of the measuring itself)\n\n' "$(nproc)" "$(cut -d ' ' -f 1-3 /proc/loadavg)"
  {
    printf 'figure\tmedian\tlowest to highest\ttarget\tmet\ton what\n'
    sort -t $'\t' -k 1,1 -V "$PALPATE_BENCH_TABLE"
  } | align
  printf '\n%s of %s targets met\n' "$(awk -F '\t' '$5 == "met"' "$PALPATE_BENCH_TABLE" | wc -l)" \
    "$(awk -F '\t' '$5 == "met" || $5 == "NOT MET"' "$PALPATE_BENCH_TABLE" | wc -l)"
} > "$results"
printf '\n'
cat "$results"
