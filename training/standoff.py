"""Annotations kept apart from the newspapers' text, which is not ours to copy.

    python standoff.py correct ../../shared/corpus/entities/train.jsonl ../corpus/CORRECTIONS.tsv runs/train.jsonl
    python standoff.py sentences ../corpus/sentences.tsv ../../shared/corpus/articles runs/sentences.jsonl

`CORRECTIONS.tsv` has a training record's id and all its names as they should be; `sentences.tsv` has a sentence of an
article as `article@start-end`, and its names. Names are `start-end:TYPE`, offsets in code points of the sentence.
"""

import argparse
import glob
import gzip
import json

from text import TYPES, read_jsonl


def rows(path):
    """{what: names} of a file; `#` starts a comment line."""
    out = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        what, names = line.rstrip("\n").split("\t")
        if what in out:
            raise SystemExit(f"{path}, line {number}: {what} stands twice")
        out[what] = [parse(name) for name in names.split()]
    return out


def parse(name):
    span, kind = name.split(":")
    start, end = map(int, span.split("-"))
    if kind not in TYPES or start >= end:
        raise SystemExit(f"{name}: not a name")
    return {"start": start, "end": end, "type": kind}


def formatted(entities):
    return " ".join(f"{e['start']}-{e['end']}:{e['type']}" for e in sorted(entities, key=lambda e: e["start"]))


def correct(corpus, corrections):
    names = rows(corrections)
    records = read_jsonl(corpus)
    unknown = names.keys() - {record["id"] for record in records}
    if unknown:
        raise SystemExit(f"{corrections}: not in {corpus}: {', '.join(sorted(unknown))}")
    return [{**record, "entities": names.get(record["id"], record["entities"])} for record in records]


def sentences(path, articles):
    texts = {}
    for file in sorted(glob.glob(f"{articles}/*.jsonl.gz")):
        texts.update((article["id"], article["text"]) for article in map(json.loads, gzip.open(file, "rt", encoding="utf-8")))
    for what, entities in rows(path).items():
        article, span = what.rsplit("@", 1)
        start, end = map(int, span.split("-"))
        text = texts[article][start:end]
        if text != text.strip() or any(entity["end"] > len(text) for entity in entities):
            raise SystemExit(f"{what}: does not fit the article")
        yield {"id": what, "doc": article, "text": text, "entities": entities}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    for name, run, arguments in (
        ("correct", correct, ("corpus", "corrections")),
        ("sentences", sentences, ("sentences", "articles")),
    ):
        command = commands.add_parser(name)
        for argument in arguments:
            command.add_argument(argument)
        command.add_argument("out")
        command.set_defaults(run=run, arguments=arguments)
    args = parser.parse_args()
    records = list(args.run(*(getattr(args, argument) for argument in args.arguments)))
    with open(args.out, "w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(f"{args.out}: {len(records)} records")


if __name__ == "__main__":
    main()
