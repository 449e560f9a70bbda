//! What an article is about, as a vector.

use super::{Extractor, batch};
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
        let opening = article.opening(WORDS_READ);
        let document = Document::new(&opening);
        let vectors = tagger::vectors(&*self.classifier, &document, document.sentences());
        let is_word = |&token: &usize| document.tokens()[token].kind == TokenKind::Word;
        Some(vectors.mean((0..document.tokens().len()).filter(is_word))?.to_vec())
    }

    /// The [vectors](Self::vector) of many articles on all cores, in their order, few articles in memory at a time.
    pub fn vectors_batch<I>(&self, articles: I) -> impl Iterator<Item = (Article, Option<Vec<f32>>)>
    where
        I: IntoIterator<Item = Article>,
    {
        let extractor = self.clone();
        batch::map_in_order(articles.into_iter(), move |article: Article| {
            let vector = extractor.vector(&article);
            (article, vector)
        })
    }
}
