//! Readings against a gold corpus: precision, recall and F1 of spans, values and fields.
//!
//! Gold and read quantities are matched one to one by the overlap of their spans. `value+unit`, `+bound` and `+status`
//! are cumulative: each asks for everything the one before asks for. The fields after them are counted over matched
//! pairs only: filled right, filled wrong, and left out.

use std::fmt;
use std::io::BufRead;

use serde::Deserialize;

use super::{Bound, Direction, Mode, Quantity, Status};
use crate::error::{Error, Result};

/// One annotated text: a line of a gold file. Offsets are code points.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldRecord {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its quantities.
    pub quantities: Vec<GoldQuantity>,
}

/// An annotated quantity; the fields mean what those of [`Quantity`] mean.
#[derive(Clone, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct GoldQuantity {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub unit: String,
    pub of: Option<String>,
    pub bound: Bound,
    pub metric: Option<String>,
    pub direction: Option<Direction>,
    pub mode: Option<Mode>,
    pub rate: Option<String>,
    pub period: Option<String>,
    pub holder: Option<String>,
    pub status: Status,
}

impl GoldRecord {
    /// Reads a line of a gold file; `number` is named in errors.
    pub fn from_json(line: &str, number: usize) -> Result<Self> {
        serde_json::from_str(line).map_err(|error| Error::input(format!("line {number}")).because(error))
    }
}

/// Reads a gold corpus, a record a line; blank lines are skipped. Errors name the line, and reading goes on with the
/// next; only an error of the reader itself ends it.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<GoldRecord>> {
    let mut failed = false;
    let lines = reader.lines().zip(1..).take_while(move |(line, _)| {
        let go_on = !failed;
        failed = line.is_err();
        go_on
    });
    lines.filter_map(|(line, number)| match line {
        Ok(line) if line.trim().is_empty() => None,
        Ok(line) => Some(GoldRecord::from_json(&line, number)),
        Err(error) => Some(Err(Error::input(format!("line {number}")).because(error))),
    })
}

/// Counts of right, superfluous and missing answers. Counts add up over records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Right.
    pub right: usize,
    /// Given and not right.
    pub superfluous: usize,
    /// Asked for and not given.
    pub missing: usize,
}

impl Counts {
    /// The share of the given that is right; 1 when nothing was given.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.superfluous)
    }

    /// The share of what was asked for that was found; 1 when nothing was.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missing)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.superfluous + self.missing)
    }

    fn count(&mut self, right: bool) {
        if right {
            self.right += 1;
        } else {
            self.superfluous += 1;
            self.missing += 1;
        }
    }

    /// Counts a field that either side may leave empty.
    fn count_field<T>(&mut self, gold: Option<T>, read: Option<T>, agree: impl Fn(&T, &T) -> bool) {
        match (gold, read) {
            (Some(gold), Some(read)) => self.count(agree(&gold, &read)),
            (Some(_), None) => self.missing += 1,
            (None, Some(_)) => self.superfluous += 1,
            (None, None) => {}
        }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The scores of readings against a gold corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Spans that overlap.
    pub span: Counts,
    /// Also the same value and unit.
    pub value_unit: Counts,
    /// Also the same bound.
    pub bound: Counts,
    /// Also the same status.
    pub status: Counts,
    /// The status alone, over all quantities.
    pub status_alone: Counts,
    /// Of matched pairs: metrics that overlap.
    pub metric: Counts,
    /// Of matched pairs: the same direction.
    pub direction: Counts,
    /// Of matched pairs: the same mode.
    pub mode: Counts,
    /// Of matched pairs: the same rate.
    pub rate: Counts,
    /// Of matched pairs: periods that overlap.
    pub period: Counts,
    /// Of matched pairs: holders that overlap.
    pub holder: Counts,
    /// Of matched pairs: counted nouns that overlap.
    pub of: Counts,
}

impl Score {
    /// Adds the readings of one text.
    pub fn add(&mut self, gold: &GoldRecord, read: &[Quantity]) {
        let pairs = matched(gold, read);
        for (gold, read) in &pairs {
            self.add_pair(gold, read);
        }
        let (superfluous, missing) = (read.len() - pairs.len(), gold.quantities.len() - pairs.len());
        for counts in
            [&mut self.span, &mut self.value_unit, &mut self.bound, &mut self.status, &mut self.status_alone]
        {
            counts.superfluous += superfluous;
            counts.missing += missing;
        }
    }

    fn add_pair(&mut self, gold: &GoldQuantity, read: &Quantity) {
        let value = same_value(gold, read) && gold.unit == read.unit;
        let bound = value && gold.bound == read.bound;
        self.span.count(true);
        self.value_unit.count(value);
        self.bound.count(bound);
        self.status.count(bound && gold.status == read.status);
        self.status_alone.count(gold.status == read.status);
        let overlap = |a: &&str, b: &&str| share_words(a, b);
        self.metric.count_field(gold.metric.as_deref(), read.metric.as_deref(), overlap);
        self.of.count_field(gold.of.as_deref(), read.of.as_deref(), overlap);
        self.holder.count_field(gold.holder.as_deref(), read.holder.as_deref(), overlap);
        let period = read.period.as_ref().map(|period| period.text.as_str());
        self.period.count_field(gold.period.as_deref(), period, overlap);
        self.direction.count_field(gold.direction, read.direction, PartialEq::eq);
        self.mode.count_field(gold.mode, read.mode, PartialEq::eq);
        self.rate.count_field(gold.rate.as_deref(), read.rate.as_deref(), PartialEq::eq);
    }
}

/// The pairs of gold and read quantities whose spans overlap, each side used once, in order.
fn matched<'g, 'r>(gold: &'g GoldRecord, read: &'r [Quantity]) -> Vec<(&'g GoldQuantity, &'r Quantity)> {
    let bytes: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).chain([gold.text.len()]).collect();
    let byte = |chars: usize| bytes.get(chars).copied().unwrap_or(gold.text.len());
    let mut used = vec![false; read.len()];
    let mut pairs = Vec::new();
    for quantity in &gold.quantities {
        let (start, end) = (byte(quantity.start), byte(quantity.end));
        let found =
            read.iter().enumerate().find(|(index, q)| !used[*index] && q.start < end && start < q.end);
        if let Some((index, read)) = found {
            used[index] = true;
            pairs.push((quantity, read));
        }
    }
    pairs
}

fn same_value(gold: &GoldQuantity, read: &Quantity) -> bool {
    same(gold.min, read.min) && same(gold.max, read.max)
}

/// Gold rounds fractions to four digits.
fn same(gold: Option<f64>, read: Option<f64>) -> bool {
    match (gold, read) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-3_f64.mul_add(a.abs().min(1.0), a.abs() * 1e-9),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Whether one phrase holds the other, or they have a word of substance in common.
fn share_words(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    if a.contains(&b) || b.contains(&a) {
        return true;
    }
    let words: Vec<&str> = a.split_whitespace().collect();
    let common = b.split_whitespace().filter(|word| words.contains(word)).count();
    2 * common >= words.len().min(b.split_whitespace().count())
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14} {:>9} {:>9} {:>9}", "", "precision", "recall", "F1")?;
        for (name, counts) in [
            ("span", &self.span),
            ("value+unit", &self.value_unit),
            ("+bound", &self.bound),
            ("+status", &self.status),
            ("status alone", &self.status_alone),
            ("metric", &self.metric),
            ("direction", &self.direction),
            ("mode", &self.mode),
            ("rate", &self.rate),
            ("period", &self.period),
            ("holder", &self.holder),
            ("of", &self.of),
        ] {
            let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
            writeln!(f, "{name:<14} {precision:>9.4} {recall:>9.4} {f1:>9.4}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_derive_their_ratios() {
        let counts = Counts { right: 3, superfluous: 1, missing: 3 };
        assert_eq!((counts.precision(), counts.recall(), counts.f1()), (0.75, 0.5, 0.6));
        assert_eq!(Counts::default().f1(), 1.0);
    }

    #[test]
    fn overlap_of_phrases() {
        for (a, b, want) in [
            ("tỷ lệ hộ nghèo", "hộ nghèo", true),
            ("Thủ đô Hà Nội", "Hà Nội", true),
            ("dân số", "diện tích", false),
            ("tổng số trường", "số trường", true),
        ] {
            assert_eq!(share_words(a, b), want, "{a} {b}");
        }
    }
}
