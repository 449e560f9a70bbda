//! From words to the pieces that the transformer knows: SentencePiece unigram over normalised words.
//!
//! A text is cut into words by [`Document`](crate::document::Document); each word is spelled the way the model was
//! trained to see it and cut into pieces on its own. `training/text.py` does the same in Python.

mod spelling;
mod unigram;

pub use self::spelling::normalize_word;
#[cfg(feature = "hugging-face")]
pub(crate) use self::spelling::tone_placements;
pub use self::unigram::Unigram;
