//! Which of a line's times a value holds for or is due by.

use super::found::Found;
use super::grammar::Grammar;
use super::time::{Moment, MomentKind};

/// The index of the time of a quantity: the nearest in its clause, else the one that the sentence opens with.
pub(crate) fn of(grammar: &Grammar<'_>, found: &Found) -> Option<usize> {
    // A duration is a stretch of time itself, and an age needs none.
    if found.is_duration() && found.metric.is_none() {
        return None;
    }
    let start = grammar.clause_start(found.whole.start);
    let end = grammar.clause_end(found.pieces.end);
    let usable = |moment: &Moment| is_usable(grammar, found, moment);
    let near = |moment: &Moment| moment.pieces.start >= start && moment.pieces.end <= end;
    // A bounded walk around the value keeps lines with thousands of times linear.
    let middle = grammar.moments.partition_point(|moment| moment.pieces.start < found.pieces.start);
    let window = middle.saturating_sub(6)..(middle + 6).min(grammar.moments.len());
    let candidates = window.filter(|&index| usable(&grammar.moments[index]));
    let nearest = candidates
        .clone()
        .filter(|&index| near(&grammar.moments[index]) && !is_apart(grammar, found, &grammar.moments[index]));
    nearest
        .min_by_key(|&index| distance(grammar, found, &grammar.moments[index]))
        .or_else(|| {
            candidates.clone().rfind(|&index| grammar.moments[index].pieces.end <= found.pieces.start)
        })
        .or_else(|| opening(grammar, found, usable))
}

/// The time that the sentence begins with governs all of it.
fn opening(grammar: &Grammar<'_>, found: &Found, usable: impl Fn(&Moment) -> bool) -> Option<usize> {
    let first = grammar.moments.first().filter(|moment| usable(moment))?;
    (first.pieces.start <= 6 && first.pieces.end <= found.pieces.start).then_some(0)
}

/// Pieces between the two; what precedes is likelier meant than what follows after another comma.
fn distance(grammar: &Grammar<'_>, found: &Found, moment: &Moment) -> usize {
    let before = moment.pieces.end <= found.pieces.start;
    let gap =
        if before { moment.pieces.end..found.pieces.start } else { found.pieces.end..moment.pieces.start };
    let commas = gap.clone().filter(|&at| is_comma(grammar, at)).count();
    gap.len() + if before { 2 * commas } else { 10 * commas }
}

/// After the value and a comma with words of its own ("1.250 tỷ đồng, dự kiến hoàn thành năm 2026"), or too far after
/// a count, a time belongs to something else.
fn is_apart(grammar: &Grammar<'_>, found: &Found, moment: &Moment) -> bool {
    if moment.pieces.start < found.pieces.end {
        return false;
    }
    let gap = found.pieces.end..moment.pieces.start;
    let comma = gap.clone().position(|at| is_comma(grammar, at));
    let own_words = comma.is_some_and(|comma| gap.len() - comma > 2);
    let counted = found.of.map_or(found.pieces.end, |of| of.end);
    // "cần 2.000 lao động và đến năm 2030 sẽ ..": another clause opens with it.
    if moment.pieces.start > 0 && grammar.line.lower(moment.pieces.start - 1) == "và" {
        return true;
    }
    own_words || found.is_count() && moment.pieces.start.saturating_sub(counted) > 3
}

/// A comma between words, not inside a number.
fn is_comma(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.line.lower(at) == "," && !(grammar.line.is_glued(at + 1) && grammar.line.is_digits(at + 1))
}

/// Not the comparison base ("so với cùng kỳ"), not a time of day, not its own duration.
fn is_usable(grammar: &Grammar<'_>, found: &Found, moment: &Moment) -> bool {
    let compared = matches!(grammar.line.lower_before(moment.pieces.start, 1), "với" | "cùng" | "kỳ")
        && grammar.has_before(moment.pieces.start, 4, &["so", "hơn", "bằng", "cùng"])
        || grammar.line.lower(moment.pieces.start) == "so";
    let base = grammar.line.lower(moment.pieces.start) == "cùng" && moment.kind == MomentKind::Vague;
    // "hiện nay" says no more than the tense does.
    let now = matches!(grammar.line.lower(moment.pieces.start), "hiện" | "lâu");
    // "Đến 9h20 có 95 cổ đông", but not "lúc 9h20".
    let hour = moment.kind == MomentKind::Clock
        && !matches!(grammar.line.lower(moment.pieces.start), "đến" | "tính");
    // "(SN 1986)", "sinh năm 1986": when somebody was born; "gấp 5 lần năm ngoái": what is compared with.
    let birth = matches!(grammar.line.lower_before(moment.pieces.start, 1), "sn" | "sinh");
    let multiple = found.unit_name() == "times" && moment.pieces.start == found.pieces.end;
    !birth && !multiple && !now && !compared && !base && !moment.pieces.overlaps(found.pieces) && !hour
}
