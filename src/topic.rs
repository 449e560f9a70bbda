//! What an article is about: the top-level [IPTC Media Topics](https://iptc.org/standards/media-topics/).
//!
//! A [`TopicModel`] scores [`Features`]: the mean vectors of the headline's and of the story's words, which the tagger
//! leaves behind, and the story's syllables and pairs of syllables. Both go through one linear layer, so topics cost
//! next to nothing beside names. Teasers and page furniture do not count.

mod features;
mod grams;
mod model;

pub use self::features::Features;
pub use self::model::TopicModel;

/// A top-level IPTC Media Topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MediaTopic {
    /// As `medtop:11000000`.
    pub id: &'static str,
    /// As `politics and government`.
    pub label: &'static str,
}

/// The seventeen top-level IPTC Media Topics, by code.
///
/// ```
/// use trich::topic::MEDIA_TOPICS;
/// let sport = MEDIA_TOPICS.iter().find(|topic| topic.label == "sport").expect("is one");
/// assert_eq!(sport.id, "medtop:15000000");
/// ```
pub const MEDIA_TOPICS: [MediaTopic; 17] = [
    topic("medtop:01000000", "arts, culture, entertainment and media"),
    topic("medtop:02000000", "crime, law and justice"),
    topic("medtop:03000000", "disaster, accident and emergency incident"),
    topic("medtop:04000000", "economy, business and finance"),
    topic("medtop:05000000", "education"),
    topic("medtop:06000000", "environment"),
    topic("medtop:07000000", "health"),
    topic("medtop:08000000", "human interest"),
    topic("medtop:09000000", "labour"),
    topic("medtop:10000000", "lifestyle and leisure"),
    topic("medtop:11000000", "politics and government"),
    topic("medtop:12000000", "religion"),
    topic("medtop:13000000", "science and technology"),
    topic("medtop:14000000", "society"),
    topic("medtop:15000000", "sport"),
    topic("medtop:16000000", "conflict, war and peace"),
    topic("medtop:17000000", "weather"),
];

const fn topic(id: &'static str, label: &'static str) -> MediaTopic {
    MediaTopic { id, label }
}
