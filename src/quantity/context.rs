//! What reading needs besides the text: the article's date and the user's patterns.

use super::lexicon::Lexicon;
use super::patterns::Patterns;
use crate::date::CalendarDate;

/// What is known of an article before its quantities are read.
#[derive(Clone, Debug, Default)]
pub struct ReadingContext {
    /// The day the article is of, for "năm nay" and "tháng tới" (default: unknown; such times then have no dates).
    pub date: Option<CalendarDate>,
    /// The word lists, with the user's additions (default: the standard lists).
    pub patterns: Patterns,
}

impl ReadingContext {
    pub(crate) fn lexicon(&self) -> &Lexicon {
        self.patterns.lexicon()
    }
}
