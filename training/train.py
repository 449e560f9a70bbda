"""Fine-tune the trimmed encoder to tag names; keeps the checkpoint that is best on dev.

    python train.py --base runs/base-vi --out runs/first \
        --train ../../shared/corpus/entities/train.jsonl --dev ../../shared/corpus/entities/dev.jsonl

A record is `{"id", "doc", "text", "entities": [{"start", "end", "type"}]}`, offsets in code points. Records of one
`doc` that follow each other are neighbours: each epoch packs them anew into windows of random size, from one
sentence alone to `--window` pieces, so that the model knows both kinds of context. Some windows are written in
lower case or without marks. A run that was stopped goes on from its last epoch.
"""

import argparse
import itertools
import json
import os
import random
import shutil
import time

import numpy as np
import torch
import torch.nn.functional as F

from model import Tagger, load_encoder, load_tagger, save_tagger
from substitution import Names
from text import (BOS, EOS, LABEL_IDS, LABELS, PAD, TYPES, WordEncoder, is_all_capitals, plain, read_jsonl,
                  without_marks, words)

IGNORED = -100


def words_and_labels(record):
    """[(word, start, end, label)] of one record; a word takes the label of the entity that it overlaps."""
    entities = sorted((e["start"], e["end"], e["type"]) for e in record["entities"])
    out, at = [], 0
    for word, start, end in words(record["text"]):
        while at < len(entities) and entities[at][1] <= start:
            at += 1
        label = "O"
        if at < len(entities) and entities[at][0] < end:
            begins = entities[at][0] >= start or not out or out[-1][2] <= entities[at][0]
            label = ("B-" if begins else "I-") + entities[at][2]
        out.append((word, start, end, label))
    return out


def prepare(record):
    words = words_and_labels(record)
    return {**record, "words": words, "spell": as_read(words)}


# Sentences in capitals are read in small letters, so there is no need to show the model capitals.
REWRITES = [(0.08, str.lower), (0.01, str.title), (0.03, without_marks)]
SUBSTITUTED = 0.15  # sentences whose names are replaced by others
LOWER_ALONE = 0.04  # single sentences in small letters, as headlines in capitals among others are read


def rewrite_at_random(rng):
    at = rng.random()
    for share, rewrite in REWRITES:
        if at < share:
            return rewrite
        at -= share
    return None


class Window:
    """`ids` with <s> and </s>; `labels` on first pieces, IGNORED elsewhere; `owners` [(record, word)] per label."""

    def __init__(self):
        self.ids, self.labels, self.owners = [], [], []

    def add(self, pieces, label, owner):
        self.ids += pieces
        self.labels += [LABEL_IDS[label]] + [IGNORED] * (len(pieces) - 1)
        self.owners.append(owner)

    def closed(self):
        self.ids = [BOS, *self.ids, EOS]
        self.labels = [IGNORED, *self.labels, IGNORED]
        return self


def as_read(words):
    """How the tagger spells the words of a sentence."""
    return str.lower if is_all_capitals([word for word, _, _, _ in words]) else str


def pack(records, encoder, limit, longest=256, rewrite=None, lower_alone=None):
    """Windows over neighbouring records. `limit()` gives the pieces that the next window may hold (0: one record)."""
    windows = []
    for _, group in itertools.groupby(enumerate(records), key=lambda pair: pair[1]["doc"]):
        window, most = Window(), limit()
        how = rewrite() if rewrite else None
        for index, record in group:
            spell = how or (lower_alone and lower_alone()) or record["spell"]
            words = [
                (encoder.encode(spell(word)), label, (index, i))
                for i, (word, _, _, label) in enumerate(record["words"])
            ]
            size = sum(len(pieces) for pieces, _, _ in words)
            if window.ids and len(window.ids) + size > most:
                windows.append(window.closed())
                window, most = Window(), limit()
                how = rewrite() if rewrite else None
            for word in words:
                if window.ids and len(window.ids) + len(word[0]) > longest:
                    windows.append(window.closed())
                    window = Window()
                window.add(*word)
        if window.ids:
            windows.append(window.closed())
    return windows


def bucketed(windows, tokens, rng=None):
    """Batches of windows of like length, about `tokens` pieces each; shuffled with `rng`."""
    order = list(range(len(windows)))
    if rng:
        rng.shuffle(order)
    order.sort(key=lambda i: len(windows[i].ids) + (8 * rng.random() if rng else 0))
    batches, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * len(windows[i].ids) > tokens:
            batches.append(batch)
            batch = []
        batch.append(windows[i])
    batches.append(batch)
    if rng:
        rng.shuffle(batches)
    return batches


def collate(batch, device):
    width = max(len(window.ids) for window in batch)
    ids = torch.full((len(batch), width), PAD)
    labels = torch.full((len(batch), width), IGNORED)
    for row, window in enumerate(batch):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        labels[row, : len(window.ids)] = torch.tensor(window.labels)
    real = ids != PAD
    return ids.to(device), labels.to(device), None if bool(real.all()) else real.to(device)


def viterbi(scores):
    """The best label sequence in which every I- continues its own type. `scores` [words, labels]."""
    forbidden = np.float32(-1e9)
    step = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for j, label in enumerate(LABELS):
        if label[0] == "I":
            step[:, j] = forbidden
            step[j, j] = step[LABEL_IDS["B" + label[1:]], j] = 0
    best = scores[0] + np.where([label[0] == "I" for label in LABELS], forbidden, 0)
    back = []
    for row in scores[1:]:
        paths = best[:, None] + step
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [LABELS[j] for j in reversed(path)]


@torch.inference_mode()
def word_scores(tagger, windows, device, autocast):
    """{(record, word): scores} over all windows."""
    tagger.eval()
    out = {}
    for batch in bucketed(windows, 4096):
        ids, labels, real = collate(batch, device)
        with autocast():
            scores = tagger(ids, real)
        scores, labels = scores.float().cpu().numpy(), labels.cpu().numpy()
        for row, window in enumerate(batch):
            out.update(zip(window.owners, scores[row][labels[row] != IGNORED]))
    return out


def spans(words, labels):
    out = []
    for (_, start, end, _), label in zip(words, labels):
        if label[0] == "B":
            out.append([start, end, label[2:]])
        elif label[0] == "I":
            out[-1][1] = end
    return {tuple(span) for span in out}


def evaluate(tagger, records, encoder, limit, device, autocast):
    """Strict F1 over PER, ORG, LOC, and per type."""
    scores = word_scores(tagger, pack(records, encoder, limit), device, autocast)
    counts = {kind: np.zeros(3, int) for kind in TYPES}  # correct, predicted, gold
    for index, record in enumerate(records):
        if not record["words"]:
            continue
        rows = np.stack([scores[index, i] for i in range(len(record["words"]))])
        found = spans(record["words"], viterbi(rows))
        gold = {(e["start"], e["end"], e["type"]) for e in record["entities"]}
        for kind in TYPES:
            counts[kind] += [sum(s[2] == kind for s in group) for group in (found & gold, found, gold)]
    f1 = lambda c: float(2 * c[0] / max(1, c[1] + c[2]))
    micro = f1(sum(counts[kind] for kind in TYPES[:3]))
    return micro, {kind: round(f1(counts[kind]), 4) for kind in TYPES}


def optimizer_for(tagger, rate):
    encoder = list(tagger.encoder.parameters())
    return torch.optim.AdamW([
        {"params": [p for p in encoder if p.dim() > 1], "weight_decay": 0.01, "lr": rate},
        {"params": [p for p in encoder if p.dim() == 1], "weight_decay": 0.0, "lr": rate},
        {"params": list(tagger.head.parameters()), "weight_decay": 0.0, "lr": 5 * rate},
    ], betas=(0.9, 0.98), fused=True)


def schedule(step, total, warm_up=0.1):
    warm = max(1, int(total * warm_up))
    return (step + 1) / warm if step < warm else max(0.0, (total - step) / (total - warm))


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--base", required=True, help="folder of `trim_vocabulary.py`")
    parser.add_argument("--train", nargs="+", required=True)
    parser.add_argument("--dev", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--init", help="a run to start from instead of the base model")
    parser.add_argument("--layers", help="source layers to keep, as 0-7 or 0,2,4 (default: all)")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--tokens", type=int, default=1024, help="pieces a step")
    parser.add_argument("--window", type=int, default=128, help="pieces of the largest window")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--average", type=float, default=0.995, help="decay of the weights' moving average, which is what is kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--bf16", action="store_true", help="autocast: pays on GPUs and on CPUs with AVX-512 BF16 or AMX")
    args = parser.parse_args()
    if args.layers and "-" in args.layers:
        first, last = map(int, args.layers.split("-"))
        args.layers = list(range(first, last + 1))
    elif args.layers:
        args.layers = [int(layer) for layer in args.layers.split(",")]
    return args


def main():
    args = parse_args()
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    autocast = lambda: torch.autocast(args.device, torch.bfloat16, enabled=args.bf16)
    encoder = WordEncoder(f"{args.base}/tokenizer.json")
    dev = [prepare(record) for record in read_jsonl(args.dev)]
    train = [prepare(record) for path in args.train for record in read_jsonl(path)]
    held_out = {plain(record["text"]) for record in dev}
    shown = len(train)
    train = [record for record in train if plain(record["text"]) not in held_out]
    print(f"{shown - len(train)} of {shown} sentences left out, as they are in dev")
    names = Names(train)

    def epoch_batches(epoch):
        rng = random.Random(args.seed * 1000 + epoch)
        limit = lambda: 0 if rng.random() < 0.3 else rng.randint(32, args.window)
        lower_alone = lambda: str.lower if rng.random() < LOWER_ALONE else None
        records = [
            prepare(names.substitute(record, rng)) if rng.random() < SUBSTITUTED else record for record in train
        ]
        windows = pack(records, encoder, limit, args.window, lambda: rewrite_at_random(rng), lower_alone)
        return bucketed(windows, args.tokens, rng)

    if args.init:
        tagger, _ = load_tagger(args.init, args.dropout)
    else:
        tagger = Tagger(load_encoder(args.base, args.layers, args.dropout), LABELS)
    tagger.to(args.device)
    average = torch.optim.swa_utils.AveragedModel(
        tagger, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(args.average))
    optimizer = optimizer_for(tagger, args.rate)
    total = args.epochs * len(epoch_batches(0))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: schedule(step, total))
    first_epoch, best = 0, -1.0
    os.makedirs(args.out, exist_ok=True)
    shutil.copy(f"{args.base}/tokenizer.json", args.out)
    checkpoint = f"{args.out}/checkpoint.pt"
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, map_location=args.device)
        tagger.load_state_dict(state["tagger"])
        optimizer.load_state_dict(state["optimizer"])
        scheduler.load_state_dict(state["scheduler"])
        average.load_state_dict(state["average"])
        first_epoch, best = state["epoch"], state["best"]
        torch.manual_seed(args.seed + first_epoch)

    started = time.time()
    for epoch in range(first_epoch, args.epochs):
        tagger.train()
        losses, pieces = [], 0
        batches = epoch_batches(epoch)
        for step, batch in enumerate(batches, 1):
            ids, labels, real = collate(batch, args.device)
            with autocast():
                scores = tagger(ids, real)
            loss = F.cross_entropy(scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
            average.update_parameters(tagger)
            optimizer.zero_grad(set_to_none=True)
            losses.append(loss.item())
            pieces += ids.numel()
            if step % 50 == 0:
                print(f"epoch {epoch + 1} step {step}/{len(batches)} loss {np.mean(losses[-50:]):.4f} "
                      f"{time.time() - started:.0f} s", flush=True)
        alone, kinds = evaluate(average.module, dev, encoder, lambda: 0, args.device, autocast)
        packed, _ = evaluate(average.module, dev, encoder, lambda: args.window, args.device, autocast)
        report = {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4), "pieces": pieces,
                  "dev_f1": round(packed, 4), "dev_f1_alone": round(alone, 4), "alone": kinds,
                  "seconds": round(time.time() - started)}
        print(json.dumps(report), flush=True)
        with open(f"{args.out}/log.jsonl", "a") as log:
            log.write(json.dumps(report) + "\n")
        if packed + alone > best:
            best = packed + alone
            save_tagger(average.module, LABELS, args.out)
        torch.save({"tagger": tagger.state_dict(), "optimizer": optimizer.state_dict(),
                    "scheduler": scheduler.state_dict(), "average": average.state_dict(), "epoch": epoch + 1, "best": best}, f"{checkpoint}.new")
        os.replace(f"{checkpoint}.new", checkpoint)


if __name__ == "__main__":
    main()
