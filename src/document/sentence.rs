//! Sentences: lines cut at full stops that end one.
//!
//! A full stop, a question mark, an exclamation mark or an ellipsis ends a sentence if a gap follows it and what comes
//! after the gap can begin one: a capital, a digit, an opening quote before either. Closing quotes and brackets go with
//! the sentence that ends. Not ended by a full stop: an abbreviation or an initial (unless a word follows that only
//! opens sentences) and the number of an item at the start of a line or after a colon.
//!
//! "gặp anh C. Sau đó" is cut and "gặp anh C. Ronaldo" is not; what follows an initial and is not in the list of
//! openers is taken for a name, because a sentence too long costs the tagger less than a name cut in two.

use super::abbreviation::{is_abbreviation, opens_sentence};
use super::character::is_line_break;
use super::{Sentence, Token, TokenKind};
use crate::span::Span;

/// Cuts the tokens of `view` into sentences.
pub(super) fn split(view: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut splitter = Splitter { view, tokens, first: 0, in_quotes: false, sentences: Vec::new() };
    let mut next = 0;
    while next < tokens.len() {
        next = splitter.read(next);
    }
    splitter.cut(tokens.len());
    splitter.sentences
}

struct Splitter<'v> {
    view: &'v str,
    tokens: &'v [Token],
    /// The first token of the sentence being read.
    first: usize,
    /// Whether an odd number of straight quotes stands between the line's start and here.
    in_quotes: bool,
    sentences: Vec<Sentence>,
}

/// What a run of full stops and other final marks says about the sentence before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// One full stop, which may belong to an abbreviation or a number.
    FullStop,
    /// A question mark, an exclamation mark, an ellipsis.
    Mark,
}

impl Splitter<'_> {
    /// Reads the token `at`, with all final marks and closers after it, and cuts where a sentence ends. Returns the
    /// next token to read.
    fn read(&mut self, at: usize) -> usize {
        if self.line_break_before(at) {
            self.cut(at);
            self.in_quotes = false;
        }
        if self.text(at) == "\"" {
            self.in_quotes = !self.in_quotes;
        }
        if !is_final_mark(self.text(at)) {
            return at + 1;
        }
        let marks = self.end_of_marks(at);
        let ending = if marks == at + 1 && self.text(at) == "." { Ending::FullStop } else { Ending::Mark };
        let next = self.end_of_closers(marks);
        if self.ends(at, ending, marks, next) {
            self.cut(next);
        }
        next
    }

    /// Ends the sentence before the token `next`, if it has begun.
    fn cut(&mut self, next: usize) {
        if let [first, .., last] | [first @ last] = &self.tokens[self.first..next] {
            let span = first.span.join(last.span);
            self.sentences.push(Sentence { tokens: Span::new(self.first, next), span });
            self.first = next;
        }
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.view[token.span.range()])
    }

    /// What lies between the token `at` and the one before it.
    fn gap_before(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at)) {
            (Some(before), Some(token)) => &self.view[before.span.end..token.span.start],
            _ => "",
        }
    }

    fn line_break_before(&self, at: usize) -> bool {
        self.gap_before(at).contains(is_line_break)
    }

    /// One past the run of final marks that begins at `at`: "?!", "...", ". . .".
    fn end_of_marks(&self, at: usize) -> usize {
        (at + 1..self.tokens.len())
            .find(|&next| !is_final_mark(self.text(next)) || self.line_break_before(next))
            .unwrap_or(self.tokens.len())
    }

    /// One past the closing quotes and brackets that begin at `at`.
    fn end_of_closers(&mut self, at: usize) -> usize {
        let mut next = at;
        while self.is_closer(next) {
            if self.text(next) == "\"" {
                self.in_quotes = false;
            }
            next += 1;
        }
        next
    }

    /// Whether the token `at` closes a quote or bracket of the sentence before it. A straight quote is told by the
    /// side on which it touches a word, and by what is open where it touches none or two.
    fn is_closer(&self, at: usize) -> bool {
        if at >= self.tokens.len() || self.line_break_before(at) {
            return false;
        }
        match self.text(at) {
            "”" | "’" | "»" | ")" | "]" | "}" | "›" => true,
            "\"" | "'" => {
                let free = (!self.gap_before(at).is_empty(), self.stands_free(at + 1));
                match free {
                    (false, true) => true,
                    (true, false) => false,
                    _ => self.text(at) == "\"" && self.in_quotes,
                }
            }
            _ => false,
        }
    }

    /// Whether nothing or a gap or punctuation comes before the token `at`.
    fn stands_free(&self, at: usize) -> bool {
        !self.gap_before(at).is_empty()
            || self.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Symbol)
    }

    /// Whether the marks `at..marks`, with the closers `marks..next`, end a sentence.
    fn ends(&self, at: usize, ending: Ending, marks: usize, next: usize) -> bool {
        if next >= self.tokens.len() || self.gap_before(next).is_empty() {
            return false;
        }
        let quoted = next > marks;
        if quoted && is_dash(self.text(next)) {
            // “Tôi sẽ đi!” - Ông An nói.
            return false;
        }
        let Some(word) = self.opening_word(next) else { return false };
        if ending == Ending::Mark || quoted {
            return self.can_open(word);
        }
        self.can_open(word) && !self.is_item_number(at) && !self.is_shortened(at, next, word)
    }

    /// The first word from `at` on, past quotes, brackets, dashes and bullets; none at a comma or the line's end.
    fn opening_word(&self, at: usize) -> Option<usize> {
        let word = (at..self.tokens.len())
            .find(|&next| !is_opener(self.text(next)) || (next > at && self.line_break_before(next)))?;
        (word == at || !self.line_break_before(word)).then_some(word)
    }

    /// Whether a sentence can begin with the token `at`: a capital, a digit, a letter without case, a bullet.
    fn can_open(&self, at: usize) -> bool {
        let text = self.text(at);
        let small = text.starts_with(char::is_lowercase);
        let inner = matches!(text, "," | ";" | ":" | "%" | ")" | "]" | "}" | "”" | "»" | "/" | "=" | "+");
        !small && !inner
    }

    /// Whether the full stop `at` follows the number of an item: "1. Về", "II. Kết quả", "gồm: a. Nhà", "Điều 5. Về".
    fn is_item_number(&self, at: usize) -> bool {
        let Some(number) = at.checked_sub(1).filter(|&number| number >= self.first) else { return false };
        if !is_number_of_item(self.text(number)) {
            return false;
        }
        match number - self.first {
            0 => true,
            1 => is_heading_word(self.text(self.first)) || is_opener(self.text(self.first)),
            _ => matches!(self.text(number - 1), ":" | ";"),
        }
    }

    /// Whether the full stop `at` shortens the word it touches, and `word` does not open a sentence all the same.
    fn is_shortened(&self, at: usize, next: usize, word: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= self.first) else { return false };
        let touches = self.gap_before(at).is_empty();
        if !touches || !is_abbreviation(self.text(before)) {
            return false;
        }
        // "Trần B. (32 tuổi)": what stands in brackets tells of the name before.
        let bracketed = word > next && matches!(self.text(next), "(" | "[");
        bracketed || !opens_sentence(self.view, self.tokens[word], self.tokens.get(word + 1))
    }
}

fn is_final_mark(text: &str) -> bool {
    matches!(text, "." | "!" | "?" | "…" | "。" | "！" | "？" | "‼" | "⁉" | "⁇")
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "−")
}

/// What may stand before a sentence's first word.
fn is_opener(text: &str) -> bool {
    is_dash(text)
        || matches!(
            text,
            "“" | "‘" | "«" | "‹" | "\"" | "'" | "(" | "[" | "{" | "•" | "*" | "+" | ">" | "►" | "▪"
        )
}

/// A number of up to three digits, a Roman numeral, a letter.
fn is_number_of_item(text: &str) -> bool {
    let digits = text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let roman = text.len() <= 5 && text.bytes().all(|byte| b"IVX".contains(&byte));
    let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    !text.is_empty() && (digits || roman || letter)
}

/// Words that number the parts of a text.
fn is_heading_word(text: &str) -> bool {
    matches!(
        text,
        "Bài"
            | "Bảng"
            | "Bước"
            | "Câu"
            | "Chương"
            | "Điều"
            | "Hình"
            | "Khoản"
            | "Kỳ"
            | "Mục"
            | "Phần"
            | "Tập"
    )
}

#[cfg(test)]
mod tests;
