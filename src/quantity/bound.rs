//! Words that bound a value: "ít nhất 5", "5 trở lên", "khoảng 5", "từ 18 tuổi".

use super::Bound;
use super::found::Found;
use super::grammar::Grammar;

/// Before "hơn" they compare: "cao hơn 5%" bounds nothing.
const COMPARABLE: [&str; 19] = [
    "cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "nhanh", "chậm", "đắt", "rẻ", "tốt", "dài", "ngắn", "kém",
    "nặng", "nhẹ", "sớm", "muộn", "mạnh",
];

/// Reads the words before a quantity that bound it.
pub(crate) fn before(grammar: &Grammar<'_>, found: &mut Found) {
    let line = grammar.line;
    let mut start = found.pieces.start;
    if is_yardstick(grammar, found) {
        found.base = true;
        return;
    }
    // "hơn gấp đôi", "tối đa là 5": a linking word may stand between.
    if matches!(
        line.lower_before(start, 1),
        "gấp" | "là" | "từ" | "đến" | "tới" | "như" | "mức" | "có" | "được" | "đạt"
    ) {
        let (bound_ends, linked) = (start - 1, line.lower_before(start, 1));
        if grammar.lexicon.bounds_before.before(line, start).is_none() {
            if linked == "mức" && line.lower_before(bound_ends, 1) == "từ" && is_base(grammar, found) {
                found.whole.start = bound_ends - 1;
                found.base = true;
                return;
            }
            if linked == "từ" && found.high.is_none() {
                return from(grammar, found);
            }
            start = bound_ends;
        }
    }
    let Some((&bound, len)) = grammar.lexicon.bounds_before.before(line, start) else {
        return up_to(grammar, found);
    };
    let bound_start = start - len;
    if !is_bound(grammar, found, bound, bound_start, len) {
        return;
    }
    found.whole.start = bound_start;
    if found.high.is_none() {
        found.bound = bound;
    }
    if line.lower_before(bound_start, 1) == "từ" {
        found.base |= is_base(grammar, found);
        found.whole.start -= 1;
    }
}

/// "thấp hơn mức 19% của năm trước", "so với mốc 5 tỷ đồng": what something else is compared with.
pub(crate) fn is_yardstick(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (line, start) = (grammar.line, found.pieces.start);
    let level = matches!(line.lower_before(start, 1), "mức" | "mốc") && start > 2;
    let compared = |at: usize| match line.lower_before(at, 1) {
        "hơn" => COMPARABLE.contains(&line.lower_before(at - 1, 1)),
        "với" => line.lower_before(at - 1, 1) == "so",
        _ => false,
    };
    level && compared(start - 1)
}

/// "giải thưởng lên tới 65 triệu đồng", "giảm giá đến 50%": an offer goes up to a value; a fact ("lên tới 758 ca")
/// reaches it.
fn up_to(grammar: &Grammar<'_>, found: &mut Found) {
    let (line, start) = (grammar.line, found.pieces.start);
    let offers =
        ["phạt", "thưởng", "giải", "ưu", "khuyến", "chiết", "hỗ", "vay", "giảm", "tặng", "voucher", "tù"];
    let reaches = matches!(line.lower_before(start, 1), "tới" | "đến");
    let led = line.lower_before(start, 2) == "lên";
    let offered = grammar.has_before(start, if led { 9 } else { 3 }, &offers);
    // "giảm từ 5 đến 3" and "giảm lên tới" of counts are changes.
    let whole = found.is_count() || found.is_duration() && !grammar.has_before(start, 3, &["tù", "phạt"]);
    if reaches && offered && !whole && found.high.is_none() && !grammar.has_before(start, 6, &["từ", "đã"])
    {
        found.bound = Bound::AtMost;
    }
}

/// Whether the word really bounds: comparatives and prepositions are spelled alike.
fn is_bound(grammar: &Grammar<'_>, found: &Found, bound: Bound, start: usize, len: usize) -> bool {
    let line = grammar.line;
    let word = line.lower(start);
    if word == "hơn" && len == 1 {
        // "cao hơn 5%", "nhiều hơn 3 lần" compare.
        let before = line.lower_before(start, 1);
        // "dài hơn 5 m" measures, "cao hơn 5 triệu đồng" compares.
        let sized = matches!(before, "dài" | "cao" | "rộng" | "sâu" | "nặng" | "dày" | "xa");
        let physical = !found.is_money() && !found.is_count() && !found.is_duration();
        let relative = matches!(found.unit_name(), "percent" | "percentage_point" | "times" | "point");
        let compared = line.lower(found.pieces.end) == "so";
        return !COMPARABLE.contains(&before) || (sized && physical && !relative && !compared);
    }
    if word == "trên" && len == 1 {
        // "nghiên cứu trên 36 mẫu" is about them; writers bound with round numbers.
        let place = matches!(line.lower(found.pieces.end), "tuyến" | "địa" | "trang" | "mặt" | "mỗi" | "con");
        let round = !found.is_count() || found.low.is_multiple_of(10) || found.exponent > 0;
        return round && !place && line.lower_before(start, 1) != "dựa";
    }
    if matches!(word, "quá" | "độ" | "tầm" | "cỡ" | "ước" | "quãng" | "ngoài" | "gần")
        && bound != Bound::AtMost
        && len == 1
    {
        let adverb = matches!(
            line.lower_before(start, 1),
            "trình" | "tốc" | "mức" | "mật" | "nhiệt" | "nồng" | "cường"
        );
        // "Ngoài 6 trạm trên, ..": besides.
        let besides = word == "ngoài" && (start == 0 || !line.is_letters(start - 1));
        let part_of_few = word == "gần"
            && matches!(line.lower_before(start, 1), "đến" | "ở")
            && found.is_count()
            && found.low.to_f64() < 10.0;
        return !(adverb || part_of_few || besides);
    }
    true
}

/// "từ 18 tuổi" opens a range upward, but "từ 3% lên 5%" names a base.
fn from(grammar: &Grammar<'_>, found: &mut Found) {
    found.whole.start = found.pieces.start - 1;
    if is_base(grammar, found) {
        found.base = true;
    } else if !found.is_duration() && !found.is_count() || grammar.has_before(found.pieces.end, 1, &["tuổi"])
    {
        found.bound = Bound::AtLeast;
    }
}

/// Whether a result follows: "từ 138 triệu đồng giảm xuống 96 triệu".
pub(crate) fn is_base(grammar: &Grammar<'_>, found: &Found) -> bool {
    let (start, end) = (found.pieces.end, (found.pieces.end + 14).min(grammar.line.len()));
    let stop = (start..end).find(|&at| grammar.is_clause_mark(at)).unwrap_or(end);
    (start..stop).any(|at| {
        matches!(grammar.line.lower(at), "lên" | "xuống" | "còn" | "thành" | "sang" | "tới" | "đến" | "về")
    })
}

/// "trở lên" after the quantity, after its rate, or after the noun it counts.
pub(crate) fn after(grammar: &Grammar<'_>, found: &mut Found) {
    let line = grammar.line;
    let ends = [Some(found.whole.end), found.of.map(|of| of.end), Some(found.pieces.end)];
    for end in ends.into_iter().flatten() {
        let Some((&bound, len)) = grammar.lexicon.bounds_after.at(line, end) else { continue };
        // A lone "lên" needs "từ": "từ 5% lên".
        if line.lower(end) == "lên" {
            continue;
        }
        if line.lower(end) == "trở" && line.lower(end + 1) == "lại" && found.is_duration() {
            continue;
        }
        if found.high.is_none() {
            found.bound = bound;
        }
        found.base = false;
        found.whole.end = end + len;
        return;
    }
}
