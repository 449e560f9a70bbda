//! Number words below a thousand: "hai mươi mốt", "một trăm linh năm", "ba chục", "hai phẩy năm".

use super::{Decimal, Number, Style};
use crate::quantity::lexicon::{Lexicon, Numeral};
use crate::quantity::line::Line;

/// A value and one past its last piece.
type Parsed = (u32, usize);

/// Reads the number words at `at`, without scale words.
pub(super) fn read(lexicon: &Lexicon, line: &Line, at: usize) -> Option<Number> {
    let words = Words { lexicon, line };
    if words.numeral(at) == Some(Numeral::HalfOf) {
        return Some(Number { value: Decimal::new(5, 1), end: at + 1, exponent: 0, style: Style::Word });
    }
    let (value, end) = words.hundreds(at).or_else(|| words.below_hundred(at))?;
    let style = if end - at > 1 { Style::Words } else { Style::Word };
    let exponent = if words.numeral(end - 1) == Some(Numeral::Hundred) { 2 } else { 0 };
    let number = Number { value: Decimal::integer(u64::from(value)), end, exponent, style };
    words.decimals(number).or(Some(number))
}

struct Words<'l, 'd> {
    lexicon: &'l Lexicon,
    line: &'l Line<'d>,
}

impl Words<'_, '_> {
    fn numeral(&self, at: usize) -> Option<Numeral> {
        self.lexicon.numbers.at(self.line, at).map(|(numeral, _)| *numeral)
    }

    /// "hai trăm", "một trăm linh năm", "hai trăm mười hai".
    fn hundreds(&self, at: usize) -> Option<Parsed> {
        let Numeral::Digit(digit) = self.numeral(at)? else { return None };
        (self.numeral(at + 1)? == Numeral::Hundred).then_some(())?;
        let hundred = (digit * 100, at + 2);
        let rest = match self.numeral(at + 2) {
            Some(Numeral::ZeroTen) => match self.numeral(at + 3) {
                Some(Numeral::Digit(digit) | Numeral::AfterTen(digit)) => Some((digit, at + 4)),
                _ => None,
            },
            // A lone digit after "trăm" is colloquial for tens and easily the next word: "một trăm năm" is a century.
            _ => self.below_hundred(at + 2).filter(|&(value, _)| value >= 10),
        };
        Some(rest.map_or(hundred, |(value, end)| (hundred.0 + value, end)))
    }

    /// "bảy", "mười lăm", "hai mươi mốt", "ba chục", "hai lăm".
    fn below_hundred(&self, at: usize) -> Option<Parsed> {
        match self.numeral(at)? {
            Numeral::Ten => Some(self.ones(at + 1, true).map_or((10, at + 1), |(one, end)| (10 + one, end))),
            Numeral::Digit(digit) => Some(self.tens(digit, at).unwrap_or((digit, at + 1))),
            _ => None,
        }
    }

    fn tens(&self, digit: u32, at: usize) -> Option<Parsed> {
        match self.numeral(at + 1)? {
            Numeral::Tens => {
                let (one, end) = match self.line.lower(at + 1) {
                    "mươi" => self.ones(at + 2, false).unwrap_or((0, at + 2)),
                    _ => (0, at + 2),
                };
                Some((digit * 10 + one, end))
            }
            Numeral::AfterTen(one) => Some((digit * 10 + one, at + 2)),
            _ => None,
        }
    }

    /// The ones after tens. "năm" there is always "years": 25 is "hai mươi lăm".
    fn ones(&self, at: usize, after_ten: bool) -> Option<Parsed> {
        let one = match self.numeral(at)? {
            Numeral::AfterTen(one) if !after_ten || one == 5 => one,
            Numeral::Digit(one) if one != 5 && one != 0 && (after_ten || one != 1) => one,
            _ => return None,
        };
        // "mười hai trăm" does not exist, but "hai mươi ba trăm" must not eat the "ba" of "ba trăm".
        (self.numeral(at + 1) != Some(Numeral::Hundred)).then_some((one, at + 1))
    }

    /// "hai phẩy năm", "không phẩy hai lăm": digits after the mark.
    fn decimals(&self, number: Number) -> Option<Number> {
        (self.numeral(number.end)? == Numeral::Point).then_some(())?;
        let mut fraction = String::new();
        let mut end = number.end + 1;
        while fraction.len() < 6 {
            match self.numeral(end) {
                Some(Numeral::Digit(digit) | Numeral::AfterTen(digit)) => {
                    fraction.push_str(&digit.to_string())
                }
                _ => break,
            }
            end += 1;
        }
        let fraction_value = Decimal::from_digits("0", &fraction).filter(|_| !fraction.is_empty())?;
        Some(Number { value: number.value.plus(fraction_value)?, end, exponent: 0, style: Style::Words })
    }
}
