//! BIO labels: what a classifier says of a token, and how the labels of other schemes are read as such.

mod set;
mod spelling;

use std::fmt;
use std::str::FromStr;

pub use self::set::{LabelMapping, LabelSet};
use crate::error::{Error, ErrorKind};
use crate::mention::EntityKind;

/// A label of the BIO scheme of Ramshaw and Marcus (1995), in the variant in which every entity starts with `B-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// `O`: no part of a name.
    Outside,
    /// `B-`: the first token of a name.
    Begin(EntityKind),
    /// `I-`: a further token of the name that the token before belongs to.
    Inside(EntityKind),
}

impl Label {
    /// The kind of name, if it is part of one.
    pub const fn kind(self) -> Option<EntityKind> {
        match self {
            Label::Outside => None,
            Label::Begin(kind) | Label::Inside(kind) => Some(kind),
        }
    }

    /// Whether this label may stand after `before`, the label of the token before (`None` at a sentence's start).
    ///
    /// ```
    /// use trich::label::Label;
    /// use trich::mention::EntityKind::{Location, Person};
    /// assert!(Label::Inside(Person).may_follow(Some(Label::Begin(Person))));
    /// assert!(!Label::Inside(Person).may_follow(Some(Label::Begin(Location))));
    /// assert!(!Label::Inside(Person).may_follow(None));
    /// ```
    pub fn may_follow(self, before: Option<Label>) -> bool {
        match self {
            Label::Inside(kind) => before.and_then(Label::kind) == Some(kind),
            Label::Outside | Label::Begin(_) => true,
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Label::Outside => f.write_str("O"),
            Label::Begin(kind) => write!(f, "B-{kind}"),
            Label::Inside(kind) => write!(f, "I-{kind}"),
        }
    }
}

impl FromStr for Label {
    type Err = Error;

    /// Reads a label of any scheme and spelling in use: `B-PER`, `B_PERSON`, `PER-B`, and those of BIOES (`S-`, `E-`),
    /// BILOU (`U-`, `L-`) and BMES (`M-`), which say the same at other edges of a name.
    ///
    /// ```
    /// use trich::label::Label;
    /// use trich::mention::EntityKind::{Location, Person};
    /// # fn main() -> trich::error::Result<()> {
    /// assert_eq!("PERSON-B".parse::<Label>()?, Label::Begin(Person));
    /// assert_eq!("S-LOCATION".parse::<Label>()?, Label::Begin(Location));
    /// assert_eq!("E-LOC".parse::<Label>()?, Label::Inside(Location));
    /// # Ok(())
    /// # }
    /// ```
    fn from_str(label: &str) -> Result<Self, Error> {
        match spelling::split(label) {
            spelling::Spelling::Outside => Ok(Label::Outside),
            spelling::Spelling::Part(place, kind) => kind.parse().map(|kind| place.label(kind)),
            spelling::Spelling::Unknown => Err(Error::new(
                ErrorKind::Label,
                format!("unknown label {label:?}: expected O, B-.. or I-.."),
            )),
        }
    }
}
