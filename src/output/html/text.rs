//! An article's text with names, quantities and times marked.

use std::ops::Range;

use super::template::{escape, fill};
use crate::article::{Block, BlockKind};
use crate::extraction::Extraction;
use crate::mention::Mention;
use crate::output::reading;
use crate::quantity::{Quantity, Time};

/// A text and what to mark in it.
pub(super) struct MarkedText<'a> {
    text: &'a str,
    mentions: Vec<Marked<'a, Mention>>,
    quantities: Vec<Marked<'a, Quantity>>,
    times: Vec<Marked<'a, Time>>,
}

/// Something found, with its bytes.
struct Marked<'a, T> {
    span: Range<usize>,
    what: &'a T,
}

impl<'a> MarkedText<'a> {
    pub fn new(text: &'a str, extraction: &'a Extraction) -> Self {
        let mentions = extraction.mentions.iter().map(|what| Marked { span: what.start..what.end, what });
        let quantities = extraction.quantities.iter().map(|what| Marked { span: what.start..what.end, what });
        let times = extraction.times.iter().map(|what| Marked { span: what.start..what.end, what });
        MarkedText {
            text,
            mentions: disjoint(text, mentions),
            quantities: disjoint(text, quantities),
            times: disjoint(text, times),
        }
    }

    /// The headline's first occurrence and all blocks but that, as markup. A page often repeats its headline: what
    /// comes later stays in its place.
    pub fn headline_and_blocks(&self, blocks: &[Block]) -> (String, String) {
        let (mut headline, mut text) = (String::new(), String::new());
        for run in blocks.chunk_by(|a, b| a.kind == b.kind) {
            let span = run[0].span.start..run[run.len() - 1].span.end;
            match run[0].kind {
                BlockKind::Title if headline.is_empty() => headline = self.lines(span, "headline"),
                BlockKind::Title => text += &self.lines(span, "repeated"),
                BlockKind::Body => text += &self.lines(span, "line"),
                BlockKind::Teaser => text += &group("teaser", &self.lines(span, "line")),
                BlockKind::Furniture => text += &group("furniture", &self.lines(span, "line")),
            }
        }
        (headline, text)
    }

    /// The lines of a stretch that are not blank, each as the part `part` of the template.
    fn lines(&self, span: Range<usize>, part: &str) -> String {
        let mut html = String::new();
        let mut start = span.start;
        for line in self.text.get(span).unwrap_or_default().split_inclusive('\n') {
            if !line.trim().is_empty() {
                let end = start + line.trim_end().len();
                html += &fill(part, &[("line", &self.with_mentions(start..end))]);
                html.push('\n');
            }
            start += line.len();
        }
        html
    }

    /// A stretch with mentions and quantities marked. Quantities are marked inside of mentions: one that crosses the
    /// edge of a mention is marked in two pieces.
    fn with_mentions(&self, span: Range<usize>) -> String {
        let mut html = String::new();
        let mut at = span.start;
        for (mention, piece) in within(&self.mentions, &span) {
            html += &self.with_quantities(at..piece.start);
            at = piece.end;
            let title = format!("{}, confidence {:.2}", mention.kind, mention.confidence);
            let class = mention.kind.tag().to_ascii_lowercase();
            html += &fill(
                "mention",
                &[
                    ("class", &class),
                    ("kind", mention.kind.tag()),
                    ("title", &title),
                    ("text", &self.with_quantities(piece)),
                ],
            );
        }
        html + &self.with_quantities(at..span.end)
    }

    fn with_quantities(&self, span: Range<usize>) -> String {
        let mut html = String::new();
        let mut at = span.start;
        for (quantity, piece) in within(&self.quantities, &span) {
            html += &self.with_times(at..piece.start);
            at = piece.end;
            let class = if quantity.status.is_target() { "quantity target" } else { "quantity" };
            let title = escape(&reading::tooltip(quantity));
            let text = escape(&self.text[piece]);
            html += &fill("quantity", &[("class", class), ("title", &title), ("text", &text)]);
        }
        html + &self.with_times(at..span.end)
    }

    /// A stretch outside of quantities with times marked.
    fn with_times(&self, span: Range<usize>) -> String {
        let mut html = String::new();
        let mut at = span.start;
        for (time, piece) in within(&self.times, &span) {
            html += &escape(&self.text[at..piece.start]);
            at = piece.end;
            html += &fill("time", &[("title", &escape(&time.value)), ("text", &escape(&self.text[piece]))]);
        }
        html + &escape(&self.text[at..span.end])
    }
}

fn group(part: &str, lines: &str) -> String {
    if lines.is_empty() { String::new() } else { fill(part, &[("lines", lines)]) + "\n" }
}

/// Those that can be marked, in order: not empty, on character boundaries, none overlapping the one before.
///
/// Extractors give nothing else, but extractions can be made by hand.
fn disjoint<'a, T>(text: &str, found: impl Iterator<Item = Marked<'a, T>>) -> Vec<Marked<'a, T>> {
    let mut found: Vec<_> =
        found.filter(|one| text.get(one.span.clone()).is_some_and(|t| !t.is_empty())).collect();
    found.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    let mut end = 0;
    found.retain(|one| {
        let free = one.span.start >= end;
        end = if free { one.span.end } else { end };
        free
    });
    found
}

/// Those that reach into `span`, each with the bytes that it has there.
fn within<'s, 'a, T>(
    found: &'s [Marked<'a, T>],
    span: &Range<usize>,
) -> impl Iterator<Item = (&'a T, Range<usize>)> + use<'s, 'a, T> {
    let Range { start, end } = *span;
    let first = found.partition_point(|one| one.span.end <= start);
    let reaching = found[first..].iter().take_while(move |one| one.span.start < end);
    reaching.map(move |one| (one.what, one.span.start.max(start)..one.span.end.min(end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture;
    use crate::span::Span;

    fn line(extraction: &Extraction) -> String {
        let marked = MarkedText::new(fixture::TEXT, extraction);
        marked.with_mentions(0..fixture::TEXT.find('\n').expect("has lines"))
    }

    #[test]
    fn mentions_and_quantities() {
        let tooltip = reading::tooltip(&fixture::quantity());
        let want = format!(
            "<mark class=\"loc\" data-kind=\"LOC\" title=\"LOC, confidence 0.50\">Hà Nội</mark> tăng trưởng \
             <span class=\"quantity target\" title=\"{tooltip}\">11%</span>"
        );
        assert_eq!(line(&fixture::extraction()), want);
    }

    #[test]
    fn times() {
        let mut extraction = fixture::extraction();
        let time = |start, end| Time {
            text: String::new(),
            start,
            end,
            value: "2026-01".into(),
            block: BlockKind::Body,
        };
        // "tăng" after "Hà Nội ", and one that a quantity covers: that is marked already.
        let start = "Hà Nội ".len();
        let quantity = &extraction.quantities[0];
        extraction.times = vec![time(start, start + "tăng".len()), time(quantity.start, quantity.end)];
        let html = line(&extraction);
        assert!(html.contains(r#" <time title="2026-01">tăng</time> trưởng "#), "{html}");
        assert_eq!(html.matches("<time").count(), 1);
    }

    /// Only the text and where its marks begin and end.
    fn outline(html: &str) -> String {
        let tags = regex::Regex::new("<(/?)([a-z])[^>]*>").expect("is a regex");
        tags.replace_all(html, "<$1$2>").into_owned()
    }

    #[test]
    fn overlaps_are_nested_or_split() {
        // Mention and quantity as byte ranges of "Hà Nội tăng trưởng 11%": "Hà Nội" is 0..9, with a space at 3.
        for (mention, quantity, want) in [
            (0..9, 4..9, "<m>Hà <s>Nội</s></m>"),
            (4..9, 0..9, "<s>Hà </s><m><s>Nội</s></m>"),
            (0..3, 0..9, "<m><s>Hà</s></m><s> Nội</s>"),
            (0..9, 0..9, "<m><s>Hà Nội</s></m>"),
            (0..9, 1..2, "<m>Hà Nội</m>"), // inside of "à"
            (5..5, 0..900, "Hà Nội"),
        ] {
            let mut extraction = fixture::extraction();
            extraction.mentions.truncate(1);
            (extraction.mentions[0].start, extraction.mentions[0].end) = (mention.start, mention.end);
            extraction.quantities.truncate(1);
            (extraction.quantities[0].start, extraction.quantities[0].end) = (quantity.start, quantity.end);
            let html = outline(&line(&extraction));
            assert_eq!(html.strip_suffix(" tăng trưởng 11%"), Some(want), "{mention:?} {quantity:?}");
        }
    }

    #[test]
    fn every_kind_of_block() {
        use BlockKind::{Body, Furniture, Teaser, Title};
        let ends = fixture::TEXT.match_indices('\n').map(|(at, _)| at + 1).chain([fixture::TEXT.len()]);
        let starts = [0].into_iter().chain(ends.clone());
        let kinds = [Title, Furniture, Body, Teaser].into_iter();
        let blocks: Vec<_> = starts
            .zip(ends)
            .zip(kinds)
            .map(|((start, end), kind)| Block { kind, span: Span::new(start, end) })
            .collect();
        let (headline, html) =
            MarkedText::new(fixture::TEXT, &fixture::extraction()).headline_and_blocks(&blocks);
        assert_eq!(outline(&headline), "<h><m>Hà Nội</m> tăng trưởng <s>11%</s></h>\n");
        let want = "\
<d><s>Page furniture</s>
<p>0:00</p>
</d>
<p>Ông <m>Nguyễn Văn A</m> &lt;script&gt; nói về <m>Đại hội <s>14</s></m>.</p>
<d>
<d>Teasers for other stories</d>
<p><m>Mỹ</m> và ông B.</p>
</d>
";
        assert_eq!(outline(&html), want);
    }

    mod laws {
        use proptest::prelude::*;

        use super::*;
        use crate::mention::{EntityKind, Mention};

        /// Any spans at all: overlapping, backwards, inside of letters, beyond the end.
        fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
            prop::collection::vec((0_usize..40, 0_usize..40), 0..8)
        }

        fn without_tags(html: &str) -> String {
            let tags = regex::Regex::new("<[^>]*>").expect("is a regex");
            let text = tags.replace_all(html, "");
            let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
            entities.iter().fold(text.into_owned(), |text, (entity, c)| text.replace(entity, c))
        }

        proptest! {
            #[test]
            fn marks_change_no_text(
                text in "[aế𝒳<>&\"' ]{0,20}", mentions in spans(), quantities in spans(), times in spans()
            ) {
                let mut extraction = Extraction::default();
                let mention = fixture::mention(EntityKind::Person, "Mỹ", BlockKind::Body);
                extraction.mentions =
                    mentions.into_iter().map(|(start, end)| Mention { start, end, ..mention.clone() }).collect();
                extraction.quantities =
                    quantities.into_iter().map(|(start, end)| Quantity { start, end, ..fixture::quantity() }).collect();
                let time = |(start, end)| Time { text: String::new(), start, end, value: "2026".into(), block: BlockKind::Body };
                extraction.times = times.into_iter().map(time).collect();
                let html = MarkedText::new(&text, &extraction).with_mentions(0..text.len());
                prop_assert_eq!(without_tags(&html), text);
            }
        }
    }
}
