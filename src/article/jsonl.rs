//! JSON Lines: one article a line, `{"id", "text"}` or `{"id", "html"}`, with a `"title"` and the `"date"` it was published perhaps.
//!
//! ```
//! let lines = "{\"id\": 7, \"text\": \"Cầu mới thông xe.\"}\n{\"id\": 8}\n";
//! let results: Vec<_> = trich::article::jsonl::records(lines.as_bytes()).collect();
//! assert_eq!(results[0].as_ref().map(|article| article.id.as_deref()).ok(), Some(Some("7")));
//! assert_eq!(results[1].as_ref().unwrap_err().to_string(), "line 2: neither \"text\" nor \"html\"");
//! ```

use std::io::BufRead;

use serde::Deserialize;

use super::Article;
use crate::error::{Error, ErrorKind, Result};

/// Reads articles line by line; no more than one line is held.
///
/// Blank lines are passed over. A line that is no article is an error that names the line, counted from 1, and reading
/// goes on with the next; only an error of the reader itself ends it. Of a line with both, `"text"` is read; offsets of
/// results are offsets into it, and a `"title"` is known beside it (see [`Article::with_title`]). Other fields are
/// allowed.
pub fn records<R: BufRead>(reader: R) -> Records<R> {
    Records { reader, line: Vec::new(), number: 0, failed: false }
}

/// The articles of a reader, in order: what [`records`] returns.
#[derive(Debug)]
pub struct Records<R> {
    reader: R,
    /// The current line; kept from line to line for its memory.
    line: Vec<u8>,
    number: usize,
    failed: bool,
}

/// The fields that are read.
#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    title: Option<String>,
    date: Option<String>,
    text: Option<String>,
    html: Option<String>,
}

/// An identifier; as a number it comes back as the string of its digits, so a number that has other spellings is none.
#[derive(Deserialize)]
#[serde(untagged, expecting = "the id must be a string or an integer")]
enum Id {
    Text(String),
    Number(i64),
    Large(u64),
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            self.line.clear();
            match self.reader.read_until(b'\n', &mut self.line) {
                Ok(0) => return None,
                Ok(_) => self.number += 1,
                Err(error) => {
                    self.failed = true;
                    let message = format!("after line {}", self.number);
                    return Some(Err(Error::new(ErrorKind::Io, message).because(error)));
                }
            }
            let line = self.line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&self.line);
            if !line.trim_ascii().is_empty() {
                return Some(article(line, self.number));
            }
        }
        None
    }
}

fn article(line: &[u8], number: usize) -> Result<Article> {
    let line = std::str::from_utf8(line)
        .map_err(|error| Error::input(format!("line {number}: byte {} is not UTF-8", error.valid_up_to())))?;
    let record: Record = serde_json::from_str(line).map_err(|error| not_json(&error, number))?;
    let date = record.date.map(|date| date.parse());
    let date = date.transpose().map_err(|error| Error::input(format!("line {number}: {error}")))?;
    let page = |html: &str| {
        Article::from_html(html).map_err(|error| Error::input(format!("line {number}: {error}")))
    };
    let article = match (record.text, record.html, record.title) {
        (Some(text), _, title) => {
            Article::of(text, title.filter(|title| !title.trim().is_empty()), Vec::new())
        }
        (None, Some(html), None) => page(&html)?,
        (None, Some(html), Some(title)) => page(&html)?.with_title(title),
        (None, None, _) => return Err(Error::input(format!("line {number}: neither \"text\" nor \"html\""))),
    };
    let article = Article { date: date.or(article.date), ..article };
    Ok(match record.id {
        Some(Id::Text(id)) => article.with_id(id),
        Some(Id::Number(id)) => article.with_id(id.to_string()),
        Some(Id::Large(id)) => article.with_id(id.to_string()),
        None => article,
    })
}

/// The parser counts lines within the line, which would mislead; its column is right.
fn not_json(error: &serde_json::Error, number: usize) -> Error {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    Error::input(format!("line {number}, column {}: {what}", error.column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &[u8]) -> Vec<String> {
        let describe = |result: Result<Article>| match result {
            Ok(article) => format!("{:?} {:?} {:?}", article.id, article.title(), article.text()),
            Err(error) => error.to_string(),
        };
        records(input).map(describe).collect()
    }

    #[test]
    fn articles_and_bad_lines() {
        let cases: [(&[u8], &str); 12] = [
            (
                br#"{"text": "b", "date": "21/1"}"#,
                r#"line 1: "21/1" is no date: expected one such as 2026-01-21"#,
            ),
            (br#"{"id": "a", "text": "b"}"#, r#"Some("a") None "b""#),
            (br#"{"id": 12, "text": "b", "extra": [1]}"#, r#"Some("12") None "b""#),
            (br#"{"text": "b", "title": "c"}"#, r#"None Some("c") "b""#),
            (br#"{"text": "", "id": null}"#, r#"None None """#),
            (br#"{"html": "<p>b"}"#, r#"None None "b""#),
            (br#"{"text": "b", "html": "<p>c"}"#, r#"None None "b""#),
            (b"\xef\xbb\xbf{\"text\": \"b\"}", r#"None None "b""#),
            (b"{}", r#"line 1: neither "text" nor "html""#),
            (b"[]", "line 1, column 2: invalid length 0, expected struct Record with 5 elements"),
            (br#"{"text": "b""#, "line 1, column 12: EOF while parsing an object"),
            (b"{\"text\": \"\xff\"}", "line 1: byte 10 is not UTF-8"),
        ];
        for (line, want) in cases {
            assert_eq!(read(line), [want], "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn dates_and_times_are_days() {
        for (line, want) in [
            (r#"{"text": "b", "date": "2026-01-21"}"#, Some("2026-01-21")),
            (r#"{"text": "b", "date": "2026-01-21T08:30:00+07:00"}"#, Some("2026-01-21")),
            (r#"{"text": "b"}"#, None),
        ] {
            let article = records(line.as_bytes()).next().expect("a line").expect("an article");
            assert_eq!(article.date.map(|date| date.to_string()).as_deref(), want, "{line}");
        }
    }

    #[test]
    fn bad_lines_do_not_stop_the_rest() {
        let input = b"\n{\"text\": \"b\"}\r\n  \n{\xff}\nno\n{\"text\": \"c\"}";
        let want = [
            r#"None None "b""#,
            "line 4: byte 1 is not UTF-8",
            "line 5, column 2: expected ident",
            r#"None None "c""#,
        ];
        assert_eq!(read(input), want);
        assert!(read(b"").is_empty());
    }

    #[test]
    fn an_error_of_the_reader_is_told_once() {
        struct Broken;
        impl std::io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("gone"))
            }
        }
        let errors = records(std::io::BufReader::new(Broken)).filter_map(Result::err);
        assert_eq!(errors.map(|error| error.to_string()).collect::<Vec<_>>(), ["after line 0: gone"]);
    }
}
