//! The laws of extraction, with a classifier of a few lines in place of the transformer: it tags every run of words that
//! begin with a capital, so what must be found is known for any text.

use std::sync::Arc;

use ndarray::Array2;
use proptest::prelude::*;
use trich::Extractor;
use trich::article::Article;
use trich::backend::{Output, TokenClassifier};
use trich::error::ErrorKind;
use trich::extraction::{Extraction, OffsetUnit};
use trich::label::Label;
use trich::mention::EntityKind::Person;
use unicode_normalization::UnicodeNormalization;

const LABELS: [Label; 3] = [Label::Outside, Label::Begin(Person), Label::Inside(Person)];
const SMALL: u32 = 10;
const CAPITAL: u32 = 11;
const NOTHING: u32 = 12;
const WINDOW: usize = 16;

/// One piece for a word that begins with a capital; two, of which the second means nothing, for others.
#[derive(Debug)]
struct Capitals;

impl TokenClassifier for Capitals {
    fn labels(&self) -> &[Label] {
        &LABELS
    }

    fn window(&self) -> usize {
        WINDOW
    }

    fn frame(&self) -> (u32, u32) {
        (0, 2)
    }

    fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
        if word.starts_with(char::is_uppercase) {
            ids.push(CAPITAL);
        } else {
            ids.extend([SMALL, NOTHING]);
        }
    }

    fn classify(&self, ids: &[u32]) -> Output {
        assert!(ids.len() <= WINDOW, "a window of {} pieces", ids.len());
        assert_eq!((ids.first(), ids.last()), (Some(&0), Some(&2)));
        let wanted = |piece: usize| match (ids[piece], ids[piece - 1]) {
            (CAPITAL, CAPITAL) => 2,
            (CAPITAL, _) => 1,
            _ => 0,
        };
        Array2::from_shape_fn((ids.len(), LABELS.len()), |(piece, label)| {
            let want = if piece == 0 { 0 } else { wanted(piece) };
            if label == want { 5.0 } else { 0.0 }
        })
        .into()
    }
}

fn extractor() -> Extractor {
    Extractor::builder().classifier(Arc::new(Capitals)).build().expect("a classifier is all it needs")
}

fn names(extraction: &Extraction) -> Vec<String> {
    extraction.mentions.iter().map(|mention| mention.text.nfc().collect()).collect()
}

/// Vietnamese words, marks, breaks and noise.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Nguyễn "),
        Just("hòa"),
        Just("Hoà"),
        Just("Đảng "),
        Just(" "),
        Just("\n"),
        Just(". "),
        Just(", "),
        Just("e\u{323}\u{302}"),
        Just("U\u{31b}"),
        Just("TP.HCM "),
        Just("11%"),
        Just("\u{feff}"),
        Just("\0"),
        Just("😀"),
        Just("漢"),
        Just("0:00 / 0:00\n"),
        Just("ước mơ "),
        Just("“"),
        Just("ß"),
        Just("\r\n"),
    ];
    prop_oneof![prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat()), any::<String>(),]
}

proptest! {
    #[test]
    fn spans_slice_the_callers_text(text in text()) {
        let extraction = extractor().extract(&text);
        let mut end = 0;
        for mention in &extraction.mentions {
            prop_assert!(end <= mention.start && mention.start < mention.end);
            prop_assert_eq!(text.get(mention.start..mention.end), Some(&*mention.text));
            prop_assert!(mention.confidence > 0.0 && mention.confidence <= 1.0);
            let entity = &extraction.entities[mention.entity.expect("belongs to an entity")];
            prop_assert_eq!(entity.kind, mention.kind);
            end = mention.end;
        }
        let mut members: Vec<usize> = extraction.entities.iter().flat_map(|entity| entity.mentions.clone()).collect();
        members.sort_unstable();
        prop_assert_eq!(members, (0..extraction.mentions.len()).collect::<Vec<_>>());
    }

    #[test]
    fn offsets_in_code_points_slice_the_same(text in text()) {
        let bytes = extractor().extract(&text);
        let chars = bytes.clone().with_offsets(&text, OffsetUnit::Chars);
        for mention in &chars.mentions {
            let slice: String = text.chars().skip(mention.start).take(mention.end - mention.start).collect();
            prop_assert_eq!(&slice, &mention.text);
        }
    }

    #[test]
    fn composed_and_decomposed_text_name_the_same(text in text()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(names(&extractor().extract(&composed)), names(&extractor().extract(&decomposed)));
    }

    #[test]
    fn white_space_before_shifts_offsets_only(text in text()) {
        let (plain, shifted) = (extractor().extract(&text), extractor().extract(&format!("  {text}")));
        prop_assert_eq!(names(&plain), names(&shifted));
        for (plain, shifted) in plain.mentions.iter().zip(&shifted.mentions) {
            prop_assert_eq!((plain.start + 2, plain.end + 2), (shifted.start, shifted.end));
        }
    }

    #[test]
    fn batches_give_what_single_articles_give(texts in prop::collection::vec(text(), 0..5)) {
        let articles = texts.iter().map(|text| Article::from_text(text.as_str()));
        let batch: Vec<Extraction> = extractor().extract_batch(articles).map(|(_, extraction)| extraction).collect();
        let single: Vec<Extraction> = texts.iter().map(|text| extractor().extract(text)).collect();
        prop_assert_eq!(batch, single);
    }
}

#[test]
fn nothing_of_a_long_sentence_is_cut_off() {
    for filler in ["từ ", "rất từ ", "1 ", ", "] {
        for count in [1, 7, 1000] {
            let between = filler.repeat(count);
            let text = format!("An Bình {between}Chi {between}Lê Thị Dung");
            assert_eq!(
                names(&extractor().extract(&text)),
                ["An Bình", "Chi", "Lê Thị Dung"],
                "{count} times {filler:?}"
            );
        }
    }
}

#[test]
fn a_word_of_many_pieces_does_not_burst_a_window() {
    #[derive(Debug)]
    struct Bursting;
    impl TokenClassifier for Bursting {
        fn labels(&self) -> &[Label] {
            &LABELS
        }
        fn window(&self) -> usize {
            WINDOW
        }
        fn frame(&self) -> (u32, u32) {
            (0, 2)
        }
        fn encode_word(&self, word: &str, ids: &mut Vec<u32>) {
            Capitals.encode_word(word, ids);
            ids.extend([NOTHING; 100]);
        }
        fn classify(&self, ids: &[u32]) -> Output {
            Capitals.classify(ids)
        }
    }
    let extractor = Extractor::builder().classifier(Arc::new(Bursting)).build().expect("is a classifier");
    assert_eq!(names(&extractor.extract("ông An và bà Bình")), ["An", "Bình"]);
}

#[test]
fn a_huge_line_takes_no_more_than_its_share() {
    let text = "a".repeat(5_000_000) + " An " + &"1".repeat(1_000_000);
    assert_eq!(names(&extractor().extract(&text)), ["An"]);
}

#[test]
fn extractors_go_between_threads() {
    fn is_shared<T: Send + Sync + Clone + 'static>() {}
    is_shared::<Extractor>();
}

#[test]
fn the_least_confidence_is_a_probability() {
    for wrong in [-0.1, 1.1, f32::NAN] {
        let error = Extractor::builder().min_confidence(wrong).build().expect_err("no probability");
        assert_eq!(error.kind(), ErrorKind::Input);
    }
    let sure =
        Extractor::builder().classifier(Arc::new(Capitals)).min_confidence(1.0).build().expect("is one");
    assert!(sure.extract("Trần Thị Lan").mentions.is_empty());
}
