//! What rules ask about a line: is this a noun, does a clause begin here. Vietnamese marks neither, so closed-class
//! words and frequent verbs tell where a noun phrase ends.

use super::lexicon::{Lexicon, WordClass};
use super::line::{Line, Pieces};
use super::time::Moment;
use crate::span::Span;

/// No rule looks farther than this, so that a line of a megabyte is read in linear time.
pub(crate) const REACH: usize = 60;

/// A line with the lists that rules read it by, and the times found in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) line: &'a Line<'a>,
    pub(crate) moments: &'a [Moment],
}

impl<'a> Grammar<'a> {
    /// Whether a word of a noun phrase may stand at `at`.
    pub(crate) fn is_content(&self, at: usize) -> bool {
        self.line.is_letters(at) && !self.lexicon.words.starts_at(self.line, at) && self.moment_at(at).is_none()
    }

    /// The time that covers the piece `at`.
    pub(crate) fn moment_at(&self, at: usize) -> Option<&'a Moment> {
        let next = self.moments.partition_point(|moment| moment.pieces.end <= at);
        self.moments.get(next).filter(|moment| moment.pieces.start <= at)
    }

    /// The class of the closed-class word or verb at `at`, with its length.
    pub(crate) fn class_at(&self, at: usize) -> Option<(WordClass, usize)> {
        self.lexicon.words.at(self.line, at).map(|(class, len)| (*class, len))
    }

    /// Where the noun phrase that starts at `at` ends: counted nouns first, then words that modify them.
    pub(crate) fn noun_phrase_end(&self, at: usize) -> usize {
        let mut end = at + self.lexicon.counters.at(self.line, at).map_or(0, |(_, len)| len);
        while end < at + 10 && self.continues_noun_phrase(end) {
            end += 1;
        }
        end
    }

    fn continues_noun_phrase(&self, at: usize) -> bool {
        let hyphen = self.line.lower(at) == "-" && self.line.is_glued(at) && self.line.is_glued(at + 1);
        hyphen || (self.is_content(at) && !self.lexicon.bounds_after.starts_at(self.line, at))
    }

    /// Whether a clause or a bracket begins or ends at the piece `at`.
    pub(crate) fn is_clause_mark(&self, at: usize) -> bool {
        let mark = self.line.lower(at);
        if matches!(mark, ":" | ";" | "." | "(" | ")" | "!" | "?") {
            return true;
        }
        // Quotes and dashes with spaces cut; hyphens inside a name do not.
        matches!(mark, "–" | "—") && !self.line.is_glued(at)
    }

    /// The start of the clause around `at`: after the last clause mark or conjunction before it.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        let floor = at.saturating_sub(REACH);
        let mut start = at;
        while start > floor {
            if self.is_clause_mark(start - 1) || self.opens_clause(start) {
                return start;
            }
            start -= 1;
        }
        start
    }

    /// "nhưng", "song", "trong khi".. at `at`; "và" and "hoặc" join smaller things.
    fn opens_clause(&self, at: usize) -> bool {
        matches!(self.line.lower(at), "nhưng" | "song" | "trong" | "đồng" | "tuy" | "khiến" | "nên" | "còn")
            && matches!(
                self.lexicon.words.at(self.line, at),
                Some((WordClass::Join, len)) if len > 1 || matches!(self.line.lower(at), "nhưng" | "song" | "khiến")
            )
    }

    /// The end of the clause around `at`: the next clause mark.
    pub(crate) fn clause_end(&self, at: usize) -> usize {
        let ceiling = self.line.len().min(at + REACH);
        (at..ceiling).find(|&end| self.is_clause_mark(end) || self.opens_clause(end)).unwrap_or(ceiling)
    }

    /// Whether `word` stands in the `reach` pieces before `end`.
    pub(crate) fn has_before(&self, end: usize, reach: usize, words: &[&str]) -> bool {
        (end.saturating_sub(reach)..end).any(|at| words.contains(&self.line.lower(at)))
    }

    /// The span as a string in lower case, for comparing short phrases.
    pub(crate) fn phrase(&self, pieces: Span<Pieces>) -> String {
        pieces.range().map(|at| self.line.lower(at)).collect::<Vec<_>>().join(" ")
    }
}
