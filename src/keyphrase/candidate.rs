//! What could be a key phrase: names, and runs of words that may be a noun phrase.

use std::collections::HashMap;
use std::ops::Range;

use super::Story;
use super::evidence::EVIDENCE;
use super::lexicon::LEXICON;
use super::unit::{StorySentence, Unit};
use crate::mention::EntityKind;

/// The most words and syllables of a phrase that is no name.
const MOST_WORDS: usize = 4;
const MOST_SYLLABLES: usize = 6;
/// The most tokens of a name.
const LONGEST_NAME: usize = 12;
/// A person in a last line of so few words wrote the article.
const BYLINE: usize = 2;

/// A phrase that could be a key phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// As it stands in the text.
    pub text: String,
    /// What speaks for it, in the order of [`EVIDENCE`]: to fit weights to.
    pub evidence: [f32; EVIDENCE.len()],
    /// How good it is, from 0 to 1.
    pub score: f32,
    /// In lower case and one spelling, syllables joined by single spaces.
    pub(super) key: String,
    /// The kind, if it is a name.
    pub(super) kind: Option<EntityKind>,
    pub(super) places: Vec<Place>,
    /// The entity that it names.
    pub(super) entity: Option<usize>,
}

/// Where a candidate stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub sentence: usize,
    pub units: Range<usize>,
    pub tokens: Range<usize>,
}

/// All candidates by their first place; those that name one entity are one.
pub(super) fn collect(story: &Story<'_>, sentences: &[StorySentence]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut by_entity: HashMap<usize, usize> = HashMap::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (number, sentence) in sentences.iter().enumerate() {
        for units in phrases(&sentence.units) {
            let run = &sentence.units[units.clone()];
            let tokens = run[0].tokens.start..run[run.len() - 1].tokens.end;
            let is_person = |index: usize| story.mentions[index].kind == EntityKind::Person;
            if is_byline(sentences, number) && run[0].name.is_some_and(is_person) {
                continue;
            }
            // What is taken for a name may be "của là".
            let mut syllables = run.iter().flat_map(|unit| unit.text.split(' '));
            if syllables.all(|syllable| LEXICON.is_function(syllable)) {
                continue;
            }
            let mention = run[0].name.filter(|_| run.len() == 1).map(|index| &story.mentions[index]);
            let entity = mention.and_then(|mention| mention.entity);
            let key = run.iter().map(|unit| &*unit.text).collect::<Vec<_>>().join(" ");
            let known = entity.and_then(|entity| by_entity.get(&entity)).or_else(|| by_key.get(&key));
            let index = known.copied().unwrap_or_else(|| {
                candidates.push(Candidate {
                    text: String::new(),
                    evidence: [0.0; EVIDENCE.len()],
                    score: 0.0,
                    key: key.clone(),
                    kind: mention.map(|mention| mention.kind),
                    places: Vec::new(),
                    entity,
                });
                candidates.len() - 1
            });
            by_key.insert(key, index);
            entity.map(|entity| by_entity.insert(entity, index));
            candidates[index].places.push(Place { sentence: number, units, tokens });
        }
    }
    for candidate in &mut candidates {
        candidate.write(story, sentences);
    }
    candidates
}

fn is_byline(sentences: &[StorySentence], number: usize) -> bool {
    number > 0 && number + 1 == sentences.len() && sentences[number].units.len() <= BYLINE
}

impl Candidate {
    /// Chooses how to write it: the fullest name, or the words as they stand inside of a sentence if they do anywhere,
    /// since at its start and in headlines they have capitals that are not theirs.
    fn write(&mut self, story: &Story<'_>, sentences: &[StorySentence]) {
        let document = story.document;
        let text = |place: &Place| {
            let tokens = &document.tokens()[place.tokens.clone()];
            document.source_text(tokens[0].span.join(tokens[tokens.len() - 1].span))
        };
        let capitals = |place: &Place| text(place).chars().filter(|c| c.is_uppercase()).count();
        let best = match self.kind {
            Some(_) => {
                let length = |place: &&Place| text(place).chars().count();
                self.places.iter().rev().max_by_key(length)
            }
            None => {
                self.places.iter().min_by_key(|place| (sentences[place.sentence].is_title, capitals(place)))
            }
        };
        if let Some(best) = best {
            self.text = text(best).to_owned();
            let units = &sentences[best.sentence].units[best.units.clone()];
            self.key = units.iter().map(|unit| &*unit.text).collect::<Vec<_>>().join(" ");
        }
    }

    pub(super) fn syllables(&self) -> impl Iterator<Item = &str> {
        self.key.split(' ')
    }
}

/// The runs of a sentence's units that may be phrases.
fn phrases(units: &[Unit]) -> impl Iterator<Item = Range<usize>> {
    (0..units.len()).flat_map(move |start| {
        let stretch = move |end: &usize| *end == start || extends(&units[start..=*end]);
        let ends = (start..(start + MOST_WORDS).min(units.len())).take_while(stretch);
        let whole = move |end: &usize| is_phrase(&units[start..=*end]) && !cuts_name(units, start, *end);
        ends.filter(whole).map(move |end| start..end + 1)
    })
}

/// Whether the last unit can belong to a phrase of the ones before.
fn extends(run: &[Unit]) -> bool {
    let [before @ .., last] = run else { return false };
    let ends = |unit: &Unit| unit.role.bounds || unit.name.is_some();
    last.joins && !last.role.bounds && !before.iter().any(ends)
}

/// Whether a capital inside of the phrase and one right beside it belong to a name that the tagger did not see.
fn cuts_name(units: &[Unit], start: usize, end: usize) -> bool {
    let both = |left: &Unit, right: &Unit| {
        right.joins
            && left.ends_capital
            && right.starts_capital
            && left.name.is_none()
            && right.name.is_none()
    };
    let before = start.checked_sub(1).is_some_and(|before| both(&units[before], &units[start]));
    before || units.get(end + 1).is_some_and(|after| both(&units[end], after))
}

fn is_phrase(run: &[Unit]) -> bool {
    let ([first, ..], [.., last]) = (run, run) else { return false };
    if run.len() == 1 && first.name.is_some() {
        // Initials tell nobody, and what is longer than the longest official names is a sentence that was taken for one.
        let is_told = first.text.split(' ').any(|word| word.chars().count() > 1);
        return is_told && first.tokens.len() <= LONGEST_NAME;
    }
    let syllables: usize = run.iter().map(Unit::syllables).sum();
    let fits = !first.role.bounds && !first.role.not_first && !last.role.not_last;
    let whole_word = run.len() > 1 || (!first.role.empty && first.entry.is_some_and(|entry| entry.words > 0));
    fits && whole_word && (2..=MOST_SYLLABLES).contains(&syllables)
}
