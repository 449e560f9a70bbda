"""Speed beside peers, on one thread, in one run: ratios matter, since machines differ and are noisy.

    pip install onnx onnxruntime onnxscript underthesea       # what is missing is left out
    cargo build --release --bin trich
    python peers.py runs/final ../seeds/articles/ha-noi-bon-cam-ket.txt

Rows: the crate's whole pipeline (`trich batch`, start and loading included), ONNX Runtime on the same weights (the
encoder alone, its int8 and f32, on the windows that the crate reads), and underthesea's `ner` (its default tagger).
"""

import argparse
import importlib.util
import json
import os
import re
import subprocess
import tempfile
import time

os.environ.update({name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")})
HERE = os.path.dirname(os.path.abspath(__file__))
REPEAT = 5


def best_of(runs, work):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def crate(text):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/in.jsonl", "w", encoding="utf-8") as out:
            for number in range(REPEAT):
                out.write(json.dumps({"id": number, "text": text}) + "\n")
        command = [f"{HERE}/../target/release/trich", "batch", f"{folder}/in.jsonl", "-o", f"{folder}/out.jsonl",
                   "--threads", "1"]
        return best_of(3, lambda: subprocess.run(command, check=True)) / REPEAT


def windows(text, encoder, most=160):
    """Piece ids of neighbouring lines packed as the crate packs sentences."""
    from text import BOS, EOS, WORD

    out, held = [], []
    for line in text.splitlines():
        for sentence in re.split(r"(?<=[.!?…]) ", line):
            ids = [i for word in WORD.findall(sentence) for i in encoder.encode(word)][: most - 2]
            if held and len(held) + len(ids) > most - 2:
                out.append([BOS, *held, EOS])
                held = []
            held += ids
    return [*out, [BOS, *held, EOS]]


def onnx(run, text):
    import numpy as np
    import onnxruntime
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from model import load_tagger
    from text import WordEncoder

    tagger, _ = load_tagger(run)
    batches = windows(text, WordEncoder(f"{run}/tokenizer.json"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        torch.onnx.export(tagger.eval(), (torch.tensor([batches[0]]),), f"{folder}/f32.onnx", input_names=["ids"],
                          dynamic_axes={"ids": {1: "tokens"}}, opset_version=17, dynamo=False)
        quantize_dynamic(f"{folder}/f32.onnx", f"{folder}/int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
        for name in ("int8", "f32"):
            session = onnxruntime.InferenceSession(f"{folder}/{name}.onnx", options)

            def read():
                for ids in batches:
                    session.run(None, {"ids": np.array([ids])})

            read()
            yield f"ONNX Runtime {onnxruntime.__version__}, {name}, encoder alone", best_of(3, read)
    print(f"({sum(map(len, batches))} pieces in {len(batches)} windows)")


def underthesea(text):
    import underthesea as package

    sentences = [s for line in text.splitlines() for s in package.sent_tokenize(line) if s.strip()]
    package.ner(sentences[0])
    return f"underthesea {package.__version__}, ner", best_of(2, lambda: [package.ner(s) for s in sentences])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", help="folder of `train.py`")
    parser.add_argument("text", help="a text file")
    args = parser.parse_args()
    text = open(args.text, encoding="utf-8").read()
    syllables = len(text.split())

    rows = [("trich, everything, start included", crate(text))]
    if importlib.util.find_spec("onnxruntime"):
        rows += onnx(args.run, text)
    if importlib.util.find_spec("underthesea"):
        rows.append(underthesea(text))
    for name, seconds in rows:
        print(f"{name:45} {syllables / seconds:8.0f} syllables/s  {seconds / rows[0][1]:6.2f} x trich's time")


if __name__ == "__main__":
    main()
