//! Key phrases with the model that ships: laws that hold for any article, and what an editor would expect of ours.

#![cfg(feature = "embedded-model")]

use std::collections::HashSet;

use trich::Extractor;
use trich::article::Article;
use trich::extraction::Extraction;
use trich::keyphrase::MOST;
use unicode_normalization::UnicodeNormalization;

const SAVED_PAGE: &str = include_str!("../seeds/articles/ha-noi-bon-cam-ket.txt");

const RICE: &str = "\
Giá lúa gạo xuất khẩu tăng trở lại
Giá lúa gạo xuất khẩu của Việt Nam trong tuần này tăng thêm 10 USD mỗi tấn.
Theo Hiệp hội Lương thực Việt Nam, các doanh nghiệp đang đẩy mạnh thu mua lúa gạo để kịp giao hàng cho Philippines.
Nông dân Đồng bằng sông Cửu Long phấn khởi vì giá lúa gạo cao hơn vụ trước.
Nhiều doanh nghiệp xuất khẩu gạo lo chi phí vận tải biển tăng theo giá dầu.
";

const BUS: &str = "\
Xe buýt điện phủ kín nội thành vào cuối năm
Thành phố Hải Phòng sẽ thay toàn bộ xe buýt cũ bằng xe buýt điện, ông Trần Quốc Bảo cho biết sáng nay.
Trạm sạc được đặt tại mười hai bến xe, và vé tháng của xe buýt điện rẻ hơn một phần ba.
Người dân mong xe buýt điện chạy đúng giờ, còn tài xế được đào tạo lại để vận hành trạm sạc.
";

fn extract(text: &str) -> Extraction {
    Extractor::embedded().expect("loads").extract_article(&Article::from_text(text))
}

fn phrases(text: &str) -> Vec<String> {
    extract(text).topics.keyphrases.into_iter().map(|phrase| phrase.text).collect()
}

#[test]
fn what_an_editor_expects() {
    for (text, wanted) in
        [(RICE, &["lúa gạo", "xuất khẩu"][..]), (BUS, &["xe buýt điện", "trạm sạc", "Hải Phòng"])]
    {
        let found = phrases(text).join("; ").to_lowercase();
        for phrase in wanted {
            assert!(found.contains(&phrase.to_lowercase()), "{phrase}: {found}");
        }
    }
}

#[test]
fn phrases_stand_in_the_text_and_do_not_repeat_one_another() {
    for text in [RICE, BUS, SAVED_PAGE] {
        let extraction = extract(text);
        let phrases = &extraction.topics.keyphrases;
        assert!((1..=MOST).contains(&phrases.len()), "{phrases:?}");
        for phrase in phrases {
            assert!(text.contains(&phrase.text), "{}", phrase.text);
            assert!((0.0..=1.0).contains(&phrase.score));
        }
        let folded: HashSet<String> = phrases.iter().map(|phrase| phrase.text.to_lowercase()).collect();
        assert_eq!(folded.len(), phrases.len(), "{phrases:?}");
    }
}

#[test]
fn a_phrase_is_never_a_part_of_a_name() {
    let extraction = extract(BUS);
    let person =
        extraction.mentions.iter().find(|mention| mention.text == "Trần Quốc Bảo").expect("is named");
    let parts = ["Trần", "Quốc", "Bảo", "Trần Quốc", "Quốc Bảo"];
    assert_eq!(&BUS[person.start..person.end], person.text);
    assert!(extraction.topics.keyphrases.iter().all(|phrase| !parts.contains(&&*phrase.text)));
}

#[test]
fn the_unicode_form_makes_no_difference() {
    let decomposed: String = BUS.nfd().collect();
    let composed: Vec<String> = phrases(&decomposed).iter().map(|phrase| phrase.nfc().collect()).collect();
    assert_eq!(composed, phrases(BUS));
}

#[test]
fn texts_without_words_have_none() {
    for text in ["", " \n", "12,5% … 30/4", "và của là"] {
        assert!(phrases(text).is_empty(), "{text:?}: {:?}", phrases(text));
    }
}
