//! A quantity as it is being read: where it stands, its value, its unit and its bound.

use super::decimal::Decimal;
use super::line::Pieces;
use super::number::Style;
use super::{Bound, Direction, Mode, Status};
use crate::span::Span;

/// A quantity of a line before it is given out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Number, scale and unit.
    pub(crate) pieces: Span<Pieces>,
    /// With the words that bound it and its rate: what other rules should look beyond.
    pub(crate) whole: Span<Pieces>,
    pub(crate) low: Decimal,
    /// The upper end of a range.
    pub(crate) high: Option<Decimal>,
    pub(crate) unit: Option<String>,
    pub(crate) style: Style,
    /// The power of ten of its last scale word.
    pub(crate) exponent: u32,
    /// What its unit was multiplied by: 100 for "tạ".
    pub(crate) factor: u32,
    pub(crate) of: Option<Span<Pieces>>,
    pub(crate) bound: Bound,
    pub(crate) rate: Option<String>,
    /// The base that something rises or falls from, after "từ", or is compared with.
    pub(crate) base: bool,
    pub(crate) metric: Option<Span<Pieces>>,
    pub(crate) direction: Option<Direction>,
    pub(crate) mode: Option<Mode>,
    /// Index of its time among the line's.
    pub(crate) period: Option<usize>,
    pub(crate) status: Status,
    pub(crate) holder: Option<Span<Pieces>>,
}

impl Found {
    pub(crate) fn new(pieces: Span<Pieces>, low: Decimal, style: Style) -> Self {
        Found {
            pieces,
            whole: pieces,
            low,
            high: None,
            unit: None,
            style,
            exponent: 0,
            factor: 1,
            of: None,
            bound: Bound::Exact,
            rate: None,
            base: false,
            metric: None,
            direction: None,
            mode: None,
            period: None,
            status: Status::Actual,
            holder: None,
        }
    }

    pub(crate) fn unit_name(&self) -> &str {
        self.unit.as_deref().unwrap_or("count")
    }

    pub(crate) fn is_count(&self) -> bool {
        self.unit_name() == "count"
    }

    pub(crate) fn is_duration(&self) -> bool {
        matches!(
            self.unit_name(),
            "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute" | "second"
        )
    }

    pub(crate) fn is_money(&self) -> bool {
        let unit = self.unit_name();
        unit.len() == 3
            && unit.bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(unit, "MWp" | "DWT" | "TEU")
    }

    /// The least and the greatest value, as the bound allows.
    pub(crate) fn limits(&self) -> (Option<f64>, Option<f64>) {
        let low = self.low.to_f64();
        match (self.bound, self.high) {
            (Bound::Range, Some(high)) => (Some(low), Some(high.to_f64())),
            (Bound::AtLeast | Bound::MoreThan, _) => (Some(low), None),
            (Bound::AtMost | Bound::LessThan, high) => (None, Some(high.unwrap_or(self.low).to_f64())),
            (_, high) => (Some(low), Some(high.map_or(low, Decimal::to_f64))),
        }
    }
}
