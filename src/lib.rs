#![forbid(unsafe_code)]

pub mod article;
pub mod document;
pub mod error;
pub mod evaluation;
pub mod extraction;
pub mod mention;
pub mod output;
pub mod quantity;
pub mod span;
