//! Quantities in plain English: what the table's cells and the page's tooltips say.

use crate::extraction::Category;
use crate::quantity::{Bound, Direction, Mode, Period, Quantity, Status};

/// A topic with its score: "sport 0.93".
pub(super) fn category(category: &Category) -> String {
    format!("{} {:.2}", category.label, category.score)
}

/// The value with its bound, unit and rate: "at least 11%", "30 trillion VND per year", "5 điểm nghẽn".
pub(super) fn value(quantity: &Quantity) -> String {
    let mut text = bounded_number(quantity);
    match quantity.unit.as_str() {
        "percent" => text.push('%'),
        "count" => push_word(&mut text, quantity.of.as_deref().unwrap_or_default()),
        unit => push_word(&mut text, &unit.replace('_', " ")),
    }
    if let Some(rate) = &quantity.rate {
        push_word(&mut text, "per");
        push_word(&mut text, rate);
    }
    text
}

/// The value as a change: "up by at least 11%", "down to 3%"; just the value when nothing changes.
pub(super) fn change(quantity: &Quantity) -> String {
    let mut text = String::new();
    match quantity.direction {
        Some(Direction::Increase) => text.push_str("up"),
        Some(Direction::Decrease) => text.push_str("down"),
        None => {}
    }
    match quantity.mode {
        Some(Mode::By) if !text.is_empty() => push_word(&mut text, "by"),
        Some(Mode::To) => push_word(&mut text, "to"),
        _ => {}
    }
    push_word(&mut text, &value(quantity));
    text
}

/// The period's ends: "2025 to 2030", "until 2030", "2030"; as written when neither is known.
pub(super) fn period(period: &Period) -> String {
    match (&period.from, &period.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => period.text.clone(),
    }
}

/// Everything known about a quantity on one line, parts divided by semicolons.
pub(super) fn tooltip(quantity: &Quantity) -> String {
    let mut parts = vec![format!("{}: {}", status(quantity.status), change(quantity))];
    parts.extend(quantity.metric.as_ref().map(|metric| format!("metric: {metric}")));
    parts.extend(quantity.period.as_ref().map(|when| format!("period: {}", period(when))));
    parts.extend(quantity.holder.as_ref().map(|holder| format!("holder: {holder}")));
    parts.join("; ")
}

/// The status as it stands in the JSON.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Target => "target",
        Status::Forecast => "forecast",
        Status::Actual => "actual",
        Status::Limit => "limit",
        Status::Other => "other",
    }
}

fn bounded_number(quantity: &Quantity) -> String {
    match (quantity.min, quantity.max) {
        (Some(min), Some(max)) if min != max => format!("{} to {}", number(min), number(max)),
        (Some(value), _) | (None, Some(value)) => format!("{}{}", bound(quantity.bound), number(value)),
        (None, None) => quantity.text.clone(),
    }
}

const fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact | Bound::Range => "",
        Bound::AtLeast => "at least ",
        Bound::MoreThan => "more than ",
        Bound::AtMost => "at most ",
        Bound::LessThan => "less than ",
        Bound::About => "about ",
    }
}

fn push_word(text: &mut String, word: &str) {
    if !word.is_empty() && !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

/// A number as English writes it: "30,500", "2.5 million".
fn number(value: f64) -> String {
    const SCALES: [(f64, &str); 3] = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million")];
    let (scale, name) = SCALES.into_iter().find(|(scale, _)| value.abs() >= *scale).unwrap_or((1.0, ""));
    // Six decimals keep a number below 10^12 exact and hide the noise of the division.
    let digits = format!("{:.6}", value / scale);
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    format!("{}{fraction}{name}", group_thousands(whole))
}

fn group_thousands(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() * 4 / 3 + 1);
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if left.is_multiple_of(3) && grouped.ends_with(|c: char| c.is_ascii_digit()) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture::quantity;

    #[test]
    fn numbers() {
        for (value, want) in [
            (0.0, "0"),
            (11.0, "11"),
            (-1234.5, "-1,234.5"),
            (999.0, "999"),
            (-999.0, "-999"),
            (30_500.0, "30,500"),
            (2.5e6, "2.5 million"),
            (3e13, "30 trillion"),
            (1e18, "1,000,000 trillion"),
            (0.1 + 0.2, "0.3"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(number(value), want, "{value:?}");
        }
    }

    #[test]
    fn values() {
        let target = quantity();
        assert_eq!(value(&target), "at least 11%");
        assert_eq!(change(&target), "up by at least 11%");
        let money = Quantity { unit: "VND".into(), rate: Some("month".into()), max: Some(5e6), ..quantity() };
        assert_eq!(
            value(&Quantity { min: Some(4e6), bound: Bound::Range, ..money }),
            "4 million to 5 million VND per month"
        );
        let count = Quantity {
            unit: "count".into(),
            of: Some("điểm nghẽn".into()),
            bound: Bound::Exact,
            ..quantity()
        };
        assert_eq!(value(&count), "11 điểm nghẽn");
        let unread = Quantity { min: None, max: None, unit: "percentage_point".into(), ..quantity() };
        assert_eq!(value(&unread), "11% percentage point");
    }

    #[test]
    fn tooltips() {
        assert_eq!(
            tooltip(&quantity()),
            "target: up by at least 11%; metric: tăng trưởng; period: 2025 to 2030; holder: Thủ đô Hà Nội"
        );
    }
}
