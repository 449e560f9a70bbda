//! One self-contained page: the articles' texts with names and quantities highlighted.
//!
//! The page needs no script and nothing from outside, adapts to phones and to the reader's light or dark scheme, and
//! contains no markup of the articles': everything from a text is escaped.

pub(super) mod template;
mod text;

use std::io;

use self::template::{escape, fill};
use self::text::MarkedText;
use super::reading;
use super::summary::{self, Name};
use crate::article::Article;
use crate::extraction::{Extraction, Keyphrase};
use crate::mention::EntityKind;
use crate::quantity::Quantity;

/// Writes a page, one article after the other.
#[derive(Debug)]
pub struct Writer<W: io::Write> {
    out: W,
    head_written: bool,
}

impl<W: io::Write> Writer<W> {
    /// Writes to `out`; the page begins with the first article.
    pub fn new(out: W) -> Self {
        Writer { out, head_written: false }
    }

    /// Writes one article. The offsets of `extraction` are bytes of the article's text.
    pub fn write(&mut self, article: &Article, extraction: &Extraction) -> io::Result<()> {
        let id = extraction.id.as_deref().unwrap_or_default();
        self.write_head(extraction.title.as_deref().unwrap_or(id))?;
        let (headline, text) =
            MarkedText::new(article.text(), extraction).headline_and_blocks(article.blocks());
        // A headline may be known without standing in the text.
        let title = extraction.title.as_deref().map(escape);
        let known_title = title.map(|title| fill("headline", &[("line", &title)])).unwrap_or_default();
        let values = [
            ("id", &*escape(id)),
            ("headline", if headline.is_empty() { &known_title } else { &headline }),
            ("text", &text),
            ("topics", &(topics(extraction) + &keyphrases(extraction))),
            ("names", &names(extraction)),
            ("targets", &targets(extraction)),
        ];
        writeln!(self.out, "{}", fill("article", &values))
    }

    /// Ends the page and gives the output back, flushed.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_head("")?;
        writeln!(self.out, "{}", fill("foot", &[]))?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn write_head(&mut self, title: &str) -> io::Result<()> {
        if self.head_written {
            return Ok(());
        }
        self.head_written = true;
        let title = if title.is_empty() { "trich" } else { title };
        writeln!(self.out, "{}", fill("head", &[("title", &escape(title))]))
    }
}

/// What the article is about, the main topic first.
fn topics(extraction: &Extraction) -> String {
    let item = |category| fill("topic", &[("topic", &escape(&reading::category(category)))]) + "\n";
    let items: String = extraction.topics.categories.iter().map(item).collect();
    if items.is_empty() { items } else { fill("topics", &[("items", &items)]) + "\n" }
}

fn keyphrases(extraction: &Extraction) -> String {
    let item = |phrase: &Keyphrase| fill("topic", &[("topic", &escape(&phrase.text))]) + "\n";
    let items: String = extraction.topics.keyphrases.iter().map(item).collect();
    if items.is_empty() {
        return items;
    }
    fill("names", &[("heading", "Key phrases"), ("items", &items)]) + "\n"
}

/// Who and what the story names, by kind, then what the rest of the page names.
fn names(extraction: &Extraction) -> String {
    let (story, elsewhere): (Vec<_>, Vec<_>) =
        summary::names(extraction).into_iter().partition(Name::is_in_story);
    let mut html = if story.is_empty() { fill("no names", &[]) + "\n" } else { String::new() };
    for kind in EntityKind::ALL {
        let names = story.iter().filter(|name| name.kind == kind);
        html += &list("names", summary::heading(kind), names);
    }
    html + &list("elsewhere", "", elsewhere.iter())
}

/// The part `part` of the template with names, or nothing if there are none.
fn list<'a>(part: &str, heading: &str, names: impl Iterator<Item = &'a Name>) -> String {
    let items: String = names.map(name_item).collect();
    if items.is_empty() { items } else { fill(part, &[("heading", heading), ("items", &items)]) + "\n" }
}

fn name_item(name: &Name) -> String {
    let role = name.role.as_ref().map(|role| format!(", {role}")).unwrap_or_default();
    let class = name.kind.tag().to_ascii_lowercase();
    let count = escape(&format!("{}×{role}", name.mentions));
    fill("name", &[("class", &class), ("name", &escape(&name.name)), ("count", &count)]) + "\n"
}

fn targets(extraction: &Extraction) -> String {
    let rows: String =
        extraction.targets().filter(|target| summary::is_story(target.block)).map(target_row).collect();
    if rows.is_empty() { rows } else { fill("targets", &[("rows", &rows)]) + "\n" }
}

fn target_row(target: &Quantity) -> String {
    let period = target.period.as_ref().map(reading::period).unwrap_or_default();
    let values = [
        ("who", &*escape(target.holder.as_deref().unwrap_or_default())),
        ("metric", &escape(target.metric.as_deref().unwrap_or_default())),
        ("value", &escape(&reading::change(target))),
        ("when", &escape(&period)),
        ("status", reading::status(target.status)),
    ];
    fill("target", &values) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::summary::fixture;

    fn page(articles: &[(Article, Extraction)]) -> String {
        let mut writer = Writer::new(Vec::new());
        articles.iter().for_each(|(article, found)| writer.write(article, found).expect("writes to memory"));
        String::from_utf8(writer.finish().expect("writes to memory")).expect("is UTF-8")
    }

    #[test]
    fn one_page_for_several_articles() {
        let one = || (Article::from_text(fixture::TEXT), fixture::extraction());
        for (articles, title) in [(vec![], "trich"), (vec![one(), one()], "Hà Nội tăng trưởng 11%")] {
            let html = page(&articles);
            assert_eq!(html.matches("<!doctype html>").count(), 1);
            assert_eq!(html.matches("<article>").count(), articles.len());
            assert_eq!(html.matches("politics and government 0.50").count(), articles.len());
            assert_eq!(html.matches("<li>tăng trưởng kinh tế</li>").count(), articles.len());
            assert!(html.contains(&format!("<title>{title}</title>")));
            assert!(html.ends_with("</html>\n") && !html.contains("{{"));
        }
    }

    #[test]
    fn nothing_from_an_article_is_markup() {
        let mut extraction = fixture::extraction();
        let bad = "\"><script>alert('x')</script>{{text}}";
        extraction.id = Some(bad.into());
        extraction.topics.categories[0].label = bad.into();
        extraction.topics.keyphrases[0].text = bad.into();
        extraction.title = Some(bad.into());
        extraction.entities[0].name = bad.into();
        extraction.entities[0].role = Some(bad.into());
        extraction.quantities[0].metric = Some(bad.into());
        extraction.quantities[0].holder = Some(bad.into());
        extraction.quantities[0].unit = bad.into();
        let html = page(&[(Article::from_text(fixture::TEXT), extraction)]);
        assert!(!html.contains("<script") && !html.contains("\"><script"));
        assert!(html.contains("&lt;script&gt;alert"));
    }

    #[test]
    fn needs_nothing_from_outside() {
        let html = page(&[(Article::from_text(fixture::TEXT), fixture::extraction())]);
        for reference in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link"] {
            assert!(!html.contains(reference), "{reference}");
        }
    }
}
