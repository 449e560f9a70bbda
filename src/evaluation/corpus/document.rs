//! Records put together again to the documents that they were taken from, so that a tagger sees what stands around.

use std::collections::HashMap;

use super::Record;
use crate::evaluation::Annotation;

/// Some records, and their texts one below the other.
#[derive(Clone, Debug)]
pub struct Document<'r> {
    /// The texts, a line break between each two.
    pub text: String,
    /// Where each record's text begins in that of the document.
    parts: Vec<(usize, &'r Record)>,
}

/// Groups records by their `doc`, in order of first appearance; a record without one is a document of its own.
///
/// ```
/// use trich::evaluation::{Annotation, corpus};
/// use trich::mention::EntityKind::Location;
/// let lines = r#"{"doc": "a", "text": "Lan", "entities": []}
/// {"doc": "a", "text": "Sông Hồng", "entities": []}"#;
/// let records = corpus::records(lines.as_bytes()).collect::<Result<Vec<_>, _>>()?;
/// let documents = corpus::documents(&records);
/// assert_eq!(documents[0].text, "Lan\nSông Hồng");
/// let found = [Annotation::new(4, documents[0].text.len(), Location)];
/// let (record, names) = documents[0].split(&found).nth(1).expect("has two records");
/// assert_eq!((&*record.text, &names[..]), ("Sông Hồng", &[Annotation::new(0, "Sông Hồng".len(), Location)][..]));
/// # Ok::<(), trich::error::Error>(())
/// ```
pub fn documents(records: &[Record]) -> Vec<Document<'_>> {
    let mut documents: Vec<Document<'_>> = Vec::new();
    let mut places = HashMap::new();
    for record in records {
        let next = documents.len();
        let place = record.doc.as_deref().map_or(next, |doc| *places.entry(doc).or_insert(next));
        if place == next {
            documents.push(Document { text: String::new(), parts: Vec::new() });
        }
        documents[place].push(record);
    }
    documents
}

impl<'r> Document<'r> {
    fn push(&mut self, record: &'r Record) {
        if !self.parts.is_empty() {
            self.text.push('\n');
        }
        self.parts.push((self.text.len(), record));
        self.text.push_str(&record.text);
    }

    /// The records, each with what was found in its part of the document, in offsets of the record's own text.
    ///
    /// What reaches from one record into the next is cut at the end of the first.
    pub fn split(&self, found: &[Annotation]) -> impl Iterator<Item = (&'r Record, Vec<Annotation>)> {
        let mut found = found.to_vec();
        found.sort_unstable();
        self.parts.iter().map(move |(start, record)| {
            let (start, end) = (*start, start + record.text.len());
            let inside = &found[before(&found, start)..before(&found, end)];
            let own =
                |one: &Annotation| Annotation::new(one.start - start, one.end.min(end) - start, one.kind);
            (*record, inside.iter().map(own).collect())
        })
    }
}

/// How many of the sorted annotations begin before `offset`.
fn before(sorted: &[Annotation], offset: usize) -> usize {
    sorted.partition_point(|one| one.start < offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::Person;

    fn record(doc: Option<&str>, text: &str) -> Record {
        Record { id: String::new(), doc: doc.map(Into::into), text: text.into(), annotations: Vec::new() }
    }

    #[test]
    fn records_of_a_document_need_not_be_neighbours() {
        let records = [
            record(Some("a"), "một"),
            record(None, "hai"),
            record(Some("b"), "ba"),
            record(Some("a"), ""),
            record(None, "bốn"),
            record(Some("a"), "năm"),
        ];
        let documents = documents(&records);
        let texts: Vec<_> = documents.iter().map(|document| &*document.text).collect();
        assert_eq!(texts, ["một\n\nnăm", "hai", "ba", "bốn"]);
    }

    #[test]
    fn what_crosses_records_is_cut() {
        let records = [record(Some("a"), "abc"), record(Some("a"), "def")];
        let found = [(0, 1), (2, 6), (6, 7)].map(|(start, end)| Annotation::new(start, end, Person));
        let document = &documents(&records)[0];
        let split: Vec<_> = document.split(&found).map(|(_, names)| names).collect();
        let names = |spans: &[(usize, usize)]| -> Vec<_> {
            spans.iter().map(|(start, end)| Annotation::new(*start, *end, Person)).collect()
        };
        assert_eq!(split, [names(&[(0, 1), (2, 3)]), names(&[(2, 3)])]);
    }
}
