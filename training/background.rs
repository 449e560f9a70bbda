//! Counts syllables and their combinations in articles, and writes what key phrases need of them as one compact table:
//!
//! ```sh
//! cargo run --release --example background -- seeds/lexicon/background.fst ARTICLES.jsonl.gz..
//! ```
//!
//! The table (an `fst` map) has runs of one to four syllables in lower case, joined by spaces, with [`Background`]'s
//! five numbers for each: in how many articles they stand, how often they make a word when all text is cut into the most
//! probable words, whether they stand where nouns stand or where verbs stand, and how freely they combine to the left
//! and to the right. It holds numbers, no text.
//!
//! [`Background`]: trich::keyphrase::Background

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use trich::article::jsonl;
use trich::keyphrase::background::{self, Entry, Scale};

/// The longest run counted.
const LONGEST: usize = 4;
/// Runs of more than one syllable must stand in so many articles.
const FEWEST_ARTICLES: u32 = 10;
/// Runs longer than a word must be bound at least so tightly (normalised pointwise mutual information).
const LEAST_BOND: f64 = 0.30;

type Id = u32;
type Key = [Id; LONGEST];
const NONE: Id = Id::MAX;

/// Words before which, or after which, nouns stand.
const BEFORE_NOUNS: &[&str] = &[
    "các", "những", "một", "của", "trong", "tại", "ở", "với", "bởi", "vào", "nhiều", "theo", "từ", "mỗi",
    "trên", "mọi",
];
/// Words before which verbs and adjectives stand.
const BEFORE_VERBS: &[&str] = &[
    "đã", "đang", "sẽ", "không", "được", "bị", "phải", "cần", "để", "chưa", "hãy", "cũng", "đều", "vẫn",
    "còn", "muốn", "nên", "rất", "thể", "chỉ", "vừa", "sắp", "lại", "tự", "cùng", "đừng", "nhằm", "chẳng",
    "khá", "quá", "hơn",
];

/// What is counted of a run.
#[derive(Clone, Default)]
struct Count {
    articles: u32,
    occurrences: u32,
    last_article: u32,
}

/// One article as runs of known syllables.
type Runs = Vec<Vec<Id>>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: background TABLE.fst ARTICLES.jsonl[.gz]..")?;
    let mut names = HashMap::new();
    let mut articles: Vec<Runs> = Vec::new();
    for path in arguments {
        read(&path, &mut names, &mut articles)?;
    }
    eprintln!("{} articles, {} syllables", articles.len(), names.len());
    let mut syllables = vec![String::new(); names.len()];
    names.iter().for_each(|(name, id)| syllables[*id as usize] = name.clone());

    let counts = count(&articles);
    eprintln!("{} runs", counts.len());
    let total: f64 = articles.iter().flatten().map(|run| run.len() as f64).sum();
    let bonds: HashMap<Key, f64> = counts
        .par_iter()
        .filter(|(key, _)| length(key) > 1)
        .map(|(key, _)| (*key, bond(key, &counts, total)))
        .collect();
    let words = words(&articles, &counts, &bonds, &names);
    eprintln!("{} words of several syllables", words.iter().filter(|(key, _)| length(key) > 1).count());
    let kept: HashMap<Key, usize> = counts
        .iter()
        .filter(|(key, count)| match length(key) {
            1 => count.articles >= 3,
            2 | 3 => words.contains_key(*key) || bonds[*key] >= LEAST_BOND,
            _ => words.contains_key(*key),
        })
        .map(|(key, _)| *key)
        .enumerate()
        .map(|(index, key)| (key, index))
        .collect();
    let sides = sides(&articles, &kept, &names);
    let entries = kept.iter().map(|(key, index)| {
        let count = &counts[key];
        let entry = Entry {
            articles: count.articles,
            words: words.get(key).copied().unwrap_or(0),
            nominal: sides[*index].nominal(),
            left: sides[*index].freedom(0),
            right: sides[*index].freedom(1),
        };
        let text: Vec<&str> = key[..length(key)].iter().map(|id| &*syllables[*id as usize]).collect();
        (text.join(" "), entry)
    });
    let table = background::write(Scale { articles: articles.len() as u32 }, entries.collect())?;
    std::fs::write(&out, &table)?;
    eprintln!("{} entries, {} bytes", kept.len(), table.len());
    Ok(())
}

fn read(path: &str, names: &mut HashMap<String, Id>, articles: &mut Vec<Runs>) -> Result<(), Box<dyn Error>> {
    let file = File::open(path)?;
    let reader: Box<dyn Read> =
        if path.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let reader: Box<dyn BufRead> = Box::new(BufReader::new(reader));
    for article in jsonl::records(reader) {
        let article = article?;
        let text = format!("{}\n{}", article.title().unwrap_or_default(), article.text());
        let mut runs: Runs = Vec::new();
        background::runs(&text, |syllables| {
            let id = |syllable: &String| {
                let next = names.len() as Id;
                *names.entry(syllable.clone()).or_insert(next)
            };
            runs.push(syllables.iter().map(id).collect());
        });
        articles.push(runs);
    }
    Ok(())
}

fn key(run: &[Id]) -> Key {
    let mut key = [NONE; LONGEST];
    key[..run.len()].copy_from_slice(run);
    key
}

fn length(key: &Key) -> usize {
    key.iter().position(|id| *id == NONE).unwrap_or(LONGEST)
}

/// Runs that stand in enough articles; a run can only be frequent if what it consists of is, so lengths are counted one
/// after the other.
fn count(articles: &[Runs]) -> HashMap<Key, Count> {
    let mut frequent: HashMap<Key, Count> = HashMap::new();
    for length in 1..=LONGEST {
        let mut counts: HashMap<Key, Count> = HashMap::new();
        for (number, runs) in (1..).zip(articles) {
            for run in runs.iter().flat_map(|run| run.windows(length)) {
                let known = |part: &[Id]| frequent.contains_key(&key(part));
                if length > 1 && !(known(&run[1..]) && known(&run[..length - 1])) {
                    continue;
                }
                let count = counts.entry(key(run)).or_default();
                count.occurrences += 1;
                count.articles += u32::from(count.last_article != number);
                count.last_article = number;
            }
        }
        let fewest = if length == 1 { 1 } else { FEWEST_ARTICLES };
        frequent.extend(counts.into_iter().filter(|(_, count)| count.articles >= fewest));
    }
    frequent
}

/// The normalised pointwise mutual information of a run's two parts, wherever it is cut: the least of all cuts.
fn bond(run: &Key, counts: &HashMap<Key, Count>, total: f64) -> f64 {
    let length = length(run);
    let p = |part: &[Id]| f64::from(counts[&key(part)].occurrences) / total;
    let whole = p(&run[..length]);
    let cut = |at: usize| (whole / (p(&run[..at]) * p(&run[at..length]))).ln() / -whole.ln();
    (1..length).map(cut).fold(f64::INFINITY, f64::min)
}

/// Which runs are words, and how often, when every text is cut into its most probable words: hard expectation
/// maximisation from all tightly bound runs.
fn words(
    articles: &[Runs],
    counts: &HashMap<Key, Count>,
    bonds: &HashMap<Key, f64>,
    names: &HashMap<String, Id>,
) -> HashMap<Key, u32> {
    let functions: Vec<Id> = background::function_syllables()
        .iter()
        .filter_map(|word| names.get(word.as_str()).copied())
        .collect();
    let is_function = |id: &Id| functions.contains(id);
    let possible = |run: &Key| match length(run) {
        1 => true,
        length => {
            bonds[run] >= [0.12, 0.25, 0.35][length - 2]
                && !is_function(&run[0])
                && !is_function(&run[length - 1])
        }
    };
    let mut words: HashMap<Key, u32> = counts
        .iter()
        .filter(|(run, _)| possible(run))
        .map(|(run, count)| (*run, count.occurrences))
        .collect();
    for round in 0..6 {
        let total: f64 = words.values().map(|count| f64::from(*count)).sum();
        let cost: HashMap<Key, f32> =
            words.iter().map(|(run, count)| (*run, -((f64::from(*count) / total).ln() as f32))).collect();
        let counted = articles
            .par_chunks(500)
            .map(|articles| {
                let mut counted: HashMap<Key, u32> = HashMap::new();
                for run in articles.iter().flatten() {
                    cut(run, &cost, |word| *counted.entry(key(word)).or_default() += 1);
                }
                counted
            })
            .reduce(HashMap::new, |mut all, part| {
                part.into_iter().for_each(|(run, count)| *all.entry(run).or_default() += count);
                all
            });
        words = counted.into_iter().filter(|(run, count)| length(run) == 1 || *count >= 8).collect();
        eprintln!("round {round}: {} words", words.len());
    }
    words
}

/// The cheapest cut of a run into words.
fn cut(run: &[Id], cost: &HashMap<Key, f32>, mut word: impl FnMut(&[Id])) {
    const UNKNOWN: f32 = 20.0;
    let mut best = vec![(0.0f32, 0usize); run.len() + 1];
    for end in 1..=run.len() {
        let costs = (end.saturating_sub(LONGEST)..end).map(|start| {
            let known = cost.get(&key(&run[start..end])).copied();
            let own = known.unwrap_or(if end - start == 1 { UNKNOWN } else { f32::INFINITY });
            (best[start].0 + own, start)
        });
        best[end] = costs.min_by(|a, b| a.0.total_cmp(&b.0)).expect("a word has at least one syllable");
    }
    let mut end = run.len();
    while end > 0 {
        word(&run[best[end].1..end]);
        end = best[end].1;
    }
}

/// What stands on both sides of a run.
#[derive(Clone, Default)]
struct Sides {
    neighbours: [HashMap<Id, u32>; 2],
    edges: [u32; 2],
    after_noun_words: u32,
    after_verb_words: u32,
}

impl Sides {
    /// Natural logarithm of how much likelier the run is after words that nouns follow.
    fn nominal(&self) -> f32 {
        // Words that nouns follow are about as frequent as those that verbs follow; half an occurrence each is assumed.
        ((self.after_noun_words as f32 + 0.5) / (self.after_verb_words as f32 + 0.5)).ln()
    }

    /// The entropy, in bits, of the neighbours on one side; every edge of a run is a neighbour of its own.
    fn freedom(&self, side: usize) -> f32 {
        let edges = f64::from(self.edges[side]);
        let total: f64 = edges + self.neighbours[side].values().map(|count| f64::from(*count)).sum::<f64>();
        let bits = |count: f64| count / total * (total / count).log2();
        let inner: f64 = self.neighbours[side].values().map(|count| bits(f64::from(*count))).sum();
        (inner + edges * bits(1.0)) as f32
    }
}

fn sides(articles: &[Runs], kept: &HashMap<Key, usize>, names: &HashMap<String, Id>) -> Vec<Sides> {
    let ids =
        |words: &[&str]| -> Vec<Id> { words.iter().filter_map(|word| names.get(*word).copied()).collect() };
    let (nouns, verbs) = (ids(BEFORE_NOUNS), ids(BEFORE_VERBS));
    let mut sides = vec![Sides::default(); kept.len()];
    for run in articles.iter().flatten() {
        for start in 0..run.len() {
            for end in start + 1..=(start + LONGEST).min(run.len()) {
                let Some(index) = kept.get(&key(&run[start..end])) else { continue };
                let side = &mut sides[*index];
                match start.checked_sub(1).map(|before| run[before]) {
                    Some(id) => {
                        *side.neighbours[0].entry(id).or_default() += 1;
                        side.after_noun_words += u32::from(nouns.contains(&id));
                        side.after_verb_words += u32::from(verbs.contains(&id));
                    }
                    None => side.edges[0] += 1,
                }
                match run.get(end) {
                    Some(id) => *side.neighbours[1].entry(*id).or_default() += 1,
                    None => side.edges[1] += 1,
                }
            }
        }
    }
    sides
}
