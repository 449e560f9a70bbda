//! The best candidates that do not repeat one another.

use std::collections::HashSet;

use super::candidate::Candidate;
use crate::extraction::Keyphrase;

/// The most key phrases of an article.
pub const MOST: usize = 15;
/// So many are given even if they are weak.
const FEWEST: usize = 5;
/// The least score of the ones after that.
const LEAST_SCORE: f32 = 0.12;
/// How much of its score a phrase loses for what it shares with a better one.
const DIVERSITY: f32 = 0.35;
/// Phrases that share so large a part of their syllables repeat each other.
const REPEATS: f32 = 0.6;

/// Chooses by maximal marginal relevance, as KeyBERT does, with shared syllables for similarity.
pub(super) fn choose(candidates: &[Candidate]) -> Vec<Keyphrase> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by(|a, b| b.score.total_cmp(&a.score));
    // No more than the best can be chosen; it bounds the work for a book.
    order.truncate(20 * MOST);
    let mut chosen: Vec<&Candidate> = Vec::new();
    let mut rest: Vec<(&Candidate, f32)> = order.into_iter().map(|candidate| (candidate, 0.0)).collect();
    while chosen.len() < MOST {
        let value = |(candidate, similar): &(&Candidate, f32)| candidate.score * (1.0 - DIVERSITY * similar);
        // Of equal ones the first; the last maximum is what `max_by` gives.
        let best = rest.iter().rev().max_by(|a, b| value(a).total_cmp(&value(b)));
        let Some(&(best, _)) = best else { break };
        if chosen.len() >= FEWEST && best.score < LEAST_SCORE {
            break;
        }
        chosen.push(best);
        rest.retain_mut(|(candidate, similar)| {
            let shared = similarity(candidate, best);
            *similar = similar.max(shared);
            shared < REPEATS && !is_within(candidate, best) && !is_within(best, candidate)
        });
    }
    chosen
        .into_iter()
        .map(|candidate| Keyphrase { text: candidate.text.clone(), score: candidate.score })
        .collect()
}

/// The share of common syllables in all syllables of two phrases.
fn similarity(a: &Candidate, b: &Candidate) -> f32 {
    let (a, b): (HashSet<&str>, HashSet<&str>) = (a.syllables().collect(), b.syllables().collect());
    let common = a.intersection(&b).count() as f32;
    common / (a.len() as f32 + b.len() as f32 - common)
}

/// Whether all of a phrase stands in another, in order and without a gap.
fn is_within(inner: &Candidate, outer: &Candidate) -> bool {
    let (inner, outer) = (format!(" {} ", inner.key), format!(" {} ", outer.key));
    outer.contains(&inner)
}

#[cfg(test)]
mod tests {
    use super::super::evidence::EVIDENCE;
    use super::*;

    fn chosen(phrases: &[(&str, f32)]) -> Vec<String> {
        let candidate = |(text, score): &(&str, f32)| Candidate {
            text: (*text).to_owned(),
            evidence: [0.0; EVIDENCE.len()],
            score: *score,
            key: (*text).to_owned(),
            kind: None,
            places: Vec::new(),
            entity: None,
        };
        let candidates: Vec<Candidate> = phrases.iter().map(candidate).collect();
        choose(&candidates).into_iter().map(|phrase| phrase.text).collect()
    }

    #[test]
    fn near_duplicates_are_left_out() {
        assert_eq!(
            chosen(&[("trạm sạc xe điện", 0.9), ("xe điện", 0.8), ("trạm sạc", 0.7), ("bến xe", 0.6)]),
            ["trạm sạc xe điện", "bến xe"]
        );
        assert_eq!(chosen(&[("mô hình lãnh đạo mới", 0.5), ("mô hình lãnh đạo tốt", 0.4)]).len(), 1);
        assert_eq!(chosen(&[("an ninh", 0.5), ("ninh bình", 0.4)]).len(), 2);
    }

    #[test]
    fn what_differs_comes_before_what_is_alike() {
        assert_eq!(
            chosen(&[("giá gạo", 0.9), ("giá lúa", 0.6), ("hạn mặn", 0.58)]),
            ["giá gạo", "hạn mặn", "giá lúa"]
        );
    }

    #[test]
    fn weak_phrases_only_where_there_are_few() {
        let weak: Vec<(String, f32)> = (0..9).map(|i| (format!("a{i} b{i}"), 0.01)).collect();
        let weak: Vec<(&str, f32)> = weak.iter().map(|(text, score)| (&**text, *score)).collect();
        assert_eq!(chosen(&weak).len(), FEWEST);
        let strong: Vec<(String, f32)> = (0..30).map(|i| (format!("a{i} b{i}"), 0.9)).collect();
        let strong: Vec<(&str, f32)> = strong.iter().map(|(text, score)| (&**text, *score)).collect();
        assert_eq!(chosen(&strong).len(), MOST);
        assert!(chosen(&[]).is_empty());
    }
}
