//! Themes of many articles.
