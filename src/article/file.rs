//! Articles from files and bytes.

use std::path::Path;

use super::Article;
use crate::document::character::is_blank;
use crate::error::{Error, Result};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Html,
}

impl Article {
    /// Reads a file: text if its name ends in `.txt` or `.md`, HTML if in `.html` or `.htm`, and else what the content
    /// looks like. An error names the path; a file that is not UTF-8 is one, with the position of the first bad byte.
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        decode(&bytes, format_of_name(path))
            .map_err(|error| Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    /// Reads UTF-8 bytes, HTML if they look like it and else text. A byte order mark stays in the text, so that offsets
    /// are those of the bytes, and belongs to no token.
    ///
    /// ```
    /// use trich::article::Article;
    /// let article = Article::from_bytes("Cầu mới thông xe.".as_bytes())?;
    /// assert_eq!(article.text(), "Cầu mới thông xe.");
    /// assert_eq!(Article::from_bytes(b"c\xff").unwrap_err().to_string(), "byte 1 is not UTF-8");
    /// # Ok::<(), trich::error::Error>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        decode(bytes, None)
    }
}

fn decode(bytes: &[u8], format: Option<Format>) -> Result<Article> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Error::input(format!("byte {} is not UTF-8", error.valid_up_to())))?;
    match format.unwrap_or_else(|| format_of_content(text)) {
        Format::Text => Ok(Article::from_text(text)),
        Format::Html => Article::from_html(text),
    }
}

fn format_of_name(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" | "md" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => None,
    }
}

/// HTML begins with its document type, its first element or a comment; a text that begins with "<" seldom goes on so.
fn format_of_content(text: &str) -> Format {
    const BEGINNINGS: &[&str] =
        &["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<p ", "<!--"];
    let text = text.trim_start_matches(is_blank).as_bytes();
    let begins = |beginning: &&str| {
        text.get(..beginning.len()).is_some_and(|head| head.eq_ignore_ascii_case(beginning.as_bytes()))
    };
    // XHTML may have an XML declaration before its document type.
    let is_xhtml = text.starts_with(b"<?xml") && contains_html(&text[..text.len().min(1024)]);
    if BEGINNINGS.iter().any(begins) || is_xhtml { Format::Html } else { Format::Text }
}

fn contains_html(head: &[u8]) -> bool {
    head.windows(5).any(|window| window.eq_ignore_ascii_case(b"<html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn what_content_looks_like() {
        for html in ["<!DOCTYPE html><p>a", "\u{feff}\n<HTML>", "<p>a", "<?xml version='1.0'?>\n<html>"] {
            assert_eq!(format_of_content(html), Format::Html, "{html}");
        }
        for text in ["", "<", "<3 bóng đá", "Cầu <p> mới", "<?xml version='1.0'?><rss>"] {
            assert_eq!(format_of_content(text), Format::Text, "{text}");
        }
    }

    #[test]
    fn files_by_name_and_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let read = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).expect("written");
            Article::read(path)
        };
        assert_eq!(read("a.txt", b"<p>a b c</p>").expect("text").text(), "<p>a b c</p>");
        assert_eq!(read("a.HTML", b"a <b>b</b> c").expect("html").text(), "a b c");
        assert_eq!(read("a", b"<p>a b c</p>").expect("html").text(), "a b c");
        assert_eq!(read("b.txt", "\u{feff}a".as_bytes()).expect("text").text(), "\u{feff}a");

        let error = read("bad.txt", b"ab\xc3(").expect_err("not UTF-8");
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().ends_with("bad.txt: byte 2 is not UTF-8"), "{error}");
        let error = Article::read(folder.path().join("none.txt")).expect_err("no file");
        assert_eq!(error.kind(), ErrorKind::Io);
    }
}
