//! The speakers of a document: one for each entity that says something, or for a pair.

use super::author;
use super::cue::{Scene, Subject};
use super::lexicon::Class;
use super::mention::{Mention, MentionKind};
use super::speaker::Entities;
use super::token::Shape;
use crate::annotation::{Speaker, SpeakerId, SpeakerKind};
use crate::span::Span;
use std::collections::HashMap;

/// How many sentences behind a pair a pronoun still means it.
const NEAR: usize = 3;

/// Collects the speakers that quotes name, in the order in which they first speak.
#[derive(Default)]
pub(crate) struct Cast {
    speakers: Vec<Speaker>,
    /// Those with a name, by its words in small letters and by its last word.
    names: HashMap<String, SpeakerId>,
    /// How many there were when the last part began.
    earlier: usize,
    /// Who writes, if one does.
    author: Option<String>,
}

/// The cast, and who is who in a part of the document.
pub(crate) struct Part<'a> {
    cast: &'a mut Cast,
    scene: &'a Scene<'a>,
    entities: &'a Entities,
    /// Speakers by entity, or by the words of a pair (“Ruiz and Bell”).
    known: HashMap<Who, SpeakerId>,
    /// “I” is whoever writes, not one of those who talk in a transcript.
    is_narrated: bool,
    last_pair: Option<Pair>,
}

/// The pair that spoke last.
struct Pair {
    speaker: SpeakerId,
    sentence: usize,
    /// The token behind its naming.
    end: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Who {
    Entity(usize),
    Pair(String),
    Author,
}

impl Cast {
    /// The cast of an article by an author.
    pub(crate) fn by(author: Option<String>) -> Self {
        Self { author, ..Self::default() }
    }

    /// Goes on with the next part of the document.
    pub(crate) fn enter<'a>(
        &'a mut self,
        scene: &'a Scene<'a>,
        entities: &'a Entities,
        is_narrated: bool,
    ) -> Part<'a> {
        self.earlier = self.speakers.len();
        let known = HashMap::new();
        Part { cast: self, scene, entities, known, is_narrated, last_pair: None }
    }

    /// Returns the speakers found so far.
    pub(crate) fn into_speakers(self) -> Vec<Speaker> {
        self.speakers
    }

    /// Adds a speaker of a part, or joins it with the one of that name from an earlier part.
    fn add(&mut self, speaker: Speaker, is_named: bool) -> SpeakerId {
        let name = speaker.canonical.to_lowercase();
        let last = name.rsplit(' ').next().unwrap_or_default().to_owned();
        // One of the two goes by that word alone.
        let fits = |id: &SpeakerId| {
            self.speakers.get(id.0).is_some_and(|known| {
                known.kind == speaker.kind && (last == name || !known.canonical.contains(' '))
            })
        };
        let same = self.names.get(&name).or_else(|| self.names.get(&last).filter(|id| fits(id)));
        if let Some(&id) = same.filter(|id| is_named && id.0 < self.earlier)
            && let Some(known) = self.speakers.get_mut(id.0)
        {
            join(known, speaker);
            self.names.insert(name, id);
            return id;
        }
        let id = SpeakerId(self.speakers.len());
        self.speakers.push(speaker);
        if is_named {
            self.names.insert(last, id);
            self.names.insert(name, id);
        }
        id
    }
}

/// Adds what a later part says of a speaker.
fn join(known: &mut Speaker, later: Speaker) {
    let fuller = later.canonical.len() > known.canonical.len();
    let other = if fuller {
        std::mem::replace(&mut known.canonical, later.canonical)
    } else {
        later.canonical
    };
    for alias in later.aliases.into_iter().chain([other]) {
        if alias != known.canonical && !known.aliases.contains(&alias) {
            known.aliases.push(alias);
        }
    }
    known.aliases.retain(|alias| *alias != known.canonical);
    known.role = known.role.take().or(later.role);
    known.mentions.extend(later.mentions);
}

impl Part<'_> {
    /// Returns the speaker whom a source means.
    pub(crate) fn speaker_of(&mut self, subject: &Subject) -> Option<SpeakerId> {
        if let Some(id) = self.meant_pair(subject) {
            return Some(id);
        }
        let who = match self.pair(subject) {
            Some(words) => Who::Pair(words),
            None => match self.entities.of_mention.get(subject.mention)? {
                Some(entity) => Who::Entity(*entity),
                None => Who::Author,
            },
        };
        let is_pair = matches!(who, Who::Pair(_));
        let speaker = self.known.get(&who).copied().or_else(|| self.add(who, subject))?;
        if is_pair {
            let sentence = self.scene.mentions.get(subject.mention)?.sentence;
            self.last_pair = Some(Pair { speaker, sentence, end: subject.tokens.end });
        }
        Some(speaker)
    }

    /// “Ruiz and Bell said … *they* said”: the pair, if it spoke after whom the pronoun would mean
    /// else.
    fn meant_pair(&self, subject: &Subject) -> Option<SpeakerId> {
        let pair = self.last_pair.as_ref()?;
        let pronoun = self.scene.mentions.get(subject.mention)?;
        let they = pronoun.kind == MentionKind::Pronoun && pronoun.class.meets(Class::THEY);
        if !they || pronoun.sentence > pair.sentence + NEAR {
            return None;
        }
        let entity = self.entities.of_mention.get(subject.mention).copied().flatten();
        let last = entity.and_then(|id| self.entities.all.get(id)).and_then(|entity| {
            let before = entity.mentions.partition_point(|&mention| mention < subject.mention);
            let last = entity.mentions.get(before.checked_sub(1)?)?;
            self.scene.mentions.get(*last)
        });
        let newer = last.is_some_and(|mention| mention.tokens.start >= pair.end);
        (!newer).then_some(pair.speaker)
    }

    /// Adds the speaker who is meant.
    fn add(&mut self, who: Who, subject: &Subject) -> Option<SpeakerId> {
        let speaker = match &who {
            Who::Pair(words) => Speaker {
                canonical: words.clone(),
                aliases: Vec::new(),
                role: self.pair_role(subject),
                kind: SpeakerKind::Group,
                mentions: vec![self.scene.span(subject.tokens.clone())],
            },
            Who::Entity(id) => self.describe(*id)?,
            Who::Author => self.author(subject)?,
        };
        let is_named = match &who {
            Who::Pair(_) | Who::Author => true,
            Who::Entity(id) => {
                self.entities.all.get(*id).is_some_and(|e| e.kind == MentionKind::Named)
            }
        };
        let id = self.cast.add(speaker, is_named);
        self.known.insert(who, id);
        Some(id)
    }

    /// The words of a source that name two: “*Ana Ruiz and Tom Bell*, both 12”, “twins *Ole and Per
    /// Venn*”.
    fn pair(&self, subject: &Subject) -> Option<String> {
        let mention = self.scene.mentions.get(subject.mention)?;
        let and = mention.tokens.end;
        let joined = subject.tokens.end > mention.full.end && self.scene.word(and) == "and";
        joined.then(|| {
            let names = subject.tokens.start + self.nouns(subject)..subject.tokens.end;
            let comma = (and..names.end).find(|&at| self.scene.is(at, ','));
            let names = names.start..comma.unwrap_or(names.end);
            squeeze(self.scene.span(names).of(self.scene.text))
        })
    }

    /// What two are, in the words before their names.
    fn pair_role(&self, subject: &Subject) -> Option<String> {
        let start = subject.tokens.start;
        let role = self.scene.span(start..start + self.nouns(subject));
        (!role.is_empty()).then(|| squeeze(role.of(self.scene.text)))
    }

    /// How many nouns say what two are before their names: “*twins* Ole and Per Venn”.
    fn nouns(&self, subject: &Subject) -> usize {
        let named = self.scene.mentions.get(subject.mention);
        let named = named.is_some_and(|mention| mention.kind == MentionKind::Named);
        let noun =
            |at: &usize| self.scene.token(*at).is_some_and(|token| token.shape == Shape::Lower);
        if named { subject.tokens.clone().take_while(noun).count() } else { 0 }
    }

    /// Who writes, if the source is their own “I”.
    fn author(&self, subject: &Subject) -> Option<Speaker> {
        let is_narrator = |mention: &&Mention| author::is_narrator(self.scene, mention);
        self.scene.mentions.get(subject.mention).filter(is_narrator)?;
        let canonical = self.cast.author.clone().filter(|_| self.is_narrated)?;
        let mentions = self.scene.mentions.iter().filter(is_narrator);
        let mentions = mentions.map(|mention| self.scene.span(mention.tokens.clone())).collect();
        let kind = SpeakerKind::Person;
        Some(Speaker { canonical, aliases: Vec::new(), role: None, kind, mentions })
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
