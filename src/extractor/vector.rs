//! What an article is about, as a vector.

use super::Extractor;
use crate::article::Article;
use crate::document::{Document, TokenKind};
use crate::tagger;

/// Words of the story that are read for its vector. News says first what it is about, and the encoder's time is that
/// of the words it reads.
const WORDS_READ: usize = 80;

impl Extractor {
    /// What the article is about, as the mean of the encoder's states over the headline and the first 80 words of the
    /// story. Articles about like things have vectors of like direction; [`theme`](crate::theme) compares them.
    ///
    /// None of an article without words, and from a classifier that gives no vectors.
    ///
    /// ```
    /// # fn main() -> trich::error::Result<()> {
    /// # #[cfg(feature = "embedded-model")] {
    /// use trich::{Extractor, article::Article};
    /// let extractor = Extractor::embedded()?;
    /// let vector = extractor.vector(&Article::from_text("Giá vàng tăng.")).expect("has words");
    /// assert_eq!(vector.len(), 384);
    /// assert_eq!(extractor.vector(&Article::from_text("…")), None);
    /// # }
    /// # Ok(())
    /// # }
    /// ```
    pub fn vector(&self, article: &Article) -> Option<Vec<f32>> {
        let opening = opening(article);
        let document = Document::new(&opening);
        let vectors = tagger::tag(&*self.classifier, &document, document.sentences()).vectors;
        let is_word = |&token: &usize| document.tokens()[token].kind == TokenKind::Word;
        Some(vectors.mean((0..document.tokens().len()).filter(is_word))?.to_vec())
    }
}

/// The headline on a line of its own, and the first words of the story. What is no part of the story is left out.
fn opening(article: &Article) -> String {
    let mut opening = article.title().unwrap_or_default().to_owned();
    opening.push('\n');
    let body = article.body_text();
    let words = body.split_inclusive(char::is_whitespace).filter(|word| !word.trim().is_empty());
    opening.extend(words.take(WORDS_READ));
    opening
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_and_the_first_words() {
        let story = "Sáng nay, cầu thông xe.\n".repeat(40);
        let article = Article::from_text(format!("Cầu mới ở miền núi thông xe\n0:00 / 1:30\n{story}"));
        let opening = opening(&article);
        assert!(opening.starts_with("Cầu mới ở miền núi thông xe\nSáng nay, cầu"), "{opening}");
        assert_eq!(opening.split_whitespace().count(), 7 + WORDS_READ);
    }

    #[test]
    fn nothing_to_read() {
        assert_eq!(opening(&Article::from_text("")).trim(), "");
    }
}
