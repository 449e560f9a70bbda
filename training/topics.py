"""Train the topic model of an exported model folder, and measure it by cross-validation.

    cargo build --release --bin trich
    python topics.py ../models/vi-news --gold ../../shared/corpus/topics/train.jsonl \
        --articles ../../shared/corpus/articles/*.jsonl.gz --extra ../corpus/topics/*

The crate itself reads the articles (`trich model topic-features`), so that training sees what extraction will see, int8
and all. To be run after every `export.py`, which writes the manifest anew. Figures are over the gold articles only;
extra articles are trained on in every fold and never measured.

One linear layer, trained on the main topic (softmax) and on all topics (logistic) at once. With far more features than
articles, it is found among combinations of the articles, which is the same and takes seconds.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from safetensors.numpy import save_file
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from topic_data import CODES, measure, read_articles, read_extra, read_labels, stratified_folds, targets

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST_ARTICLES = 4  # that a syllable or pair must be in
FILE = "topics.safetensors"


def features(records, trich, model):
    """What the crate sees of each article."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, record in enumerate(records):
            line = {"id": number, "title": record["title"], "text": record["text"]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        command = [trich, "model", "topic-features", "--model", model, file.name]
        lines = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


class Blocks:
    """Articles as rows: mean vectors of title and story, standardised, and grams as TF-IDF of length 1."""

    def __init__(self, rows):
        title = [row["title"] or row["story"] for row in rows]
        story = [row["story"] or row["title"] for row in rows]
        self.vectors = np.stack([np.array(title, np.float32), np.array(story, np.float32)])
        self.mean = self.vectors.mean(1)
        self.scale = self.vectors.std(1) * np.sqrt(self.vectors.shape[2])
        at = np.repeat(np.arange(len(rows)), [len(row["grams"]) for row in rows])
        numbers = np.array([int(number) for row in rows for number in row["grams"]])
        known, articles = np.unique(numbers, return_counts=True)
        self.numbers = known[articles >= LEAST_ARTICLES]
        place = np.searchsorted(self.numbers, numbers)
        told = np.isin(numbers, self.numbers)
        counts = np.array([count for row in rows for count in row["grams"].values()], np.float32)
        grams = csr_matrix((1 + np.log(counts[told]), (at[told], place[told])), (len(rows), len(self.numbers)), dtype=np.float32)
        self.idf = (np.log((1 + len(rows)) / (1 + articles[articles >= LEAST_ARTICLES])) + 1).astype(np.float32)
        grams = grams.multiply(self.idf).tocsr()
        lengths = np.sqrt(np.asarray(grams.multiply(grams).sum(1)).ravel())
        self.grams = grams.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()

    def standardised(self):
        return (self.vectors - self.mean[:, None]) / self.scale[:, None]

    def kernel(self, vectors, grams):
        """Products of all pairs of articles, with a weight for either kind of features."""
        title, story = self.standardised()
        kernel = np.zeros((title.shape[0],) * 2, np.float32)
        if vectors:
            kernel += vectors * (title @ title.T + story @ story.T)
        if grams:
            kernel += grams * (self.grams @ self.grams.T).toarray()
        return kernel

    def weights(self, combination, vectors, grams):
        """The features' own weights of a combination of articles, and what to add to the bias."""
        blocks = [vectors * (part.T @ combination) / scale[:, None]
                  for part, scale in zip(self.standardised(), self.scale)]
        shift = -sum(mean @ block for mean, block in zip(self.mean, blocks))
        return *blocks, grams * (self.grams.T @ combination), shift


def coordinates(kernel):
    """Articles as points whose products are the kernel's, and the way back to combinations of articles."""
    values, vectors = np.linalg.eigh(kernel)
    keep = values > 1e-5 * values.max()
    roots = np.sqrt(values[keep])
    return (vectors[:, keep] * roots).astype(np.float32), vectors[:, keep] / roots


def fit(points, main, every, weights, penalty, steps=100):
    """Weights and bias; the loss is cross-entropy of the main topic plus that of every topic alone."""
    count, width = points.shape
    topics = len(CODES)
    every, weights = every.astype(np.float32), weights.astype(np.float32)[:, None]
    one_main = np.eye(topics, dtype=np.float32)[main]

    def loss(flat):
        flat = flat.astype(np.float32)
        matrix, bias = flat[: width * topics].reshape(width, topics), flat[width * topics :]
        sums = points @ matrix + bias
        powers = np.exp(sums - sums.max(1, keepdims=True))
        shares = powers / powers.sum(1, keepdims=True)
        alone = 1 / (1 + np.exp(-sums))
        value = -(weights[:, 0] * np.log((shares * one_main).sum(1) + 1e-12)).sum()
        value += (weights * (np.logaddexp(0, sums) - every * sums)).sum() + penalty / 2 * (matrix**2).sum()
        slope = weights * (shares - one_main + alone - every)
        gradient = np.concatenate([(points.T @ slope + penalty * matrix).ravel(), slope.sum(0)])
        return float(value), gradient.astype(np.float64)

    start = np.zeros((width + 1) * topics)
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return flat[: width * topics].reshape(width, topics), flat[width * topics :]


def balance(main, power):
    """Weights that let rare topics count for more: their share to the power of minus `power`."""
    counts = np.bincount(main, minlength=len(CODES))
    weights = counts[main] ** -float(power)
    return weights * len(main) / weights.sum()


def calibration(sums, every):
    """The line on which the sums are log odds."""
    def loss(line):
        odds = line[0] * sums + line[1]
        gap = 1 / (1 + np.exp(-odds)) - every
        return (np.logaddexp(0, odds) - every * odds).mean(), np.array([(gap * sums).mean(), gap.mean()])
    return minimize(loss, [1.0, 0.0], jac=True).x


def held_out(points, main, every, gold, fold, folds, args):
    """The sums of gold articles by models that have not seen them."""
    sums = np.zeros((gold, len(CODES)))
    for number in range(folds):
        train = np.r_[np.flatnonzero(fold != number), np.arange(gold, len(points))]
        matrix, bias = fit(points[train], main[train], every[train], balance(main[train], args.balance), args.penalty)
        test = fold == number
        sums[test] = points[:gold][test] @ matrix + bias
    return sums


def calibrated(sums, every, fold):
    """Scores of each fold by the calibration of the others."""
    scores = np.zeros_like(sums)
    for number in set(fold):
        slope, shift = calibration(sums[fold != number], every[fold != number])
        scores[fold == number] = 1 / (1 + np.exp(-(slope * sums[fold == number] + shift)))
    return scores


def best_threshold(scores, main, every):
    def mean(threshold):
        measured = measure(scores, main, every, threshold)
        return measured["all macro-F1"] + measured["all micro-F1"]
    return max(np.arange(0.2, 0.61, 0.05), key=mean)


def cross_validate(points, main, every, gold, args):
    """Measures by repetition, and the sums of the last one."""
    measures = []
    for seed in range(args.repeats):
        fold = stratified_folds(main[:gold], args.folds, seed)
        sums = held_out(points, main, every, gold, fold, args.folds, args)
        scores = calibrated(sums, every[:gold], fold)
        measures.append(measure(scores, main[:gold], every[:gold], args.threshold))
    mean = {name: float(np.mean([measured[name] for measured in measures])) for name in measures[0]}
    return mean, sums, scores


def show(name, measured):
    print(f"{name:28}", "  ".join(f"{key} {value:.3f}" for key, value in measured.items()), flush=True)


def write(model, tensors, scores, extra):
    """The file, and its entry in the manifest."""
    save_file(tensors, f"{model}/{FILE}")
    data = open(f"{model}/{FILE}", "rb").read()
    manifest = json.load(open(f"{model}/manifest.json", encoding="utf-8"))
    manifest["files"][FILE] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    manifest["scores"] |= {f"topics, cross-validated: {name}": round(value, 4) for name, value in scores.items()}
    sources = ["topics: articles of Vietnamese newspapers, labelled by trich; not redistributed"]
    sources += ["topics: articles written for trich, in corpus/topics (CC BY 4.0)"] if extra else []
    manifest["training_data"] += [source for source in sources if source not in manifest["training_data"]]
    with open(f"{model}/manifest.json", "w", encoding="utf-8") as out:
        json.dump(manifest, out, ensure_ascii=False, indent=2)
        out.write("\n")
    print(f"{model}/{FILE}: {len(data):,} bytes")


def tensors_of(blocks, combination, bias, line, threshold, args):
    """The trained layer with its calibration multiplied in, as src/topic/model.rs reads it."""
    title, story, grams, shift = blocks.weights(combination, args.vectors, args.grams)
    slope, offset = line
    grams = slope * grams
    scale = np.maximum(np.abs(grams).max(0), 1e-12) / 127
    put = lambda values: np.ascontiguousarray(values, np.float32)
    return {
        "title.weight": put(slope * title.T), "story.weight": put(slope * story.T),
        "bias": put(slope * (bias + shift) + offset),
        "grams.weight": np.ascontiguousarray(np.rint(grams / scale).astype(np.int8)),
        "grams.number": blocks.numbers.astype(np.uint32), "grams.scale": put(scale), "grams.idf": put(blocks.idf), "threshold": put([threshold]),
    }


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", help="folder that `export.py` wrote")
    parser.add_argument("--gold", required=True, help="label file; what is measured")
    parser.add_argument("--articles", nargs="+", required=True, help="where the labels' articles are")
    parser.add_argument("--extra", nargs="*", default=[], help="more label files (.jsonl) and lead files (.txt)")
    parser.add_argument("--trich", default=f"{HERE}/../target/release/trich", help="the program")
    parser.add_argument("--vectors", type=float, default=0.05, help="weight of the vectors")
    parser.add_argument("--grams", type=float, default=1.0, help="weight of the syllables")
    parser.add_argument("--penalty", type=float, default=0.01)
    parser.add_argument("--balance", type=float, default=0.3, help="0: every article counts alike; 1: every topic")
    parser.add_argument("--threshold", type=float, default=0.4, help="while measuring; the model's own is chosen")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--ablations", action="store_true", help="also measure either kind of features alone, and without extra articles")
    parser.add_argument("--features", metavar="FILE", help="keep what the crate sees in this file, or take it from there")
    return parser.parse_args()


def read(args):
    articles = read_articles(args.articles)
    gold = read_labels(args.gold, articles)
    known = {record["id"] for record in gold}
    extra = [record for record in read_extra(args.extra, articles) if record["id"] not in known]
    records = gold + extra
    if args.features and os.path.exists(args.features):
        rows = [json.loads(line) for line in open(args.features, encoding="utf-8")]
        if len(rows) != len(records):
            sys.exit(f"{args.features}: {len(rows)} articles, expected {len(records)}")
    else:
        rows = features(records, args.trich, args.model)
        if args.features:
            with open(args.features, "w", encoding="utf-8") as out:
                out.writelines(json.dumps(row) + "\n" for row in rows)
    print(f"{len(gold)} gold articles, {len(extra)} extra ones")
    return records, rows, len(gold)


def main():
    args = arguments()
    records, rows, gold = read(args)
    main_topics, every = targets(records)
    blocks = Blocks(rows)
    points, back = coordinates(blocks.kernel(args.vectors, args.grams))
    if args.ablations:
        for name, kinds in {"syllables": (0, args.grams), "vectors": (args.vectors, 0)}.items():
            alone = coordinates(blocks.kernel(*kinds))[0]
            show(f"{name}, gold alone", cross_validate(alone[:gold], main_topics[:gold], every[:gold], gold, args)[0])
            show(name, cross_validate(alone, main_topics, every, gold, args)[0])
        show("both, gold alone", cross_validate(points[:gold], main_topics[:gold], every[:gold], gold, args)[0])
    measured, sums, scores = cross_validate(points, main_topics, every, gold, args)
    show("both", measured)
    threshold = best_threshold(scores, main_topics[:gold], every[:gold])
    show(f"both, threshold {threshold:.2f}", measure(scores, main_topics[:gold], every[:gold], threshold))
    matrix, bias = fit(points, main_topics, every, balance(main_topics, args.balance), args.penalty)
    line = calibration(sums, every[:gold])
    write(args.model, tensors_of(blocks, back @ matrix, bias, line, threshold, args), measured, args.extra)


if __name__ == "__main__":
    main()
