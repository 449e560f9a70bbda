//! Stories and themes of many articles: which articles are about the same, and what about.
//!
//! [`Collection`] takes articles one by one and keeps their first words only; [`Collection::themes`] groups them, in the
//! manner of BERTopic: vectors, fewer dimensions, dense regions (HDBSCAN), and class-based TF-IDF for the names.
//!
//! ```
//! use trich::article::Article;
//! use trich::theme::{Collection, Options};
//! let mut collection = Collection::default();
//! for day in ["một", "hai", "ba"] {
//!     collection.add(&Article::from_text(format!("Giá vàng miếng lập đỉnh ngày thứ {day}, giá vàng nhẫn tăng theo")), None);
//!     collection.add(&Article::from_text(format!("Bão số 5 gây mưa lớn ngày thứ {day}, mưa lũ chia cắt miền núi")), None);
//! }
//! let themes = collection.themes(&Options { min_size: 3, ..Options::default() });
//! assert_eq!(themes.themes.len(), 2);
//! assert_eq!(themes.articles[0].theme, themes.articles[2].theme);
//! ```
//!
//! The vectors are of the words (latent semantic analysis), to which those of the encoder may be added
//! ([`Extractor::vector`](crate::Extractor::vector)). The same articles in the same order give the same themes on the
//! same machine, for the only random numbers are those of [`Options::seed`].

mod cluster;
mod label;
mod lexical;
mod space;
mod sparse;
mod wording;

use std::collections::BTreeMap;

use ndarray::{Array2, Axis, concatenate};
use serde::{Deserialize, Serialize};

use self::cluster::Clusters;
use self::wording::{Form, Vocabulary};
use crate::article::Article;

/// Words of the body that are read: news says first what it is about.
const WORDS_READ: usize = 200;
/// Dimensions of the words' vectors, of the encoder's, and of those that are grouped; chosen on Vietnamese news.
const LEXICAL: usize = 100;
const ENCODED: usize = 60;
const GROUPED: usize = 30;
/// How much a difference in words counts beside one in the encoder's view.
const LEXICAL_WEIGHT: f32 = 2.0;
/// Articles shown for a theme.
const REPRESENTATIVES: usize = 3;

/// How articles are grouped.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The fewest articles that make a theme, 2 or more (default: 10). Small ones find stories, large ones fields.
    pub min_size: usize,
    /// How near an article must be to the middle of a theme to join it, as a cosine, when it lies outside of all dense
    /// regions (default: 0.5). Above 1, none joins.
    pub min_similarity: f32,
    /// Where the random projection of the words begins (default: 1).
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { min_size: 10, min_similarity: 0.5, seed: 1 }
    }
}

/// Articles to be grouped. Keeps of each its name, headline, day, first words as numbers, and vector: about 1 kB, and
/// 1.5 kB more with the vector.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    vocabulary: Vocabulary,
    articles: Vec<Member>,
    words: Vec<Vec<Form>>,
    vectors: Vec<Option<Vec<f32>>>,
}

/// What is found in a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// The themes, the largest first.
    pub themes: Vec<Theme>,
    /// All articles, in the order in which they were added.
    pub articles: Vec<Member>,
}

/// Articles about the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Its place in [`Themes::themes`].
    pub id: usize,
    /// The best terms, for people.
    pub label: String,
    /// Terms that its articles have and others lack, the best first.
    pub terms: Vec<Term>,
    /// How many articles it has.
    pub size: usize,
    /// How many of them each day has; days without one, and articles without a day, are left out.
    pub days: Vec<DayCount>,
    /// Those nearest to its middle, as indices into [`Themes::articles`].
    pub representatives: Vec<usize>,
}

/// A term of a theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// As it is mostly written.
    pub text: String,
    /// Its class-based TF-IDF.
    pub score: f32,
}

/// The articles of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// As `2026-01-21`.
    pub day: String,
    /// How many there are.
    pub articles: usize,
}

/// An article of a collection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The caller's name for it.
    pub id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day it was published, as `2026-01-21`.
    pub date: Option<String>,
    /// Its theme, as an index into [`Themes::themes`]; none if it is like too few others.
    pub theme: Option<usize>,
    /// How near it is to the theme's middle: the cosine of the angle.
    pub similarity: Option<f32>,
}

impl Collection {
    /// Adds an article, and what the encoder says of it if that is to count. A vector of another length than those
    /// before it, or with numbers that are not finite, is taken for none.
    pub fn add(&mut self, article: &Article, vector: Option<Vec<f32>>) {
        self.words.push(self.vocabulary.read(&article.opening(WORDS_READ)));
        let width = self.vectors.iter().flatten().next().map(Vec::len);
        let fits = |vector: &Vec<f32>| {
            width.is_none_or(|width| width == vector.len()) && vector.iter().all(|value| value.is_finite())
        };
        self.vectors.push(vector.filter(fits));
        self.articles.push(Member {
            id: article.id.clone(),
            title: article.title().map(str::to_owned),
            date: article.date.map(|date| date.to_string()),
            ..Member::default()
        });
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Groups the articles. The time grows with the square of their number; 20,000 take about a minute.
    pub fn themes(self, options: &Options) -> Themes {
        let min_size = options.min_size.max(2);
        let words: Vec<&[Form]> = self.words.iter().map(Vec::as_slice).collect();
        let rows = self.rows(&words, options.seed);
        let clusters = if rows.iter().all(|value| *value == 0.0) {
            one_group(&words, min_size)
        } else {
            cluster::cluster(&rows, min_size, options.min_similarity)
        };
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); clusters.count];
        for (article, place) in clusters.of.iter().enumerate() {
            if let Some((group, _)) = place {
                groups[*group].push(article);
            }
        }
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
        let mut articles = self.articles;
        for (theme, group) in groups.iter().enumerate() {
            for &article in group {
                articles[article].theme = Some(theme);
                articles[article].similarity = clusters.of[article].map(|(_, similarity)| similarity);
            }
        }
        let terms = label::terms(&self.vocabulary, &words, &groups);
        let describe =
            |(id, (group, terms)): (usize, (&Vec<usize>, Vec<Term>))| theme(id, group, terms, &articles);
        let themes = groups.iter().zip(terms).enumerate().map(describe).collect();
        Themes { themes, articles }
    }

    /// A row of length 1 for every article that differs from the rest, of length 0 for the others.
    fn rows(&self, words: &[&[Form]], seed: u64) -> Array2<f32> {
        let mut rows = lexical::vectors(&self.vocabulary, words, LEXICAL, seed);
        space::normalize(&mut rows);
        space::center_and_normalize(&mut rows);
        if let Some(encoded) = self.encoded() {
            rows *= LEXICAL_WEIGHT;
            rows = concatenate![Axis(1), rows, encoded];
        }
        let mut rows = space::reduce(&rows, GROUPED);
        space::normalize(&mut rows);
        rows
    }

    /// The encoder's rows, if there are any.
    fn encoded(&self) -> Option<Array2<f32>> {
        let width = self.vectors.iter().flatten().next()?.len();
        let mut rows = Array2::zeros((self.vectors.len(), width));
        for (mut row, vector) in rows.outer_iter_mut().zip(&self.vectors) {
            if let Some(vector) = vector {
                row.iter_mut().zip(vector).for_each(|(place, value)| *place = *value);
            }
        }
        space::center_and_normalize(&mut rows);
        let mut rows = space::reduce(&rows, ENCODED);
        space::whiten(&mut rows);
        space::normalize(&mut rows);
        Some(rows)
    }
}

/// Articles that do not differ at all are one group, if they say anything.
fn one_group(words: &[&[Form]], min_size: usize) -> Clusters {
    let of: Vec<_> = words.iter().map(|words| (!words.is_empty()).then_some((0, 1.0))).collect();
    let is_group = of.iter().flatten().count() >= min_size;
    if is_group { Clusters { of, count: 1 } } else { Clusters { of: vec![None; words.len()], count: 0 } }
}

fn theme(id: usize, group: &[usize], terms: Vec<Term>, articles: &[Member]) -> Theme {
    let mut days: BTreeMap<&str, usize> = BTreeMap::new();
    for day in group.iter().filter_map(|&article| articles[article].date.as_deref()) {
        *days.entry(day).or_default() += 1;
    }
    let mut nearest = group.to_vec();
    let similarity = |article: usize| articles[article].similarity.unwrap_or_default();
    nearest.sort_by(|&a, &b| similarity(b).total_cmp(&similarity(a)));
    // The same story from several sites shows once.
    let mut representatives: Vec<usize> = Vec::new();
    for article in nearest {
        let is_shown = representatives.iter().any(|&other| articles[other].title == articles[article].title);
        if representatives.len() < REPRESENTATIVES && (!is_shown || articles[article].title.is_none()) {
            representatives.push(article);
        }
    }
    let best: Vec<&str> = terms.iter().take(3).map(|term| term.text.as_str()).collect();
    let days = days.into_iter().map(|(day, articles)| DayCount { day: day.to_owned(), articles });
    Theme { id, label: best.join(", "), size: group.len(), days: days.collect(), representatives, terms }
}

#[cfg(test)]
mod tests;
