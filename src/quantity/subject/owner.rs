//! Whose a value is by what stands right at it: the name before an age or a bracket, the noun before a dimension, the
//! owner inside or after a metric's name.

use super::Names;
use crate::quantity::found::Found;
use crate::quantity::grammar::Grammar;
use crate::quantity::lexicon::WordClass;
use crate::quantity::line::Pieces;
use crate::quantity::metric::phrase_start;
use crate::span::Span;

/// "bà Nguyễn An, 67 tuổi", "lao động trên 40 tuổi".
pub(super) fn right_before(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let end = found.whole.start;
    let end = if grammar.line.lower_before(end, 1) == "," || grammar.line.lower_before(end, 1) == "(" {
        end - 1
    } else {
        end
    };
    let end = skip_back(grammar, end);
    let start = phrase_start(grammar, end, end.saturating_sub(10));
    let start = capitals_only(grammar, start, end);
    (start < end).then(|| Span::new(start, end))
}

/// "bà An": the name without the form of address.
fn capitals_only(grammar: &Grammar<'_>, start: usize, end: usize) -> usize {
    let mut first = end;
    while first > start && grammar.line.is_capital(first - 1) {
        first -= 1;
    }
    let titled = matches!(
        grammar.line.lower(start),
        "ông" | "bà" | "anh" | "chị" | "em" | "cô" | "chú" | "cháu" | "cụ"
    );
    if first < end && titled && first == start {
        start + 1
    } else if first < end && titled {
        first
    } else {
        start
    }
}

fn skip_back(grammar: &Grammar<'_>, end: usize) -> usize {
    let mut end = end;
    while end > 0
        && matches!(
            grammar.class_at(end - 1),
            Some((WordClass::Adverb | WordClass::Link | WordClass::Verb, _))
        )
    {
        end -= 1;
    }
    end
}

/// "khu đất rộng 6.000 m2": the noun before a dimension.
pub(super) fn dimension_of(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let metric = found.metric?;
    (metric.len() == 1
        && matches!(grammar.line.lower(metric.start), "dài" | "rộng" | "cao" | "sâu" | "nặng" | "dày"))
    .then_some(())?;
    let end = skip_back(grammar, past_bracket(grammar, metric.start));
    noun_phrase_before(grammar, end).filter(|noun| !is_complement(grammar, *noun))
}

/// "theo hình thức BOT dài 56 km", "từ nút giao đến vành đai 3 dài 4 km": the noun belongs to a preposition, and the
/// measure to the subject before that.
fn is_complement(grammar: &Grammar<'_>, noun: Span<Pieces>) -> bool {
    matches!(grammar.line.lower_before(noun.start, 1), "theo" | "đến" | "tới" | "bằng" | "qua")
}

/// "vị trí có độ sâu 850 mét", "gói thầu với giá 5 tỷ": who has the metric.
pub(super) fn has_metric(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let start = found
        .metric
        .filter(|metric| metric.end <= found.whole.start)
        .map_or(found.whole.start, |metric| metric.start);
    let linked = matches!(grammar.line.lower_before(start, 1), "có" | "với");
    // Of a bare count only "với" tells: "hệ thống với 17.000 người"; "có" is the verb of its clause.
    if !linked || found.metric.is_none() && grammar.line.lower_before(start, 1) == "có" {
        return None;
    }
    noun_phrase_before(grammar, skip_back(grammar, past_bracket(grammar, start - 1)))
        .filter(|noun| !is_complement(grammar, *noun))
}

/// The noun phrase that ends at `end`, with "này", "nói trên" after it.
pub(super) fn noun_phrase_before(grammar: &Grammar<'_>, end: usize) -> Option<Span<Pieces>> {
    let floor = end.saturating_sub(12);
    // "tuyến metro số 1": the number is part of the name.
    let numbered = end > 2 && grammar.line.is_digits(end - 1) && grammar.line.lower_before(end, 2) == "số";
    let mut start = phrase_start(grammar, if numbered { end - 2 } else { end }, floor);
    if numbered && start == end - 2 {
        return None;
    }
    // "đoạn Diễn Châu - Bãi Vọt": a dash between capitals.
    while start > floor + 1
        && matches!(grammar.line.lower_before(start, 1), "-" | "–")
        && grammar.line.is_capital(start)
        && grammar.line.is_capital(start - 2)
    {
        start = phrase_start(grammar, start - 1, floor);
    }
    (start < end).then(|| Span::new(start, end))
}

/// Before a bracket that closes right before `end`.
pub(super) fn past_bracket(grammar: &Grammar<'_>, end: usize) -> usize {
    if grammar.line.lower_before(end, 1) != ")" {
        return end;
    }
    (end.saturating_sub(30)..end).rev().find(|&at| grammar.line.lower(at) == "(").unwrap_or(end)
}

/// "doanh thu của Vingroup", "dân số tại Hà Nội": the owner after the metric.
pub(super) fn owner(
    grammar: &Grammar<'_>,
    names: Names<'_>,
    found: &Found,
    last: Option<&Found>,
) -> Option<Span<Pieces>> {
    let shared = last.is_some_and(|last| last.metric == found.metric);
    let metric = found.metric.filter(|metric| metric.end <= found.whole.start && !shared)?;
    let start = match grammar.line.lower(metric.end) {
        "của" | "tại" | "ở" => metric.end + 1,
        "toàn" | "cả" => metric.end,
        _ => return inside(grammar, names, metric).or_else(|| farther_owner(grammar, metric, found)),
    };
    let skip = usize::from(matches!(grammar.line.lower(start), "toàn" | "cả" | "các" | "hai" | "những"));
    let mut end = name_end(grammar, start + skip).min(found.whole.start);
    // "chi tiêu của nước này"
    if matches!(grammar.line.lower(end), "này" | "đó") && end < found.whole.start {
        end += 1;
    }
    (end > start + skip).then(|| Span::new(start, end))
}

/// "số người chết vì Covid-19 tại Ấn Độ": before the verb, a few words on.
fn farther_owner(grammar: &Grammar<'_>, metric: Span<Pieces>, found: &Found) -> Option<Span<Pieces>> {
    let limit = found.whole.start.min(metric.end + 8);
    let verb = |at: usize| matches!(grammar.class_at(at), Some((WordClass::Verb | WordClass::Adverb, _)));
    let stop = (metric.end..limit).find(|&at| verb(at)).unwrap_or(limit);
    let link = (metric.end..stop).find(|&at| matches!(grammar.line.lower(at), "của" | "tại" | "ở"))?;
    let end = name_end(grammar, link + 1).min(found.whole.start);
    (end > link + 1).then(|| Span::new(link + 1, end))
}

/// "GDP Việt Nam", "giá trị tài sản Harvard": a name that ends the metric.
fn inside(grammar: &Grammar<'_>, names: Names<'_>, metric: Span<Pieces>) -> Option<Span<Pieces>> {
    let known = names.iter().rev().find(|name| metric.contains(**name) && name.start > metric.start);
    if let Some(name) = known {
        return Some(*name);
    }
    if let Some(body) = body_in(grammar, metric) {
        return Some(body);
    }
    let mut start = metric.end;
    while start > metric.start + 1 && grammar.line.is_capital(start - 1) && grammar.line.is_letters(start - 1)
    {
        start -= 1;
    }
    // "CPI" and "VN-Index" are measures themselves.
    let acronym =
        grammar.line.written(start).chars().all(char::is_uppercase) || grammar.is_inside_name(start);
    (start < metric.end && !acronym).then(|| Span::new(start, metric.end))
}

/// "tổng mức đầu tư dự án", "mức thưởng khối doanh nghiệp FDI": the body that a measure's name ends in.
pub(super) fn body_in(grammar: &Grammar<'_>, metric: Span<Pieces>) -> Option<Span<Pieces>> {
    let bodies =
        ["dự", "công", "doanh", "tỉnh", "thành", "ngành", "khối", "xã", "huyện", "toàn", "cả", "khu"];
    let known = |at: usize| {
        let word = grammar.line.lower(at);
        let named = grammar.lexicon.counters.starts_at(grammar.line, at) || matches!(word, "toàn" | "cả");
        let other_word = matches!(
            (word, grammar.line.lower(at + 1)),
            ("xã", "hội") | ("cả" | "toàn", "năm" | "tháng" | "bộ" | "phiên" | "phần")
        );
        bodies.contains(&word)
            && named
            && !other_word
            && !matches!(grammar.line.lower(at - 1), "của" | "tổng")
    };
    let start = (metric.start + 1..metric.end).find(|&at| known(at) && at + 1 < metric.end)?;
    Some(Span::new(start, metric.end))
}

/// A noun phrase with the names in it.
pub(super) fn name_end(grammar: &Grammar<'_>, start: usize) -> usize {
    let mut end = grammar.noun_phrase_end(start);
    while grammar.line.is_capital(end) && end < start + 14 {
        end += 1;
    }
    end
}

/// "BIDV (13,47%)": the name before the bracket.
pub(super) fn before_bracket(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let verb = usize::from(matches!(
        grammar.line.lower_before(found.whole.start, 1),
        "chiếm" | "đạt" | "tăng" | "giảm"
    ));
    let open = found.whole.start.checked_sub(1 + verb)?;
    (grammar.line.lower(open) == "(" && grammar.line.is_capital(open.checked_sub(1)?)).then_some(())?;
    let start = phrase_start(grammar, open, open.saturating_sub(10));
    let start = capitals_only(grammar, start, open);
    let metric = grammar.lexicon.metrics.before(grammar.line, open).is_some();
    (start < open && !metric).then(|| Span::new(start, open))
}
