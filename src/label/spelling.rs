//! The spellings of labels: where in a name a token stands, and the name's type.

use super::Label;
use crate::mention::EntityKind;

/// Where in a name a token stands, as far as BIO tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Begin,
    Inside,
}

/// A label taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling<'l> {
    Outside,
    /// A place in a name of a type, which need not be one of ours.
    Part(Place, &'l str),
    Unknown,
}

impl Place {
    /// The letters of BIO, BIOES, BILOU and BMES. A name of a single token begins; the last one of several is inside.
    fn from_letter(letter: &str) -> Option<Self> {
        match letter.to_ascii_uppercase().as_str() {
            "B" | "S" | "U" => Some(Place::Begin),
            "I" | "E" | "L" | "M" => Some(Place::Inside),
            _ => None,
        }
    }

    pub(super) fn label(self, kind: EntityKind) -> Label {
        match self {
            Place::Begin => Label::Begin(kind),
            Place::Inside => Label::Inside(kind),
        }
    }
}

pub(super) fn split(label: &str) -> Spelling<'_> {
    if label.eq_ignore_ascii_case("O") {
        return Spelling::Outside;
    }
    let before = label.split_once(['-', '_']);
    let behind = label.rsplit_once(['-', '_']).map(|(kind, letter)| (letter, kind));
    for (letter, kind) in [before, behind].into_iter().flatten() {
        if let (Some(place), false) = (Place::from_letter(letter), kind.is_empty()) {
            return Spelling::Part(place, kind);
        }
    }
    Spelling::Unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_before_or_behind() {
        for (label, want) in [
            ("O", Spelling::Outside),
            ("B-PER", Spelling::Part(Place::Begin, "PER")),
            ("i_person", Spelling::Part(Place::Inside, "person")),
            ("PER-B", Spelling::Part(Place::Begin, "PER")),
            ("U-event-other", Spelling::Part(Place::Begin, "event-other")),
            ("work_of_art-I", Spelling::Part(Place::Inside, "work_of_art")),
            ("PER", Spelling::Unknown),
            ("B-", Spelling::Unknown),
            ("LABEL_0", Spelling::Unknown),
            ("", Spelling::Unknown),
        ] {
            assert_eq!(split(label), want, "{label}");
        }
    }
}
