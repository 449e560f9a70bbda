//! Laws of articles: they hold for any text.

use proptest::prelude::*;
use trich::article::{Article, BlockKind};

/// Lines of all kinds, some of them twice.
fn texts() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "\\PC{0,30}",
        Just("Mưa lớn ở miền núi".to_owned()),
        Just("Lũ về ở miền xuôi".to_owned()),
        Just("(BMN) - Mưa to.".to_owned()),
        Just("Xe qua lại.".to_owned()),
        Just("TIN LIÊN QUAN".to_owned()),
        Just(">> Mưa lớn ở miền núi".to_owned()),
        Just("0:00 / 1:30".to_owned()),
        Just("Facebook".to_owned()),
        Just(String::new()),
    ];
    let line_break = prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n"), Just("\r"), Just("\u{2028}")];
    proptest::collection::vec((line, line_break), 0..20).prop_map(|lines| {
        lines.into_iter().flat_map(|(line, line_break)| [line, line_break.to_owned()]).collect()
    })
}

fn check_partition(article: &Article) -> Result<(), TestCaseError> {
    let mut end = 0;
    let mut before = None;
    for block in article.blocks() {
        prop_assert_eq!(block.span.start, end);
        prop_assert!(!block.span.is_empty());
        prop_assert!(article.text().get(block.span.range()).is_some());
        prop_assert!(before != Some(block.kind) || block.kind == BlockKind::Teaser);
        prop_assert_eq!(article.block_kind_at(end), block.kind);
        end = block.span.end;
        before = Some(block.kind);
    }
    prop_assert_eq!(end, article.text().len());
    Ok(())
}

proptest! {
    #[test]
    fn blocks_part_the_text(text in texts()) {
        let article = Article::from_text(text.as_str());
        prop_assert_eq!(article.text(), &text);
        check_partition(&article)?;
    }

    #[test]
    fn a_known_title_leaves_the_text(text in texts(), title in "\\PC{0,20}") {
        let article = Article::from_text(text.as_str()).with_title(title);
        prop_assert_eq!(article.text(), &text);
        check_partition(&article)?;
    }

    #[test]
    fn any_html_can_be_read(text in texts(), html in "(<(p|div|a|script|!--|/p|/div|table|td|br)>|&amp;|<|\\PC){0,40}") {
        for page in [&text, &html] {
            if let Ok(article) = Article::from_html(page) {
                check_partition(&article)?;
            }
        }
    }
}
