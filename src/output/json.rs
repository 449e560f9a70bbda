//! JSON and JSON Lines: one object per article, with all fields of [`Extraction`], empty ones too.

use std::io::{self, Write};

use crate::extraction::Extraction;

/// Writes one indented object and a line break.
pub fn write_pretty(mut out: impl Write, extraction: &Extraction) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, extraction)?;
    out.write_all(b"\n")
}

/// Writes one object on a line of its own.
pub fn write_line(mut out: impl Write, extraction: &Extraction) -> io::Result<()> {
    serde_json::to_writer(&mut out, extraction)?;
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
}
