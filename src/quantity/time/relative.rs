//! Times told from now: "năm nay", "tháng tới", "3 năm qua", "6 tháng đầu năm 2024".

use super::calendar::{CalendarDate, Day};
use super::{Clockwork, Moment, MomentKind, year};
use crate::quantity::lexicon::Step;
use crate::quantity::line::{Line, Pieces};
use crate::span::Span;

/// A named relative time, with "đầu", "cuối".. before it.
pub(super) fn read(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    let lexicon = clockwork.lexicon;
    if let Some((_, len)) = lexicon.parts.at(line, at) {
        return part_of_something(clockwork, line, at, at + len);
    }
    let (&(step, shift), len) = lexicon.relatives.at(line, at)?;
    if runs_to_now(line, at + len) {
        return None;
    }
    // "5 năm qua", "hai năm trước" are durations.
    let counted = line.is_digits(at.wrapping_sub(1)) || (at > 0 && lexicon.numbers.starts_at(line, at - 1));
    let vague_count = matches!(line.lower_before(at, 1), "nhiều" | "vài" | "mấy" | "những" | "các" | "mỗi");
    // "phát hiện tại Anh", "xuất hiện nay"
    let inside_verb = line.lower(at) == "hiện"
        && matches!(line.lower_before(at, 1), "phát" | "xuất" | "thực" | "thể" | "biểu");
    let every = matches!(line.lower_before(at, 1), "hàng" | "hằng");
    if every || inside_verb || (counted && !matches!(step, Step::Now | Step::Vague)) || vague_count {
        return None;
    }
    let end = at + len;
    let (from, to) = clockwork.today.map_or((None, None), |today| resolve(today, step, shift));
    let kind = if step == Step::Vague { MomentKind::Vague } else { MomentKind::Relative };
    let moment = Moment { pieces: Span::new(at, end), from, to, kind };
    Some(with_year_after(clockwork, line, moment))
}

/// "cùng kỳ năm 2023": the year belongs to it.
fn with_year_after(clockwork: Clockwork<'_>, line: &Line, moment: Moment) -> Moment {
    if moment.kind != MomentKind::Vague {
        return moment;
    }
    match year::read(clockwork, line, moment.pieces.end) {
        Some(year) => Moment { pieces: moment.pieces.join(year.pieces), kind: MomentKind::Calendar, ..year },
        None => moment,
    }
}

/// "cuối năm nay", "đầu tháng này", "giữa năm": the part is kept in the text, not in the dates.
fn part_of_something(clockwork: Clockwork<'_>, line: &Line, at: usize, next: usize) -> Option<Moment> {
    let named = clockwork.lexicon.relatives.at(line, next).filter(|(_, len)| !runs_to_now(line, next + len));
    if let Some((&(step, shift), len)) = named {
        let (from, to) = clockwork.today.map_or((None, None), |today| resolve(today, step, shift));
        return Some(Moment { pieces: Span::new(at, next + len), from, to, kind: MomentKind::Relative });
    }
    let whole = matches!(line.lower(next), "năm" | "tháng" | "quý" | "tuần");
    // "đầu tư", "cuối cùng" and the like are other words; so is "đầu năm" as a part of "6 tháng đầu năm".
    (whole && line.lower(at) != "hết").then_some(())?;
    let year = clockwork.today.filter(|_| line.lower(next) == "năm").map(|today| Day::year(today.year));
    Some(Moment { pieces: Span::new(at, next + 1), from: year, to: year, kind: MomentKind::Relative })
}

/// "đầu năm tới nay": up to now, not next year.
fn runs_to_now(line: &Line, end: usize) -> bool {
    line.lower_before(end, 1) == "tới" && matches!(line.lower(end), "nay" | "giờ")
}

fn resolve(today: CalendarDate, step: Step, shift: i32) -> (Option<Day>, Option<Day>) {
    let months = |first: (i32, u32), last: (i32, u32)| {
        (Some(Day::month(Some(first.0), first.1)), Some(Day::month(Some(last.0), last.1)))
    };
    match step {
        Step::Year => (Some(Day::year(today.year + shift)), Some(Day::year(today.year + shift))),
        Step::Month => months(today.month_shifted(shift), today.month_shifted(shift)),
        Step::Quarter => {
            let into = (today.month.cast_signed() - 1) % 3;
            months(today.month_shifted(3 * shift - into), today.month_shifted(3 * shift - into + 2))
        }
        Step::Day => (Some(today.day_shifted(shift).as_day()), Some(today.day_shifted(shift).as_day())),
        Step::Now => (None, Some(today.as_day())),
        Step::Week | Step::Vague => (None, None),
    }
}

/// The period that a duration makes with the words around it: "trong 3 năm tới", "24 giờ qua", "6 tháng đầu năm".
/// `pieces` is the duration, `unit` and `count` what it measures.
pub(crate) fn around_duration(
    clockwork: Clockwork<'_>,
    line: &Line,
    pieces: Span<Pieces>,
    unit: &str,
    count: i32,
) -> Option<Moment> {
    let after = line.lower(pieces.end);
    if matches!(after, "đầu" | "cuối")
        && matches!(line.lower(pieces.end + 1), "năm" | "tháng" | "quý" | "tuần" | "của")
    {
        return Some(part_of_year(clockwork, line, pieces, count));
    }
    let (ahead, len) = match (after, line.lower(pieces.end + 1)) {
        ("qua" | "trước", _) => (false, 1),
        ("vừa" | "gần", "qua" | "đây") | ("trở", "lại") => (false, 2),
        ("tới" | "nữa" | "sau", _) => (true, 1),
        ("tiếp", "theo") => (true, 2),
        _ => return inside(line, pieces),
    };
    let (from, to) = clockwork.today.map_or((None, None), |today| stretch(today, unit, count, ahead));
    let end = pieces.end + len;
    Some(Moment { pieces: Span::new(pieces.start, end), from, to, kind: MomentKind::Relative })
}

/// "trong 24 giờ", "sau 3 năm": a period without an anchor.
fn inside(line: &Line, pieces: Span<Pieces>) -> Option<Moment> {
    let start = pieces.start.checked_sub(1)?;
    matches!(line.lower(start), "trong" | "sau" | "suốt" | "qua").then_some(())?;
    Some(Moment { pieces: Span::new(start, pieces.end), from: None, to: None, kind: MomentKind::Vague })
}

/// "6 tháng đầu năm 2024": the first half of 2024.
fn part_of_year(clockwork: Clockwork<'_>, line: &Line, pieces: Span<Pieces>, count: i32) -> Moment {
    let first = line.lower(pieces.end) == "đầu";
    let year = year::read(clockwork, line, pieces.end + 1);
    let named = clockwork.lexicon.relatives.at(line, pieces.end + 1);
    let end = match (&year, named) {
        (Some(year), _) => year.pieces.end,
        (None, Some((_, len))) => pieces.end + 1 + len,
        (None, None) => pieces.end + 2,
    };
    let year = year.and_then(|year| year.from).and_then(|day| day.year).or_else(|| {
        let shift = named.map_or(0, |(&(_, shift), _)| shift);
        clockwork.today.map(|today| today.year + shift)
    });
    let months = u32::try_from(count).ok().filter(|months| (1..=12).contains(months));
    let in_months = line.lower(pieces.end - 1) == "tháng" && line.lower(pieces.end + 1) == "năm";
    let (from, to) = match (year, months) {
        (Some(year), Some(months)) if in_months => {
            let (start, end) = if first { (1, months) } else { (13 - months, 12) };
            (Some(Day::month(Some(year), start)), Some(Day::month(Some(year), end)))
        }
        _ => (None, None),
    };
    Moment { pieces: Span::new(pieces.start, end), from, to, kind: MomentKind::Relative }
}

/// `count` units up to today, or from today on. Whole years and months only; shorter ones have no dates.
fn stretch(today: CalendarDate, unit: &str, count: i32, ahead: bool) -> (Option<Day>, Option<Day>) {
    let sign = if ahead { 1 } else { -1 };
    let (near, far) = match unit {
        "year" => (Day::year(today.year), Day::year(today.year + sign * count.min(10_000))),
        "month" => {
            let (year, month) = today.month_shifted(sign * count.min(10_000));
            (Day::month(Some(today.year), today.month), Day::month(Some(year), month))
        }
        "day" if count <= 366 => (today.as_day(), today.day_shifted(sign * count).as_day()),
        _ => return (None, None),
    };
    if ahead { (Some(near), Some(far)) } else { (Some(far), Some(near)) }
}
