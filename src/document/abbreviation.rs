//! Full stops that shorten a word, and how to tell whether they end a sentence all the same.

use super::{Token, TokenKind};

/// Shortened words as they stand before a full stop, in lower case: what a person is, what a place is, and what a
/// number or a name follows.
const ABBREVIATIONS: &[&str] = &[
    "bs", "bscki", "bsckii", "capt", "ck1", "ck2", "cki", "ckii", "cn", "co", "col", "corp", "cty", "cv",
    "dr", "ds", "đc", "đd", "đh", "đt", "fig", "gen", "gov", "gs", "gsts", "hlv", "inc", "jr", "kp", "ks",
    "kts", "ls", "lt", "ltd", "mr", "mrs", "ms", "mt", "ncs", "ng", "ngnd", "ngưt", "no", "nsnd", "nsưt",
    "nt", "nxb", "pgs", "pgsts", "ph", "pl", "pp", "prof", "pv", "rep", "sen", "sgt", "sr", "st", "tel",
    "th", "ths", "tp", "tr", "trg", "ts", "tt", "ttg", "tx", "ubnd", "vol", "vs",
];

/// Words that open a sentence and are neither names nor parts of names, so that a full stop before one of them ends
/// a sentence even after "TP" or an initial.
const OPENERS: &[&str] = &[
    "Bên", "Bị", "Các", "Cạnh", "Chỉ", "Chị", "Chiều", "Chúng", "Còn", "Cơ", "Cũng", "Cùng", "Do", "Dù",
    "Đã", "Đang", "Đây", "Đến", "Để", "Đó", "Được", "Gần", "Hiện", "Họ", "Hôm", "Khi", "Không", "Khoảng",
    "Lúc", "Mặc", "Mặt", "Mỗi", "Một", "Nay", "Nếu", "Ngày", "Ngoài", "Ngoại", "Người", "Nhưng", "Nhiều",
    "Những", "Nơi", "Ông", "Phía", "Qua", "Rồi", "Sau", "Sáng", "Tại", "Theo", "Tối", "Tôi", "Trên", "Trong",
    "Trước", "Trưa", "Tuy", "Và", "Vào", "Vẫn", "Về", "Vì", "Việc", "Với", "Xét",
];

/// Words that open a sentence but begin names as well: one opens a sentence if a small letter follows, as in "Anh khai"
/// and "Bà nói", but not in "BS. Anh Thư" and "TP. Bà Rịa".
const AMBIGUOUS_OPENERS: &[&str] = &[
    "Anh", "Bà", "Bố", "Cha", "Cháu", "Con", "Cô", "Công", "Em", "Hai", "Liên", "Mẹ", "Nam", "Nữ", "Quá",
    "Song", "Thế", "Tiếp", "Từ", "Vụ", "Điều", "Đồng",
];

/// Whether the word before a full stop is an abbreviation or an initial ("ThS.", "N.V.A.", "anh C.").
pub(super) fn is_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only.is_uppercase(),
        // The longest has six letters, of up to three bytes each.
        _ => word.len() <= 18 && ABBREVIATIONS.contains(&word.to_lowercase().as_str()),
    }
}

/// Whether a sentence opens with `word`, which `next` follows.
pub(super) fn opens_sentence(view: &str, word: Token, next: Option<&Token>) -> bool {
    let text = &view[word.span.range()];
    OPENERS.contains(&text)
        || AMBIGUOUS_OPENERS.contains(&text) && next.is_some_and(|next| is_small(view, *next))
}

/// Whether `token` is a word that begins with a small letter.
fn is_small(view: &str, token: Token) -> bool {
    token.kind == TokenKind::Word && view[token.span.range()].starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_initials() {
        for word in ["TP", "Tp", "tp", "ThS", "PGS", "A", "Đ", "Mr", "NSƯT", "vs"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["HCM", "USD", "a", "5", "Nội", "", "nói", "v"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }
}
