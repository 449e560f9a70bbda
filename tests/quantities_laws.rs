//! Laws of the quantity rules, checked on random and on hostile texts.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use trich::document::Document;
use trich::quantity::{Quantity, ReadingContext, Readings, read};

fn readings(text: &str) -> Readings {
    read(&Document::new(text), &[], &ReadingContext::default())
}

fn only(text: &str) -> Option<Quantity> {
    let mut quantities = readings(text).quantities;
    (quantities.len() == 1).then(|| quantities.remove(0))
}

/// A whole number as Vietnamese says it.
fn spoken(value: u64) -> String {
    const SCALES: [(u64, &str); 3] = [(1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1000, "nghìn")];
    let mut words = Vec::new();
    let mut rest = value;
    for (scale, name) in SCALES {
        if rest >= scale {
            words.push(format!("{} {name}", below_thousand(rest / scale, !words.is_empty())));
            rest %= scale;
        }
    }
    if rest > 0 || words.is_empty() {
        words.push(below_thousand(rest, !words.is_empty()));
    }
    words.join(" ")
}

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// `full` also says the hundreds that are zero: "hai nghìn không trăm linh năm".
fn below_thousand(value: u64, full: bool) -> String {
    let digit = |value: u64| DIGITS[usize::try_from(value).expect("one digit")];
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let mut words = Vec::new();
    if hundreds > 0 || full {
        words.push(format!("{} trăm", digit(hundreds)));
    }
    match (tens, ones) {
        (0, 0) if !words.is_empty() => {}
        (0, _) if !words.is_empty() => words.push(format!("linh {}", digit(ones))),
        (0, _) => words.push(digit(ones).to_owned()),
        (1, 0) => words.push("mười".to_owned()),
        (1, 5) => words.push("mười lăm".to_owned()),
        (1, _) => words.push(format!("mười {}", digit(ones))),
        (_, 0) => words.push(format!("{} mươi", digit(tens))),
        (_, 1) => words.push(format!("{} mươi mốt", digit(tens))),
        (_, 5) => words.push(format!("{} mươi lăm", digit(tens))),
        _ => words.push(format!("{} mươi {}", digit(tens), digit(ones))),
    }
    words.join(" ")
}

/// A whole number with dots for thousands.
fn dotted(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn digits_read_back(value in 0_u64..=1_000_000_000_000_000_000) {
        let quantity = only(&format!("Thu {} đồng.", dotted(value))).expect("one quantity");
        prop_assert_eq!((quantity.min, quantity.max), (Some(value as f64), Some(value as f64)));
        prop_assert_eq!(quantity.unit, "VND");
    }

    #[test]
    fn decimals_read_back(whole in 0_u32..100_000, fraction in 1_u32..100) {
        let want: f64 = format!("{whole}.{fraction:02}").parse().expect("a number");
        let quantity = only(&format!("Nặng {},{fraction:02} tấn.", dotted(u64::from(whole)))).expect("one quantity");
        prop_assert_eq!(quantity.min, Some(want));
    }

    #[test]
    fn words_read_back(value in 1_u64..1_000_000_000_000) {
        let text = format!("Thu {} đồng.", spoken(value));
        let quantity = only(&text).expect(&text);
        prop_assert_eq!(quantity.min, Some(value as f64), "{}", text);
    }

    #[test]
    fn spans_slice_the_text(text in "[0-9.,/%–\\- ]{0,12}(một|từ|đến|năm|tỷ|đồng|ngày|tháng|hơn|, |\n|ệ|e\u{323}\u{302}|[0-9]{1,4}| ){0,30}") {
        let readings = readings(&text);
        for quantity in &readings.quantities {
            prop_assert_eq!(&text[quantity.start..quantity.end], &quantity.text);
        }
        for time in &readings.times {
            prop_assert_eq!(&text[time.start..time.end], &time.text);
        }
        prop_assert!(readings.quantities.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        readings(&text);
    }
}

/// Small whole numbers, all of them, in words.
#[test]
fn every_number_below_ten_thousand_in_words() {
    for value in 1..10_000 {
        let text = format!("Thu {} đồng.", spoken(value));
        let quantity = only(&text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(quantity.min, Some(value as f64), "{text}");
    }
}

#[test]
fn nfd_reads_as_nfc() {
    use unicode_normalization::UnicodeNormalization;
    let composed = "Đến năm 2030, tỷ lệ hộ nghèo giảm còn dưới 3%, thu nhập từ 5 đến 7 triệu đồng mỗi tháng.";
    let decomposed: String = composed.nfd().collect();
    let (a, b) = (readings(composed), readings(&decomposed));
    let values = |readings: &Readings| -> Vec<_> {
        readings.quantities.iter().map(|q| (q.min, q.max, q.unit.clone(), q.bound, q.status)).collect()
    };
    assert_eq!(values(&a), values(&b));
    for quantity in &b.quantities {
        assert_eq!(&decomposed[quantity.start..quantity.end], quantity.text);
        assert!(decomposed.contains(quantity.metric.as_deref().unwrap_or("")));
    }
}

/// Lines of 100 kB that take minutes in quadratic time, and a fraction of a second in linear time; the limit leaves
/// room for slow machines.
#[test]
fn hostile_lines_take_linear_time() {
    for unit in [
        "1",
        "1 ",
        "1.",
        "1,",
        "1-",
        "1/",
        "một ",
        "mươi ",
        "tỷ ",
        "một tỷ ",
        "năm ",
        "từ ",
        "từ 1 đến ",
        "1 đến ",
        "ngày 1/1 ",
        "tháng ",
        "2020-",
        "10h",
        "( ",
        ") ",
        ", ",
        "5% ",
        "tăng ",
        "tăng 5% ",
        "năm 2020 ",
        "của ",
        "và 5 ",
        "hàng ",
        "gấp ",
        "tỷ lệ ",
        "1.000,",
        "5 người ",
        "có thể ",
        "e\u{323}\u{302} ",
        "phần ",
        "1 phần ",
        "mỗi ",
        "/năm ",
        "- ",
        "trở lên ",
        "3 năm qua ngày 1/1 ",
        "có 5 người, ",
        "(",
        "X (5%), ",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        let started = Instant::now();
        readings(&text);
        assert!(started.elapsed() < Duration::from_secs(10), "{unit:?} took {:?}", started.elapsed());
    }
}

#[test]
fn user_patterns_add_units_metrics_and_cues() {
    let patterns = trich::quantity::Patterns::from_toml(
        r#"
        metrics = ["chỉ số hạnh phúc"]
        [[unit]]
        name = "TEU"
        forms = ["công ten nơ"]
        factor = 2
        [[cue]]
        status = "target"
        forms = ["quyết giành"]
        "#,
    )
    .expect("is valid");
    let context = ReadingContext { patterns, ..ReadingContext::default() };
    let reading = |text: &str| read(&Document::new(text), &[], &context).quantities.remove(0);
    let unit = reading("Cảng xếp 5 công ten nơ.");
    assert_eq!((unit.unit.as_str(), unit.min), ("TEU", Some(10.0)));
    let metric = reading("Chỉ số hạnh phúc đạt 75%.");
    assert_eq!(metric.metric.as_deref(), Some("Chỉ số hạnh phúc"));
    assert!(reading("Đội quyết giành 75% số phiếu.").status.is_target());
}

#[test]
fn names_help_to_find_the_holder() {
    use trich::article::BlockKind;
    use trich::mention::{EntityKind, Mention, MentionSource};
    let text = "Trong nhiệm kỳ 2025-2030, Thủ đô Hà Nội xác định sẽ tăng trưởng 11% trở lên.";
    let name = "Hà Nội";
    let start = text.find(name).expect("is there");
    let mention = Mention {
        kind: EntityKind::Location,
        text: name.to_owned(),
        start,
        end: start + name.len(),
        confidence: 1.0,
        entity: None,
        source: MentionSource::Model,
        block: BlockKind::Body,
    };
    let readings = read(&Document::new(text), &[mention], &ReadingContext::default());
    assert_eq!(readings.quantities[0].holder.as_deref(), Some("Thủ đô Hà Nội"));
}

#[test]
fn many_random_numbers() {
    random_numbers(20_000);
}

#[test]
#[ignore = "takes a minute; run with --ignored"]
fn a_million_random_numbers() {
    random_numbers(1_000_000);
}

/// Random values up to 10^18 in digits, and below 10^12 in words.
fn random_numbers(count: usize) {
    // A linear congruential generator (Knuth's MMIX): reproducible, and no crate is needed for it.
    let mut state = 1_u64;
    for _ in 0..count {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Every magnitude comes up, not just the largest.
        let value = (state >> 4) % 10_u64.pow(u32::try_from(state >> 60).unwrap_or(0) + 3);
        let written = format!("Thu {} đồng.", dotted(value));
        assert_eq!(only(&written).and_then(|quantity| quantity.min), Some(value as f64), "{written}");
        let below = value % 1_000_000_000_000;
        if below > 0 {
            let said = format!("Thu {} đồng.", spoken(below));
            assert_eq!(only(&said).and_then(|quantity| quantity.min), Some(below as f64), "{said}");
        }
    }
}
