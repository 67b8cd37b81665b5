#!/bin/sh
# Trains on another machine (one with a GPU) and brings the result back.
#
#   here:   ember/train/elsewhere.sh pack                   writes ember/runs/corpus.tar.xz
#   there:  ember/train/elsewhere.sh start NAME [options]   unpacks, trains a tokenizer, starts detached
#           ember/train/elsewhere.sh wait NAME SECONDS      prints the log's end; says whether it runs
#           ember/train/elsewhere.sh collect NAME FOLDER    exports Q8_0, split into parts of 15 MB
#   here:   ember/train/elsewhere.sh join FOLDER FILE.gguf  joins the parts and checks their sum
#
# Options of `start` are those of ember.train.train. SHAPE, VOCABULARY, PRE and
# PYTHON can be set in the environment. A second `start NAME --resume` goes on.
set -eu
python=${PYTHON:-python3}
runs=ember/runs

case "${1:-}" in
pack)
  mkdir -p "$runs"
  tar -c ember/corpus | xz -T0 -6 > "$runs/corpus.tar.xz"
  ls -l "$runs/corpus.tar.xz"
  ;;
start)
  name=$2
  shift 2
  mkdir -p "$runs/$name"
  [ -d ember/corpus/train ] || xz -dc "$runs/corpus.tar.xz" | tar -x
  tokenizer=$runs/$name/tokenizer.json
  [ -f "$tokenizer" ] || "$python" -m ember.tokenizer.train --into "$tokenizer" \
    --pre "${PRE:-qwen2}" --vocabulary "${VOCABULARY:-16384}"
  setsid nohup "$python" -m ember.train.train --run "$name" --shape "${SHAPE:-gpu-45m}" \
    --tokenizer "$tokenizer" "$@" > "$runs/$name/output.txt" 2>&1 &
  echo $! > "$runs/$name/pid"
  ;;
wait)
  sleep "$3"
  tail -n 3 "$runs/$2/log.jsonl"
  tail -n 3 "$runs/$2/output.txt"
  if kill -0 "$(cat "$runs/$2/pid")" 2> /dev/null; then echo running; else echo ended; fi
  ;;
collect)
  mkdir -p "$3"
  weights=$runs/$2/final.pt
  [ -f "$weights" ] || weights=$runs/$2/checkpoint.pt
  "$python" -m ember.export.export "$weights" --tokenizer "$runs/$2/tokenizer.json" --into "$runs/$2/ember.gguf"
  cp "$runs/$2/log.jsonl" "$runs/$2/tokenizer.json" "$3"
  split -b 15000000 -d "$runs/$2/ember.gguf" "$3/part-"
  sha256sum < "$runs/$2/ember.gguf" > "$3/sha256"
  ;;
join)
  cat "$2"/part-* > "$3"
  [ "$(sha256sum < "$3")" = "$(cat "$2/sha256")" ] || { echo "the sum differs: a part is missing or broken" >&2; exit 1; }
  ;;
*)
  sed -n '2,12p' "$0"
  exit 2
  ;;
esac
