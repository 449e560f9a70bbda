//! `seeds/lexicon/phrases.tsv`: the words that bound key phrases.

use std::collections::{HashMap, HashSet};

use once_cell::sync::Lazy;

/// What a word may do in a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// No phrase contains it.
    pub bounds: bool,
    /// No phrase begins with it.
    pub not_first: bool,
    /// No phrase ends with it.
    pub not_last: bool,
    /// It is no phrase by itself.
    pub empty: bool,
}

/// The list, read once.
pub(super) static LEXICON: Lazy<Lexicon> = Lazy::new(|| Lexicon::read(TABLE));

const TABLE: &str = include_str!("../../seeds/lexicon/phrases.tsv");

/// The longest listed word, in syllables.
pub(super) const LONGEST: usize = 5;

#[derive(Debug)]
pub(super) struct Lexicon {
    roles: HashMap<&'static str, Role>,
    function: HashSet<&'static str>,
}

impl Lexicon {
    fn read(table: &'static str) -> Self {
        let mut lexicon = Lexicon { roles: HashMap::new(), function: HashSet::new() };
        for (class, forms) in table.lines().filter_map(|line| line.split_once('\t')) {
            for form in forms.split(" | ") {
                let role = lexicon.roles.entry(form).or_default();
                match class {
                    "first" => role.not_first = true,
                    "last" => role.not_last = true,
                    "whole" => role.empty = true,
                    "word" => {}
                    _ => role.bounds = true,
                }
                if class == "function" {
                    lexicon.function.insert(form);
                }
            }
        }
        lexicon
    }

    /// What is listed of a word: syllables in lower case, joined by single spaces.
    pub fn role(&self, word: &str) -> Option<Role> {
        self.roles.get(word).copied()
    }

    /// Whether a syllable is one of grammar, with which no word but listed ones begins or ends.
    pub fn is_function(&self, syllable: &str) -> bool {
        self.function.contains(syllable)
    }

    pub fn function_syllables(&self) -> Vec<String> {
        self.function.iter().map(|word| (*word).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_the_text_will_be_read() {
        let mut seen = HashSet::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (class, forms) = line.split_once('\t').expect("two columns");
            assert!(
                ["function", "bound", "act", "first", "last", "whole", "word"].contains(&class),
                "{class}"
            );
            for form in forms.split(" | ") {
                let spelt: Vec<String> = form
                    .split(' ')
                    .map(|word| crate::tokenizer::normalize_word(word).to_lowercase())
                    .collect();
                assert_eq!(spelt.join(" "), form);
                assert!(spelt.len() <= LONGEST, "{form}");
                assert!(seen.insert((class, form)), "{class} {form} twice");
            }
        }
    }

    #[test]
    fn words_have_several_roles() {
        let role = LEXICON.role("chương trình").expect("is listed");
        assert_eq!(role, Role { bounds: false, not_first: false, not_last: true, empty: true });
        assert!(LEXICON.role("của").expect("is listed").bounds);
        assert_eq!(LEXICON.role("lãnh đạo số"), None);
    }
}
