"""Cut the base model's vocabulary to what Vietnamese news uses; the folder it writes is what `train.py` starts from.

    python trim_vocabulary.py runs/base runs/base-vi --size 16384

Kept, until the size is reached: the special pieces; single characters of Latin, Vietnamese and punctuation;
Vietnamese syllables attested at least twice; the 4,000 likeliest Latin pieces (foreign names); then by count.
`piece-counts.tsv.gz` (piece id, piece, count) was counted over 374k lines of Vietnamese news and encyclopaedia.
"""

import argparse
import gzip
import json
import os
import re

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import normalizers

from base_model import build_tokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
SPECIALS = {"<s>", "<pad>", "</s>", "<unk>", "<mask>"}
LATIN = re.compile(r"▁?[a-zA-ZÀ-ɏḀ-ỿđĐ]+")
CHARACTER = re.compile(
    r"▁?[\x20-\x7e\u00a0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20ab\u20ac\u2116\u2122×÷≤≥]"
)
OUR_SCRIPT = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2000-\u22ff▁]+")
WORD = "embeddings.word_embeddings.weight"


def read_counts():
    with gzip.open(f"{HERE}/piece-counts.tsv.gz", "rt", encoding="utf-8", newline="\n") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {row[1]: int(row[2]) for row in rows if len(row) == 3}


def choose(vocabulary, counts, size, latin=4000):
    """Ids to keep, in the base model's order."""
    pieces = [piece for piece, _ in vocabulary]
    by_score = sorted((i for i, p in enumerate(pieces) if LATIN.fullmatch(p)), key=lambda i: -vocabulary[i][1])
    keep = {i for i, p in enumerate(pieces) if p in SPECIALS or p == "▁" or CHARACTER.fullmatch(p)}
    keep |= {i for i, p in enumerate(pieces) if p.startswith("▁") and LATIN.fullmatch(p) and counts.get(p, 0) >= 2}
    keep |= set(by_score[:latin])
    for i in sorted(range(len(pieces)), key=lambda i: -counts.get(pieces[i], 0)):
        if len(keep) >= size:
            break
        if counts.get(pieces[i], 0) and OUR_SCRIPT.fullmatch(pieces[i]):
            keep.add(i)
    return sorted(keep)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("base")
    parser.add_argument("out")
    parser.add_argument("--size", type=int, default=16384)
    args = parser.parse_args()

    vocabulary = json.load(open(f"{args.base}/tokenizer.json", encoding="utf-8"))["model"]["vocab"]
    counts = read_counts()
    keep = choose(vocabulary, counts, args.size)
    tokenizer = build_tokenizer([vocabulary[i][0] for i in keep], [vocabulary[i][1] for i in keep])
    # Words reach the model one by one, so plain NFKC does what `nmt_nfkc` would, without its 240 KB table.
    tokenizer.normalizer = normalizers.NFKC()

    os.makedirs(args.out, exist_ok=True)
    tokenizer.save(f"{args.out}/tokenizer.json")
    tensors = load_file(f"{args.base}/model.safetensors")
    tensors[WORD] = np.ascontiguousarray(tensors[WORD][keep])
    save_file(tensors, f"{args.out}/model.safetensors", metadata={"format": "pt"})
    config = json.load(open(f"{args.base}/config.json"))
    config["vocab_size"] = len(keep)
    json.dump(config, open(f"{args.out}/config.json", "w"), indent=2)

    kept = {vocabulary[i][0] for i in keep}
    covered = sum(count for piece, count in counts.items() if piece in kept) / sum(counts.values())
    print(f"{args.out}: {len(keep)} pieces, {100 * covered:.2f} % of the counted text's pieces")


if __name__ == "__main__":
    main()
