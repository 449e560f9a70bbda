//! Who and what an extraction names, grouped for reading: the rows of the table and of the page's summary.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::article::BlockKind;
use crate::extraction::Extraction;
use crate::mention::{EntityKind, Mention};

/// One thing named, with what its mentions amount to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub kind: EntityKind,
    pub name: String,
    pub role: Option<String>,
    /// Mentions in the story if there are any, and else those on the rest of the page.
    pub mentions: usize,
    /// The surest mention's: the thing is there if one of its mentions is.
    pub confidence: f32,
    pub blocks: BTreeSet<BlockKind>,
}

impl Name {
    /// Whether the story itself names it, not only the rest of the page.
    pub fn is_in_story(&self) -> bool {
        self.blocks.iter().any(|block| is_story(*block))
    }
}

/// Everything named, the most mentioned first, those with as many mentions by first mention.
///
/// Mentions that belong to no entity are grouped by kind and spelling.
pub(super) fn names(extraction: &Extraction) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    for mention in &extraction.mentions {
        let entity = mention.entity.and_then(|id| extraction.entities.get(id).map(|entity| (id, entity)));
        let (key, name) = match entity {
            Some((id, entity)) => (Key::Entity(id), composed(&entity.name)),
            None => (Key::Spelling(mention.kind, composed(&mention.text)), composed(&mention.text)),
        };
        let place = *places.entry(key).or_insert_with(|| {
            let (kind, role) = entity.map_or((mention.kind, None), |(_, e)| (e.kind, e.role.clone()));
            names.push(Name { kind, name, role, mentions: 0, confidence: 0.0, blocks: BTreeSet::new() });
            names.len() - 1
        });
        names[place].count(mention);
    }
    names.sort_by_key(|name| Reverse(name.mentions));
    names
}

pub(super) const fn is_story(block: BlockKind) -> bool {
    matches!(block, BlockKind::Title | BlockKind::Body)
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Entity(usize),
    Spelling(EntityKind, String),
}

impl Name {
    fn count(&mut self, mention: &Mention) {
        let is_first_in_story = is_story(mention.block) && !self.is_in_story();
        if is_first_in_story {
            self.mentions = 0;
        }
        if is_story(mention.block) || !self.is_in_story() {
            self.mentions += 1;
        }
        self.confidence = self.confidence.max(mention.confidence);
        self.blocks.insert(mention.block);
    }
}

fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// What a group of names is called in headings.
pub(super) const fn heading(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "People",
        EntityKind::Organization => "Organisations",
        EntityKind::Location => "Places",
        EntityKind::Miscellaneous => "Other names",
    }
}

/// A small article's results, for the tests of all formats.
#[cfg(test)]
pub(super) mod fixture {
    use super::*;
    use crate::extraction::{Category, Entity, Keyphrase, Topics};
    use crate::mention::MentionSource;
    use crate::quantity::{Bound, Direction, Mode, Period, Quantity, Status};

    pub const TEXT: &str =
        "Hà Nội tăng trưởng 11%\n0:00\nÔng Nguyễn Văn A <script> nói về Đại hội 14.\nMỹ và ông B.";

    pub fn quantity() -> Quantity {
        let start = TEXT.find("11%").expect("is there");
        Quantity {
            text: "11%".into(),
            start,
            end: start + 3,
            min: Some(11.0),
            max: None,
            unit: "percent".into(),
            of: None,
            bound: Bound::AtLeast,
            metric: Some("tăng trưởng".into()),
            direction: Some(Direction::Increase),
            mode: Some(Mode::By),
            rate: None,
            period: Some(Period {
                text: "nhiệm kỳ 2025-2030".into(),
                from: Some("2025".into()),
                to: Some("2030".into()),
            }),
            holder: Some("Thủ đô Hà Nội".into()),
            status: Status::Target,
            sentence: 0,
            block: BlockKind::Body,
        }
    }

    pub fn mention(kind: EntityKind, text: &str, block: BlockKind) -> Mention {
        let start = TEXT.find(text).expect("is there");
        Mention {
            kind,
            text: text.into(),
            start,
            end: start + text.len(),
            confidence: 0.5,
            entity: None,
            source: MentionSource::Model,
            block,
        }
    }

    fn category(place: usize, score: f32) -> Category {
        let topic = crate::topic::MEDIA_TOPICS[place];
        Category { id: topic.id.into(), label: topic.label.into(), score }
    }

    pub fn extraction() -> Extraction {
        let city = mention(EntityKind::Location, "Hà Nội", BlockKind::Title);
        let person = mention(EntityKind::Person, "Nguyễn Văn A", BlockKind::Body);
        let congress = mention(EntityKind::Miscellaneous, "Đại hội 14", BlockKind::Body);
        let country = mention(EntityKind::Location, "Mỹ", BlockKind::Teaser);
        let entity = Entity {
            id: 0,
            kind: EntityKind::Location,
            name: "Thủ đô Hà Nội".into(),
            aliases: vec!["Hà Nội".into()],
            role: None,
            mentions: vec![0],
            salience: 0.5,
            place: None,
        };
        let number = TEXT.rfind("14").expect("is there");
        let count = Quantity { start: number, end: number + 2, status: Status::Actual, ..quantity() };
        Extraction {
            id: Some("a1".into()),
            title: Some("Hà Nội tăng trưởng 11%".into()),
            mentions: vec![Mention { entity: Some(0), ..city }, person, congress, country],
            entities: vec![entity],
            quantities: vec![quantity(), count],
            topics: Topics {
                categories: vec![category(3, 0.75), category(10, 0.5)],
                keyphrases: ["tăng trưởng kinh tế", "Hà Nội"]
                    .map(|text| Keyphrase { text: text.into(), score: 0.5 })
                    .into(),
            },
            ..Extraction::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_loose_mentions_are_grouped() {
        let mut extraction = fixture::extraction();
        let again = fixture::mention(EntityKind::Person, "Nguyễn Văn A", BlockKind::Teaser);
        let decomposed = again.text.nfd().collect();
        extraction.mentions.push(Mention { confidence: 0.75, text: decomposed, ..again });
        let rows: Vec<_> = names(&extraction)
            .into_iter()
            .map(|name| (name.kind.tag(), name.is_in_story(), name.mentions, name.confidence, name.name))
            .collect();
        let want = [
            ("LOC", true, 1, 0.5, "Thủ đô Hà Nội"),
            ("PER", true, 1, 0.75, "Nguyễn Văn A"), // not 2: the other one is in a teaser
            ("MISC", true, 1, 0.5, "Đại hội 14"),
            ("LOC", false, 1, 0.5, "Mỹ"),
        ];
        assert_eq!(
            rows,
            want.map(|(kind, story, count, sure, name)| (kind, story, count, sure, name.to_owned()))
        );
    }

    #[test]
    fn an_entity_number_out_of_range_is_no_entity() {
        let mut extraction = fixture::extraction();
        extraction.mentions[0].entity = Some(99);
        assert_eq!(names(&extraction)[0].name, "Hà Nội");
    }
}
