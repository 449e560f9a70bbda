//! Themes of a collection as JSON, CSV and HTML.
//!
//! ```
//! use trich::output::themes;
//! use trich::theme::Themes;
//! let mut out = Vec::new();
//! themes::write_csv(&mut out, &Themes::default())?;
//! assert_eq!(out, b"theme,label,id,title,date,similarity,representative\n");
//! # Ok::<(), std::io::Error>(())
//! ```

mod html;

use std::io::{self, Write};

use serde::Serialize;

pub use self::html::write_html;
use crate::theme::Themes;

/// Writes one indented object with all fields, and a line break.
pub fn write_json(mut out: impl Write, themes: &Themes) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, themes)?;
    out.write_all(b"\n")
}

/// One line of CSV.
#[derive(Serialize)]
struct Row<'a> {
    theme: Option<usize>,
    label: Option<&'a str>,
    id: Option<&'a str>,
    title: Option<&'a str>,
    date: Option<&'a str>,
    similarity: Option<f32>,
    representative: bool,
}

/// The columns of the CSV, also of one without articles.
const COLUMNS: [&str; 7] = ["theme", "label", "id", "title", "date", "similarity", "representative"];

/// Writes a line for every article, in their order; without a theme, the cells that tell of it are empty.
pub fn write_csv(out: impl Write, themes: &Themes) -> io::Result<()> {
    let mut rows = ::csv::WriterBuilder::new().has_headers(false).from_writer(out);
    rows.write_record(COLUMNS)?;
    for (index, article) in themes.articles.iter().enumerate() {
        let theme = article.theme.and_then(|theme| themes.themes.get(theme));
        rows.serialize(Row {
            theme: article.theme,
            label: theme.map(|theme| theme.label.as_str()),
            id: article.id.as_deref(),
            title: article.title.as_deref(),
            date: article.date.as_deref(),
            similarity: article.similarity,
            representative: theme.is_some_and(|theme| theme.representatives.contains(&index)),
        })?;
    }
    rows.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{DayCount, Member, Term, Theme};

    /// A theme of two articles, with a title that every format must escape, and an article without a theme.
    pub(super) fn fixture() -> Themes {
        let article = |id: &str, theme, day: Option<&str>| Member {
            id: Some(id.into()),
            title: Some("Giá \"vàng\", <b>USD</b> & 'xăng'\ntăng".into()),
            date: day.map(str::to_owned),
            theme,
            similarity: theme.map(|_| 0.5),
        };
        let theme = Theme {
            id: 0,
            label: "giá vàng, <USD>".into(),
            terms: vec![
                Term { text: "giá vàng".into(), score: 1.5 },
                Term { text: "<USD>".into(), score: 1.0 },
            ],
            size: 2,
            days: vec![
                DayCount { day: "2026-01-20".into(), articles: 1 },
                DayCount { day: "2026-01-22".into(), articles: 1 },
            ],
            representatives: vec![1],
        };
        let articles = vec![
            article("a", Some(0), Some("2026-01-20")),
            article("b", Some(0), Some("2026-01-22")),
            article("c", None, None),
        ];
        Themes { themes: vec![theme], articles }
    }

    #[test]
    fn json_reads_back_as_the_same() {
        let mut out = Vec::new();
        write_json(&mut out, &fixture()).expect("writes to memory");
        assert_eq!(serde_json::from_slice::<Themes>(&out).expect("is JSON"), fixture());
    }

    #[test]
    fn csv_has_a_record_for_every_article() {
        let mut out = Vec::new();
        write_csv(&mut out, &fixture()).expect("writes to memory");
        let mut reader = ::csv::Reader::from_reader(out.as_slice());
        let records: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("is CSV").iter().map(str::to_owned).collect())
            .collect();
        let title = "Giá \"vàng\", <b>USD</b> & 'xăng'\ntăng";
        assert_eq!(records[1], ["0", "giá vàng, <USD>", "b", title, "2026-01-22", "0.5", "true"]);
        assert_eq!(records[2], ["", "", "c", title, "", "", "false"]);
    }
}
