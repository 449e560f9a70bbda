//! What themes are called: the terms that their articles have and others lack (class-based TF-IDF).

use std::collections::{HashMap, HashSet};

use super::Term;
use super::wording::{BREAK, Form, Vocabulary};

/// Most words in a term.
const LONGEST: usize = 7;
/// Terms that a theme gets.
const TERMS: usize = 8;
/// The part of a theme's articles that must have a term.
const LEAST_SHARE: f32 = 0.08;
/// A term within a longer one goes when at least this part of its articles has the longer one.
const MOSTLY_WITHIN: f32 = 0.6;

/// Words in small letters, filled up with [`BREAK`].
type Key = [Form; LONGEST];

/// The best terms of each theme, the best first. `themes` has the numbers of its articles; a term counts once an
/// article, so that no long-winded one names the theme.
pub(super) fn terms(vocabulary: &Vocabulary, articles: &[&[Form]], themes: &[Vec<usize>]) -> Vec<Vec<Term>> {
    let candidates: Vec<HashMap<Key, u32>> =
        themes.iter().map(|members| candidates(vocabulary, articles, members)).collect();
    let mut everywhere: HashMap<Key, u32> =
        candidates.iter().flat_map(|terms| terms.keys()).map(|key| (*key, 0)).collect();
    for article in articles {
        for key in keys(vocabulary, article) {
            if let Some(count) = everywhere.get_mut(&key) {
                *count += 1;
            }
        }
    }
    let mean_size = themes.iter().map(Vec::len).sum::<usize>() as f32 / themes.len().max(1) as f32;
    let of_theme = |(members, candidates): (&Vec<usize>, HashMap<Key, u32>)| {
        let score = |(key, count): (&Key, &u32)| {
            let rarity = (1.0 + mean_size / everywhere[key] as f32).ln();
            (*key, *count as f32 / members.len() as f32 * rarity)
        };
        let mut scored: Vec<(Key, f32)> =
            candidates.iter().filter(|(key, _)| !is_within_longer(key, &candidates)).map(score).collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut chosen: Vec<(Key, f32)> = Vec::new();
        for (key, score) in scored {
            if chosen.len() == TERMS {
                break;
            }
            if !chosen.iter().any(|(other, _)| contains(other, &key) || contains(&key, other)) {
                chosen.push((key, score));
            }
        }
        as_written(vocabulary, articles, members, &chosen)
    };
    themes.iter().zip(candidates).map(of_theme).collect()
}

/// The terms that enough of the articles have, with the number of these.
fn candidates(vocabulary: &Vocabulary, articles: &[&[Form]], members: &[usize]) -> HashMap<Key, u32> {
    let mut counts: HashMap<Key, u32> = HashMap::new();
    for &member in members {
        for key in keys(vocabulary, articles[member]) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let least = (members.len() as f32 * LEAST_SHARE).ceil().max(2.0) as u32;
    counts.retain(|key, count| *count >= least && !vocabulary.is_empty_phrase(words(key)));
    counts
}

/// Each term of an article once.
fn keys(vocabulary: &Vocabulary, article: &[Form]) -> HashSet<Key> {
    spans(vocabulary, article).map(|span| key(vocabulary, span)).collect()
}

/// All runs of up to [`LONGEST`] words that neither begin nor end with a stop word.
fn spans<'a>(vocabulary: &'a Vocabulary, article: &'a [Form]) -> impl Iterator<Item = &'a [Form]> {
    (0..article.len())
        .filter(|&start| !vocabulary.is_stop(article[start]))
        .flat_map(move |start| {
            let run = article[start..].iter().take(LONGEST).take_while(|form| **form != BREAK).count();
            (1..=run).map(move |length| &article[start..start + length])
        })
        .filter(|span| !vocabulary.is_stop(span[span.len() - 1]))
}

fn key(vocabulary: &Vocabulary, span: &[Form]) -> Key {
    let mut key = [BREAK; LONGEST];
    key.iter_mut().zip(span).for_each(|(place, form)| *place = vocabulary.fold(*form));
    key
}

fn words(key: &Key) -> &[Form] {
    let length = key.iter().position(|form| *form == BREAK).unwrap_or(LONGEST);
    &key[..length]
}

fn contains(longer: &Key, shorter: &Key) -> bool {
    let (longer, shorter) = (words(longer), words(shorter));
    longer.windows(shorter.len()).any(|window| window == shorter)
}

/// Whether the term is a part of another: "bất động" of "bất động sản".
fn is_within_longer(key: &Key, candidates: &HashMap<Key, u32>) -> bool {
    let enough = candidates[key] as f32 * MOSTLY_WITHIN;
    candidates.iter().any(|(other, count)| other != key && *count as f32 >= enough && contains(other, key))
}

/// Terms as the articles mostly write them, in capitals or not.
fn as_written(
    vocabulary: &Vocabulary,
    articles: &[&[Form]],
    members: &[usize],
    chosen: &[(Key, f32)],
) -> Vec<Term> {
    let mut written: HashMap<Key, HashMap<&[Form], u32>> =
        chosen.iter().map(|(key, _)| (*key, HashMap::new())).collect();
    for span in members.iter().flat_map(|&member| spans(vocabulary, articles[member])) {
        if let Some(forms) = written.get_mut(&key(vocabulary, span)) {
            *forms.entry(span).or_default() += 1;
        }
    }
    let term = |(key, score): &(Key, f32)| {
        let forms = written[key].iter().max_by_key(|(forms, count)| (**count, std::cmp::Reverse(**forms)));
        Term { text: vocabulary.text(forms.map_or(words(key), |(forms, _)| *forms)), score: *score }
    };
    chosen.iter().map(term).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_whole_and_as_written() {
        let mut vocabulary = Vocabulary::default();
        let texts = [
            "Giá bất động sản ở Hà Nội tăng. Bất động sản vùng ven cũng tăng.",
            "Hà Nội: thị trường bất động sản ấm lên",
            "Người mua bất động sản chờ giá giảm",
            "Đội tuyển thắng ở Hà Nội",
            "Đội tuyển thua",
        ];
        let read: Vec<Vec<Form>> = texts.iter().map(|text| vocabulary.read(text)).collect();
        let articles: Vec<&[Form]> = read.iter().map(Vec::as_slice).collect();
        let found = terms(&vocabulary, &articles, &[vec![0, 1, 2], vec![3, 4]]);
        let texts = |theme: usize| found[theme].iter().map(|term| term.text.as_str()).collect::<Vec<_>>();
        assert_eq!(texts(0)[0], "bất động sản");
        assert!(texts(0).contains(&"Hà Nội") && !texts(0).contains(&"bất động"), "{:?}", texts(0));
        assert_eq!(texts(1), ["Đội tuyển"]);
    }
}
