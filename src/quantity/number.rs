//! Numbers as Vietnamese writes and says them.
//!
//! | written | value |
//! | --- | --- |
//! | `30.000`, `1.234,5`, `2,5` | 30000, 1234.5, 2.5 |
//! | `12.5%`, `1,000` | 12.5, 1000: foreign marks where they cannot be ours |
//! | `hai mươi mốt`, `một trăm linh năm` | 21, 105 |
//! | `2 triệu 300 nghìn`, `3 tỷ rưỡi`, `hai nghìn tỷ` | 2300000, 3500000000, 2000000000000 |
//! | `1/3`, `hai phần ba`, `một nửa` | 0.3333, 0.6667, 0.5 |

mod digits;
mod fraction;
mod spoken;

use super::decimal::Decimal;
use super::lexicon::{Lexicon, Numeral};
use super::line::Line;

/// A number of a line, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    /// One past its last piece.
    pub(crate) end: usize,
    /// The power of ten of its last scale word: 9 for "2 tỷ", 0 for "2".
    pub(crate) exponent: u32,
    pub(crate) style: Style,
}

/// How a number is written; it decides how much context is needed to believe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Digits alone: may be a label, a year, a part of a name.
    Plain,
    /// Digits with marks or scale words: a value.
    Marked,
    /// One number word, which may be another word.
    Word,
    /// Several number words, or one with a scale.
    Words,
    /// "1/3", "một nửa": a share of something.
    Fraction,
}

/// Reads the number that starts at `at`. `Err` is where to go on when there is none.
pub(crate) fn read(lexicon: &Lexicon, line: &Line, at: usize) -> Result<Number, usize> {
    if let Some(fraction) = fraction::read(lexicon, line, at) {
        return Ok(fraction);
    }
    let first = segment(lexicon, line, at)?;
    let number = add_segments(lexicon, line, first).unwrap_or(first);
    Ok(add_half(lexicon, line, number).unwrap_or(number))
}

/// A coefficient with its scale words: "2,5 triệu", "ba trăm nghìn", "nửa tỷ".
fn segment(lexicon: &Lexicon, line: &Line, at: usize) -> Result<Number, usize> {
    let coefficient = if line.is_digits(at) {
        digits::read(line, at)?
    } else {
        spoken::read(lexicon, line, at).ok_or(at + 1)?
    };
    scaled(lexicon, line, coefficient).ok_or(coefficient.end)
}

/// Applies the scale words after a coefficient: each has to be larger than what came before, as in "nghìn tỷ".
fn scaled(lexicon: &Lexicon, line: &Line, number: Number) -> Option<Number> {
    let mut out = number;
    while let Some((exponent, len)) = scale_at(lexicon, line, out.end) {
        if out.exponent != 0 && exponent <= out.exponent.min(8) {
            break;
        }
        out.value = out.value.shifted(exponent)?;
        out.exponent += exponent;
        out.end += len;
        out.style = if out.style == Style::Plain { Style::Marked } else { Style::Words };
        if out.exponent > 18 {
            return None;
        }
    }
    if let Some((Numeral::Dozen, len)) = lexicon.numbers.at(line, out.end) {
        out.value = out.value.times(12)?;
        out.end += len;
    }
    Some(out)
}

/// The power of ten of the scale word at `at`. A letter that abbreviates one has to touch its number.
fn scale_at(lexicon: &Lexicon, line: &Line, at: usize) -> Option<(u32, usize)> {
    let (numeral, len) = lexicon.numbers.at(line, at)?;
    match *numeral {
        Numeral::Scale(_) if matches!(line.lower(at), "k" | "tr") && !line.is_glued(at) => None,
        Numeral::Scale(exponent) => Some((exponent, len)),
        Numeral::Hundred => Some((2, len)),
        Numeral::Tens if line.lower(at) == "chục" => Some((1, len)),
        _ => None,
    }
}

/// Adds the smaller segments that follow: "2 triệu 300 nghìn", "một nghìn hai trăm".
fn add_segments(lexicon: &Lexicon, line: &Line, first: Number) -> Option<Number> {
    let mut total = first;
    let mut room = first.exponent;
    while room > 0 {
        let Ok(next) = segment(lexicon, line, total.end) else { break };
        let fits = next.exponent < room && next.value.compare(Decimal::integer(1).shifted(room)?).is_lt();
        let told = next.exponent >= 3 || (next.style == Style::Words && first.style == Style::Words);
        if !fits || !told {
            break;
        }
        total.value = total.value.plus(next.value)?;
        total.end = next.end;
        total.exponent = next.exponent;
        room = next.exponent;
    }
    Some(total)
}

/// "3 tỷ rưỡi", "một trăm rưỡi": half of the last scale more.
fn add_half(lexicon: &Lexicon, line: &Line, number: Number) -> Option<Number> {
    let (Numeral::Half, len) = lexicon.numbers.at(line, number.end)? else { return None };
    let half = Decimal::integer(1).shifted(number.exponent)?.half()?;
    (number.exponent > 0).then_some(())?;
    Some(Number { value: number.value.plus(half)?, end: number.end + len, ..number })
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LEXICON;
    use super::*;
    use crate::document::Document;

    fn value(text: &str) -> Option<f64> {
        let document = Document::new(text);
        let line = Line::new(&document, document.sentences()[0]);
        let number = read(&LEXICON, &line, 0).ok()?;
        (number.end == line.len()).then(|| number.value.to_f64())
    }

    #[test]
    fn accepted() {
        for (text, want) in [
            ("5", 5.0),
            ("30.000", 30_000.0),
            ("2,5", 2.5),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("12.5", 12.5),
            ("1,000", 1000.0),
            ("1.161.881.837", 1_161_881_837.0),
            ("mười", 10.0),
            ("mười lăm", 15.0),
            ("hai mươi mốt", 21.0),
            ("hai mươi tư", 24.0),
            ("hai lăm", 25.0),
            ("ba chục", 30.0),
            ("một trăm linh năm", 105.0),
            ("một trăm lẻ tám", 108.0),
            ("hai trăm mười hai", 212.0),
            ("một nghìn hai trăm", 1200.0),
            ("ba ngàn không trăm linh bốn", 3004.0),
            ("mười vạn", 100_000.0),
            ("hai nghìn tỷ", 2e12),
            ("2 triệu 300 nghìn", 2_300_000.0),
            ("3 tỷ rưỡi", 3.5e9),
            ("một trăm rưỡi", 150.0),
            ("hai phẩy năm", 2.5),
            ("hai phẩy năm triệu", 2.5e6),
            ("nửa triệu", 500_000.0),
            ("5 tá", 60.0),
            ("1/2", 0.5),
            ("hai phần năm", 0.4),
            ("một nửa", 0.5),
            ("30 nghìn tỷ", 3e13),
            ("50k", 50_000.0),
            ("5 trăm triệu", 5e8),
        ] {
            assert_eq!(value(text), Some(want), "{text}");
        }
    }

    #[test]
    fn refused() {
        for text in ["1.2.3", "192.168.1.1", "lăm", "mươi", "linh năm", "tỷ", "hai mươi năm", "một trăm năm"]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
