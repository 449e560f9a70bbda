//! Our vocabulary, and all that stands before it, as a `tokenizer.json`.

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::hugging_face::tokenizer::template;
use crate::tokenizer::{Unigram, tone_placements};

/// What [`Document`](crate::document::Document) makes words of, and what it takes for blank.
const WORD: &str = r"\p{Alphabetic}\p{M}\p{N}_";
const BLANK: &str = r"\s\x{200b}\x{200e}\x{200f}\x{2060}\x{feff}";

/// From the lines of `vocabulary.tsv`, which have been checked.
///
/// It may be given whole texts: it cuts them into words as we do, but for those that lost the blank between them, and
/// spells each as [`normalize_word`](crate::tokenizer::normalize_word) does.
pub(super) fn from_tsv(tsv: &[u8]) -> Result<Value> {
    let tsv = std::str::from_utf8(tsv).map_err(|error| Error::model("vocabulary.tsv").because(error))?;
    let piece = |line: &str| {
        let (piece, score) = line.split_once('\t')?;
        Some(json!([piece, score.parse::<f64>().ok()?]))
    };
    let pieces: Vec<Value> = tsv.lines().filter_map(piece).collect();
    let specials = [
        ("<s>", Unigram::BOS),
        ("<pad>", super::PADDING),
        ("</s>", Unigram::EOS),
        ("<unk>", Unigram::UNKNOWN),
    ];
    let special = |(piece, id): (&str, u32)| {
        json!({"id": id, "content": piece, "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": true})
    };
    Ok(json!({
        "version": "1.0",
        "added_tokens": specials.map(special),
        "normalizer": {"type": "Sequence", "normalizers": normalizers()},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": format!("[{BLANK}]+")}, "behavior": "Removed", "invert": false},
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false},
        ]},
        "post_processor": template(("<s>", Unigram::BOS), ("</s>", Unigram::EOS)),
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": false},
        "model": {"type": "Unigram", "unk_id": Unigram::UNKNOWN, "vocab": pieces, "byte_fallback": false},
    }))
}

/// Spaces around symbols, NFKC, and the older of the two places of a tone at the end of a word.
///
/// The spaces come first because NFKC would change where words begin: it makes three symbols of "…", letters of "™".
fn normalizers() -> Vec<Value> {
    let symbol = format!("[^{WORD}{BLANK}]");
    let apart = format!(
        r"(?<=[{WORD}])(?={symbol})|(?<={symbol})(?=[^\p{{M}}{BLANK}])|(?<={symbol}\p{{M}})(?=[{WORD}&&[^\p{{M}}]])"
    );
    let replace = |pattern: String, content: &str| json!({"type": "Replace", "pattern": {"Regex": pattern}, "content": content});
    let older =
        tone_placements().map(|(newer, older)| replace(format!("(?<![qQ]){newer}(?![{WORD}])"), &older));
    [replace(apart, " "), json!({"type": "NFKC"})].into_iter().chain(older).collect()
}
