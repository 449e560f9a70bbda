//! A page's markup without what no reader needs and what would make reading it slow.
//!
//! The parser and the search for the main part take time that grows with the square of how deep elements are nested and
//! of how many attributes a tag has. Real pages are nested some tens deep. So tags beyond a depth are left out, as
//! browsers flatten pages too, and so are the attributes of giant tags; the text stays.

/// How many elements may be open: more than twice what real pages have.
const DEEPEST: usize = 128;

/// How many formatting elements may be open. The parser opens all of them anew in every paragraph.
const DEEPEST_FORMATTING: usize = 16;

/// The longest tag that keeps its attributes, in bytes.
const LONGEST_TAG: usize = 4096;

/// Elements that the parser carries over from one paragraph to the next.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "span", "strike", "strong", "tt", "u",
];

/// Elements that have no content, or that the next one of their kind closes.
const FLAT: &[&str] = &[
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements whose content is not markup.
const RAW: &[&str] = &["iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"];

/// `html` with no more than so many elements open at any place.
pub(super) fn flattened(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut containers = Open::new(DEEPEST);
    let mut formatting = Open::new(DEEPEST_FORMATTING);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = at + markup_length(&rest[at..]);
        let tag = &rest[at..end];
        let name = name(tag);
        let open = if FORMATTING.contains(&name.as_str()) { &mut formatting } else { &mut containers };
        let is_flat = name.is_empty() || FLAT.contains(&name.as_str()) || RAW.contains(&name.as_str());
        if is_flat || open.keeps(tag.starts_with("</")) {
            push_tag(&mut out, tag, &name);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// How many elements of a kind are open, and how many more would be.
struct Open {
    kept: usize,
    dropped: usize,
    most: usize,
}

impl Open {
    fn new(most: usize) -> Self {
        Open { kept: 0, dropped: 0, most }
    }

    /// Whether to keep the next tag. The closing tag of an element that was left out is left out too.
    fn keeps(&mut self, closes: bool) -> bool {
        let beyond = if closes { self.dropped > 0 } else { self.kept == self.most };
        let count = if beyond { &mut self.dropped } else { &mut self.kept };
        *count = if closes { count.saturating_sub(1) } else { *count + 1 };
        !beyond
    }
}

/// The bytes of the tag, comment or element of raw content that `rest` begins with; 1 for a "<" of the text.
fn markup_length(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |at| at + 3);
    }
    let name = name(rest);
    if name.is_empty() && !rest.starts_with("<!") && !rest.starts_with("<?") {
        return 1;
    }
    let tag = tag_length(rest);
    if RAW.contains(&name.as_str()) && !rest.starts_with("</") {
        return tag + raw_length(&rest[tag..], &name);
    }
    tag
}

/// The bytes of a tag; ">" in a quoted value does not end it.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            // Only after "=" does a quote begin a value: <p title=don't> has none.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    rest.len()
}

/// The bytes before the closing tag of an element of raw content.
fn raw_length(content: &str, name: &str) -> usize {
    content
        .match_indices("</")
        .map(|(at, _)| at)
        .find(|&at| self::name(&content[at..]) == name)
        .unwrap_or(content.len())
}

fn push_tag(out: &mut String, tag: &str, name: &str) {
    if tag.len() > LONGEST_TAG && !name.is_empty() && !RAW.contains(&name) {
        out.extend(["<", if tag.starts_with("</") { "/" } else { "" }, name, ">"]);
    } else {
        out.push_str(tag);
    }
}

/// The name of the tag that `rest` begins with, in small letters; empty if it begins with none.
fn name(rest: &str) -> String {
    /// No element that matters has a longer name.
    const LONGEST: usize = 32;
    let inner = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')).unwrap_or(rest);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = |c: char| c.is_whitespace() || c == '/' || c == '>';
    inner.chars().take_while(|&c| !end(c)).take(LONGEST).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sane_pages_stay_as_they_are() {
        for html in [
            "",
            "a < b <3 <",
            "<!doctype html><p title=\"a>b\">c<br/>d</p><!-- <div> -->",
            "<SCRIPT>if (a<b) '<div><div>'</SCRIPT>e<p title=don't>f</p>",
            "<script>",
            "<p",
            "</div></div><div>",
        ] {
            assert_eq!(flattened(html), html);
        }
    }

    #[test]
    fn deep_pages_are_flattened() {
        let deep = |times: usize| format!("{}cầu{}xe", "<div>".repeat(times), "</div>".repeat(times));
        assert_eq!(flattened(&deep(DEEPEST)), deep(DEEPEST));
        assert_eq!(flattened(&deep(DEEPEST + 1000)), deep(DEEPEST));
        assert_eq!(flattened(&"<b>".repeat(50)), "<b>".repeat(DEEPEST_FORMATTING));
    }

    #[test]
    fn giant_tags_lose_their_attributes() {
        let attributes = " x=\"y\"".repeat(LONGEST_TAG);
        assert_eq!(flattened(&format!("<P{attributes}>cầu</P>")), "<p>cầu</P>");
    }
}
