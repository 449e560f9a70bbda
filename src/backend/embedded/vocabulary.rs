//! How the words of a model are cut into pieces.

#[cfg(feature = "hugging-face")]
use crate::hugging_face::WordTokenizer;
use crate::tokenizer::Unigram;

/// Our own vocabulary, or what came with a converted model.
#[derive(Clone, Debug)]
pub(super) enum Vocabulary {
    Unigram(Unigram),
    // Its configuration is large, and models without it should not pay for that.
    #[cfg(feature = "hugging-face")]
    HuggingFace(Box<WordTokenizer>),
}

impl Vocabulary {
    pub(super) fn frame(&self) -> (u32, u32) {
        match self {
            Vocabulary::Unigram(_) => (Unigram::BOS, Unigram::EOS),
            #[cfg(feature = "hugging-face")]
            Vocabulary::HuggingFace(tokenizer) => tokenizer.frame(),
        }
    }

    pub(super) fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        match self {
            Vocabulary::Unigram(unigram) => unigram.encode_word(word, ids),
            #[cfg(feature = "hugging-face")]
            Vocabulary::HuggingFace(tokenizer) => tokenizer.encode_word(word, ids),
        }
    }
}
