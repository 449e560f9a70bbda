//! Vectors of the words that articles use.

use std::collections::HashMap;

use ndarray::Array2;

use super::sparse::Sparse;
use super::wording::{BREAK, Form, Vocabulary};

/// Terms of fewer articles bring too few of them together to be worth their place.
const FEWEST_ARTICLES: u32 = 3;

/// A row for every article: its words and pairs of words, weighted by TF-IDF, and brought down to `dimensions`
/// (latent semantic analysis).
pub(super) fn vectors(
    vocabulary: &Vocabulary,
    articles: &[&[Form]],
    dimensions: usize,
    seed: u64,
) -> Array2<f32> {
    let mut frequency: HashMap<Term, u32> = HashMap::new();
    for article in articles {
        for term in terms(vocabulary, article).into_keys() {
            *frequency.entry(term).or_default() += 1;
        }
    }
    let mut shared: Vec<(Term, u32)> =
        frequency.into_iter().filter(|(_, articles)| *articles >= FEWEST_ARTICLES).collect();
    // In a fixed order: sums of floating-point numbers depend on theirs.
    shared.sort_unstable();
    let columns: HashMap<Term, u32> = (0..).zip(&shared).map(|(column, (term, _))| (*term, column)).collect();
    let weight = |(term, count): (Term, u32)| {
        let column = *columns.get(&term)?;
        let rarity = (articles.len() as f32 / shared[column as usize].1 as f32).ln();
        Some((column, (1.0 + (count as f32).ln()) * rarity))
    };
    let rows = articles.iter().map(|article| {
        let mut row: Vec<(u32, f32)> = terms(vocabulary, article).into_iter().filter_map(weight).collect();
        row.sort_unstable_by_key(|(column, _)| *column);
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, value)| *value /= length.max(f32::MIN_POSITIVE));
        row
    });
    Sparse { rows: rows.collect(), width: shared.len() }.principal(dimensions, seed)
}

/// A word, or a pair of words, in small letters; the second of a single word is [`BREAK`].
type Term = (Form, Form);

/// How often an article has each word that is no stop word, and each pair of such words.
fn terms(vocabulary: &Vocabulary, article: &[Form]) -> HashMap<Term, u32> {
    let mut counts = HashMap::new();
    for (index, &form) in article.iter().enumerate() {
        if vocabulary.is_stop(form) {
            continue;
        }
        *counts.entry((vocabulary.fold(form), BREAK)).or_default() += 1;
        match article.get(index + 1) {
            Some(&next) if !vocabulary.is_stop(next) => {
                *counts.entry((vocabulary.fold(form), vocabulary.fold(next))).or_default() += 1;
            }
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_with_like_words_are_close() {
        let mut vocabulary = Vocabulary::default();
        let texts = [
            "giá vàng tăng mạnh trên thị trường",
            "thị trường vàng, giá vàng giảm",
            "đội tuyển bóng đá thắng trận",
            "giá vàng đắt, thị trường yên",
            "bóng đá: đội tuyển vào trận",
            "trận bóng đá của đội tuyển",
            "",
        ];
        let articles: Vec<Vec<Form>> = texts.iter().map(|text| vocabulary.read(text)).collect();
        let articles: Vec<&[Form]> = articles.iter().map(Vec::as_slice).collect();
        let rows = vectors(&vocabulary, &articles, 4, 1);
        let likeness = |a: usize, b: usize| rows.row(a).dot(&rows.row(b));
        assert!(likeness(0, 1) > 3.0 * likeness(0, 2).abs() && likeness(2, 5) > 3.0 * likeness(1, 5).abs());
        assert!(rows.row(6).iter().all(|value| *value == 0.0));
    }
}
