//! Dates and times named in a text: what they are in ISO 8601, and what a number in them is not.
//!
//! | written | from | to |
//! | --- | --- | --- |
//! | `sáng 21/1` | `--01-21` | `--01-21` |
//! | `ngày 28 tháng 4 năm 2021` | `2021-04-28` | `2021-04-28` |
//! | `quý I/2024` | `2024-01` | `2024-03` |
//! | `giai đoạn 2026-2030` | `2026` | `2030` |
//! | `đến năm 2030` | | `2030` |
//! | `8h06`, `7 giờ sáng` | `T08:06`, `T07` | |

mod clock;
mod date;
mod join;
mod relative;
mod year;

use super::lexicon::Lexicon;
use super::line::{Line, Pieces};
use crate::date::{self as calendar, CalendarDate, Day};
use crate::span::Span;

pub(super) use self::join::join;
pub(super) use self::relative::around_duration;

/// A time of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) pieces: Span<Pieces>,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    pub(crate) kind: MomentKind,
}

/// What a [`Moment`] is, as far as rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MomentKind {
    /// A day, month, quarter, year or a span of these.
    Calendar,
    /// A time of day.
    Clock,
    /// A stretch around now: "năm nay", "3 năm tới".
    Relative,
    /// "cùng kỳ", "thời gian tới": a period, but no date.
    Vague,
}

impl Moment {
    fn calendar(start: usize, end: usize, day: Day) -> Self {
        let (from, to) = (Some(day), Some(day));
        Moment { pieces: Span::new(start, end), from, to, kind: MomentKind::Calendar }
    }

    /// ISO 8601: a date, or an interval with "/"; `None` for a time that has no date.
    pub(crate) fn iso(&self) -> Option<String> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => Some(from.to_string()),
            (None, None) => None,
            (from, to) => {
                let side = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
                Some(format!("{}/{}", side(from), side(to)))
            }
        }
    }
}

/// What reading a time needs to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clockwork<'a> {
    pub(crate) lexicon: &'a Lexicon,
    /// The day the article is of.
    pub(crate) today: Option<CalendarDate>,
}

/// A reader of one kind of time.
type Rule = fn(Clockwork<'_>, &Line, usize) -> Option<Moment>;

/// The longest time that starts at `at`.
pub(crate) fn read(clockwork: Clockwork<'_>, line: &Line, at: usize) -> Option<Moment> {
    // Asking first keeps most pieces cheap.
    clockwork.lexicon.opens_time(line.lower(at)).then_some(())?;
    let rules: [Rule; 6] = [date::read, date::month, year::quarter, year::read, clock::read, relative::read];
    rules.iter().filter_map(|rule| rule(clockwork, line, at)).max_by_key(|moment| moment.pieces.end)
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::LEXICON;
    use super::*;
    use crate::document::Document;

    fn iso(text: &str, today: Option<&str>) -> Option<String> {
        let document = Document::new(text);
        let line = Line::new(&document, document.sentences()[0]);
        let today = today.and_then(|today| today.parse().ok());
        let moment = read(Clockwork { lexicon: &LEXICON, today }, &line, 0)?;
        (moment.pieces.end == line.len()).then(|| moment.iso()).flatten()
    }

    #[test]
    fn accepted() {
        for (text, want) in [
            ("sáng 21/1", "--01-21"),
            ("ngày 28/4/2021", "2021-04-28"),
            ("ngày 28 tháng 4 năm 2021", "2021-04-28"),
            ("28.4.2021", "2021-04-28"),
            ("ngày 3-5", "--05-03"),
            ("22-28/4", "--04-22/--04-28"),
            ("tháng 12/2017", "2017-12"),
            ("tháng 12 năm 2017", "2017-12"),
            ("tháng ba", "--03"),
            ("9/2019", "2019-09"),
            ("năm 2030", "2030"),
            ("giai đoạn 2026-2030", "2026/2030"),
            ("nhiệm kỳ 2025 - 2030", "2025/2030"),
            ("quý I/2024", "2024-01/2024-03"),
            ("quý 4 năm 2023", "2023-10/2023-12"),
            ("cuối năm 2023", "2023"),
            ("đầu tháng 12", "--12"),
            ("8h06", "T08:06"),
            ("7 giờ sáng", "T07"),
            ("3 giờ chiều", "T15"),
        ] {
            assert_eq!(iso(text, None).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn against_the_articles_date() {
        for (text, want) in [
            ("năm nay", "2024"),
            ("năm ngoái", "2023"),
            ("tháng tới", "2025-01"),
            ("quý trước", "2024-07/2024-09"),
            ("hôm qua", "2024-12-14"),
            ("hôm nay", "2024-12-15"),
        ] {
            assert_eq!(iso(text, Some("2024-12-15")).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn refused() {
        for text in ["2000 người", "năm người", "ngày 45/4", "1/3", "30 giờ", "tháng 13", "quý 5", "2.024"]
        {
            assert_eq!(iso(text, None), None, "{text}");
        }
    }
}
