//! A user's own units, metrics and cues, in TOML.

use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::Status;
use super::lexicon::{Cue, CueReach, Guard, LEXICON, Lexicon, Unit};
use crate::error::{Error, ErrorKind, Result};

/// The word lists that quantities are read by: the standard ones, to which a user may add.
///
/// ```
/// use trich::quantity::Patterns;
/// let patterns = Patterns::from_toml(r#"
///     metrics = ["chỉ số hạnh phúc"]
///     [[unit]]
///     name = "TEU"
///     forms = ["công-ten-nơ"]
///     [[cue]]
///     status = "target"
///     forms = ["quyết giành"]
/// "#)?;
/// # Ok::<(), trich::error::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Patterns {
    lexicon: Arc<Lexicon>,
}

impl Default for Patterns {
    /// The standard lists.
    fn default() -> Self {
        Patterns { lexicon: Arc::clone(&LEXICON) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    unit: Vec<UnitRow>,
    #[serde(default)]
    metrics: Vec<String>,
    #[serde(default)]
    cue: Vec<CueRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    name: String,
    forms: Vec<String>,
    #[serde(default = "one")]
    factor: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueRow {
    status: Status,
    forms: Vec<String>,
}

fn one() -> u32 {
    1
}

impl Patterns {
    /// The standard lists with the units, metrics and cues of a TOML text added. An error names the line.
    pub fn from_toml(text: &str) -> Result<Self> {
        Patterns::default().with_toml(text)
    }

    /// As [`from_toml`](Self::from_toml), from a file.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Pattern`] for one that is no such TOML; both name it.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, error))?;
        Self::from_toml(&text)
            .map_err(|error| Error::new(error.kind(), format!("{}: {error}", path.display())))
    }

    /// These lists with those of a TOML text added.
    pub fn with_toml(&self, text: &str) -> Result<Self> {
        let file: File = toml::from_str(text).map_err(|error| syntax_error(text, &error))?;
        let mut lexicon = Lexicon::clone(&self.lexicon);
        for row in &file.unit {
            refuse_empty(text, &row.name)?;
            for form in &row.forms {
                refuse_empty(text, form)?;
                let unit = Unit { name: row.name.clone(), factor: row.factor, guard: Guard::None };
                lexicon.units.insert(form, unit);
            }
        }
        for form in &file.metrics {
            refuse_empty(text, form)?;
            lexicon.metrics.insert(form, ());
        }
        for (row, form) in file.cue.iter().flat_map(|row| row.forms.iter().map(move |form| (row, form))) {
            refuse_empty(text, form)?;
            lexicon.cues.insert(form, Cue { status: row.status, reach: CueReach::Clause });
        }
        Ok(Patterns { lexicon: Arc::new(lexicon) })
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

fn syntax_error(text: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    // Of the parser's message only the first line: the rest draws the place again.
    let message = error.message().lines().next().unwrap_or("not valid");
    Error::new(ErrorKind::Pattern, format!("line {line}: {message}"))
}

/// A form without letters or signs would match everywhere or nowhere.
fn refuse_empty(text: &str, form: &str) -> Result<()> {
    if !form.trim().is_empty() {
        return Ok(());
    }
    let line =
        text.lines().position(|line| line.contains("\"\"") || line.contains("''")).map_or(1, |line| line + 1);
    Err(Error::new(ErrorKind::Pattern, format!("line {line}: an empty name or form")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line() {
        for (text, want) in [
            ("metrics = [\n1]", "line 2"),
            ("\n[[unit]]\nname = \"x\"\nforms = [\"\"]", "line 4"),
            ("[[cue]]\nstatus = \"hope\"\nforms = [\"mong\"]", "line 2"),
            ("surprise = 1", "line 1"),
        ] {
            let error = Patterns::from_toml(text).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Pattern);
            assert!(error.to_string().starts_with(want), "{text:?}: {error}");
        }
    }
}
