//! Headlines and leads of other stories, which pages put below a story and in between.
//!
//! Marked are, of the lines that are neither title nor furniture:
//!
//! - a headline that stands twice, one line after the other, and the dispatch below it: "(TTXVN) - Ngày 3/2, ...";
//! - at the end of the text, a row of at least two headlines that stand twice or have a dispatch of the agency whose tag
//!   the story has as well;
//! - what stands under a heading such as "TIN LIÊN QUAN", as long as it reads like headlines;
//! - single lines that begin with ">>" or "Xem thêm:", and lines of HTML that are one link and read like a headline.
//!
//! In doubt a line is the story's: a reader who misses a person of the story is served worse than one who sees a person
//! of a teaser.

use super::classify::Label;
use super::furniture::is_teaser_heading;
use super::line::{
    LONGEST_HEADLINE, Line, agency_tag, count_words, ends_sentence, folded, reads_like_headline,
};
use crate::span::{Source, Span};

pub(super) fn mark(lines: &[Line], links: &[Span<Source>], labels: &mut [Label]) {
    mark_dispatches(lines, labels);
    mark_tail(lines, labels);
    mark_sections(lines, labels);
    mark_single_lines(lines, links, labels);
}

/// The lines that are the story's so far.
fn story_lines(labels: &[Label]) -> Vec<usize> {
    (0..labels.len()).filter(|&at| labels[at] == Label::BODY).collect()
}

/// Whether the lines at `story[at]` and after are one headline twice.
fn stands_twice(lines: &[Line], story: &[usize], at: usize) -> bool {
    match story.get(at..at + 2) {
        Some(&[first, second]) => {
            let text = lines[first].text;
            text == lines[second].text && reads_like_headline(text) && !is_teaser_heading(text)
        }
        _ => false,
    }
}

fn mark_unit(unit: &[usize], labels: &mut [Label]) {
    for (nth, &line) in unit.iter().enumerate() {
        labels[line] = if nth == 0 { Label::TEASER } else { Label::TEASER_GOES_ON };
    }
}

/// Marks headlines that stand twice with a dispatch below, wherever they stand after the story began.
fn mark_dispatches(lines: &[Line], labels: &mut [Label]) {
    let story = story_lines(labels);
    let Some(begun) = story.iter().position(|&line| ends_sentence(lines[line].text)) else { return };
    let mut at = begun + 1;
    while at + 2 < story.len() {
        let is_unit = stands_twice(lines, &story, at) && agency_tag(lines[story[at + 2]].text).is_some();
        let length = if is_unit { 3 } else { 1 };
        if is_unit {
            mark_unit(&story[at..at + length], labels);
        }
        at += length;
    }
}

/// Marks the row of teasers that the text ends with, if there are two or more.
fn mark_tail(lines: &[Line], labels: &mut [Label]) {
    let story = story_lines(labels);
    let Some(begun) = story.iter().position(|&line| ends_sentence(lines[line].text)) else { return };
    // From the end: the number of teasers that begin at a line and reach to the end without anything between.
    let mut reaching = vec![None; story.len() + 1];
    reaching[story.len()] = Some(0_usize);
    let tags = Tags::of(lines, &story);
    for at in (begun + 1..story.len()).rev() {
        reaching[at] = tail_unit(lines, &story, at, &tags).and_then(|end| Some(reaching[end]? + 1));
    }
    let Some(mut at) = (begun + 1..story.len()).find(|&at| reaching[at].is_some_and(|teasers| teasers >= 2))
    else {
        return;
    };
    while let Some(end) = tail_unit(lines, &story, at, &tags) {
        mark_unit(&story[at..end], labels);
        at = end;
    }
}

/// The tag of the story's own dispatch, and the line at which it stands.
struct Tags<'t> {
    first: Option<(usize, &'t str)>,
}

impl<'t> Tags<'t> {
    fn of(lines: &[Line<'t>], story: &[usize]) -> Self {
        Tags { first: story.iter().find_map(|&line| Some((line, agency_tag(lines[line].text)?))) }
    }

    /// Whether `line` is a later dispatch with the story's tag.
    fn is_repeated(&self, line: usize, text: &str) -> bool {
        self.first.is_some_and(|(first, tag)| first < line && agency_tag(text) == Some(tag))
    }
}

/// The end of the teaser that begins at `story[at]`, if one does.
fn tail_unit(lines: &[Line], story: &[usize], at: usize, tags: &Tags) -> Option<usize> {
    let text = |at: usize| story.get(at).map(|&line| lines[line].text);
    if stands_twice(lines, story, at) {
        let has_lead = text(at + 2).is_some_and(ends_sentence) && !stands_twice(lines, story, at + 2);
        return Some(at + 2 + usize::from(has_lead));
    }
    let lead = *story.get(at + 1)?;
    let is_dispatch = reads_like_headline(text(at)?) && tags.is_repeated(lead, lines[lead].text);
    is_dispatch.then_some(at + 2)
}

/// Marks headings over teasers as furniture, and the headlines below them.
fn mark_sections(lines: &[Line], labels: &mut [Label]) {
    let mut at = 0;
    while at < lines.len() {
        if labels[at] == Label::BODY && is_teaser_heading(lines[at].text) {
            labels[at] = Label::FURNITURE;
            let end = section_end(lines, labels, at + 1);
            for label in labels[at + 1..end].iter_mut().filter(|label| **label == Label::BODY) {
                *label = Label::TEASER;
            }
            at = end;
        } else {
            at += 1;
        }
    }
}

/// One past the last headline of the list that begins at `first`.
///
/// Where the story goes on below, the last of several headlines is its sub-heading if a blank line comes before.
fn section_end(lines: &[Line], labels: &[Label], first: usize) -> usize {
    let is_item =
        |at: usize| labels[at] != Label::BODY || reads_like_headline(without_bullet(lines[at].text));
    let end = (first..lines.len())
        .find(|&at| !is_item(at) || is_teaser_heading(lines[at].text))
        .unwrap_or(lines.len());
    let story_goes_on = end < lines.len() && !is_teaser_heading(lines[end].text);
    let has_subheading = story_goes_on && end >= first + 2 && lines[end - 1].after_gap;
    if has_subheading { end - 1 } else { end }
}

fn without_bullet(text: &str) -> &str {
    text.trim_start_matches(['-', '–', '•', '*', '+', '►', '▪', '>', '»']).trim_start()
}

fn mark_single_lines(lines: &[Line], links: &[Span<Source>], labels: &mut [Label]) {
    let mut links = links.iter().peekable();
    for (line, label) in lines.iter().zip(labels) {
        while links.next_if(|link| link.end <= line.start).is_some() {}
        let is_link =
            links.peek().is_some_and(|link| link.start < line.end) && reads_like_headline(line.text);
        if *label == Label::BODY && (is_link || points_elsewhere(line.text)) {
            *label = Label::TEASER;
        }
    }
}

/// Whether the line says itself that it names another story: ">> Mưa lớn ở miền núi", "Xem thêm: Mưa lớn ở miền núi".
fn points_elsewhere(text: &str) -> bool {
    const LEADS: &[&str] =
        &["bài liên quan", "đọc thêm", "mời xem thêm", "tin liên quan", "xem thêm", "xem thêm bài"];
    let headline = match text.strip_prefix(">>").or_else(|| text.strip_prefix('»')) {
        Some(headline) => headline,
        None => match text.char_indices().take(40).find(|&(_, c)| c == ':' || c == '>') {
            Some((at, _)) if folded(&text[..at], 40).is_some_and(|lead| LEADS.contains(&lead.trim())) => {
                &text[at + 1..]
            }
            _ => return false,
        },
    };
    let words = count_words(headline.trim_start_matches(['>', ' ']), LONGEST_HEADLINE + 1);
    (3..=LONGEST_HEADLINE).contains(&words)
}
