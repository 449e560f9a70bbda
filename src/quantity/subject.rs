//! Whose number it is: the name or noun phrase that the clause is about.
//!
//! In order: who is right before ("bà An, 67 tuổi"; "khu đất rộng 6.000 m2"), whose the metric is ("doanh thu của
//! Vingroup"), the subject of the clause, of the clauses before it, and the owner of the value before.

use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::WordClass;
use super::line::Pieces;
use super::metric::phrase_start;
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
    let past = ["qua", "trước", "gần", "vừa", "trở", "nay"];
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
            .or_else(|| subject(grammar, found, last))
            .or_else(|| subject_after(grammar, found))
    };
    let holder = holder.filter(|span| found.of.is_none_or(|of| !of.overlaps(*span)));
    // What the value before counted owns nothing: "320 hộ với 1.068 nhân khẩu" are both the village's.
    let holder = match (holder, last) {
        (Some(span), Some(last))
            if found.metric.is_none()
                && (last.of.is_some_and(|of| of.overlaps(span)) || last.pieces.overlaps(span)) =>
        {
            return last.holder;
        }
        (None, Some(last)) if found.metric.is_some() && last.metric == found.metric => return last.holder,
        (holder, _) => holder,
    };
    holder
        .map(|span| named(names, span))
        .filter(|span| !span.is_empty() && is_somebody(grammar, names, *span))
}

/// A single syllable is somebody only as a pronoun, a body, or a name: "tôi", "xã", "Apple"; else a word was cut.
fn is_somebody(grammar: &Grammar<'_>, names: Names<'_>, span: Span<Pieces>) -> bool {
    let single = [
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
        "đây",
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

/// A name inside the phrase is the better answer where it ends the phrase: "cho biết Thủ đô Hà Nội".
fn named(names: Names<'_>, span: Span<Pieces>) -> Span<Pieces> {
    let next = names.partition_point(|name| name.end <= span.start);
    match names.get(next) {
        Some(name) if name.overlaps(span) => name.join(span),
        _ => span,
    }
}

/// "bà Nguyễn An, 67 tuổi", "lao động trên 40 tuổi".
fn right_before(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
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
fn dimension_of(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let metric = found.metric?;
    (metric.len() == 1
        && matches!(grammar.line.lower(metric.start), "dài" | "rộng" | "cao" | "sâu" | "nặng" | "dày"))
    .then_some(())?;
    let end = skip_back(grammar, past_bracket(grammar, metric.start));
    noun_phrase_before(grammar, end)
}

/// "vị trí có độ sâu 850 mét", "gói thầu với giá 5 tỷ": who has the metric.
fn has_metric(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
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
}

/// The noun phrase that ends at `end`, with "này", "nói trên" after it.
fn noun_phrase_before(grammar: &Grammar<'_>, end: usize) -> Option<Span<Pieces>> {
    let floor = end.saturating_sub(12);
    let mut start = phrase_start(grammar, end, floor);
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
fn past_bracket(grammar: &Grammar<'_>, end: usize) -> usize {
    if grammar.line.lower_before(end, 1) != ")" {
        return end;
    }
    (end.saturating_sub(30)..end).rev().find(|&at| grammar.line.lower(at) == "(").unwrap_or(end)
}

/// "doanh thu của Vingroup", "dân số tại Hà Nội": the owner after the metric.
fn owner(
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
    let end = name_end(grammar, start + skip).min(found.whole.start);
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
fn body_in(grammar: &Grammar<'_>, metric: Span<Pieces>) -> Option<Span<Pieces>> {
    let bodies =
        ["dự", "công", "doanh", "tỉnh", "thành", "ngành", "khối", "xã", "huyện", "toàn", "cả", "khu"];
    let known = |at: usize| {
        let word = grammar.line.lower(at);
        let named = grammar.lexicon.counters.starts_at(grammar.line, at) || matches!(word, "toàn" | "cả");
        bodies.contains(&word) && named && !matches!(grammar.line.lower(at - 1), "của" | "tổng")
    };
    let start = (metric.start + 1..metric.end).find(|&at| known(at) && at + 1 < metric.end)?;
    Some(Span::new(start, metric.end))
}

/// A noun phrase with the names in it.
fn name_end(grammar: &Grammar<'_>, start: usize) -> usize {
    let mut end = grammar.noun_phrase_end(start);
    while grammar.line.is_capital(end) && end < start + 14 {
        end += 1;
    }
    end
}

/// The subject of the clause, then of the earlier ones: the noun phrase before the first verb or adverb.
fn subject(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    let limit = found.metric.map_or(found.whole.start, |metric| metric.start.min(found.whole.start));
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
        match subject_in(grammar, start, end, parallel && round == 0)
            .filter(|span| !(whole && is_aside(grammar, *span, end)))
        {
            // A measure is nobody: whose it is stands after it, or is not said.
            Some(subject) if is_measure(grammar, subject.start) => {
                return measured(grammar, subject);
            }
            Some(subject) => return Some(subject),
            None => end = start.checked_sub(1)?,
        }
    }
    None
}

/// "Thực tế," or ", giáo viên tiểu học,": all of an earlier segment is no subject, unless it is a name.
fn is_aside(grammar: &Grammar<'_>, span: Span<Pieces>, end: usize) -> bool {
    span.end >= end && !(grammar.line.is_capital(span.start) && span.start > 0)
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

/// "BIDV (13,47%)": the name before the bracket.
fn before_bracket(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
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

/// After the last comma or clause mark before `end`.
fn segment_start(grammar: &Grammar<'_>, end: usize) -> usize {
    let floor = end.saturating_sub(super::grammar::REACH);
    (floor..end)
        .rev()
        .find(|&at| {
            grammar.is_clause_mark(at) && grammar.line.lower(at) != ")"
                || matches!(grammar.line.lower(at), "," | "\"" | "“" | "”")
        })
        .map_or(floor, |at| at + 1)
}

/// The noun phrase that opens `start..end` after times and conjunctions, if a verb follows it there.
fn subject_in(grammar: &Grammar<'_>, start: usize, end: usize, parallel: bool) -> Option<Span<Pieces>> {
    let mut at = start;
    let mut speaker = None;
    for _ in 0..4 {
        let Some(from) = opening(grammar, at, end) else { return speaker };
        let to = subject_end(grammar, from, end);
        if to == from {
            return speaker;
        }
        let speaks =
            (to..end.min(to + 4)).find_map(|at| Some((at, grammar.lexicon.sayings.at(grammar.line, at)?.1)));
        match speaks {
            // "ông An cho biết Hà Nội có ..": who speaks is not who has.
            Some((verb, len)) if verb + len < end => {
                at = verb + len;
                speaker = speaker.or(Some(trimmed(grammar, from, to)));
            }
            _ => {
                let subject = is_subject(grammar, start, from, to, end, parallel);
                return subject.then(|| trimmed(grammar, from, to)).or(speaker);
            }
        }
    }
    speaker
}

/// A verb or adverb has to follow. What opens a later segment may be a verb of this list's that is not in our lists
/// ("kích hoạt gần 54 triệu"); only names and longer phrases are taken there without one.
fn is_subject(
    grammar: &Grammar<'_>,
    start: usize,
    from: usize,
    to: usize,
    end: usize,
    parallel: bool,
) -> bool {
    // "Phó tổng giám đốc X," between commas tells who the person before is.
    let title = matches!(
        (grammar.line.lower(from), grammar.line.lower(from + 1)),
        ("phó" | "trưởng" | "nguyên" | "cựu", _)
            | ("chủ", "tịch" | "nhiệm")
            | ("giám" | "tổng", "đốc" | "giám" | "bí")
            | ("bí", "thư")
            | ("thứ" | "bộ", "trưởng")
            | ("đại", "diện")
    );
    if title && to >= end {
        return false;
    }
    let class = grammar.class_at(to).map(|(class, _)| class);
    let verb = matches!(class, Some(WordClass::Verb | WordClass::Adverb))
        || matches!(grammar.line.lower(to), "nên" | "còn");
    let first = start == 0 || grammar.is_clause_mark(start - 1);
    let name = grammar.line.is_capital(from) && from > 0;
    verb || name || first && (to >= end || class == Some(WordClass::Link)) || to >= end && parallel
}

/// Past the times and conjunctions that come before a subject; `None` where no subject can follow: after a
/// preposition, a verb, a number, or the source of the news ("theo báo cáo của Bộ ..").
fn opening(grammar: &Grammar<'_>, at: usize, end: usize) -> Option<usize> {
    let mut at = at;
    while at < end {
        if let Some(moment) = grammar.moment_at(at) {
            at = moment.pieces.end;
            continue;
        }
        let word = grammar.line.lower(at);
        match grammar.class_at(at) {
            Some((WordClass::Join, len)) => at += len,
            Some((WordClass::Link, len)) if word == "với" && grammar.line.lower(at + 1) == "việc" => {
                at += len + 1
            }
            _ if grammar.content_len(at) > 0 && !matches!(word, "một" | "các" | "những") => {
                return Some(at);
            }
            _ if matches!(word, "một" | "các" | "những" | "mỗi" | "cả" | "toàn" | "hầu") => {
                return Some(at);
            }
            Some((WordClass::Link, len))
                if matches!(
                    word,
                    "tại" | "ở" | "riêng" | "rằng" | "trong" | "nơi" | "mà" | "khi" | "vì" | "do" | "bởi"
                ) =>
            {
                at += len;
            }
            Some((WordClass::Adverb, len))
                if matches!(word, "hiện" | "chỉ" | "cũng" | "đặc" | "ngay" | "trung" | "bình") =>
            {
                at += len;
            }
            Some(_) => return None,
            None if grammar.line.is_digits(at) => return None,
            None => at += 1,
        }
    }
    None
}

fn subject_end(grammar: &Grammar<'_>, from: usize, end: usize) -> usize {
    let determiners = usize::from(matches!(grammar.line.lower(from), "mỗi" | "cả"));
    let mut to = name_end(grammar, from + determiners);
    // "nước này", "doanh nghiệp nói trên"
    if matches!(grammar.line.lower(to), "này" | "đó" | "trên" | "kia") {
        to += 1;
    }
    // "Bộ Giáo dục và Đào tạo", "huyện X ở tỉnh Y": only capitals join.
    while matches!(grammar.line.lower(to), "và" | "-" | "–" | "&")
        && grammar.line.is_capital(to + 1)
        && to < from + 14
    {
        to = name_end(grammar, to + 1);
    }
    to.min(end)
}

/// Without the form of address before a name: "ông An" is An.
fn trimmed(grammar: &Grammar<'_>, from: usize, to: usize) -> Span<Pieces> {
    let titled =
        matches!(grammar.line.lower(from), "ông" | "bà" | "anh" | "chị" | "em" | "cô" | "chú" | "cụ");
    if titled && grammar.line.is_capital(from + 1) && from + 1 < to {
        return Span::new(from + 1, to);
    }
    Span::new(from, to)
}
