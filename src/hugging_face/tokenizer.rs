//! Any tokenizer of Hugging Face's, word by word.
//!
//! Token classifiers are trained on texts cut into words (`is_split_into_words=True`): each word is normalised and cut
//! into pieces alone, as if a space stood before it, and its label sits on its first piece. So this does the same.

use std::path::Path;

use serde_json::{Value, json};
use tokenizers::Tokenizer;

use super::{SENTENCEPIECE, TOKENIZER, read, sentencepiece};
use crate::error::{Error, ErrorKind, Result};

/// The characters of a word that are read: noise must not cost more than text.
const LONGEST_WORD: usize = 64;

/// Cuts words into the pieces of a model.
#[derive(Clone, Debug)]
pub(crate) struct WordTokenizer {
    tokenizer: Tokenizer,
    /// Whether a word is told from a word's end only by a space before it.
    space_before: bool,
    frame: (u32, u32),
    unknown: u32,
}

impl WordTokenizer {
    /// Reads `tokenizer.json`, or for lack of it XLM-RoBERTa's `sentencepiece.bpe.model`.
    pub(crate) fn from_dir(dir: &Path, model_type: &str) -> Result<Self> {
        let (json, model) = (dir.join(TOKENIZER), dir.join(SENTENCEPIECE));
        if json.is_file() || !model.is_file() {
            return Self::from_json(&read(&json)?);
        }
        if model_type != "xlm-roberta" {
            let problem = format!("of a {model_type} model is not read; save a {TOKENIZER} with it");
            return Err(Error::model(format!("{}: {problem}", model.display())));
        }
        Self::from_json(sentencepiece::tokenizer_json(&read(&model)?)?.to_string().as_bytes())
    }

    pub(crate) fn from_json(json: &[u8]) -> Result<Self> {
        let fails = |error: tokenizers::Error| Error::model(format!("{TOKENIZER}: {error}"));
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(fails)?;
        // What the file says of whole texts must not touch single words.
        tokenizer.with_truncation(None).map_err(fails)?.with_padding(None);
        let frame = frame(&tokenizer)?;
        let special = |name: &&str| tokenizer.token_to_id(name);
        let unknown = ["<unk>", "[UNK]"].iter().find_map(special).unwrap_or(frame.1);
        let space_before = needs_space(&tokenizer);
        Ok(WordTokenizer { tokenizer, space_before, frame, unknown })
    }

    /// The ids that start and end a window.
    pub(crate) fn frame(&self) -> (u32, u32) {
        self.frame
    }

    /// The id that fills up windows.
    pub(crate) fn padding(&self) -> u32 {
        ["<pad>", "[PAD]"].iter().find_map(|name| self.tokenizer.token_to_id(name)).unwrap_or(0)
    }

    /// Appends the ids of a word's pieces to `ids`: at least one, the unknown one if it has none.
    pub(crate) fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        let end = word.char_indices().nth(LONGEST_WORD).map_or(word.len(), |(at, _)| at);
        let word = &word[..end];
        let encoded = if self.space_before {
            self.tokenizer.encode_fast(format!(" {word}"), false)
        } else {
            self.tokenizer.encode_fast(word, false)
        };
        match encoded {
            Ok(pieces) if !pieces.is_empty() => ids.extend_from_slice(pieces.get_ids()),
            // A character that the vocabulary has nothing for, and no piece for that either.
            _ => ids.push(self.unknown),
        }
    }

    /// Checks that a model with so many word embeddings has one for every piece.
    pub(crate) fn check(&self, vocabulary: usize) -> Result<()> {
        let pieces = self.tokenizer.get_vocab(true);
        match pieces.iter().max_by_key(|(_, id)| **id) {
            Some((piece, id)) if *id as usize >= vocabulary => Err(Error::model(format!(
                "{TOKENIZER}: {piece:?} has the id {id}, but the model knows {vocabulary} pieces: not its tokenizer"
            ))),
            Some(_) => Ok(()),
            None => Err(Error::model(format!("{TOKENIZER}: has no pieces"))),
        }
    }

    /// Writes it as `tokenizer.json`.
    pub(crate) fn save(&self, path: &Path) -> Result<()> {
        let failed =
            |error: tokenizers::Error| Error::new(ErrorKind::Io, format!("{}: {error}", path.display()));
        self.tokenizer.save(path, false).map_err(failed)
    }
}

/// The post-processor that puts `start` before a text and `end` behind it.
pub(crate) fn template(start: (&str, u32), end: (&str, u32)) -> Value {
    let special = |(piece, _): (&str, u32)| json!({"SpecialToken": {"id": piece, "type_id": 0}});
    let text = |id: &str| json!({"Sequence": {"id": id, "type_id": 0}});
    let known = |(piece, id): (&str, u32)| json!({"id": piece, "ids": [id], "tokens": [piece]});
    json!({
        "type": "TemplateProcessing",
        "single": [special(start), text("A"), special(end)],
        "pair": [special(start), text("A"), special(end), special(end), text("B"), special(end)],
        "special_tokens": {start.0: known(start), end.0: known(end)},
    })
}

/// What the tokenizer puts around a text; `<s>` and `</s>`, or `[CLS]` and `[SEP]`, if it does not say.
fn frame(tokenizer: &Tokenizer) -> Result<(u32, u32)> {
    if let Ok(encoding) = tokenizer.encode_fast("", true)
        && let [start, end] = encoding.get_ids()
    {
        return Ok((*start, *end));
    }
    let id = |name: &str| tokenizer.token_to_id(name);
    [("<s>", "</s>"), ("[CLS]", "[SEP]")]
        .into_iter()
        .find_map(|(start, end)| Some((id(start)?, id(end)?)))
        .ok_or_else(|| Error::model(format!("{TOKENIZER}: no pieces that start and end a text")))
}

/// Whether words get no mark of their beginning unless there is a space before them: byte-level pieces without
/// `add_prefix_space`, and SentencePiece without a prefix.
fn needs_space(tokenizer: &Tokenizer) -> bool {
    let json = serde_json::to_value(tokenizer.get_pre_tokenizer()).unwrap_or_default();
    let single = [json.clone()];
    let steps = json.get("pretokenizers").and_then(Value::as_array).map_or(&single[..], Vec::as_slice);
    steps.iter().any(|step| match step.get("type").and_then(Value::as_str) {
        Some("ByteLevel") => step.get("add_prefix_space") == Some(&Value::Bool(false)),
        Some("Metaspace") => step.get("prepend_scheme").and_then(Value::as_str) == Some("never"),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokenizer(json: &Value) -> WordTokenizer {
        WordTokenizer::from_json(json.to_string().as_bytes()).expect("is a tokenizer")
    }

    fn encode(tokenizer: &WordTokenizer, word: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        tokenizer.encode_word(word, &mut ids);
        ids
    }

    fn word_piece() -> Value {
        json!({
            "model": {
                "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "hà": 3, "n": 4, "##ội": 5, "hà nội": 6}
            },
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
        })
    }

    #[test]
    fn word_pieces() {
        let tokenizer = tokenizer(&word_piece());
        assert_eq!(tokenizer.frame(), (0, 1));
        assert_eq!(encode(&tokenizer, "Nội"), [4, 5]);
        assert_eq!(encode(&tokenizer, "漢"), [2]);
        assert_eq!(encode(&tokenizer, ""), [2], "every word has a piece");
        assert!(tokenizer.check(7).is_ok());
        let error = tokenizer.check(6).expect_err("the last piece has no embedding");
        assert_eq!(error.kind(), ErrorKind::Model);
        assert!(error.to_string().contains("\"hà nội\""), "{error}");
    }

    #[test]
    fn byte_level_words_begin_with_a_space() {
        for add_prefix_space in [true, false] {
            let tokenizer = tokenizer(&json!({
                "model": {
                    "type": "BPE", "merges": [["Ġ", "H"], ["ĠH", "u"]],
                    "vocab": {"<s>": 0, "</s>": 1, "H": 2, "u": 3, "Ġ": 4, "ĠH": 5, "ĠHu": 6}
                },
                "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": add_prefix_space, "use_regex": true,
                    "trim_offsets": true},
            }));
            assert_eq!(encode(&tokenizer, "Hu"), [6], "{add_prefix_space}");
        }
    }

    #[test]
    fn what_is_no_tokenizer_is_an_error() {
        let mut frameless = word_piece();
        frameless["model"]["vocab"] = json!({"[UNK]": 0, "a": 1});
        for (json, says) in [("{}".to_owned(), TOKENIZER), (frameless.to_string(), "start and end a text")] {
            let error = WordTokenizer::from_json(json.as_bytes()).expect_err(says);
            assert_eq!(error.kind(), ErrorKind::Model);
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
