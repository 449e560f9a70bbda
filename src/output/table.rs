//! Tables for the terminal: topics and key phrases, the story's names, then those of teasers, then the targets.

mod grid;

use std::io::{self, Write};

use self::grid::{Align, Grid, Paint};
use super::reading;
use super::summary::{self, Name};
use crate::article::BlockKind;
use crate::extraction::Extraction;
use crate::mention::EntityKind;
use crate::quantity::{Quantity, Status};

/// Key phrases that a reader takes in at a glance; the other formats have them all.
const MOST_PHRASES: usize = 8;

/// How tables look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Whether to colour with ANSI escape sequences (default: no). Whether the output is a terminal that
    /// understands them is the caller's to know.
    pub color: bool,
}

impl Table {
    /// Writes the tables of one article: its headline, its topics and key phrases, who and what it names, its targets.
    pub fn write(&self, mut out: impl Write, extraction: &Extraction) -> io::Result<()> {
        let title = extraction.title.as_deref().or(extraction.id.as_deref());
        if let Some(title) = title {
            writeln!(out, "{}\n", self.paint(Paint::Bold, &grid::printable(title)))?;
        }
        let topics: Vec<String> = extraction.topics.categories.iter().map(reading::category).collect();
        if !topics.is_empty() {
            writeln!(out, "{} {}\n", self.paint(Paint::Bold, "Topics"), topics.join("; "))?;
        }
        let phrases = extraction.topics.keyphrases.iter().take(MOST_PHRASES);
        let phrases: Vec<_> = phrases.map(|phrase| grid::printable(&phrase.text)).collect();
        if !phrases.is_empty() {
            writeln!(out, "{} {}\n", self.paint(Paint::Bold, "Key phrases"), phrases.join("; "))?;
        }
        let (story, elsewhere): (Vec<_>, Vec<_>) =
            summary::names(extraction).into_iter().partition(Name::is_in_story);
        if story.is_empty() {
            writeln!(out, "No names in the story.")?;
        } else {
            self.write_names(&mut out, &story)?;
        }
        if !elsewhere.is_empty() {
            writeln!(out, "\n{}", self.paint(Paint::Bold, "In teasers for other stories"))?;
            self.write_names(&mut out, &elsewhere)?;
        }
        self.write_targets(&mut out, extraction)
    }

    fn write_names(&self, out: &mut impl Write, names: &[Name]) -> io::Result<()> {
        let mut grid = Grid::new([
            ("", Align::Left),
            ("mentions", Align::Right),
            ("confidence", Align::Right),
            ("where", Align::Left),
            ("role", Align::Left),
        ]);
        for kind in EntityKind::ALL {
            let mut group = names.iter().filter(|name| name.kind == kind).peekable();
            if group.peek().is_some() {
                grid.heading(summary::heading(kind), paint_of(kind));
            }
            group.for_each(|name| grid.row(name_row(name)));
        }
        grid.write(out, self.color)
    }

    fn write_targets(&self, out: &mut impl Write, extraction: &Extraction) -> io::Result<()> {
        let mut grid =
            Grid::new(["who", "metric", "value", "by when", "status"].map(|title| (title, Align::Left)));
        grid.limit(40);
        let mut targets = extraction.targets().filter(|target| summary::is_story(target.block)).peekable();
        let any = targets.peek().is_some();
        targets.for_each(|target| grid.row(target_row(target)));
        if any {
            writeln!(out, "\n{}", self.paint(Paint::Bold, "Targets"))?;
            grid.write(out, self.color)?;
        }
        if let Some(line) = others(&extraction.quantities) {
            writeln!(out, "\n{}", self.paint(Paint::Dim, &line))?;
        }
        Ok(())
    }

    fn paint(&self, paint: Paint, text: &str) -> String {
        if self.color { paint.over(text) } else { text.to_owned() }
    }
}

const fn paint_of(kind: EntityKind) -> Paint {
    match kind {
        EntityKind::Person => Paint::Blue,
        EntityKind::Organization => Paint::Magenta,
        EntityKind::Location => Paint::Green,
        EntityKind::Miscellaneous => Paint::Yellow,
    }
}

fn name_row(name: &Name) -> [String; 5] {
    let blocks: Vec<&str> = name.blocks.iter().map(|block| block_name(*block)).collect();
    [
        format!("  {}", name.name),
        name.mentions.to_string(),
        format!("{:.2}", name.confidence),
        blocks.join(", "),
        name.role.clone().unwrap_or_default(),
    ]
}

const fn block_name(block: BlockKind) -> &'static str {
    match block {
        BlockKind::Title => "title",
        BlockKind::Body => "body",
        BlockKind::Teaser => "teaser",
        BlockKind::Furniture => "furniture",
    }
}

fn target_row(target: &Quantity) -> [String; 5] {
    [
        target.holder.clone().unwrap_or_default(),
        target.metric.clone().unwrap_or_default(),
        reading::change(target),
        target.period.as_ref().map(reading::period).unwrap_or_default(),
        reading::status(target.status).to_owned(),
    ]
}

/// What the table of targets leaves out: "3 other quantities: 2 actual, 1 in teasers".
fn others(quantities: &[Quantity]) -> Option<String> {
    let (story, elsewhere): (Vec<_>, Vec<_>) =
        quantities.iter().partition(|quantity| summary::is_story(quantity.block));
    let count = |status| story.iter().filter(|quantity| quantity.status == status).count();
    let mut parts: Vec<String> = [Status::Actual, Status::Limit, Status::Other]
        .into_iter()
        .filter(|status| count(*status) > 0)
        .map(|status| format!("{} {}", count(status), reading::status(status)))
        .collect();
    if !elsewhere.is_empty() {
        parts.push(format!("{} in teasers", elsewhere.len()));
    }
    let targets = story.iter().filter(|quantity| quantity.status.is_target()).count();
    let total = quantities.len() - targets;
    let noun = if total == 1 { "quantity" } else { "quantities" };
    (total > 0).then(|| format!("{total} other {noun}: {}", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture;

    fn written(color: bool, extraction: &Extraction) -> String {
        let mut out = Vec::new();
        Table { color }.write(&mut out, extraction).expect("writes to memory");
        String::from_utf8(out).expect("is UTF-8")
    }

    #[test]
    fn names_teasers_and_targets() {
        let want = "\
Hà Nội tăng trưởng 11%

Topics economy, business and finance 0.75; politics and government 0.50

Key phrases tăng trưởng kinh tế; Hà Nội

                 mentions  confidence  where
People
  Nguyễn Văn A          1        0.50  body
Places
  Thủ đô Hà Nội         1        0.50  title
Other names
  Đại hội 14            1        0.50  body

In teasers for other stories
      mentions  confidence  where
Places
  Mỹ         1        0.50  teaser

Targets
who            metric       value               by when       status
Thủ đô Hà Nội  tăng trưởng  up by at least 11%  2025 to 2030  target

1 other quantity: 1 actual
";
        assert_eq!(written(false, &fixture::extraction()), want);

        let mut elsewhere = fixture::extraction();
        elsewhere.quantities[0].block = BlockKind::Teaser;
        let table = written(false, &elsewhere);
        assert!(!table.contains("Targets"), "{table}");
        assert!(table.ends_with("2 other quantities: 1 actual, 1 in teasers\n"), "{table}");
    }

    #[test]
    fn nothing_found() {
        assert_eq!(written(false, &Extraction::default()), "No names in the story.\n");
    }

    #[test]
    fn colour_only_adds_escape_sequences() {
        let colored = written(true, &fixture::extraction());
        assert!(colored.contains("\u{1b}[1mTargets\u{1b}[0m"));
        let codes = regex::Regex::new("\u{1b}\\[[0-9]*m").expect("is a regex");
        assert_eq!(codes.replace_all(&colored, ""), written(false, &fixture::extraction()));
    }

    #[test]
    fn escape_sequences_of_the_text_do_not_reach_the_terminal() {
        let mut extraction = fixture::extraction();
        extraction.title = Some("a\u{1b}[2Jb\r\nc".into());
        assert!(written(false, &extraction).starts_with("a [2Jb c\n"));
    }
}
