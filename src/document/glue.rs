//! Words that lost the blank between them: a page's dateline runs into the story as "Hà NộiTrong", a caption into the
//! next line. Names that are written so on purpose ("VinFast", "TikTok", "iPhone") stay whole: one half at least must
//! be a syllable that only Vietnamese writes.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Datelines in capitals: the one city that news abbreviates there.
const CAPITALS: [&str; 1] = ["HCM"];

/// Where a new word begins within `word`, in bytes. `word` is in NFC.
pub(super) fn seams(word: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    let mut start = 0;
    let mut letters = word.char_indices().peekable();
    let mut before = None;
    while let Some((at, letter)) = letters.next() {
        let begins = letter.is_uppercase() && letters.peek().is_some_and(|(_, next)| next.is_lowercase());
        if begins && at > start && is_seam(&word[start..at], &word[at..next_capital(word, at)], before) {
            seams.push(at);
            start = at;
        }
        before = Some(letter);
    }
    seams
}

/// The end of the run of small letters that follows the capital at `at`.
fn next_capital(word: &str, at: usize) -> usize {
    let mut rest = word[at..].char_indices().skip(1);
    rest.find(|(_, letter)| !letter.is_lowercase()).map_or(word.len(), |(length, _)| at + length)
}

/// Whether `left` and `right` are two words; `before` is the last letter of `left`.
fn is_seam(left: &str, right: &str, before: Option<char>) -> bool {
    if before.is_some_and(char::is_lowercase) {
        is_syllable(left) && (has_marks(left) || has_marks(right) && is_syllable(right))
    } else {
        CAPITALS.contains(&left) && is_syllable(right)
    }
}

fn has_marks(word: &str) -> bool {
    !word.is_ascii()
}

/// Whether a word is built as a Vietnamese syllable is: onset, one to three vowels, coda; a capital at most in front.
fn is_syllable(word: &str) -> bool {
    if word.len() > LONGEST || word.chars().skip(1).any(char::is_uppercase) {
        return false;
    }
    let mut letters: String = word.nfd().filter(|letter| !is_combining_mark(*letter)).collect();
    letters.make_ascii_lowercase();
    let letters = letters.replace(['đ', 'Đ'], "d");
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let onsets = ONSETS.iter().filter_map(|onset| letters.strip_prefix(onset));
    onsets.into_iter().any(|rest| {
        let coda = rest.trim_start_matches(is_vowel);
        (1..=3).contains(&(rest.len() - coda.len())) && CODAS.contains(&coda)
    })
}

/// No syllable has more bytes: seven letters ("nghiêng") of three bytes at most. Longer words are not looked into, so
/// that a line of a million letters takes no longer than its share.
const LONGEST: usize = 21;

/// How syllables begin; of those that "g" and "q" need vowels for, the longer is as good as the shorter here.
const ONSETS: [&str; 27] = [
    "", "b", "ch", "c", "d", "gh", "gi", "g", "h", "kh", "k", "l", "m", "ngh", "ng", "nh", "n", "ph", "p",
    "qu", "r", "s", "th", "tr", "t", "v", "x",
];
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_a_blank() {
        for (word, want) in [
            ("NộiTrong", "Nội Trong"),
            ("GiangNgười", "Giang Người"),
            ("ThọSáng", "Thọ Sáng"),
            ("HCMNhiều", "HCM Nhiều"),
            ("HCMHơn", "HCM Hơn"),
            ("từIndonesia", "từ Indonesia"),
            ("HộiBạnĐọc", "Hội Bạn Đọc"),
        ] {
            let mut parts = String::from(word);
            seams(word).iter().rev().for_each(|at| parts.insert(*at, ' '));
            assert_eq!(parts, want);
        }
    }

    #[test]
    fn names_written_so_stay_whole() {
        for word in [
            "VinFast",
            "TikTok",
            "iPhone",
            "VnExpress",
            "MobiFone",
            "McDonald",
            "VietNamNet",
            "YouTube",
            "FPTShop",
            "BMWi",
            "HCMUT",
            "Nội",
            "NỘI",
            "eKYC",
            "",
            "ĐHQG",
            "VNĐ",
            "USDViệt",
        ] {
            assert!(seams(word).is_empty(), "{word}");
        }
    }
}
