//! Gold corpora: JSON Lines of texts with annotated names.
//!
//! One object per line; offsets count Unicode code points of `text`, ends are exclusive, and other members are
//! ignored. `id` and `doc` may be missing:
//!
//! ```
//! use trich::evaluation::{Annotation, corpus};
//! use trich::mention::EntityKind::Location;
//! let line = r#"{"id": "1", "doc": "a", "text": "Sông Hồng", "entities": [{"start": 0, "end": 9, "type": "LOC"}]}"#;
//! let records = corpus::records(line.as_bytes()).collect::<Result<Vec<_>, _>>()?;
//! assert_eq!(records[0].annotations, [Annotation::new(0, "Sông Hồng".len(), Location)]);
//! # Ok::<(), trich::error::Error>(())
//! ```

mod document;

use std::io::BufRead;

use serde::Deserialize;

pub use self::document::{Document, documents};
use super::Annotation;
use crate::error::{Error, Result};
use crate::mention::EntityKind;

/// A text and the names in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The corpus's name for the text; empty if it has none.
    pub id: String,
    /// The document that the text was taken from.
    pub doc: Option<String>,
    /// The text.
    pub text: String,
    /// Its names, in order and without overlaps. Offsets are bytes of the text, like those of mentions.
    pub annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    doc: Option<String>,
    text: String,
    entities: Vec<LineEntity>,
}

#[derive(Deserialize)]
struct LineEntity {
    start: usize,
    end: usize,
    r#type: String,
}

/// Reads a corpus; blank lines are skipped. Errors name the line.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<Record>> {
    let lines = reader.split(b'\n').zip(1..);
    lines.filter_map(|(line, number)| {
        let record = line.map_err(|error| Error::input("cannot read").because(error)).and_then(|line| {
            let blank = line.trim_ascii().is_empty();
            (!blank).then(|| record(&line)).transpose()
        });
        record.map_err(|error| Error::input(format!("line {number}")).because(error)).transpose()
    })
}

fn record(line: &[u8]) -> Result<Record> {
    let line: Line = serde_json::from_slice(line).map_err(|error| not_a_record(&error))?;
    let mut annotations = line.entities.iter().map(annotation).collect::<Result<Vec<_>>>()?;
    annotations.sort_unstable();
    if let Some(pair) = annotations.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
        let [one, other] = [pair[0], pair[1]].map(|span| format!("{}..{}", span.start, span.end));
        return Err(Error::input(format!("entities {one} and {other} overlap")));
    }
    to_bytes(&mut annotations, &line.text)?;
    Ok(Record { id: line.id, doc: line.doc, text: line.text, annotations })
}

/// Says the byte in the line only: to the JSON reader every line is line 1.
fn not_a_record(error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(&*message, |(reason, _)| reason);
    Error::input(format!("byte {}: {reason}", error.column()))
}

fn annotation(entity: &LineEntity) -> Result<Annotation> {
    let LineEntity { start, end, r#type } = entity;
    let kind: EntityKind = r#type.parse()?;
    if start >= end {
        return Err(Error::input(format!("entity {start}..{end} is empty")));
    }
    Ok(Annotation::new(*start, *end, kind))
}

/// Replaces offsets in code points by offsets in bytes.
fn to_bytes(annotations: &mut [Annotation], text: &str) -> Result<()> {
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    for Annotation { start, end, .. } in annotations {
        let beyond = || {
            let length = bytes.len() - 1;
            Error::input(format!("entity {start}..{end} ends beyond the text of {length} code points"))
        };
        // `start` comes before `end`.
        let byte_end = *bytes.get(*end).ok_or_else(beyond)?;
        (*start, *end) = (bytes[*start], byte_end);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::{Location, Person};

    fn read(corpus: &str) -> Vec<std::result::Result<Record, String>> {
        records(corpus.as_bytes()).map(|record| record.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn offsets_are_code_points_in_the_file_and_bytes_in_memory() {
        let line = r#"{"id":"1","text":"Ở Huế, bà Ước","entities":[{"start":10,"end":13,"type":"PER"},{"start":2,"end":5,"type":"LOC"}]}"#;
        let records = read(&format!("\n{line}\r\n  \n"));
        let record = records[0].as_ref().expect("is a record");
        let names: Vec<_> =
            record.annotations.iter().map(|name| (&record.text[name.start..name.end], name.kind)).collect();
        assert_eq!(names, [("Huế", Location), ("Ước", Person)]);
        assert_eq!((records.len(), record.doc.as_deref()), (1, None));
    }

    #[test]
    fn errors_name_the_line_and_do_not_stop_the_rest() {
        let with = |entities: &str| format!(r#"{{"id":"1","text":"Huế","entities":[{entities}]}}"#);
        let overlapping = r#"{"start":0,"end":2,"type":"PER"},{"start":1,"end":3,"type":"LOC"}"#;
        let cases = [
            ("{".to_owned(), "byte 1: EOF while parsing an object"),
            (with("").replace("entities", "names"), "byte 36: missing field `entities`"),
            (
                with(r#"{"start":0,"end":3,"type":"X"}"#),
                "unknown entity type \"X\": expected PER, ORG, LOC or MISC",
            ),
            (
                with(r#"{"start":0,"end":4,"type":"LOC"}"#),
                "entity 0..4 ends beyond the text of 3 code points",
            ),
            (with(r#"{"start":2,"end":2,"type":"LOC"}"#), "entity 2..2 is empty"),
            (with(r#"{"start":3,"end":1,"type":"LOC"}"#), "entity 3..1 is empty"),
            (with(overlapping), "entities 0..2 and 1..3 overlap"),
        ];
        let corpus: String = cases.iter().map(|(line, _)| format!("{line}\n")).collect();
        let records = read(&(corpus + &with("")));
        for (number, (_, message)) in cases.iter().enumerate() {
            assert_eq!(records[number], Err(format!("line {}: {message}", number + 1)));
        }
        assert!(records.len() == cases.len() + 1 && records[cases.len()].is_ok());
    }

    #[test]
    fn text_that_is_not_utf8_is_an_error() {
        let mut records = records(&b"{\"text\":\"\xff\",\"entities\":[]}"[..]);
        let error = records.next().expect("has a line").expect_err("is not UTF-8").to_string();
        assert!(error.starts_with("line 1: byte "), "{error}");
    }
}
