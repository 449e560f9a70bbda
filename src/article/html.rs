//! Articles from HTML.

use dom_smoothie::Readability;

use super::Article;
use super::markup::{self, PageLine};
use super::nesting;
use crate::date::CalendarDate;
use crate::error::{Error, Result};
use crate::span::Span;

impl Article {
    /// Reads a page: its headline on the first line, then its main part, one paragraph a line.
    ///
    /// The main part is found as a browser's reading mode does it. Menus, footers and whatever else stands outside of it
    /// are no part of the article's text; teasers and furniture within it are, as blocks of their kinds. A page without
    /// a main part is read from top to bottom. Offsets of results are offsets into [`Article::text`], since the page's
    /// own bytes have entities and markup in between.
    ///
    /// ```
    /// use trich::article::Article;
    /// let article = Article::from_html("<h1>Cầu mới</h1><p>C&#7847;u <b>thông</b> xe.<script>x()</script></p>")?;
    /// assert_eq!(article.text(), "Cầu mới\nCầu thông xe.");
    /// # Ok::<(), trich::error::Error>(())
    /// ```
    pub fn from_html(html: &str) -> Result<Self> {
        let MainPart { title, date, lines } = MainPart::of(html)?;
        let mut text = String::new();
        let mut links = Vec::new();
        if let Some(title) = title.as_deref().filter(|title| lines.iter().all(|line| line.text != *title)) {
            text.push_str(title);
        }
        for line in lines {
            if !text.is_empty() {
                text.push('\n');
            }
            if line.is_link {
                links.push(Span::new(text.len(), text.len() + line.text.len()));
            }
            text.push_str(&line.text);
        }
        Ok(Article { date, ..Article::of(text, title, links) })
    }
}

/// What of a page is its article.
struct MainPart {
    title: Option<String>,
    date: Option<CalendarDate>,
    /// The lines of the main part, or of the whole page where no part stands out.
    lines: Vec<PageLine>,
}

impl MainPart {
    fn of(html: &str) -> Result<Self> {
        let mut page = Readability::new(nesting::flattened(html), None, None)
            .map_err(|error| Error::input("HTML").because(error))?;
        // Written down now because looking for the main part takes the page apart.
        let whole = page.doc.html();
        let title = page.get_article_title();
        if let Ok(found) = page.parse() {
            let lines = markup::lines(&found.content);
            if !lines.is_empty() {
                // A time that is written in no known way is as good as none.
                let date = found.published_time.and_then(|time| time.parse().ok());
                return Ok(MainPart { title: headline(&found.title), date, lines });
            }
        }
        Ok(MainPart { title: headline(&title), date: None, lines: markup::lines(&whole) })
    }
}

/// A page's title with single spaces; none if it is blank.
fn headline(title: &str) -> Option<String> {
    Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BlockKind::{self, Body, Furniture, Teaser, Title};

    /// The lines of the page with what each is.
    fn read(html: &str) -> Vec<(BlockKind, String)> {
        let article = Article::from_html(html).expect("a page");
        let lines = article.blocks().iter().flat_map(|block| {
            article.text()[block.span.range()]
                .lines()
                .map(|line| (block.kind, line.to_owned()))
                .collect::<Vec<_>>()
        });
        lines.collect()
    }

    #[test]
    fn the_date_of_publication() {
        let page = |meta: &str| {
            let text = "Sáng nay, cây cầu mới được thông xe sau ba năm thi công, người dân hai bờ vui mừng. "
                .repeat(12);
            format!(
                "<html><head><title>Cầu mới</title>{meta}</head><body><article><p>{text}</p></article></body></html>"
            )
        };
        for (meta, want) in [
            (
                r#"<meta property="article:published_time" content="2026-01-21T08:30:00+07:00">"#,
                Some("2026-01-21"),
            ),
            (r#"<meta property="article:published_time" content="hôm qua">"#, None),
            ("", None),
        ] {
            let article = Article::from_html(&page(meta)).expect("a page");
            assert_eq!(article.date.map(|date| date.to_string()).as_deref(), want, "{meta}");
        }
    }

    #[test]
    fn pages_without_a_main_part() {
        let cases = [
            ("", ""),
            ("cầu <b>th</b>ông xe", "cầu thông xe"),
            ("<p>một<br>hai</p>ba", "một\nhai\nba"),
            (
                "C&#7847;u &amp; &ocirc; t&ocirc;&nbsp;m&#x1edb;i &quot;3 &lt; 5&quot;",
                "Cầu & ô tô mới \"3 < 5\"",
            ),
            ("a<script>b</script><style>c</style><!-- d -->e", "ae"),
            ("<ul><li>một<li>hai</ul>", "một\nhai"),
        ];
        for (html, want) in cases {
            assert_eq!(Article::from_html(html).expect("a page").text(), want, "{html}");
        }
    }

    #[test]
    fn a_page_nested_beyond_reason_is_read_all_the_same() {
        let html = format!("{}cầu <b>thông</b> xe<p>xa", "<div>".repeat(20_000));
        assert_eq!(Article::from_html(&html).expect("a page").text(), "cầu thông xe\nxa");
    }

    #[test]
    fn a_page_of_news() {
        let story = "Cầu mới nối hai bờ sông Lớn, dài 500 mét, rộng 12 mét, được xây trong ba năm, với vốn của tỉnh. ".repeat(4);
        let html = format!(
            "<html><head><title>Cầu mới thông xe sau ba năm | Báo Miền Núi</title></head><body>\
             <nav><a href=/>Trang chủ</a> <a href=/x>Thời sự</a></nav>\
             <article><h1>Cầu mới thông xe sau ba năm</h1><p>0:00 / 1:30</p><p>{story}</p><p>{story}</p>\
             <p><a href=/khac>Mưa lớn ở miền núi</a></p><p>{story}</p>\
             <p><b>Tin liên quan</b></p><p>Lũ về ở miền xuôi</p></article>\
             <footer>Giấy phép số 1</footer></body></html>"
        );
        let story = story.trim_end().to_owned();
        let want = [
            (Title, "Cầu mới thông xe sau ba năm".to_owned()),
            (Furniture, "0:00 / 1:30".to_owned()),
            (Body, story.clone()),
            (Body, story.clone()),
            (Teaser, "Mưa lớn ở miền núi".to_owned()),
            (Body, story),
            (Furniture, "Tin liên quan".to_owned()),
            (Teaser, "Lũ về ở miền xuôi".to_owned()),
        ];
        assert_eq!(read(&html), want);
    }
}
