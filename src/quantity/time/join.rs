//! Times that make one: "từ năm 2009 đến năm 2023", "8h06 - 8h38 ngày 30/4"; and the words before them that bound
//! them: "đến năm 2030" has no beginning.

use super::{Clockwork, Moment, MomentKind};
use crate::quantity::line::Line;
use crate::span::Span;

/// Words before a time that change what it means, and belong to its text.
const OPEN_START: [&str; 7] = ["đến", "tới", "trước", "hết", "cho đến", "cho tới", "tính đến"];
const OPEN_END: [&str; 5] = ["từ", "kể từ", "sau", "ngay từ", "bắt đầu từ"];

/// Joins the times of a line, which are in order.
pub(crate) fn join(clockwork: Clockwork<'_>, line: &Line, moments: Vec<Moment>) -> Vec<Moment> {
    let mut out: Vec<Moment> = Vec::with_capacity(moments.len());
    for moment in moments {
        match out.last_mut() {
            Some(last) if is_run(line, last, &moment) => *last = run(last, &moment),
            Some(last) if is_clock_of_day(line, last, &moment) => *last = at_clock(last, &moment),
            _ => out.push(moment),
        }
    }
    for moment in &mut out {
        bound(clockwork, line, moment);
    }
    out
}

/// "A đến B", "A - B": "đến" and dashes may be followed by "hết" and "cuối".
fn is_run(line: &Line, first: &Moment, second: &Moment) -> bool {
    let gap = second.pieces.start.saturating_sub(first.pieces.end);
    let joined = matches!(line.lower(first.pieces.end), "đến" | "tới" | "-" | "–" | "—");
    let tail =
        gap == 1 || (gap == 2 && matches!(line.lower(first.pieces.end + 1), "hết" | "cuối" | "đầu" | "giữa"));
    // "đầu năm đến nay": the words that join are part of the second.
    let to_now = gap == 0 && matches!(line.lower(second.pieces.start), "đến" | "tới" | "cho");
    (joined && tail || to_now) && first.kind != MomentKind::Vague
}

fn run(first: &Moment, second: &Moment) -> Moment {
    let from = match (first.from, second.to) {
        (Some(from), Some(to)) => Some(from.completed_from(to)),
        (from, _) => from,
    };
    let kind = if second.kind == MomentKind::Calendar { second.kind } else { first.kind };
    Moment { pieces: first.pieces.join(second.pieces), from, to: second.to, kind }
}

/// "9h ngày 7/2", "9h30 sáng 7/2".
fn is_clock_of_day(line: &Line, first: &Moment, second: &Moment) -> bool {
    let gap = second.pieces.start.saturating_sub(first.pieces.end);
    let near = gap == 0 || (gap == 1 && line.lower(first.pieces.end) == ",");
    near && first.kind == MomentKind::Clock && second.kind != MomentKind::Clock
}

fn at_clock(clock: &Moment, day: &Moment) -> Moment {
    let on = |clock: Option<super::Day>| match (clock, day.from) {
        (Some(clock), Some(day)) if day.day.is_some() => Some(super::Day { clock: clock.clock, ..day }),
        (_, day) => day,
    };
    Moment { pieces: clock.pieces.join(day.pieces), from: on(clock.from), to: on(clock.to), kind: day.kind }
}

/// Takes in the words before a time that leave one side open.
fn bound(clockwork: Clockwork<'_>, line: &Line, moment: &mut Moment) {
    let Some((_, len)) = clockwork.lexicon.time_leads.before(line, moment.pieces.start) else { return };
    let start = moment.pieces.start - len;
    let lead = (start..moment.pieces.start).map(|at| line.lower(at)).collect::<Vec<_>>().join(" ");
    let whole = Span::new(start, moment.pieces.end);
    let single = moment.from == moment.to;
    if OPEN_START.contains(&lead.as_str()) {
        moment.pieces = whole;
        moment.from = if single { None } else { moment.from };
    } else if OPEN_END.contains(&lead.as_str()) {
        moment.pieces = whole;
        moment.to = if single { None } else { moment.to };
    } else if matches!(lead.as_str(), "trong" | "suốt" | "trong suốt" | "trong cả")
        && !is_span(clockwork, line, moment)
    {
        moment.pieces = whole;
    }
}

/// "nhiệm kỳ 2025-2030", "quý I": they say themselves that they last; "trong" adds nothing.
fn is_span(clockwork: Clockwork<'_>, line: &Line, moment: &Moment) -> bool {
    let start = moment.pieces.start;
    clockwork.lexicon.span_heads.starts_at(line, start) || line.lower(start) == "quý"
}
