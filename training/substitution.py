"""Other names in the place of a sentence's own, so that the model learns to go by context and form, not by heart."""

from collections import Counter, defaultdict

FAMILY = 5  # so many different names must share a first word, as "Sở ..." or "Công ty ...", to stand for each other


class Names:
    """Every name of the corpus by type, and within a type by first word where enough names share it."""

    def __init__(self, records):
        names = {(e["type"], r["text"][e["start"]:e["end"]]) for r in records for e in r["entities"]}
        families = Counter((kind, self.first(name)) for kind, name in names)
        self.common = {family for family, count in families.items() if count >= FAMILY}
        self.pools = defaultdict(list)
        for kind, name in sorted(names):
            self.pools[self.family(kind, name)].append(name)

    @staticmethod
    def first(name):
        return name.split()[0].lower()

    def family(self, kind, name):
        family = (kind, self.first(name))
        return family if family in self.common else (kind, None)

    def substitute(self, record, rng):
        """The record with each name replaced by one of its family; the same name always by the same."""
        text, entities, end, chosen = [], [], 0, {}
        for e in sorted(record["entities"], key=lambda e: e["start"]):
            kind, name = e["type"], record["text"][e["start"]:e["end"]]
            if (kind, name) not in chosen:
                chosen[kind, name] = rng.choice(self.pools[self.family(kind, name)])
            text.append(record["text"][end:e["start"]])
            start = sum(map(len, text))
            text.append(chosen[kind, name])
            entities.append({"start": start, "end": start + len(text[-1]), "type": kind})
            end = e["end"]
        text.append(record["text"][end:])
        return {**record, "text": "".join(text), "entities": entities}
