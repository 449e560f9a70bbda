//! What an article says: the result of an extraction, ready for serde.

use serde::{Deserialize, Serialize};

use crate::mention::{EntityKind, Mention};
use crate::quantity::{Quantity, Time};

/// Everything found in one article. Borrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The caller's name for the article.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// All mentions, by their place in the text; they do not overlap.
    pub mentions: Vec<Mention>,
    /// The things mentioned, by first mention.
    pub entities: Vec<Entity>,
    /// The quantities stated, by their place in the text.
    pub quantities: Vec<Quantity>,
    /// Dates and times, by their place in the text.
    pub times: Vec<Time>,
    /// What the article is about.
    pub topics: Topics,
}

/// A person, organisation, place or other thing, with all its mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its place in [`Extraction::entities`].
    pub id: usize,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name used.
    pub name: String,
    /// Other names used.
    pub aliases: Vec<String>,
    /// The office or title given with the name.
    pub role: Option<String>,
    /// Indices into [`Extraction::mentions`].
    pub mentions: Vec<usize>,
    /// Its share of the article, from 0 to 1.
    pub salience: f32,
    /// The identifier of a place.
    pub place: Option<String>,
}

/// What an article is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Topics {
    /// [IPTC Media Topics](crate::topic), the main one first; none for an article without words, or from a model
    /// without topics.
    pub categories: Vec<Category>,
    /// Phrases that sum the article up, the best first.
    pub keyphrases: Vec<Keyphrase>,
}

/// A scored IPTC Media Topic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// As `medtop:11000000`.
    pub id: String,
    /// As `politics and government`.
    pub label: String,
    /// From 0 to 1: how likely it is that an editor would file the article there.
    pub score: f32,
}

/// A scored phrase of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keyphrase {
    /// As written.
    pub text: String,
    /// From 0 to 1.
    pub score: f32,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OffsetUnit {
    /// UTF-8 bytes, as Rust slices.
    #[default]
    Bytes,
    /// Unicode code points, as Python indexes.
    Chars,
    /// UTF-16 units, as JavaScript and Java index.
    Utf16,
}

impl Extraction {
    /// The entities of one kind, by first mention.
    pub fn entities_of(&self, kind: EntityKind) -> impl Iterator<Item = &Entity> {
        self.entities.iter().filter(move |entity| entity.kind == kind)
    }

    /// The quantities that are goals or forecasts, those in teasers, too; each has its [`block`](Quantity::block).
    pub fn targets(&self) -> impl Iterator<Item = &Quantity> {
        self.quantities.iter().filter(|quantity| quantity.status.is_target())
    }

    /// Counts all offsets in `unit` instead of bytes. `text` is the article's text that the extraction was made of.
    pub fn with_offsets(mut self, text: &str, unit: OffsetUnit) -> Self {
        let mentions = self.mentions.iter_mut().map(|m| (&mut m.start, &mut m.end));
        let quantities = self.quantities.iter_mut().map(|q| (&mut q.start, &mut q.end));
        let times = self.times.iter_mut().map(|t| (&mut t.start, &mut t.end));
        let mut offsets: Vec<&mut usize> =
            mentions.chain(quantities).chain(times).flat_map(|(start, end)| [start, end]).collect();
        recount(&mut offsets, text, unit);
        self
    }
}

/// Replaces byte offsets by counts of `unit`, in one pass over the text.
fn recount(offsets: &mut [&mut usize], text: &str, unit: OffsetUnit) {
    let width = match unit {
        OffsetUnit::Bytes => return,
        OffsetUnit::Chars => |_: char| 1,
        OffsetUnit::Utf16 => char::len_utf16,
    };
    offsets.sort_unstable_by_key(|offset| **offset);
    let mut chars = text.char_indices().peekable();
    let mut count = 0;
    for offset in offsets {
        while let Some((_, c)) = chars.next_if(|(at, _)| at < *offset) {
            count += width(c);
        }
        **offset = count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_every_unit() {
        let text = "ệ 𝒳 b";
        for (unit, want) in [(OffsetUnit::Bytes, 9), (OffsetUnit::Chars, 4), (OffsetUnit::Utf16, 5)] {
            let mut offsets = [text.find('b').expect("is there"), 0];
            recount(&mut offsets.iter_mut().collect::<Vec<_>>(), text, unit);
            assert_eq!(offsets, [want, 0], "{unit:?}");
        }
    }
}
