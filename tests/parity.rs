//! The embedded model against the same arithmetic in PyTorch (`training/rounded.py`): same pieces, same scores, and
//! the same labels but for ties. `training/export.py` writes the reference.
#![cfg(feature = "embedded-model")]

use safetensors::SafeTensors;
use trich::backend::TokenClassifier;
use trich::backend::embedded::EmbeddedModel;
use trich::decode::viterbi;
use trich::document::Document;

const SENTENCES: &str = include_str!("parity/sentences.txt");
const REFERENCE: &[u8] = include_bytes!("parity/reference.safetensors");

/// The arithmetic is the same up to the order of float sums, which now and then rounds an activation to the
/// neighbouring one of its 256 values. Scores run from about -8 to 10.
const TOLERANCE: f32 = 0.35;
const MEAN_TOLERANCE: f32 = 0.03;

fn values<const N: usize, T>(reference: &SafeTensors<'_>, name: &str, read: impl Fn([u8; N]) -> T) -> Vec<T> {
    let tensor = reference.tensor(name).expect("is in the reference");
    tensor.data().chunks_exact(N).map(|bytes| read(bytes.try_into().expect("has N bytes"))).collect()
}

#[test]
fn pieces_scores_and_labels_are_those_of_pytorch() {
    let model = EmbeddedModel::embedded().expect("loads");
    let reference = SafeTensors::deserialize(REFERENCE).expect("is well formed");
    let (mut sum, mut count, mut unequal) = (0.0, 0, 0);
    for (number, line) in SENTENCES.lines().enumerate() {
        let (bos, eos) = model.frame();
        let mut ids = vec![bos];
        let document = Document::new(line);
        for token in document.tokens() {
            model.encode_word(document.token_text(*token), &mut ids);
        }
        ids.push(eos);
        let want_ids = values(&reference, &format!("{number}.ids"), |bytes| i32::from_le_bytes(bytes) as u32);
        assert_eq!(ids, want_ids, "pieces of {line:?}");

        let scores = model.classify(&ids).scores;
        let want = values(&reference, &format!("{number}.scores"), f32::from_le_bytes);
        let want =
            ndarray::Array2::from_shape_vec(scores.dim(), want).expect("has a score per piece and label");
        let difference = (&scores - &want).abs();
        let greatest = difference.fold(0.0f32, |greatest, value| greatest.max(*value));
        assert!(greatest < TOLERANCE, "{line:?}: scores differ by {greatest}");
        sum += difference.sum();
        count += difference.len();
        let ours = viterbi(scores.view(), model.labels());
        let theirs = viterbi(want.view(), model.labels());
        unequal += usize::from(ours != theirs);
        // A tie may fall either way: what we take is worth as much as the best, as far as scores agree.
        let worth = |path: &[usize]| -> f32 {
            path.iter().enumerate().map(|(piece, label)| want[[piece, *label]]).sum()
        };
        assert!(worth(&theirs) - worth(&ours) < TOLERANCE, "labels of {line:?}: {ours:?}, not {theirs:?}");
    }
    assert!(unequal <= 1, "labels differ in {unequal} sentences");
    let mean = sum / count as f32;
    assert!(mean < MEAN_TOLERANCE, "scores differ by {mean} in the mean");
    eprintln!("{count} scores, mean difference {mean}");
}
