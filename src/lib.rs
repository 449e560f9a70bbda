#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod article;
pub mod backend;
pub mod date;
pub mod decode;
pub mod document;
pub mod error;
pub mod evaluation;
pub mod extraction;
mod extractor;
#[cfg(feature = "hugging-face")]
mod hugging_face;
pub mod keyphrase;
pub mod label;
pub mod mention;
pub mod output;
pub mod quantity;
pub mod span;
mod tagger;
mod tensors;
pub mod theme;
pub mod tokenizer;
pub mod topic;

pub use self::extractor::{Extractor, ExtractorBuilder};
