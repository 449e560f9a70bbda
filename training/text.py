"""Words and their spelling, exactly as the Rust side sees them (`src/tokenizer/` in the crate).

A text is cut into words (runs of letters, digits, `_` and combining marks, apart where two words run into each other;
every other visible character alone), each word is normalised and encoded on its own, and its label sits on its first piece.
"""

import json
import re
import unicodedata

from tokenizers import Tokenizer

TYPES = ["PER", "ORG", "LOC", "MISC"]
LABELS = ["O"] + [f"{prefix}-{kind}" for kind in TYPES for prefix in "BI"]
LABEL_IDS = {label: i for i, label in enumerate(LABELS)}
BOS, PAD, EOS, UNK = 0, 1, 2, 3

WORD = re.compile(r"[\w\u0300-\u036f]+|[^\w\s\u0300-\u036f]")

# Words that lost the blank between them, as a dateline and its story ("Hà NộiTrong"): `src/document/glue.rs`.
_SYLLABLE = re.compile(
    "(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?")


def _is_syllable(word):
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    plain = plain.lower().replace("đ", "d")
    return not any(c.isupper() for c in word[1:]) and bool(_SYLLABLE.fullmatch(plain))


def _is_seam(left, right):
    if left[-1].islower():
        return _is_syllable(left) and (not left.isascii() or (not right.isascii() and _is_syllable(right)))
    return left == "HCM" and _is_syllable(right)


def words(text):
    """[(word, start, end)] of a text."""
    out = []
    for match in WORD.finditer(text):
        word, base = match.group(), match.start()
        start = 0
        for at in range(1, len(word) - 1):
            if word[at].isupper() and word[at + 1].islower():
                end = next((i for i in range(at + 1, len(word)) if not word[i].islower()), len(word))
                if _is_seam(word[start:at], word[at:end]):
                    out.append((word[start:at], base + start, base + at))
                    start = at
        out.append((word[start:], base + start, base + len(word)))
    return out


# Both tone placements are in use ("hòa" and "hoà"); the model sees only the older one, the news' own.
_GLIDES = {"oa": ("o", "a"), "oe": ("o", "e"), "uy": ("u", "y")}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _old_tone_placement():
    table = {}
    for first, second in _GLIDES.values():
        for tone in _TONES:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = a + unicodedata.normalize("NFC", b + tone)
                    table[new] = unicodedata.normalize("NFC", a + tone) + b
    return table


_OLD = _old_tone_placement()


def normalize_word(word):
    """NFKC, with the tone of a final "oa", "oe", "uy" on its first vowel ("hoà" -> "hòa", "quý" stays)."""
    word = unicodedata.normalize("NFKC", word)
    tail = word[-2:]
    if tail in _OLD and word[-3:-2].lower() != "q":
        word = word[:-2] + _OLD[tail]
    return word


def without_marks(text):
    return unicodedata.normalize("NFC", "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    )).replace("đ", "d").replace("Đ", "D")


def capitalized(text, names):
    """`text` with a capital at the beginning of every word of `names`, [(start, end)]; offsets stay."""
    letters = list(text)
    for start, end in names:
        for _, at, _ in words(text[start:end]):
            upper = letters[start + at].upper()
            letters[start + at] = upper if len(upper) == 1 else letters[start + at]
    return "".join(letters)


def plain(text):
    """What two spellings of one sentence share: its words in small letters."""
    return " ".join(re.findall(r"\w+", text.lower()))


def is_all_capitals(words):
    """Whether a sentence is written in capitals; the tagger reads such sentences in small letters."""
    return (not any(any(c.islower() for c in word) for word in words)
            and sum(any(c.isupper() for c in word) for word in words) >= 4)


class WordEncoder:
    """Encodes one word at a time, remembering what it has seen."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(path)
        self.seen = {}

    def encode(self, word):
        ids = self.seen.get(word)
        if ids is None:
            ids = self.tokenizer.encode(normalize_word(word), add_special_tokens=False).ids or [UNK]
            self.seen[word] = ids
        return ids


def read_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
