//! The speakers of a document: one for each entity that says something, or for a pair.

use super::cue::{Scene, Subject};
use super::mention::MentionKind;
use super::speaker::Entities;
use crate::annotation::{Speaker, SpeakerId, SpeakerKind};
use crate::span::Span;
use std::collections::HashMap;

/// Collects the speakers that quotes name, in the order in which they first speak.
pub(crate) struct Cast<'a> {
    scene: &'a Scene<'a>,
    entities: &'a Entities,
    speakers: Vec<Speaker>,
    /// Speakers by entity, or by the words of a pair (“Ruiz and Bell”).
    known: HashMap<Who, SpeakerId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Entity(usize),
    Pair(String),
}

impl<'a> Cast<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, entities: &'a Entities) -> Self {
        Self { scene, entities, speakers: Vec::new(), known: HashMap::new() }
    }

    /// Returns the speakers found so far.
    pub(crate) fn into_speakers(self) -> Vec<Speaker> {
        self.speakers
    }

    /// Returns the speaker whom a source means.
    pub(crate) fn speaker_of(&mut self, subject: &Subject) -> Option<SpeakerId> {
        let who = match self.pair(subject) {
            Some(words) => Who::Pair(words),
            None => Who::Entity((*self.entities.of_mention.get(subject.mention)?)?),
        };
        if let Some(&id) = self.known.get(&who) {
            return Some(id);
        }
        let speaker = match &who {
            Who::Pair(words) => Speaker {
                canonical: words.clone(),
                aliases: Vec::new(),
                role: None,
                kind: SpeakerKind::Group,
                mentions: vec![self.scene.span(subject.tokens.clone())],
            },
            Who::Entity(id) => self.describe(*id)?,
        };
        let id = SpeakerId(self.speakers.len());
        self.speakers.push(speaker);
        self.known.insert(who, id);
        Some(id)
    }

    /// The words of a source that names two: “Ana Ruiz and Tom Bell”.
    fn pair(&self, subject: &Subject) -> Option<String> {
        let mention = self.scene.mentions.get(subject.mention)?;
        let joined =
            subject.tokens.end > mention.full.end && self.scene.word(mention.tokens.end) == "and";
        joined.then(|| squeeze(self.scene.span(subject.tokens.clone()).of(self.scene.text)))
    }

    fn describe(&self, id: usize) -> Option<Speaker> {
        let entity = self.entities.all.get(id)?;
        let canonical = entity.canonical();
        let mut aliases: Vec<String> = Vec::new();
        let mut mentions: Vec<Span> = Vec::new();
        for mention in entity.mentions.iter().filter_map(|&i| self.scene.mentions.get(i)) {
            let span = self.scene.span(mention.tokens.clone());
            mentions.push(span);
            let name = squeeze(self.scene.span(mention.name.clone()).of(self.scene.text));
            if mention.kind != MentionKind::Pronoun && name != canonical && !aliases.contains(&name)
            {
                aliases.push(name);
            }
        }
        Some(Speaker {
            canonical,
            aliases,
            role: entity.role.clone(),
            kind: entity.speaker_kind(),
            mentions,
        })
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
