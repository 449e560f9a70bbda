//! Days and months: "28/4", "ngày 28 tháng 4 năm 2021", "22-28/4", "tháng 12/2017".

use super::calendar::Day;
use super::year::year_at;
use super::{Clockwork, Moment};
use crate::quantity::line::{Kind, Line};
use crate::span::Span;

/// Words that can only stand before a day, or before any time: after them "1/3" is the first of March.
const BEFORE_A_DAY: [&str; 9] = ["từ", "đến", "tới", "trước", "sau", "vào", "kể", "hết", "nay"];

/// A day or a run of days of one month, with the words before it that belong to it.
pub(super) fn read(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    let mut start = at;
    // "sáng ngày mùng 4": a part of the day, then the day.
    for _ in 0..3 {
        start += clockwork.lexicon.dayparts.at(line, start).map_or(0, |(_, len)| len);
    }
    let led = start > at || is_led(line, at);
    let (from, to, end) = run_of_days(line, start, led).or_else(|| one_day(line, start, led))?;
    // "ngày 13-11": no range runs backwards; "ngày 1-7 lương tăng": nor is a noun counted that is none of ours.
    let sure = start > at && (from.day > from.month || clockwork.lexicon.relatives.starts_at(line, end));
    let dashed = line.lower(end - 2) == "-" && to.year.is_none() && !sure;
    if dashed && counts_something(clockwork, line, end, start > at) {
        return None;
    }
    let certain = led || to.year.is_some() || is_day_unaided(clockwork, line, at, end, to);
    certain.then_some(Moment { to: Some(to), ..Moment::calendar(at, end, from) })
}

/// "từ 1-3 giờ", "từ 3-5 người": a range of things, not a day.
fn counts_something(clockwork: Clockwork<'_>, line: &Line, at: usize, named: bool) -> bool {
    let lexicon = clockwork.lexicon;
    lexicon.units.starts_at(line, at)
        || lexicon.counters.starts_at(line, at)
        || lexicon.numbers.starts_at(line, at)
        || !named && line.is_letters(at) && !line.is_capital(at) && !lexicon.words.starts_at(line, at)
}

fn is_led(line: &Line, at: usize) -> bool {
    BEFORE_A_DAY.contains(&line.lower_before(at, 1))
}

/// "28/4" alone: a day, unless it would be a fraction of what follows ("9/10 ngành").
fn is_day_unaided(clockwork: Clockwork<'_>, line: &Line, at: usize, end: usize, day: Day) -> bool {
    let noun_follows = line.is_letters(end)
        && !line.is_capital(end)
        && !clockwork.lexicon.words.starts_at(line, end)
        && !clockwork.lexicon.relatives.starts_at(line, end);
    let looks_like_a_share = day.day < day.month;
    // "30/4 và 1/5", "30/4-1/5": the one before tells.
    let beside_a_day = line.is_digits(at.wrapping_sub(2)) && line.lower_before(at, 3) == "/";
    !(noun_follows || line.lower(end) == "%") && (!looks_like_a_share || beside_a_day)
}

fn one_day(line: &Line, at: usize, led: bool) -> Option<(Day, Day, usize)> {
    let day = short_number(line, at)?;
    if (line.lower(at), line.lower(at + 2)) == ("24", "7") && line.lower(at + 1) == "/" {
        // Round the clock, not the 24th of July.
        return None;
    }
    if line.lower(at + 1) == "tháng" {
        let (month, end) = month_number(line, at + 2)?;
        let (year, end) = year_after(line, end);
        let day = Day::new(year, month, day)?;
        return Some((day, day, end));
    }
    let mark = line.lower(at + 1);
    let mark_fits = match mark {
        "/" => true,
        "-" | "." => led || line.lower(at + 3) == mark,
        _ => false,
    };
    (mark_fits && line.is_glued(at + 1) && line.is_glued(at + 2)).then_some(())?;
    let month = short_number(line, at + 2)?;
    let year = (line.lower(at + 3) == mark && line.is_glued(at + 4)).then(|| year_at(line, at + 4)).flatten();
    let end = if year.is_some() { at + 5 } else { at + 3 };
    let (year, end) = if year.is_none() { year_after_word(line, end) } else { (year, end) };
    let goes_on =
        matches!(line.lower(end), "/" | "." | ",") && line.is_glued(end) && continues_number(line, end);
    let day = Day::new(year, month, day).filter(|_| !goes_on)?;
    Some((day, day, end))
}

fn continues_number(line: &Line, mark: usize) -> bool {
    line.is_glued(mark + 1) && matches!(line.kind(mark + 1), Some(Kind::Digits | Kind::Letters))
}

/// "22-28/4", "26 đến 30/4", "28/4 - 3/5" is left to joining.
fn run_of_days(line: &Line, at: usize, led: bool) -> Option<(Day, Day, usize)> {
    let first = short_number(line, at)?;
    let dash = matches!(line.lower(at + 1), "-" | "–" | "—");
    let spoken = led && matches!(line.lower(at + 1), "đến" | "tới" | "và");
    if !(dash || spoken) {
        return None;
    }
    let (_, to, end) = one_day(line, at + 2, true)?;
    let from = Day::new(to.year, to.month?, first)?;
    (from.day < to.day).then_some((from, to, end))
}

/// A month: "tháng 12", "tháng ba", "tháng 12/2017", "9/2019".
pub(super) fn month(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    if let Some((_, len)) = clockwork.lexicon.parts.at(line, at) {
        let month = named_month(line, at + len);
        let month = month.or_else(|| named_month(line, (at + len).checked_sub(1)?))?;
        return Some(Moment { pieces: Span::new(at, month.pieces.end), ..month });
    }
    named_month(line, at).or_else(|| {
        let month = short_number(line, at).filter(|month| (1..=12).contains(month))?;
        (line.lower(at + 1) == "/" && line.is_glued(at + 2)).then_some(())?;
        let year = year_at(line, at + 2)?;
        Some(Moment::calendar(at, at + 3, Day::month(Some(year), month)))
    })
}

fn named_month(line: &Line, at: usize) -> Option<Moment> {
    let counted = line.is_digits(at.wrapping_sub(1)) && at > 0;
    (line.lower(at) == "tháng" && !counted).then_some(())?;
    let (month, end) = month_number(line, at + 1)?;
    let (year, end) = if matches!(line.lower(end), "/" | "-") && line.is_glued(end + 1) {
        year_at(line, end + 1).map_or((None, end), |year| (Some(year), end + 2))
    } else {
        year_after(line, end)
    };
    (1..=12).contains(&month).then(|| Moment::calendar(at, end, Day::month(year, month)))
}

fn month_number(line: &Line, at: usize) -> Option<(u32, usize)> {
    if let Some(month) = short_number(line, at) {
        return Some((month, at + 1));
    }
    match (line.lower(at), line.lower(at + 1)) {
        ("giêng", _) => Some((1, at + 1)),
        ("tư", _) => Some((4, at + 1)),
        ("mười", "một") => Some((11, at + 2)),
        ("chạp", _) | ("mười", "hai") => Some((12, at + if line.lower(at) == "chạp" { 1 } else { 2 })),
        ("mười", _) => Some((10, at + 1)),
        (word, _) => {
            let words = ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
            let month = words.iter().zip(2..).find(|(name, _)| **name == word)?;
            // "tháng năm" may be "month and year"; only a capital or "tháng Năm" as written tells.
            (word != "năm" || line.is_capital(at)).then_some((month.1, at + 1))
        }
    }
}

/// "năm 2021" or ", 2021" after a month.
fn year_after(line: &Line, at: usize) -> (Option<i32>, usize) {
    let (year, end) = year_after_word(line, at);
    if year.is_some() {
        return (year, end);
    }
    match year_at(line, at) {
        Some(year) if !line.is_glued(at) => (Some(year), at + 1),
        _ => (None, at),
    }
}

fn year_after_word(line: &Line, at: usize) -> (Option<i32>, usize) {
    match year_at(line, at + 1) {
        Some(year) if line.lower(at) == "năm" => (Some(year), at + 2),
        _ => (None, at),
    }
}

/// A number of one or two digits.
fn short_number(line: &Line, at: usize) -> Option<u32> {
    line.digits_value(at).filter(|_| line.lower(at).len() <= 2)
}
