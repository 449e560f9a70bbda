//! Which lines are the story and which are not.

use unicode_normalization::UnicodeNormalization;

use super::line::{Line, agency_tag, count_words, ends_sentence, lines, reads_like_headline};
use super::{Block, BlockKind, furniture, teaser};
use crate::span::{Source, Span};

/// What one line is, and whether a block begins with it even if the line before is of the same kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub kind: BlockKind,
    pub begins: bool,
}

impl Label {
    pub const BODY: Label = Label { kind: BlockKind::Body, begins: false };
    pub const FURNITURE: Label = Label { kind: BlockKind::Furniture, begins: false };
    pub const TITLE: Label = Label { kind: BlockKind::Title, begins: false };
    pub const TEASER: Label = Label { kind: BlockKind::Teaser, begins: true };
    pub const TEASER_GOES_ON: Label = Label { kind: BlockKind::Teaser, begins: false };
}

/// Cuts `text` into blocks. A known `title` is looked for; without one, the first line is tried. `links` are the spans
/// of which the page made links.
pub(super) fn classify(text: &str, title: Option<&str>, links: &[Span<Source>]) -> Vec<Block> {
    let lines = lines(text);
    let mut labels = vec![Label::BODY; lines.len()];
    mark_furniture(&lines, &mut labels);
    mark_title(&lines, title, &mut labels);
    teaser::mark(&lines, links, &mut labels);
    if lines.is_empty() && !text.is_empty() {
        return vec![Block { kind: BlockKind::Body, span: Span::new(0, text.len()) }];
    }
    blocks(&lines, &labels)
}

fn blocks(lines: &[Line], labels: &[Label]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (line, label) in lines.iter().zip(labels) {
        match blocks.last_mut() {
            Some(last) if last.kind == label.kind && !label.begins => last.span.end = line.end,
            _ => blocks.push(Block { kind: label.kind, span: Span::new(line.start, line.end) }),
        }
    }
    blocks
}

fn mark_furniture(lines: &[Line], labels: &mut [Label]) {
    use furniture::Furniture::Certain;
    let found: Vec<_> = lines.iter().map(|line| furniture::recognise(line.text)).collect();
    for (at, label) in labels.iter_mut().enumerate() {
        let beside = |other: Option<usize>| other.and_then(|at| found.get(at)).is_some_and(Option::is_some);
        let is_furniture = match found[at] {
            Some(Certain) => true,
            Some(_) => beside(at.checked_sub(1)) || beside(Some(at + 1)),
            None => false,
        };
        if is_furniture {
            *label = Label::FURNITURE;
        }
    }
}

/// Marks the headline wherever it stands.
fn mark_title(lines: &[Line], title: Option<&str>, labels: &mut [Label]) {
    let Some(title) = title.map(str::trim).or_else(|| first_line_title(lines, labels)) else { return };
    for (line, label) in lines.iter().zip(labels) {
        if *label == Label::BODY && line.text.nfc().eq(title.nfc()) {
            *label = Label::TITLE;
        }
    }
}

/// The first line that is not furniture, if it reads like a headline and a story follows.
fn first_line_title<'t>(lines: &[Line<'t>], labels: &[Label]) -> Option<&'t str> {
    /// How far below the headline the story's first full sentence may stand: after a kicker, an author, a date.
    const STORY_WITHIN: usize = 5;
    let mut story =
        lines.iter().zip(labels).filter(|(_, label)| **label == Label::BODY).map(|(line, _)| line.text);
    let first = story.next().filter(|first| reads_like_headline(first))?;
    let is_story =
        |text: &str| text != first && (ends_sentence(text) || agency_tag(text).is_some() || is_long(text));
    story.take(STORY_WITHIN).any(is_story).then_some(first)
}

/// Whether the line is too long for a headline.
fn is_long(text: &str) -> bool {
    count_words(text, 41) > 40
}
