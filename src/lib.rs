#![forbid(unsafe_code)]

pub mod article;
pub mod document;
pub mod error;
pub mod extraction;
pub mod mention;
pub mod quantity;
pub mod span;
