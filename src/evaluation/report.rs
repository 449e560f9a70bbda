//! Evaluations as text for people and as JSON for programs.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::{Confusion, Evaluation, Score, Scores};
use crate::mention::EntityKind;

/// The name of the average over people, organisations and places in reports.
const CORE: &str = "PER+ORG+LOC";

/// A table of scores for strict and overlapping spans, then the confusions.
impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.strict.all();
        writeln!(f, "{} texts, {} names, {} found", self.records, all.gold(), all.predicted())?;
        write!(f, "\nsame span and kind\n{}", self.strict)?;
        write!(f, "\noverlapping span, same kind\n{}", self.overlap)?;
        write!(f, "\ntaken for (rows: gold, columns: found, overlapping spans)\n{}", self.confusion)
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<11}  precision  recall      F1  right  found   gold", "")?;
        for (name, score) in named(self) {
            writeln!(
                f,
                "{name:<11}  {:>9.4}  {:.4}  {:.4}  {:>5}  {:>5}  {:>5}",
                score.precision(),
                score.recall(),
                score.f1(),
                score.true_positives,
                score.predicted(),
                score.gold()
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<6}", "")?;
        Confusion::kinds().try_for_each(|kind| write!(f, "{:>7}", name(kind)))?;
        writeln!(f)?;
        for gold in Confusion::kinds() {
            write!(f, "{:<6}", name(gold))?;
            for predicted in Confusion::kinds() {
                match (gold, predicted) {
                    (None, None) => write!(f, "{:>7}", "-")?,
                    _ => write!(f, "{:>7}", self.count(gold, predicted))?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Evaluation", 4)?;
        object.serialize_field("records", &self.records)?;
        object.serialize_field("strict", &self.strict)?;
        object.serialize_field("overlap", &self.overlap)?;
        object.serialize_field("confusion", &self.confusion)?;
        object.end()
    }
}

/// An object with a member per kind, `PER+ORG+LOC` and `all`.
impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(named(self))
    }
}

/// Counts and the measures derived from them.
impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Score", 6)?;
        object.serialize_field("true_positives", &self.true_positives)?;
        object.serialize_field("false_positives", &self.false_positives)?;
        object.serialize_field("false_negatives", &self.false_negatives)?;
        object.serialize_field("precision", &self.precision())?;
        object.serialize_field("recall", &self.recall())?;
        object.serialize_field("f1", &self.f1())?;
        object.end()
    }
}

/// An object of objects: gold kind, then predicted kind, `none` for not annotated.
impl Serialize for Confusion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_map(None)?;
        for gold in Confusion::kinds() {
            rows.serialize_entry(name(gold), &Row { confusion: self, gold })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    confusion: &'a Confusion,
    gold: Option<EntityKind>,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let count = |predicted| (name(predicted), self.confusion.count(self.gold, predicted));
        serializer.collect_map(Confusion::kinds().map(count))
    }
}

fn named(scores: &Scores) -> impl Iterator<Item = (&'static str, Score)> {
    let kinds = EntityKind::ALL.map(|kind| (kind.tag(), scores[kind]));
    kinds.into_iter().chain([(CORE, scores.core()), ("all", scores.all())])
}

fn name(kind: Option<EntityKind>) -> &'static str {
    kind.map_or("none", EntityKind::tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::Annotation;
    use crate::mention::EntityKind::{Location, Miscellaneous, Person};

    fn evaluation() -> Evaluation {
        let mut evaluation = Evaluation::default();
        let gold =
            [Annotation::new(0, 5, Person), Annotation::new(6, 9, Location), Annotation::new(20, 25, Person)];
        let predicted = [Annotation::new(0, 5, Person), Annotation::new(6, 8, Miscellaneous)];
        evaluation.add(&gold, &predicted);
        evaluation
    }

    #[test]
    fn text() {
        let want = "\
1 texts, 3 names, 2 found

same span and kind
             precision  recall      F1  right  found   gold
PER             1.0000  0.5000  0.6667      1      1      2
ORG             0.0000  0.0000  0.0000      0      0      0
LOC             0.0000  0.0000  0.0000      0      0      1
MISC            0.0000  0.0000  0.0000      0      1      0
PER+ORG+LOC     1.0000  0.3333  0.5000      1      1      3
all             0.5000  0.3333  0.4000      1      2      3
";
        let text = evaluation().to_string();
        assert_eq!(&text[..want.len()], want);
        let confusions = "\
          PER    ORG    LOC   MISC   none
PER         1      0      0      0      1
ORG         0      0      0      0      0
LOC         0      0      0      1      0
MISC        0      0      0      0      0
none        0      0      0      0      -
";
        assert!(text.ends_with(confusions), "{text}");
    }

    #[test]
    fn json() {
        let value = serde_json::to_value(evaluation()).expect("serialises");
        assert_eq!(value["strict"]["PER"]["recall"], 0.5);
        assert_eq!(value["strict"]["PER+ORG+LOC"]["f1"], 0.5);
        assert_eq!(value["overlap"]["all"]["true_positives"], 1);
        assert_eq!(
            value["confusion"]["LOC"],
            serde_json::json!({"PER": 0, "ORG": 0, "LOC": 0, "MISC": 1, "none": 0})
        );
    }
}
