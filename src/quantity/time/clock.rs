//! Times of day: "8h06", "11h30'", "9:30", "7 giờ sáng", "8 giờ 30 phút"; not "24h qua", which is a duration.

use super::calendar::Day;
use super::{Clockwork, Moment, MomentKind};
use crate::quantity::line::Line;
use crate::span::Span;

/// After these words hours are a duration.
const BEFORE_A_DURATION: [&str; 15] = [
    "trong", "sau", "suốt", "gian", "qua", "mất", "dài", "vòng", "khoảng", "hơn", "gần", "mỗi", "dưới",
    "trên", "thêm",
];
const AFTER_A_DURATION: [&str; 8] = ["qua", "tới", "liền", "sau", "trước", "nữa", "/", "liên"];
const PARTS_OF_DAY: [&str; 9] = ["sáng", "trưa", "chiều", "tối", "đêm", "khuya", "kém", "ngày", "rạng"];

/// Reads a time of day.
pub(super) fn read(_: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    let hour = line.digits_value(at).filter(|hour| *hour <= 24 && line.lower(at).len() <= 2)?;
    let (minute, end) = match line.lower(at + 1) {
        "h" => after_h(line, at, hour)?,
        "giờ" => after_gio(line, at)?,
        ":" if line.is_glued(at + 1) && line.lower(at + 2).len() == 2 => {
            (Some(minute_at(line, at + 2)?), at + 3)
        }
        _ => return None,
    };
    Some(moment(line, at, hour, minute, end))
}

fn moment(line: &Line, at: usize, hour: u32, minute: Option<u32>, end: usize) -> Moment {
    let part = line.lower(end);
    let end = if matches!(part, "sáng" | "trưa" | "chiều" | "tối" | "đêm") { end + 1 } else { end };
    let afternoon = matches!(part, "chiều" | "tối") && hour < 12;
    let clock = Some((if afternoon { hour + 12 } else { hour }, minute));
    let day = Some(Day { clock, ..Day::default() });
    Moment { pieces: Span::new(at, end), from: day, to: day, kind: MomentKind::Clock }
}

fn after_h(line: &Line, at: usize, hour: u32) -> Option<(Option<u32>, usize)> {
    if let Some(minute) = minute_at(line, at + 2).filter(|_| line.is_glued(at + 2)) {
        let end = if matches!(line.lower(at + 3), "'" | "’" | "p" | "phút") { at + 4 } else { at + 3 };
        return Some((Some(minute), end));
    }
    // "khoảng 7h" is a time of day, "mất khoảng 7h" is not.
    let hedged = matches!(line.lower_before(at, 1), "khoảng" | "gần" | "hơn");
    let duration = if hedged { is_duration(line, at - 1, at + 2) } else { is_duration(line, at, at + 2) };
    (hour < 24 && !duration).then_some((None, at + 2))
}

fn after_gio(line: &Line, at: usize) -> Option<(Option<u32>, usize)> {
    if let Some(minute) = minute_at(line, at + 2) {
        let end = if line.lower(at + 3) == "phút" { at + 4 } else { at + 3 };
        let told = !is_duration(line, at, end);
        return told.then_some((Some(minute), end));
    }
    let told = PARTS_OF_DAY.contains(&line.lower(at + 2)) || line.lower_before(at, 1) == "lúc";
    (told && !is_duration(line, at, at + 2)).then_some((None, at + 2))
}

fn is_duration(line: &Line, start: usize, end: usize) -> bool {
    BEFORE_A_DURATION.contains(&line.lower_before(start, 1)) || AFTER_A_DURATION.contains(&line.lower(end))
}

fn minute_at(line: &Line, at: usize) -> Option<u32> {
    line.digits_value(at).filter(|minute| *minute < 60 && line.lower(at).len() <= 2)
}
