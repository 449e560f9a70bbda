//! Page furniture: lines that the page's software wrote.
//!
//! Some lines can be nothing else ("0:00 / 0:00", "Gửi bình luận"). Others might be a sub-heading or a line of the story
//! ("Facebook", "10:30") and count only beside another line of furniture.

use once_cell::sync::Lazy;

use regex::Regex;

use super::line::folded;

/// How sure a line is to be furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// It can be nothing else.
    Certain,
    /// It is if a line beside it is.
    Likely,
}

/// Buttons and labels, as [`folded`] has them. A count in brackets may follow, or a colon.
const CERTAIN: &[&str] = &[
    "bình luận",
    "chia sẻ",
    "chia sẻ bài viết",
    "chia sẻ facebook",
    "chia sẻ lên facebook",
    "copy link",
    "gửi bình luận",
    "gửi ý kiến",
    "in bài viết",
    "lưu bài viết",
    "lưu tin",
    "nghe audio",
    "nghe bài viết",
    "nghe đọc bài",
    "nghe nội dung bài viết",
    "nghe podcast",
    "quảng cáo",
    "sao chép liên kết",
    "viết bình luận",
    "xem tất cả bình luận",
    "ý kiến bạn đọc",
    "ý kiến của bạn",
];

/// Labels that are words of stories too.
const LIKELY: &[&str] = &[
    "aa",
    "advertisement",
    "email",
    "facebook",
    "facebook messenger",
    "giọng nam",
    "giọng nữ",
    "in bài",
    "like",
    "linkedin",
    "messenger",
    "mới nhất",
    "pinterest",
    "print",
    "share",
    "telegram",
    "thích",
    "tweet",
    "twitter",
    "zalo",
    "lưu",
    "nữ miền bắc",
    "nữ miền nam",
    "nam miền bắc",
    "nam miền nam",
];

/// Headings over lists of other stories, as [`folded`] has them.
const TEASER_HEADINGS: &[&str] = &[
    "bài liên quan",
    "bài viết cùng chủ đề",
    "bài viết liên quan",
    "bạn có thể quan tâm",
    "có thể bạn quan tâm",
    "cùng chuyên mục",
    "đọc nhiều",
    "đọc thêm",
    "mời đọc thêm",
    "tin bài khác",
    "tin bài liên quan",
    "tin cùng chuyên mục",
    "tin khác",
    "tin liên quan",
    "tin mới",
    "tin mới nhất",
    "tin nổi bật",
    "tin tức liên quan",
    "tin đọc nhiều",
    "xem thêm",
];

/// The longest phrase of the lists with a count behind it is shorter than this.
const LONGEST: usize = 80;

/// A player's clock with its length, with a speed perhaps: "0:00 / 3:21", "00:00/03:21 1x".
static PLAYER: Lazy<Regex> = Lazy::new(|| {
    pattern(r"^(\d{1,2}:)?\d{1,2}:\d\d\s*/\s*-?(\d{1,2}:)?\d{1,2}:\d\d(\s+[12](\.\d{1,2})?x)?$")
});

/// A clock at its start, and one that shows another time or a speed.
static ZERO_CLOCK: Lazy<Regex> = Lazy::new(|| pattern(r"^0{1,2}:00(:00)?$"));
static CLOCK: Lazy<Regex> = Lazy::new(|| pattern(r"^(-?(\d{1,2}:)?\d{1,2}:\d\d|[0-3](\.\d{1,2})?x)$"));

/// When the page was published, alone on a line: "Thứ ba, 03/02/2026, 10:30 (GMT+7)", "03/02/2026 | 10:30".
static TIMESTAMP: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(thứ (hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)?,?\s*(ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*[,|–-]?\s*\d{1,2}[:h]\d\d(:\d\d)?( [ap]m)?\s*(\(?gmt ?\+ ?7\)?)?$",
    )
});

/// "theo dõi báo ... trên google news", "12 bình luận".
static PHRASE: Lazy<Regex> = Lazy::new(|| {
    pattern(r"^(theo dõi .{0,60}trên google news|\d{1,5} (bình luận|lượt xem|lượt thích|chia sẻ))$")
});

fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the module's patterns are tested")
}

/// What the line says about itself; none for a line of the story.
pub(super) fn recognise(text: &str) -> Option<Furniture> {
    let text = folded(text, LONGEST)?;
    let phrase = without_count(&text);
    let certain = CERTAIN.contains(&phrase)
        || [&PLAYER, &ZERO_CLOCK, &TIMESTAMP, &PHRASE].iter().any(|p| p.is_match(&text));
    if certain {
        return Some(Furniture::Certain);
    }
    (LIKELY.contains(&phrase) || CLOCK.is_match(&text)).then_some(Furniture::Likely)
}

/// Whether the line stands over a list of other stories: "TIN LIÊN QUAN", "Đọc thêm:".
pub(super) fn is_teaser_heading(text: &str) -> bool {
    folded(text, LONGEST).is_some_and(|text| TEASER_HEADINGS.contains(&without_count(&text)))
}

/// A folded line without the colon or the count in brackets that may end it: "bình luận (12)".
fn without_count(text: &str) -> &str {
    let text = text.trim_end_matches([':', '.', '>', '»']).trim_end();
    match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((phrase, count)) if count.bytes().all(|byte| byte.is_ascii_digit()) => phrase.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn furniture_and_what_looks_like_it() {
        use Furniture::{Certain, Likely};
        let cases = [
            ("0:00 / 0:00", Some(Certain)),
            ("00:00/03:21", Some(Certain)),
            ("0:00", Some(Certain)),
            ("Nghe bài viết", Some(Certain)),
            ("Bình luận (12)", Some(Certain)),
            ("CHIA SẺ:", Some(Certain)),
            ("3 bình luận", Some(Certain)),
            ("Theo dõi Báo Miền Núi trên Google News", Some(Certain)),
            ("Thứ ba, 03/02/2026, 10:30 (GMT+7)", Some(Certain)),
            ("03/02/2026 | 10:30", Some(Certain)),
            ("Facebook", Some(Likely)),
            ("Giọng nữ", Some(Likely)),
            ("10:30", Some(Likely)),
            ("1.5x", Some(Likely)),
            ("Ngày 03/02/2026", None),
            ("Facebook bị phạt", None),
            ("Tỷ số 2:0 / 1:0", None),
            ("Chia sẻ với phóng viên, ông An cho biết", None),
            ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(recognise(text), want, "{text}");
            assert_eq!(recognise(&text.nfd().collect::<String>()), want, "{text} decomposed");
        }
        assert_eq!(recognise(&"0".repeat(1_000_000)), None);
    }

    #[test]
    fn headings_over_teasers() {
        for text in ["TIN LIÊN QUAN", "Đọc thêm:", "Xem thêm >>", "Tin cùng chuyên mục"] {
            assert!(is_teaser_heading(text), "{text}");
        }
        for text in ["Xem thêm phim", "Tin vui", ""] {
            assert!(!is_teaser_heading(text), "{text}");
        }
    }
}
