//! How well themes agree with topics that people gave: `theme_quality ARTICLES.jsonl TOPICS.jsonl [MIN_SIZE [encoder]]`.
//!
//! Lines of TOPICS are `{"id", "topics": ["main", ..]}`. Articles without a topic are grouped as well, but not counted.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};

use trich::Extractor;
use trich::article::{Article, jsonl};
use trich::theme::{Collection, Options};

#[derive(serde::Deserialize)]
struct Gold {
    id: String,
    topics: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [articles, topics, rest @ ..] = args.as_slice() else {
        return Err("usage: theme_quality ARTICLES.jsonl TOPICS.jsonl [MIN_SIZE [encoder]]".into());
    };
    let min_size = rest.first().map_or(Ok(Options::default().min_size), |size| size.parse())?;
    let mut main_topics = BTreeMap::new();
    for line in BufReader::new(File::open(topics)?).lines() {
        let gold: Gold = serde_json::from_str(&line?)?;
        main_topics.insert(gold.id, gold.topics.first().cloned().unwrap_or_default());
    }

    let articles: Vec<Article> =
        jsonl::records(BufReader::new(File::open(articles)?)).collect::<Result<_, _>>()?;
    let mut collection = Collection::default();
    if rest.get(1).is_some_and(|word| word == "encoder") {
        Extractor::embedded()?
            .vectors_batch(articles)
            .for_each(|(article, vector)| collection.add(&article, vector));
    } else {
        articles.iter().for_each(|article| collection.add(article, None));
    }
    let found = collection.themes(&Options { min_size, ..Options::default() });

    let placed = found.articles.iter().filter(|article| article.theme.is_some()).count();
    println!("{} articles, {} themes, {placed} articles in one", found.articles.len(), found.themes.len());
    let pairs: Vec<(usize, &str)> = found
        .articles
        .iter()
        .filter_map(|article| Some((article.theme?, main_topics.get(article.id.as_deref()?)?.as_str())))
        .collect();
    println!("{} of {} articles with a topic are in a theme", pairs.len(), main_topics.len());
    println!("purity                 {:.3}", purity(&pairs));
    println!("purity, shuffled       {:.3}", purity(&shuffled(&pairs)));
    println!("normalised mutual inf. {:.3}", mutual_information(&pairs));
    println!("the same, shuffled     {:.3}", mutual_information(&shuffled(&pairs)));
    Ok(())
}

/// The part of the articles that have the commonest topic of their theme.
fn purity(pairs: &[(usize, &str)]) -> f64 {
    let mut best: BTreeMap<usize, usize> = BTreeMap::new();
    for ((theme, _), count) in counts(pairs.iter().copied()) {
        let most = best.entry(theme).or_default();
        *most = count.max(*most);
    }
    best.values().sum::<usize>() as f64 / pairs.len() as f64
}

/// 2 I(theme; topic) / (H(theme) + H(topic)): 1 if either tells the other, 0 if they have nothing to do with each other.
fn mutual_information(pairs: &[(usize, &str)]) -> f64 {
    let themes = entropy(counts(pairs.iter().map(|pair| pair.0)).into_values(), pairs.len());
    let topics = entropy(counts(pairs.iter().map(|pair| pair.1)).into_values(), pairs.len());
    let both = entropy(counts(pairs.iter().copied()).into_values(), pairs.len());
    2.0 * (themes + topics - both) / (themes + topics)
}

fn entropy(counts: impl Iterator<Item = usize>, total: usize) -> f64 {
    let term = |count: usize| {
        let share = count as f64 / total as f64;
        -share * share.ln()
    };
    counts.map(term).sum()
}

fn counts<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}

/// The topics dealt out to other articles: what themes of these sizes would reach by chance.
fn shuffled<'t>(pairs: &[(usize, &'t str)]) -> Vec<(usize, &'t str)> {
    let mut topics: Vec<&str> = pairs.iter().map(|pair| pair.1).collect();
    let mut state = 1_u64;
    for last in (1..topics.len()).rev() {
        // A linear congruential generator is random enough for cards.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        topics.swap(last, (state >> 33) as usize % (last + 1));
    }
    pairs.iter().map(|pair| pair.0).zip(topics).collect()
}
