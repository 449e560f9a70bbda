//! The pipeline as a list of steps: document, tags, mentions, entities, quantities, topics.

mod batch;
mod builder;
mod entity;
mod proof;
mod vector;

use std::sync::Arc;

use crate::article::{Article, BlockKind};
use crate::backend::TokenClassifier;
use crate::backend::embedded::{EmbeddedModel, Manifest};
use crate::decode::Tagged;
use crate::document::{Document, Sentence};
use crate::extraction::{Entity, Extraction, Topics};
use crate::keyphrase::{self, Story};
use crate::mention::{Mention, MentionSource};
use crate::quantity::{self, Patterns, ReadingContext, Readings};
use crate::tagger::{self, WordVectors};
use crate::topic::{Features, TopicModel};

pub use self::builder::ExtractorBuilder;

/// Reads articles. Cheap to clone, and one can serve all threads.
///
/// ```
/// # fn main() -> trich::error::Result<()> {
/// # #[cfg(feature = "embedded-model")] {
/// use trich::{Extractor, mention::EntityKind};
/// let extractor = Extractor::embedded()?;
/// let text = "Bà Trần Thị Lan làm việc tại Cần Thơ.";
/// let extraction = extractor.extract(text);
/// let person = extraction.entities_of(EntityKind::Person).next().expect("names a person");
/// assert_eq!(person.name, "Trần Thị Lan");
/// let mention = &extraction.mentions[person.mentions[0]];
/// assert_eq!(&text[mention.start..mention.end], "Trần Thị Lan");
/// # }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    classifier: Arc<dyn TokenClassifier>,
    manifest: Option<Arc<Manifest>>,
    topics: Option<Arc<TopicModel>>,
    patterns: Patterns,
    min_confidence: f32,
}

impl Extractor {
    fn new(
        classifier: Arc<dyn TokenClassifier>,
        manifest: Option<Arc<Manifest>>,
        topics: Option<Arc<TopicModel>>,
    ) -> Self {
        Extractor { classifier, manifest, topics, patterns: Patterns::default(), min_confidence: 0.0 }
    }

    /// An extractor with the model that the crate carries, decoded once for the whole process.
    ///
    /// # Errors
    /// None on an unaltered crate.
    #[cfg(feature = "embedded-model")]
    pub fn embedded() -> crate::error::Result<Self> {
        use once_cell::sync::OnceCell;
        static SHARED: OnceCell<Extractor> = OnceCell::new();
        let load = || {
            let model = EmbeddedModel::embedded()?;
            let topics = TopicModel::embedded(model.manifest())?;
            Ok(Extractor::with_model(model, topics))
        };
        SHARED.get_or_try_init(load).cloned()
    }

    /// Chooses another model.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    fn with_model(model: EmbeddedModel, topics: Option<TopicModel>) -> Self {
        let manifest = Some(Arc::new(model.manifest().clone()));
        Extractor::new(Arc::new(model), manifest, topics.map(Arc::new))
    }

    /// What is known of the model, if it is one of ours.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_deref()
    }

    /// Reads plain text. Any text will do, and offsets in the result are byte offsets into it.
    pub fn extract(&self, text: &str) -> Extraction {
        self.extract_article(&Article::from_text(text))
    }

    /// Reads an article. Offsets in the result are byte offsets into [`Article::text`].
    pub fn extract_article(&self, article: &Article) -> Extraction {
        let document = Document::new(article.text());
        let Names { sentences, mentions, entities, vectors } = self.names(article, &document);
        let keyphrases = keyphrase::read(&Story {
            article,
            document: &document,
            mentions: &mentions,
            entities: &entities,
            vectors: &vectors,
        });
        let context = ReadingContext { date: article.date, patterns: self.patterns.clone() };
        let Readings { mut quantities, mut times } = quantity::read(&document, &mentions, &context);
        quantities.iter_mut().for_each(|quantity| quantity.block = article.block_kind_at(quantity.start));
        times.iter_mut().for_each(|time| time.block = article.block_kind_at(time.start));
        // A player's clock is no time of the story.
        quantities.retain(|quantity| quantity.block != BlockKind::Furniture);
        times.retain(|time| time.block != BlockKind::Furniture);
        let categories = self.topics.as_ref().map_or_else(Vec::new, |model| {
            model.categories(&self.features(article, &document, &sentences, &vectors))
        });
        Extraction {
            id: article.id.clone(),
            title: article.title().map(str::to_owned),
            mentions,
            entities,
            quantities,
            times,
            topics: Topics { categories, keyphrases },
        }
    }

    /// What the topics of an article are told from: for training a [`TopicModel`].
    pub fn topic_features(&self, article: &Article) -> Features {
        let document = Document::new(article.text());
        let sentences = readable_sentences(article, &document);
        let vectors = tagger::vectors(&*self.classifier, &document, &sentences);
        self.features(article, &document, &sentences, &vectors)
    }

    fn features(
        &self,
        article: &Article,
        document: &Document<'_>,
        sentences: &[Sentence],
        vectors: &WordVectors,
    ) -> Features {
        let of_kind = |kind| -> Vec<Sentence> {
            let is_there =
                |sentence: &&Sentence| article.block_kind_at(document.to_source(sentence.span).start) == kind;
            sentences.iter().filter(is_there).copied().collect()
        };
        let mut features = Features::default();
        let title = of_kind(BlockKind::Title);
        match article.title() {
            // A headline that is known but does not stand in the text is read on its own.
            Some(known) if title.is_empty() => {
                let known = Document::new(known);
                let vectors = tagger::vectors(&*self.classifier, &known, known.sentences());
                features.read_title(&known, known.sentences(), &vectors);
            }
            _ => features.read_title(document, &title, vectors),
        }
        features.read_story(document, &of_kind(BlockKind::Body), vectors);
        features
    }

    /// Everything in the article that could be a key phrase, with what speaks for it: what weights are fitted to.
    pub fn keyphrase_candidates(&self, article: &Article) -> Vec<keyphrase::Candidate> {
        let document = Document::new(article.text());
        let Names { mentions, entities, vectors, .. } = self.names(article, &document);
        keyphrase::candidates(&Story {
            article,
            document: &document,
            mentions: &mentions,
            entities: &entities,
            vectors: &vectors,
        })
    }

    fn names(&self, article: &Article, document: &Document<'_>) -> Names {
        let sentences = readable_sentences(article, document);
        let reading = tagger::tag(&*self.classifier, document, &sentences);
        let names = proof::proofread(document, &sentences, reading.names);
        let sure = names.iter().filter(|tag| tag.confidence >= self.min_confidence);
        let mut mentions: Vec<Mention> = sure.map(|tag| mention(article, document, tag)).collect();
        let entities = entity::group(&mut mentions);
        Names { sentences, mentions, entities, vectors: reading.vectors }
    }

    /// Reads many articles on all cores; results come in the order of the articles, each the same as
    /// [`extract_article`](Self::extract_article) gives. Memory holds sixteen articles a core at a time; those done are given
    /// out before more are read.
    pub fn extract_batch<I>(&self, articles: I) -> impl Iterator<Item = (Article, Extraction)>
    where
        I: IntoIterator<Item = Article>,
    {
        let extractor = self.clone();
        batch::map_in_order(articles.into_iter(), move |article: Article| {
            let extraction = extractor.extract_article(&article);
            (article, extraction)
        })
    }
}

/// What the tagger found in an article, and where it looked.
struct Names {
    sentences: Vec<Sentence>,
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
    vectors: WordVectors,
}

/// All sentences but the page's furniture.
fn readable_sentences(article: &Article, document: &Document<'_>) -> Vec<Sentence> {
    let is_read = |sentence: &&Sentence| {
        article.block_kind_at(document.to_source(sentence.span).start) != BlockKind::Furniture
    };
    document.sentences().iter().filter(is_read).copied().collect()
}

fn mention(article: &Article, document: &Document<'_>, tagged: &Tagged) -> Mention {
    let span = document.to_source(document.tokens_span(tagged.tokens));
    Mention {
        kind: tagged.kind,
        text: article.text()[span.range()].to_owned(),
        start: span.start,
        end: span.end,
        confidence: tagged.confidence,
        entity: None,
        source: MentionSource::Model,
        block: article.block_kind_at(span.start),
    }
}
