"""What the topic scripts share: reading labelled articles, folds, measures.

A label file has lines `{"id", "topics": ["medtop:11000000", ..]}`, main topic first, whose ids are found in article
files (`.jsonl` or `.jsonl.gz` of `{"id", "title", "text"}`). A lead file has articles of our own, parted by empty
lines: `# ` and the codes, a line of title, lines of text.
"""

import gzip
import json

import numpy as np

LABELS = {
    "01": "arts, culture, entertainment and media", "02": "crime, law and justice",
    "03": "disaster, accident and emergency incident", "04": "economy, business and finance", "05": "education",
    "06": "environment", "07": "health", "08": "human interest", "09": "labour", "10": "lifestyle and leisure",
    "11": "politics and government", "12": "religion", "13": "science and technology", "14": "society",
    "15": "sport", "16": "conflict, war and peace", "17": "weather",
}
CODES = [f"medtop:{code}000000" for code in LABELS]


def read_articles(paths):
    articles = {}
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                articles[article["id"]] = article
    return articles


def read_labels(path, articles):
    with open(path, encoding="utf-8") as lines:
        labels = [json.loads(line) for line in lines if line.strip()]
    return [{**articles[label["id"]], "topics": label["topics"]} for label in labels]


def read_leads(path):
    leads = []
    for number, part in enumerate(open(path, encoding="utf-8").read().strip().split("\n\n"), 1):
        head, title, *text = part.split("\n")
        topics = head.removeprefix("# ").split()
        if not head.startswith("# ") or not text or not set(topics) <= set(CODES):
            raise SystemExit(f"{path}: article {number} is no lead: {head!r}")
        leads.append({"id": f"{path}:{number}", "title": title, "text": "\n".join(text), "topics": topics})
    return leads


def read_extra(paths, articles):
    """Label files and lead files, told apart by their names."""
    return [record for path in paths
            for record in (read_leads(path) if path.endswith(".txt") else read_labels(path, articles))]


def targets(records):
    """The main topic of each record, and a row of ones and zeros for all its topics."""
    main = np.array([CODES.index(record["topics"][0]) for record in records], np.int64)
    every = np.array([[float(code in record["topics"]) for code in CODES] for record in records])
    return main, every


def stratified_folds(main, folds, seed):
    """A fold number for every record, each fold with its share of every topic."""
    rng = np.random.default_rng(seed)
    out = np.zeros(len(main), np.int64)
    start = 0
    for topic in range(len(CODES)):
        members = rng.permutation(np.flatnonzero(main == topic))
        out[members] = (start + np.arange(len(members))) % folds
        start += len(members)
    return out


def f1(right, found, gold):
    return 2 * right / max(found + gold, 1)


def chosen(scores, threshold):
    """The topics that are told: all from the threshold on, and the best one anyway."""
    return (scores >= threshold) | (scores == scores.max(1, keepdims=True))


def calibration_error(scores, truth, bins=10):
    """Expected calibration error: the mean gap between what scores say and what is right, over bins of scores."""
    at = np.minimum((scores * bins).astype(int), bins - 1).ravel()
    gap = np.abs(np.bincount(at, scores.ravel(), bins) - np.bincount(at, truth.ravel(), bins))
    return gap.sum() / scores.size


def measure(scores, main, every, threshold):
    """`scores` from 0 to 1 per record and topic. Macro-F1 is over the topics that the records have."""
    best = scores.argmax(1)
    topics = sorted(set(main))
    found = chosen(scores, threshold)
    right, told, gold = (found * every).sum(0), found.sum(0), every.sum(0)
    return {
        "accuracy": (best == main).mean(),
        "macro-F1": np.mean([f1(((best == t) & (main == t)).sum(), (best == t).sum(), (main == t).sum()) for t in topics]),
        "all macro-F1": np.mean([f1(right[t], told[t], gold[t]) for t in range(len(CODES)) if gold[t]]),
        "all micro-F1": f1(right.sum(), told.sum(), gold.sum()),
        "ECE": calibration_error(scores, every),
        "main ECE": calibration_error(scores.max(1), (best == main).astype(float)),
    }
