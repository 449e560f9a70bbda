//! Proofreading: what the classifier says, against what Vietnamese spelling says.
//!
//! Two rules, kept because they help on `entities/dev.jsonl` and on newspaper sentences that were annotated afterwards
//! (`training/RESULTS.md`).

use crate::decode::Tagged;
use crate::document::{Document, Sentence};
use crate::span::{Span, Tokens};

/// How sure a name in small letters must be where capitals are in use. Nine of ten below it are ordinary words.
const SURE: f32 = 0.8;

/// What no name ends in: the preposition or dash before what comes next.
const NO_ENDING: [&str; 8] = ["tại", "ở", "của", "để", "-", "–", "—", "("];

/// The names of `sentences`, in order, without those in small letters among capitals, and without loose ends.
pub(super) fn proofread(document: &Document<'_>, sentences: &[Sentence], names: Vec<Tagged>) -> Vec<Tagged> {
    let mut sentences =
        sentences.iter().map(|sentence| (sentence, has(document, sentence.tokens, char::is_uppercase)));
    let mut around = sentences.next();
    let is_doubtful = |name: &Tagged, is_cased: bool| {
        is_cased
            && name.confidence < SURE
            && !has(document, name.tokens, |c| c.is_uppercase() || c.is_numeric())
    };
    let mut kept = Vec::with_capacity(names.len());
    for name in names {
        while around.is_some_and(|(sentence, _)| sentence.tokens.end <= name.tokens.start) {
            around = sentences.next();
        }
        if around.is_some_and(|(_, is_cased)| is_doubtful(&name, is_cased)) {
            continue;
        }
        kept.extend(without_loose_end(document, name));
    }
    kept
}

fn has(document: &Document<'_>, tokens: Span<Tokens>, is_wanted: impl Fn(char) -> bool) -> bool {
    document.view()[document.tokens_span(tokens).range()].contains(is_wanted)
}

fn without_loose_end(document: &Document<'_>, name: Tagged) -> Option<Tagged> {
    let tokens = document.tokens();
    let ends = |end: &usize| !NO_ENDING.contains(&document.token_text(tokens[*end - 1]));
    let end = (name.tokens.start + 1..=name.tokens.end).rev().find(ends)?;
    Some(Tagged { tokens: Span::new(name.tokens.start, end), ..name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::Organization;

    /// What is left of one name, the tokens `range` of a text.
    fn left(text: &str, range: std::ops::Range<usize>, confidence: f32) -> Option<String> {
        let document = Document::new(text);
        let name = Tagged { tokens: Span::new(range.start, range.end), kind: Organization, confidence };
        let kept = proofread(&document, document.sentences(), vec![name]);
        kept.first().map(|name| document.view()[document.tokens_span(name.tokens).range()].to_owned())
    }

    #[test]
    fn small_letters_among_capitals_need_confidence() {
        let text = "Chị Lan đi chợ tất bật.";
        assert_eq!(left(text, 3..6, 0.7), None);
        assert_eq!(left(text, 3..6, 0.9).as_deref(), Some("chợ tất bật"));
        assert_eq!(left(text, 1..2, 0.1).as_deref(), Some("Lan"));
        assert_eq!(left("Xe qua quốc lộ 1.", 2..5, 0.5).as_deref(), Some("quốc lộ 1"));
    }

    #[test]
    fn small_letters_alone_say_nothing() {
        assert_eq!(left("chị lan đi chợ vinh", 4..5, 0.3).as_deref(), Some("vinh"));
        // Every sentence is looked at on its own.
        assert_eq!(left("Trời mưa.\nchị lan đi chợ vinh", 7..8, 0.3).as_deref(), Some("vinh"));
    }

    #[test]
    fn loose_ends_are_cut_off() {
        assert_eq!(left("Hội nghị Bảo an tại Hà Nội", 0..5, 0.9).as_deref(), Some("Hội nghị Bảo an"));
        assert_eq!(left("Bệnh viện Mắt – Tai", 0..4, 0.9).as_deref(), Some("Bệnh viện Mắt"));
        assert_eq!(left("Cổng của - Tai", 1..3, 0.9), None);
    }
}
