//! Units that one number takes from another: "3, 5 và 7%", "xây dựng 200, nông nghiệp gần 900" people.

use super::found::Found;
use super::grammar::Grammar;
use super::refusal;

/// Gives units to the quantities of a line that have none.
pub(crate) fn fill(grammar: &Grammar<'_>, found: &mut Vec<Found>) {
    from_the_next(grammar, found);
    found.retain(|found| {
        found.unit.is_some() || !refusal::opens_list(grammar, found) || refusal::is_told_value(grammar, found)
    });
    from_context(grammar, found);
}

/// "3, 5 và 7%", "6,48 hoặc 7,3%": a list ends in its unit.
fn from_the_next(grammar: &Grammar<'_>, found: &mut [Found]) {
    for index in (1..found.len()).rev() {
        let (head, tail) = found.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let gap = second.whole.start.saturating_sub(first.whole.end);
        let among = gap <= 3 && grammar.line.lower(first.whole.end) == "trong";
        let joined = among
            || gap == 1
                && matches!(grammar.line.lower(first.whole.end), "," | "và" | "hoặc" | "hay" | ";" | "x");
        if first.unit.is_none() && joined {
            first.unit.clone_from(&second.unit);
            first.of = second.of;
            let scaled = first.low.shifted(second.exponent);
            let inherits = !among && first.exponent == 0 && second.exponent >= 3;
            if let Some(low) = scaled.filter(|_| inherits && first.low.compare(second.low).is_lt()) {
                first.low = low;
            }
        }
    }
}

/// A bare value: money when it is millions of nothing, an age after "tuổi", a level after "chỉ số", and otherwise
/// what the quantity before it was.
fn from_context(grammar: &Grammar<'_>, found: &mut [Found]) {
    for index in 0..found.len() {
        let (before, rest) = found.split_at_mut(index);
        let Some(current) = rest.first_mut() else { continue };
        if current.unit.is_some() {
            continue;
        }
        let start = current.whole.start;
        if grammar.has_before(start, 2, &["tuổi"]) {
            current.unit = Some("year".to_owned());
        } else if is_level(grammar, before.last(), start) {
            current.unit = Some("point".to_owned());
        } else if current.exponent >= 6 && !is_counting(grammar, start) {
            current.unit = Some("VND".to_owned());
        } else if let Some(last) = before.last() {
            let sum = last.is_money() && current.low.to_f64() >= 1000.0;
            if last.is_count() || sum || current.high.is_some() || last.unit_name() == "point" {
                current.unit.clone_from(&last.unit);
                current.of = last.of;
            }
        }
    }
}

/// "chỉ số HNX-Index giảm xuống 283,63".
fn is_level(grammar: &Grammar<'_>, before: Option<&Found>, start: usize) -> bool {
    before.is_some_and(|found| found.unit_name() == "point")
        || grammar.has_before(start, 12, &["index", "điểm"])
}

fn is_counting(grammar: &Grammar<'_>, start: usize) -> bool {
    let floor = grammar.clause_start(start);
    (floor..start).any(|at| grammar.lexicon.counting.starts_at(grammar.line, at))
}
