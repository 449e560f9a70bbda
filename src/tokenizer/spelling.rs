//! One spelling for words that are written in several.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Syllables that end in a glide and a vowel carry their tone on either: "hòa" and "hoà", "thủy" and "thuỷ".
/// The news writes the first; the second is turned into it. Pairs of (newer, older) endings in lower case.
const TONE_PLACEMENTS: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The word in NFKC, with the tone of a final "oa", "oe" or "uy" on its first vowel.
///
/// After "q" the "u" is part of the consonant, so "quý" has one spelling only.
///
/// ```
/// use trich::tokenizer::normalize_word;
/// assert_eq!(normalize_word("hoà"), "hòa");
/// assert_eq!(normalize_word("THUỶ"), "THỦY");
/// assert_eq!(normalize_word("quý"), "quý");
/// assert_eq!(normalize_word("toàn"), "toàn");
/// ```
pub fn normalize_word(word: &str) -> Cow<'_, str> {
    let word = match is_nfkc_quick(word.chars()) {
        IsNormalized::Yes => Cow::Borrowed(word),
        _ => Cow::Owned(word.nfkc().collect()),
    };
    match older_tone_placement(&word) {
        Some(older) => Cow::Owned(older),
        None => word,
    }
}

/// Every ending with the tone on its second vowel, and what it is turned into, in capitals, small letters and mixed.
#[cfg(feature = "hugging-face")]
pub(crate) fn tone_placements() -> impl Iterator<Item = (String, String)> {
    let cased = |pair: &str, upper: [bool; 2]| -> String {
        let letters = pair.chars().zip(upper);
        letters.flat_map(|(c, upper)| if upper { c.to_uppercase().collect() } else { vec![c] }).collect()
    };
    let cases = [[false, false], [true, true], [true, false], [false, true]];
    TONE_PLACEMENTS
        .into_iter()
        .flat_map(move |(newer, older)| cases.map(|upper| (cased(newer, upper), cased(older, upper))))
}

fn older_tone_placement(word: &str) -> Option<String> {
    let (second_at, second) = word.char_indices().next_back()?;
    let (first_at, first) = word[..second_at].char_indices().next_back()?;
    if second.is_ascii() || !matches!(first, 'o' | 'O' | 'u' | 'U') || word[..first_at].ends_with(['q', 'Q'])
    {
        return None;
    }
    let ending: String = word[first_at..].to_lowercase();
    let (_, older) = TONE_PLACEMENTS.iter().find(|(newer, _)| *newer == ending)?;
    let mut out = word[..first_at].to_owned();
    for (letter, like) in older.chars().zip([first, second]) {
        if like.is_uppercase() { out.extend(letter.to_uppercase()) } else { out.push(letter) }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_tone_placement_gives_one_spelling() {
        for (newer, older) in TONE_PLACEMENTS {
            assert_eq!(normalize_word(&format!("kh{newer}")), format!("kh{older}"));
            assert_eq!(normalize_word(&format!("kh{older}")), format!("kh{older}"));
            let capitals = format!("KH{newer}").to_uppercase();
            assert_eq!(normalize_word(&capitals), format!("KH{older}").to_uppercase());
        }
        for kept in ["quý", "QUỲ", "toán", "hóa", "oai", "a", "", "ý", "huyện", "1oà2"] {
            assert_eq!(normalize_word(kept), kept);
        }
    }

    #[test]
    #[cfg(feature = "hugging-face")]
    fn pairs_are_what_words_are_turned_into() {
        assert_eq!(tone_placements().count(), 4 * TONE_PLACEMENTS.len());
        for (newer, older) in tone_placements() {
            assert_eq!(normalize_word(&newer), older);
        }
    }

    #[test]
    fn compatibility_forms() {
        assert_eq!(normalize_word("ﬁ"), "fi");
        assert_eq!(normalize_word("２０２５"), "2025");
    }
}
