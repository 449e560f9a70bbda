//! Days of reduced precision, and the calendar arithmetic that relative times need.

use std::fmt;
use std::str::FromStr;

use crate::error::Error;

/// A day, month or year; what is unknown is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u32>,
    pub(crate) day: Option<u32>,
    /// Hour and minute, for times of day.
    pub(crate) clock: Option<(u32, Option<u32>)>,
}

impl Day {
    pub(crate) fn year(year: i32) -> Self {
        Day { year: Some(year), ..Day::default() }
    }

    pub(crate) fn month(year: Option<i32>, month: u32) -> Self {
        Day { year, month: Some(month), ..Day::default() }
    }

    /// The day, if there is such a day in the calendar.
    pub(crate) fn new(year: Option<i32>, month: u32, day: u32) -> Option<Self> {
        let longest = days_in(year.unwrap_or(2000), month)?;
        (1..=longest).contains(&day).then_some(Day { year, month: Some(month), day: Some(day), clock: None })
    }

    /// The day with the larger units filled in from `other`: "22" of "22-28/4".
    pub(crate) fn completed_from(self, other: Day) -> Self {
        let year = self.year.or(other.year);
        let month = self.month.or(if self.day.is_some() || self.year.is_none() { other.month } else { None });
        Day { year, month, ..self }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None if self.month.is_some() => write!(f, "-")?,
            None => {}
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        match self.clock {
            Some((hour, Some(minute))) => write!(f, "T{hour:02}:{minute:02}"),
            Some((hour, None)) => write!(f, "T{hour:02}"),
            None => Ok(()),
        }
    }
}

/// The day an article is of, against which "năm nay" and "hôm qua" are read.
///
/// ```
/// let date: trich::quantity::CalendarDate = "2026-01-21".parse()?;
/// assert_eq!(date.to_string(), "2026-01-21");
/// # Ok::<(), trich::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CalendarDate {
    pub(crate) year: i32,
    pub(crate) month: u32,
    pub(crate) day: u32,
}

impl CalendarDate {
    /// The day, if the Gregorian calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Day::new(Some(year), month, day).map(|_| CalendarDate { year, month, day })
    }

    /// Days since the first of March of year 0; differences of these are numbers of days.
    pub(crate) fn day_number(self) -> i64 {
        // Years that begin in March end with the leap day; their months follow a pattern of five (Hinnant 2013).
        let (year, month) =
            (i64::from(self.year) - i64::from(self.month < 3), i64::from(self.month + 9) % 12);
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leap_days + (month * 153 + 2) / 5 + i64::from(self.day) - 1
    }

    /// The month `shift` months on, as year and month.
    pub(crate) fn month_shifted(self, shift: i32) -> (i32, u32) {
        let months = self.year * 12 + self.month.cast_signed() - 1 + shift;
        (months.div_euclid(12), months.rem_euclid(12).cast_unsigned() + 1)
    }

    /// The day `shift` days on; shifts are small.
    pub(crate) fn day_shifted(self, shift: i32) -> CalendarDate {
        let mut date = self;
        for _ in 0..shift.unsigned_abs() {
            date = if shift < 0 { date.previous() } else { date.next() };
        }
        date
    }

    fn next(self) -> Self {
        if self.day < days_in(self.year, self.month).unwrap_or(31) {
            return CalendarDate { day: self.day + 1, ..self };
        }
        let (year, month) = self.month_shifted(1);
        CalendarDate { year, month, day: 1 }
    }

    fn previous(self) -> Self {
        if self.day > 1 {
            return CalendarDate { day: self.day - 1, ..self };
        }
        let (year, month) = self.month_shifted(-1);
        CalendarDate { year, month, day: days_in(year, month).unwrap_or(31) }
    }

    pub(crate) fn as_day(self) -> Day {
        Day { year: Some(self.year), month: Some(self.month), day: Some(self.day), clock: None }
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_day().fmt(f)
    }
}

impl FromStr for CalendarDate {
    type Err = Error;

    /// Reads `2026-01-21`; what follows the day, such as a time, is ignored.
    fn from_str(text: &str) -> Result<Self, Error> {
        let refused = || Error::input(format!("{text:?} is no date: expected one such as 2026-01-21"));
        let mut parts = text.get(..10).ok_or_else(refused)?.splitn(3, '-');
        let mut part = || parts.next().and_then(|part| part.parse::<u32>().ok()).ok_or_else(refused);
        let (year, month, day) = (part()?, part()?, part()?);
        CalendarDate::new(year.cast_signed(), month, day).ok_or_else(refused)
    }
}

fn days_in(year: i32, month: u32) -> Option<u32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_days_count_on() {
        let mut date = CalendarDate::new(1999, 12, 30).expect("is a day");
        let first = date.day_number();
        for day in 0..1500 {
            assert_eq!(date.day_number(), first + day, "{date}");
            date = date.next();
        }
    }
}
