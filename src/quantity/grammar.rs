//! What rules ask about a line: is this a noun, does a clause begin here. Vietnamese marks neither, so closed-class
//! words and frequent verbs tell where a noun phrase ends.

use super::lexicon::{Lexicon, WordClass};
use super::line::{Kind, Line};
use super::time::Moment;

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
    /// Whether a word of a noun phrase may start at `at`.
    pub(crate) fn is_content(&self, at: usize) -> bool {
        self.content_len(at) > 0
    }

    /// The number of pieces of the word of a noun phrase that starts at `at`; 0 if none does.
    pub(crate) fn content_len(&self, at: usize) -> usize {
        if !self.line.is_letters(at) || self.moment_at(at).is_some() {
            return 0;
        }
        match self.class_at(at) {
            None => 1,
            Some((WordClass::Noun, len)) => len,
            // "Đại học Vinh", "Sở Xây dựng": a capital is part of a name, except where a sentence begins.
            Some(_) if at > 0 && self.line.is_capital(at) => 1,
            Some(_) => 0,
        }
    }

    /// The number of pieces of the word of a noun phrase that ends before `end`; 0 if none does.
    pub(crate) fn content_len_before(&self, end: usize) -> usize {
        if let Some((WordClass::Noun, len)) = self.lexicon.words.before(self.line, end) {
            return len;
        }
        let Some(last) = end.checked_sub(1) else { return 0 };
        // The second syllable of a verb ("ghi nhận") is no noun either.
        let inside_verb = matches!(self.lexicon.words.before(self.line, end), Some((_, len)) if len > 1);
        usize::from(self.content_len(last) > 0 && !inside_verb)
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
        let counter = self.lexicon.counters.at(self.line, at).map_or(0, |(_, len)| len);
        let mut end = at + counter.max(self.content_len(at));
        while end < at + 10 {
            let len = self.phrase_step(end);
            if len == 0 {
                break;
            }
            end += len;
        }
        end
    }

    fn phrase_step(&self, at: usize) -> usize {
        if self.is_inside_name(at) {
            return 1;
        }
        if self.lexicon.bounds_after.starts_at(self.line, at) { 0 } else { self.content_len(at) }
    }

    /// A hyphen inside a name and what follows it: "F-15C", "VN-Index".
    pub(crate) fn is_inside_name(&self, at: usize) -> bool {
        let hyphen = |at: usize| matches!(self.line.lower(at), "-" | "&" | "'");
        if !self.line.is_glued(at) {
            return false;
        }
        if hyphen(at) {
            return self.line.is_glued(at + 1) && self.line.is_letters(at - 1);
        }
        hyphen(at - 1) && self.line.is_glued(at - 1) && self.line.kind(at) != Some(Kind::Symbol)
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
        // "Mức phạt: 3 triệu đồng": the colon binds the value to what it is of.
        let mut start = if at > 0 && self.line.lower(at - 1) == ":" { at - 1 } else { at };
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
}
