"""Compare the crate's mentions with those of PyTorch, record by record: unrounded, and by the exported arithmetic.

    trich batch dev.jsonl -o runs/found.jsonl --offsets chars
    python agreement.py runs/final runs/found.jsonl ../../shared/corpus/entities/dev.jsonl
"""

import argparse
import contextlib

import numpy as np
import torch

from model import load_tagger
from rounded import rounded_tagger
from text import WordEncoder, read_jsonl
from train import pack, prepare, spans, viterbi, word_scores


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("found", help="what `trich batch --offsets chars` wrote")
    parser.add_argument("corpus")
    args = parser.parse_args()

    tagger, _ = load_tagger(args.run)
    records = [prepare(record) for record in read_jsonl(args.corpus)]
    windows = pack(records, WordEncoder(f"{args.run}/tokenizer.json"), lambda: 0)
    found = read_jsonl(args.found)
    for name, model in (("unrounded", tagger), ("rounded", rounded_tagger(tagger))):
        scores = word_scores(model, windows, "cpu", contextlib.nullcontext)
        print(f"{name}: {agreement(scores, records, found)}")


def agreement(scores, records, found):
    same = ours = theirs = identical = 0
    for index, (record, row) in enumerate(zip(records, found, strict=True)):
        rows = np.stack([scores[index, i] for i in range(len(record["words"]))])
        torch_spans = spans(record["words"], viterbi(rows))
        rust_spans = {(m["start"], m["end"], m["kind"]) for m in row["mentions"]}
        same += len(torch_spans & rust_spans)
        ours += len(rust_spans)
        theirs += len(torch_spans)
        identical += torch_spans == rust_spans
    return (f"{len(records)} records, {identical} with the same mentions; "
            f"mentions: {ours} by the crate, {theirs} by PyTorch, {same} the same (F1 {2 * same / (ours + theirs):.4f})")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
