//! Readings against a gold corpus: precision, recall and F1 of spans, values and fields.
//!
//! Gold and read quantities are matched one to one by the overlap of their spans. `value+unit`, `+bound` and `+status`
//! are cumulative: each asks for everything the one before asks for. The fields after them are counted over matched
//! pairs only: filled right, filled wrong, and left out.

use std::fmt;
use std::io::BufRead;

use serde::Deserialize;

use super::Score;
use super::corpus::{self, Problem};
use crate::error::Result;
use crate::quantity::{Bound, Direction, Mode, Quantity, Status};

/// One annotated text: a line of a gold file. Offsets are code points.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldRecord {
    /// Its name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Its quantities.
    pub quantities: Vec<GoldQuantity>,
}

/// An annotated quantity; the fields mean what those of [`Quantity`] mean.
#[derive(Clone, Debug, PartialEq, Deserialize)]
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

/// Reads a gold corpus, a record a line; blank lines are skipped. Errors name the line, and reading goes on with the
/// next; only an error of the reader itself ends it.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<GoldRecord>> {
    corpus::parse_lines(reader, |line| {
        let record: GoldRecord = serde_json::from_slice(line)?;
        let length = record.text.chars().count();
        match record
            .quantities
            .iter()
            .find(|quantity| quantity.start >= quantity.end || quantity.end > length)
        {
            Some(GoldQuantity { start, end, .. }) => Err(Problem::new(format!(
                "quantity {start}..{end} is no span of the text's {length} code points"
            ))),
            None => Ok(record),
        }
    })
}

impl Score {
    fn count(&mut self, right: bool) {
        *self += Score::from_counts(usize::from(right), 1, 1);
    }

    /// Counts a field that either side may leave empty.
    fn count_field<T>(&mut self, gold: Option<T>, read: Option<T>, agree: impl Fn(&T, &T) -> bool) {
        let right = matches!((&gold, &read), (Some(gold), Some(read)) if agree(gold, read));
        *self +=
            Score::from_counts(usize::from(right), usize::from(read.is_some()), usize::from(gold.is_some()));
    }
}

/// The scores of readings against a gold corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuantityEvaluation {
    /// Spans that overlap.
    pub span: Score,
    /// Also the same value and unit.
    pub value_unit: Score,
    /// Also the same bound.
    pub bound: Score,
    /// Also the same status.
    pub status: Score,
    /// The status alone, over all quantities.
    pub status_alone: Score,
    /// Of matched pairs: metrics that overlap.
    pub metric: Score,
    /// Of matched pairs: the same direction.
    pub direction: Score,
    /// Of matched pairs: the same mode.
    pub mode: Score,
    /// Of matched pairs: the same rate.
    pub rate: Score,
    /// Of matched pairs: periods that overlap.
    pub period: Score,
    /// Of matched pairs: holders that overlap.
    pub holder: Score,
    /// Of matched pairs: counted nouns that overlap.
    pub of: Score,
}

impl QuantityEvaluation {
    /// Adds the readings of one text.
    pub fn add(&mut self, gold: &GoldRecord, read: &[Quantity]) {
        let pairs = matched(gold, read);
        for (gold, read) in &pairs {
            self.add_pair(gold, read);
        }
        let unmatched = Score::from_counts(0, read.len() - pairs.len(), gold.quantities.len() - pairs.len());
        for counts in
            [&mut self.span, &mut self.value_unit, &mut self.bound, &mut self.status, &mut self.status_alone]
        {
            *counts += unmatched;
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

impl fmt::Display for QuantityEvaluation {
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
    fn records_with_impossible_spans_are_errors() {
        let line = |end: usize| {
            format!(
                r#"{{"id": "1", "text": "ệ 5%", "quantities": [{{"text": "5%", "start": 2, "end": {end}, "min": 5,
                "max": 5, "unit": "percent", "bound": "exact", "status": "actual"}}]}}"#
            )
            .replace('\n', " ")
        };
        let read =
            |line: String| records(line.as_bytes()).next().expect("has a line").map_err(|e| e.to_string());
        assert_eq!(read(line(4)).expect("is right").quantities.len(), 1);
        assert_eq!(read(line(5)), Err("line 1: quantity 2..5 is no span of the text's 4 code points".into()));
        assert_eq!(read(line(2)), Err("line 1: quantity 2..2 is no span of the text's 4 code points".into()));
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
