//! Which tokens go through the classifier together.

use super::encoding::Encoding;
use crate::document::Sentence;
use crate::span::{Span, Tokens};

/// What one worker reads.
#[derive(Debug)]
pub(super) enum Window<'s> {
    /// Neighbouring sentences that fit one window.
    Sentences(&'s [Sentence]),
    /// A sentence that does not fit, as overlapping parts.
    Parts(&'s Sentence, Vec<Part>),
}

/// A part of a long sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What the classifier reads.
    pub(super) tokens: Span<Tokens>,
    /// What of its scores is kept: the middle, where it has context on both sides. The kept spans of a sentence's
    /// parts cover it without overlap.
    pub(super) kept: Span<Tokens>,
}

impl Window<'_> {
    /// The runs of tokens that the classifier reads, each at once.
    pub(super) fn runs(&self) -> Vec<Span<Tokens>> {
        match self {
            Window::Sentences(sentences) => {
                vec![Span::new(sentences[0].tokens.start, sentences[sentences.len() - 1].tokens.end)]
            }
            Window::Parts(_, parts) => parts.iter().map(|part| part.tokens).collect(),
        }
    }
}

/// The pieces that a window of `most` has room for beside its frame of two.
pub(super) fn room(most: usize) -> usize {
    most.saturating_sub(2).max(1)
}

/// Packs neighbouring sentences into windows of at most `most` pieces, the frame of two included.
pub(super) fn plan<'s>(sentences: &'s [Sentence], encoding: &Encoding, most: usize) -> Vec<Window<'s>> {
    let room = room(most);
    let pieces =
        |sentence: &Sentence| sentence.tokens.range().map(|token| encoding.pieces(token)).sum::<usize>();
    let mut windows = Vec::new();
    let (mut first, mut held) = (0, 0);
    for (index, sentence) in sentences.iter().enumerate() {
        let size = pieces(sentence);
        let follows = index > first && sentences[index - 1].tokens.end == sentence.tokens.start;
        if index > first && (held + size > room || !follows) {
            windows.push(Window::Sentences(&sentences[first..index]));
            (first, held) = (index, 0);
        }
        if size > room {
            windows.push(Window::Parts(sentence, parts(sentence.tokens, encoding, room)));
            first = index + 1;
        } else {
            held += size;
        }
    }
    if first < sentences.len() {
        windows.push(Window::Sentences(&sentences[first..]));
    }
    windows
}

/// Parts of at most `room` pieces that overlap by about a quarter; of each overlap, either part keeps its half.
fn parts(tokens: Span<Tokens>, encoding: &Encoding, room: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut start = tokens.start;
    loop {
        let end = reach(start..tokens.end, encoding, room);
        let kept_start = parts.last_mut().map_or(tokens.start, |before| {
            let middle = before.tokens.end - (before.tokens.end - start) / 2;
            before.kept.end = middle;
            middle
        });
        parts.push(Part { tokens: Span::new(start, end), kept: Span::new(kept_start, end) });
        if end == tokens.end {
            return parts;
        }
        let backwards = (start + 1..end).rev();
        start = end - overlap(backwards, encoding, room / 4);
    }
}

/// The end of the longest run from the range's start within `room` pieces; at least one token.
fn reach(range: std::ops::Range<usize>, encoding: &Encoding, room: usize) -> usize {
    let mut held = 0;
    let fits = |&token: &usize| {
        held += encoding.pieces(token);
        held <= room
    };
    let start = range.start;
    start + range.take_while(fits).count().max(1)
}

/// How many of the last tokens make up to `room` pieces.
fn overlap(backwards: impl Iterator<Item = usize>, encoding: &Encoding, room: usize) -> usize {
    let mut held = 0;
    let fits = |&token: &usize| {
        held += encoding.pieces(token);
        held <= room
    };
    backwards.take_while(fits).count()
}
