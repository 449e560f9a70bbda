//! Units after a number: "tỷ đồng", "%", "km/h", "năm tuổi"; and the currency signs before one: "$100".

use super::grammar::Grammar;
use super::lexicon::{Guard, Unit};

/// The unit that starts at `at`, with its number of pieces.
///
/// | accepted | refused | why |
/// | --- | --- | --- |
/// | `7 điểm` | `7 điểm trường` | a noun of its own follows |
/// | `4kW`, `5 m` | `5G` | one letter has to be written as in the table |
pub(crate) fn at<'a>(grammar: &Grammar<'a>, at: usize) -> Option<(&'a Unit, usize)> {
    let lexicon = grammar.lexicon;
    let counted = lexicon.counters.at(grammar.line, at).map_or(0, |(_, len)| len);
    let accepted = |&(unit, len): &(&Unit, usize)| fits(grammar, at, unit, len) && (len > 1 || counted <= 1);
    let (unit, len) = lexicon.units.all_at(grammar.line, at).find(accepted)?;
    (len >= counted || counted <= 1).then_some((unit, len))
}

fn fits(grammar: &Grammar<'_>, at: usize, unit: &Unit, len: usize) -> bool {
    let line = grammar.line;
    let written = line.written(at);
    // "5G", "2C": a capital that is no unit's. "5 h", "3 k" with a space are no units either.
    if len == 1 && written.len() == 1 && written.as_bytes()[0].is_ascii_alphabetic() {
        let spelled = match &unit.guard {
            Guard::Name(name) => written == name,
            _ => line.lower(at) == written || written == "L",
        };
        return spelled && (line.is_glued(at) || !matches!(written, "h" | "l" | "d"));
    }
    match &unit.guard {
        Guard::None => true,
        Guard::Name(name) => written == name,
        Guard::Alone => {
            !grammar.is_content(at + len)
                || grammar.lexicon.numbers.starts_at(line, at + len)
                || line.is_capital(at + len)
        }
    }
}

/// The currency whose sign touches the number at `at` from the left, with its number of pieces.
pub(crate) fn sign_before(grammar: &Grammar<'_>, at: usize) -> Option<(String, usize)> {
    let line = grammar.line;
    let sign = match line.lower_before(at, 1) {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₩" => "KRW",
        _ => return None,
    };
    line.is_glued(at).then(|| (sign.to_owned(), if line.lower_before(at, 2) == "us" { 2 } else { 1 }))
}

/// How many of the smaller unit make one of the larger, where the two are said of one stretch of time: not years and
/// days, which no fixed number makes.
pub(crate) fn part_of_time(larger: &str, smaller: &str) -> Option<u32> {
    match (larger, smaller) {
        ("year", "month") | ("day", "hour") | ("week", "day") | ("hour", "minute") | ("minute", "second") => {
            ratio(larger, smaller)
        }
        _ => None,
    }
}

/// How many of the smaller unit make one of the larger: for ranges such as "từ 6 tháng đến 1 năm".
pub(crate) fn ratio(larger: &str, smaller: &str) -> Option<u32> {
    match (larger, smaller) {
        ("year", "month") => Some(12),
        ("week", "day") => Some(7),
        ("day", "hour") => Some(24),
        ("hour", "minute") | ("minute", "second") => Some(60),
        ("km", "m") | ("kg", "g") | ("tonne", "kg") | ("m", "mm") | ("GB", "MB") | ("TB", "GB") => Some(1000),
        ("m", "cm") => Some(100),
        _ => None,
    }
}
