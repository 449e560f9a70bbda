//! Which way a value goes, and whether it is the change or the result.
//!
//! | text | direction | mode |
//! | --- | --- | --- |
//! | `tăng 5%` | increase | by |
//! | `tăng lên 5%`, `nâng tỷ lệ lên 5%` | increase | to |
//! | `từ 3% lên 5%` | none for 3%, increase for 5% | to |
//! | `giảm 75%, còn 22 cuộc` | decrease | by, then to |

use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::WordClass;
use super::{Direction, Mode};

/// How far a verb may stand from its value.
const VERB_REACH: usize = 16;
/// Words that leave the way from a verb to its value open.
const SOFT: [&str; 30] = [
    "mạnh", "nhẹ", "thêm", "khoảng", "từ", "tới", "đến", "lên", "xuống", "mức", "ở", "trung", "bình", "quân",
    "là", "hơn", "gần", "còn", "chỉ", "đạt", "được", "thành", "nhanh", "sâu", "tương", "ứng", "đương", "kỷ",
    "lục", "tổng",
];

/// Reads the direction of the quantity at `index`; those before it have been read.
pub(crate) fn read(grammar: &Grammar<'_>, found: &mut [Found], index: usize) {
    let (before, rest) = found.split_at_mut(index);
    let Some(current) = rest.first_mut() else { return };
    if current.base {
        return;
    }
    let last = before.last();
    let way = from_base(grammar, current, last)
        .or_else(|| nearest_verb(grammar, current, last))
        .or_else(|| continued(grammar, current, last))
        .or_else(|| named_after(grammar, current));
    if let Some((direction, mode)) = way {
        (current.direction, current.mode) = (Some(direction), Some(mode));
    } else if current.unit_name() == "times" && is_multiple(grammar, current) {
        (current.direction, current.mode) = (Some(Direction::Increase), Some(Mode::By));
    }
}

fn is_multiple(grammar: &Grammar<'_>, found: &Found) -> bool {
    grammar.line.lower(found.pieces.start) == "gấp" || grammar.has_before(found.pieces.start, 3, &["gấp"])
}

/// "từ 3% lên 5%", "từ 138 triệu giảm xuống 96 triệu": the base tells the direction.
fn from_base(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<(Direction, Mode)> {
    let base = last.filter(|last| last.base && last.unit == found.unit)?;
    let gap = base.whole.end..found.whole.start;
    (gap.len() <= 12 && !gap.clone().any(|at| grammar.is_clause_mark(at))).then_some(())?;
    gap.clone()
        .any(|at| {
            matches!(
                grammar.line.lower(at),
                "lên" | "xuống" | "còn" | "tới" | "đến" | "thành" | "về" | "sang"
            )
        })
        .then_some(())?;
    let up = base.low.compare(found.low).is_le();
    Some((if up { Direction::Increase } else { Direction::Decrease }, Mode::To))
}

/// The verb or comparative before the value, with nothing between that takes the value away from it.
fn nearest_verb(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<(Direction, Mode)> {
    let line = grammar.line;
    let end = found.whole.start;
    // Counts in between are part of the phrase: "tốc độ tăng trưởng của hai vùng đạt 5,16%".
    let taken = last.filter(|last| !last.is_count() || found.is_count());
    let floor = grammar
        .clause_start(end)
        .max(end.saturating_sub(VERB_REACH))
        .max(taken.map_or(0, |last| last.pieces.end));
    let mut at = end;
    while at > floor {
        at -= 1;
        let new_verb = line.lower(at) == "và"
            && matches!(grammar.class_at(at + 1), Some((WordClass::Adverb | WordClass::Verb, _)));
        // "tăng chậm, khoảng 7,8%": only the bound stands between the comma and the value.
        let hedge = at + 1 == found.whole.start && found.bound != super::Bound::Exact && !found.is_count();
        if (line.lower(at) == "," && !hedge) || new_verb {
            return None;
        }
        let Some((&(direction, mode), len)) = longest_ending_after(grammar, at, end) else { continue };
        if !is_way(grammar, found, at, len) || !reaches(grammar, found, at + len, end) {
            continue;
        }
        let mode =
            if mode == Mode::To || has_result_word(grammar, at + len, end) { Mode::To } else { Mode::By };
        return Some((direction, mode));
    }
    // "gấp đôi" and "cao hơn" open the value's own pieces.
    None
}

/// The direction phrase that starts at `at` and ends by `end`.
fn longest_ending_after<'a>(
    grammar: &Grammar<'a>,
    at: usize,
    end: usize,
) -> Option<(&'a (Direction, Mode), usize)> {
    grammar.lexicon.directions.all_at(grammar.line, at).find(|(_, len)| at + len <= end)
}

/// Other words are spelled alike: "tăng cường", "còn" for "still has", "mất" for "takes".
fn is_way(grammar: &Grammar<'_>, found: &Found, at: usize, len: usize) -> bool {
    let line = grammar.line;
    let end = at + len;
    match line.lower(at) {
        "tăng" if line.lower(at + 1) == "cường" => false,
        "hạ" | "nâng" if len == 1 => !matches!(line.lower(end), "tầng" | "cấp" | "cao" | "thủy" | "cánh"),
        "giảm" if len == 1 => !matches!(line.lower(end), "nghèo" | "thiểu" | "nhẹ"),
        "mất" | "trừ" | "rơi" | "lùi" | "kém" | "bớt" | "tụt" if len == 1 => {
            end >= found.whole.start && matches!(found.unit_name(), "percent" | "point" | "percentage_point")
        }
        "mở" if found.is_count() => false,
        "thêm" | "mở" | "cộng" | "bổ" => end + 2 >= found.whole.start && !found.is_duration(),
        "chỉ" if found.is_duration() => end >= found.whole.start && follows_a_fall(grammar, at),
        "còn" => end >= found.whole.start && follows_a_fall(grammar, at),
        "xuống" | "lên" | "về" if len == 1 => end >= found.whole.start && !found.is_duration(),
        "gấp" => end >= found.pieces.start,
        // "mặt cắt ngang", "vết cắt dài 5 cm"
        "cắt" if matches!(line.lower_before(at, 1), "mặt" | "vết" | "lát" | "đường" | "nút") => {
            false
        }
        "cắt" | "rút" | "trượt" => !found.is_duration() || end >= found.whole.start,
        _ => true,
    }
}

/// "giảm .., còn 22": "còn" gives a result only after a fall.
fn follows_a_fall(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.has_before(at, 20, &["giảm", "hạ", "rút", "thu", "sụt", "cắt", "xuống", "tụt"])
}

/// Whether the words between verb and value keep them together.
fn reaches(grammar: &Grammar<'_>, found: &Found, from: usize, to: usize) -> bool {
    let line = grammar.line;
    let hard = (from..to).filter(|&at| !SOFT.contains(&line.lower(at))).count();
    // "tốc độ tăng chậm, khoảng 7,8%"
    let linked = (from..to).any(|at| {
        matches!(
            line.lower(at),
            "trong" | "sau" | "so" | "cho" | "với" | "tại" | "trên" | "để" | "vì" | "do" | "nhờ" | "qua"
        ) && !grammar
            .lexicon
            .bounds_before
            .before(line, at + 1)
            .is_some_and(|(_, len)| at + 1 - len >= from && at + 1 == to)
    });
    let owned = found.is_count() && (from..to).any(|at| line.lower(at) == "của");
    if owned {
        return false;
    }
    let given = (from..to).any(|at| matches!(line.lower(at), "đạt" | "là" | "lên" | "xuống" | "còn" | "mức"));
    if found.is_duration() {
        return hard == 0 || (given && !linked);
    }
    if found.is_count() {
        return hard <= 1 || given && !linked;
    }
    given || !linked
}

fn has_result_word(grammar: &Grammar<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| matches!(grammar.line.lower(at), "lên" | "xuống" | "còn" | "thành" | "về"))
}

/// "giảm 2.302 trường, tương đương 6,06%", "tăng 5%, đạt 10 tỷ": the change before goes on.
fn continued(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<(Direction, Mode)> {
    let last = last?;
    let (direction, line) = (last.direction?, grammar.line);
    let gap = last.whole.end.max(last.of.map_or(0, |of| of.end))..found.whole.start;
    (gap.len() <= 10).then_some(())?;
    let has = |words: &[&str]| gap.clone().any(|at| words.contains(&line.lower(at)));
    if has(&["đương", "ứng", "hay"])
        || (gap.len() <= 2 && has(&["(", "hoặc"]))
        || (gap.len() <= 5 && has(&["và"]))
    {
        return Some((direction, last.mode?));
    }
    // "A tăng 5%, B 7%, C 9%": who else stands right before the value, and no verb.
    if is_elliptic(grammar, found, last, gap.clone()) {
        return Some((direction, last.mode?));
    }
    // The result in the same unit: "tăng 1 tỷ USD, đạt 41,9 tỷ USD".
    (has(&["đạt", "lên", "xuống", "còn"]) && last.unit == found.unit).then_some((direction, Mode::To))
}

/// Only a comma or "và" and a noun phrase between two values of one unit.
fn is_elliptic(grammar: &Grammar<'_>, found: &Found, last: &Found, gap: std::ops::Range<usize>) -> bool {
    let comparable = last.unit == found.unit && !found.is_count() && !found.is_duration();
    let mark = matches!(grammar.line.lower(gap.start), "," | ";" | "và");
    let name = |at: usize| grammar.is_content(at) || matches!(grammar.line.lower(at), "và" | "còn");
    comparable && mark && gap.len() > 1 && gap.len() <= 7 && (gap.start + 1..gap.end).all(name)
}

/// "6% là mức tăng hài hòa".
fn named_after(grammar: &Grammar<'_>, found: &Found) -> Option<(Direction, Mode)> {
    let (line, end) = (grammar.line, found.whole.end);
    (line.lower(end) == "là" && line.lower(end + 1) == "mức").then_some(())?;
    match line.lower(end + 2) {
        "tăng" => Some((Direction::Increase, Mode::By)),
        "giảm" => Some((Direction::Decrease, Mode::By)),
        _ => None,
    }
}
