"""The temperature at which the confidences of names are right as often as they say (Guo et al. 2017)."""

import contextlib

import numpy as np

from text import LABEL_IDS, WordEncoder
from train import pack, prepare, spans, viterbi, word_scores

TEMPERATURES = np.arange(0.6, 3.01, 0.05)


def confidences(scores, path, temperature):
    """One per name of the label sequence, as `src/decode.rs` has it: the probability of its labels, and of its end."""
    scaled = scores / temperature
    odds = np.exp(scaled - scaled.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    out = []
    for at, label in enumerate(path):
        if label[0] == "B":
            inside, end = "I" + label[1:], at + 1
            while end < len(path) and path[end] == inside:
                end += 1
            sure = np.prod([odds[i, LABEL_IDS[path[i]]] for i in range(at, end)])
            if end < len(path):
                sure *= 1 - odds[end, LABEL_IDS[inside]]
            out.append(sure)
    return out


def fitted_temperature(tagger, tokenizer_path, records):
    """That of the least log-loss of "this name is right", over the names that the tagger finds."""
    records = [prepare(record) for record in records]
    scores = word_scores(tagger, pack(records, WordEncoder(tokenizer_path), lambda: 0), "cpu", contextlib.nullcontext)
    found = []
    for index, record in enumerate(records):
        if record["words"]:
            rows = np.stack([scores[index, i] for i in range(len(record["words"]))])
            path = viterbi(rows)
            gold = {(e["start"], e["end"], e["type"]) for e in record["entities"]}
            right = [span in gold for span in sorted(spans(record["words"], path))]
            found.append((rows, path, right))
    right = np.concatenate([right for _, _, right in found]).astype(bool)

    def loss(temperature):
        sure = np.concatenate([confidences(rows, path, temperature) for rows, path, _ in found if path])
        sure = np.clip(sure, 1e-6, 1 - 1e-6)
        return -np.mean(np.where(right, np.log(sure), np.log(1 - sure)))

    best = min(TEMPERATURES, key=loss)
    print(f"temperature {best:.2f}: log-loss {loss(best):.4f}, {loss(1.0):.4f} without")
    return round(float(best), 2)
