//! Which mentions name the same thing.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::article::BlockKind;
use crate::extraction::Entity;
use crate::mention::{EntityKind, Mention};
use crate::tokenizer::normalize_word;

/// How much a mention counts for salience. A headline says what a story is about; teasers are other stories.
fn weight(block: BlockKind) -> f32 {
    match block {
        BlockKind::Title => 3.0,
        BlockKind::Body => 1.0,
        BlockKind::Teaser | BlockKind::Furniture => 0.0,
    }
}

/// Groups mentions of one name and kind, and points each mention at its entity.
///
/// A person's short name belongs to the only full name that ends with it, since Vietnamese given names and Western
/// surnames both stand last ("ông Phong" after "Nguyễn Văn Phong"); or else to the only one that begins with it, as
/// surnames of China and Korea do ("ông Tập" after "Tập Cận Bình").
pub(super) fn group(mentions: &mut [Mention]) -> Vec<Entity> {
    let names: Vec<Vec<String>> = mentions.iter().map(|mention| words(&mention.text)).collect();
    let full_names = full_names(mentions, &names);
    let mut entities: Vec<Entity> = Vec::new();
    let mut known: HashMap<(EntityKind, &[String]), usize> = HashMap::new();
    for (index, mention) in mentions.iter_mut().enumerate() {
        let name = full_names.get(&index).copied().unwrap_or(&names[index]);
        let id = *known.entry((mention.kind, name)).or_insert_with(|| {
            entities.push(entity(entities.len(), mention));
            entities.len() - 1
        });
        entities[id].mentions.push(index);
        entities[id].salience += weight(mention.block);
        take_name(&mut entities[id], &mention.text);
        mention.entity = Some(id);
    }
    let total: f32 = entities.iter().map(|entity| entity.salience).sum();
    for entity in &mut entities {
        entity.salience /= total.max(1.0);
    }
    entities
}

/// A name's words in one spelling and case.
fn words(name: &str) -> Vec<String> {
    let composed: String = name.nfc().collect();
    composed.split_whitespace().map(|word| normalize_word(word).to_lowercase()).collect()
}

/// For mentions that are a person's short name: the full name it stands for, if there is just one. Names of teasers do
/// not explain those of the story, nor the other way round: they are other people.
fn full_names<'n>(mentions: &[Mention], names: &'n [Vec<String>]) -> HashMap<usize, &'n [String]> {
    let people: Vec<usize> =
        (0..mentions.len()).filter(|&index| mentions[index].kind == EntityKind::Person).collect();
    let in_story = |index: usize| usize::from(weight(mentions[index].block) > 0.0);
    let mut known = [FullNames::default(), FullNames::default()];
    for &index in &people {
        known[in_story(index)].insert(&names[index]);
    }
    let full_name = |&index: &usize| Some((index, known[in_story(index)].of(&names[index])?));
    people.iter().filter_map(full_name).collect()
}

/// People's names, by their first and by their last word.
#[derive(Default)]
struct FullNames<'n> {
    by_first: HashMap<&'n str, HashSet<&'n [String]>>,
    by_last: HashMap<&'n str, HashSet<&'n [String]>>,
}

impl<'n> FullNames<'n> {
    fn insert(&mut self, name: &'n [String]) {
        if let [first, .., last] = name {
            self.by_first.entry(first).or_default().insert(name);
            self.by_last.entry(last).or_default().insert(name);
        }
    }

    /// The name that `short` is the end of, or the surname that stands first in it.
    fn of(&self, short: &[String]) -> Option<&'n [String]> {
        let ending = self.by_last.get(short.last()?.as_str()).into_iter().flatten().copied();
        let ending: Vec<_> =
            ending.filter(|full| full.len() > short.len() && full.ends_with(short)).collect();
        if let Some(longest) = ending.iter().max_by_key(|full| full.len()) {
            return ending.iter().all(|full| longest.ends_with(full)).then_some(longest);
        }
        let [surname] = short else { return None };
        if VIETNAMESE_SURNAMES.contains(&surname.as_str()) {
            return None;
        }
        let beginning = self.by_first.get(surname.as_str())?;
        let full = beginning.iter().next().filter(|_| beginning.len() == 1)?;
        Some(self.of(full).unwrap_or(full))
    }
}

/// Surnames that nobody is called by, though some are given names, too.
const VIETNAMESE_SURNAMES: [&str; 32] = [
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô",
    "dương", "lý", "đinh", "đoàn", "trịnh", "mai", "hà", "lâm", "phùng", "đào", "trương", "tô", "tạ", "cao",
    "châu", "thái", "lương", "chu",
];

fn entity(id: usize, mention: &Mention) -> Entity {
    Entity {
        id,
        kind: mention.kind,
        name: mention.text.clone(),
        aliases: Vec::new(),
        role: None,
        mentions: Vec::new(),
        salience: 0.0,
        place: None,
    }
}

/// Keeps the longest text as the name, of two as long the one that is not in capitals, and the others as aliases.
fn take_name(entity: &mut Entity, text: &str) {
    if entity.name == text || entity.aliases.iter().any(|alias| alias == text) {
        return;
    }
    let rank = |name: &str| {
        (name.chars().count(), name.contains(char::is_uppercase) && name.contains(char::is_lowercase))
    };
    let mut alias = text.to_owned();
    if rank(&alias) > rank(&entity.name) {
        std::mem::swap(&mut alias, &mut entity.name);
    }
    entity.aliases.push(alias);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::MentionSource;

    fn mentions(names: &[(EntityKind, &str)]) -> Vec<Mention> {
        let mention = |(index, (kind, text)): (usize, &(EntityKind, &str))| Mention {
            kind: *kind,
            text: (*text).to_owned(),
            start: index * 100,
            end: index * 100 + text.len(),
            confidence: 1.0,
            entity: None,
            source: MentionSource::Model,
            block: BlockKind::Body,
        };
        names.iter().enumerate().map(mention).collect()
    }

    fn grouped(names: &[(EntityKind, &str)]) -> Vec<(String, Vec<usize>)> {
        group(&mut mentions(names)).into_iter().map(|entity| (entity.name, entity.mentions)).collect()
    }

    #[test]
    fn one_entity_per_name_and_kind() {
        use EntityKind::{Location, Organization, Person};
        assert_eq!(
            grouped(&[
                (Person, "Hoa"),
                (Location, "Hoa"),
                (Person, "Hoà"),
                (Organization, "FPT"),
                (Person, "HOA")
            ]),
            [
                ("Hoa".to_owned(), vec![0, 4]),
                ("Hoa".to_owned(), vec![1]),
                ("Hoà".to_owned(), vec![2]),
                ("FPT".to_owned(), vec![3])
            ]
        );
    }

    #[test]
    fn a_headline_in_capitals_does_not_spell_the_name() {
        use EntityKind::{Location, Organization};
        assert_eq!(
            grouped(&[(Location, "HUẾ"), (Location, "Huế"), (Organization, "FPT"), (Organization, "fpt")]),
            [("Huế".to_owned(), vec![0, 1]), ("FPT".to_owned(), vec![2, 3])]
        );
    }

    #[test]
    fn short_names_of_people() {
        use EntityKind::Person;
        assert_eq!(
            grouped(&[(Person, "Lê Thị Mai"), (Person, "Mai"), (Person, "LÊ THỊ MAI")]),
            [("Lê Thị Mai".to_owned(), vec![0, 1, 2])]
        );
        let two = grouped(&[(Person, "Lê Thị Mai"), (Person, "Trần Mai"), (Person, "Mai")]);
        assert_eq!(two.len(), 3, "either could be meant: {two:?}");
    }

    #[test]
    fn surnames_that_stand_first() {
        use EntityKind::Person;
        assert_eq!(
            grouped(&[(Person, "Tập Cận Bình"), (Person, "Tập")]),
            [("Tập Cận Bình".to_owned(), vec![0, 1])]
        );
        // Either could be meant; who is called by a given name is not; no Vietnamese is called by the surname; and two
        // words are no surname.
        for (names, want) in [
            (["Kim Jong-un", "Kim Yo-jong", "Kim"], vec![vec![0], vec![1], vec![2]]),
            (["Lê Văn Tập", "Tập Cận Bình", "Tập"], vec![vec![0, 2], vec![1]]),
            (["Hà Văn Nam", "Hà", "Nam"], vec![vec![0, 2], vec![1]]),
            (["Donald Trump Jr", "Donald Trump", "Trump"], vec![vec![0], vec![1, 2]]),
        ] {
            let people = grouped(&names.map(|name| (Person, name)));
            let mentions: Vec<_> = people.into_iter().map(|(_, mentions)| mentions).collect();
            assert_eq!(mentions, want, "{names:?}");
        }
    }

    #[test]
    fn a_teaser_does_not_name_the_story_s_people() {
        let mut found = mentions(&[(EntityKind::Person, "Hùng"), (EntityKind::Person, "Nguyễn Mạnh Hùng")]);
        found[1].block = BlockKind::Teaser;
        assert_eq!(group(&mut found).len(), 2);
    }

    #[test]
    fn salience_counts_the_story_only() {
        let mut found = mentions(&[(EntityKind::Person, "An"), (EntityKind::Person, "Bình")]);
        found[1].block = BlockKind::Teaser;
        let entities = group(&mut found);
        assert_eq!((entities[0].salience, entities[1].salience), (1.0, 0.0));
    }
}
