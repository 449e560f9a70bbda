//! The steps from a sentence to its quantities and times, in order.

use super::context::ReadingContext;
use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::line::{Line, Pieces};
use super::number::Style;
use super::time::{self, Clockwork, Moment};
use super::{
    Period, Quantity, Time, bound, counted, direction, metric, period, range, rate, refusal, share, status,
    subject,
};
use crate::article::BlockKind;
use crate::document::{Document, Sentence};
use crate::mention::Mention;
use crate::span::Span;

/// The quantities and times of a document, by their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// The quantities.
    pub quantities: Vec<Quantity>,
    /// Dates and times of day.
    pub times: Vec<Time>,
}

/// Reads all quantities and times of a document.
///
/// `mentions` are the names found in it, by their place; they help to tell whose number it is. There may be none.
///
/// ```
/// use trich::document::Document;
/// use trich::quantity::{Bound, ReadingContext, read};
/// let document = Document::new("Thành phố phấn đấu tăng trưởng từ 8% trở lên vào năm 2030.");
/// let readings = read(&document, &[], &ReadingContext::default());
/// let target = &readings.quantities[0];
/// assert_eq!((target.text.as_str(), target.bound, target.min), ("8%", Bound::AtLeast, Some(8.0)));
/// assert!(target.status.is_target());
/// ```
pub fn read(document: &Document<'_>, mentions: &[Mention], context: &ReadingContext) -> Readings {
    let mut readings = Readings::default();
    let lexicon = context.lexicon();
    let mut next_mention = 0;
    for (number, &sentence) in document.sentences().iter().enumerate() {
        let source = document.to_source(sentence.span);
        let first =
            next_mention + mentions[next_mention..].partition_point(|mention| mention.start < source.start);
        let count = mentions[first..].partition_point(|mention| mention.start < source.end);
        next_mention = first + count;
        if may_hold_numbers(lexicon, document, sentence) {
            let names = &mentions[first..next_mention];
            Reader { document, lexicon, context, number }.read(sentence, names, &mut readings);
        }
    }
    readings
}

/// Whether a sentence has digits, number words or names of times at all: most of a text stops here.
fn may_hold_numbers(lexicon: &Lexicon, document: &Document<'_>, sentence: Sentence) -> bool {
    let text = &document.view()[sentence.span.range()];
    if text.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    document.tokens()[sentence.tokens.range()]
        .iter()
        .any(|token| lexicon.is_trigger(document.token_text(*token)))
}

struct Reader<'a, 't> {
    document: &'a Document<'t>,
    lexicon: &'a Lexicon,
    context: &'a ReadingContext,
    /// The sentence's number.
    number: usize,
}

impl Reader<'_, '_> {
    fn read(&self, sentence: Sentence, mentions: &[Mention], readings: &mut Readings) {
        let line = Line::new(self.document, sentence);
        let clockwork = Clockwork { lexicon: self.lexicon, today: self.context.date };
        let mut moments = moments(clockwork, &line);
        let mut found = quantities(&Grammar { lexicon: self.lexicon, line: &line, moments: &moments });
        if found.is_empty() && moments.is_empty() {
            return;
        }
        add_durations(clockwork, &line, &found, &mut moments);
        let grammar = Grammar { lexicon: self.lexicon, line: &line, moments: &moments };
        share::fill(&grammar, &mut found);
        let names: Vec<Span<Pieces>> =
            mentions.iter().map(|mention| self.pieces_of(&line, mention)).collect();
        describe(&grammar, &names, &mut found);
        readings.times.extend(moments.iter().filter_map(|moment| self.time(&line, moment)));
        readings.quantities.extend(found.iter().map(|found| self.quantity(&line, &moments, found)));
    }

    /// The pieces of a name. Spans of the view and the source differ only in texts that are not in NFC.
    fn pieces_of(&self, line: &Line<'_>, mention: &Mention) -> Span<Pieces> {
        let source = Span::new(mention.start, mention.end);
        let overlaps = |at: usize| {
            let span: Span<Pieces> = Span::new(at, at + 1);
            self.document.to_source(line.span(span)).overlaps(source)
        };
        let start = line.partition_point(|span| self.document.to_source(span).end <= source.start);
        let end = (start..line.len()).find(|&at| !overlaps(at)).unwrap_or(line.len());
        Span::new(start, end)
    }

    fn time(&self, line: &Line<'_>, moment: &Moment) -> Option<Time> {
        let source = self.document.to_source(line.span(moment.pieces));
        let text = self.document.source()[source.range()].to_owned();
        Some(Time {
            text,
            start: source.start,
            end: source.end,
            value: moment.iso()?,
            block: BlockKind::Body,
        })
    }

    fn quantity(&self, line: &Line<'_>, moments: &[Moment], found: &Found) -> Quantity {
        let text_of = |pieces: Span<Pieces>| self.document.source_text(line.span(pieces)).to_owned();
        let source = self.document.to_source(line.span(found.pieces));
        let (min, max) = found.limits();
        let period = found.period.and_then(|index| moments.get(index));
        Quantity {
            text: self.document.source()[source.range()].to_owned(),
            start: source.start,
            end: source.end,
            min,
            max,
            unit: found.unit_name().to_owned(),
            of: found.of.map(text_of),
            bound: found.bound,
            metric: found.metric.map(text_of),
            direction: found.direction,
            mode: found.mode,
            rate: found.rate.clone(),
            period: period.map(|moment| Period {
                text: text_of(moment.pieces),
                from: moment.from.map(|day| day.to_string()),
                to: moment.to.map(|day| day.to_string()),
            }),
            holder: found.holder.map(text_of),
            status: found.status,
            sentence: self.number,
            block: BlockKind::Body,
        }
    }
}

/// What the clause says of each quantity.
fn describe(grammar: &Grammar<'_>, names: &[Span<Pieces>], found: &mut [Found]) {
    for index in 0..found.len() {
        direction::read(grammar, found, index);
        metric::read(grammar, found, index);
        found[index].period = period::of(grammar, &found[index]);
        let last = index.checked_sub(1).map(|last| &found[last]);
        let rate = last.and_then(|last| rate::shared(grammar, &found[index], last));
        let status = status::of(grammar, &found[index], last);
        let holder = subject::of(grammar, names, &found[index], last);
        (found[index].status, found[index].holder) = (status, holder);
        if found[index].rate.is_none() {
            found[index].rate = rate;
        }
    }
}

/// All times of a line, joined where two make one.
fn moments(clockwork: Clockwork<'_>, line: &Line<'_>) -> Vec<Moment> {
    let mut moments = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match time::read(clockwork, line, at) {
            Some(moment) => {
                at = moment.pieces.end;
                moments.push(moment);
            }
            None => at = skip_digits(line, at),
        }
    }
    time::join(clockwork, line, moments)
}

/// Past a piece, and past the rest of a number with marks, in which no date begins.
fn skip_digits(line: &Line<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while line.is_digits(at)
        && matches!(line.lower(end), "." | ",")
        && line.is_glued(end)
        && line.is_digits(end + 1)
    {
        end += 2;
    }
    end
}

/// All quantities of a line, with their bounds, counted nouns and rates.
fn quantities(grammar: &Grammar<'_>) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < grammar.line.len() {
        if let Some(moment) = grammar.moment_at(at) {
            at = moment.pieces.end;
            continue;
        }
        if !may_start(grammar, at) {
            at += 1;
            continue;
        }
        at = match range::read(grammar, at) {
            Ok(found) => take(grammar, found, &mut out),
            Err(next) => next.max(at + 1),
        };
    }
    out
}

/// Adds a quantity if it is one; where to go on.
fn take(grammar: &Grammar<'_>, mut found: Found, out: &mut Vec<Found>) -> usize {
    counted::read(grammar, &mut found);
    bound::before(grammar, &mut found);
    rate::read(grammar, &mut found);
    bound::after(grammar, &mut found);
    // "60.000 đồng một kg": the kilogram is no quantity of its own.
    let end = if found.rate.is_some() { found.whole.end } else { found.pieces.end };
    if refusal::is_quantity(grammar, &found, out.last()) {
        out.push(found);
    }
    end
}

fn may_start(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.line.is_digits(at)
        || matches!(grammar.line.lower(at), "gấp" | "nhân" | "hàng")
        || grammar.lexicon.numbers.starts_at(grammar.line, at)
}

/// Adds the periods that durations make: "3 năm tới". They overlap the quantity, which the other times never do.
fn add_durations(clockwork: Clockwork<'_>, line: &Line<'_>, found: &[Found], moments: &mut Vec<Moment>) {
    let durations = found.iter().filter(|found| found.is_duration() && found.style != Style::Fraction);
    let made: Vec<Moment> = durations
        .filter_map(|found| {
            let count = found.low.to_f64().min(10_000.0) as i32;
            time::around_duration(clockwork, line, found.pieces, found.unit_name(), count)
        })
        .collect();
    if !made.is_empty() {
        moments.retain(|moment| {
            let next = made.partition_point(|new| new.pieces.end <= moment.pieces.start);
            !made.get(next).is_some_and(|new| new.pieces.overlaps(moment.pieces))
        });
        moments.extend(made);
        moments.sort_by_key(|moment| moment.pieces.start);
    }
}
