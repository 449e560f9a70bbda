//! Articles line by line: the first letter says what the line is, and "+" begins a block.

use unicode_normalization::UnicodeNormalization;

use super::*;

/// "T" title, "B" body, "S" teaser (another story), "F" furniture; blank lines are left out.
fn drawn(article: &Article) -> Vec<(String, &str)> {
    let mut out = Vec::new();
    for block in article.blocks() {
        let letter = match block.kind {
            BlockKind::Title => "T",
            BlockKind::Body => "B",
            BlockKind::Teaser => "S",
            BlockKind::Furniture => "F",
        };
        for (nth, line) in line::lines(&article.text()[block.span.range()]).iter().enumerate() {
            out.push((format!("{letter}{}", if nth == 0 { "+" } else { "" }), line.text));
        }
    }
    out
}

/// Checks one article, drawn as "T+ Headline".
fn check(name: &str, lines: &[&str]) {
    check_form(name, lines);
    let decomposed: Vec<String> = lines.iter().map(|line| line.nfd().collect()).collect();
    check_form(&format!("{name}, decomposed"), &decomposed.iter().map(String::as_str).collect::<Vec<_>>());
}

fn check_form(name: &str, lines: &[&str]) {
    let (want, texts): (Vec<&str>, Vec<&str>) =
        lines.iter().map(|line| line.split_once(' ').unwrap_or((line, ""))).unzip();
    let article = Article::from_text(texts.join("\n"));
    let got: Vec<String> = drawn(&article).iter().map(|(letter, text)| format!("{letter} {text}")).collect();
    let want: Vec<String> = want
        .iter()
        .zip(&texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(letter, text)| format!("{letter} {text}"))
        .collect();
    assert_eq!(got, want, "{name}");
}

const STORY: &str = "B+ Sáng 3/2, cây cầu mới ở miền núi thông xe sau ba năm.";

#[test]
fn titles() {
    check("headline and story", &["T+ Cầu mới thông xe", STORY]);
    check("one line", &["B+ Cầu mới thông xe"]);
    check("a sentence first", &["B+ Cầu mới thông xe.", "B Sáng 3/2, xe qua lại."]);
    check("no story", &["B+ Cầu mới thông xe", "B Mưa lớn ở miền núi"]);
    check("repeated", &["T+ Cầu mới thông xe", STORY, "T+ Cầu mới thông xe", "B+ Xe qua lại."]);
    check("after furniture", &["F+ Nghe bài viết", "T+ Cầu mới thông xe", "F+ 0:00 / 1:30", STORY]);
    check("sub-heading", &["T+ Cầu mới thông xe", STORY, "", "B Ba năm xây dựng", "", "B Cầu dài 500 mét."]);
}

#[test]
fn furniture_needs_company_if_it_may_be_story() {
    check("buttons", &[STORY, "F+ Facebook", "F Twitter", "F Zalo"]);
    check("one word", &[STORY, "B Facebook", "B Mạng này chặn tin."]);
    check("player", &["F+ 0:00 / 1:30", "F 1.0x", STORY]);
    check("programme", &[STORY, "B 10:30", "B Xe đầu tiên qua cầu."]);
}

#[test]
fn teasers_with_dispatches() {
    let dispatch = "S (BMN) - Mưa kéo dài ba ngày ở miền núi.";
    check("one", &["T+ Cầu mới thông xe", STORY, "S+ Mưa lớn ở miền núi", "S Mưa lớn ở miền núi", dispatch]);
    check(
        "story has it as well",
        &[
            "T+ Cầu mới thông xe",
            "T Cầu mới thông xe",
            "B+ (BMN) - Sáng 3/2, cầu thông xe.",
            "B Xe qua lại.",
            "S+ Mưa lớn ở miền núi",
            dispatch,
            "S+ Lũ về ở miền xuôi",
            "S (BMN) - Lũ về trong đêm.",
        ],
    );
    check(
        "within the story",
        &[STORY, "S+ Mưa lớn ở miền núi", "S Mưa lớn ở miền núi", dispatch, "B+ Xe qua lại."],
    );
    check(
        "a row without",
        &[
            STORY,
            "S+ Mưa lớn ở miền núi",
            "S Mưa lớn ở miền núi",
            "S Mưa kéo dài ba ngày.",
            "S+ Lũ về ở miền xuôi",
            "S Lũ về ở miền xuôi",
        ],
    );
}

#[test]
fn teasers_that_say_so() {
    check("list", &[STORY, "F+ TIN LIÊN QUAN", "S+ Mưa lớn ở miền núi", "S+ - Lũ về ở miền xuôi"]);
    check("list within", &[STORY, "F+ Đọc thêm:", "S+ Mưa lớn ở miền núi", "B+ Xe qua lại."]);
    check(
        "sub-heading below a list",
        &[STORY, "F+ Đọc thêm", "S+ Mưa lớn ở miền núi", "", "B+ Ba năm xây dựng", "B Cầu dài 500 mét."],
    );
    check(
        "single lines",
        &[STORY, "S+ >> Mưa lớn ở miền núi", "S+ Xem thêm: Lũ về ở miền xuôi", "B+ Xe qua lại."],
    );
}

#[test]
fn what_repeats_in_a_story_stays() {
    check("a refrain", &[STORY, "B Ta đi tới", "B Ta đi tới", "B Đường ta rộng mở.", "B Ai đi tới?"]);
    check("a sentence twice", &[STORY, "B Xe qua lại.", "B Xe qua lại.", "B (BMN) - Xe qua lại."]);
    check(
        "a repeated line at the end",
        &[STORY, "B Cầu mới thông xe", "B Cầu mới thông xe", "B Xe qua lại."],
    );
    check("xem thêm in a sentence", &[STORY, "B Xem thêm phim mới cùng gia đình.", "B Ông An: Cầu rất đẹp."]);
}

#[test]
fn known_titles() {
    let article =
        Article::from_text("Bản tin miền núi\nCầu mới thông xe\nXe qua lại.").with_title("Cầu mới thông xe");
    let letters: Vec<String> = drawn(&article).into_iter().map(|(letter, _)| letter).collect();
    assert_eq!(letters, ["B+", "T+", "B+"]);
    let decomposed: String = "Cầu mới thông xe".nfd().collect();
    assert_eq!(article.clone().with_title(decomposed).blocks(), article.blocks());
    let without = article.with_title(" ");
    assert_eq!(without.title(), Some("Bản tin miền núi"));
}

#[test]
fn blank_texts() {
    assert_eq!(Article::from_text("").blocks(), []);
    let blank = Article::from_text("\u{feff}\n \n");
    assert_eq!(blank.blocks(), [Block { kind: BlockKind::Body, span: Span::new(0, 6) }]);
    assert_eq!(blank.title(), None);
    assert_eq!(blank.block_kind_at(100), BlockKind::Body);
}

#[test]
fn the_sample_article() {
    let article = Article::from_text(include_str!("../../seeds/articles/ha-noi-bon-cam-ket.txt"));
    let drawn = drawn(&article);
    let letters = |from: usize, to: usize| {
        drawn[from..to].iter().map(|(letter, _)| letter.as_str()).collect::<Vec<_>>()
    };
    let title = "Bốn cam kết hành động của Đảng bộ thành phố Hà Nội";
    assert_eq!(drawn[0], ("T+".to_owned(), title));
    assert_eq!(letters(1, 3), ["F+", "F"]);
    assert_eq!(drawn[3].0, "B+");
    assert_eq!(drawn[4], ("T+".to_owned(), title));

    let teasers =
        drawn.iter().position(|(_, text)| text.starts_with("Ngành Tài chính vững vàng")).expect("is there");
    assert_eq!(drawn[5].0, "B+");
    assert!(drawn[6..teasers].iter().all(|(letter, _)| letter == "B"));
    assert!(drawn[6..teasers].iter().any(|(_, text)| *text == "Bốn cam kết hành động"));
    assert_eq!(letters(teasers, drawn.len()), ["S+", "S", "S"].repeat(7));

    let kind_of = |name: &str| article.block_kind_at(article.text().find(name).expect("is there"));
    assert_eq!(kind_of("Nguyễn Văn Phong"), BlockKind::Body);
    assert_eq!(kind_of("Donald Trump"), BlockKind::Teaser);
}

#[test]
fn an_opening_is_the_headline_and_the_first_words() {
    let story = "Sáng nay, cầu thông xe.\n".repeat(40);
    let article = Article::from_text(format!("Cầu mới ở miền núi thông xe\n0:00 / 1:30\n{story}"));
    let opening = article.opening(80);
    assert!(opening.starts_with("Cầu mới ở miền núi thông xe\nSáng nay, cầu"), "{opening}");
    assert_eq!(opening.split_whitespace().count(), 7 + 80);
    assert_eq!(Article::from_text("").opening(80).trim(), "");
}
