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
use crate::error::{Error, ErrorKind};

type Result<T, E = Error> = std::result::Result<T, E>;
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

/// Reads a corpus; blank lines are skipped. Errors name the line, and reading goes on with the next; only an error of
/// the reader itself ends it.
pub fn records(reader: impl BufRead) -> impl Iterator<Item = Result<Record>> {
    parse_lines(reader, record)
}

/// What `parse` makes of every line that is not blank.
pub(super) fn parse_lines<T>(
    reader: impl BufRead,
    parse: impl Fn(&[u8]) -> Result<T, Problem>,
) -> impl Iterator<Item = Result<T>> {
    let mut failed = false;
    let lines = reader.split(b'\n').zip(1..).take_while(move |(line, _)| {
        let go_on = !failed;
        failed = line.is_err();
        go_on
    });
    lines.filter_map(move |(line, number)| match line {
        Ok(line) if line.trim_ascii().is_empty() => None,
        Ok(line) => Some(parse(&line).map_err(|problem| problem.in_line(number))),
        Err(error) => Some(Err(Error::new(ErrorKind::Io, format!("line {number}")).because(error))),
    })
}

/// What is wrong in a line, and where if that is known.
pub(super) struct Problem {
    column: Option<usize>,
    message: String,
}

impl Problem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Problem { column: None, message: message.into() }
    }

    fn in_line(self, number: usize) -> Error {
        let column = self.column.map(|column| format!(", column {column}")).unwrap_or_default();
        Error::input(format!("line {number}{column}: {}", self.message))
    }
}

/// The parser counts lines within the line, which would mislead; its column is right.
impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
        Problem { column: Some(error.column()), message: what.to_owned() }
    }
}

fn record(line: &[u8]) -> Result<Record, Problem> {
    let line: Line = serde_json::from_slice(line)?;
    let mut annotations = line.entities.iter().map(annotation).collect::<Result<Vec<_>, _>>()?;
    annotations.sort_unstable();
    if let Some(pair) = annotations.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
        let [one, other] = [pair[0], pair[1]].map(|span| format!("{}..{}", span.start, span.end));
        return Err(Problem::new(format!("entities {one} and {other} overlap")));
    }
    to_bytes(&mut annotations, &line.text)?;
    Ok(Record { id: line.id, doc: line.doc, text: line.text, annotations })
}

fn annotation(entity: &LineEntity) -> Result<Annotation, Problem> {
    let LineEntity { start, end, r#type } = entity;
    let kind: EntityKind = r#type.parse().map_err(|error: Error| Problem::new(error.to_string()))?;
    if start >= end {
        return Err(Problem::new(format!("entity {start}..{end} is empty")));
    }
    Ok(Annotation::new(*start, *end, kind))
}

/// Replaces offsets in code points by offsets in bytes.
fn to_bytes(annotations: &mut [Annotation], text: &str) -> Result<(), Problem> {
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    for Annotation { start, end, .. } in annotations {
        let beyond = || {
            let length = bytes.len() - 1;
            Problem::new(format!("entity {start}..{end} ends beyond the text of {length} code points"))
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

    fn read(corpus: &str) -> Vec<Result<Record, String>> {
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
            ("{".to_owned(), ", column 1: EOF while parsing an object"),
            (with("").replace("entities", "names"), ", column 36: missing field `entities`"),
            (
                with(r#"{"start":0,"end":3,"type":"X"}"#),
                ": unknown entity type \"X\": expected PER, ORG, LOC or MISC",
            ),
            (
                with(r#"{"start":0,"end":4,"type":"LOC"}"#),
                ": entity 0..4 ends beyond the text of 3 code points",
            ),
            (with(r#"{"start":2,"end":2,"type":"LOC"}"#), ": entity 2..2 is empty"),
            (with(r#"{"start":3,"end":1,"type":"LOC"}"#), ": entity 3..1 is empty"),
            (with(overlapping), ": entities 0..2 and 1..3 overlap"),
        ];
        let corpus: String = cases.iter().map(|(line, _)| format!("{line}\n")).collect();
        let records = read(&(corpus + &with("")));
        for (number, (_, message)) in cases.iter().enumerate() {
            assert_eq!(records[number], Err(format!("line {}{message}", number + 1)));
        }
        assert!(records.len() == cases.len() + 1 && records[cases.len()].is_ok());
    }

    #[test]
    fn text_that_is_not_utf8_is_an_error() {
        let mut records = records(&b"{\"text\":\"\xff\",\"entities\":[]}"[..]);
        let error = records.next().expect("has a line").expect_err("is not UTF-8").to_string();
        assert!(error.starts_with("line 1, column "), "{error}");
    }

    #[test]
    fn an_error_of_the_reader_is_told_once() {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("gone"))
            }
        }
        let errors: Vec<_> = records(std::io::BufReader::new(Broken)).filter_map(Result::err).collect();
        assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), ["line 1: gone"]);
    }
}
