//! Whether a value is promised, foreseen, a fact, a rule or mere talk.
//!
//! In order: a cue right after the value, the nearest cue in its clause, what the value before is where the two are one
//! statement, a measure that only authorities set, a year that only plans name, a cue of the whole sentence; and else
//! it is a fact.

use super::found::Found;
use super::grammar::{Grammar, REACH};
use super::lexicon::{Cue, CueReach};
use super::{Bound, Status, bound};

/// How many words an everyday verb such as "cần" may stand before its value.
const NEAR: usize = 6;

/// The status of a quantity; the cue words are a table in `seeds/lexicon/cues.tsv`.
pub(crate) fn of(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Status {
    if grammar.line.lower_before(found.pieces.end, 1) == "tuổi" {
        return of_age(grammar, found);
    }
    if is_past_stretch(grammar, found) || bound::is_yardstick(grammar, found) {
        return Status::Actual;
    }
    after(grammar, found)
        .or_else(|| in_clause(grammar, found).map(|status| supposed(grammar, found, status)))
        .or_else(|| ahead(grammar, found))
        .or_else(|| continued(grammar, found, last))
        .or_else(|| set_by_authority(grammar, found))
        .or_else(|| planned_for(grammar, found))
        .or_else(|| in_sentence(grammar, found))
        .unwrap_or(Status::Actual)
}

/// "hơn 1 năm nay", "24 giờ qua": time gone by is a fact, whatever is planned in it.
fn is_past_stretch(grammar: &Grammar<'_>, found: &Found) -> bool {
    let next = grammar.line.lower(found.pieces.end);
    found.is_duration() && matches!(next, "nay" | "qua" | "trước" | "vừa")
}

/// Ages are facts; only thresholds are rules, and only "sẽ" makes a forecast of one.
fn of_age(grammar: &Grammar<'_>, found: &Found) -> Status {
    let start = grammar.clause_start(found.whole.start);
    if grammar.has_before(found.whole.start, found.whole.start - start, &["sẽ"]) {
        let threshold = matches!(found.bound, Bound::LessThan | Bound::AtLeast | Bound::AtMost);
        return if threshold { Status::Limit } else { Status::Forecast };
    }
    match found.bound {
        Bound::LessThan | Bound::AtLeast | Bound::AtMost => Status::Limit,
        _ => Status::Actual,
    }
}

fn after(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let start = found.of.map_or(found.whole.end, |of| of.end);
    (start..start + 3)
        .find_map(|at| grammar.lexicon.cues_after.at(grammar.line, at))
        .map(|(status, _)| *status)
}

/// What may happen "nếu" something else does is talk, not a forecast.
fn supposed(grammar: &Grammar<'_>, found: &Found, status: Status) -> Status {
    let supposed = grammar.has_before(found.whole.start, REACH, &["nếu", "giả"]);
    if status == Status::Forecast && supposed { Status::Other } else { status }
}

/// "ít nhất 10% các môn học sẽ được ..": the value opens its clause as the subject, and the cue follows.
fn ahead(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let start = found.whole.start;
    let opens = start == 0 || grammar.is_clause_mark(start - 1) || grammar.line.lower(start - 1) == ",";
    let end = grammar.clause_end(found.pieces.end).min(found.pieces.end + 16);
    let comma = (found.pieces.end..end).find(|&at| grammar.line.lower(at) == ",").unwrap_or(end);
    let promised = (found.pieces.end..comma).any(|at| {
        let word = grammar.line.lower(at);
        word == "sẽ" || word == "phải" && !is_told_as_fact(grammar, at)
    });
    (opens && promised && !found.is_duration()).then_some(Status::Target)
}

/// "đã phải" tells of the past, "ăn phải nấm độc" and "phải nhập viện" of what nobody meant to do.
fn is_told_as_fact(grammar: &Grammar<'_>, at: usize) -> bool {
    let (cues, line) = (&grammar.lexicon.cues, grammar.line);
    [cues.before(line, at + 1), cues.at(line, at)]
        .iter()
        .flatten()
        .any(|(cue, _)| cue.status == Status::Actual)
}

/// The last cue between the clause's start and the value; a bracket belongs to the clause it stands in.
fn in_clause(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let end = found.whole.start;
    let mut start = grammar.clause_start(end);
    if start > 0 && grammar.line.lower(start - 1) == "(" && end - start < 12 {
        start = grammar.clause_start(start - 1);
    }
    let mut at = start;
    let mut last = None;
    let mut foreseen = false;
    while at < end {
        match cue_at(grammar, at, end) {
            Some((cue, len)) => {
                let near = found.whole.start - at <= NEAR || end - at <= NEAR;
                if cue.reach == CueReach::Clause || near {
                    // "dự báo giá sẽ tăng 5%": a bare "sẽ" is as sure as the forecast it stands in.
                    let bare = len == 1 && grammar.line.lower(at) == "sẽ";
                    last = Some(if bare && foreseen { Status::Forecast } else { cue.status });
                    foreseen |= cue.status == Status::Forecast;
                }
                at += len;
            }
            None => at += 1,
        }
    }
    last
}

/// The clause cue at `at`. A capital inside the sentence makes it a name: "Cần Thơ".
fn cue_at(grammar: &Grammar<'_>, at: usize, end: usize) -> Option<(Cue, usize)> {
    if grammar.line.is_capital(at) && grammar.line.is_capital(at + 1) {
        return None;
    }
    // "sắp xếp" is no "sắp".
    let word = grammar.class_at(at).map_or(0, |(_, len)| len);
    let cues = grammar.lexicon.cues.all_at(grammar.line, at);
    let mut fitting = cues.filter(|(cue, len)| cue.reach != CueReach::Sentence && at + len <= end);
    fitting.next().filter(|(_, len)| *len >= word).map(|(cue, len)| (*cue, len))
}

/// "tương đương 21 tỷ USD": one statement with the value before.
fn continued(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Status> {
    let last = last?;
    let gap = last.whole.end..found.whole.start;
    let joined =
        |at: usize| matches!(grammar.line.lower(at), "đương" | "ứng" | "(" | "hoặc" | "và" | "chiếm");
    let listed = gap.len() <= 2 && gap.clone().any(|at| grammar.line.lower(at) == ",");
    (listed || gap.len() <= 8 && gap.clone().any(joined)).then_some(last.status)
}

fn set_by_authority(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let metric = found.metric?;
    metric.range().any(|at| grammar.lexicon.limited.starts_at(grammar.line, at)).then_some(Status::Limit)
}

/// "đạt 54.000 USD đến năm 2050": the years that plans end in are multiples of five.
fn planned_for(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let moment = grammar.moments.get(found.period?)?;
    let year = moment.to?.year?;
    let plan = moment.from.is_none() || moment.from != moment.to;
    (plan && year >= 2030 && year % 5 == 0 && !found.is_duration()).then_some(Status::Target)
}

/// A cue of the whole sentence, for measures: things that are merely counted there are facts.
fn in_sentence(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    if found.is_count() && found.direction.is_none() || found.is_duration() {
        return None;
    }
    let end = found.whole.start;
    (end.saturating_sub(REACH)..end).rev().find_map(|at| {
        let mut cues = grammar.lexicon.cues.all_at(grammar.line, at);
        cues.find(|(cue, _)| cue.reach == CueReach::Sentence).map(|(cue, _)| cue.status)
    })
}
