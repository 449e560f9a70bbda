use super::*;
use crate::date::CalendarDate;

/// Three stories of ten articles each, told in other words every time, and two articles of no story.
fn articles() -> Vec<Article> {
    let file = include_bytes!("../../examples/data/stories.jsonl");
    crate::article::jsonl::records(file.as_slice()).map(|article| article.expect("is an article")).collect()
}

fn collection(articles: &[Article]) -> Collection {
    let mut collection = Collection::default();
    articles.iter().for_each(|article| collection.add(article, None));
    collection
}

fn options(min_size: usize) -> Options {
    Options { min_size, ..Options::default() }
}

#[test]
fn stories_are_found_and_named() {
    let found = collection(&articles()).themes(&options(4));
    let labels: Vec<&str> = found.themes.iter().map(|theme| theme.label.as_str()).collect();
    assert_eq!(found.themes.len(), 3, "{labels:?}");
    for (story, word) in [("vang", "vàng"), ("bao", "bão"), ("bong", "đội tuyển")] {
        let themes: Vec<Option<usize>> =
            found.articles.iter().filter(|one| starts(one, story)).map(|one| one.theme).collect();
        let theme = themes.iter().flatten().next().copied().expect("is in a theme");
        let right = themes.iter().filter(|one| **one == Some(theme)).count();
        assert!(right >= 9, "{story}: {themes:?}");
        let terms: Vec<&str> = found.themes[theme].terms.iter().map(|term| term.text.as_str()).collect();
        assert!(terms.iter().any(|term| term.to_lowercase().contains(word)), "{story}: {terms:?}");
    }
}

#[test]
fn articles_of_no_story_are_in_no_theme() {
    let found = collection(&articles()).themes(&options(4));
    let alone: Vec<_> = found.articles.iter().filter(|one| starts(one, "le")).map(|one| one.theme).collect();
    assert_eq!(alone, [None, None]);
}

fn starts(article: &Member, with: &str) -> bool {
    article.id.as_deref().is_some_and(|id| id.starts_with(with))
}

#[test]
fn what_is_said_of_a_theme_fits_its_articles() {
    let found = collection(&articles()).themes(&options(4));
    for theme in &found.themes {
        let members: Vec<usize> =
            (0..found.articles.len()).filter(|&one| found.articles[one].theme == Some(theme.id)).collect();
        assert_eq!(theme.size, members.len());
        assert!(
            theme.representatives.len() == 3 && theme.representatives.iter().all(|one| members.contains(one))
        );
        let dated = members.iter().filter(|&&one| found.articles[one].date.is_some()).count();
        assert_eq!(theme.days.iter().map(|count| count.articles).sum::<usize>(), dated);
        assert!(theme.days.is_sorted_by(|a, b| a.day < b.day), "{:?}", theme.days);
        assert!(theme.terms.is_sorted_by(|a, b| a.score >= b.score));
    }
    assert!(found.themes.is_sorted_by(|a, b| a.size >= b.size));
}

#[test]
fn the_same_again() {
    let once = collection(&articles()).themes(&options(4));
    assert_eq!(collection(&articles()).themes(&options(4)), once);
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("has a thread");
    assert_eq!(one_thread.install(|| collection(&articles()).themes(&options(4))), once);
}

#[test]
fn too_little_for_a_theme() {
    assert_eq!(Collection::default().themes(&Options::default()), Themes::default());
    let found = collection(&articles()[..3]).themes(&options(4));
    assert!(found.themes.is_empty());
    assert_eq!(found.articles.iter().map(|one| one.theme).collect::<Vec<_>>(), [None, None, None]);
    let empty = vec![Article::from_text(""); 20];
    assert!(collection(&empty).themes(&options(2)).themes.is_empty());
}

#[test]
fn one_article_again_and_again() {
    let copies = vec![articles()[0].clone(); 12];
    let found = collection(&copies).themes(&options(5));
    assert_eq!(found.themes.iter().map(|theme| theme.size).collect::<Vec<_>>(), [12]);
    // One headline is shown once.
    assert_eq!(found.themes[0].representatives.len(), 1);
    assert!(!found.themes[0].label.is_empty());
}

#[test]
fn days_are_counted_and_may_lack() {
    let day = CalendarDate::new(2026, 1, 21).expect("is a day");
    let mut undated = articles()[0].clone();
    undated.date = None;
    let mut copies = vec![undated; 6];
    copies.extend(vec![articles()[0].clone().with_date(day); 2]);
    let found = collection(&copies).themes(&options(5));
    assert_eq!(found.themes[0].days, [DayCount { day: "2026-01-21".into(), articles: 2 }]);
}

#[test]
fn vectors_count_and_bad_ones_do_not() {
    // Texts without a word in common: only the vectors tell them apart.
    let mut told = Collection::default();
    for index in 0..12 {
        let side = if index % 2 == 0 { 1.0 } else { -1.0 };
        let jitter = index as f32 * 0.01;
        told.add(&Article::from_text(format!("bài{index}")), Some(vec![side, jitter, 0.1]));
    }
    told.add(&Article::from_text("bài"), Some(vec![f32::NAN, 0.0, 0.0]));
    told.add(&Article::from_text("bài"), Some(vec![1.0]));
    let found = told.themes(&options(3));
    let themes: Vec<Option<usize>> = found.articles.iter().map(|one| one.theme).collect();
    assert_eq!(found.themes.len(), 2, "{themes:?}");
    assert!((2..12).all(|one| themes[one] == themes[one % 2]), "{themes:?}");
}
