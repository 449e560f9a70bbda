//! Columns of text, as wide as they look on a terminal.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lines of cells under a header; columns that are empty in all rows are left out.
pub(super) struct Grid<const N: usize> {
    columns: [(&'static str, Align); N],
    lines: Vec<Line<N>>,
    limit: usize,
}

enum Line<const N: usize> {
    Heading(&'static str, Paint),
    Row([String; N]),
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Align {
    Left,
    Right,
}

/// An ANSI text style.
#[derive(Clone, Copy)]
pub(super) enum Paint {
    Bold,
    Dim,
    Blue,
    Magenta,
    Green,
    Yellow,
}

impl Paint {
    pub fn over(self, text: &str) -> String {
        let code = match self {
            Paint::Bold => 1,
            Paint::Dim => 2,
            Paint::Green => 32,
            Paint::Yellow => 33,
            Paint::Blue => 34,
            Paint::Magenta => 35,
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

impl<const N: usize> Grid<N> {
    /// Between columns.
    const GAP: &'static str = "  ";

    pub fn new(columns: [(&'static str, Align); N]) -> Self {
        Grid { columns, lines: Vec::new(), limit: usize::MAX }
    }

    /// Cuts cells to `width` places, with an ellipsis where something is missing.
    pub fn limit(&mut self, width: usize) {
        self.limit = width;
    }

    pub fn heading(&mut self, text: &'static str, paint: Paint) {
        self.lines.push(Line::Heading(text, paint));
    }

    pub fn row(&mut self, cells: [String; N]) {
        self.lines.push(Line::Row(cells.map(|cell| shorten(printable(&cell), self.limit))));
    }

    pub fn write(&self, out: &mut impl Write, color: bool) -> io::Result<()> {
        let widths = self.widths();
        let header = self.line(&self.columns.map(|(title, _)| title.to_owned()), &widths);
        writeln!(out, "{}", if color { Paint::Dim.over(&header) } else { header })?;
        for line in &self.lines {
            match line {
                Line::Heading(text, paint) if color => writeln!(out, "{}", paint.over(text))?,
                Line::Heading(text, _) => writeln!(out, "{text}")?,
                Line::Row(cells) => writeln!(out, "{}", self.line(cells, &widths))?,
            }
        }
        Ok(())
    }

    /// Each column's width: its widest cell's or its title's, and 0 when all its cells are empty.
    fn widths(&self) -> [usize; N] {
        let mut widths = [0; N];
        for line in &self.lines {
            let Line::Row(cells) = line else { continue };
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.width());
            }
        }
        for (width, (title, _)) in widths.iter_mut().zip(self.columns) {
            *width = if *width == 0 { 0 } else { (*width).max(title.width()) };
        }
        widths
    }

    fn line(&self, cells: &[String; N], widths: &[usize; N]) -> String {
        let mut line = String::new();
        let columns = cells.iter().zip(widths).zip(self.columns).filter(|((_, width), _)| **width > 0);
        for (place, ((cell, width), (_, align))) in columns.enumerate() {
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            let gap = if place == 0 { "" } else { Self::GAP };
            match align {
                Align::Left => line.extend([gap, cell, &padding]),
                Align::Right => line.extend([gap, &padding, cell]),
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// The text on one line, without what a terminal would obey: control characters become spaces, a run of spaces one
/// space, but for the indentation, and what turns the direction of writing goes.
pub(super) fn printable(text: &str) -> String {
    let words = text.trim_start_matches(' ');
    let mut line = text[..text.len() - words.len()].to_owned();
    let mut after_space = false;
    for c in words.chars().filter(|&c| !turns_direction(c)).map(|c| if c.is_control() { ' ' } else { c }) {
        if c != ' ' || !after_space {
            line.push(c);
        }
        after_space = c == ' ';
    }
    line
}

/// Bidi controls, which can make a line read otherwise than it is (CVE-2021-42574).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// At most `limit` places of the text, an ellipsis in the last one if something is missing.
fn shorten(text: String, limit: usize) -> String {
    if text.width() <= limit {
        return text;
    }
    // Marks have no width, so those of the last letter that fits are kept with it.
    let mut width = 0;
    let fits = |&(_, c): &(usize, char)| {
        width += c.width().unwrap_or(0);
        width < limit
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    format!("{}…", text[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn decomposed_letters_take_one_place() {
        for name in ["Nguyễn Thị Ước".nfc().collect::<String>(), "Nguyễn Thị Ước".nfd().collect()]
        {
            let mut grid = Grid::new([("name", Align::Left), ("n", Align::Right)]);
            grid.row([name.clone(), "1".into()]);
            let mut out = Vec::new();
            grid.write(&mut out, false).expect("writes to memory");
            let want = format!("name            n\n{name}  1\n");
            assert_eq!(String::from_utf8(out).expect("is UTF-8"), want);
        }
    }

    #[test]
    fn cutting_keeps_letters_whole() {
        let decomposed: String = "tiếng Việt".nfd().collect();
        assert_eq!(shorten(decomposed, 10).nfc().collect::<String>(), "tiếng Việt");
        for form in ["tiếng Việt".to_owned(), "tiếng Việt".nfd().collect()] {
            assert_eq!(shorten(form, 4).nfc().collect::<String>(), "tiế…");
        }
        assert_eq!(shorten("日本語".into(), 4), "日…");
        assert_eq!(shorten("ab".into(), 0), "…");
    }

    #[test]
    fn control_characters_are_spaces() {
        assert_eq!(printable("  a\t\n b\u{1b}[0m\u{9b}c"), "  a b [0m c");
        assert_eq!(printable("tăng 2.%\u{202e}8"), "tăng 2.%8");
    }
}
