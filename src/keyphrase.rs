//! Key phrases.

pub mod background;
mod lexicon;
