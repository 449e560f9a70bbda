//! NFC with an exact map back to the bytes it came from.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::span::{Source, Span, View};

/// Where view and source differ: the places at which composing changed bytes. Between two changes, both advance
/// byte by byte.
#[derive(Clone, Debug, Default)]
pub(super) struct Alignment {
    changes: Vec<Change>,
}

/// One composed cluster: its bytes in both texts.
#[derive(Clone, Copy, Debug)]
struct Change {
    view: Span<View>,
    source: Span<Source>,
}

/// `source` in NFC, and how to get back. Borrows when nothing changes, which one fast pass over the text tells.
pub(super) fn compose(source: &str) -> (Cow<'_, str>, Alignment) {
    if is_nfc_quick(source.chars()) == IsNormalized::Yes {
        return (Cow::Borrowed(source), Alignment::default());
    }
    let mut view = String::with_capacity(source.len());
    let mut changes = Vec::new();
    let mut start = 0;
    while start < source.len() {
        let end = cluster_end(source, start);
        let cluster = &source[start..end];
        let at = view.len();
        view.extend(cluster.nfc());
        if view[at..] != *cluster {
            changes.push(Change { view: Span::new(at, view.len()), source: Span::new(start, end) });
        }
        start = end;
    }
    (Cow::Owned(view), Alignment { changes })
}

/// The end of the cluster that starts at `start`: one character and all that could compose or reorder with it.
fn cluster_end(source: &str, start: usize) -> usize {
    let mut chars = source[start..].char_indices();
    chars.next();
    chars.find(|&(_, c)| !joins_what_precedes(c)).map_or(source.len(), |(offset, _)| start + offset)
}

fn joins_what_precedes(c: char) -> bool {
    // Marks reorder or compose; the other characters of which the quick check is not sure (Hangul vowels and
    // final consonants, a few Indic vowels) compose as well.
    !c.is_ascii()
        && (canonical_combining_class(c) != 0
            || is_combining_mark(c)
            || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes)
}

impl Alignment {
    pub(super) fn to_source(&self, span: Span<View>) -> Span<Source> {
        let start = self.offset(span.start, |change| change.source.start);
        if span.is_empty() {
            return Span::new(start, start);
        }
        Span::new(start, self.offset(span.end, |change| change.source.end))
    }

    /// The source offset of a view offset; `inside` says which side of a cluster an offset within it goes to.
    fn offset(&self, view: usize, inside: impl Fn(&Change) -> usize) -> usize {
        let after = self.changes.partition_point(|change| change.view.end <= view);
        match self.changes.get(after) {
            Some(change) if change.view.start < view => return inside(change),
            _ => {}
        }
        match after.checked_sub(1) {
            None => view,
            Some(before) => {
                let change = &self.changes[before];
                view - change.view.end + change.source.end
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOWELS: &str = "aăâeêioôơuưy";
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

    /// Every spelling of `syllable` with its marks apart, in both orders, half-composed and composed.
    fn spellings(base: char, tone: char) -> Vec<String> {
        let composed: String = [base, tone].iter().collect::<String>().nfc().collect();
        let letters: Vec<char> = base.to_string().nfd().collect();
        let mut out = vec![composed.clone(), composed.nfd().collect(), [base, tone].iter().collect()];
        if let [letter, quality] = letters[..] {
            out.push([letter, quality, tone].iter().collect());
            out.push([letter, tone, quality].iter().collect());
            out.push([letter, tone].iter().collect::<String>().nfc().chain([quality]).collect());
        }
        out
    }

    #[test]
    fn every_vowel_and_tone_in_every_order() {
        for base in VOWELS.chars().flat_map(|v| [v, v.to_uppercase().next().expect("has a capital")]) {
            for tone in TONES {
                let want: String = [base, tone].iter().collect::<String>().nfc().collect();
                for spelling in spellings(base, tone) {
                    // A breve or horn after a tone that composed with the plain vowel still reaches the same letter,
                    // except where canonical order makes another text of it; NFC itself is the judge.
                    let text = format!("x{spelling}n {spelling}");
                    let (view, alignment) = compose(&text);
                    assert_eq!(view, text.nfc().collect::<String>(), "{spelling:?}");
                    let Some(at) = view.find(&want) else { continue };
                    let span = alignment.to_source(Span::new(at, at + want.len()));
                    assert_eq!(&text[span.range()], spelling, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn offsets_inside_a_cluster_take_all_of_it() {
        let text = "e\u{323}\u{302}";
        let (view, alignment) = compose(text);
        assert_eq!(view, "ệ");
        assert_eq!(alignment.to_source(Span::new(0, 1)).range(), 0..text.len());
        assert_eq!(alignment.to_source(Span::new(1, 2)).range(), 0..text.len());
        assert_eq!(alignment.to_source(Span::new(3, 3)).range(), text.len()..text.len());
    }
}
