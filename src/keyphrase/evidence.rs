//! What speaks for a candidate, and how much.

use std::collections::{HashMap, HashSet};

use ndarray::{Array1, ArrayView1};

use super::background::BACKGROUND;
use super::candidate::{Candidate, Place};
use super::unit::StorySentence;
use super::{Story, weights};
use crate::mention::EntityKind;
use crate::tokenizer::normalize_word;

/// The names of the evidence, in order.
pub const EVIDENCE: [&str; 34] = [
    "frequency",
    "title",
    "start",
    "spread",
    "rarity",
    "word rarity",
    "commonest word",
    "two words",
    "three words",
    "four words",
    "syllables",
    "person",
    "organisation",
    "place",
    "other name",
    "name frequency",
    "name title",
    "name start",
    "name at end",
    "noun first",
    "noun",
    "noun last",
    "counted",
    "inside longer",
    "inside name",
    "left freedom",
    "right freedom",
    "salience",
    "capital",
    "lead",
    "repeated",
    "like article",
    "like lead",
    "like content",
];

/// The last three where there are no vectors: means over candidates, so that they speak neither for nor against.
const USUAL: [f32; 3] = [0.74, 0.29, 0.35];
/// Sentences that count as the lead.
const LEAD: usize = 3;

/// Fills in evidence and score of all candidates.
pub(super) fn weigh(story: &Story<'_>, sentences: &[StorySentence], candidates: &mut [Candidate]) {
    let known_title: Vec<String> = story
        .article
        .title()
        .unwrap_or_default()
        .split(|c: char| !c.is_alphanumeric() && !crate::document::character::is_mark(c))
        .filter(|word| !word.is_empty())
        .map(|word| normalize_word(word).to_lowercase())
        .collect();
    let context = Context {
        story,
        sentences,
        title: format!(" {} ", known_title.join(" ")),
        names: candidates.iter().filter(|c| c.kind.is_some()).map(|c| format!(" {} ", c.key)).collect(),
        longer: longer(candidates),
        meaning: Meaning::of(story, sentences),
    };
    for candidate in candidates {
        candidate.evidence = context.evidence(candidate);
        candidate.score = weights::score(&candidate.evidence);
    }
}

struct Context<'a> {
    story: &'a Story<'a>,
    sentences: &'a [StorySentence],
    /// The headline, which may stand beside the text.
    title: String,
    names: Vec<String>,
    /// How often the most frequent candidate stands that has this one inside.
    longer: HashMap<String, usize>,
    meaning: Option<Meaning>,
}

impl Context<'_> {
    fn evidence(&self, candidate: &Candidate) -> [f32; EVIDENCE.len()] {
        let is = |yes: bool| f32::from(u8::from(yes));
        let count = candidate.places.len() as f32;
        let units = &self.sentences[candidate.places[0].sentence].units[candidate.places[0].units.clone()];
        let (first, last) = (&units[0], &units[units.len() - 1]);
        let in_sentences: HashSet<usize> = candidate.places.iter().map(|place| place.sentence).collect();
        let earliest = candidate
            .places
            .iter()
            .filter(|place| !self.sentences[place.sentence].is_title)
            .map(|p| p.sentence)
            .min();
        let frequency = (1.0 + count).ln() / 3.0;
        let in_title = candidate.places.iter().any(|place| self.sentences[place.sentence].is_title)
            || self.title.contains(&format!(" {} ", candidate.key));
        let start = earliest.map_or(0.5, |sentence| 1.0 / (1.0 + (sentence as f32 / 3.0)));
        let idf = |text: &str| BACKGROUND.idf(BACKGROUND.get(text)) / 10.0;
        let rarities: Vec<f32> = units.iter().map(|unit| idf(&unit.text)).collect();
        let is_name = candidate.kind.is_some();
        let nominal =
            |entry: Option<super::background::Entry>| entry.map_or(0.0, |entry| entry.nominal / 4.0);
        let entry = BACKGROUND.get(&candidate.key);
        let longest = self.longer.get(&candidate.key).copied().unwrap_or(0) as f32;
        let padded = format!(" {} ", candidate.key);
        let inside_name = !is_name && self.names.iter().any(|name| name.contains(&padded));
        let entity = candidate.entity.and_then(|entity| self.story.entities.get(entity));
        let letters = candidate.text.chars().filter(|c| c.is_alphabetic());
        let [like_article, like_lead, like_content] =
            self.meaning.as_ref().map_or(USUAL, |meaning| meaning.likeness(self.story, candidate));
        [
            frequency,
            is(in_title),
            start,
            in_sentences.len() as f32 / self.sentences.len() as f32,
            idf(&candidate.key),
            rarities.iter().sum::<f32>() / rarities.len() as f32,
            rarities.iter().copied().fold(f32::INFINITY, f32::min),
            is(units.len() == 2),
            is(units.len() == 3),
            is(units.len() == 4),
            candidate.syllables().count() as f32 / 6.0,
            is(candidate.kind == Some(EntityKind::Person)),
            is(candidate.kind == Some(EntityKind::Organization)),
            is(candidate.kind == Some(EntityKind::Location)),
            is(candidate.kind == Some(EntityKind::Miscellaneous)),
            is(is_name) * frequency,
            is(is_name && in_title),
            is(is_name) * start,
            is(!is_name && last.name.is_some()),
            is(!is_name) * nominal(first.entry),
            is(!is_name) * nominal(entry),
            is(!is_name) * nominal(last.entry),
            is(entry.is_some()),
            longest / count,
            is(inside_name),
            first.entry.map_or(0.7, |entry| entry.left / 10.0),
            last.entry.map_or(0.7, |entry| entry.right / 10.0),
            entity.map_or(0.0, |entity| entity.salience),
            is(!is_name && letters.clone().next().is_some_and(char::is_uppercase)),
            is(earliest.is_some_and(|sentence| sentence < LEAD)),
            is(units.len() > 1 && count > 1.0),
            like_article,
            like_lead,
            like_content,
        ]
    }
}

/// For each candidate that stands inside of longer ones: how often the most frequent of those stands.
fn longer(candidates: &[Candidate]) -> HashMap<String, usize> {
    let mut longer: HashMap<String, usize> = HashMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.kind.is_none()) {
        let syllables: Vec<&str> = candidate.syllables().collect();
        for start in 0..syllables.len() {
            for end in start + 1..=syllables.len() {
                if end - start < syllables.len() {
                    let most = longer.entry(syllables[start..end].join(" ")).or_default();
                    *most = (*most).max(candidate.places.len());
                }
            }
        }
    }
    longer
}

/// What the article means to the encoder. All vectors of an article point about the same way, so that what they have in
/// common is taken off: the mean of all words says what the encoder adds to everything.
struct Meaning {
    common: Array1<f32>,
    article: Array1<f32>,
    lead: Option<Array1<f32>>,
    content: Option<Array1<f32>>,
}

impl Meaning {
    fn of(story: &Story<'_>, sentences: &[StorySentence]) -> Option<Self> {
        let units = || sentences.iter().flat_map(|sentence| &sentence.units);
        let all = units().flat_map(|unit| unit.tokens.clone());
        let bounds = units().filter(|unit| unit.role.bounds).flat_map(|unit| unit.tokens.clone());
        let content = units().filter(|unit| !unit.role.bounds).flat_map(|unit| unit.tokens.clone());
        let lead = sentences.iter().take(LEAD).flat_map(|sentence| &sentence.units);
        let lead = lead.filter(|unit| !unit.role.bounds).flat_map(|unit| unit.tokens.clone());
        let article = story.vectors.mean(all)?;
        let common = story.vectors.mean(bounds).unwrap_or_else(|| Array1::zeros(article.len()));
        let apart = |vector: Array1<f32>| vector - &common;
        Some(Meaning {
            lead: story.vectors.mean(lead).map(apart),
            content: story.vectors.mean(content).map(apart),
            article,
            common,
        })
    }

    fn likeness(&self, story: &Story<'_>, candidate: &Candidate) -> [f32; 3] {
        // A few places tell what a phrase means, and the work stays in proportion to the text.
        let tokens = candidate.places.iter().take(8).flat_map(|Place { tokens, .. }| tokens.clone());
        let Some(mean) = story.vectors.mean(tokens) else { return USUAL };
        let apart = &mean - &self.common;
        let to = |other: &Option<Array1<f32>>| {
            other.as_ref().map_or(0.0, |other| cosine(apart.view(), other.view()))
        };
        [cosine(mean.view(), self.article.view()), to(&self.lead), to(&self.content)]
    }
}

fn cosine(a: ArrayView1<'_, f32>, b: ArrayView1<'_, f32>) -> f32 {
    let norms = (a.dot(&a) * b.dot(&b)).sqrt();
    if norms > 0.0 { a.dot(&b) / norms } else { 0.0 }
}
