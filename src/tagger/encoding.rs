//! The pieces of a document's words.

use std::collections::HashMap;
use std::ops::Range;

use ndarray::{Array2, Axis};

use crate::backend::TokenClassifier;
use crate::document::{Document, Sentence};

/// The piece ids of a document's tokens. Each distinct word is encoded once.
pub(super) struct Encoding {
    /// Where each token's pieces stand in `pool`; empty for tokens of sentences that are not read.
    tokens: Vec<(u32, u32)>,
    pool: Vec<u32>,
}

impl Encoding {
    pub(super) fn new(
        classifier: &dyn TokenClassifier,
        document: &Document<'_>,
        sentences: &[Sentence],
    ) -> Self {
        let mut tokens = vec![(0, 0); document.tokens().len()];
        let mut pool = Vec::new();
        let mut known: HashMap<&str, (u32, u32)> = HashMap::new();
        for index in sentences.iter().flat_map(|sentence| sentence.tokens.range()) {
            let word = document.token_text(document.tokens()[index]);
            tokens[index] = *known.entry(word).or_insert_with(|| {
                let start = pool.len() as u32;
                classifier.encode_word(word, &mut pool);
                (start, pool.len() as u32)
            });
        }
        Encoding { tokens, pool }
    }

    /// The number of pieces of a token.
    pub(super) fn pieces(&self, token: usize) -> usize {
        let (start, end) = self.tokens[token];
        (end - start) as usize
    }

    /// Scores of a run of tokens, `[tokens, labels]`: those of each token's first piece.
    pub(super) fn classify(&self, classifier: &dyn TokenClassifier, tokens: Range<usize>) -> Array2<f32> {
        let (bos, eos) = classifier.frame();
        let mut ids = vec![bos];
        let mut first_pieces = Vec::with_capacity(tokens.len());
        for token in tokens {
            first_pieces.push(ids.len());
            let (start, end) = self.tokens[token];
            ids.extend_from_slice(&self.pool[start as usize..end as usize]);
        }
        ids.push(eos);
        classifier.classify(&ids).select(Axis(0), &first_pieces)
    }
}
