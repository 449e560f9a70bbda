"""Check the annotated articles and turn them into training records.

    python check.py                      # counts, and every line that breaks the format
    python check.py --jsonl written.jsonl

An article is its headline and sentences, a line each, in reading order; a blank line ends it. A name is marked where
it stands: `Ông [Trần Văn An|PER] đến [tỉnh Hà Giang|LOC].`
"""

import argparse
import collections
import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
MARK = re.compile(r"\[([^\[\]|]+)\|(PER|ORG|LOC|MISC)\]")


def parse(line):
    """(text, entities) of a marked line."""
    text, entities, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        entities.append({"start": len(text), "end": len(text) + len(mark[1]), "type": mark[2]})
        text += mark[1]
        at = mark.end()
    text += line[at:]
    for entity in entities:
        name = text[entity["start"] : entity["end"]]
        if name != name.strip() or name[0] in "“\"'(" or name[-1] in "”\"',;:)":
            raise ValueError(f"{name!r} has a mark or space at its edge")
    if any(c in text for c in "[]|"):
        raise ValueError("a mark is broken")
    if text != unicodedata.normalize("NFC", text) or text != text.strip():
        raise ValueError("not in NFC, or spaces at the edge")
    return text, entities


def records():
    for name in sorted(os.listdir(f"{HERE}/articles")):
        if not name.endswith(".txt"):
            continue
        article = line_number = 0
        before = ""
        with open(f"{HERE}/articles/{name}", encoding="utf-8") as lines:
            for line in lines:
                line_number += 1
                line = line.rstrip("\n")
                article += bool(line and not before)
                before = line
                if not line:
                    continue
                stem = name.removesuffix(".txt")
                try:
                    text, entities = parse(line)
                except ValueError as error:
                    yield f"{name}:{line_number}: {error}: {line}"
                    continue
                yield {"id": f"{stem}:{line_number}", "doc": f"{stem}:{article}", "text": text, "entities": entities}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jsonl")
    args = parser.parse_args()
    everything = list(records())
    problems = [record for record in everything if isinstance(record, str)]
    good = [record for record in everything if not isinstance(record, str)]
    for problem in problems:
        print(problem, file=sys.stderr)
    kinds = collections.Counter(entity["type"] for record in good for entity in record["entities"])
    articles = len({record["doc"] for record in good})
    double = len(good) - len({record["text"] for record in good})
    print(f"{articles} articles, {len(good)} sentences ({double} said twice), {dict(kinds)}")
    if args.jsonl:
        with open(args.jsonl, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in good)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
