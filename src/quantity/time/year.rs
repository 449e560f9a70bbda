//! Years, runs of years and quarters: "năm 2030", "giai đoạn 2026-2030", "quý I/2024", "cuối năm 2023".

use super::calendar::Day;
use super::{Clockwork, Moment};
use crate::quantity::lexicon::{Step, WordClass};
use crate::quantity::line::Line;
use crate::span::Span;

/// A year of four digits that a newspaper may name without saying "năm".
pub(super) fn year_at(line: &Line, at: usize) -> Option<i32> {
    let year = line.digits_value(at).filter(|_| line.lower(at).len() == 4)?;
    (1900..=2100).contains(&year).then_some(year.cast_signed())
}

/// A year or a run of years, with "năm", "giai đoạn".. before it.
pub(super) fn read(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    if let Some((_, len)) = clockwork.lexicon.parts.at(line, at) {
        let year = named(clockwork, line, at + len)?;
        return Some(Moment { pieces: Span::new(at, year.pieces.end), ..year });
    }
    named(clockwork, line, at).or_else(|| bare(clockwork, line, at))
}

/// "năm 2030", "năm 938", "giai đoạn 2026-2030", "năm học 2021-2022".
fn named(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    let counted = at > 0 && line.is_digits(at - 1);
    let head = match clockwork.lexicon.span_heads.at(line, at) {
        Some((_, len)) => at + len,
        None if line.lower(at) == "năm" && !counted => at + 1,
        None => return None,
    };
    let digits = if line.lower(head) == "năm" { head + 1 } else { head };
    if let Some(run) = run(line, digits) {
        return Some(Moment { pieces: Span::new(at, run.pieces.end), ..run });
    }
    let year = match year_at(line, digits) {
        Some(year) => year,
        // Only "năm" itself makes an old year of three digits or four.
        None if line.lower(at) == "năm" => {
            let length = line.lower(digits).len();
            line.digits_value(digits).filter(|year| (3..=4).contains(&length) && *year < 2200)?.cast_signed()
        }
        None => return None,
    };
    is_whole(line, digits + 1).then(|| Moment::calendar(at, digits + 1, Day::year(year)))
}

/// "2026-2030" or "2030" with nothing before, unless it counts something.
fn bare(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    if let Some(run) = run(line, at) {
        return Some(run);
    }
    let year = year_at(line, at)?;
    // "Nghị định 46/2016"
    if at > 1 && line.lower(at - 1) == "/" && line.is_glued(at) && line.is_digits(at - 2) {
        return None;
    }
    let lexicon = clockwork.lexicon;
    let counts = lexicon.units.starts_at(line, at + 1)
        || lexicon.counters.starts_at(line, at + 1) && is_led_as_count(clockwork, line, at)
        || matches!(line.lower(at + 1), "triệu" | "tỷ" | "tỉ" | "nghìn" | "ngàn")
        || lexicon.bounds_before.before(line, at).is_some();
    (!counts && is_whole(line, at + 1)).then(|| Moment::calendar(at, at + 1, Day::year(year)))
}

/// "có 2000 người": a year's number counts things only after a verb or "với".
fn is_led_as_count(clockwork: Clockwork<'_>, line: &Line, at: usize) -> bool {
    let verb = matches!(clockwork.lexicon.words.before(line, at), Some((WordClass::Verb, _)));
    at == 0 || verb || matches!(line.lower_before(at, 1), "với" | "cho" | "của" | "được" | "bị")
}

/// Two years with a dash: "2025-2030", "2025 – 2030".
fn run(line: &Line, at: usize) -> Option<Moment> {
    let from = year_at(line, at)?;
    matches!(line.lower(at + 1), "-" | "–" | "—").then_some(())?;
    let to = year_at(line, at + 2).filter(|to| *to > from)?;
    let moment = Moment::calendar(at, at + 3, Day::year(from));
    Some(Moment { to: Some(Day::year(to)), ..moment })
}

/// Whether the digits before `end` do not go on as "2.024" or "2024/7".
fn is_whole(line: &Line, end: usize) -> bool {
    let mark = matches!(line.lower(end), "." | "," | "/") && line.is_glued(end);
    !(mark && line.is_digits(end + 1) && line.is_glued(end + 1))
}

/// "quý I", "quý 3/2024", "quý II năm 2024"; "đầu quý I".
pub(super) fn quarter(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    let part = clockwork.lexicon.parts.at(line, at).map_or(0, |(_, len)| len);
    let head = at + part;
    (line.lower(head) == "quý").then_some(())?;
    let quarter = match line.lower(head + 1) {
        "i" | "1" | "01" => 1,
        "ii" | "2" | "02" => 2,
        "iii" | "3" | "03" => 3,
        "iv" | "4" | "04" => 4,
        _ => return None,
    };
    let (year, end) = match line.lower(head + 2) {
        "/" | "-" | "năm" => year_at(line, head + 3).map_or((None, head + 2), |year| (Some(year), head + 4)),
        _ => (None, head + 2),
    };
    // "quý II năm nay": the article's date has the year.
    let (year, end) = match (year, clockwork.lexicon.relatives.at(line, end)) {
        (None, Some((&(Step::Year, shift), len))) => {
            (clockwork.today.map(|today| today.year + shift), end + len)
        }
        _ => (year, end),
    };
    let moment = Moment::calendar(at, end, Day::month(year, quarter * 3 - 2));
    Some(Moment { to: Some(Day::month(year, quarter * 3)), ..moment })
}
