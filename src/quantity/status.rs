//! Whether a value is promised, foreseen, a fact, a rule or mere talk: the nearest cue decides.

use super::Status;
use super::found::Found;
use super::grammar::Grammar;

/// The status of a quantity; the cue words are a table in `seeds/lexicon/cues.tsv`.
pub(crate) fn of(grammar: &Grammar<'_>, found: &Found) -> Status {
    after(grammar, found)
        .or_else(|| in_clause(grammar, found))
        .or_else(|| in_sentence(grammar, found))
        .unwrap_or(Status::Actual)
}

fn after(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let start = found.of.map_or(found.whole.end, |of| of.end);
    (start..start + 4).find_map(|at| grammar.lexicon.cues_after.at(grammar.line, at)).map(|(status, _)| *status)
}

/// The last cue between the clause's start and the value.
fn in_clause(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let end = found.whole.start;
    let start = grammar.clause_start(end);
    let mut at = start;
    let mut last = None;
    while at < end {
        let cue = grammar.lexicon.cues.all_at(grammar.line, at).find(|(cue, len)| !cue.sentence && at + len <= end);
        match cue {
            Some((cue, len)) => {
                if !is_weak(grammar, found, at, cue.status) {
                    last = Some(cue.status);
                }
                at += len;
            }
            None => at += 1,
        }
    }
    last
}

/// Durations and ages in passing are facts, whatever the sentence promises.
fn is_weak(grammar: &Grammar<'_>, found: &Found, at: usize, status: Status) -> bool {
    let line = grammar.line;
    let plain_verb = matches!(line.lower(at), "phải" | "cần" | "nên" | "muốn" | "giao" | "xin" | "chuẩn" | "có" | "đòi" | "kế" | "nỗ" | "khả");
    let far = found.whole.start - at > 12;
    (plain_verb && far) || (status == Status::Actual && far && found.is_duration())
}

fn in_sentence(grammar: &Grammar<'_>, found: &Found) -> Option<Status> {
    let end = found.whole.start;
    let start = end.saturating_sub(super::grammar::REACH);
    (start..end).rev().find_map(|at| {
        let (cue, _) = grammar.lexicon.cues.all_at(grammar.line, at).find(|(cue, _)| cue.sentence)?;
        Some(cue.status)
    })
}
