//! Numbers that are no quantities: labels, parts of names and codes, list marks, articles.
//!
//! | kept | refused | rule |
//! | --- | --- | --- |
//! | `đội 6 người` | `đội 6`, `Điều 12`, `quận 3` | a label before it, nothing counted after it |
//! | `5 G` of nothing | `5G`, `F-22`, `25/2020/TT` | glued to letters or marks that are no unit |
//! | `hai công ty` | `hai bên`, `thứ hai`, `Hai Bà Trưng` | fixed expressions, ordinals, names |
//! | `một tỷ đồng`, `một trong ba` | `một người đàn ông` | "một" as an article |
//! | `đạt 1.268` | `Star 5`, `1.` | a bare number needs a word that gives it as a value |

use super::Bound;
use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::Numeral;
use super::number::Style;

/// Words that give a bare number as a value.
const GIVES_A_VALUE: [&str; 27] = [
    "là",
    "đạt",
    "còn",
    "lên",
    "xuống",
    "tăng",
    "giảm",
    "có",
    "được",
    "chỉ",
    "thêm",
    "gồm",
    "tổng",
    "bằng",
    "mất",
    "vượt",
    "tới",
    "đến",
    "từ",
    "mức",
    "mốc",
    "ngưỡng",
    "về",
    "qua",
    "tròn",
    "khoảng",
    "gần",
];
/// Words after which "năm" can be the number five.
const BEFORE_FIVE: [&str; 20] = [
    "có", "với", "gồm", "và", "cùng", "hơn", "gần", "khoảng", "là", "đạt", "được", "bị", "của", "cả", "thêm",
    "đủ", "bắt", "mua", "khiến", "chỉ",
];

/// Whether what was read is a quantity at all.
pub(crate) fn is_quantity(grammar: &Grammar<'_>, found: &Found, before: Option<&Found>) -> bool {
    if before.is_some_and(|before| is_next_in_list(grammar, found, before)) {
        return true;
    }
    if is_glued(grammar, found) || is_name(grammar, found) {
        return false;
    }
    match found.style {
        Style::Word => is_counting_word(grammar, found),
        Style::Fraction => is_share(grammar, found),
        Style::Words => !is_ordinal(grammar, found),
        Style::Plain | Style::Marked => is_counting_number(grammar, found),
    }
}

/// "sản xuất hơn 11.200 người, xây dựng 200," and "hai làn xe và một làn": what the number before is, this is.
fn is_next_in_list(grammar: &Grammar<'_>, found: &Found, before: &Found) -> bool {
    let (line, start) = (grammar.line, found.whole.start);
    let gap = start.saturating_sub(before.whole.end);
    if !before.is_count() || before.unit.is_none() || gap == 0 || gap > 14 {
        return false;
    }
    if found.style == Style::Word {
        let same = found.of.zip(before.of).is_some_and(|(a, b)| line.lower(a.start) == line.lower(b.start));
        return same && line.lower(start) == "một" && matches!(line.lower_before(start, 1), "và" | ",");
    }
    let ends = matches!(line.lower(found.pieces.end), "," | ";" | "." | "và" | "");
    let led = start > 0 && line.is_letters(start - 1) && !line.is_capital(start - 1);
    let label = grammar.lexicon.strict_labels.before(line, start).is_some()
        || grammar.lexicon.loose_labels.before(line, start).is_some();
    let listed = (before.whole.end..start).any(|at| matches!(line.lower(at), "," | ";"));
    found.style == Style::Plain
        && found.unit.is_none()
        && ends
        && led
        && listed
        && !label
        && !is_glued(grammar, found)
}

/// Touches letters or marks that make it a code: "F-22", "km11+115", "25/2020/TT", "5G", "#3".
fn is_glued(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start, end) = (grammar.line, found.pieces.start, found.pieces.end);
    let mark_before =
        matches!(line.lower_before(start, 1), "-" | "+" | "/" | "." | "_" | "#" | "@" | "&" | "'");
    let glued_before = start > 0 && line.is_glued(start) && (mark_before || line.is_letters(start - 1));
    // "-5 độ C" after a space is a sign, not a code.
    let hangs_before = glued_before && (line.is_glued(start - 1) || line.is_letters(start - 1));
    let unit = found.unit.is_some();
    let counted = found.of.is_some_and(|of| of.start == end);
    let glued_letters =
        (!unit || counted) && line.is_letters(end) && line.is_glued(end) && line.is_digits(end - 1);
    let glued_mark = matches!(line.lower(end), "-" | "/" | "+" | "_")
        && line.is_glued(end)
        && line.is_glued(end + 1)
        && line.is_digits(end - 1)
        && !is_rate(grammar, end);
    let ordinal = grammar.lexicon.ordinal_tails.starts_at(line, end) && line.is_glued(end);
    hangs_before || glued_letters && !grammar.lexicon.counters.starts_at(line, end) || glued_mark || ordinal
}

fn is_rate(grammar: &Grammar<'_>, slash: usize) -> bool {
    grammar.line.lower(slash) == "/"
        && (grammar.lexicon.rates.starts_at(grammar.line, slash + 1)
            || !grammar.line.is_capital(slash + 1) && grammar.line.is_letters(slash + 1)
            || grammar.line.lower(slash + 1) == "1")
}

/// A number word with a capital inside a sentence belongs to a name: "Hai Bà Trưng", "thứ Hai".
fn is_name(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start) = (grammar.line, found.pieces.start);
    let spelled = matches!(found.style, Style::Word | Style::Words) && line.is_letters(start);
    let opens = start == 0 || !line.is_letters(start - 1) && !line.is_digits(start - 1);
    // "cổ phiếu HAI hôm nay": a code among small letters.
    let upper = |at: usize| line.written(at).chars().all(char::is_uppercase) && line.is_letters(at);
    let code = upper(start) && !upper(start + 1) && start > 0;
    spelled && line.is_capital(start) && (!opens || code || line.is_capital(start + 1))
}

fn is_ordinal(grammar: &Grammar<'_>, found: &Found) -> bool {
    matches!(
        grammar.line.lower_before(found.pieces.start, 1),
        "thứ" | "lớp" | "hạng" | "số" | "tầng" | "tháng"
    ) && (found.unit.is_none() || found.is_count())
}

/// Digits: with a unit always, with a noun unless a label stands before, bare only as a told value.
fn is_counting_number(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, lexicon, start) = (grammar.line, grammar.lexicon, found.pieces.start);
    if is_serial(grammar, found)
        || is_version(grammar, found)
        || is_motto(grammar, found)
        || line.lower_before(start, 1) == "thứ"
    {
        return false;
    }
    if found.unit.is_some() && !found.is_count() {
        return !is_number_of_time(grammar, found);
    }
    let strict = lexicon.strict_labels.before(line, start).is_some() && !is_total(grammar, start);
    // Labels count up from one; a large number after "cấp" or "trường" is a value.
    let small = found.style == Style::Plain && line.lower(start).len() <= 2;
    let loose = small && lexicon.loose_labels.before(line, start).is_some();
    // "1 số" is "một số" in digits.
    if line.lower(start) == "1" && matches!(line.lower(start + 1), "số" | "vài" | "phần" | "cách") {
        return false;
    }
    // "gói thầu 5.10": things are not counted in hundredths.
    let dotted = line.lower(start + 1) == "." && found.exponent == 0 && found.high.is_none();
    if dotted && found.is_count() && found.of.is_some() && !found.low.is_multiple_of(1) {
        return false;
    }
    if found.of.is_some() {
        let named = line.is_capital(start.wrapping_sub(1)) && start > 1 && found.style == Style::Plain;
        let known = found.of.is_some_and(|of| lexicon.counters.starts_at(line, of.start));
        return !strict && (known || !(loose || named)) && !is_list_mark(grammar, found);
    }
    !strict && !loose && (is_told_value(grammar, found) || opens_list(grammar, found))
}

/// "3, 5 và 7%": another number follows, which may bring the unit; [`share`](super::share) drops what gets none.
pub(crate) fn opens_list(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start, end) = (grammar.line, found.whole.start, found.pieces.end);
    let before = line.lower_before(start, 1);
    let within = start > 1 && matches!(before, "," | "và" | "hoặc") && line.is_digits(start - 2);
    let led = start > 0 && line.is_letters(start - 1) && !line.is_capital(start - 1);
    // "tập 5, 10 phút": the unit right after the next number tells.
    let unit_follows = led && grammar.lexicon.units.starts_at(line, end + 2);
    let told = start == 0
        || within
        || before == "lượt"
        || GIVES_A_VALUE.contains(&before)
        || unit_follows
        || line.lower(end) == "x";
    let goes_on = matches!(line.lower(end), "," | "và" | "hoặc" | "hay" | "x") && line.is_digits(end + 1);
    told && goes_on && found.unit.is_none()
}

/// "2 trong số 3", "hai trong ba": part of a group of known size.
fn is_among(grammar: &Grammar<'_>, end: usize) -> bool {
    let (line, numbers) = (grammar.line, &grammar.lexicon.numbers);
    let number = |at: usize| line.is_digits(at) || numbers.starts_at(line, at);
    let total = match (line.lower(end + 1), line.lower(end + 2)) {
        ("tổng", "số") => end + 3,
        ("số", _) => end + 2,
        _ => end + 1,
    };
    line.lower(end) == "trong" && number(total)
}

/// "công nghệ 4.0": a version.
fn is_version(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start) = (grammar.line, found.pieces.start);
    line.lower(start + 1) == "."
        && line.lower(start + 2) == "0"
        && found.unit.is_none()
        && found.high.is_none()
}

/// "\"6 rõ\"", "\"3 không, 2 tăng\"": mottos count words.
fn is_motto(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start) = (grammar.line, found.pieces.start);
    let quote = |at: usize| matches!(line.lower(at), "\"" | "“" | "”" | "'" | "‘");
    let word = found.of.filter(|of| of.len() == 1 && !grammar.lexicon.counters.starts_at(line, of.start));
    let quoted = (start.saturating_sub(9)..start).any(quote);
    word.is_some_and(|of| quoted && (of.end..of.end + 9).any(quote)) && found.low.to_f64() <= 12.0
}

/// "tổng số 306" and "con số 5.000" give values; "số 5" is a label.
fn is_total(grammar: &Grammar<'_>, start: usize) -> bool {
    let line = grammar.line;
    line.lower_before(start, 1) == "số"
        && matches!(
            line.lower_before(start, 2),
            "tổng" | "con" | "trong" | "tổng số" | "điểm" | "doanh" | "chỉ"
        )
}

/// "tháng 5 năm" and "năm thứ 3" count no time; nor does "phút 90" (a label before a bare number).
fn is_number_of_time(grammar: &Grammar<'_>, found: &Found) -> bool {
    let labels = ["thứ", "tháng", "quý", "lớp", "số", "điều", "khoản", "khóa", "lần"];
    // "từ 4 - 5 giờ chiều" tells when.
    let clock = found.unit_name() == "hour"
        && matches!(grammar.line.lower(found.pieces.end), "sáng" | "trưa" | "chiều" | "tối" | "đêm");
    let school_year =
        grammar.line.lower(found.pieces.end) == "học" && grammar.line.lower(found.pieces.end - 1) == "năm";
    found.is_duration()
        && (school_year || clock || labels.contains(&grammar.line.lower_before(found.pieces.start, 1)))
}

/// Serial and phone numbers: a leading zero, or ten digits in a row.
fn is_serial(grammar: &Grammar<'_>, found: &Found) -> bool {
    let start = grammar.line.lower(found.pieces.start);
    // "5K" is a rule of conduct, "250K" a price.
    if grammar.line.written(found.pieces.end.saturating_sub(1)) == "K" && found.low.to_f64() < 10_000.0 {
        return true;
    }
    // "vàng 24k" is a fineness.
    if grammar.line.lower_before(found.pieces.end, 1) == "k"
        && grammar.line.lower_before(found.pieces.start, 1) == "vàng"
    {
        return true;
    }
    let long = start.len() >= 10 && found.unit.is_none();
    let zero = start.starts_with('0') && start.len() > 2;
    zero && found.style != Style::Words || found.style == Style::Plain && long
}

/// "1." or "2)" at the start of a line.
fn is_list_mark(grammar: &Grammar<'_>, found: &Found) -> bool {
    let line = grammar.line;
    found.pieces.start == 0 && matches!(line.lower(found.pieces.end), "." | ")" | "/" | "-")
}

pub(crate) fn is_told_value(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start) = (grammar.line, found.whole.start);
    let named = start > 1 && line.is_capital(start - 1) && line.is_letters(start - 1);
    if found.style == Style::Marked || found.high.is_some() {
        // A number that opens a line, or is all of it, is a table's cell.
        let cell = start == 0 && found.exponent == 0 && found.bound == Bound::Exact;
        return !cell && !named || found.exponent > 0;
    }
    if is_among(grammar, found.pieces.end) {
        return true;
    }
    // "ở tuổi 87"
    if line.lower_before(start, 1) == "tuổi" && !line.is_capital(start - 1) && found.low.to_f64() <= 130.0 {
        return true;
    }
    let first = start == 0 || is_list_mark(grammar, found);
    let bounded = found.bound != Bound::Exact;
    let told = GIVES_A_VALUE.contains(&line.lower_before(start, 1));
    !first && !named && (bounded || told)
}

/// "1/3 dân số", "giảm một nửa"; not "24/7", which is no share, nor "9/10" as a bare score.
fn is_share(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, end) = (grammar.line, found.pieces.end);
    let spelled = line.is_letters(found.pieces.start);
    // "Power 6/55", "Mega 6/45" are names of games.
    let start = found.pieces.start;
    let named = !spelled && start > 1 && line.is_capital(start - 1) && line.is_letters(start - 1);
    let label = named || grammar.lexicon.strict_labels.before(line, found.pieces.start).is_some();
    let led = [
        "chiếm", "bằng", "giảm", "tăng", "gần", "hơn", "khoảng", "quá", "được", "cho", "còn", "tới", "đến",
        "với",
    ];
    let told = led.contains(&line.lower_before(found.pieces.start, 1));
    spelled || (!label && (told || found.unit.is_some() || line.is_letters(end) && !line.is_capital(end)))
}

/// One number word: it has to count something, and must not be another word.
fn is_counting_word(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, lexicon, start) = (grammar.line, grammar.lexicon, found.pieces.start);
    let label = lexicon.strict_labels.before(line, start).is_some() && !is_total(grammar, start);
    if label || lexicon.fixed.starts_at(line, start) || is_fixed_inside(grammar, start) {
        return false;
    }
    let counts = found.of.is_some_and(|of| lexicon.counters.starts_at(line, of.start));
    match line.lower(start) {
        "một" => is_one(grammar, found),
        "nửa" => found.unit.is_some() && (found.is_duration() || found.is_money() || counts),
        "không" | "tư" | "đôi" => false,
        // "năm năm sau", "hơn năm năm"; but "mỗi năm năm người"
        "năm" if found.unit.is_some() && !found.is_count() => {
            let told = matches!(line.lower(found.pieces.end), "sau" | "trước" | "qua" | "tới" | "nữa");
            !found.is_duration() || told || BEFORE_FIVE.contains(&line.lower_before(start, 1))
        }
        "năm" => counts && BEFORE_FIVE.contains(&line.lower_before(start, 1)),
        "ba" | "chín" | "bảy" | "bẩy" => counts || found.unit.is_some() && !found.is_count(),
        "trăm" | "chục" => false,
        // No other word is spelled like these: any noun after them is counted.
        "hai" | "bốn" | "sáu" | "tám" if found.of.is_some() => true,
        _ => counts || found.unit.is_some() && !found.is_count() || line.lower(start + 1) == "trong",
    }
}

/// "một hai ngày", "năm bảy": approximate talk; the numeral before makes this one part of it.
fn is_fixed_inside(grammar: &Grammar<'_>, start: usize) -> bool {
    start > 0
        && matches!(grammar.lexicon.numbers.at(grammar.line, start - 1), Some((Numeral::Digit(_), _)))
        && grammar.line.lower(start - 1) != "năm"
}

/// "một" counts in "một trong ba", "một tỷ", "hơn một năm", "cứ 4 phút có một người"; else it is an article.
fn is_one(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start, end) = (grammar.line, found.pieces.start, found.pieces.end);
    let measured = found.unit.is_some() && !found.is_count() && !found.is_duration();
    let bounded = found.bound != Bound::Exact && line.lower_before(start, 1) != "từ";
    let among = is_among(grammar, end);
    let every = grammar.has_before(start, 12, &["cứ"]);
    let only = matches!(line.lower_before(start, 1), "chỉ" | "duy" | "đúng" | "tròn") && found.unit.is_some();
    let dated = found.is_duration()
        && (matches!(line.lower(found.pieces.end), "trước" | "sau" | "qua" | "tới" | "nữa")
            || matches!(line.lower_before(start, 2), "trước" | "sau" | "cách"))
        && matches!(line.lower_before(start, 1), "đó" | "đây" | "sau" | "cách" | "trong");
    let equal = matches!(line.lower_before(start, 1), "đương" | "bằng" | "ứng") && found.unit.is_some();
    measured
        || equal
        || (bounded && found.unit.is_some())
        || among
        || (every && found.unit.is_some())
        || only
        || dated
}
