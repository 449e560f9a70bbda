//! Whether confidence means what it says, and what a threshold on it buys.

use std::fmt;

use super::{Annotation, Score};

/// Bins of equal width over confidence from 0 to 1.
const BINS: usize = 10;

/// The thresholds of the printed curve.
const THRESHOLDS: [f32; 11] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

/// The confidences of found names, and which of the names were right: the same span and kind as in gold.
///
/// ```
/// use trich::evaluation::{Annotation, Calibration};
/// use trich::mention::EntityKind::{Location, Person};
/// let gold = [Annotation::new(0, 5, Person), Annotation::new(9, 12, Location)];
/// let mut calibration = Calibration::default();
/// calibration.add(&gold, [(gold[0], 0.9), (Annotation::new(6, 8, Location), 0.3)]);
/// // The one right name has 0.9, the one wrong 0.3: off by 0.1 and by 0.3.
/// assert!((calibration.error() - 0.2).abs() < 1e-6);
/// assert_eq!(calibration.at(0.5).precision(), 1.0);
/// assert_eq!(calibration.at(0.5).recall(), 0.5);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    found: Vec<(f32, bool)>,
    gold: usize,
}

impl Calibration {
    /// Compares the found names of one text, with their confidences, to its gold ones.
    pub fn add(&mut self, gold: &[Annotation], found: impl IntoIterator<Item = (Annotation, f32)>) {
        self.gold += gold.len();
        self.found.extend(found.into_iter().map(|(name, confidence)| (confidence, gold.contains(&name))));
    }

    /// The expected calibration error (Guo et al. 2017): over ten bins of confidence, the mean distance of the mean
    /// confidence from the share of right names, each bin weighed by its names. 0 if nothing was found.
    pub fn error(&self) -> f64 {
        let distances: f64 = self.bins().iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum();
        if self.found.is_empty() { 0.0 } else { distances / self.found.len() as f64 }
    }

    /// The score if names below a confidence are left out.
    pub fn at(&self, threshold: f32) -> Score {
        let kept = self.found.iter().filter(|(confidence, _)| *confidence >= threshold);
        let (predicted, right) = kept.fold((0, 0), |(predicted, right), (_, is_right)| {
            (predicted + 1, right + usize::from(*is_right))
        });
        Score::from_counts(right, predicted, self.gold)
    }

    fn bins(&self) -> [Bin; BINS] {
        let mut bins = [Bin::default(); BINS];
        for (confidence, is_right) in &self.found {
            let bin = &mut bins[((confidence * BINS as f32) as usize).min(BINS - 1)];
            bin.names += 1;
            bin.right += usize::from(*is_right);
            bin.confidence += f64::from(*confidence);
        }
        bins
    }
}

/// Names of like confidence.
#[derive(Clone, Copy, Debug, Default)]
struct Bin {
    names: usize,
    right: usize,
    /// The sum of their confidences.
    confidence: f64,
}

/// The bins, the error, and precision and recall by threshold.
impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence   names  mean confidence  share right")?;
        for (number, bin) in self.bins().iter().enumerate().filter(|(_, bin)| bin.names > 0) {
            let low = number as f64 / BINS as f64;
            let (high, names) = (low + 1.0 / BINS as f64, bin.names as f64);
            let (mean, right) = (bin.confidence / names, bin.right as f64 / names);
            writeln!(f, "{low:.1} to {high:.1}  {:>6}  {mean:>15.4}  {right:>11.4}", bin.names)?;
        }
        writeln!(f, "expected calibration error {:.4}", self.error())?;
        writeln!(f, "\nthreshold  precision  recall      F1")?;
        for threshold in THRESHOLDS {
            let score = self.at(threshold);
            let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
            writeln!(f, "{threshold:>9.2}  {precision:>9.4}  {recall:.4}  {f1:.4}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::Person;

    /// One text of names side by side, the first `right` of them gold.
    fn calibration(confidences: &[f32], right: usize) -> Calibration {
        let names: Vec<_> =
            (0..confidences.len()).map(|at| Annotation::new(at * 2, at * 2 + 1, Person)).collect();
        let mut calibration = Calibration::default();
        calibration.add(&names[..right], names.iter().copied().zip(confidences.iter().copied()));
        calibration
    }

    #[test]
    fn error_is_the_distance_of_confidence_from_truth() {
        assert_eq!(Calibration::default().error(), 0.0);
        // Four names at 0.75, three of them right: exactly as sure as it should be.
        assert!(calibration(&[0.75; 4], 3).error() < 1e-9);
        assert!((calibration(&[1.0; 4], 1).error() - 0.75).abs() < 1e-9);
        // Two bins that are off in opposite directions do not make up for each other.
        assert!((calibration(&[0.45, 0.95], 1).error() - 0.75).abs() < 1e-6);
    }

    #[test]
    fn a_threshold_keeps_what_reaches_it() {
        let calibration = calibration(&[0.9, 0.5, 0.4], 2);
        assert_eq!(calibration.at(0.0), Score::from_counts(2, 3, 2));
        assert_eq!(calibration.at(0.5), Score::from_counts(2, 2, 2));
        assert_eq!(calibration.at(0.51), Score::from_counts(1, 1, 2));
        assert_eq!(calibration.at(1.0), Score::from_counts(0, 0, 2));
    }

    #[test]
    fn text() {
        let text = calibration(&[1.0, 0.95, 0.42], 2).to_string();
        assert!(text.contains("0.9 to 1.0       2           0.9750       1.0000\n"), "{text}");
        assert!(text.contains("expected calibration error 0.1567\n"), "{text}");
        assert!(text.contains("     0.50     1.0000  1.0000  1.0000\n"), "{text}");
    }
}
