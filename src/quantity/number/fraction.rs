//! Shares: "1/3", "hai phần ba", "một nửa".

use super::{Decimal, Number, Style, spoken};
use crate::quantity::lexicon::{Lexicon, Numeral};
use crate::quantity::line::Line;

/// Reads a fraction below one at `at`. Whether "1/3" is a date is for the times to say, which are read before.
pub(super) fn read(lexicon: &Lexicon, line: &Line, at: usize) -> Option<Number> {
    half(lexicon, line, at).or_else(|| digits(line, at)).or_else(|| words(lexicon, line, at))
}

/// "một nửa", but not the "một nửa" of "một nửa triệu", where "nửa" is a coefficient.
fn half(lexicon: &Lexicon, line: &Line, at: usize) -> Option<Number> {
    let scaled = matches!(lexicon.numbers.at(line, at + 2), Some((Numeral::Scale(_), _)));
    (line.lower(at) == "một" && line.lower(at + 1) == "nửa" && !scaled).then(|| share(1, 2, at + 2))?
}

fn digits(line: &Line, at: usize) -> Option<Number> {
    let slash = line.lower(at + 1) == "/" && line.is_glued(at + 1) && line.is_glued(at + 2);
    let more =
        matches!(line.lower(at + 3), "/" | "-" | "." | ",") && line.is_glued(at + 3) && line.is_glued(at + 4);
    if !slash || more {
        return None;
    }
    share(line.digits_value(at)?, line.digits_value(at + 2)?, at + 3)
}

fn words(lexicon: &Lexicon, line: &Line, at: usize) -> Option<Number> {
    if !matches!(lexicon.numbers.at(line, at)?.0, Numeral::Digit(_) | Numeral::Ten) && !line.is_digits(at) {
        return None;
    }
    (line.lower(at + 1) == "phần").then_some(())?;
    let part = line.digits_value(at).or_else(|| small(lexicon, line, at))?;
    let whole = match line.lower(at + 2) {
        "tư" => 4,
        "trăm" => return None,
        _ => line.digits_value(at + 2).or_else(|| small(lexicon, line, at + 2))?,
    };
    share(part, whole, at + 3)
}

fn small(lexicon: &Lexicon, line: &Line, at: usize) -> Option<u32> {
    let number = spoken::read(lexicon, line, at).filter(|number| number.end == at + 1)?;
    (1..=10).find(|&value| number.value == Decimal::integer(u64::from(value)))
}

/// `part / whole` to four digits, as the annotation asks ("1/3" is 0.3333).
fn share(part: u32, whole: u32, end: usize) -> Option<Number> {
    if part == 0 || part >= whole || whole > 1000 {
        return None;
    }
    let ten_thousandths = (i128::from(part) * 20_000 / i128::from(whole) + 1) / 2;
    Some(Number { value: Decimal::new(ten_thousandths, 4), end, exponent: 0, style: Style::Fraction })
}
