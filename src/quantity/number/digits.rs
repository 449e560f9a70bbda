//! Digits with their marks: "30.000", "2,5", "1.234,5", and the foreign "12.5" and "1,000".

use super::{Decimal, Number, Style};
use crate::quantity::line::Line;

/// The groups of digits of one number: "1" "234" "5" with the marks between them.
struct Groups<'l> {
    groups: Vec<&'l str>,
    marks: Vec<u8>,
    end: usize,
}

/// Reads the digits at `at`. Digits that are no number ("1.2.3", a serial number) are stepped over at once.
pub(super) fn read(line: &Line, at: usize) -> Result<Number, usize> {
    let groups = groups(line, at);
    let percent = matches!(line.lower(groups.end), "%");
    let (whole, fraction) = split(&groups, percent).ok_or(groups.end)?;
    let value = Decimal::from_digits(&whole, fraction).ok_or(groups.end)?;
    let style = if groups.marks.is_empty() { Style::Plain } else { Style::Marked };
    Ok(Number { value, end: groups.end, exponent: 0, style })
}

/// All groups of digits that hang together. A comma before a space is punctuation and ends them.
fn groups<'l>(line: &'l Line, at: usize) -> Groups<'l> {
    let mut out = Groups { groups: vec![line.lower(at)], marks: Vec::new(), end: at + 1 };
    while matches!(line.lower(out.end), "." | ",")
        && line.is_glued(out.end)
        && line.is_digits(out.end + 1)
        && line.is_glued(out.end + 1)
    {
        out.marks.push(line.lower(out.end).as_bytes()[0]);
        out.groups.push(line.lower(out.end + 1));
        out.end += 2;
    }
    out
}

/// The digits before and after the decimal mark, if the groups make a number.
fn split<'l>(groups: &Groups<'l>, percent: bool) -> Option<(String, &'l str)> {
    let (first, rest) = groups.groups.split_first()?;
    match (groups.marks.as_slice(), rest) {
        ([], _) => Some(((*first).to_owned(), "")),
        ([mark], [second]) => {
            if separates_thousands(*mark, first, second, percent) {
                Some((format!("{first}{second}"), ""))
            } else {
                Some(((*first).to_owned(), second))
            }
        }
        (marks, _) => split_many(first, rest, marks),
    }
}

/// Ours are the dot for thousands and the comma for decimals; the other way round only where ours cannot be.
fn separates_thousands(mark: u8, first: &str, second: &str, percent: bool) -> bool {
    let shape = second.len() == 3 && first.len() <= 3 && !first.starts_with('0');
    match mark {
        // A thousand percent and more is rarer than a foreign "3.125%".
        b'.' => shape && !(percent && second != "000"),
        _ => shape && second == "000",
    }
}

/// Three groups and more: equal marks separate thousands; a last mark that differs is the decimal one.
fn split_many<'l>(first: &str, rest: &[&'l str], marks: &[u8]) -> Option<(String, &'l str)> {
    let (&last_mark, earlier) = marks.split_last()?;
    let thousands_mark = *earlier.first()?;
    let (&last, middle) = rest.split_last()?;
    let (middle, fraction) = if last_mark == thousands_mark { (rest, "") } else { (middle, last) };
    let regular = earlier.iter().all(|mark| *mark == thousands_mark)
        && (1..=3).contains(&first.len())
        && middle.iter().all(|group| group.len() == 3);
    // Ten groups are 10^30; a longer run is no number, and joining it would cost its length again and again.
    (regular && middle.len() <= 10).then(|| (format!("{first}{}", middle.concat()), fraction))
}
