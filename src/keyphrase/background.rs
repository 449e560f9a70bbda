//! How common syllables and their combinations are in the news, and in what company they stand: numbers counted over
//! 18,000 articles by `training/background.rs`, in a compressed map (`fst`) that is searched as it lies in the binary.

use std::error::Error;
use std::fmt;

use fst::{Map, MapBuilder};
use once_cell::sync::Lazy;

use crate::document::{Document, Token, TokenKind};
use crate::tokenizer::normalize_word;

/// The key under which the table keeps its number of articles; no word contains a space at its end.
const ARTICLES_KEY: &str = " ";

/// The counts of a background corpus.
#[derive(Clone)]
pub struct Background {
    map: Map<&'static [u8]>,
    articles: u32,
}

/// What is known of a run of one to four syllables.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entry {
    /// In how many articles it stands, to within a tenth.
    pub articles: u32,
    /// How often it is a word when all text is cut into the most probable words, to within a tenth; 0 if it never is.
    pub words: u32,
    /// Natural logarithm of how much more often it follows "các", "của", "trong".. than "đã", "không", "sẽ"..: positive
    /// for nouns, negative for verbs. From -4 to 3.5.
    pub nominal: f32,
    /// The entropy in bits of what stands before it: low within a fixed combination. From 0 to 10.5.
    pub left: f32,
    /// The entropy in bits of what stands after it.
    pub right: f32,
}

/// What the counts of a table are out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The number of articles.
    pub articles: u32,
}

/// The table that the crate carries.
pub(crate) static BACKGROUND: Lazy<Background> = Lazy::new(|| {
    static TABLE: &[u8] = include_bytes!("../../seeds/lexicon/background.fst");
    Background::new(TABLE).expect("the table is part of the crate and checked by a test")
});

impl Background {
    fn new(table: &'static [u8]) -> Result<Self, fst::Error> {
        let map = Map::new(table)?;
        let articles = map.get(ARTICLES_KEY).and_then(|count| count.try_into().ok()).unwrap_or(1);
        Ok(Background { map, articles })
    }

    /// What is known of a run: syllables in lower case and one spelling, joined by single spaces.
    pub fn get(&self, run: &str) -> Option<Entry> {
        self.map.get(run).filter(|_| run != ARTICLES_KEY).map(Entry::unpack)
    }

    /// How much a run tells: the natural logarithm of the share of articles without it, 0 for what stands in all.
    pub fn idf(&self, entry: Option<Entry>) -> f32 {
        let articles = entry.map_or(0.0, |entry| entry.articles as f32);
        ((self.articles as f32 + 1.0) / (articles + 1.0)).ln()
    }
}

impl fmt::Debug for Background {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Background").field("runs", &self.map.len()).field("articles", &self.articles).finish()
    }
}

/// Six bits of logarithm for each count, four for the noun's place, three for each side.
impl Entry {
    fn pack(self) -> u64 {
        let step = |value: f32, most: u64| (value.round().max(0.0) as u64).min(most);
        let count = |count: u32| step((count as f32 + 1.0).log2() * 3.5, 63);
        let nominal = step((self.nominal + 4.0) * 2.0, 15);
        let side = |bits: f32| step(bits / 1.5, 7);
        // What runs with a common beginning share comes first, so that the map can share it.
        count(self.articles) << 16
            | count(self.words) << 10
            | nominal << 6
            | side(self.left) << 3
            | side(self.right)
    }

    fn unpack(packed: u64) -> Self {
        let field = |shift: u32, bits: u32| (packed >> shift & ((1 << bits) - 1)) as f32;
        let count = |shift| ((field(shift, 6) / 3.5).exp2() - 1.0).round() as u32;
        Entry {
            articles: count(16),
            words: count(10),
            nominal: field(6, 4) / 2.0 - 4.0,
            left: field(3, 3) * 1.5,
            right: field(0, 3) * 1.5,
        }
    }
}

/// How rare a run is in the news, by the table that the crate carries: see [`Background::idf`].
///
/// ```
/// use trich::keyphrase::background::idf;
/// assert!(idf("của") < idf("ngập mặn") && idf("ngập mặn") < idf("mặn ngập"));
/// ```
pub fn idf(run: &str) -> f32 {
    BACKGROUND.idf(BACKGROUND.get(run))
}

/// Writes a table.
///
/// # Errors
/// When a run comes twice.
pub fn write(scale: Scale, mut entries: Vec<(String, Entry)>) -> Result<Vec<u8>, Box<dyn Error>> {
    entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let mut builder = MapBuilder::memory();
    builder.insert(ARTICLES_KEY, u64::from(scale.articles))?;
    for (run, entry) in entries {
        builder.insert(run, entry.pack())?;
    }
    Ok(builder.into_inner()?)
}

/// Calls `visit` with every run of syllables of a text that no mark, number or line's end interrupts, in the spelling of
/// the table.
pub fn runs(text: &str, mut visit: impl FnMut(&[String])) {
    let document = Document::new(text);
    for sentence in document.sentences() {
        let mut run: Vec<String> = Vec::new();
        for token in &document.tokens()[sentence.tokens.range()] {
            match syllable(&document, *token) {
                Some(syllable) => run.push(syllable),
                None => {
                    visit(&run);
                    run.clear();
                }
            }
        }
        visit(&run);
    }
}

/// A token as the table spells it; nothing for marks and for words with digits.
pub(crate) fn syllable(document: &Document<'_>, token: Token) -> Option<String> {
    let text = document.token_text(token);
    let is_word = token.kind == TokenKind::Word && !text.contains(|c: char| c.is_numeric() || c == '_');
    is_word.then(|| normalize_word(text).to_lowercase())
}

/// Syllables that are words of grammar, not of content: no word begins or ends with one by chance.
pub fn function_syllables() -> Vec<String> {
    super::lexicon::LEXICON.function_syllables()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_packing() {
        let entry = Entry { articles: 1000, words: 0, nominal: -1.5, left: 3.0, right: 10.5 };
        let back = Entry::unpack(entry.pack());
        assert!(back.articles.abs_diff(1000) < 100, "{back:?}");
        assert_eq!(Entry { articles: 1000, ..back }, entry);
        let extreme = Entry { articles: u32::MAX, words: u32::MAX, nominal: 99.0, left: 99.0, right: -1.0 };
        assert_eq!(Entry::unpack(extreme.pack()).nominal, 3.5);
    }

    #[test]
    fn the_table_knows_words_from_chance() {
        let get = |run: &str| BACKGROUND.get(run);
        assert!(get("lãnh đạo").expect("is common").words > 100);
        assert!(get("của").expect("is common").articles > 10_000);
        assert_eq!(get("đạo của lãnh"), None);
        assert_eq!(get(ARTICLES_KEY), None);
        assert!(BACKGROUND.idf(get("của")) < 0.5 && BACKGROUND.idf(None) > 8.0);
        let (noun, verb) = (get("bệnh viện").expect("is common"), get("khẳng định").expect("is common"));
        assert!(noun.nominal > 1.0 && verb.nominal < noun.nominal, "{noun:?} {verb:?}");
    }
}
