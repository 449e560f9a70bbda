//! From label scores to names: the best BIO sequence, its spans, and how sure they are.

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::label::Label;
use crate::mention::EntityKind;
use crate::span::{Span, Tokens};

/// A run of tokens that names something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    /// Its tokens.
    pub tokens: Span<Tokens>,
    /// What it names.
    pub kind: EntityKind,
    /// The probability of exactly this span with this kind, tokens taken as independent.
    pub confidence: f32,
}

/// The names in one sentence. `scores` (logits) has a row per token and a column per label; row 0 is token `first`.
///
/// ```
/// use ndarray::array;
/// use trich::{decode::decode, label::Label, mention::EntityKind::Person};
/// let labels = [Label::Outside, Label::Begin(Person), Label::Inside(Person)];
/// // The second token alone would be outside by a hair; the third is surely inside, and needs a beginning.
/// let scores = array![[5.0, 0.0, 0.0], [1.0, 0.9, 0.0], [0.0, 0.0, 6.0]];
/// let names = decode(scores.view(), &labels, 10);
/// assert_eq!(names.len(), 1);
/// assert_eq!(names[0].tokens.range(), 11..13);
/// ```
pub fn decode(scores: ArrayView2<'_, f32>, labels: &[Label], first: usize) -> Vec<Tagged> {
    let path = viterbi(scores, labels);
    let mut tagged = Vec::new();
    let mut at = 0;
    while at < path.len() {
        let Label::Begin(kind) = labels[path[at]] else {
            at += 1;
            continue;
        };
        let inside = |&&label: &&usize| labels[label] == Label::Inside(kind);
        let end = at + 1 + path[at + 1..].iter().take_while(inside).count();
        let confidence = confidence(scores, labels, &path, at..end);
        tagged.push(Tagged { tokens: Span::new(first + at, first + end), kind, confidence });
        at = end;
    }
    tagged
}

/// The label sequence with the highest sum of scores in which every `I-` continues a name of its kind
/// (Viterbi 1967). Columns of `scores` are `labels`.
pub fn viterbi(scores: ArrayView2<'_, f32>, labels: &[Label]) -> Vec<usize> {
    let Some(start) = scores.rows().into_iter().next() else { return Vec::new() };
    let allowed = Array2::from_shape_fn((labels.len(), labels.len()), |(from, to)| {
        labels[to].may_follow(Some(labels[from]))
    });
    let admit = |label: usize| if labels[label].may_follow(None) { start[label] } else { f32::NEG_INFINITY };
    let mut best: Vec<f32> = (0..labels.len()).map(admit).collect();
    let mut back = Vec::with_capacity(scores.nrows());
    for row in scores.rows().into_iter().skip(1) {
        let steps: Vec<(usize, f32)> =
            (0..labels.len()).map(|to| best_step(&best, allowed.column(to), row[to])).collect();
        back.push(steps.iter().map(|step| step.0).collect::<Vec<_>>());
        best = steps.into_iter().map(|step| step.1).collect();
    }
    let mut path = vec![argmax(best.iter().copied())];
    for pointers in back.iter().rev() {
        path.push(pointers[path[path.len() - 1]]);
    }
    path.reverse();
    path
}

/// Where a label is best reached from, and the sum of scores so far.
fn best_step(best: &[f32], allowed: ArrayView1<'_, bool>, score: f32) -> (usize, f32) {
    let reachable =
        best.iter().zip(allowed).map(|(sum, allowed)| if *allowed { *sum } else { f32::NEG_INFINITY });
    let from = argmax(reachable);
    (from, best[from] + score)
}

/// The first of the greatest values.
fn argmax(values: impl Iterator<Item = f32>) -> usize {
    let greatest = |best: (usize, f32), next: (usize, f32)| if next.1 > best.1 { next } else { best };
    values.enumerate().reduce(greatest).map_or(0, |(index, _)| index)
}

/// The product of the span's label probabilities, and of the probability that the token after it does not go on.
fn confidence(
    scores: ArrayView2<'_, f32>,
    labels: &[Label],
    path: &[usize],
    span: std::ops::Range<usize>,
) -> f32 {
    let within: f32 = span.clone().map(|token| probability(scores.row(token), path[token])).product();
    let kind = labels[path[span.start]].kind();
    let goes_on = labels.iter().position(|label| matches!(label, Label::Inside(k) if Some(*k) == kind));
    match goes_on {
        Some(label) if span.end < path.len() => within * (1.0 - probability(scores.row(span.end), label)),
        _ => within,
    }
}

/// The softmax of a row at one label.
fn probability(row: ArrayView1<'_, f32>, label: usize) -> f32 {
    let max = row.fold(f32::NEG_INFINITY, |max, score| max.max(*score));
    let sum: f32 = row.iter().map(|score| (score - max).exp()).sum();
    (row[label] - max).exp() / sum
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::mention::EntityKind::{Location, Person};

    const LABELS: [Label; 5] = [
        Label::Outside,
        Label::Begin(Person),
        Label::Inside(Person),
        Label::Begin(Location),
        Label::Inside(Location),
    ];

    /// Scores that favour one label a token.
    fn favour(path: &[usize]) -> Array2<f32> {
        Array2::from_shape_fn(
            (path.len(), LABELS.len()),
            |(token, label)| if path[token] == label { 4.0 } else { 0.0 },
        )
    }

    fn spans(scores: &Array2<f32>) -> Vec<(std::ops::Range<usize>, EntityKind)> {
        decode(scores.view(), &LABELS, 0).iter().map(|t| (t.tokens.range(), t.kind)).collect()
    }

    #[test]
    fn neighbouring_names_stay_apart() {
        assert_eq!(
            spans(&favour(&[3, 1, 2, 0, 1, 1])),
            [(0..1, Location), (1..3, Person), (4..5, Person), (5..6, Person)]
        );
    }

    #[test]
    fn a_name_never_begins_inside() {
        for path in [vec![2, 2, 0], vec![0, 4, 4], vec![1, 4, 2]] {
            let found = viterbi(favour(&path).view(), &LABELS);
            let mut before = None;
            for label in found {
                assert!(LABELS[label].may_follow(before), "{path:?}");
                before = Some(LABELS[label]);
            }
        }
    }

    #[test]
    fn nothing_and_one_token() {
        assert!(spans(&Array2::zeros((0, 5))).is_empty());
        assert_eq!(spans(&favour(&[3])), [(0..1, Location)]);
    }

    #[test]
    fn confidence_falls_with_doubt() {
        let sure = decode(array![[0.0, 9.0, 0.0, 0.0, 0.0]].view(), &LABELS, 0)[0].confidence;
        let unsure = decode(array![[0.9, 1.0, 0.0, 0.0, 0.0]].view(), &LABELS, 0)[0].confidence;
        assert!(sure > 0.99 && unsure < 0.5, "{sure} {unsure}");
    }
}
