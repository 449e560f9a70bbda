"""Write a gold corpus in capitals, in small letters and without marks, to measure how robust a tagger is.

    python variants.py ../../shared/corpus/entities/dev.jsonl runs
    trich eval runs/dev-capitals.jsonl
"""

import argparse
import json
import os

from text import read_jsonl
from train import without_marks

VARIANTS = {"capitals": str.upper, "small": str.lower, "unmarked": without_marks}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus")
    parser.add_argument("out", help="folder to write to")
    args = parser.parse_args()
    records = read_jsonl(args.corpus)
    stem = os.path.basename(args.corpus).removesuffix(".jsonl")
    for name, rewrite in VARIANTS.items():
        path, written = f"{args.out}/{stem}-{name}.jsonl", 0
        with open(path, "w", encoding="utf-8") as out:
            for record in records:
                text = rewrite(record["text"])
                # A few letters change their number ("ß"), and with it all offsets.
                if len(text) == len(record["text"]):
                    out.write(json.dumps({**record, "text": text}, ensure_ascii=False) + "\n")
                    written += 1
        print(f"{path}: {written} of {len(records)} records")


if __name__ == "__main__":
    main()
