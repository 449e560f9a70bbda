//! The unigram language model of Kudo (2018), "Subword Regularization", as SentencePiece applies it.

use std::collections::HashMap;

use super::normalize_word;
use crate::error::{Error, Result};

/// Marks where a word begins.
const WORD_START: char = '▁';

/// How much worse an unknown character is than the least likely piece (SentencePiece's `kUnkPenalty`).
const UNKNOWN_PENALTY: f32 = 10.0;

/// The characters of a word that are read. No word of a language is longer, and noise must not cost more than text.
const LONGEST_WORD: usize = 64;

/// Pieces with their log probabilities; cuts a word into its likeliest pieces.
#[derive(Clone, Debug)]
pub struct Unigram {
    pieces: HashMap<Box<str>, (u32, f32)>,
    longest: usize,
    unknown_score: f32,
}

/// The best way to reach a position of the word: where its last piece starts, and which it is.
#[derive(Clone, Copy)]
struct Step {
    score: f32,
    start: usize,
    id: u32,
}

impl Unigram {
    /// The id of `<s>`, which starts every window.
    pub const BOS: u32 = 0;
    /// The id of `</s>`, which ends it.
    pub const EOS: u32 = 2;
    /// The id of `<unk>`.
    pub const UNKNOWN: u32 = 3;
    const SPECIALS: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];

    /// Reads a vocabulary: lines of a piece, a tab and its log probability, in the order of ids, the four special
    /// pieces of XLM-RoBERTa first.
    ///
    /// # Errors
    /// [`ErrorKind::Model`](crate::error::ErrorKind::Model) for a line of another form or other special pieces.
    pub fn from_tsv(tsv: &str) -> Result<Self> {
        let mut pieces = HashMap::with_capacity(tsv.len() / 16);
        let (mut longest, mut least) = (0, 0f32);
        for (id, line) in tsv.lines().enumerate() {
            let parsed =
                line.split_once('\t').and_then(|(piece, score)| Some((piece, score.parse::<f32>().ok()?)));
            let Some((piece, score)) = parsed.filter(|(_, score)| score.is_finite()) else {
                return Err(Error::model(format!(
                    "vocabulary line {}: expected a piece, a tab and a score",
                    id + 1
                )));
            };
            if let Some(special) = Self::SPECIALS.get(id) {
                if piece != *special {
                    return Err(Error::model(format!(
                        "vocabulary line {}: expected {special}, found {piece:?}",
                        id + 1
                    )));
                }
                continue;
            }
            longest = longest.max(piece.len());
            least = least.min(score);
            if pieces.insert(piece.into(), (id as u32, score)).is_some() {
                return Err(Error::model(format!(
                    "vocabulary line {}: {piece:?} stands there twice",
                    id + 1
                )));
            }
        }
        if pieces.is_empty() {
            return Err(Error::model("vocabulary has no pieces"));
        }
        Ok(Unigram { pieces, longest, unknown_score: least - UNKNOWN_PENALTY })
    }

    /// The number of ids, special pieces included.
    pub fn len(&self) -> usize {
        self.pieces.len() + Self::SPECIALS.len()
    }

    /// Whether there are no pieces; never so.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Appends the ids of a word's likeliest pieces to `ids`: at least one, `<unk>` if it has none. What a word has
    /// beyond 64 characters is not read.
    pub fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        let end = word.char_indices().nth(LONGEST_WORD).map_or(word.len(), |(at, _)| at);
        let spelled = spell(&word[..end]);
        let first = ids.len();
        let best = self.best_steps(&spelled);
        let mut end = spelled.len();
        while end > 0 {
            let step = best[end];
            // Neighbouring unknown characters are one unknown piece.
            if step.id != Self::UNKNOWN || ids[first..].last() != Some(&Self::UNKNOWN) {
                ids.push(step.id);
            }
            end = step.start;
        }
        if ids.len() == first {
            ids.push(Self::UNKNOWN);
        }
        ids[first..].reverse();
    }

    /// Viterbi: for every byte position, the likeliest pieces up to there.
    fn best_steps(&self, text: &str) -> Vec<Step> {
        let unreached = Step { score: f32::NEG_INFINITY, start: 0, id: Self::UNKNOWN };
        let mut best = vec![unreached; text.len() + 1];
        best[0].score = 0.0;
        for (start, c) in text.char_indices() {
            let so_far = best[start].score;
            let mut reach = |end: usize, id: u32, score: f32| {
                if so_far + score > best[end].score {
                    best[end] = Step { score: so_far + score, start, id };
                }
            };
            let mut known_alone = false;
            let ends = text[start..].char_indices().map(|(at, c)| start + at + c.len_utf8());
            for end in ends.take_while(|end| end - start <= self.longest) {
                if let Some(&(id, score)) = self.pieces.get(&text[start..end]) {
                    known_alone |= end == start + c.len_utf8();
                    reach(end, id, score);
                }
            }
            if !known_alone {
                reach(start + c.len_utf8(), Self::UNKNOWN, self.unknown_score);
            }
        }
        best
    }
}

/// The word as SentencePiece writes it: normalised, marked at its start, spaces (which NFKC can bring in) marked too.
fn spell(word: &str) -> String {
    let normalized = normalize_word(word);
    let mut out = String::with_capacity(normalized.len() + WORD_START.len_utf8());
    if !normalized.starts_with([' ', WORD_START]) {
        out.push(WORD_START);
    }
    out.extend(normalized.chars().map(|c| if c == ' ' { WORD_START } else { c }));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TSV: &str =
        "<s>\t0\n<pad>\t0\n</s>\t0\n<unk>\t0\n▁\t-3\nN\t-6\nội\t-5\n▁Nội\t-7\nộ\t-8\ni\t-4\n▁N\t-5.5\n";

    fn encode(word: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        Unigram::from_tsv(TSV).expect("is well formed").encode_word(word, &mut ids);
        ids
    }

    #[test]
    fn likeliest_pieces() {
        assert_eq!(encode("Nội"), [7], "one piece of -7 beats two of -10.5");
        assert_eq!(encode("Nộii"), [7, 9]);
        assert_eq!(encode("i"), [4, 9]);
    }

    #[test]
    fn unknown_characters_are_one_piece() {
        assert_eq!(encode("漢字"), [4, 3]);
        assert_eq!(encode("i漢字i"), [4, 9, 3, 9]);
        assert_eq!(encode(""), [4]);
    }

    #[test]
    fn bad_vocabularies_are_errors() {
        let twice = format!("{TSV}▁\t-1\n").replace("N\t-6\n", "");
        for (tsv, place) in [
            ("", "no pieces"),
            ("<s>\t0\n<unk>\t0\n", "line 2"),
            ("<s> 0", "line 1"),
            ("<s>\tx", "line 1"),
            (&*twice, "line 11"),
        ] {
            let error = Unigram::from_tsv(tsv).expect_err(tsv).to_string();
            assert!(error.contains(place), "{error}");
        }
    }
}
