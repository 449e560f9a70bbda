//! Mentions: the places where a text names something.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::article::BlockKind;
use crate::error::{Error, ErrorKind};

/// The four types of names, with the tags of CoNLL-2003 and VLSP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityKind {
    /// A person, real or fictional.
    #[serde(rename = "PER")]
    Person,
    /// A named organisation: party, ministry, company, school, club, newspaper.
    #[serde(rename = "ORG")]
    Organization,
    /// A country, administrative unit, street, river, building.
    #[serde(rename = "LOC")]
    Location,
    /// Another proper name: event, law, numbered document, work, product, disease.
    #[serde(rename = "MISC")]
    Miscellaneous,
}

impl EntityKind {
    /// All kinds, in the order in which they are reported.
    pub const ALL: [EntityKind; 4] =
        [EntityKind::Person, EntityKind::Organization, EntityKind::Location, EntityKind::Miscellaneous];

    /// The tag: `PER`, `ORG`, `LOC` or `MISC`.
    pub const fn tag(self) -> &'static str {
        match self {
            EntityKind::Person => "PER",
            EntityKind::Organization => "ORG",
            EntityKind::Location => "LOC",
            EntityKind::Miscellaneous => "MISC",
        }
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

impl FromStr for EntityKind {
    type Err = Error;

    /// Reads a tag; the long spellings of other corpora (`PERSON`, `LOCATION`..) are understood.
    fn from_str(tag: &str) -> Result<Self, Error> {
        match tag.to_ascii_uppercase().as_str() {
            "PER" | "PERSON" => Ok(EntityKind::Person),
            "ORG" | "ORGANIZATION" | "ORGANISATION" => Ok(EntityKind::Organization),
            "LOC" | "LOCATION" | "GPE" => Ok(EntityKind::Location),
            "MISC" | "MISCELLANEOUS" => Ok(EntityKind::Miscellaneous),
            _ => Err(Error::new(
                ErrorKind::Label,
                format!("unknown entity type {tag:?}: expected PER, ORG, LOC or MISC"),
            )),
        }
    }
}

/// Who found a [`Mention`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionSource {
    /// The transformer.
    Model,
    /// A rule or a list of names.
    Rule,
}

/// One place where an article names a person, an organisation, a place or another thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// What is named.
    pub kind: EntityKind,
    /// The name as it stands in the text.
    pub text: String,
    /// Where it begins in the caller's text, in bytes unless asked otherwise.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// How sure the tagger is, from 0 to 1.
    pub confidence: f32,
    /// The number of its [`Entity`](crate::extraction::Entity) in the extraction.
    pub entity: Option<usize>,
    /// Who found it.
    pub source: MentionSource,
    /// The part of the page it stands in.
    pub block: BlockKind,
}
