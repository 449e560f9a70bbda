"""Sentences labelled by what the model reads in them, most of them then made harder to read.

    python self_training.py ../target/release/trich runs/read.jsonl --not-in ../../shared/corpus/entities/dev.jsonl \
        --articles ../../shared/corpus/articles/*.jsonl.gz

What a name is stays true when its capitals or its marks go, and annotated sentences are few. Sentences with a name that
the model doubts are left out, and so are the articles of `--not-in`'s sentences.
"""

import argparse
import gzip
import json
import random
import re
import subprocess
import tempfile

from text import plain, read_jsonl, without_marks

# An end of a sentence: a stop, white space, then a capital, a digit or a quotation mark.
END = re.compile(r"(?<=[.!?…”\"])\s+(?=[\"“A-ZĐÀ-Ỹ0-9])|\n+")


def leads(paths, count, characters, rng):
    """The headline and first paragraphs of `count` articles drawn from all files alike, cut at the end of a sentence."""
    articles = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            articles += [json.loads(line) for line in lines]
    for article in rng.sample(articles, min(count, len(articles))):
        text = "\n".join(filter(None, [article["title"], article["text"]]))
        ends = [end.start() for end in END.finditer(text, 0, characters)]
        yield {"id": article["id"], "text": text[: ends[-1]] if ends else text[:characters]}


def mentions_of(trich, model, articles):
    """[(article, its mentions)] by `trich batch`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as source:
        for article in articles:
            source.write(json.dumps(article, ensure_ascii=False) + "\n")
        source.flush()
        run = subprocess.run(
            [trich, "batch", source.name, "--offsets", "chars", *(["--model", model] if model else [])],
            check=True, capture_output=True, text=True)
    for article, line in zip(articles, run.stdout.splitlines(), strict=True):
        found = json.loads(line)
        assert found["id"] == article["id"]
        yield article, found["mentions"]


def sentences(text):
    at = 0
    for end in END.finditer(text):
        yield at, end.start()
        at = end.end()
    yield at, len(text)


def harder(text, rng, lower, unmarked):
    """`text` in small letters, without marks, or as it is; offsets stay."""
    at = rng.random()
    changed = text.lower() if at < lower else without_marks(text) if at < lower + unmarked else text
    return changed if len(changed) == len(text) else text


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("trich", help="the program")
    parser.add_argument("out")
    parser.add_argument("--model", help="folder of `export.py` (default: the program's own model)")
    parser.add_argument("--articles", nargs="+", required=True)
    parser.add_argument("--not-in", required=True, help="gold sentences whose articles are left out")
    parser.add_argument("--count", type=int, default=2900, help="articles")
    parser.add_argument("--characters", type=int, default=1200, help="of each article")
    parser.add_argument("--sure", type=float, default=0.8, help="confidence of the least sure name of a sentence")
    parser.add_argument("--lower", type=float, default=0.65, help="share of sentences in small letters")
    parser.add_argument("--unmarked", type=float, default=0.1, help="share of sentences without marks")
    parser.add_argument("--nameless", type=float, default=0.15, help="share kept of sentences without names")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    args = parse_args()
    rng = random.Random(args.seed)
    held_out = {plain(record["text"]) for record in read_jsonl(args.not_in)}
    kept = names = 0
    with open(args.out, "w", encoding="utf-8") as out:
        for article, mentions in mentions_of(args.trich, args.model, list(leads(args.articles, args.count, args.characters, rng))):
            spans = list(sentences(article["text"]))
            if any(plain(article["text"][start:end]) in held_out for start, end in spans):
                continue
            for start, end in spans:
                text = harder(article["text"][start:end], rng, args.lower, args.unmarked)
                inside = [m for m in mentions if start < m["end"] and m["start"] < end]
                whole = all(start <= m["start"] and m["end"] <= end for m in inside)
                sure = all(m["confidence"] >= args.sure for m in inside)
                if not whole or not sure:
                    continue
                if not inside and rng.random() >= args.nameless:
                    continue
                entities = [{"start": m["start"] - start, "end": m["end"] - start, "type": m["kind"]}
                            for m in inside]
                # A document each: sentences between them may have been left out.
                record = {"id": f"{article['id']}:{start}", "doc": f"{article['id']}:{start}", "text": text, "entities": entities}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                kept, names = kept + 1, names + len(entities)
    print(f"{kept} sentences, {names} names")


if __name__ == "__main__":
    main()
