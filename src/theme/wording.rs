//! The words of articles, as numbers.

use std::collections::{HashMap, HashSet};

use once_cell::sync::Lazy;

use crate::document::{Document, TokenKind};
use crate::tokenizer::normalize_word;

/// Syllables that neither begin nor end a term, and whole terms that say nothing.
static STOP_WORDS: Lazy<HashSet<&str>> = Lazy::new(|| {
    include_str!("../../seeds/lexicon/stopwords.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// A written form's number.
pub(super) type Form = u32;

/// Stands between words that no term spans: at the ends of sentences, at symbols and numbers.
pub(super) const BREAK: Form = Form::MAX;

/// All written forms of the words met so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, Form>,
    forms: Vec<String>,
    /// Of each form: that of the same word in small letters.
    folded: Vec<Form>,
    is_stop: Vec<bool>,
}

impl Vocabulary {
    /// The words of a text in order, with [`BREAK`]s.
    pub(super) fn read(&mut self, text: &str) -> Vec<Form> {
        let document = Document::new(text);
        let mut forms: Vec<Form> = Vec::new();
        for sentence in document.sentences() {
            for token in &document.tokens()[sentence.tokens.range()] {
                let word = document.token_text(*token);
                let is_word = token.kind == TokenKind::Word && word.chars().any(char::is_alphabetic);
                forms.push(if is_word { self.number(&normalize_word(word)) } else { BREAK });
            }
            forms.push(BREAK);
        }
        forms.dedup_by(|a, b| *a == BREAK && *b == BREAK);
        forms
    }

    fn number(&mut self, word: &str) -> Form {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let lower = word.to_lowercase();
        // A word's small letters may have small letters of their own only where Unicode errs; so this ends.
        let folded = (lower != word).then(|| self.number(&lower));
        let number = Form::try_from(self.forms.len()).unwrap_or(BREAK);
        self.numbers.insert(word.to_owned(), number);
        self.folded.push(folded.unwrap_or(number));
        self.is_stop.push(STOP_WORDS.contains(lower.as_str()));
        self.forms.push(word.to_owned());
        number
    }

    /// The form in small letters.
    pub(super) fn fold(&self, form: Form) -> Form {
        if form == BREAK { BREAK } else { self.folded[form as usize] }
    }

    /// Whether no term begins or ends with it.
    pub(super) fn is_stop(&self, form: Form) -> bool {
        form == BREAK || self.is_stop[form as usize]
    }

    /// Words as a text.
    pub(super) fn text(&self, forms: &[Form]) -> String {
        let words: Vec<&str> = forms.iter().map(|&form| self.forms[form as usize].as_str()).collect();
        words.join(" ")
    }

    /// Whether the whole term, in small letters, says nothing.
    pub(super) fn is_empty_phrase(&self, forms: &[Form]) -> bool {
        STOP_WORDS.contains(self.text(forms).as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_breaks() {
        let mut vocabulary = Vocabulary::default();
        let forms = vocabulary.read("Giá vàng, giá USD 25.000 đồng. Hoà và hòa");
        let texts: Vec<&str> = forms
            .iter()
            .map(|&form| if form == BREAK { "|" } else { &vocabulary.forms[form as usize] })
            .collect();
        assert_eq!(texts.join(" "), "Giá vàng | giá USD | đồng | Hòa và hòa |");
        assert_eq!(vocabulary.fold(forms[0]), forms[3]);
        assert!(vocabulary.is_stop(forms[9]) && !vocabulary.is_stop(forms[0]));
        assert!(vocabulary.read("").is_empty());
    }

    #[test]
    fn stop_words_are_in_small_letters_and_one_spelling() {
        for word in STOP_WORDS.iter() {
            let normal: Vec<String> =
                word.split(' ').map(|syllable| normalize_word(syllable).to_lowercase()).collect();
            assert_eq!(normal.join(" "), *word);
        }
    }
}
