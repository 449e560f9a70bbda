//! The word lists of `seeds/lexicon/`, read once.

use std::sync::Arc;

use once_cell::sync::Lazy;

use super::phrases::{Phrases, WordSet};
use super::{Bound, Direction, Mode, Status};

/// All word lists. A user's patterns are added to a copy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) numbers: Phrases<Numeral>,
    pub(crate) units: Phrases<Unit>,
    pub(crate) rates: Phrases<String>,
    pub(crate) bounds_before: Phrases<Bound>,
    pub(crate) bounds_after: Phrases<Bound>,
    pub(crate) vague: Phrases<Bound>,
    pub(crate) directions: Phrases<(Direction, Mode)>,
    pub(crate) strict_labels: Phrases<()>,
    pub(crate) loose_labels: Phrases<()>,
    pub(crate) ordinal_tails: Phrases<()>,
    pub(crate) fixed: Phrases<()>,
    pub(crate) counters: Phrases<()>,
    pub(crate) words: Phrases<WordClass>,
    pub(crate) sayings: Phrases<()>,
    pub(crate) nobodies: Phrases<()>,
    pub(crate) asides: Phrases<()>,
    pub(crate) metrics: Phrases<()>,
    pub(crate) dimensions: Phrases<()>,
    pub(crate) activities: Phrases<()>,
    pub(crate) counting: Phrases<()>,
    pub(crate) physical: Phrases<()>,
    pub(crate) cues: Phrases<Cue>,
    pub(crate) cues_after: Phrases<Status>,
    pub(crate) limited: Phrases<()>,
    pub(crate) relatives: Phrases<(Step, i32)>,
    pub(crate) parts: Phrases<Part>,
    pub(crate) span_heads: Phrases<()>,
    pub(crate) time_leads: Phrases<()>,
    pub(crate) dayparts: Phrases<()>,
    triggers: WordSet,
    time_openings: WordSet,
}

/// What a number word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    /// "hai"
    Digit(u32),
    /// "lăm", "tư", "mốt": a digit only after tens.
    AfterTen(u32),
    /// "mười"
    Ten,
    /// "mươi", "chục"
    Tens,
    /// "trăm"
    Hundred,
    /// "linh", "lẻ"
    ZeroTen,
    /// "rưỡi"
    Half,
    /// "nửa"
    HalfOf,
    /// "phẩy"
    Point,
    /// "triệu": the exponent.
    Scale(u32),
    /// "tá"
    Dozen,
}

/// A unit as a table row has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) name: String,
    pub(crate) factor: u32,
    pub(crate) guard: Guard,
}

/// What must hold for a unit's form to be the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Guard {
    None,
    /// No noun of its own may follow.
    Alone,
    /// Written with just these capitals.
    Name(String),
}

/// Why a word ends a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordClass {
    Link,
    Join,
    Adverb,
    Verb,
    /// A noun whose syllables look like one of the above.
    Noun,
}

/// A word that tells the status of a value, and how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) status: Status,
    pub(crate) reach: CueReach,
}

/// How far a [`Cue`] reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueReach {
    Clause,
    /// A few words.
    Near,
    Sentence,
}

/// The unit that a relative time counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Now,
    Vague,
}

/// "đầu", "giữa", "cuối".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    First,
    Middle,
    Last,
}

/// The standard lists.
pub(crate) static LEXICON: Lazy<Arc<Lexicon>> = Lazy::new(|| Arc::new(Lexicon::standard()));

impl Lexicon {
    /// Whether a word can begin a number, or a time with a date, without digits: sentences without one are skipped.
    pub(crate) fn is_trigger(&self, word: &str) -> bool {
        // The longest trigger has eight bytes ("tháng" has six).
        word.len() <= 8 && self.triggers.contains(word)
    }

    /// Whether a piece in lower case can begin a time.
    pub(crate) fn opens_time(&self, word: &str) -> bool {
        word.as_bytes().first().is_some_and(u8::is_ascii_digit) || self.time_openings.contains(word)
    }

    /// Prepares the two quick questions above.
    fn collect_openings(&mut self) {
        let opens =
            |numeral: &Numeral| matches!(numeral, Numeral::Digit(1..) | Numeral::Ten | Numeral::HalfOf);
        let mut words: Vec<String> = self.numbers.first_words(opens).map(str::to_owned).collect();
        words
            .extend(["gấp", "nhân", "hàng", "quý", "tháng", "tuần", "ngày", "hôm", "nay"].map(str::to_owned));
        for word in words {
            let mut letters = word.chars();
            let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
            self.triggers.extend(capital);
            self.triggers.insert(word);
        }
        self.time_openings.extend(["năm", "quý", "tháng"].map(str::to_owned));
        let phrases = self.relatives.first_words(|_| true).chain(self.parts.first_words(|_| true));
        let phrases =
            phrases.chain(self.span_heads.first_words(|()| true)).chain(self.dayparts.first_words(|()| true));
        self.time_openings.extend(phrases.map(str::to_owned));
    }

    fn standard() -> Self {
        let mut lexicon = Lexicon::default();
        lexicon.read_numbers(include_str!("../../seeds/lexicon/numbers.tsv"));
        lexicon.read_units(include_str!("../../seeds/lexicon/units.tsv"));
        lexicon.read_bounds(include_str!("../../seeds/lexicon/bounds.tsv"));
        lexicon.read_directions(include_str!("../../seeds/lexicon/directions.tsv"));
        lexicon.read_words(include_str!("../../seeds/lexicon/words.tsv"));
        lexicon.read_labels(include_str!("../../seeds/lexicon/refusals.tsv"));
        lexicon.read_metrics(include_str!("../../seeds/lexicon/metrics.tsv"));
        lexicon.read_cues(include_str!("../../seeds/lexicon/cues.tsv"));
        lexicon.read_times(include_str!("../../seeds/lexicon/times.tsv"));
        for ([name], form) in rows(include_str!("../../seeds/lexicon/rates.tsv")) {
            lexicon.rates.insert(form, name.to_owned());
        }
        for ([_], form) in rows(include_str!("../../seeds/lexicon/counters.tsv")) {
            lexicon.counters.insert(form, ());
        }
        lexicon.collect_openings();
        lexicon
    }

    fn read_numbers(&mut self, table: &str) {
        for ([class, value], form) in rows(table) {
            let value = value.parse().unwrap_or(0);
            let numeral = match class {
                "digit" => Numeral::Digit(value),
                "after_ten" => Numeral::AfterTen(value),
                "ten" => Numeral::Ten,
                "tens" => Numeral::Tens,
                "hundred" => Numeral::Hundred,
                "zero_ten" => Numeral::ZeroTen,
                "half" => Numeral::Half,
                "half_of" => Numeral::HalfOf,
                "point" => Numeral::Point,
                "scale" => Numeral::Scale(value),
                _ => Numeral::Dozen,
            };
            self.numbers.insert(form, numeral);
        }
    }

    fn read_units(&mut self, table: &str) {
        for ([name, factor, guard], form) in rows(table) {
            let guard = match guard {
                "alone" => Guard::Alone,
                "name" => Guard::Name(form.to_owned()),
                _ => Guard::None,
            };
            self.units
                .insert(form, Unit { name: name.to_owned(), factor: factor.parse().unwrap_or(1), guard });
        }
    }

    fn read_bounds(&mut self, table: &str) {
        for ([side, bound], form) in rows(table) {
            let list = match side {
                "after" => &mut self.bounds_after,
                "vague" => &mut self.vague,
                _ => &mut self.bounds_before,
            };
            list.insert(form, bound_named(bound));
        }
    }

    fn read_directions(&mut self, table: &str) {
        for ([direction, mode], form) in rows(table) {
            let direction = if direction == "decrease" { Direction::Decrease } else { Direction::Increase };
            let mode = if mode == "to" { Mode::To } else { Mode::By };
            self.directions.insert(form, (direction, mode));
        }
    }

    fn read_words(&mut self, table: &str) {
        for ([class], form) in rows(table) {
            let class = match class {
                "link" => WordClass::Link,
                "join" => WordClass::Join,
                "adverb" => WordClass::Adverb,
                "verb" => WordClass::Verb,
                "noun" => WordClass::Noun,
                "nobody" => {
                    self.nobodies.insert(form, ());
                    continue;
                }
                "aside" => {
                    self.asides.insert(form, ());
                    continue;
                }
                _ => {
                    self.sayings.insert(form, ());
                    continue;
                }
            };
            self.words.insert(form, class);
        }
    }

    fn read_labels(&mut self, table: &str) {
        for ([class], form) in rows(table) {
            let list = match class {
                "strict" => &mut self.strict_labels,
                "loose" => &mut self.loose_labels,
                "after" => &mut self.ordinal_tails,
                _ => &mut self.fixed,
            };
            list.insert(form, ());
        }
    }

    fn read_metrics(&mut self, table: &str) {
        for ([class], form) in rows(table) {
            let list = match class {
                "dimension" => &mut self.dimensions,
                "activity" => &mut self.activities,
                "counting" => &mut self.counting,
                "physical" => &mut self.physical,
                _ => &mut self.metrics,
            };
            list.insert(form, ());
        }
    }

    fn read_cues(&mut self, table: &str) {
        for ([status, reach], form) in rows(table) {
            let status = status_named(status);
            let reach = match reach {
                "after" => {
                    self.cues_after.insert(form, status);
                    continue;
                }
                "metric" => {
                    self.limited.insert(form, ());
                    continue;
                }
                "near" => CueReach::Near,
                "sentence" => CueReach::Sentence,
                _ => CueReach::Clause,
            };
            self.cues.insert(form, Cue { status, reach });
        }
    }

    fn read_times(&mut self, table: &str) {
        for ([class, shift], form) in rows(table) {
            match class {
                "span" => self.span_heads.insert(form, ()),
                "lead" => self.time_leads.insert(form, ()),
                "daypart" => self.dayparts.insert(form, ()),
                "part" => self.parts.insert(form, part_named(shift)),
                step => self.relatives.insert(form, (step_named(step), shift.parse().unwrap_or(0))),
            }
        }
    }
}

pub(crate) fn status_named(name: &str) -> Status {
    match name {
        "target" => Status::Target,
        "forecast" => Status::Forecast,
        "limit" => Status::Limit,
        "other" => Status::Other,
        _ => Status::Actual,
    }
}

fn bound_named(name: &str) -> Bound {
    match name {
        "at_least" => Bound::AtLeast,
        "more_than" => Bound::MoreThan,
        "at_most" => Bound::AtMost,
        "less_than" => Bound::LessThan,
        _ => Bound::About,
    }
}

fn step_named(name: &str) -> Step {
    match name {
        "year" => Step::Year,
        "quarter" => Step::Quarter,
        "month" => Step::Month,
        "week" => Step::Week,
        "day" => Step::Day,
        "now" => Step::Now,
        _ => Step::Vague,
    }
}

fn part_named(name: &str) -> Part {
    match name {
        "first" => Part::First,
        "middle" => Part::Middle,
        _ => Part::Last,
    }
}

/// The rows of a table: `N` columns, then forms separated by " | ", each form on its own.
fn rows<const N: usize>(table: &str) -> impl Iterator<Item = ([&str; N], &str)> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).flat_map(|line| {
        let mut cells = line.split('\t');
        let columns = std::array::from_fn(|_| cells.next().unwrap_or(""));
        cells.next().unwrap_or("").split(" | ").map(move |form| (columns, form.trim()))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_has_its_columns() {
        for (table, columns) in [
            (include_str!("../../seeds/lexicon/numbers.tsv"), 3),
            (include_str!("../../seeds/lexicon/units.tsv"), 4),
            (include_str!("../../seeds/lexicon/bounds.tsv"), 3),
            (include_str!("../../seeds/lexicon/directions.tsv"), 3),
            (include_str!("../../seeds/lexicon/words.tsv"), 2),
            (include_str!("../../seeds/lexicon/refusals.tsv"), 2),
            (include_str!("../../seeds/lexicon/metrics.tsv"), 2),
            (include_str!("../../seeds/lexicon/cues.tsv"), 3),
            (include_str!("../../seeds/lexicon/times.tsv"), 3),
            (include_str!("../../seeds/lexicon/rates.tsv"), 2),
            (include_str!("../../seeds/lexicon/counters.tsv"), 2),
        ] {
            for line in table.lines().filter(|line| !line.starts_with('#')) {
                assert_eq!(line.split('\t').count(), columns, "{line:.60}");
            }
        }
    }
}
