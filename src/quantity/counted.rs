//! What a count counts: the noun phrase after it. "5 điểm nghẽn", "1,2 triệu hộ dân".

use super::found::Found;
use super::grammar::Grammar;
use crate::span::Span;

/// Reads the noun phrase after a quantity without a unit.
pub(crate) fn read(grammar: &Grammar<'_>, found: &mut Found) {
    let start = found.pieces.end;
    if found.unit.is_some() || !is_noun(grammar, found, start) {
        return;
    }
    let end = grammar.noun_phrase_end(start);
    if end > start {
        found.unit = Some("count".to_owned());
        // "hai em Nguyễn Văn An": the names are who they are, not what is counted.
        let name = (start + 1..end).find(|&at| is_name(grammar, at)).unwrap_or(end);
        found.of = Some(Span::new(start, name));
    }
}

/// A capital that is no acronym: "Hoàng", not "THPT", "Covid-19".
fn is_name(grammar: &Grammar<'_>, at: usize) -> bool {
    let written = grammar.line.written(at);
    let acronym = written.chars().all(|c| c.is_uppercase() || c.is_numeric());
    grammar.line.is_capital(at) && !acronym && !grammar.is_inside_name(at + 1)
}

fn is_noun(grammar: &Grammar<'_>, found: &Found, at: usize) -> bool {
    let line = grammar.line;
    // "1 x 2 cm", "lô đất 700 ông Hùng để lại"
    if line.lower(at) == "x" || matches!(line.lower(at), "ông" | "bà") && line.is_capital(at + 1) {
        return false;
    }
    if grammar.lexicon.counters.starts_at(line, at) {
        return grammar.moment_at(at).is_none();
    }
    // After a plain number a capital is the rest of a name, except in acronyms: "20 VĐV".
    let acronym = line.written(at).chars().all(char::is_uppercase) && line.written(at).chars().count() > 1;
    let capital = line.is_capital(at) && !acronym && found.style == super::number::Style::Plain;
    grammar.is_content(at) && !capital
}
