//! TF-IDF over n-grams.

use super::baseline::{best, ngrams, words};
use crate::document::Document;
use crate::keyphrase::background;

/// The `most` n-grams of the highest frequency times inverse document frequency in the news (the same counts as ours;
/// what they do not know is as rare as can be).
pub fn tfidf(document: &Document<'_>, most: usize) -> Vec<String> {
    let scored = ngrams(&words(document)).into_iter().map(|(phrase, places)| {
        let idf = background::idf(&phrase);
        (phrase, places.len() as f64 * f64::from(idf))
    });
    best(scored.collect(), most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_and_rare() {
        let document = Document::new("Cá tra tăng giá. Xuất khẩu cá tra phục hồi. Thương lái mua cá tra.");
        assert_eq!(tfidf(&document, 1), ["cá tra"]);
        assert!(tfidf(&Document::new(""), 5).is_empty());
    }
}
