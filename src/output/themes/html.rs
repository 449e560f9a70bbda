//! One page with a chart of the themes' sizes, and of each theme its days, terms and most typical articles.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::date::CalendarDate;
use crate::output::html::template::escape;
use crate::theme::{DayCount, Theme, Themes};

/// Themes in the chart; all are listed below it.
const CHARTED: usize = 30;
/// Columns in the chart of a theme's days; longer times are put together.
const COLUMNS: usize = 60;

/// Writes one page that needs nothing from outside.
pub fn write_html(mut out: impl Write, themes: &Themes) -> io::Result<()> {
    out.write_all(include_bytes!("head.html"))?;
    let placed: usize = themes.themes.iter().map(|theme| theme.size).sum();
    writeln!(out, "<h1>{} themes</h1>", themes.themes.len())?;
    let all = themes.articles.len();
    writeln!(
        out,
        "<p class=\"note\">{all} articles, {} of them in no theme</p>",
        all.saturating_sub(placed)
    )?;
    out.write_all(sizes(&themes.themes).as_bytes())?;
    let span = span(&themes.themes);
    for theme in &themes.themes {
        out.write_all(section(theme, themes, span).as_bytes())?;
    }
    out.write_all(b"</body>\n</html>\n")
}

/// Bars, one for each of the largest themes.
fn sizes(themes: &[Theme]) -> String {
    let shown = &themes[..themes.len().min(CHARTED)];
    let Some(largest) = shown.iter().map(|theme| theme.size).max() else { return String::new() };
    let height = shown.len() * 22;
    let mut svg = format!("<svg role=\"img\" aria-label=\"Sizes of themes\" viewBox=\"0 0 900 {height}\">\n");
    for (index, theme) in shown.iter().enumerate() {
        let (top, width) = (index * 22, (theme.size * 480).div_ceil(largest.max(1)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"350\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"360\" y=\"{}\" width=\"{width}\" height=\"16\"/>\
             <text class=\"axis\" x=\"{}\" y=\"{}\">{}</text>",
            top + 15,
            escape(&shortened(&theme.label)),
            top + 3,
            366 + width,
            top + 15,
            theme.size
        );
    }
    svg + "</svg>\n"
}

fn shortened(label: &str) -> String {
    const MOST: usize = 48;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    label.chars().take(MOST - 1).chain(['…']).collect()
}

fn section(theme: &Theme, themes: &Themes, span: Option<(i64, i64)>) -> String {
    let terms: Vec<String> = theme.terms.iter().map(|term| escape(&term.text)).collect();
    let mut html = format!(
        "<section>\n<h2>{}</h2>\n<p class=\"note\">{} articles</p>\n<p class=\"terms\">{}</p>\n",
        escape(&theme.label),
        theme.size,
        terms.join(" · ")
    );
    if let Some(span) = span {
        html += &days(&theme.days, span);
    }
    html += "<ul>\n";
    for article in theme.representatives.iter().filter_map(|&index| themes.articles.get(index)) {
        let name = article.title.as_deref().or(article.id.as_deref()).unwrap_or("(no title)");
        let day = article.date.as_deref().map(|day| format!(" ({day})")).unwrap_or_default();
        let _ = writeln!(html, "<li>{}{}</li>", escape(name), escape(&day));
    }
    html + "</ul>\n</section>\n"
}

/// The number of a day, counted from some day on.
fn number(day: &str) -> Option<i64> {
    day.parse().ok().map(CalendarDate::day_number)
}

/// The first and the last day of all themes.
fn span(themes: &[Theme]) -> Option<(i64, i64)> {
    let numbers = || themes.iter().flat_map(|theme| &theme.days).filter_map(|count| number(&count.day));
    numbers().min().zip(numbers().max())
}

/// Columns over the time of the whole collection, so that themes can be compared.
fn days(days: &[DayCount], (first, last): (i64, i64)) -> String {
    let length = last - first + 1;
    let columns = length.min(COLUMNS as i64);
    let mut counts = vec![0; usize::try_from(columns).unwrap_or(1)];
    for (number, articles) in days.iter().filter_map(|count| Some((number(&count.day)?, count.articles))) {
        let column = usize::try_from((number - first) * columns / length).unwrap_or_default();
        if let Some(count) = counts.get_mut(column) {
            *count += articles;
        }
    }
    let (Some(from), Some(to)) = (days.first(), days.last()) else { return String::new() };
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let width = 600 / counts.len();
    let label = format!("Articles over time, {} to {}", from.day, to.day);
    let mut svg = format!("<svg role=\"img\" aria-label=\"{}\" viewBox=\"0 0 900 58\">\n", escape(&label));
    for (index, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = (count * 40).div_ceil(most);
        let (left, top) = (index * width, 40 - height);
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{height}\"><title>{count}</title></rect>",
            width.saturating_sub(1).clamp(1, 40)
        );
    }
    let note = format!("{}, at most {most} in a column", label.replace("Articles over time, ", ""));
    let _ = writeln!(svg, "<text class=\"axis\" x=\"0\" y=\"54\">{}</text>", escape(&note));
    svg + "</svg>\n"
}

#[cfg(test)]
mod tests {
    use super::super::tests::fixture;
    use super::*;

    fn page(themes: &Themes) -> String {
        let mut out = Vec::new();
        write_html(&mut out, themes).expect("writes to memory");
        String::from_utf8(out).expect("is UTF-8")
    }

    #[test]
    fn nothing_from_an_article_is_markup() {
        let html = page(&fixture());
        assert!(html.contains("Giá &quot;vàng&quot;, &lt;b&gt;USD&lt;/b&gt; &amp; &#39;xăng&#39;"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<USD>"));
        assert!(html.contains("3 articles, 1 of them in no theme"));
    }

    #[test]
    fn charts_of_sizes_and_days() {
        let html = page(&fixture());
        assert_eq!(html.matches("<svg").count(), 2);
        // One bar, and columns for two of three days.
        assert_eq!(html.matches("<rect").count(), 3);
        assert!(html.contains("2026-01-20 to 2026-01-22"));
        let mut undated = fixture();
        undated.themes[0].days.clear();
        assert_eq!(page(&undated).matches("<svg").count(), 1);
        assert_eq!(page(&Themes::default()).matches("<svg").count(), 0);
    }

    #[test]
    fn centuries_are_put_together() {
        let mut themes = fixture();
        themes.themes[0].days[0].day = "1900-01-01".into();
        let html = page(&themes);
        assert!(html.contains("1900-01-01 to 2026-01-22") && html.len() < 6_000, "{}", html.len());
    }

    #[test]
    fn needs_nothing_from_outside() {
        for reference in ["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link"] {
            assert!(!page(&fixture()).contains(reference), "{reference}");
        }
    }
}
