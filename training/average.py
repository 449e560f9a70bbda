"""The mean of the weights of several runs that began from one another (Wortsman et al. 2022).

    python average.py runs/third runs/fourth --out runs/final --dev ../../shared/corpus/entities/dev.jsonl
"""

import argparse
import contextlib
import json
import os
import shutil

from model import load_tagger, save_tagger
from text import WordEncoder, read_jsonl
from train import evaluate, prepare


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--dev", help="gold sentences to measure the mean on, as `train.py` does")
    parser.add_argument("--window", type=int, default=160, help="pieces of the largest window")
    args = parser.parse_args()
    taggers = [load_tagger(run) for run in args.runs]
    tagger, labels = taggers[0]
    states = [other.state_dict() for other, _ in taggers]
    tagger.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    os.makedirs(args.out, exist_ok=True)
    save_tagger(tagger, labels, args.out)
    shutil.copy(f"{args.runs[0]}/tokenizer.json", args.out)
    if args.dev:
        dev = [prepare(record) for record in read_jsonl(args.dev)]
        encoder = WordEncoder(f"{args.out}/tokenizer.json")
        f1 = lambda limit: evaluate(tagger, dev, encoder, lambda: limit, "cpu", contextlib.nullcontext)
        (alone, kinds), (packed, _) = f1(0), f1(args.window)
        print(json.dumps({"dev_f1": round(packed, 4), "dev_f1_alone": round(alone, 4), "alone": kinds}))


if __name__ == "__main__":
    main()
