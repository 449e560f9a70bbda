//! JSON and JSON Lines: one object per article, with all fields of [`Extraction`], empty ones too.

use std::io::{self, Write};

use serde::Serialize;

use crate::extraction::Extraction;

/// An extraction as it is written, with the text that its offsets count in if that is asked for.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Record<'a> {
    /// All its fields.
    #[serde(flatten)]
    pub extraction: &'a Extraction,
    /// The article's text (default: none, and no such field). Of a page in HTML, the reader has no other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

impl<'a> From<&'a Extraction> for Record<'a> {
    fn from(extraction: &'a Extraction) -> Self {
        Record { extraction, text: None }
    }
}

/// Writes one indented object and a line break.
pub fn write_pretty<'a>(mut out: impl Write, record: impl Into<Record<'a>>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, &record.into())?;
    out.write_all(b"\n")
}

/// Writes one object on a line of its own.
pub fn write_line<'a>(mut out: impl Write, record: impl Into<Record<'a>>) -> io::Result<()> {
    serde_json::to_writer(&mut out, &record.into())?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture;

    #[test]
    fn lines_read_back_as_the_same_extraction() {
        let extraction = fixture::extraction();
        let mut line = Vec::new();
        write_line(&mut line, &extraction).expect("writes to memory");
        let text = String::from_utf8(line).expect("is UTF-8");
        assert_eq!(text.matches('\n').count(), 1);
        let back: Extraction = serde_json::from_str(&text).expect("is JSON");
        assert_eq!(back, extraction);
    }

    #[test]
    fn empty_fields_are_present() {
        let mut pretty = Vec::new();
        write_pretty(&mut pretty, &Extraction::default()).expect("writes to memory");
        let value: serde_json::Value = serde_json::from_slice(&pretty).expect("is JSON");
        let want = serde_json::json!({
            "id": null, "title": null, "mentions": [], "entities": [], "quantities": [], "times": [],
            "topics": {"categories": [], "keyphrases": []},
        });
        assert_eq!(value, want);
    }

    #[test]
    fn with_its_text() {
        let extraction = Extraction::default();
        let mut line = Vec::new();
        let record = Record { text: Some("Huế"), ..Record::from(&extraction) };
        write_line(&mut line, record).expect("writes to memory");
        let line = String::from_utf8(line).expect("is UTF-8");
        assert!(line.starts_with("{\"id\":null,") && line.ends_with(",\"text\":\"Huế\"}\n"), "{line}");
    }
}
