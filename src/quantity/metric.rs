//! What is measured: the noun phrase that a value is a value of.
//!
//! In order: the share of something ("27% tổng dư nợ"), a dimension ("dài 50 km"), the nearest noun that names a
//! measure ("tỷ lệ hộ nghèo còn 3%"), what rises or falls ("tuyển dụng tăng 20%"), a verb that is measured itself
//! ("tăng trưởng 11%"), and else what the value before measured where the two belong together.

use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::WordClass;
use super::line::Pieces;
use crate::span::Span;

/// How far a measure's name may stand from its value.
const METRIC_REACH: usize = 40;

/// Reads the metric of the quantity at `index`; those before it have been read.
pub(crate) fn read(grammar: &Grammar<'_>, found: &mut [Found], index: usize) {
    let (before, rest) = found.split_at_mut(index);
    let Some(current) = rest.first_mut() else { return };
    let last = before.last();
    let metric = share_of(grammar, current)
        .or_else(|| restated(grammar, current, last))
        .or_else(|| own(grammar, current, last))
        .or_else(|| shared(grammar, current, last));
    current.metric = metric.filter(|span| !span.is_empty());
}

fn own(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    if grammar.line.lower_before(found.pieces.end, 1) == "tuổi" {
        return None;
    }
    dimension(grammar, found)
        .or_else(|| {
            named(grammar, found, last).filter(|name| !is_farther_than_substance(grammar, found, *name))
        })
        .or_else(|| growth(grammar, found))
        .or_else(|| subject_of_change(grammar, found, last))
        .or_else(|| substance(grammar, found))
        .or_else(|| activity(grammar, found))
}

/// "giảm 2.302 trường, tương đương 6%": the same said in another unit.
fn restated(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    let last = last?;
    let gap = last.pieces.end..found.whole.start;
    let equal = gap.len() <= 8 && gap.clone().any(|at| matches!(grammar.line.lower(at), "đương" | "ứng"));
    equal.then_some(last.metric)?
}

/// "với khoảng 10.500 ha đất": what follows the unit is nearer than a name far before.
fn is_farther_than_substance(grammar: &Grammar<'_>, found: &Found, name: Span<Pieces>) -> bool {
    name.end + 4 < found.whole.start && substance(grammar, found).is_some()
}

/// "chiếm 27% tổng dư nợ", "10% các môn", "1/3 dân số".
fn share_of(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let (line, end) = (grammar.line, found.whole.end.max(found.pieces.end));
    let of_total = matches!(line.lower(end), "tổng" | "số");
    let changed =
        found.direction.is_some() || grammar.lexicon.directions.before(line, found.whole.start).is_some();
    (matches!(found.unit_name(), "percent" | "times") && (of_total || !changed)).then_some(())?;
    let start = match line.lower(end) {
        "số" | "các" | "những" | "tổng" => end,
        "trong" if line.lower(end + 1) == "tổng" => end + 1,
        "của" => end + 1,
        // "15% vốn", "86% chỉ tiêu": spelled like adverbs.
        _ if grammar.lexicon.metrics.starts_at(line, end) && !line.is_capital(end) => end,
        _ if grammar.is_content(end) && !line.is_capital(end) => end,
        _ => return None,
    };
    let skip = usize::from(matches!(line.lower(start), "các" | "những"));
    let stop = grammar.noun_phrase_end(start + skip);
    (stop > start + skip).then(|| Span::new(start + skip, stop))
}

/// "dài 50 km", "rộng gần 6.000 m2".
fn dimension(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let before = found.whole.start;
    let before = if matches!(grammar.line.lower_before(before, 1), "tới" | "đến" | "chỉ" | "là" | "hơn")
    {
        before - 1
    } else {
        before
    };
    if let Some((_, len @ 2..)) = grammar.lexicon.metrics.before(grammar.line, before)
        && suits(grammar, found, before - len, len)
    {
        return Some(Span::new(before - len, before));
    }
    let (_, len) = grammar.lexicon.dimensions.before(grammar.line, before)?;
    // "kéo dài 5 ngày" lasts.
    let verb = matches!(grammar.line.lower_before(before - len, 1), "kéo" | "nâng" | "mở");
    (!verb && !found.is_count()).then(|| Span::new(before - len, before))
}

/// The nearest noun before the value that names a measure, with the words that modify it.
fn named(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    let end = found.whole.start;
    // "sức gió cấp 10 (90-115 km/giờ)": what a bracket holds is of what stands before it.
    let bracket = usize::from(grammar.line.lower_before(end, 1) == "(" && !found.is_count());
    let floor = grammar.clause_start(end - bracket).max(end.saturating_sub(METRIC_REACH));
    // A measure between takes the name: the next value needs its own. Counts and ages do not: "tốc độ của hai vùng".
    let taken = last.filter(|last| !last.is_count() && !last.is_duration() || last.unit == found.unit);
    let floor = floor.max(taken.map_or(0, |last| last.pieces.end));
    let mut weak = None;
    let mut best: Option<Span<Pieces>> = None;
    for at in (floor..end).rev() {
        let Some((_, len)) = grammar.lexicon.metrics.at(grammar.line, at) else { continue };
        if at + len > end || !suits(grammar, found, at, len) {
            continue;
        }
        let phrase = Span::new(at, phrase_end(grammar, at + len, end));
        if is_weak(grammar, at, len) {
            weak = weak.or(Some(phrase));
            continue;
        }
        match best {
            // "tốc độ tăng trưởng GRDP": the outer name has the inner one.
            Some(inner) if phrase.end < inner.start => break,
            Some(inner) => best = Some(Span::new(at, inner.end.max(phrase.end))),
            None => best = Some(phrase),
        }
    }
    best.or(weak.filter(|_| last.is_none_or(|last| last.metric.is_none())))
}

/// "mức", "mốc", "biên độ" are a measure only where nothing better is named; "theo giá hiện hành" is a way to measure.
fn is_weak(grammar: &Grammar<'_>, at: usize, len: usize) -> bool {
    let line = grammar.line;
    let level = len == 1 && matches!(line.lower(at), "mức" | "mốc" | "ngưỡng" | "biên" | "tổng" | "tiền");
    level || matches!(line.lower(at), "biên") || line.lower_before(at, 1) == "theo" || line.lower(at) == "quy"
}

/// "tăng trưởng 11%" is a measure itself, whoever grows.
fn growth(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let (line, end) = (grammar.line, found.whole.start);
    let floor = end.saturating_sub(12).max(grammar.clause_start(end));
    let at = (floor..end).rev().find(|&at| line.lower(at) == "tăng" && line.lower(at + 1) == "trưởng")?;
    (found.direction.is_some() && found.unit_name() == "percent")
        .then(|| Span::new(at, phrase_end(grammar, at + 2, end)))
}

/// "70 km đường", "50 tấn cá", "15 năm kinh nghiệm": what there is so much of.
fn substance(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let start = found.whole.end;
    let physical = !found.is_count()
        && !found.is_money()
        && !found.is_duration()
        && !matches!(found.unit_name(), "percent" | "percentage_point" | "times" | "point");
    let years_of = found.is_duration() && matches!(grammar.line.lower(start), "kinh" | "tuổi" | "thâm");
    (physical || years_of).then_some(())?;
    (grammar.is_content(start) && !grammar.line.is_capital(start))
        .then(|| Span::new(start, grammar.noun_phrase_end(start)))
}

/// Whether a measure's name fits the value: counts take names of numbers, durations names of times.
fn suits(grammar: &Grammar<'_>, found: &Found, at: usize, len: usize) -> bool {
    let line = grammar.line;
    let word = line.lower(at);
    if grammar.moment_at(at).is_some() || is_another_word(grammar, at, len) {
        return false;
    }
    // "đầu tư" and "đóng góp" name a measure only right before the value or as what changes.
    if matches!(word, "đầu" | "đóng") && len == 2 {
        return !found.is_count() && (found.direction.is_some() || at + len >= found.whole.start);
    }
    if matches!(word, "tuổi" | "niên" | "thâm") && !found.is_duration() {
        return false;
    }
    if found.is_money() && grammar.lexicon.physical.at(line, at).is_some_and(|(_, whole)| whole >= len) {
        return false;
    }
    if found.is_count() {
        let near = at + len + 4 >= found.whole.start;
        let capacity = matches!(word, "quy" | "mức" | "công" | "khối" | "sản" | "tổng") && near;
        return grammar.lexicon.counting.starts_at(line, at) || capacity;
    }
    if found.is_duration() {
        let within = line.lower_before(found.whole.start, 1) == "trong";
        return !within && matches!(word, "thời" | "tuổi" | "độ" | "niên" | "kinh" | "thâm" | "tầm");
    }
    true
}

/// "một số", "đa số", "số liệu"; "tổng giám đốc", "tổng thống".
pub(crate) fn is_another_word(grammar: &Grammar<'_>, at: usize, len: usize) -> bool {
    let (line, next) = (grammar.line, at + len);
    // "lực lượng" is no "lượng".
    let inside = at > 0
        && grammar.lexicon.metrics.at(line, at - 1).is_none()
        && matches!(grammar.class_at(at - 1), Some((WordClass::Noun, len)) if len > 1);
    // "đánh giá", "thống kê": the end of a verb.
    if grammar.lexicon.sayings.before(line, next).is_some_and(|(_, verb)| verb > len) {
        return true;
    }
    // "mỗi lượng", "đồng/lượng" are rates.
    if matches!(line.lower_before(at, 1), "mỗi" | "/") {
        return true;
    }
    // "phố Lương Ngọc Quyến"
    let name = at > 0 && line.is_capital(at) && line.is_capital(at + 1) && len == 1;
    if inside || name && !line.written(at).chars().all(char::is_uppercase) {
        return true;
    }
    if line.lower(at) == "số" && matches!(line.lower_before(at, 1), "một" | "đa" | "thiểu" | "vô") {
        return true;
    }
    match line.lower(at) {
        "số" if len == 1 => {
            matches!(line.lower_before(at, 1), "kỹ" | "đổi" | "trong" | "tỷ" | "con")
                || matches!(line.lower(next), "liệu" | "phận" | "hiệu" | "hóa" | "còn" | "này" | "đó")
                || line.is_digits(next)
                || !grammar.is_content(next)
        }
        "tổng" if len == 1 => {
            matches!(
                line.lower(next),
                "giám" | "thống" | "bí" | "cục" | "công" | "liên" | "hợp" | "thể" | "kết" | "biên" | "thư"
            )
        }
        "mức" | "tiền" | "thuế" | "vốn" | "quỹ" | "giá" if len == 1 => {
            matches!(line.lower(next), "đề" | "dĩ" | "nhân" | "liếng" | "như")
        }
        "giá" if matches!(line.lower_before(at, 1), "đánh" | "thẩm" | "định" | "báo" | "vô") => {
            true
        }
        "tiền" if line.lower_before(at, 1) == "đồng" => true,
        "tuổi" | "thời" => line.lower_before(at, 1) == "người",
        _ => false,
    }
}

/// The end of a measure's noun phrase: "của" may go on ("chi phí của khoản vay"), verbs end it.
fn phrase_end(grammar: &Grammar<'_>, from: usize, limit: usize) -> usize {
    let mut end = from;
    while end < limit && end < from + 10 {
        let known = grammar.lexicon.metrics.at(grammar.line, end).map_or(0, |(_, len)| len);
        let step = if grammar.is_inside_name(end) { 1 } else { known.max(grammar.content_len(end)) };
        if step == 0 || end + step > limit {
            break;
        }
        end += step;
    }
    end
}

/// "tuyển dụng tăng 20%", "nâng sản lượng lên 5 tấn": the noun phrase before the verb, or between it and the value.
/// Where the verb has neither, what was counted before changes: "có 112.700 lao động, tăng 3,9%".
fn subject_of_change(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    found.direction?;
    let end = found.whole.start;
    let floor = grammar.clause_start(end).max(end.saturating_sub(24));
    let verb = (floor..end).rev().find(|&at| grammar.lexicon.directions.starts_at(grammar.line, at))?;
    let verb = first_of_verb(grammar, verb, floor);
    let (_, len) = grammar.lexicon.directions.at(grammar.line, verb)?;
    if matches!(grammar.line.lower(verb), "mức" | "tốc") {
        return Some(Span::new(verb, phrase_end(grammar, verb + len, end)));
    }
    let object = object_end(grammar, verb + len, end);
    // "cao hơn Hà Nội 15%" compares with a place.
    let place = grammar.line.is_capital(verb + len);
    if place && object > verb + len {
        return last.and_then(|last| last.metric);
    }
    if object > verb + len && !found.is_count() {
        return Some(Span::new(verb + len, object));
    }
    if grammar.line.lower(verb) == "thêm" {
        return None;
    }
    let subject = noun_before(grammar, verb, floor);
    if last.is_some_and(|last| last.pieces.overlaps(subject)) {
        return last.and_then(|last| last.metric);
    }
    if subject.is_empty() {
        return last.and_then(|last| last.of.or(last.metric));
    }
    // A name or a body rises in something that is not said here.
    let name = grammar.line.is_capital(subject.start) && subject.start > 0 && found.unit_name() != "point";
    let whole = matches!(grammar.line.lower(subject.start), "cả" | "toàn");
    (!name && !whole && !found.is_count()).then_some(subject)
}

/// The end of the object between a verb and its value: "tăng tuyển dụng khoảng 20%".
fn object_end(grammar: &Grammar<'_>, from: usize, limit: usize) -> usize {
    let stops = [
        "lên", "xuống", "còn", "từ", "thêm", "đến", "tới", "khoảng", "mạnh", "nhẹ", "nhanh", "chậm", "liên",
        "lại", "đi",
    ];
    let mut end = from;
    while end < limit && end < from + 8 {
        let word = grammar.line.lower(end);
        let linked =
            matches!(grammar.class_at(end), Some((WordClass::Link | WordClass::Join | WordClass::Adverb, _)));
        if stops.contains(&word)
            || linked
            || !grammar.line.is_letters(end)
            || grammar.lexicon.bounds_before.starts_at(grammar.line, end)
        {
            break;
        }
        end += 1;
    }
    end
}

/// The noun phrase that ends before the verb, past adverbs; of "thị trường tại Việt Nam" the first.
fn noun_before(grammar: &Grammar<'_>, verb: usize, floor: usize) -> Span<Pieces> {
    let mut end = verb;
    while end > floor {
        match grammar.lexicon.words.before(grammar.line, end) {
            Some((WordClass::Adverb, len)) if end - floor >= len => end -= len,
            _ => break,
        }
    }
    let start = phrase_start(grammar, end, floor);
    let linked = matches!(grammar.line.lower_before(start, 1), "tại" | "ở" | "của" | "trong" | "trên");
    if linked && start > floor + 1 {
        let outer = phrase_start(grammar, start - 1, floor);
        if outer < start - 1 {
            return Span::new(outer, start - 1);
        }
    }
    Span::new(start, end)
}

/// "giảm xuống còn": the first word of a chain of direction words.
fn first_of_verb(grammar: &Grammar<'_>, verb: usize, floor: usize) -> usize {
    let mut first = verb;
    while first > floor && grammar.lexicon.directions.starts_at(grammar.line, first - 1) {
        first -= 1;
    }
    first
}

/// The start of the noun phrase that ends at `end`.
pub(crate) fn phrase_start(grammar: &Grammar<'_>, end: usize, floor: usize) -> usize {
    let mut start = end;
    while start > floor && end - start < 10 {
        let len = if grammar.is_inside_name(start) { 1 } else { grammar.content_len_before(start) };
        if len == 0 || len > start - floor {
            break;
        }
        start -= len;
    }
    start
}

/// "tăng trưởng 11%", "lãi 5 tỷ": the verb itself.
fn activity(grammar: &Grammar<'_>, found: &Found) -> Option<Span<Pieces>> {
    let end = found.whole.start;
    (!found.is_count() && !found.is_duration()).then_some(())?;
    let floor = end.saturating_sub(4).max(grammar.clause_start(end));
    (floor..end).rev().find_map(|at| {
        let (_, len) = grammar.lexicon.activities.at(grammar.line, at)?;
        (at + len <= end).then(|| Span::new(at, at + len))
    })
}

/// The metric of the value before, where nothing new is measured: "tương đương 6%", "BIDV (13,47%)", "còn 22 cuộc".
fn shared(grammar: &Grammar<'_>, found: &Found, last: Option<&Found>) -> Option<Span<Pieces>> {
    let last = last?;
    let metric = last.metric?;
    let gap = last.pieces.end..found.whole.start;
    let has = |words: &[&str]| gap.clone().any(|at| words.contains(&grammar.line.lower(at)));
    let same_unit = last.unit == found.unit && !found.is_count();
    let equal = has(&["đương", "ứng", "hay", "hoặc"]) && gap.len() <= 12;
    let result = found.direction.is_some() && gap.len() <= 12;
    (equal || result || same_unit && gap.len() <= 14 && !found.is_duration()).then_some(metric)
}
