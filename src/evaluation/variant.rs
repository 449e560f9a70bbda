//! Gold corpora as sloppy writers and scanners would have written them, to measure how robust a tagger is.

use std::fmt;
use std::iter;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Annotation;
use super::corpus::Record;

/// A way to write the same text.
///
/// ```
/// use trich::evaluation::{Annotation, Variant, corpus::Record};
/// use trich::mention::EntityKind::Location;
/// let annotations = vec![Annotation::new("Ở ".len(), "Ở Đà Nẵng".len(), Location)];
/// let record = Record { id: "1".into(), doc: None, text: "Ở Đà Nẵng.".into(), annotations };
/// let unmarked = Variant::Unmarked.of(&record);
/// assert_eq!(unmarked.text, "O Da Nang.");
/// assert_eq!(unmarked.annotations, [Annotation::new(2, 9, Location)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variant {
    /// As it stands.
    Original,
    /// In capital letters.
    Capitals,
    /// In small letters.
    Small,
    /// In canonical decomposition, as macOS and some content systems write it.
    Decomposed,
    /// Without the marks of Vietnamese letters.
    Unmarked,
    /// With the errors of optical character recognition: look-alikes, lost marks, lost and doubled blanks, in about
    /// two letters of a hundred.
    Noisy,
}

impl Variant {
    /// All variants, the original first.
    pub const ALL: [Variant; 6] = [
        Variant::Original,
        Variant::Capitals,
        Variant::Small,
        Variant::Decomposed,
        Variant::Unmarked,
        Variant::Noisy,
    ];

    /// The record in this variant, its annotations moved along. The same record always gives the same.
    pub fn of(self, record: &Record) -> Record {
        let mut text = String::with_capacity(record.text.len());
        let mut noise = Noise::new(&record.text);
        // Where each byte of the old text that begins a character, and its end, lies in the new one.
        let mut moved = vec![0; record.text.len() + 1];
        for (at, letter) in record.text.char_indices() {
            moved[at] = text.len();
            match self {
                Variant::Original => text.push(letter),
                Variant::Capitals => text.extend(letter.to_uppercase()),
                Variant::Small => text.extend(letter.to_lowercase()),
                Variant::Decomposed => text.extend(iter::once(letter).nfd()),
                Variant::Unmarked => text.extend(without_marks(letter)),
                Variant::Noisy => noise.write(letter, &mut text),
            }
        }
        moved[record.text.len()] = text.len();
        let annotations = record.annotations.iter().map(|name| moved_along(*name, &moved, &text)).collect();
        Record { id: record.id.clone(), doc: record.doc.clone(), text, annotations }
    }
}

/// The name of the variant in reports.
impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Variant::Original => "original",
            Variant::Capitals => "capitals",
            Variant::Small => "small letters",
            Variant::Decomposed => "NFD",
            Variant::Unmarked => "without marks",
            Variant::Noisy => "OCR noise",
        })
    }
}

fn moved_along(name: Annotation, moved: &[usize], text: &str) -> Annotation {
    let (start, end) = (moved[name.start], moved[name.end]);
    // A blank that was doubled within a name stays; one at its edge belongs to nobody.
    let surface = &text[start..end];
    let start = start + (surface.len() - surface.trim_start().len());
    Annotation { start, end: start + surface.trim().len(), ..name }
}

fn without_marks(letter: char) -> impl Iterator<Item = char> {
    let plain = |letter| match letter {
        'đ' => 'd',
        'Đ' => 'D',
        other => other,
    };
    iter::once(letter).nfd().filter(|letter| !is_combining_mark(*letter)).map(plain)
}

/// What scanners take for each other.
const LOOK_ALIKES: [(char, &str); 12] = [
    ('l', "1"),
    ('1', "l"),
    ('o', "0"),
    ('0', "O"),
    ('O', "0"),
    ('i', "ì"),
    ('m', "rn"),
    ('h', "b"),
    ('c', "e"),
    ('e', "c"),
    ('u', "ư"),
    ('S', "5"),
];

/// A letter in so many is misread.
const ONE_IN: u64 = 50;

/// Errors by a generator of random numbers (SplitMix64, Steele et al. 2014) that starts from the text itself.
struct Noise(u64);

impl Noise {
    fn new(text: &str) -> Self {
        Noise(
            text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            }),
        )
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn write(&mut self, letter: char, text: &mut String) {
        if !self.next().is_multiple_of(ONE_IN) {
            text.push(letter);
        } else if letter == ' ' {
            // Doubled or lost, half and half.
            text.push_str(if self.next().is_multiple_of(2) { "  " } else { "" });
        } else if let Some((_, misread)) = LOOK_ALIKES.iter().find(|(read, _)| *read == letter) {
            text.push_str(misread);
        } else {
            text.extend(without_marks(letter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::EntityKind::{Location, Person};

    fn record(text: &str, names: &[&str]) -> Record {
        let annotation = |name: &&str| {
            let start = text.find(name).expect("is in the text");
            Annotation::new(start, start + name.len(), if name.len() > 8 { Person } else { Location })
        };
        Record {
            id: String::new(),
            doc: None,
            text: text.to_owned(),
            annotations: names.iter().map(annotation).collect(),
        }
    }

    fn surfaces(record: &Record) -> Vec<&str> {
        record.annotations.iter().map(|name| &record.text[name.start..name.end]).collect()
    }

    #[test]
    fn names_move_along() {
        let record = record("Ông Đỗ Văn Được đến Huế", &["Đỗ Văn Được", "Huế"]);
        for (variant, want) in [
            (Variant::Original, ["Đỗ Văn Được", "Huế"]),
            (Variant::Capitals, ["ĐỖ VĂN ĐƯỢC", "HUẾ"]),
            (Variant::Small, ["đỗ văn được", "huế"]),
            (
                Variant::Decomposed,
                ["Đo\u{302}\u{303} Va\u{306}n Đu\u{31b}o\u{31b}\u{323}c", "Hue\u{302}\u{301}"],
            ),
            (Variant::Unmarked, ["Do Van Duoc", "Hue"]),
        ] {
            assert_eq!(surfaces(&variant.of(&record)), want, "{variant}");
        }
    }

    #[test]
    fn letters_that_grow_keep_offsets_right() {
        let record = record("Phố Weißstraße và Huế", &["Weißstraße", "Huế"]);
        assert_eq!(surfaces(&Variant::Capitals.of(&record)), ["WEISSSTRASSE", "HUẾ"]);
    }

    #[test]
    fn noise_is_rare_and_the_same_each_time() {
        let text = "Ông Nguyễn Văn Lợi nói chuyện với bà con về mùa màng. ".repeat(40);
        let record = record(&text, &["Nguyễn Văn Lợi"]);
        let noisy = Variant::Noisy.of(&record);
        assert_eq!(noisy, Variant::Noisy.of(&record));
        assert_ne!(noisy.text, text);
        let marks = |text: &str| text.nfd().filter(|letter| is_combining_mark(*letter)).count();
        assert!(marks(&noisy.text) < marks(&text) && marks(&noisy.text) > marks(&text) * 9 / 10);
    }
}
