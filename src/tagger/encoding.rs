//! The pieces of a document's words.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use ndarray::Axis;

use super::{case, window};
use crate::backend::{Output, TokenClassifier};
use crate::decode::Tagged;
use crate::document::{Document, Sentence};
use crate::span::{Span, Tokens};

/// The piece ids of a document's tokens. Each distinct word is encoded once.
pub(super) struct Encoding {
    /// Where each token's pieces stand in `pool`; empty for tokens of sentences that are not read.
    tokens: Vec<(u32, u32)>,
    pool: Vec<u32>,
}

impl Encoding {
    /// Sentences in capitals are read in small letters; the words of `names` get a capital each.
    pub(super) fn new(
        classifier: &dyn TokenClassifier,
        document: &Document<'_>,
        sentences: &[Sentence],
        names: &[Tagged],
    ) -> Self {
        let mut tokens = vec![(0, 0); document.tokens().len()];
        let room = window::room(classifier.window());
        let mut pool = Vec::new();
        let mut known: HashMap<Cow<'_, str>, (u32, u32)> = HashMap::new();
        let named: HashSet<usize> = names.iter().flat_map(|name| name.tokens.range()).collect();
        for sentence in sentences {
            let capitals = case::is_all_capitals(document, sentence);
            for index in sentence.tokens.range() {
                let word = document.token_text(document.tokens()[index]);
                let word = if named.contains(&index) {
                    Cow::Owned(case::capitalized(word))
                } else if capitals {
                    Cow::Owned(word.to_lowercase())
                } else {
                    Cow::Borrowed(word)
                };
                tokens[index] = *known.entry(word).or_insert_with_key(|word| {
                    let start = pool.len() as u32;
                    classifier.encode_word(word, &mut pool);
                    // No word may burst a window, whatever it is made of.
                    pool.truncate(start as usize + room);
                    (start, pool.len() as u32)
                });
            }
        }
        Encoding { tokens, pool }
    }

    /// The number of pieces of a token.
    pub(super) fn pieces(&self, token: usize) -> usize {
        let (start, end) = self.tokens[token];
        (end - start) as usize
    }

    /// Reads runs of tokens; a token's scores and vector are those of its first piece, so there is a row a token.
    pub(super) fn classify(&self, classifier: &dyn TokenClassifier, runs: &[Span<Tokens>]) -> Vec<Output> {
        let (windows, first_pieces): (Vec<_>, Vec<_>) =
            runs.iter().map(|run| self.window(classifier.frame(), run.range())).unzip();
        let of_tokens = |(output, first_pieces): (Output, Vec<usize>)| Output {
            scores: output.scores.select(Axis(0), &first_pieces),
            vectors: output.vectors.map(|vectors| vectors.select(Axis(0), &first_pieces)),
        };
        classifier.classify_batch(&windows).into_iter().zip(first_pieces).map(of_tokens).collect()
    }

    /// The ids of a run of tokens, framed, and where each token's first piece stands among them.
    fn window(&self, (bos, eos): (u32, u32), tokens: Range<usize>) -> (Vec<u32>, Vec<usize>) {
        let mut ids = vec![bos];
        let mut first_pieces = Vec::with_capacity(tokens.len());
        for token in tokens {
            first_pieces.push(ids.len());
            let (start, end) = self.tokens[token];
            ids.extend_from_slice(&self.pool[start as usize..end as usize]);
        }
        ids.push(eos);
        (ids, first_pieces)
    }
}
