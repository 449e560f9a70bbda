"""Fits the weights of key phrases on the development half, and writes them as src/keyphrase/weights.rs has them.

    cargo run --release --example keyphrase_evidence -- ../corpus/keyphrases.jsonl ARTICLES.. >evidence.jsonl
    python keyphrases.py evidence.jsonl            # F1 by cross-validation over the development articles, then weights

A candidate is right if it is a gold phrase, and half right if it shares half of the syllables with one. Logistic
regression with a ridge; only the ridge and the choice's two settings were chosen by hand.
"""

import argparse
import json
import unicodedata

import numpy as np

from text import normalize_word

FEWEST, DIVERSITY, REPEATS = 5, 0.35, 0.6


def key(phrase):
    words = "".join(c if c.isalnum() or unicodedata.combining(c) else " "
                    for c in unicodedata.normalize("NFC", phrase)).split()
    return " ".join(normalize_word(word).lower() for word in words)


def jaccard(a, b):
    a, b = set(a.split()), set(b.split())
    return len(a & b) / max(len(a | b), 1)


def read(path, split):
    articles = []
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        if record["split"] != split:
            continue
        gold = [key(phrase) for phrase in record["gold"]]
        keys = [key(candidate["text"]) for candidate in record["candidates"]]
        evidence = np.array([candidate["evidence"] for candidate in record["candidates"]])
        like = np.array([max(jaccard(k, g) for g in gold) for k in keys])
        target = np.where(like == 1, 1.0, np.where(like >= 0.5, args.half, 0.0))
        articles.append((keys, evidence, target, gold, record))
    return articles


def fit(articles, ridge, rounds=30):
    x = np.concatenate([article[1] for article in articles])
    y = np.concatenate([article[2] for article in articles])
    x = np.hstack([x, np.ones((len(x), 1))])
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 0
    for _ in range(rounds):     # Newton's method
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(hessian, x.T @ (p - y) + penalty * weights)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def choose(keys, scores, most=10):
    order = sorted(range(len(keys)), key=lambda i: -scores[i])[:300]
    rest, chosen = {i: 0.0 for i in order}, []
    while rest and len(chosen) < most:
        best = max(rest, key=lambda i: scores[i] * (1 - DIVERSITY * rest[i]))
        chosen.append(best)
        kept = {}
        for i, similar in rest.items():
            shared = jaccard(keys[i], keys[best])
            a, b = f" {keys[i]} ", f" {keys[best]} "
            if shared < REPEATS and a not in b and b not in a:
                kept[i] = max(similar, shared)
        rest = kept
    return [keys[i] for i in chosen]


def matched(found, gold, least):
    pairs = sorted(((jaccard(f, g), -i, -j) for i, f in enumerate(found) for j, g in enumerate(gold)), reverse=True)
    right, used, taken = 0, set(), set()
    for like, i, j in pairs:
        if like >= least and i not in used and j not in taken:
            used.add(i), taken.add(j)
            right += 1
    return right


def measure(articles, weights_of):
    counts = np.zeros((2, 2, 3))
    for number, (keys, evidence, _, gold, _) in enumerate(articles):
        weights = weights_of(number)
        scores = 1 / (1 + np.exp(-(evidence @ weights[:-1] + weights[-1])))
        found = choose(keys, scores)
        for i, k in enumerate((5, 10)):
            for j, least in enumerate((1.0, 0.5)):
                top = found[:k]
                right = len(set(top) & set(gold)) if least == 1.0 else matched(top, gold, least)
                counts[i, j] += right, len(top), len(gold)
    f1 = 2 * counts[..., 0] / (counts[..., 1] + counts[..., 2])
    return f"F1@5 {f1[0, 0]:.3f} ~{f1[0, 1]:.3f}   F1@10 {f1[1, 0]:.3f} ~{f1[1, 1]:.3f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("evidence")
    parser.add_argument("--ridge", type=float, default=5.0)
    parser.add_argument("--half", type=float, default=0.3)
    parser.add_argument("--without", nargs="*", default=[], help="evidence to leave out, to see what it adds")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    articles = read(args.evidence, "dev")
    names = articles[0][4]["names"]
    for article in articles:
        for name in args.without:
            article[1][:, names.index(name)] = 0
    reached = sum(len(set(a[3]) & set(a[0])) for a in articles) / sum(len(a[3]) for a in articles)
    print(f"{len(articles)} articles; {reached:.3f} of the gold phrases are candidates")
    folds = [fit([a for i, a in enumerate(articles) if i % 10 != fold], args.ridge) for fold in range(10)]
    print("cross-validated ", measure(articles, lambda number: folds[number % 10]))
    weights = fit(articles, args.ridge)
    print("on what was seen", measure(articles, lambda number: weights))
    for name, weight in zip(names + ["constant"], weights):
        print(f"    {weight:.3f}, // {name}")
    if args.show:
        for number, (keys, evidence, _, gold, record) in enumerate(articles):
            w = folds[number % 10]
            print("\n" + record["id"], "GOLD", " | ".join(gold))
            found = choose(keys, 1 / (1 + np.exp(-(evidence @ w[:-1] + w[-1]))), 15)
            print("   ", " | ".join(("*" if f in gold else "") + f for f in found))
            print("    NOT CANDIDATES:", " | ".join(g for g in gold if g not in keys))
