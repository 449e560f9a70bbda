//! Topics with the embedded model: articles that nobody would file elsewhere, and what must not count.
#![cfg(feature = "embedded-model")]

use trich::Extractor;
use trich::article::{Article, BlockKind};
use trich::topic::MEDIA_TOPICS;

const SEED: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");
const SPORT: &str = "Đội tuyển Việt Nam thắng Thái Lan 3-1 trong trận chung kết\n\
    Tối nay, đội tuyển bóng đá nam thắng 3-1 trên sân Mỹ Đình. Tiền đạo số 9 ghi hai bàn trong hiệp một, \
    huấn luyện viên thay ba cầu thủ sau giờ nghỉ. Trọng tài rút ra năm thẻ vàng.\n";
const HEALTH: &str = "Bệnh viện cứu sống bệnh nhân đột quỵ\n\
    Các bác sĩ khoa thần kinh vừa can thiệp lấy huyết khối cho bệnh nhân 62 tuổi bị đột quỵ. Bệnh nhân có tiền sử \
    tăng huyết áp và đái tháo đường, được điều trị tại khoa hồi sức. Bác sĩ khuyên người dân khám sức khỏe định kỳ.\n";

fn main_topic(article: &Article) -> Option<String> {
    let extraction = Extractor::embedded().expect("loads").extract_article(article);
    let categories = extraction.topics.categories;
    assert!(categories.is_sorted_by(|one, other| one.score >= other.score), "{categories:?}");
    for category in &categories {
        let topic = MEDIA_TOPICS.iter().find(|topic| topic.id == category.id).expect("is a topic");
        assert!(topic.label == category.label && (0.0..=1.0).contains(&category.score), "{category:?}");
    }
    categories.first().map(|category| category.label.clone())
}

#[test]
fn clear_cases() {
    for (text, want) in [(SPORT, "sport"), (HEALTH, "health"), (SEED, "politics and government")] {
        assert_eq!(main_topic(&Article::from_text(text)).as_deref(), Some(want), "{text}");
    }
}

#[test]
fn nothing_to_read_has_no_topic() {
    for text in ["", " \n", "… !"] {
        assert_eq!(main_topic(&Article::from_text(text)), None, "{text:?}");
    }
}

#[test]
fn teasers_do_not_count() {
    let end = SEED.find("\n").expect("has lines");
    let article = Article::from_text(SEED);
    assert!(article.blocks().iter().any(|block| block.kind == BlockKind::Teaser), "{}", &SEED[..end]);
    let extractor = Extractor::embedded().expect("loads");
    let features = |text: &str| extractor.topic_features(&Article::from_text(text));
    let last = article.blocks().iter().rfind(|block| block.kind == BlockKind::Teaser).expect("is one").span;
    let without_last = format!("{}{}", &SEED[..last.start], &SEED[last.end..]);
    assert_eq!(features(SEED), features(&without_last));
}

#[test]
fn a_headline_beside_the_text_is_read() {
    let text = "Trận đấu kết thúc với tỷ số 2-0.";
    let extractor = Extractor::embedded().expect("loads");
    let bare = extractor.topic_features(&Article::from_text(text));
    let titled = Article::from_text(text).with_title("Bóng đá nữ vào chung kết");
    assert_ne!(extractor.topic_features(&titled), bare);
}

#[test]
fn batch_gives_what_single_articles_give() {
    let extractor = Extractor::embedded().expect("loads");
    let articles = [SPORT, HEALTH].map(Article::from_text);
    for (article, extraction) in extractor.extract_batch(articles) {
        assert_eq!(extraction.topics, extractor.extract_article(&article).topics);
    }
}
