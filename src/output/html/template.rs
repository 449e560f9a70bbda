//! The page's markup: parts of `template.html`, filled with values.

use std::collections::HashMap;

use once_cell::sync::Lazy;

/// Parts by name. A part begins after the line `<!-- part: NAME -->` and ends before the next such line; the last
/// line break does not belong to it.
static PARTS: Lazy<HashMap<&str, &str>> = Lazy::new(|| {
    let file = include_str!("template.html");
    let parts = file.split("<!-- part: ").filter_map(|part| part.split_once(" -->\n"));
    parts.map(|(name, markup)| (name, markup.strip_suffix('\n').unwrap_or(markup))).collect()
});

/// Text with everything escaped that means something in HTML.
pub(in crate::output) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Characters that HTML forbids even when escaped.
            c if c.is_control() && !c.is_ascii_whitespace() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

/// The part `name` with `{{key}}` replaced by the value of `key`, in one pass: values are never searched for keys.
///
/// Values are markup; what comes from a text must have gone through [`escape`]. A part or a key that does not exist
/// gives nothing, which the tests rule out.
pub(super) fn fill(name: &str, values: &[(&str, &str)]) -> String {
    let mut rest = PARTS.get(name).copied().unwrap_or_default();
    let mut filled = String::with_capacity(rest.len());
    while let Some((before, (key, after))) =
        rest.split_once("{{").and_then(|(a, b)| Some((a, b.split_once("}}")?)))
    {
        filled.push_str(before);
        filled.extend(values.iter().find(|(name, _)| *name == key).map(|(_, value)| *value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        assert_eq!(PARTS.len(), 19);
        assert!(PARTS["head"].starts_with("<!doctype html>\n"));
        assert_eq!(PARTS["line"], "<p>{{line}}</p>");
    }

    #[test]
    fn values_are_not_searched_for_keys() {
        assert_eq!(
            fill("quantity", &[("class", "{{text}}"), ("text", "11%")]),
            r#"<span class="{{text}}" title="">11%</span>"#
        );
    }

    #[test]
    fn markup_in_texts_is_harmless() {
        assert_eq!(
            escape("<a href=\"x\" onclick='y'>&\u{0}\n"),
            "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;\u{fffd}\n"
        );
    }
}
