//! What words mean in their context, as the classifier sees it.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1, Axis};

/// Vectors are kept of so many tokens at most, counted from the start of the document: what an article is about shows
/// early, and at 1.5 kB a word those of a whole book would fill the memory.
pub(super) const MOST_TOKENS: usize = 8_192;

/// The vectors of a document's words. Words that were not read, and all of a classifier without vectors, have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordVectors {
    /// Runs of tokens with a row each, in the order of the text.
    runs: Vec<(usize, Array2<f32>)>,
}

impl WordVectors {
    /// The vector of a token.
    pub fn get(&self, token: usize) -> Option<ArrayView1<'_, f32>> {
        let at = self.runs.partition_point(|(start, _)| *start <= token).checked_sub(1)?;
        let (start, rows) = &self.runs[at];
        (token - start < rows.nrows()).then(|| rows.row(token - start))
    }

    /// The mean vector of those tokens that have one.
    pub fn mean(&self, tokens: impl IntoIterator<Item = usize>) -> Option<Array1<f32>> {
        let mut sum: Option<Array1<f32>> = None;
        let mut count = 0.0;
        for vector in tokens.into_iter().filter_map(|token| self.get(token)) {
            count += 1.0;
            match &mut sum {
                Some(sum) => *sum += &vector,
                None => sum = Some(vector.to_owned()),
            }
        }
        sum.map(|sum| sum / count)
    }

    /// Adds the rows of the tokens from `start` on, which must follow all tokens added before.
    pub(super) fn push(&mut self, start: usize, rows: Array2<f32>) {
        debug_assert!(self.runs.last().is_none_or(|(before, rows)| before + rows.nrows() <= start));
        self.runs.push((start, rows));
    }
}

/// The rows of `kept` out of rows that begin at token `first`, if they are among the first of the document.
pub(super) fn kept(
    vectors: Option<Array2<f32>>,
    first: usize,
    kept: Range<usize>,
) -> Option<(usize, Array2<f32>)> {
    let rows = vectors.filter(|_| kept.start < MOST_TOKENS)?;
    let indices: Vec<usize> = (kept.start - first..kept.end - first).collect();
    Some((kept.start, rows.select(Axis(0), &indices)))
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn tokens_between_and_beyond_runs_have_no_vector() {
        let mut vectors = WordVectors::default();
        assert_eq!(vectors.mean(0..9), None);
        vectors.push(2, array![[1.0, 2.0], [3.0, 4.0]]);
        vectors.push(6, array![[5.0, 6.0]]);
        let known: Vec<usize> = (0..9).filter(|token| vectors.get(*token).is_some()).collect();
        assert_eq!(known, [2, 3, 6]);
        assert_eq!(vectors.get(6), Some(array![5.0, 6.0].view()));
        assert_eq!(vectors.mean(0..9), Some(array![3.0, 4.0]));
        assert_eq!(vectors.mean([4, 5]), None);
    }
}
