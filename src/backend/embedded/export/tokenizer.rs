//! Our vocabulary, and all that stands before it, as a `tokenizer.json`.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::hugging_face::tokenizer::template;
use crate::tokenizer::{Unigram, tone_placements};

/// What [`Document`](crate::document::Document) takes for a word, or for a symbol with the marks on it.
const WORD: &str = r"[\p{Alphabetic}\p{M}\p{N}_]+|[^\p{Alphabetic}\p{M}\p{N}_\s\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}]\p{M}*";

/// From the lines of `vocabulary.tsv`, which have been checked.
///
/// A word reaches the pieces as [`normalize_word`](crate::tokenizer::normalize_word) spells it. So this tokenizer may be
/// given whole texts: it cuts them into the same words.
pub(super) fn from_tsv(tsv: &[u8]) -> Result<Value> {
    let tsv = std::str::from_utf8(tsv).map_err(|error| Error::model("vocabulary.tsv").because(error))?;
    let piece = |line: &str| {
        let (piece, score) = line.split_once('\t')?;
        Some(json!([piece, score.parse::<f64>().ok()?]))
    };
    let pieces: Vec<Value> = tsv.lines().filter_map(piece).collect();
    let specials = [("<s>", Unigram::BOS), ("<pad>", super::PADDING), ("</s>", Unigram::EOS), ("<unk>", Unigram::UNKNOWN)];
    let special = |(piece, id): (&str, u32)| {
        json!({"id": id, "content": piece, "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": true})
    };
    Ok(json!({
        "version": "1.0",
        "added_tokens": specials.map(special),
        "normalizer": {"type": "Sequence", "normalizers": normalizers()},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": WORD}, "behavior": "Removed", "invert": true},
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false},
        ]},
        "post_processor": template(("<s>", Unigram::BOS), ("</s>", Unigram::EOS)),
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false},
        "model": {"type": "Unigram", "unk_id": Unigram::UNKNOWN, "vocab": pieces, "byte_fallback": false},
    }))
}

/// NFKC, and the older of the two places of a tone at the end of a word.
fn normalizers() -> Vec<Value> {
    let older = tone_placements().map(|(newer, older)| {
        let pattern = format!(r"(?<![qQ]){newer}(?![\p{{Alphabetic}}\p{{M}}\p{{N}}_])");
        json!({"type": "Replace", "pattern": {"Regex": pattern}, "content": older})
    });
    std::iter::once(json!({"type": "NFKC"})).chain(older).collect()
}
