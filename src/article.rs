//! Articles as they come: plain text, HTML or JSON Lines, with what belongs to the story told from what does not.

use crate::span::{Source, Span};

/// An article: its text, and the blocks it consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The caller's name for it, if there is one.
    pub id: Option<String>,
    text: String,
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
    /// What the page's software wrote: player clocks, buttons.
    Furniture,
}

impl Article {
    /// Reads plain text. Any text will do; offsets of all results are byte offsets into it.
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        let blocks = vec![Block { kind: BlockKind::Body, span: Span::new(0, text.len()) }];
        Article { id: None, text, blocks }
    }

    /// The whole text, with everything that stood on the page.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks, in order, one after the other; together they cover the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The headline, if there is one.
    pub fn title(&self) -> Option<&str> {
        let block = self.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
        Some(self.text[block.span.range()].trim())
    }

    /// What the text at `offset` belongs to.
    pub fn block_kind_at(&self, offset: usize) -> BlockKind {
        let next = self.blocks.partition_point(|block| block.span.end <= offset);
        self.blocks.get(next).map_or(BlockKind::Body, |block| block.kind)
    }
}
