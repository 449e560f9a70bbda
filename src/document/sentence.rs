//! Sentences: lines cut at full stops that end one.

use super::{Sentence, Token};
use crate::span::Span;

/// Cuts the tokens of `view` into sentences.
pub(super) fn split(view: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for next in 1..=tokens.len() {
        if next == tokens.len() || ends_between(view, tokens, next) {
            let span = tokens[first].span.join(tokens[next - 1].span);
            sentences.push(Sentence { tokens: Span::new(first, next), span });
            first = next;
        }
    }
    sentences
}

/// Whether a sentence ends between the tokens `next - 1` and `next`.
fn ends_between(view: &str, tokens: &[Token], next: usize) -> bool {
    let gap = &view[tokens[next - 1].span.end..tokens[next].span.start];
    if gap.contains('\n') {
        return true;
    }
    let last = &view[tokens[next - 1].span.range()];
    !gap.is_empty() && matches!(last, "." | "!" | "?" | "…")
}
