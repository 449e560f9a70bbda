//! Ranges: "5-7%", "từ 5 đến 7 triệu USD", "từ 6 tháng đến 1 năm", "giữa 3 và 5"; not the score "2-1".

use super::Bound;
use super::decimal::Decimal;
use super::found::Found;
use super::grammar::Grammar;
use super::number::Style;
use super::{measure, unit};

/// Reads what starts at `at`: a range if a second number joins on, else the one quantity. `Err` is where to go on.
pub(crate) fn read(grammar: &Grammar<'_>, at: usize) -> Result<Found, usize> {
    let first = measure::read(grammar, at)?;
    if is_chain(grammar, &first) {
        return Err(chain_end(grammar, first.pieces.end));
    }
    let Some(start) = second_start(grammar, &first) else { return Ok(first) };
    let Ok(second) = measure::read(grammar, start) else { return Ok(first) };
    Ok(joined(grammar, &first, &second).unwrap_or(first))
}

/// "1-1-1", "090-123-456": three and more numbers with dashes are some code.
fn is_chain(grammar: &Grammar<'_>, first: &Found) -> bool {
    chain_end(grammar, first.pieces.end) > first.pieces.end + 2
}

fn chain_end(grammar: &Grammar<'_>, end: usize) -> usize {
    let line = grammar.line;
    let mut end = end;
    while line.lower(end) == "-" && line.is_glued(end) && line.is_digits(end + 1) && line.is_glued(end + 1) {
        end += 2;
    }
    end
}

/// Where the second number of a range would start.
fn second_start(grammar: &Grammar<'_>, first: &Found) -> Option<usize> {
    let (line, end) = (grammar.line, first.pieces.end);
    let start = match line.lower(end) {
        "-" | "–" | "—" | "~" => end + 1,
        // "đến dưới 20 năm", "đến hơn 500 tỷ"
        "đến" | "tới" => end + 1 + bound_len(grammar, end + 1),
        "và" if line.lower_before(first.pieces.start, 1) == "giữa" => end + 1,
        _ => return None,
    };
    // A dash with one space is punctuation: "5 -" or "- 7".
    let even = line.is_glued(end) == line.is_glued(end + 1) || line.lower(end).len() != 1;
    even.then_some(start)
}

fn bound_len(grammar: &Grammar<'_>, at: usize) -> usize {
    let lexicon = grammar.lexicon;
    lexicon.bounds_before.at(grammar.line, at).map_or(0, |(_, len)| len)
}

fn joined(grammar: &Grammar<'_>, first: &Found, second: &Found) -> Option<Found> {
    if first.high.is_some() || second.high.is_some() || first.bound != Bound::Exact {
        return None;
    }
    let mut found = second.clone();
    let mut low = first.low;
    match (&first.unit, &second.unit) {
        (None, _) => low = share_scale(first, second)?.times(second.factor)?,
        (Some(a), Some(b)) if a == b => {}
        (Some(a), Some(b)) => {
            if let Some(ratio) = unit::ratio(b, a) {
                // "6 tháng đến 1 năm" is told in months.
                found.low = second.low.times(ratio)?;
                found.unit = Some(a.clone());
            } else {
                low = low.times(unit::ratio(a, b)?)?;
            }
        }
        // "từ 8mm đến 12": the unit is the first one's.
        (Some(a), None) if second.exponent == 0 && !grammar.is_content(second.pieces.end) => {
            found.unit = Some(a.clone());
        }
        (Some(_), None) => return None,
    }
    if is_score(grammar, first, second) {
        return None;
    }
    let (a, b) = if low.compare(found.low).is_le() { (low, found.low) } else { (found.low, low) };
    (found.low, found.high) = (a, Some(b));
    found.bound = Bound::Range;
    found.pieces = first.pieces.join(second.pieces);
    found.style = Style::Marked;
    take_from(grammar, &mut found);
    found.whole = found.pieces;
    Some(found)
}

/// "từ" before a range belongs to it.
fn take_from(grammar: &Grammar<'_>, found: &mut Found) {
    if grammar.line.lower_before(found.pieces.start, 1) == "từ" {
        found.pieces.start -= 1;
    }
}

/// "5-7 triệu" is 5 to 7 million; "800 - 1,2 tỷ" is 800 million to 1.2 billion.
fn share_scale(first: &Found, second: &Found) -> Option<Decimal> {
    if first.exponent > 0 || second.exponent < 3 {
        return Some(first.low);
    }
    let shared = first.low.shifted(second.exponent)?;
    // "380-360 triệu" only runs backwards; "800 - 1,2 tỷ" is of another scale.
    let same_scale = shared.compare(second.low.times(10)?).is_le();
    if same_scale { Some(shared) } else { first.low.shifted(second.exponent - 3) }
}

/// "2-1" with nothing that it counts.
fn is_score(grammar: &Grammar<'_>, first: &Found, second: &Found) -> bool {
    let plain = first.style == Style::Plain && second.style == Style::Plain && second.unit.is_none();
    let counted = grammar.is_content(second.pieces.end) && !grammar.line.is_capital(second.pieces.end);
    let told =
        matches!(grammar.line.lower_before(first.pieces.start, 1), "số" | "thắng" | "thua" | "hòa" | "hoà");
    let age = grammar.has_before(first.pieces.start, 3, &["tuổi"]);
    let spoken = matches!(grammar.line.lower(first.pieces.end), "đến" | "tới" | "và");
    plain && (told || !(counted || age || spoken))
}
