"""Sort the errors of the crate on a gold corpus, with examples, to see what to work on.

    trich batch dev.jsonl -o runs/found.jsonl --offsets chars
    python errors.py runs/found.jsonl dev.jsonl --train train.jsonl [--show 5]

A gold name is right, of a wrong boundary, of a wrong type, or missed; a found one that overlaps no gold name is
spurious. Seen names are those of the training data, whatever their case.
"""

import argparse
from collections import Counter, defaultdict

from text import TYPES, read_jsonl, words as words_of


def overlaps(one, other):
    return one["start"] < other["end"] and other["start"] < one["end"]


def verdict(name, found):
    """What became of a gold name, and as what it was found."""
    over = [other for other in found if overlaps(name, other)]
    if not over:
        return "missed", None
    best = max(over, key=lambda other: min(name["end"], other["end"]) - max(name["start"], other["start"]))
    same_span = (best["start"], best["end"]) == (name["start"], name["end"])
    if best["type"] == name["type"]:
        return ("right" if same_span else "boundary"), best
    return ("type" if same_span else "type and boundary"), best


def excerpt(text, name, around=40):
    start, end = name["start"], name["end"]
    return f"{text[max(0, start - around):start]}[{text[start:end]}|{name['type']}]{text[end:end + around]}"


class Table:
    """Verdicts counted by a property of the name."""

    def __init__(self, title):
        self.title, self.counts = title, defaultdict(Counter)

    def add(self, row, what):
        self.counts[row][what] += 1

    def print(self):
        columns = ("right", "boundary", "type", "type and boundary", "missed")
        print(f"\n{self.title:<14}{'names':>7}" + "".join(f"{column:>19}" for column in columns))
        for row, counts in sorted(self.counts.items(), key=lambda pair: str(pair[0])):
            names = sum(counts.values())
            cells = "".join(f"{counts[column]:>11} ({100 * counts[column] / names:4.1f}%)" for column in columns)
            print(f"{row!s:<14}{names:>7}{cells}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("found", help="what `trich batch --offsets chars` wrote")
    parser.add_argument("gold")
    parser.add_argument("--train", nargs="*", default=[], help="to tell seen names from unseen ones")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="examples of each kind of error")
    args = parser.parse_args()

    seen = {record["text"][e["start"]:e["end"]].lower()
            for path in args.train for record in read_jsonl(path) for e in record["entities"]}
    tables = {title: Table(title) for title in ("type", "words", "source", "in training")}
    spurious, examples = Counter(), defaultdict(list)
    for record, row in zip(read_jsonl(args.gold), read_jsonl(args.found), strict=True):
        text, gold = record["text"], record["entities"]
        found = [{"start": m["start"], "end": m["end"], "type": m["kind"]} for m in row["mentions"]]
        for name in gold:
            what, best = verdict(name, found)
            surface = text[name["start"]:name["end"]]
            words = len(words_of(surface))
            tables["type"].add(name["type"], what)
            tables["words"].add("6 or more" if words > 5 else words, what)
            tables["source"].add(record["id"].split(":")[0], what)
            tables["in training"].add("seen" if surface.lower() in seen else "unseen", what)
            if what != "right":
                said = f"   found: {text[best['start']:best['end']]}|{best['type']}" if best else ""
                examples[what, name["type"]].append(excerpt(text, name) + said)
        for name in found:
            if not any(overlaps(name, other) for other in gold):
                spurious[name["type"]] += 1
                examples["spurious", name["type"]].append(excerpt(text, name))
    for table in tables.values():
        table.print()
    print("\nspurious      " + "  ".join(f"{kind} {spurious[kind]}" for kind in TYPES))
    for (what, kind), lines in sorted(examples.items()):
        if args.show:
            print(f"\n{what}, {kind}: {len(lines)}")
            print("\n".join(f"  {line}" for line in lines[:args.show]))


if __name__ == "__main__":
    main()
