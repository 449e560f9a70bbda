//! A number with its unit: "2,5 tỷ đồng", "3 năm rưỡi", "$100", "2 con số", "gấp đôi", "hàng nghìn".

use super::decimal::Decimal;
use super::found::Found;
use super::grammar::Grammar;
use super::lexicon::Numeral;
use super::number::{self, Style};
use super::{Bound, unit};
use crate::span::Span;

/// Reads a number and its unit at `at`. `Err` is where to go on.
pub(crate) fn read(grammar: &Grammar<'_>, at: usize) -> Result<Found, usize> {
    if let Some(found) =
        digit_count(grammar, at).or_else(|| multiple(grammar, at)).or_else(|| vague(grammar, at))
    {
        return Ok(found);
    }
    let number = number::read(grammar.lexicon, grammar.line, at)?;
    let mut found = Found::new(Span::new(at, number.end), number.value, number.style);
    found.exponent = number.exponent;
    if number.style == Style::Fraction
        && unit::at(grammar, number.end).is_none_or(|(unit, _)| unit.name != "point")
    {
        found.unit = Some("times".to_owned());
        return Ok(found);
    }
    if let Some((sign, len)) = unit::sign_before(grammar, at) {
        found.unit = Some(sign);
        found.pieces.start -= len;
    } else if matches!(grammar.line.lower_before(number.end, 1), "k" | "tr")
        // "vàng 24k" is a fineness.
        && grammar.line.lower_before(at, 1) != "vàng"
    {
        found.unit = Some("VND".to_owned());
    }
    add_unit(grammar, &mut found).ok_or(number.end)?;
    found.whole = found.pieces;
    Ok(found)
}

/// Takes in the unit after the number. `None` when the value does not fit.
fn add_unit(grammar: &Grammar<'_>, found: &mut Found) -> Option<()> {
    let end = found.pieces.end;
    // A lone comma or bracket never separates a number from its unit.
    let Some((unit, len)) = unit::at(grammar, end) else {
        return Some(());
    };
    // "cấp bốn chỉ rộng 60 m2", "hàng năm chỉ tăng": after one number word "chỉ" is "only".
    if unit.name == "chi" && len == 1 && found.style == Style::Word {
        return Some(());
    }
    found.low = found.low.times(unit.factor)?;
    found.factor = unit.factor;
    found.pieces.end = end + len;
    found.unit = Some(unit.name.clone());
    add_centimetres(grammar, found);
    add_smaller(grammar, found);
    if let Some((Numeral::Half, half_len)) = grammar.lexicon.numbers.at(grammar.line, found.pieces.end) {
        found.low = found.low.plus(Decimal::integer(u64::from(unit.factor)).half()?)?;
        found.pieces.end += half_len;
    }
    Some(())
}

/// "1 giờ 25 phút", "7 năm 6 tháng": one stretch of time, told in the smaller unit as ranges of two units are.
fn add_smaller(grammar: &Grammar<'_>, found: &mut Found) {
    // Minutes and seconds at most follow hours.
    for _ in 0..2 {
        let (line, end) = (grammar.line, found.pieces.end);
        let Some((value, start)) = line.digits_value(end).map(|value| (value, end + 1)) else { return };
        let Some((smaller, len)) = unit::at(grammar, start) else { return };
        let ratio = found.unit.as_deref().and_then(|unit| unit::part_of_time(unit, &smaller.name));
        let Some(ratio) = ratio.filter(|ratio| value < *ratio && smaller.factor == 1) else { return };
        let sum = found.low.times(ratio).and_then(|low| low.plus(Decimal::integer(u64::from(value))));
        let Some(low) = sum else { return };
        found.low = low;
        found.unit = Some(smaller.name.clone());
        found.pieces.end = start + len;
    }
}

/// "cao 1m72": what touches the metre are centimetres, or a decimetre.
fn add_centimetres(grammar: &Grammar<'_>, found: &mut Found) {
    let (line, at) = (grammar.line, found.pieces.end);
    let Some(value) = line.digits_value(at).filter(|_| line.is_glued(at) && line.lower(at).len() <= 2) else {
        return;
    };
    let scale = if line.lower(at).len() == 1 { 1 } else { 2 };
    let sum = found.low.plus(Decimal::new(i128::from(value), scale));
    if let Some(low) = sum.filter(|_| line.lower_before(at, 1) == "m") {
        found.low = low;
        found.pieces.end += 1;
    }
}

/// "2 con số" of growth: from 10 to 99 percent. Elsewhere "con số" is counted as any noun.
fn digit_count(grammar: &Grammar<'_>, at: usize) -> Option<Found> {
    let line = grammar.line;
    (line.lower(at + 1) == "con" && line.lower(at + 2) == "số" || line.lower(at + 1) == "chữ")
        .then_some(())?;
    let digits = match line.lower(at) {
        "1" | "một" => 1,
        "2" | "hai" => 2,
        "3" | "ba" => 3,
        "4" | "bốn" => 4,
        _ => return None,
    };
    let growth = ["tăng", "trưởng", "giảm", "mức", "tốc", "lạm", "suất", "lệ", "gdp", "grdp"];
    grammar.has_before(at, 10, &growth).then_some(())?;
    let low = Decimal::integer(1).shifted(digits - 1)?;
    let mut found = Found::new(Span::new(at, at + 3), low, Style::Words);
    found.high = Some(Decimal::integer(10_u64.pow(digits) - 1));
    found.bound = Bound::Range;
    found.unit = Some("percent".to_owned());
    Some(found)
}

/// "gấp đôi", "gấp ba", "gấp rưỡi"; "gấp 3 lần" is the number and "lần".
fn multiple(grammar: &Grammar<'_>, at: usize) -> Option<Found> {
    let line = grammar.line;
    if matches!(line.lower(at), "gấp" | "nhân") {
        let (low, end) = match line.lower(at + 1) {
            "đôi" => (Decimal::integer(2), at + 2),
            "rưỡi" => (Decimal::new(15, 1), at + 2),
            "ba" | "bốn" | "năm" | "mười" if line.lower(at + 2) != "lần" => {
                (number::read(grammar.lexicon, line, at + 1).ok()?.value, at + 2)
            }
            // "tăng gấp 3": without "lần", and with nothing counted.
            _ if line.is_digits(at + 1) => {
                let number = number::read(grammar.lexicon, line, at + 1).ok()?;
                let bare = line.lower(number.end) != "lần" && !grammar.is_content(number.end);
                (bare && unit::at(grammar, number.end).is_none()).then_some((number.value, number.end))?
            }
            _ => return None,
        };
        return Some(times(low, Span::new(at, end), Style::Words));
    }
    let number = number::read(grammar.lexicon, line, at).ok()?;
    let compared = ["gấp", "tăng", "giảm", "kém", "bằng", "nhân"];
    let adjectives =
        ["cao", "nhiều", "lớn", "thấp", "ít", "nhanh", "rộng", "mạnh", "đắt", "rẻ", "dài", "nặng"];
    let more = (1..5).any(|back| {
        line.lower_before(at, back) == "hơn" && adjectives.contains(&line.lower_before(at, back + 1))
    });
    // Nothing happens "1,5 lần"; and a comma ends what is compared.
    let broken = !number.value.is_multiple_of(1);
    let comma = (at.saturating_sub(4)..at).any(|before| line.lower(before) == ",");
    let once = line.lower(at) == "một" && line.lower_before(at, 1) != "gấp";
    (!once
        && line.lower(number.end) == "lần"
        && (more || broken || !comma && grammar.has_before(at, 4, &compared)))
    .then_some(())?;
    // "lần thứ", "lần lượt" go on; "tăng lần thứ 3" does not come here.
    (!matches!(line.lower(number.end + 1), "thứ" | "lượt")).then_some(())?;
    Some(times(number.value, Span::new(at, number.end + 1), number.style))
}

fn times(value: Decimal, pieces: Span<super::line::Pieces>, style: Style) -> Found {
    let mut found = Found::new(pieces, value, if style == Style::Plain { Style::Marked } else { style });
    found.unit = Some("times".to_owned());
    found
}

/// "hàng nghìn", "hàng chục triệu", "hàng trăm": the scale and more.
fn vague(grammar: &Grammar<'_>, at: usize) -> Option<Found> {
    let (line, numbers) = (grammar.line, &grammar.lexicon.numbers);
    (line.lower(at) == "hàng").then_some(())?;
    let (mut low, mut end, mut exponent) = (Decimal::integer(1), at + 1, 0);
    while let Some((numeral, len)) = numbers.at(line, end) {
        exponent = match *numeral {
            Numeral::Scale(exponent) => exponent,
            Numeral::Hundred => 2,
            Numeral::Tens if line.lower(end) == "chục" => 1,
            _ => break,
        };
        low = low.shifted(exponent)?;
        end += len;
    }
    (end > at + 1).then_some(())?;
    let mut found = Found::new(Span::new(at, end), low, Style::Words);
    found.exponent = exponent;
    found.bound = Bound::AtLeast;
    add_unit(grammar, &mut found)?;
    found.whole = found.pieces;
    Some(found)
}
