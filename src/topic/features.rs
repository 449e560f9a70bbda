//! What topics are told from.

use ndarray::Array1;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::grams::{self, Counts};
use crate::document::{Document, Sentence};
use crate::tagger::WordVectors;

/// How often a headline's syllables count: it says in ten words what a story is about.
const TITLE_TIMES: u32 = 2;

/// The vectors of so many of a story's tokens count, and of the rest of the sentence: news says first what it is about.
const STORY_TOKENS: usize = 350;

/// What the topics of an article are told from. Made by [`Extractor::topic_features`](crate::Extractor::topic_features);
/// serialised for training: `title` and `story` are mean vectors or null, `grams` are counts of syllables
/// and pairs by their FNV-1a.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    title: Option<Array1<f32>>,
    story: Option<Array1<f32>>,
    pub(super) grams: Counts,
}

impl Features {
    /// Reads the headline's sentences.
    pub(crate) fn read_title(
        &mut self,
        document: &Document<'_>,
        sentences: &[Sentence],
        vectors: &WordVectors,
    ) {
        self.title = mean(sentences, vectors);
        sentences.iter().for_each(|one| grams::count(&mut self.grams, document, one, TITLE_TIMES));
    }

    /// Reads the story's sentences.
    pub(crate) fn read_story(
        &mut self,
        document: &Document<'_>,
        sentences: &[Sentence],
        vectors: &WordVectors,
    ) {
        let mut tokens = 0;
        let is_early = |sentence: &&Sentence| {
            tokens += sentence.tokens.len();
            tokens - sentence.tokens.len() < STORY_TOKENS
        };
        let early = &sentences[..sentences.iter().take_while(is_early).count()];
        self.story = mean(early, vectors);
        sentences.iter().for_each(|one| grams::count(&mut self.grams, document, one, 1));
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.grams.is_empty()
    }

    /// The mean vectors of headline and story; where one is missing, the other stands for it. None without vectors.
    pub(super) fn means(&self) -> Option<[&Array1<f32>; 2]> {
        let title = self.title.as_ref().or(self.story.as_ref())?;
        Some([title, self.story.as_ref().unwrap_or(title)])
    }
}

fn mean(sentences: &[Sentence], vectors: &WordVectors) -> Option<Array1<f32>> {
    vectors.mean(sentences.iter().flat_map(|sentence| sentence.tokens.range()))
}

impl Serialize for Features {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = |mean: &Option<Array1<f32>>| mean.as_ref().map(|mean| mean.to_vec());
        let mut fields = serializer.serialize_struct("Features", 3)?;
        fields.serialize_field("title", &values(&self.title))?;
        fields.serialize_field("story", &values(&self.story))?;
        fields.serialize_field("grams", &self.grams)?;
        fields.end()
    }
}
