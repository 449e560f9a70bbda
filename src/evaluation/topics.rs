//! Measuring topics: main-topic accuracy, F1 by topic, calibration.
//!
//! A gold line is `{"id", "topics": ["medtop:11000000", ..]}`, main topic first; the article's text may stand in the
//! same line or elsewhere under the same id.
//!
//! ```
//! use trich::evaluation::topics::TopicEvaluation;
//! use trich::extraction::Category;
//! let told = |id: &str, score| Category { id: id.into(), label: String::new(), score };
//! let mut evaluation = TopicEvaluation::default();
//! evaluation.add(&["medtop:15000000".into()], &[told("medtop:15000000", 0.9), told("medtop:07000000", 0.5)]);
//! evaluation.add(&["medtop:05000000".into()], &[told("medtop:15000000", 0.6)]);
//! assert_eq!(evaluation.accuracy(), 0.5);
//! assert_eq!(evaluation.micro_f1(), 0.4); // one right of three told and two in the gold
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;

use serde::Deserialize;

use super::Score;
use super::corpus::{self, Problem};
use crate::error::Result;
use crate::extraction::Category;
use crate::topic::MEDIA_TOPICS;

/// What an annotator says of an article.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoldTopics {
    /// The article's.
    pub id: String,
    /// Ids of [`MEDIA_TOPICS`], at least one, the main one first.
    pub topics: Vec<String>,
}

/// Reads gold lines; blank ones are skipped, other members ignored. A line that is none, or names no topic or one that
/// does not exist, is an error.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<GoldTopics>> {
    corpus::parse_lines(reader, |line| {
        let gold: GoldTopics = serde_json::from_slice(line)?;
        let unknown = gold.topics.iter().find(|id| MEDIA_TOPICS.iter().all(|topic| topic.id != **id));
        match unknown {
            Some(id) => Err(Problem::new(format!("{id:?} is no top-level IPTC Media Topic"))),
            None if gold.topics.is_empty() => Err(Problem::new("no topics")),
            None => Ok(gold),
        }
    })
}

const BINS: usize = 10;

/// How well topics are told. Evaluations are made of articles added one by one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicEvaluation {
    /// Main topics by id.
    pub main: BTreeMap<String, Score>,
    /// Main and further topics by id.
    pub all: BTreeMap<String, Score>,
    /// The told topics by tenths of score.
    bins: [Bin; BINS],
}

/// Told topics with about the same score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bin {
    told: usize,
    right: usize,
    scores: f64,
}

impl TopicEvaluation {
    /// Compares what was told of an article, the main topic first, with the gold.
    pub fn add(&mut self, gold: &[String], told: &[Category]) {
        let told_ids: Vec<&str> = told.iter().map(|category| category.id.as_str()).collect();
        let gold: Vec<&str> = gold.iter().map(String::as_str).collect();
        count(&mut self.main, gold.get(..1).unwrap_or_default(), told_ids.get(..1).unwrap_or_default());
        count(&mut self.all, &gold, &told_ids);
        for category in told {
            let bin = &mut self.bins[((category.score * BINS as f32) as usize).min(BINS - 1)];
            bin.told += 1;
            bin.right += usize::from(gold.contains(&category.id.as_str()));
            bin.scores += f64::from(category.score);
        }
    }

    /// The share of articles whose main topic is right.
    pub fn accuracy(&self) -> f64 {
        sum(&self.main).recall()
    }

    /// The mean F1 of main topics over those in the gold.
    pub fn macro_f1(&self) -> f64 {
        mean_f1(&self.main)
    }

    /// The mean F1 of main and further topics over those in the gold.
    pub fn macro_f1_of_all(&self) -> f64 {
        mean_f1(&self.all)
    }

    /// F1 over all main and further topics.
    pub fn micro_f1(&self) -> f64 {
        sum(&self.all).f1()
    }

    /// The expected calibration error of the told topics: the mean gap, over tenths of score, between the mean score
    /// and the share that is right.
    pub fn calibration_error(&self) -> f64 {
        let told: usize = self.bins.iter().map(|bin| bin.told).sum();
        let gap: f64 = self.bins.iter().map(|bin| (bin.scores - bin.right as f64).abs()).sum();
        gap / told.max(1) as f64
    }
}

fn count(scores: &mut BTreeMap<String, Score>, gold: &[&str], told: &[&str]) {
    for id in told {
        let score = Score::from_counts(usize::from(gold.contains(id)), 1, usize::from(gold.contains(id)));
        *scores.entry((*id).to_owned()).or_default() += score;
    }
    for id in gold.iter().filter(|id| !told.contains(id)) {
        *scores.entry((*id).to_owned()).or_default() += Score::from_counts(0, 0, 1);
    }
}

fn sum(scores: &BTreeMap<String, Score>) -> Score {
    scores.values().copied().sum()
}

fn mean_f1(scores: &BTreeMap<String, Score>) -> f64 {
    let in_gold: Vec<f64> =
        scores.values().filter(|score| score.gold() > 0).map(|score| score.f1()).collect();
    in_gold.iter().sum::<f64>() / in_gold.len().max(1) as f64
}

impl fmt::Display for TopicEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, value) in [
            ("main topic: accuracy", self.accuracy()),
            ("main topic: macro-F1", self.macro_f1()),
            ("all topics: macro-F1", self.macro_f1_of_all()),
            ("all topics: micro-F1", self.micro_f1()),
            ("told topics: ECE", self.calibration_error()),
        ] {
            writeln!(f, "{name:<21} {value:.4}")?;
        }
        writeln!(f, "\n{:<42} {:>9} {:>7} {:>7} {:>7}", "main topic", "precision", "recall", "F1", "gold")?;
        for topic in MEDIA_TOPICS {
            let Some(score) = self.main.get(topic.id) else { continue };
            let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
            writeln!(f, "{:<42} {precision:>9.4} {recall:>7.4} {f1:>7.4} {:>7}", topic.label, score.gold())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(topics: &[(usize, f32)]) -> Vec<Category> {
        let category = |&(code, score): &(usize, f32)| {
            let topic = MEDIA_TOPICS[code - 1];
            Category { id: topic.id.into(), label: topic.label.into(), score }
        };
        topics.iter().map(category).collect()
    }

    fn gold(codes: &[usize]) -> Vec<String> {
        codes.iter().map(|code| MEDIA_TOPICS[code - 1].id.to_owned()).collect()
    }

    #[test]
    fn scores_of_a_few_articles() {
        let mut evaluation = TopicEvaluation::default();
        evaluation.add(&gold(&[15]), &told(&[(15, 0.95)]));
        evaluation.add(&gold(&[7, 14]), &told(&[(7, 0.85), (14, 0.45)]));
        evaluation.add(&gold(&[7]), &told(&[(14, 0.55)]));
        evaluation.add(&gold(&[4]), &[]);
        assert_eq!(evaluation.accuracy(), 0.5);
        // 15: 1, 7: 2/3, 4: 0; 14 is no main topic in the gold.
        assert!((evaluation.macro_f1() - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        // Right: 15, 7, 14; told 4, gold 5.
        assert!((evaluation.micro_f1() - 6.0 / 9.0).abs() < 1e-12);
        let gaps = [0.05, 0.15, 0.55, 0.55];
        assert!((evaluation.calibration_error() - gaps.iter().sum::<f64>() / 4.0).abs() < 1e-6);
        assert!(evaluation.to_string().contains("main topic: accuracy  0.5000\n"));
    }

    #[test]
    fn nothing_measured() {
        let evaluation = TopicEvaluation::default();
        assert_eq!(
            (evaluation.accuracy(), evaluation.macro_f1(), evaluation.calibration_error()),
            (0.0, 0.0, 0.0)
        );
    }

    #[test]
    fn lines_that_are_no_gold() {
        for (line, want) in [
            (r#"{"id": "1", "topics": []}"#, "line 1: no topics"),
            (r#"{"id": "1", "topics": ["11"]}"#, "line 1: \"11\" is no top-level IPTC Media Topic"),
            (r#"{"id": "1"}"#, "line 1, column 11: missing field `topics`"),
        ] {
            let error = records(line.as_bytes()).next().expect("a line").expect_err(line);
            assert_eq!(error.to_string(), want);
        }
    }
}
