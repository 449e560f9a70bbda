//! Whose number it is: the name or noun phrase that the clause is about.
//!
//! In order: who is right before ("bà An, 67 tuổi"; "khu đất rộng 6.000 m2"), whose the metric is ("doanh thu của
//! Vingroup"), the subject of the clause, of the clauses before it, and the owner of the value before.

mod clause;
mod owner;

use self::clause::{opening, segment_start, subject_end, subject_in, trimmed};
use self::owner::{
    before_bracket, body_in, dimension_of, has_metric, name_end, noun_phrase_before, owner, past_bracket,
    right_before,
};
use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::WordClass;
use super::line::Pieces;
use crate::span::Span;

/// The names of a line, as pieces, in order.
pub(crate) type Names<'a> = &'a [Span<Pieces>];

/// The holder of a quantity.
pub(crate) fn of(
    grammar: &Grammar<'_>,
    names: Names<'_>,
    found: &Found,
    last: Option<&Found>,
) -> Option<Span<Pieces>> {
    // "trong 24 giờ qua" is a time, nobody's number.
    let past = ["qua", "trước", "gần", "vừa", "trở", "nay", "đầu", "cuối"];
    let ago = matches!(grammar.line.lower_before(found.whole.start, 1), "đây" | "đó" | "cứ");
    let is_time = ago || past.contains(&grammar.line.lower(found.pieces.end));
    if found.is_duration() && found.metric.is_none() && is_time {
        return None;
    }
    let holder = if grammar.line.lower_before(found.pieces.end, 1) == "tuổi" {
        right_before(grammar, found)
    } else {
        before_bracket(grammar, found)
            .or_else(|| dimension_of(grammar, found))
            .or_else(|| has_metric(grammar, found))
            .or_else(|| owner(grammar, names, found, last))
            .or_else(|| changed_name(grammar, found))
            .or_else(|| attributive(grammar, found))
            .or_else(|| subject(grammar, found, last))
            .or_else(|| subject_after(grammar, found))
            .or_else(|| nearest_name(grammar, names, found))
    };
    let holder = holder.filter(|span| !is_nobody(grammar, *span));
    let holder = holder.filter(|span| found.of.is_none_or(|of| !of.overlaps(*span)));
    let after = found.metric.filter(|metric| metric.start >= found.whole.end);
    let holder = holder.filter(|span| after.is_none_or(|metric| !metric.overlaps(*span)));
    // What the value before counted owns nothing: "320 hộ với 1.068 nhân khẩu" are both the village's.
    let holder = match (holder, last) {
        (Some(span), Some(last))
            if (found.metric.is_none() || !last.is_count())
                && (last.of.is_some_and(|of| of.overlaps(span)) || last.pieces.overlaps(span)) =>
        {
            return last.holder;
        }
        (_, Some(last)) if is_restated(grammar, found, last) => return last.holder,
        (None, Some(last)) if goes_on(grammar, found, last) => return last.holder,
        (holder, _) => holder,
    };
    holder
        .map(|span| named(names, span))
        .filter(|span| !span.is_empty() && is_somebody(grammar, names, *span))
}

/// "giai đoạn", "quyết liệt", "việc làm": times, manners and abstractions own nothing, whatever the clause says. A word
/// that goes on is another one: "Lễ Hội" may be anybody.
fn is_nobody(grammar: &Grammar<'_>, span: Span<Pieces>) -> bool {
    if matches!(grammar.line.lower_before(span.end, 1), "này" | "đó") {
        return false;
    }
    let whole = |len: usize| len >= 2 || !grammar.line.is_capital(span.start + 1);
    grammar.lexicon.nobodies.at(grammar.line, span.start).is_some_and(|(_, len)| {
        whole(len) && grammar.class_at(span.start).is_none_or(|(_, word)| word <= len)
    })
}

/// "như Khánh Hòa giảm 78,7%": a name right before the verb of change.
fn changed_name(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let (_, len) = grammar.lexicon.directions.before(grammar.line, found.whole.start)?;
    let verb = found.whole.start - len;
    let mut start = verb;
    while start > 1
        && verb - start < 8
        && grammar.line.is_letters(start - 1)
        && grammar.line.is_capital(start - 1)
    {
        start -= 1;
    }
    let measure = grammar.lexicon.metrics.starts_at(grammar.line, start) || grammar.is_inside_name(start);
    (start < verb && !measure && found.unit_name() != "point").then(|| Span::new(start, verb))
}

/// Failing all else, the last name before the value in its clause.
fn nearest_name(grammar: &Grammar<'_>, names: Names<'_>, found: &Found) -> Option<Span<Pieces>> {
    let start = grammar.clause_start(found.whole.start);
    let before = names.partition_point(|name| name.end <= found.whole.start);
    let name = names[..before].last().copied().filter(|name| name.start >= start)?;
    (!is_bystander(grammar, name)).then_some(name)
}

/// "theo ông An", "tại Đà Nẵng", "so với BIDV": who says it, where, or next to whom; no owner. Where a clause opens with
/// a place, its numbers are the place's.
fn is_bystander(grammar: &Grammar<'_>, name: Span<Pieces>) -> bool {
    let titled =
        matches!(grammar.line.lower_before(name.start, 1), "ông" | "bà" | "anh" | "chị" | "hãng" | "báo");
    let before = name.start - usize::from(titled && name.start > 0);
    let word = grammar.line.lower_before(before, 1);
    let place = matches!(word, "tại" | "ở");
    let opens = before < 2 || !grammar.line.is_letters(before - 2);
    let currency = name.len() == 1 && grammar.lexicon.units.starts_at(grammar.line, name.start);
    matches!(word, "theo" | "với" | "về" | "sang" | "bằng" | "dịp" | "đến" | "tới")
        || place && !opens
        || currency
}

/// Whether two values stand in one clause chain, so that who has the first has the second.
fn goes_on(grammar: &Grammar<'_>, found: &Found, last: &Found) -> bool {
    let gap = last.pieces.end..found.whole.start;
    let apart = gap.len() > 16 || gap.clone().any(|at| matches!(grammar.line.lower(at), ";" | ":" | "."));
    found.metric.is_some() && last.metric == found.metric || !apart && !found.is_duration()
}

/// "xe dưới 9 chỗ ngồi", "căn hộ dưới 2 tỷ đồng": a bounded value that describes the noun before it.
fn attributive(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let start = found.whole.start;
    let bounded = matches!(grammar.line.lower(start), "dưới" | "trên") && start < found.pieces.start;
    (bounded && found.metric.is_none()).then_some(())?;
    let noun = noun_phrase_before(grammar, start)?;
    grammar.lexicon.counters.starts_at(grammar.line, noun.start).then_some(noun)
}

/// "tương đương 7%", and "cộng với 2 trường" after another count of the same clause: the owner stays.
fn is_restated(grammar: &Grammar<'_>, found: &Found, last: &Found) -> bool {
    let gap = last.pieces.end..found.whole.start;
    let said = |words: &[&str]| gap.clone().any(|at| words.contains(&grammar.line.lower(at)));
    let with = found.metric.is_none() && grammar.line.lower_before(found.whole.start, 1) == "với";
    let same_clause = !gap.clone().any(|at| grammar.is_clause_mark(at));
    gap.len() <= 12 && same_clause && (said(&["đương", "ứng"]) || with && last.is_count() && found.is_count())
}

/// A single syllable is somebody only as a pronoun, a body, or a name: "tôi", "xã", "Apple"; else a word was cut.
fn is_somebody(grammar: &Grammar<'_>, names: Names<'_>, span: Span<Pieces>) -> bool {
    let single = [
        "người",
        "tôi",
        "ông",
        "bà",
        "anh",
        "chị",
        "họ",
        "nó",
        "chúng",
        "em",
        "mình",
        "xã",
        "tỉnh",
        "huyện",
        "trường",
        "nước",
        "thôn",
        "bản",
        "quận",
        "phường",
        "chùa",
        "tàu",
        "xe",
        "nhà",
        "đội",
        "hãng",
        "cảng",
        "cây",
        "cá",
        "bang",
        "con",
        "hộ",
    ];
    let name = grammar.line.is_capital(span.start)
        && span.start > 0
        && !matches!(grammar.line.lower_before(span.start, 1), "." | "\"" | "“");
    let is_word = |at: usize| matches!(grammar.class_at(at), None | Some((WordClass::Noun, _)));
    span.len() > 1
        || names.contains(&span)
        || name && is_word(span.start)
        || single.contains(&grammar.line.lower(span.start))
}

/// A name that opens the phrase is all of it ("Bộ Quốc phòng Mỹ thông báo" holds a verb of no list); one inside is not
/// cut: "cho biết Thủ đô Hà Nội".
fn named(names: Names<'_>, span: Span<Pieces>) -> Span<Pieces> {
    let next = names.partition_point(|name| name.end <= span.start);
    match names.get(next) {
        Some(name) if name.start <= span.start => *name,
        Some(name) if name.overlaps(span) => name.join(span),
        _ => span,
    }
}

/// The subject of the clause, then of the earlier ones: the noun phrase before the first verb or adverb.
fn subject(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    // A metric of its own begins the predicate; one taken from the value before stands in another clause.
    let own = found.metric.filter(|metric| last.is_none_or(|last| metric.start >= last.pieces.end));
    let limit = own.map_or(found.whole.start, |metric| metric.start.min(found.whole.start));
    let parallel = last.is_some_and(|last| is_parallel(grammar, last, found));
    let mut end = limit;
    for round in 0..6 {
        end = past_bracket(grammar, end);
        let start = segment_start(grammar, end);
        if grammar.line.lower(start) == "nơi" && start > 0 && grammar.line.lower(start + 1) != "đây" {
            // "xã Phước Lộc (huyện Phước Sơn) – nơi có 11 người"
            return noun_phrase_before(grammar, past_bracket(grammar, start.checked_sub(1)?));
        }
        let whole = round > 0;
        // "bà An, người từng có 10 năm làm việc ở đó"
        let relative = grammar.line.lower(start) == "người" && start > 1;
        if relative && matches!(grammar.class_at(start + 1), Some((WordClass::Adverb, _))) {
            return noun_phrase_before(grammar, start - 1);
        }
        match subject_in(grammar, start, end, parallel && round == 0, own.is_some())
            .filter(|span| !(whole && is_aside(grammar, *span, end)))
        {
            // A measure is nobody: whose it is stands after it, or is not said.
            Some(subject) if is_measure(grammar, subject.start) => {
                return measured(grammar, subject);
            }
            Some(subject) if !is_nobody(grammar, subject) => return Some(subject),
            _ => end = start.checked_sub(1)?,
        }
    }
    None
}

/// "Thực tế," or ", giáo viên tiểu học,": all of an earlier segment is no subject, unless it is a name.
fn is_aside(grammar: &Grammar<'_>, span: Span<Pieces>, end: usize) -> bool {
    // "Công an huyện Tân Yên, tỉnh ..": a name inside.
    let named = span.len() > 2 && (span.start + 1..span.end).any(|at| grammar.line.is_capital(at));
    span.end >= end && !named && !(grammar.line.is_capital(span.start) && span.start > 0)
}

/// "xây dựng 200 người, nông nghiệp 900": the same thing told of several.
fn is_parallel(grammar: &Grammar<'_>, last: &Found, found: &Found) -> bool {
    let same_noun = match (last.of, found.of) {
        (Some(a), Some(b)) => grammar.line.lower(a.start) == grammar.line.lower(b.start),
        (a, b) => a.is_none() && b.is_none(),
    };
    last.unit == found.unit && same_noun
}

/// "chi phí cho bộ trang bị này", "tốc độ của hai vùng": what follows the measure's name.
fn measured(grammar: &Grammar<'_>, subject: Span<Pieces>) -> Option<Span<Pieces>> {
    let link = (subject.start..subject.end + 5).find(|&at| {
        let name_follows = grammar.line.is_capital(at + 1);
        let word = grammar.line.lower(at);
        matches!(word, "của" | "tại" | "ở" | "cho")
            || name_follows && matches!(word, "vào" | "trên" | "từ" | "về")
    });
    let Some(link) = link else { return body_in(grammar, subject) };
    let skip = usize::from(matches!(grammar.line.lower(link + 1), "hai" | "các" | "cả" | "toàn" | "những"));
    let end = name_end(grammar, link + 1 + skip);
    (end > link + 1 + skip).then(|| Span::new(link + 1, end))
}

/// Whether a measure's name starts at `at`, and not a body's: "Tổng liên đoàn".
fn is_measure(grammar: &Grammar<'_>, at: usize) -> bool {
    let at =
        if grammar.line.lower(at) == "toàn" && grammar.line.lower(at + 1) == "bộ" { at + 2 } else { at };
    let Some((_, len)) = grammar.lexicon.metrics.at(grammar.line, at) else { return false };
    !super::metric::is_another_word(grammar, at, len)
}

/// Where nothing before tells: "sau 5 năm người lao động có thể ..", "sau gần 10 tháng hoạt động, cung đường ..".
fn subject_after(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    found.is_duration().then_some(())?;
    let mut at = found.whole.end;
    if matches!(grammar.line.lower(at), "nữa" | "tới" | "sau") {
        at += 1;
    }
    let comma = (at..at + 6).find(|&comma| grammar.line.lower(comma) == ",").map_or(at, |comma| comma + 1);
    for start in [at, comma] {
        let from = opening(grammar, start, grammar.line.len().min(start + 4)).unwrap_or(start);
        let to = subject_end(grammar, from, grammar.line.len());
        let verb = matches!(grammar.class_at(to), Some((WordClass::Verb | WordClass::Adverb, _)));
        if to > from + 1 && verb {
            return Some(trimmed(grammar, from, to));
        }
    }
    None
}
