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
/// A person's short name belongs to the only full name that ends with it: Vietnamese given names and foreign surnames
/// both stand last ("ông Phong" after "Nguyễn Văn Phong").
pub(super) fn group(mentions: &mut [Mention]) -> Vec<Entity> {
    let names: Vec<Vec<String>> = mentions.iter().map(|mention| words(&mention.text)).collect();
    let full_names = full_names(mentions, &names);
    let mut entities: Vec<Entity> = Vec::new();
    let mut known: HashMap<(EntityKind, &Vec<String>), usize> = HashMap::new();
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
fn full_names<'n>(mentions: &[Mention], names: &'n [Vec<String>]) -> HashMap<usize, &'n Vec<String>> {
    let people: Vec<usize> =
        (0..mentions.len()).filter(|&index| mentions[index].kind == EntityKind::Person).collect();
    let in_story = |index: usize| weight(mentions[index].block) > 0.0;
    let mut by_last_word: HashMap<(bool, &str), HashSet<&Vec<String>>> = HashMap::new();
    for &index in &people {
        if let Some(last) = names[index].last() {
            by_last_word.entry((in_story(index), last)).or_default().insert(&names[index]);
        }
    }
    let stands_for = |&index: &usize| {
        let short = &names[index];
        let candidates = by_last_word.get(&(in_story(index), short.last()?.as_str()))?;
        let longer = || candidates.iter().filter(|full| full.len() > short.len() && full.ends_with(short));
        let longest = *longer().max_by_key(|full| full.len())?;
        longer().all(|full| longest.ends_with(full)).then_some((index, longest))
    };
    people.iter().filter_map(stands_for).collect()
}

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

/// Keeps the longest text as the name, and the others as aliases.
fn take_name(entity: &mut Entity, text: &str) {
    if entity.name == text || entity.aliases.iter().any(|alias| alias == text) {
        return;
    }
    let mut alias = text.to_owned();
    if alias.chars().count() > entity.name.chars().count() {
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
