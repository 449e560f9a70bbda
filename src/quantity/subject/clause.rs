//! Where the subject of a clause begins and ends.

use super::owner::{name_end, past_bracket};
use crate::quantity::grammar::Grammar;
use crate::quantity::lexicon::WordClass;
use crate::quantity::line::Pieces;
use crate::span::Span;

/// After the last comma or clause mark before `end`.
pub(super) fn segment_start(grammar: &Grammar<'_>, end: usize) -> usize {
    let floor = end.saturating_sub(crate::quantity::grammar::REACH);
    let mut at = end;
    while at > floor {
        at = past_bracket(grammar, at);
        let Some(before) = at.checked_sub(1) else { break };
        let mark = grammar.is_clause_mark(before) && grammar.line.lower(before) != ")";
        if mark || matches!(grammar.line.lower(before), "," | "\"" | "“" | "”") {
            return at;
        }
        at = before;
    }
    at
}

/// The noun phrase that opens `start..end` after times and conjunctions, if a verb follows it there.
pub(super) fn subject_in(
    grammar: &Grammar<'_>,
    start: usize,
    end: usize,
    parallel: bool,
    measured: bool,
) -> Option<Span<Pieces>> {
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
                // Who only tells a measure does not have it; who proposes it does.
                let proposes = matches!(grammar.line.lower(verb), "đề" | "yêu" | "kiến" | "tuyên");
                if proposes || !measured {
                    speaker = speaker.or(Some(trimmed(grammar, from, to)));
                }
            }
            _ => {
                let subject = is_subject(grammar, start, from, to, end, parallel);
                return subject.then(|| trimmed(grammar, from, to)).or(speaker);
            }
        }
    }
    speaker
}

/// ", tỉnh Nghệ An đã bắt": a place with its name after a comma ends the phrase before it.
fn is_apposition(grammar: &Grammar<'_>, from: usize) -> bool {
    let word = grammar.line.lower(from);
    let place = is_place(grammar, from);
    let role = matches!(word, "nguyên" | "cựu" | "phó" | "trưởng" | "chánh" | "quyền" | "vợ" | "chồng");
    let named = (from + 1..from + 3).any(|at| grammar.line.is_capital(at));
    // After "Năm 2024," a place is a subject.
    let after_name = from > 1 && grammar.line.is_capital(from - 2) && grammar.moment_at(from - 2).is_none();
    grammar.line.lower_before(from, 1) == "," && (role || place && named && after_name)
}

fn is_place(grammar: &Grammar<'_>, at: usize) -> bool {
    matches!(
        grammar.line.lower(at),
        "huyện" | "tỉnh" | "thành" | "tp" | "xã" | "phường" | "quận" | "thị" | "thôn" | "bang"
    )
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
    // "Phó tổng giám đốc X," and ", huyện Y, tỉnh Z" after a comma tell who or where what stands before is.
    let aside = grammar.lexicon.asides.at(grammar.line, from);
    let title = aside.is_some() && to >= end && !is_place(grammar, from) || is_apposition(grammar, from);
    if title {
        return false;
    }
    // "cảnh sát Vĩnh Yên (Vĩnh Phúc) phát hiện": the verb stands after the bracket.
    let to = if grammar.line.lower(to) == "(" {
        (to..to + 30).find(|&at| grammar.line.lower(at) == ")").map_or(to, |close| close + 1)
    } else {
        to
    };
    let class = grammar.class_at(to).map(|(class, _)| class);
    let verb = matches!(class, Some(WordClass::Verb | WordClass::Adverb))
        || matches!(grammar.line.lower(to), "nên" | "còn");
    let first = start == 0 || grammar.is_clause_mark(start - 1);
    let name = grammar.line.is_capital(from) && from > 0;
    verb || name || first && (to >= end || class == Some(WordClass::Link)) || to >= end && parallel
}

/// Past the times and conjunctions that come before a subject; `None` where no subject can follow: after a
/// preposition, a verb, a number, or the source of the news ("theo báo cáo của Bộ ..").
pub(super) fn opening(grammar: &Grammar<'_>, at: usize, end: usize) -> Option<usize> {
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
            // "mỗi năm thu 5 triệu" tells when, not who.
            _ if word == "mỗi" && is_time_noun(grammar, at + 1) => at += 2,
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

fn is_time_noun(grammar: &Grammar<'_>, at: usize) -> bool {
    matches!(
        grammar.line.lower(at),
        "năm" | "tháng" | "ngày" | "tuần" | "quý" | "giờ" | "buổi" | "lần" | "đêm"
    )
}

pub(super) fn subject_end(grammar: &Grammar<'_>, from: usize, end: usize) -> usize {
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
pub(super) fn trimmed(grammar: &Grammar<'_>, from: usize, to: usize) -> Span<Pieces> {
    let titled =
        matches!(grammar.line.lower(from), "ông" | "bà" | "anh" | "chị" | "em" | "cô" | "chú" | "cụ");
    if titled && grammar.line.is_capital(from + 1) && from + 1 < to {
        return Span::new(from + 1, to);
    }
    let spokesman = matches!(
        (grammar.line.lower(from), grammar.line.lower(from + 1)),
        ("đại", "diện") | ("lãnh", "đạo") | ("phía", _) | ("người", "phát")
    );
    if spokesman && from + 3 < to {
        let skip = if grammar.line.lower(from) == "phía" { 1 } else { 2 };
        return Span::new(from + skip, to);
    }
    if grammar.line.lower(from) == "đây" && grammar.line.lower_before(from, 1) == "nơi" {
        return Span::new(from - 1, to);
    }
    Span::new(from, to)
}
