//! An annotation in the words that the formats share, and the flag that comes of it.

use super::jsonl::{self, plain_tags};
use crate::anchor::Selector;
use crate::correction::ListedCorrection;
use crate::export::flags::annotation::{id_of, urn};
use crate::flag::{Flag, FlagDraft, ListedFlag, SeenArticle};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// What is to be thought of an annotation that is but half one of ours.
const EXPORTED: &str = "pullquote exported more of it";

/// An annotation of words.
#[derive(Debug, Default)]
pub(super) struct Annotation {
    /// As it stands in the file.
    pub(super) id: String,
    /// The address of the article.
    pub(super) address: Option<String>,
    /// The headline of the article, `""` if it is not known.
    pub(super) headline: String,
    /// The words, and those before and behind them.
    pub(super) quote: [String; 3],
    /// Where they stood, in code points.
    pub(super) position: Option<[usize; 2]>,
    /// What was written on them.
    pub(super) note: String,
    /// With what they were tagged.
    pub(super) tags: Vec<String>,
    /// When the annotation was made.
    pub(super) created: Option<Timestamp>,
    /// When it was changed last.
    pub(super) updated: Option<Timestamp>,
    /// What pullquote added when it exported the flag.
    pub(super) rest: Option<Map<String, Value>>,
}

impl Annotation {
    /// Makes the flag; else says what is wrong with the annotation. `otherwise` is when it was
    /// made if that is not known.
    pub(super) fn flag(mut self, otherwise: Timestamp) -> Result<ListedFlag, String> {
        match self.rest.take() {
            Some(rest) => self.own(rest),
            None => Ok(self.foreign(otherwise)),
        }
    }

    /// Makes the correction that pullquote exported; else says what is wrong with the annotation.
    pub(super) fn correction(
        mut self,
        rest: Map<String, Value>,
    ) -> Result<ListedCorrection, String> {
        let rest = self.whole(rest);
        jsonl::correction(Value::Object(rest)).map_err(|why| format!("{why}; {EXPORTED}"))
    }

    /// Puts together what a record has beside what it says.
    fn whole(&mut self, mut rest: Map<String, Value>) -> Map<String, Value> {
        let of_article = rest.get("article").and_then(Value::as_str).and_then(of_urn);
        let address = self.address.take().filter(|address| of_urn(address) != of_article);
        if let Some(address) = address {
            rest.entry("url").or_insert(Value::String(address));
        }
        for (key, time) in [("created", self.created), ("updated", self.updated)] {
            rest.insert(key.to_owned(), json!(time));
        }
        rest.insert("id".to_owned(), json!(id(&self.id)));
        rest
    }

    /// Puts the record of a flag together again.
    fn own(mut self, rest: Map<String, Value>) -> Result<ListedFlag, String> {
        let mut rest = self.whole(rest);
        rest.insert("note".to_owned(), Value::String(self.note));
        rest.insert("tags".to_owned(), json!(self.tags));
        let selector = rest.entry("selector").or_insert_with(|| json!({}));
        if let Value::Object(selector) = selector {
            for (key, words) in ["exact", "prefix", "suffix"].into_iter().zip(self.quote) {
                selector.insert(key.to_owned(), Value::String(words));
            }
            let position = ["start", "end"].into_iter().zip(self.position.into_iter().flatten());
            selector.extend(position.map(|(key, point)| (key.to_owned(), json!(point))));
        }
        jsonl::flag(Value::Object(rest)).map_err(|why| format!("{why}; {EXPORTED}"))
    }

    fn foreign(self, otherwise: Timestamp) -> ListedFlag {
        let created = self.created.or(self.updated).unwrap_or(otherwise);
        let updated = self.updated.unwrap_or(created).max(created);
        let [exact, prefix, suffix] = self.quote;
        let [start, end] = self.position.unwrap_or_else(|| [0, exact.chars().count()]);
        let (paragraph, copies, sha256, loader) = (0, None, String::new(), 0);
        let selector =
            Selector { exact, prefix, suffix, start, end, paragraph, sha256, loader, copies };
        let draft = FlagDraft { selector, speaker: None, role: None, note: self.note };
        let article = match &self.address {
            Some(address) => of_urn(address).unwrap_or_else(|| id_of(address)),
            None => id_of(&format!("the article of {}", self.id)),
        };
        let mut flag = Flag::new(&draft, id(&self.id), article, created);
        flag.tags = plain_tags(&self.tags);
        // So that a later state of the annotation is known for the later one.
        flag.stamps.tags = Some(updated);
        flag.updated = updated;
        let url = self.address.filter(|address| of_urn(address).is_none());
        let article = SeenArticle { headline: self.headline, url, ..SeenArticle::default() };
        ListedFlag { flag, article }
    }
}

/// Returns the flag's id: that of the annotation if it is a UUID, else one made of it.
fn id(given: &str) -> Uuid {
    of_urn(given).unwrap_or_else(|| id_of(given))
}

/// Reads a UUID or its URN.
fn of_urn(text: &str) -> Option<Uuid> {
    let id = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let id = Uuid::try_parse(id).ok()?;
    // Other ways of writing one are not meant as one.
    (text == urn(id) || text == id.to_string()).then_some(id)
}
