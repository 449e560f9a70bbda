//! What a value is per: "7%/năm", "5 triệu đồng mỗi tháng", "100USD/1 người mỗi ngày".

use super::found::Found;
use super::grammar::Grammar;

/// Reads rates after the quantity, then before it.
pub(crate) fn read(grammar: &Grammar<'_>, found: &mut Found) {
    let start = found.of.map_or(found.whole.end, |of| of.end);
    if let Some((rate, end)) = after(grammar, found, start).or_else(|| after(grammar, found, found.whole.end))
    {
        let (rate, end) = match after(grammar, found, end) {
            Some((second, end)) => (format!("{rate}/{second}"), end),
            None => (rate, end),
        };
        found.rate = Some(rate);
        found.whole.end = end.max(found.whole.end);
        return;
    }
    found.rate = before(grammar, found);
}

fn after(grammar: &Grammar<'_>, found: &Found, at: usize) -> Option<(String, usize)> {
    let line = grammar.line;
    let slash = line.lower(at) == "/";
    let per = match line.lower(at) {
        "cho" if matches!(line.lower(at + 1), "một" | "mỗi" | "1") => at + 2,
        "/" | "mỗi" | "một" | "trên" => at + 1,
        // "15.000 đồng 1 kg"
        "1" if found.is_money() => at + 1,
        "trung" | "bình" if line.lower(at + 2) == "mỗi" => at + 3,
        "bình" if line.lower(at + 1) == "quân" => at + 2,
        "hằng" | "hàng" => at + 1,
        _ => return None,
    };
    let counted = matches!(line.lower(per), "1" | "một" | "mỗi");
    let noun = if counted && (slash || line.lower(at) == "trên") { per + 1 } else { per };
    // "trên" alone is a place: "5% trên địa bàn".
    if line.lower(at) == "trên" && !counted {
        return None;
    }
    if let Some((rate, len)) = grammar.lexicon.rates.at(line, noun) {
        let duration_of_duration = found.is_duration() && line.lower(at) == "một";
        // "53 người trên một chiếc tàu": where they are.
        let place = line.lower(at) == "trên" && line.lower(per) != "mỗi" && grammar.is_content(noun + len);
        return (!duration_of_duration && !place).then(|| (rate.clone(), noun + len));
    }
    (slash && line.is_letters(noun) && !line.is_capital(noun))
        .then(|| (line.lower(noun).to_owned(), noun + 1))
}

/// "mỗi sào đạt 1.000 kg", "bình quân mỗi tháng 5 vụ", "GRDP bình quân đầu người".
fn before(grammar: &Grammar<'_>, found: &Found) -> Option<String> {
    let line = grammar.line;
    let floor = grammar.clause_start(found.whole.start).max(found.whole.start.saturating_sub(16));
    (floor..found.whole.start).rev().find_map(|at| {
        let noun = match (line.lower(at), line.lower(at + 1)) {
            // "90 lông mi trên mỗi mắt" has its own.
            ("mỗi", _) if matches!(line.lower_before(at, 1), "trên" | "/" | "cho") => return None,
            // "80 triệu đồng mỗi m2, cao hơn 15%": after a value it is that value's.
            ("mỗi", _) if at > floor && !opens_phrase(grammar, at) && !touches(grammar, at, found) => {
                return None;
            }
            ("mỗi", _) => at + 1,
            ("bình", "quân") | ("trung", "bình") if line.lower(at + 2) == "một" => at + 3,
            ("bình", "quân") | ("trung", "bình") => at + 2,
            ("hằng" | "hàng", _) => at + 1,
            _ => return None,
        };
        let (rate, len) = grammar.lexicon.rates.at(line, noun)?;
        // "bình quân năm 2024" names the year.
        if line.is_digits(noun + len) {
            return None;
        }
        (!found.is_duration() && !found.is_count() || line.lower(at) == "mỗi" || noun > at + 1)
            .then(|| rate.clone())
    })
}

/// "doanh thu mỗi năm hơn một tỷ đồng": nothing stands between "mỗi năm" and the value.
fn touches(grammar: &Grammar<'_>, at: usize, found: &Found) -> bool {
    let rate = grammar.lexicon.rates.at(grammar.line, at + 1);
    rate.is_some_and(|(_, len)| at + 1 + len == found.whole.start)
}

/// Whether "mỗi" at `at` begins a phrase: after a mark, a time or a conjunction.
fn opens_phrase(grammar: &Grammar<'_>, at: usize) -> bool {
    let before = grammar.line.lower_before(at, 1);
    !grammar.line.is_letters(at - 1)
        || matches!(before, "thì" | "nên" | "quân" | "bình" | "và" | "là" | "có")
        || grammar.moment_at(at - 1).is_some()
}

/// "380 triệu đồng/người, tương đương 14.500 USD": the same thing in another unit is per the same.
pub(crate) fn shared(grammar: &Grammar<'_>, found: &Found, last: &Found) -> Option<String> {
    let gap = last.whole.end..found.whole.start;
    let equal = gap.len() <= 4 && gap.clone().any(|at| matches!(grammar.line.lower(at), "đương" | "("));
    let comparable = found.direction.is_none()
        && !found.is_count()
        && found.unit_name() != "percent"
        && !found.is_duration();
    (equal && comparable && found.metric == last.metric).then(|| last.rate.clone())?
}
