//! What topics are told from.

use ndarray::Array1;
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::grams::{self, Counts};
use crate::document::{Document, Sentence};
use crate::tagger::WordVectors;

/// How often a headline's syllables count: it says in ten words what a story is about.
const TITLE_TIMES: u32 = 2;

/// A story is told by so many tokens and the rest of the sentence: news says first what it is about, and training then
/// takes minutes.
const STORY_TOKENS: usize = 350;

/// What a sentence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Title,
    Story,
}

/// What the topics of an article are told from. Made by [`Extractor::topic_features`](crate::Extractor::topic_features);
/// serialised for training: `title` and `story` are mean vectors or null, `grams` are counts by bucket.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    title: Mean,
    story: Mean,
    pub(super) grams: Counts,
    story_tokens: usize,
}

impl Features {
    /// Adds a sentence; those of a story in order, of which the first count.
    pub(crate) fn add(
        &mut self,
        part: Part,
        document: &Document<'_>,
        sentence: &Sentence,
        vectors: &WordVectors,
    ) {
        let (mean, times) = match part {
            Part::Story if self.story_tokens >= STORY_TOKENS => return,
            Part::Title => (&mut self.title, TITLE_TIMES),
            Part::Story => (&mut self.story, 1),
        };
        if part == Part::Story {
            self.story_tokens += sentence.tokens.len();
        }
        mean.add(sentence, vectors);
        grams::count(&mut self.grams, document, sentence, times);
    }

    /// Whether there is a headline among the sentences.
    pub(crate) fn have_title(&self) -> bool {
        self.title.count > 0
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.grams.is_empty()
    }

    /// The mean vectors of headline and story; where one is missing, the other stands for it. None without vectors.
    pub(super) fn means(&self) -> Option<[Array1<f32>; 2]> {
        match (self.title.get(), self.story.get()) {
            (Some(title), Some(story)) => Some([title, story]),
            (Some(only), None) | (None, Some(only)) => Some([only.clone(), only]),
            (None, None) => None,
        }
    }
}

impl Serialize for Features {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = |mean: &Mean| mean.get().map(|mean| mean.to_vec());
        let mut fields = serializer.serialize_struct("Features", 3)?;
        fields.serialize_field("title", &values(&self.title))?;
        fields.serialize_field("story", &values(&self.story))?;
        fields.serialize_field("grams", &self.grams)?;
        fields.end()
    }
}

/// A mean that vectors are added to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mean {
    sum: Option<Array1<f32>>,
    count: usize,
}

impl Mean {
    fn add(&mut self, sentence: &Sentence, vectors: &WordVectors) {
        for vector in sentence.tokens.range().filter_map(|token| vectors.get(token)) {
            self.count += 1;
            match &mut self.sum {
                Some(sum) => *sum += &vector,
                None => self.sum = Some(vector.to_owned()),
            }
        }
    }

    fn get(&self) -> Option<Array1<f32>> {
        self.sum.as_ref().map(|sum| sum / self.count as f32)
    }
}
