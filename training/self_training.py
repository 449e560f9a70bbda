"""Sentences labelled by what the model reads in them, most of them then made harder to read.

    python self_training.py ../target/release/trich runs/read.jsonl --not-in ../../shared/corpus/entities/dev.jsonl \
        --articles ../../shared/corpus/articles/*.jsonl.gz

What a name is stays true when its capitals or its marks go, and annotated sentences are few. Some of those in small
letters get capitals where the model sees names in them, right or wrong, because that is how the tagger reads them a
second time (`src/tagger.rs`). Sentences with a name that the model doubts are left out, and so are the articles of
`--not-in`'s sentences.
"""

import argparse
import gzip
import json
import random
import re
import subprocess
import tempfile

from text import capitalized, plain, read_jsonl, without_marks

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


def made_harder(records, args, rng):
    """The records in small letters, these with the capitals that the model gives them, without marks, or as they are."""
    rewrites = {"lower": str.lower, "capitalized": str.lower, "unmarked": without_marks, None: str}
    shares = [args.lower, args.capitalized, args.unmarked]
    ways = rng.choices(list(rewrites), [*shares, 1 - sum(shares)], k=len(records))
    for record, way in zip(records, ways):
        rewritten = rewrites[way](record["text"])
        # "İ" has two small letters; offsets must stay.
        record["text"] = rewritten if len(rewritten) == len(record["text"]) else record["text"]
    small = [record for record, way in zip(records, ways) if way == "capitalized"]
    for record, mentions in mentions_of(args.trich, args.model, small):
        record["text"] = capitalized(record["text"], [(m["start"], m["end"]) for m in mentions])
    return records


def parse_args():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("trich", help="the program")
    parser.add_argument("out")
    parser.add_argument("--model", help="folder of `export.py` (default: the program's own model)")
    parser.add_argument("--articles", nargs="+", required=True)
    parser.add_argument("--not-in", nargs="+", required=True, help="gold sentences whose articles are left out")
    parser.add_argument("--count", type=int, default=4300, help="articles")
    parser.add_argument("--characters", type=int, default=1200, help="of each article")
    parser.add_argument("--sure", type=float, default=0.8, help="confidence of the least sure name of a sentence")
    parser.add_argument("--lower", type=float, default=0.5, help="share of sentences in small letters")
    parser.add_argument("--capitalized", type=float, default=0.25, help="share with the capitals that the model gives them")
    parser.add_argument("--unmarked", type=float, default=0.1, help="share of sentences without marks")
    parser.add_argument("--nameless", type=float, default=0.15, help="share kept of sentences without names")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    args = parse_args()
    rng = random.Random(args.seed)
    held_out = [record for path in args.not_in for record in read_jsonl(path)]
    articles, texts = {record["doc"] for record in held_out}, {plain(record["text"]) for record in held_out}
    records = []
    for article, mentions in mentions_of(args.trich, args.model, list(leads(args.articles, args.count, args.characters, rng))):
        spans = list(sentences(article["text"]))
        if article["id"] in articles or any(plain(article["text"][start:end]) in texts for start, end in spans):
            continue
        for start, end in spans:
            inside = [m for m in mentions if start < m["end"] and m["start"] < end]
            whole = all(start <= m["start"] and m["end"] <= end for m in inside)
            sure = all(m["confidence"] >= args.sure for m in inside)
            if not whole or not sure:
                continue
            if not inside and rng.random() >= args.nameless:
                continue
            entities = [{"start": m["start"] - start, "end": m["end"] - start, "type": m["kind"]} for m in inside]
            # A document each: sentences between them may have been left out.
            where = f"{article['id']}:{start}"
            records.append({"id": where, "doc": where, "text": article["text"][start:end], "entities": entities})
    records = made_harder(records, args, rng)
    with open(args.out, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    print(f"{len(records)} sentences, {sum(len(record['entities']) for record in records)} names")


if __name__ == "__main__":
    main()
