//! All labels of a model, told as BIO labels of our kinds.

use std::collections::BTreeMap;

use ndarray::{Array2, Axis};

use super::Label;
use super::spelling::{Spelling, split};
use crate::error::{Error, ErrorKind, Result};
use crate::mention::EntityKind;

/// What the types of a model's names are in ours, where their names do not tell.
///
/// ```
/// use trich::label::{Label, LabelMapping, LabelSet};
/// use trich::mention::EntityKind::Miscellaneous;
/// # fn main() -> trich::error::Result<()> {
/// let names = ["O", "B-PRODUCT", "I-PRODUCT", "B-DATE", "I-DATE"];
/// let error = LabelSet::read(&names, &LabelMapping::default()).expect_err("has types that are not ours");
/// assert!(error.to_string().contains("DATE, PRODUCT"), "{error}");
///
/// let mapping = LabelMapping::default().map("PRODUCT", Miscellaneous).ignore("DATE");
/// let labels = LabelSet::read(&names, &mapping)?;
/// assert_eq!(labels.labels(), [Label::Outside, Label::Begin(Miscellaneous), Label::Inside(Miscellaneous)]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMapping {
    /// By the type in capitals; `None` for types that are no names to us.
    kinds: BTreeMap<String, Option<EntityKind>>,
}

impl LabelMapping {
    /// Takes names of the type `theirs` (the `PRODUCT` of `B-PRODUCT`, in either case) for `kind`.
    #[must_use]
    pub fn map(mut self, theirs: &str, kind: EntityKind) -> Self {
        self.kinds.insert(theirs.to_ascii_uppercase(), Some(kind));
        self
    }

    /// Takes names of the type `theirs` for no names.
    #[must_use]
    pub fn ignore(mut self, theirs: &str) -> Self {
        self.kinds.insert(theirs.to_ascii_uppercase(), None);
        self
    }

    /// The BIO label that `name` stands for, or the type that is not known.
    fn read<'n>(&self, name: &'n str) -> std::result::Result<Label, &'n str> {
        match split(name) {
            Spelling::Outside => Ok(Label::Outside),
            Spelling::Unknown => Err(name),
            Spelling::Part(place, kind) => match self.kinds.get(&kind.to_ascii_uppercase()) {
                Some(Some(kind)) => Ok(place.label(*kind)),
                Some(None) => Ok(Label::Outside),
                None => kind.parse().map(|kind| place.label(kind)).map_err(|_: Error| kind),
            },
        }
    }
}

/// The BIO labels of a model, and which of its score columns count towards each.
///
/// Several columns may mean one label: `I-PER` and `E-PER` of BIOES, or all types that a mapping ignores. Their
/// probabilities add up, so decoding never sees a scheme other than BIO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSet {
    labels: Vec<Label>,
    /// For each column of the model, the place of its label in `labels`.
    columns: Vec<usize>,
}

impl LabelSet {
    /// Reads a model's label names, in the order of its score columns.
    ///
    /// # Errors
    /// [`ErrorKind::Label`] for types that are neither ours nor mapped, for labels without `O`, and for names that can
    /// go on but never begin.
    pub fn read<S: AsRef<str>>(names: &[S], mapping: &LabelMapping) -> Result<Self> {
        let all: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let read: Vec<_> = all.iter().map(|name| mapping.read(name)).collect();
        let mut unknown: Vec<&str> = read.iter().filter_map(|label| label.err()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        if !unknown.is_empty() {
            let (unknown, all) = (unknown.join(", "), all.join(", "));
            return Err(Error::new(
                ErrorKind::Label,
                format!(
                    "the model's labels are {all}; unknown types: {unknown}. Say for each which of PER, ORG, LOC and \
                     MISC it is, or that it is none (LabelMapping::map and ignore; trich --map-label TYPE=KIND)"
                ),
            ));
        }
        Self::new(read.into_iter().flatten())
    }

    /// The labels of the columns, which may repeat.
    fn new(of_columns: impl Iterator<Item = Label>) -> Result<Self> {
        let mut labels: Vec<Label> = Vec::new();
        let mut columns = Vec::new();
        for label in of_columns {
            let place = labels.iter().position(|known| *known == label).unwrap_or_else(|| {
                labels.push(label);
                labels.len() - 1
            });
            columns.push(place);
        }
        let problem = |message: String| Err(Error::new(ErrorKind::Label, message));
        if !labels.contains(&Label::Outside) {
            return problem("the model's labels lack O".to_owned());
        }
        let begins = |kind: EntityKind| labels.contains(&Label::Begin(kind));
        let endless = labels.iter().find(|label| matches!(label, Label::Inside(kind) if !begins(*kind)));
        if let Some(label) = endless {
            return problem(format!(
                "the model's labels have {label}, but none with which such a name begins"
            ));
        }
        Ok(LabelSet { labels, columns })
    }

    /// The labels, each once.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The number of the model's score columns.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    /// The label of every column, spelled as BIO.
    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|place| self.labels[*place].to_string()).collect()
    }

    /// From the model's scores (logits), a column each, to scores of [`labels`](Self::labels): the logarithms of sums,
    /// so that the softmax of a label is the sum of its columns' softmax.
    pub fn merge(&self, scores: Array2<f32>) -> Array2<f32> {
        if self.labels.len() == self.columns.len() {
            return scores;
        }
        let mut merged = Array2::zeros((scores.nrows(), self.labels.len()));
        for (row, mut out) in scores.axis_iter(Axis(0)).zip(merged.axis_iter_mut(Axis(0))) {
            let greatest = row.fold(f32::NEG_INFINITY, |greatest, score| greatest.max(*score));
            for (score, place) in row.iter().zip(&self.columns) {
                out[*place] += (score - greatest).exp();
            }
            out.mapv_inplace(|sum: f32| sum.max(f32::MIN_POSITIVE).ln() + greatest);
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::decode::decode;
    use crate::mention::EntityKind::{Organization, Person};

    fn read(names: &[&str]) -> Result<LabelSet> {
        LabelSet::read(names, &LabelMapping::default())
    }

    #[test]
    fn bioes_decodes_as_bio() {
        let set = read(&["O", "B-PER", "I-PER", "E-PER", "S-PER", "S-ORG"]).expect("is a scheme");
        assert_eq!(
            set.labels(),
            [Label::Outside, Label::Begin(Person), Label::Inside(Person), Label::Begin(Organization)]
        );
        let sure =
            |column: usize| Array2::from_shape_fn((1, 6), |(_, c)| if c == column { 8.0 } else { 0.0 });
        let rows = [1, 2, 3, 4, 0, 5, 1, 3].map(sure);
        let scores = ndarray::concatenate(Axis(0), &rows.each_ref().map(|row| row.view())).expect("are rows");
        let names = decode(set.merge(scores).view(), set.labels(), 0);
        let spans: Vec<_> = names.iter().map(|name| (name.tokens.range(), name.kind)).collect();
        assert_eq!(spans, [(0..3, Person), (3..4, Person), (5..6, Organization), (6..8, Person)]);
        assert!(names.iter().all(|name| name.confidence > 0.95), "{names:?}");
    }

    #[test]
    fn merged_probabilities_add_up() {
        let set = read(&["O", "B-PER", "I-PER", "E-PER"]).expect("is a scheme");
        let merged = set.merge(array![[0.1, 2.0, 1.5, 1.4], [-90.0, 80.0, 3.0, 3.0]]);
        let softmax = |row: ndarray::ArrayView1<'_, f32>| {
            let sum: f32 = row.iter().map(|score| score.exp()).sum();
            row.mapv(|score| score.exp() / sum)
        };
        let single = softmax(array![0.1f32, 2.0, 1.5, 1.4].view());
        assert!((softmax(merged.row(0))[2] - (single[2] + single[3])).abs() < 1e-6, "{merged}");
        assert!(merged.iter().all(|score| score.is_finite()), "{merged}");
    }

    #[test]
    fn a_scheme_of_ours_is_left_alone() {
        let set = read(&["O", "B-PER", "I-PER"]).expect("is a scheme");
        let scores = array![[0.25, 1.0, -3.0]];
        assert_eq!(set.merge(scores.clone()), scores);
        assert_eq!(set.names(), ["O", "B-PER", "I-PER"]);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        for (names, says) in [
            (&["B-PER", "I-PER"][..], "lack O"),
            (&["O", "I-PER"], "I-PER"),
            (&["O", "B-PER", "B-SKILL", "PER"], "unknown types: PER, SKILL"),
            (&["LABEL_0", "LABEL_1"], "LABEL_0"),
            (&[], "lack O"),
        ] {
            let error = read(names).expect_err(says);
            assert_eq!(error.kind(), ErrorKind::Label);
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
