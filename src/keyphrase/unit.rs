//! Sentences cut into words and names.

use std::ops::Range;

use super::Story;
use super::background::{self, BACKGROUND, Entry};
use super::lexicon::{LEXICON, LONGEST, Role};
use crate::article::BlockKind;
use crate::document::Document;

/// The price of a syllable that no word of the table explains, and of a listed word; words of the table cost the negative
/// logarithm of their share, 3 to 16.
const UNKNOWN: f32 = 18.0;
const LISTED: f32 = 8.0;
/// Words of the whole background corpus.
const ALL_WORDS: f32 = 7.0e6;

/// A sentence of the story.
#[derive(Clone, Debug)]
pub(super) struct StorySentence {
    pub units: Vec<Unit>,
    pub is_title: bool,
}

/// A word or a name. Marks and numbers are none, but [`joins`](Unit::joins) tells that something stands before.
#[derive(Clone, Debug, Default)]
pub(super) struct Unit {
    pub tokens: Range<usize>,
    /// In lower case and one spelling, syllables joined by single spaces.
    pub text: String,
    /// The mention, if it is a name.
    pub name: Option<usize>,
    pub role: Role,
    pub entry: Option<Entry>,
    /// Whether it follows the unit before without a mark or number between.
    pub joins: bool,
    /// Whether its first, or last, word is written with a capital in a sentence that is not all capitals.
    pub starts_capital: bool,
    pub ends_capital: bool,
}

impl Unit {
    pub fn syllables(&self) -> usize {
        self.text.split(' ').count()
    }
}

/// The sentences of title and body, cut.
pub(super) fn sentences(story: &Story<'_>) -> Vec<StorySentence> {
    let document = story.document;
    let mut mentions = story.mentions.iter().enumerate().peekable();
    let mut sentences = Vec::new();
    for sentence in document.sentences() {
        let start = document.to_source(sentence.span).start;
        let block = story.article.block_kind_at(start);
        if !matches!(block, BlockKind::Title | BlockKind::Body) {
            continue;
        }
        let mut cutter = Cutter::new(document);
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let source = document.to_source(document.tokens()[at].span);
            while mentions.next_if(|(_, mention)| mention.end <= source.start).is_some() {}
            let name = mentions.peek().filter(|(_, mention)| mention.start <= source.start);
            match name {
                Some((index, mention)) => {
                    let inside = |token: &usize| {
                        document.to_source(document.tokens()[*token].span).start < mention.end
                    };
                    let end =
                        (at..sentence.tokens.end).take_while(inside).last().map_or(at + 1, |last| last + 1);
                    cutter.name(at..end, *index);
                    at = end;
                }
                None => {
                    cutter.token(at);
                    at += 1;
                }
            }
        }
        cutter.flush();
        cutter.forget_common_capitals();
        sentences.push(StorySentence { units: cutter.units, is_title: block == BlockKind::Title });
    }
    sentences
}

struct Cutter<'a> {
    document: &'a Document<'a>,
    units: Vec<Unit>,
    /// Syllables that wait for being cut, with their tokens.
    run: Vec<(usize, String)>,
    joins: bool,
}

impl<'a> Cutter<'a> {
    fn new(document: &'a Document<'a>) -> Self {
        Cutter { document, units: Vec::new(), run: Vec::new(), joins: false }
    }

    fn push(&mut self, unit: Unit) {
        let is_capital = |token: usize| {
            self.document.token_text(self.document.tokens()[token]).starts_with(char::is_uppercase)
        };
        // A sentence begins with a capital anyway.
        let starts_capital = !self.units.is_empty() && is_capital(unit.tokens.start);
        let ends_capital = (unit.tokens.len() > 1 || starts_capital) && is_capital(unit.tokens.end - 1);
        self.units.push(Unit { joins: self.joins, starts_capital, ends_capital, ..unit });
        self.joins = true;
    }

    /// Where all words have capitals, they mean nothing.
    fn forget_common_capitals(&mut self) {
        if self.units.iter().skip(1).all(|unit| unit.starts_capital) {
            self.units.iter_mut().for_each(|unit| (unit.starts_capital, unit.ends_capital) = (false, false));
        }
    }

    fn token(&mut self, at: usize) {
        match background::syllable(self.document, self.document.tokens()[at]) {
            Some(syllable) => self.run.push((at, syllable)),
            None => {
                self.flush();
                self.joins = false;
            }
        }
    }

    fn name(&mut self, tokens: Range<usize>, mention: usize) {
        self.flush();
        let words = tokens.clone().map(|token| {
            crate::tokenizer::normalize_word(self.document.token_text(self.document.tokens()[token]))
                .to_lowercase()
        });
        let text = words.collect::<Vec<_>>().join(" ");
        let entry = BACKGROUND.get(&text);
        let role = Role::default();
        self.push(Unit { tokens, text, name: Some(mention), role, entry, ..Unit::default() });
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let syllables: Vec<&str> = run.iter().map(|(_, syllable)| &**syllable).collect();
        for words in cut(&syllables) {
            let text = syllables[words.clone()].join(" ");
            let (entry, role) = (BACKGROUND.get(&text), LEXICON.role(&text).unwrap_or_default());
            let tokens = run[words.start].0..run[words.end - 1].0 + 1;
            self.push(Unit { tokens, text, name: None, role, entry, ..Unit::default() });
        }
    }
}

/// The most probable words of a run of syllables.
fn cut(syllables: &[&str]) -> Vec<Range<usize>> {
    let mut best = vec![(0.0f32, 0usize); syllables.len() + 1];
    for end in 1..=syllables.len() {
        let costs = (end.saturating_sub(LONGEST)..end)
            .map(|start| (best[start].0 + cost(&syllables[start..end]), start));
        best[end] = costs.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default();
    }
    let mut words = Vec::new();
    let mut end = syllables.len();
    while end > 0 {
        words.push(best[end].1..end);
        end = best[end].1;
    }
    words.reverse();
    words
}

fn cost(word: &[&str]) -> f32 {
    let text = word.join(" ");
    let counted = BACKGROUND.get(&text).map_or(0, |entry| entry.words) as f32;
    let is_listed = LEXICON.role(&text).is_some();
    let by_chance = word.len() > 1
        && !is_listed
        && [word[0], word[word.len() - 1]].iter().any(|syllable| LEXICON.is_function(syllable));
    let own = if counted > 0.0 && !by_chance { (ALL_WORDS / counted).ln() } else { f32::INFINITY };
    let listed = if word.len() > 1 && is_listed { LISTED } else { f32::INFINITY };
    let unknown = if word.len() == 1 { UNKNOWN } else { f32::INFINITY };
    own.min(listed).min(unknown)
}

/// Which tokens of a document are words that no key phrase contains, numbers or marks: the stop words for methods that
/// know nothing else of the language.
pub fn stop_words(document: &Document<'_>) -> Vec<bool> {
    let mut cutter = Cutter::new(document);
    for sentence in document.sentences() {
        sentence.tokens.range().for_each(|at| cutter.token(at));
        cutter.flush();
    }
    let mut stop = vec![true; document.tokens().len()];
    for unit in cutter.units.iter().filter(|unit| !unit.role.bounds) {
        stop[unit.tokens.clone()].fill(false);
    }
    stop
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let syllables: Vec<&str> = text.split(' ').collect();
        cut(&syllables).into_iter().map(|word| syllables[word].join(" ")).collect()
    }

    #[test]
    fn words_of_several_syllables() {
        assert_eq!(words("hãng hàng không mở đường bay"), ["hãng hàng không", "mở", "đường bay"]);
        assert!(words("xyzzy của plugh").contains(&"của".to_owned()));
        assert!(cut(&[]).is_empty());
    }

    #[test]
    fn stop_words_are_whole_words() {
        let document = Document::new("Hàng không, không phải là tàu.");
        let stop: Vec<_> = document
            .tokens()
            .iter()
            .zip(stop_words(&document))
            .filter(|(_, stop)| !stop)
            .map(|(token, _)| document.token_text(*token))
            .collect();
        assert_eq!(stop, ["Hàng", "không", "tàu"]);
    }
}
