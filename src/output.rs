//! Results as JSON, tables, CSV and HTML.
//!
//! Each format is a module that turns an [`Article`] and its [`Extraction`] into bytes and knows nothing of the
//! others; [`Writer`] chooses among them and is what most callers want:
//!
//! ```
//! use trich::article::Article;
//! use trich::extraction::Extraction;
//! use trich::output::{Format, Writer};
//!
//! let article = Article::from_text("Hà Nội đặt mục tiêu tăng trưởng 11%.");
//! let extraction = Extraction { id: Some("a1".into()), ..Extraction::default() };
//! let mut writer = Writer::new(Vec::new(), Format::JsonLines);
//! writer.write(&article, &extraction)?;
//! let bytes = writer.finish()?;
//! assert!(bytes.starts_with(br#"{"id":"a1","title":null,"mentions":[],"#));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod csv;
pub mod html;
pub mod json;
mod reading;
mod summary;
pub mod table;
pub mod themes;

use std::io;

use crate::article::Article;
use crate::extraction::{Extraction, OffsetUnit};

/// The formats of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Indented JSON, one object per article.
    Json,
    /// JSON Lines: one object per article and line.
    JsonLines,
    /// Names and targets in columns, for reading on a terminal.
    Table,
    /// One row per mention, quantity and time, for spreadsheets.
    Csv,
    /// One page with the articles' texts, names and quantities highlighted.
    Html,
}

/// Writes results, one article after the other, in one [`Format`].
///
/// Does not buffer: give it a [`BufWriter`](io::BufWriter) when the output is a file.
#[derive(Debug)]
pub struct Writer<W: io::Write> {
    renderer: Renderer<W>,
    offsets: OffsetUnit,
    text: bool,
}

#[derive(Debug)]
enum Renderer<W: io::Write> {
    Json(W),
    JsonLines(W),
    Table(W, table::Table, Separator),
    Csv(Box<csv::Writer<W>>),
    Html(html::Writer<W>),
}

/// A blank line between tables, but none before the first.
#[derive(Debug, Default)]
struct Separator(&'static str);

impl<W: io::Write> Writer<W> {
    /// Writes `format` to `out`, with offsets in bytes and without colour.
    pub fn new(out: W, format: Format) -> Self {
        let renderer = match format {
            Format::Json => Renderer::Json(out),
            Format::JsonLines => Renderer::JsonLines(out),
            Format::Table => Renderer::Table(out, table::Table::default(), Separator::default()),
            Format::Csv => Renderer::Csv(Box::new(csv::Writer::new(out))),
            Format::Html => Renderer::Html(html::Writer::new(out)),
        };
        Writer { renderer, offsets: OffsetUnit::default(), text: false }
    }

    /// What the offsets in JSON and CSV count (default: bytes).
    pub fn offsets(mut self, unit: OffsetUnit) -> Self {
        self.offsets = unit;
        self
    }

    /// Whether JSON has the text that offsets count in, as `"text"` (default: no).
    pub fn text(mut self, text: bool) -> Self {
        self.text = text;
        self
    }

    /// Whether tables are coloured with ANSI escape sequences (default: no).
    pub fn color(mut self, color: bool) -> Self {
        if let Renderer::Table(_, table, _) = &mut self.renderer {
            table.color = color;
        }
        self
    }

    /// Writes one article's results. `extraction` has byte offsets into the article's text, as extractors give them.
    pub fn write(&mut self, article: &Article, extraction: &Extraction) -> io::Result<()> {
        let recounted = || extraction.clone().with_offsets(article.text(), self.offsets);
        let text = self.text.then_some(article.text());
        match &mut self.renderer {
            Renderer::Json(out) => json::write_pretty(out, json::Record { extraction: &recounted(), text }),
            Renderer::JsonLines(out) => {
                json::write_line(out, json::Record { extraction: &recounted(), text })
            }
            Renderer::Csv(writer) => writer.write(&recounted()),
            Renderer::Html(writer) => writer.write(article, extraction),
            Renderer::Table(out, table, separator) => {
                out.write_all(separator.0.as_bytes())?;
                separator.0 = "\n";
                table.write(out, extraction)
            }
        }
    }

    /// Writes what comes after the last article and gives the output back, flushed.
    pub fn finish(self) -> io::Result<W> {
        let mut out = match self.renderer {
            Renderer::Json(out) | Renderer::JsonLines(out) | Renderer::Table(out, ..) => out,
            Renderer::Csv(writer) => writer.finish()?,
            Renderer::Html(writer) => writer.finish()?,
        };
        out.flush()?;
        Ok(out)
    }
}
