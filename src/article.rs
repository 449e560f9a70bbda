//! Articles as they come: plain text, HTML or JSON Lines, with what belongs to the story told from what does not.
//!
//! ```
//! use trich::article::{Article, BlockKind};
//! let article = Article::from_text("Cầu mới thông xe\n0:00 / 1:30\nSáng 3/2, cầu mới ở miền núi thông xe.\n");
//! assert_eq!(article.title(), Some("Cầu mới thông xe"));
//! assert_eq!(article.body_text(), "Sáng 3/2, cầu mới ở miền núi thông xe.\n");
//! assert_eq!(article.blocks()[1].kind, BlockKind::Furniture);
//! ```
//!
//! A text is told apart line by line; nothing is taken out of it, and the [blocks](Article::blocks) cover all of it. Of a
//! page in HTML, the text is what stands in its main part (see [`Article::from_html`]).

mod classify;
mod file;
mod furniture;
mod html;
pub mod jsonl;
mod line;
mod markup;
mod nesting;
mod teaser;

use crate::date::CalendarDate;
use crate::span::{Source, Span};

/// An article: its text, and the blocks it consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The caller's name for it, if there is one.
    pub id: Option<String>,
    /// The day it was published, if known: "năm nay" is told from it.
    pub date: Option<CalendarDate>,
    title: Option<String>,
    text: String,
    /// Lines that the page made links of; the spans are in order.
    links: Vec<Span<Source>>,
    blocks: Vec<Block>,
}

/// One stretch of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the stretch is.
    pub kind: BlockKind,
    /// Its bytes in the article's text.
    pub span: Span<Source>,
}

/// What a [`Block`] is to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The story's headline, wherever it stands.
    Title,
    /// The story.
    Body,
    /// Headline or lead of another story.
    Teaser,
    /// What the page's software wrote: player clocks, buttons, headings over teasers.
    Furniture,
}

impl Article {
    /// Reads plain text. Any text will do; offsets of all results are byte offsets into it.
    ///
    /// The first line is the title if it reads like a headline and a story follows; a text of one line is body.
    pub fn from_text(text: impl Into<String>) -> Self {
        Article::of(text.into(), None, Vec::new())
    }

    fn of(text: String, title: Option<String>, links: Vec<Span<Source>>) -> Self {
        let blocks = classify::classify(&text, title.as_deref(), &links);
        Article { id: None, date: None, title, text, links, blocks }
    }

    /// The article with the caller's name for it.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The article with the day it was published, from which "năm nay" and "tháng tới" get their dates.
    #[must_use]
    pub fn with_date(mut self, date: CalendarDate) -> Self {
        self.date = Some(date);
        self
    }

    /// The article with a headline that is known from elsewhere. The text stays as it is; lines that repeat the headline
    /// are its title, and the first line no longer is one for its looks.
    ///
    /// ```
    /// use trich::article::Article;
    /// let article = Article::from_text("Bản tin sáng nay\nCầu thông xe.").with_title("Cầu mới thông xe");
    /// assert_eq!(article.title(), Some("Cầu mới thông xe"));
    /// assert_eq!(article.body_text(), "Bản tin sáng nay\nCầu thông xe.");
    /// ```
    #[must_use]
    pub fn with_title(self, title: impl Into<String>) -> Self {
        let title = Some(title.into()).filter(|title| !title.trim().is_empty());
        Article { id: self.id, date: self.date, ..Article::of(self.text, title, self.links) }
    }

    /// The whole text, with everything that stood on the page.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks, in order, one after the other; together they cover the text. Neighbours differ in kind, except
    /// teasers: each is a block.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The text of the body's blocks, one after the other.
    pub fn body_text(&self) -> String {
        let body = self.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        body.map(|block| &self.text[block.span.range()]).collect()
    }

    /// The headline, if there is one: the known one, or the line of the text.
    pub fn title(&self) -> Option<&str> {
        if let Some(title) = &self.title {
            return Some(title.trim());
        }
        let block = self.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
        line::lines(&self.text[block.span.range()]).first().map(|line| line.text)
    }

    /// The headline on a line of its own, and the first words of the story. What is no part of the story is left out.
    pub(crate) fn opening(&self, words: usize) -> String {
        let mut opening = self.title().unwrap_or_default().to_owned();
        opening.push('\n');
        let body = self.body_text();
        let all = body.split_inclusive(char::is_whitespace).filter(|word| !word.trim().is_empty());
        opening.extend(all.take(words));
        opening
    }

    /// What the text at `offset` belongs to.
    pub fn block_kind_at(&self, offset: usize) -> BlockKind {
        let next = self.blocks.partition_point(|block| block.span.end <= offset);
        self.blocks.get(next).map_or(BlockKind::Body, |block| block.kind)
    }
}

#[cfg(test)]
mod tests;
