//! Key phrases: what an editor would file an article under.
//!
//! Vietnamese writes no spaces between words, so sentences are first cut into words with the help of
//! [background counts](background) of the news. Runs of words that could be a noun phrase, and the names, are candidates;
//! what speaks for each (frequency, place, rarity, what the encoder thinks it has in common with the article..) is
//! weighed, and the best that do not repeat one another are chosen.
//!
//! ```
//! # fn main() -> trich::error::Result<()> {
//! # #[cfg(feature = "embedded-model")] {
//! let text = "Xe buýt điện về phố\nHôm nay xe buýt điện chạy thử. Trạm sạc đặt ở bến xe buýt.";
//! let extraction = trich::Extractor::embedded()?.extract(text);
//! assert!(extraction.topics.keyphrases.iter().any(|phrase| phrase.text == "xe buýt điện"));
//! # }
//! # Ok(())
//! # }
//! ```

pub mod background;
mod candidate;
mod choice;
mod evidence;
mod lexicon;
mod unit;
mod weights;

use crate::article::Article;
use crate::document::Document;
use crate::extraction::{Entity, Keyphrase};
use crate::mention::Mention;
use crate::tagger::WordVectors;

pub use self::candidate::Candidate;
pub use self::choice::MOST;
pub use self::evidence::EVIDENCE;
pub use self::unit::stop_words;

/// An article and what was found in it so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Story<'a> {
    pub article: &'a Article,
    pub document: &'a Document<'a>,
    pub mentions: &'a [Mention],
    pub entities: &'a [Entity],
    pub vectors: &'a WordVectors,
}

/// The key phrases of a story, the best first: at most [`MOST`], none that repeats a better one.
pub(crate) fn read(story: &Story<'_>) -> Vec<Keyphrase> {
    choice::choose(&candidates(story))
}

/// All candidates in the order of the text, with the evidence for each.
pub(crate) fn candidates(story: &Story<'_>) -> Vec<Candidate> {
    let sentences = unit::sentences(story);
    let mut candidates = candidate::collect(story, &sentences);
    evidence::weigh(story, &sentences, &mut candidates);
    candidates
}
