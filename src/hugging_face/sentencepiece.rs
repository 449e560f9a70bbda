//! XLM-RoBERTa's `sentencepiece.bpe.model` as the `tokenizer.json` that Hugging Face makes of it.

use prost::Message;
use serde_json::{Value, json};
use tokenizers::normalizers::Precompiled;

use super::SENTENCEPIECE;
use crate::error::{Error, Result};

/// The fields of SentencePiece's `ModelProto` that matter (google/sentencepiece, `src/sentencepiece_model.proto`).
#[derive(Message)]
struct Model {
    #[prost(message, repeated, tag = "1")]
    pieces: Vec<Piece>,
    #[prost(message, optional, tag = "2")]
    trainer: Option<Trainer>,
    #[prost(message, optional, tag = "3")]
    normalizer: Option<Normalizer>,
}

#[derive(Message)]
struct Piece {
    #[prost(string, tag = "1")]
    piece: String,
    #[prost(float, tag = "2")]
    score: f32,
}

#[derive(Message)]
struct Trainer {
    /// 1 (also when absent): unigram; 2: byte-pair encoding.
    #[prost(int32, tag = "3")]
    model_type: i32,
}

#[derive(Message)]
struct Normalizer {
    #[prost(bytes = "vec", tag = "2")]
    precompiled_charsmap: Vec<u8>,
}

/// The pieces that stand first in SentencePiece's file, and the ones that fairseq gave their place.
const THEIRS: [&str; 3] = ["<unk>", "<s>", "</s>"];
const OURS: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];

pub(super) fn tokenizer_json(model: &[u8]) -> Result<Value> {
    let model = Model::decode(model).map_err(|error| Error::model(SENTENCEPIECE).because(error))?;
    let first = model.pieces.iter().take(THEIRS.len()).map(|piece| piece.piece.as_str());
    if !first.eq(THEIRS) || model.trainer.as_ref().is_some_and(|trainer| trainer.model_type > 1) {
        return Err(Error::model(format!("{SENTENCEPIECE}: not the unigram vocabulary of an XLM-RoBERTa")));
    }
    let pieces = model.pieces.iter().skip(THEIRS.len()).map(|piece| json!([piece.piece, piece.score]));
    let vocabulary: Vec<Value> =
        OURS.iter().map(|piece| json!([piece, 0.0])).chain(pieces).chain([json!(["<mask>", 0.0])]).collect();
    let mask = vocabulary.len() - 1;
    let special = |id: usize, piece: &str| {
        json!({"id": id, "content": piece, "single_word": false, "lstrip": piece == "<mask>", "rstrip": false,
            "normalized": false, "special": true})
    };
    let specials = OURS.iter().enumerate().map(|(id, piece)| special(id, piece));
    Ok(json!({
        "version": "1.0",
        "added_tokens": specials.chain([special(mask, "<mask>")]).collect::<Vec<_>>(),
        "normalizer": normalizer(model.normalizer.as_ref())?,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "post_processor": super::tokenizer::template(("<s>", 0), ("</s>", 2)),
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary, "byte_fallback": false},
    }))
}

fn normalizer(normalizer: Option<&Normalizer>) -> Result<Value> {
    let spaces = json!({"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "});
    let table = normalizer.map_or(&[][..], |normalizer| &normalizer.precompiled_charsmap);
    if table.is_empty() {
        return Ok(spaces);
    }
    let fails = || Error::model(format!("{SENTENCEPIECE}: its normaliser is corrupt"));
    let table = Precompiled::from(table).map_err(|_| fails())?;
    let table = serde_json::to_value(table).map_err(|_| fails())?;
    Ok(json!({"type": "Sequence", "normalizers": [table, spaces]}))
}
