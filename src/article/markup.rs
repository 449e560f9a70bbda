//! The lines that a browser would show of HTML.
//!
//! Reads markup as the parser of a browser has written it again: tags are closed, quoted and in small letters, and text
//! has no other entities than those of [`ENTITIES`]. Never given a page as it came.

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements of which nothing is shown.
const HIDDEN: &[&str] = &[
    "audio", "canvas", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script",
    "style", "svg", "template", "textarea", "title", "video",
];

/// What text is written with.
const ENTITIES: &[(&str, char)] =
    &[("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("nbsp;", '\u{a0}'), ("#39;", '\'')];

/// A line of a page: its text, and whether all of it is in links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageLine {
    pub text: String,
    pub is_link: bool,
}

/// The lines of `html`, none of them blank, each with single spaces.
pub(super) fn lines(html: &str) -> Vec<PageLine> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        reader.text(text);
        rest = reader.tag(after);
    }
    reader.text(rest);
    reader.end_line();
    reader.lines
}

#[derive(Default)]
struct Reader {
    lines: Vec<PageLine>,
    line: String,
    /// How many links are open.
    links: usize,
    /// Whether the line has text outside links.
    has_plain_text: bool,
    /// Whether white space is to come before the next word.
    space: bool,
}

impl Reader {
    /// Reads the tag or comment whose "<" has been read; returns what follows it.
    fn tag<'h>(&mut self, after: &'h str) -> &'h str {
        if let Some(comment) = after.strip_prefix("!--") {
            return comment.split_once("-->").map_or("", |(_, rest)| rest);
        }
        let (name, closes) = match after.strip_prefix('/') {
            Some(closing) => (name(closing), true),
            None => (name(after), false),
        };
        let rest = after_tag(after);
        if BLOCKS.contains(&name) {
            self.end_line();
        } else if matches!(name, "td" | "th" | "img") {
            self.space = true;
        } else if name == "a" {
            self.links = if closes { self.links.saturating_sub(1) } else { self.links + 1 };
        } else if HIDDEN.contains(&name) && !closes {
            return after_element(rest, name);
        }
        rest
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((plain, after)) = rest.split_once('&') {
            self.words(plain);
            let entity = ENTITIES.iter().find_map(|(name, c)| Some((*c, after.strip_prefix(name)?)));
            let (c, after) = entity.unwrap_or(('&', after));
            self.words(c.encode_utf8(&mut [0; 4]));
            rest = after;
        }
        self.words(rest);
    }

    /// Appends text without entities, white space made one space.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.space = true;
                continue;
            }
            if self.space && !self.line.is_empty() {
                self.line.push(' ');
            }
            self.space = false;
            self.has_plain_text |= self.links == 0;
            self.line.push(c);
        }
    }

    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(PageLine { text: std::mem::take(&mut self.line), is_link: !self.has_plain_text });
        }
        self.has_plain_text = false;
        self.space = false;
    }
}

/// The name that a tag begins with.
fn name(tag: &str) -> &str {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
    &tag[..end]
}

/// What follows a tag; ">" in a quoted value does not end it.
fn after_tag(tag: &str) -> &str {
    let mut quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return &tag[at + 1..],
            _ => {}
        }
    }
    ""
}

/// What follows the element `name` whose opening tag has been read; elements of the same name may be within.
fn after_element<'h>(mut rest: &'h str, name: &str) -> &'h str {
    let mut depth = 1_usize;
    while let Some((_, after)) = rest.split_once('<') {
        let (closes, tag) = after.strip_prefix('/').map_or((false, after), |tag| (true, tag));
        rest = after;
        if self::name(tag) != name {
            continue;
        }
        // What looks like an opening tag in a script is text.
        depth = if closes { depth - 1 } else { depth + usize::from(!is_raw(name)) };
        if depth == 0 {
            return after_tag(after);
        }
    }
    ""
}

/// Elements whose content is text, whatever it looks like.
fn is_raw(name: &str) -> bool {
    !matches!(name, "audio" | "canvas" | "head" | "math" | "object" | "svg" | "template" | "video")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_markup() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            ("<p>Một</p><p>Hai</p>", &["Một", "Hai"]),
            ("Việt <b>N</b>am<i> mới</i>", &["Việt Nam mới"]),
            ("<div>một<br>hai<br/>ba</div>bốn", &["một", "hai", "ba", "bốn"]),
            ("a &amp;lt; b&nbsp;&nbsp;c &quot;d&quot; &x", &["a &lt; b c \"d\" &x"]),
            ("<td>1</td><td>2</td>", &["1 2"]),
            ("a<script>if (a<b) '<script>'</script>b<style>p{}</style>c", &["abc"]),
            ("a<svg><svg></svg>x</svg>b<!-- <p> -->c", &["abc"]),
            ("<p title=\"a>b\">c</p>", &["c"]),
            ("a<script>", &["a"]),
            ("a<", &["a"]),
            ("a<!--", &["a"]),
        ];
        for (html, want) in cases {
            let texts: Vec<String> = lines(html).into_iter().map(|line| line.text).collect();
            assert_eq!(texts, *want, "{html}");
        }
    }

    #[test]
    fn lines_that_are_links() {
        let is_link: Vec<bool> = lines("<p><a href=\"x\">Một</a></p><p>Hai <a>ba</a></p><a>bốn</a> <p>năm")
            .iter()
            .map(|l| l.is_link)
            .collect();
        assert_eq!(is_link, [true, false, true, false]);
    }
}
