//! Half-open ranges that say what they count.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// Marks a [`Span`] of bytes of the caller's text.
#[derive(Debug)]
pub enum Source {}

/// Marks a [`Span`] of bytes of a document's NFC view.
#[derive(Debug)]
pub enum View {}

/// Marks a [`Span`] of token numbers.
#[derive(Debug)]
pub enum Tokens {}

/// A half-open range `start..end` in the unit `U`: [`Source`] bytes, [`View`] bytes or [`Tokens`].
///
/// Spans of different units are different types, so a token number cannot slice a text:
///
/// ```
/// use trich::span::{Source, Span};
/// let span: Span<Source> = Span::new(0, 3);
/// assert_eq!(&"sông Hồng"[span.range()], "sô");
/// assert!(span.overlaps(Span::new(2, 9)));
/// ```
pub struct Span<U> {
    /// The first element.
    pub start: usize,
    /// One past the last element; never less than `start`.
    pub end: usize,
    unit: PhantomData<fn() -> U>,
}

impl<U> Span<U> {
    /// The span `start..end`; an `end` before `start` gives the empty span at `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end: if end < start { start } else { end }, unit: PhantomData }
    }

    /// The number of elements.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether there are no elements.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a standard range, for indexing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the two share an element.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of `other` lies in this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The least span that holds both.
    pub fn join(self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

// Written out because deriving would ask the same of the marker `U`.
impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        self.range() == other.range()
    }
}
impl<U> Eq for Span<U> {}
impl<U> Hash for Span<U> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.range().hash(state);
    }
}
impl<U> PartialOrd for Span<U> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<U> Ord for Span<U> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
