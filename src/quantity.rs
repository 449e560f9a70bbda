//! Quantities: numbers with their unit and bound and, where the text says so, what is measured, until when and for whom.
//!
//! [`read`] goes sentence by sentence. A sentence is first searched for [times](Time), whose digits are then no
//! numbers; what is left is read as number, unit, range, noun counted, bound and rate. Rules that look at the whole
//! clause add metric, direction, period, status and holder. All word lists are tables in `seeds/lexicon/`.

mod bound;
mod context;
mod counted;
mod decimal;
mod direction;
mod found;
mod grammar;
mod lexicon;
mod line;
mod measure;
mod metric;
mod number;
mod patterns;
mod period;
mod phrases;
mod range;
mod rate;
mod reader;
mod refusal;
mod share;
mod status;
mod subject;
mod time;
mod unit;

use serde::{Deserialize, Serialize};

pub use self::context::ReadingContext;
pub use self::patterns::Patterns;
pub use self::reader::{Readings, read};
use crate::article::BlockKind;
pub use crate::date::CalendarDate;

/// One number of the text, read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Number, scale and unit as written, without the words that bound it: "30.000 tỷ đồng".
    pub text: String,
    /// Where it begins in the caller's text, in bytes unless asked otherwise.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// The least value, scale applied; `None` when there is no lower bound.
    pub min: Option<f64>,
    /// The greatest value; `None` when there is no upper bound.
    pub max: Option<f64>,
    /// `percent`, `percentage_point`, an ISO 4217 code, `times`, `year`.., an SI symbol, `point`, or `count`.
    pub unit: String,
    /// For `count`: the noun phrase counted, as written.
    pub of: Option<String>,
    /// How the value is bounded.
    pub bound: Bound,
    /// What is measured, as written.
    pub metric: Option<String>,
    /// Which way the metric goes.
    pub direction: Option<Direction>,
    /// Whether the value is the change or its result.
    pub mode: Option<Mode>,
    /// Per what: `year`, `month`, `person`, `ha`..
    pub rate: Option<String>,
    /// The time that the value holds for or is due by.
    pub period: Option<Period>,
    /// Whose number it is, as written.
    pub holder: Option<String>,
    /// Whether it is promised, foreseen, or has happened.
    pub status: Status,
    /// The number of its sentence in the article.
    pub sentence: usize,
    /// The part of the page it stands in; the body, as long as nobody tells.
    pub block: BlockKind,
}

/// How a value is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Just the value.
    Exact,
    /// The value or more: "ít nhất", "trở lên".
    AtLeast,
    /// More than the value: "hơn", "trên".
    MoreThan,
    /// The value or less: "tối đa", "không quá".
    AtMost,
    /// Less than the value: "dưới", "chưa đến".
    LessThan,
    /// Near the value: "khoảng", "gần".
    About,
    /// Between two values.
    Range,
}

/// Which way a metric goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Up: "tăng", "nâng".
    Increase,
    /// Down: "giảm", "hạ".
    Decrease,
}

/// Whether a value is the change or its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The change: "tăng 5%".
    By,
    /// The result: "tăng lên 5%".
    To,
}

/// Whether a quantity is promised, foreseen, or has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Planned, promised, required.
    Target,
    /// Expected by someone.
    Forecast,
    /// Has happened, is, was.
    Actual,
    /// Set by a rule, a law or a contract.
    Limit,
    /// None of these.
    Other,
}

impl Status {
    /// Whether the number looks ahead: a target or a forecast.
    pub const fn is_target(self) -> bool {
        matches!(self, Status::Target | Status::Forecast)
    }
}

/// A stretch of time, as written and as ISO 8601 dates of reduced precision ("2025", "2025-03", "2025-03-01").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// As written: "nhiệm kỳ 2025-2030".
    pub text: String,
    /// Its first year, month or day, if known.
    pub from: Option<String>,
    /// Its last year, month or day, if known.
    pub to: Option<String>,
}

/// A date or time named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// As written: "sáng 21/1".
    pub text: String,
    /// Where it begins in the caller's text, in bytes unless asked otherwise.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// Normalised to ISO 8601; unknown leading parts are left out as in `--01-21`.
    pub value: String,
    /// The part of the page it stands in; the body, as long as nobody tells.
    pub block: BlockKind,
}
