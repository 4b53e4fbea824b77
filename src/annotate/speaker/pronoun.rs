//! Pronouns: whom “he”, “she”, “they” and “it” mean.
//!
//! Of the mentions before a pronoun that agree with it, the one that stands out most is meant:
//! near, a subject, one who spoke, one of whom the text goes on to speak.

use super::Entity;
use super::evidence::{self, genders_agree};
use super::name;
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::Class;
use crate::annotate::lexicon::given::GENDERS;
use crate::annotate::lexicon::nouns;
use crate::annotate::mention::{Mention, MentionKind};
use crate::annotate::token::{Shape, Token};
use std::collections::VecDeque;

/// How many mentions back a pronoun may reach.
const REACH: usize = 60;
/// How many sentences back a pronoun may reach.
const SENTENCES: usize = 12;
/// How many tokens a question at the beginning of a sentence has at most.
const CLAUSE: usize = 24;
/// How many quoted tokens are searched for a name.
const QUOTED: usize = 120;

/// The mentions that a pronoun may mean, the last one at the end.
#[derive(Default)]
pub(super) struct Focus {
    recent: VecDeque<Recent>,
}

struct Recent {
    entity: usize,
    sentence: usize,
    /// The token behind it.
    end: usize,
    place: Place,
    /// A cue stands beside it.
    speaks: bool,
    /// “his” or “her” follows it.
    echoed: bool,
    /// It was asked: who is asked answers.
    asked: bool,
    /// “Asked by *Venn*, she …”, “Asked if *Venn* left, she …”: whoever the sentence goes on to
    /// speak of is somebody else.
    agent: bool,
    /// It is first named here, with an age.
    aged: bool,
    /// Its class, if it is a pronoun.
    pronoun: Class,
    /// How much it draws for being first named here, with what it is.
    introduced: f32,
}

/// How a mention stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A verb follows it, and it is the first or stands behind a comma; or an apposition does.
    Subject,
    /// Another that a verb follows: “said that *Venn* left”.
    Clause,
    /// The first that may be a subject.
    Front,
    /// Another that may be one.
    Free,
    /// “Venn’s” at the beginning of a sentence.
    First,
    /// “To *Venn*, …” at the beginning of a sentence.
    Topic,
    /// “Venn’s” elsewhere.
    Owner,
    /// Behind a preposition.
    Oblique,
}

impl Place {
    /// Tells whether it can be what a sentence begins with.
    fn leads(self) -> bool {
        matches!(self, Self::Subject | Self::Clause | Self::Front | Self::First)
    }
}

impl Focus {
    /// Takes in a mention and the entity that it means, perhaps for the first time.
    pub(super) fn note(&mut self, scene: &Scene<'_>, mention: &Mention, entity: usize, new: bool) {
        let before = mention.tokens.start.checked_sub(1);
        let said = evidence::is_inverted(scene, mention);
        let verb = said || evidence::has_verb(scene, mention);
        let end = mention.tokens.end;
        let hangs = [',', '(', '—', '–'].iter().any(|&mark| scene.is(end, mark));
        // “with Ada Venn — *who* has asked for more — scoffing”
        let described = hangs && scene.word(end + 1).starts_with("who");
        let agent = before.is_some_and(|at| is_agent(scene, at))
            || mention.kind == MentionKind::Named && is_asked(scene, mention.tokens.start);
        let first = !self
            .recent
            .iter()
            .rev()
            .take_while(|recent| recent.sentence == mention.sentence)
            .any(|recent| recent.place.leads());
        let owner = scene.has(mention.tokens.end, Class::POSSESSIVE_END)
            || scene.has(mention.tokens.start, Class::POSSESSIVE)
                && mention.kind == MentionKind::Pronoun;
        let joined = before.is_some_and(|at| matches!(scene.word(at), "and" | "or"))
            && self
                .recent
                .back()
                .is_some_and(|last| last.place == Place::Oblique && Some(last.end) == before);
        let place = if joined {
            // “by Ruiz and *Bell*”
            Place::Oblique
        } else if owner && first && mention.free {
            Place::First
        } else if owner {
            Place::Owner
        } else if before.is_some_and(|at| is_topic(scene, at)) {
            Place::Topic
        } else if before.is_some_and(|at| scene.has(at, Class::PREPOSITION)) {
            if described && !agent { Place::Clause } else { Place::Oblique }
        } else if first && hangs
            || verb && (first || said || before.is_some_and(|at| scene.is(at, ',')))
        {
            Place::Subject
        } else if verb || described {
            Place::Clause
        } else if first {
            Place::Front
        } else {
            Place::Free
        };
        let speaks =
            evidence::speaks(scene, mention) || before.is_some_and(|at| is_origin(scene, at));
        // “suggested to *Venn*”: whom somebody speaks to answers as well.
        let addressed = |to: usize| {
            let verb = to.checked_sub(1).filter(|_| scene.word(to) == "to");
            verb.is_some_and(|at| scene.has(at, Class::CUE))
        };
        // “asked Venn *to leave*”: a request is no question, nor is “questioned *Venn’s* figures”.
        let asked = before.is_some_and(|at| is_question(scene.word(at)) || addressed(at))
            && !owner
            && !matches!(scene.word(end), "to" | "for");
        if let Some(asker) = self.recent.back_mut().filter(|last| asked && Some(last.end) == before)
        {
            (asker.speaks, asker.introduced) = (false, 0.0);
        }
        if self.recent.len() == REACH {
            self.recent.pop_front();
        }
        self.recent.push_back(Recent {
            entity,
            sentence: mention.sentence,
            end: mention.tokens.end,
            place,
            speaks,
            echoed: evidence::is_echoed(scene, mention),
            asked,
            agent,
            aged: new
                && scene.is(end, ',')
                && scene.token(end + 1).is_some_and(|token| token.shape == Shape::Number),
            pronoun: match mention.kind {
                MentionKind::Pronoun => mention.class,
                _ => Class::NONE,
            },
            introduced: match mention.kind {
                // “*A clerk*, he reads them all.”
                _ if !new || agent || hangs && scene.has(end + 1, Class::PRONOUN) => 0.0,
                MentionKind::Named => {
                    let tail = mention.role.is_some() && mention.full.end > mention.tokens.end;
                    let ends = tail && !speaks && ends_line(scene, mention.full.end);
                    match described || tail {
                        true if ends => INTRODUCED_LAST,
                        true => INTRODUCED,
                        false => 0.0,
                    }
                }
                // “*A woman* in the row behind was bored.”
                _ if place.leads() && is_indefinite(scene, mention) => {
                    // “One of the jobs that Venn has”
                    let share = scene.word(mention.tokens.start + 1) == "of";
                    let person = !share
                        && mention.class.meets(Class::HEAD_PERSON)
                        && !mention.class.meets(GENDERS);
                    if person { SOMEBODY } else { INTRODUCED }
                }
                _ => 0.0,
            },
        });
    }

    /// Returns the entity, of those that `may` be, which a pronoun, or a noun that stands for one,
    /// most likely means.
    pub(super) fn meant(
        &self,
        scene: &Scene<'_>,
        entities: &[Entity],
        mention: &Mention,
        may: impl Fn(&Entity) -> bool,
    ) -> Option<usize> {
        let said = quoted_beside(scene, mention);
        let gender = mention.class.only(GENDERS);
        // “*She* never rang,” she said: of whomever that is, who speaks is another.
        let other_one = gender != Class::NONE
            && gender != GENDERS
            && said.clone().any(|at| scene.has(at, Class::PRONOUN) && scene.has(at, gender));
        let number = mention.class.only(NUMBERS);
        let ends = mention.kind == MentionKind::Pronoun && is_ending(scene, mention);
        let end = mention.tokens.end;
        let states = mention.class.meets(Class::IT) && is_read(scene.word(end));
        let mut best: Option<(f32, usize)> = None;
        for recent in self.recent.iter().rev() {
            let distance = mention.sentence.saturating_sub(recent.sentence);
            if distance > SENTENCES {
                break;
            }
            // “*Venn, 71,* lit a stove that hissed, he said, “like a cat””
            let tells = recent.aged && (end + 2..end + 4).any(|at| scene.is_quoted(at));
            let reported = ends && recent.pronoun == Class::NONE && !tells;
            let other = distance == 0 && (recent.agent || reported);
            let entity = entities.get(recent.entity).filter(|entity| !other && may(entity));
            let Some(entity) = entity else {
                continue;
            };
            let Some(fit) = fit(mention, entity) else { continue };
            let mut score = fit + recent.weight(distance) + entity.weight(mention);
            let before = recent.pronoun.only(NUMBERS);
            if number != Class::NONE && before != Class::NONE && number != before {
                score -= OTHER_NUMBER;
            }
            if states && entity.words.last().is_some_and(|noun| nouns::is_text(noun)) {
                score += STATES;
            }
            if other_one && !recent.speaks {
                score -= SPOKEN_OF;
            }
            if said.clone().any(|at| entity.is_named(scene, at)) {
                score -= NAMES_ITSELF;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, recent.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }
}

/// Tells whether nothing but the end of a sentence stands between a token and the next paragraph.
fn ends_line(scene: &Scene<'_>, at: usize) -> bool {
    scene.begins_line(at) || scene.is(at, '.') && scene.begins_line(at + 1)
}

/// Tells whether a word says of whom a sentence speaks.
fn is_topic(scene: &Scene<'_>, at: usize) -> bool {
    let first = matches!(scene.word(at), "For" | "To") && begins_sentence(scene, at);
    first || is_origin(scene, at)
}

/// “A warning came *from* Venn”: whose words a text goes on to tell.
fn is_origin(scene: &Scene<'_>, at: usize) -> bool {
    let came = at.checked_sub(1).filter(|_| scene.word(at) == "from");
    came.is_some_and(|at| matches!(scene.word(at), "came" | "comes"))
}

fn begins_sentence(scene: &Scene<'_>, at: usize) -> bool {
    scene.begins_line(at) || name::at_beginning(scene, at)
}

/// “Three fell on Lesna, *it said*.”, “Venn had left, *he said*.”: who reports a sentence at its end
/// is nobody whom it names.
fn is_ending(scene: &Scene<'_>, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    mention.tokens.start.checked_sub(1).is_some_and(|at| scene.is(at, ','))
        && scene.is_cue(end, end)
        && scene.token(end + 1).is_none_or(|token| matches!(token.shape, Shape::Mark(_)))
}

/// Tells whether a sentence begins with a question and not with whom it is put to: “*Asked* if
/// Venn left, …”
fn is_asked(scene: &Scene<'_>, at: usize) -> bool {
    let begins = |&at: &usize| begins_sentence(scene, at);
    let first = (at.saturating_sub(CLAUSE)..=at).rev().find(begins);
    first.is_some_and(|at| matches!(scene.word(at), "Asked" | "Pressed" | "Questioned" | "Quizzed"))
}

/// Tells whether “by” stands at a token, behind a participle that begins a sentence.
fn is_agent(scene: &Scene<'_>, at: usize) -> bool {
    let participle = at.checked_sub(1).filter(|_| scene.word(at) == "by");
    participle.is_some_and(|at| {
        scene.word(at).ends_with("ed")
            && scene.token(at).is_some_and(Token::is_capital)
            && begins_sentence(scene, at)
    })
}

/// Verbs of what is written more than of anybody.
fn is_read(verb: &str) -> bool {
    matches!(
        verb,
        "reads"
            | "read"
            | "states"
            | "stated"
            | "concludes"
            | "concluded"
            | "recommends"
            | "recommended"
    )
}

/// “*A woman* in the row behind was bored”, not “…”, *a reporter* asked.
fn is_indefinite(scene: &Scene<'_>, mention: &Mention) -> bool {
    let first = scene.word(mention.tokens.start).to_ascii_lowercase();
    matches!(first.as_str(), "a" | "an" | "one" | "another")
        && begins_sentence(scene, mention.tokens.start)
}

/// Verbs whose object answers.
fn is_question(verb: &str) -> bool {
    matches!(verb, "asked" | "asks" | "asking" | "pressed" | "questioned" | "interviewed")
}

/// How little a noun that could mean either gender draws “he” and “she”. Chosen on training
/// articles.
const UNKNOWN: f32 = -0.8;
/// Pronouns that tell one from several.
const NUMBERS: Class = Class::THEY.or(Class::IT);
/// What is written “reads” and “states”.
const STATES: f32 = 1.5;
/// What a text has just called “it” is seldom “they”: “*It* may rain, *they* said”.
const OTHER_NUMBER: f32 = 2.0;
/// Who spoke goes on to speak.
const SPEAKS: f32 = 0.7;
/// A text that says who somebody is goes on to speak of them.
const INTRODUCED: f32 = 0.8;
/// The more so if a paragraph ends with that and they have said nothing yet.
const INTRODUCED_LAST: f32 = 1.2;
/// The more of somebody without a name, who began a sentence.
const SOMEBODY: f32 = 2.4;
/// Whom the words speak of as “she” hardly speaks them: who has spoken before does.
const SPOKEN_OF: f32 = 0.5;
/// People seldom name themselves in their own words.
const NAMES_ITSELF: f32 = 1.5;

impl Recent {
    fn weight(&self, distance: usize) -> f32 {
        let distance = f32::from(u16::try_from(distance).unwrap_or(u16::MAX));
        let place = match self.place {
            Place::Subject => 1.5,
            Place::Clause | Place::Front => 1.0,
            Place::First | Place::Topic => 0.9,
            Place::Free => 0.5,
            Place::Owner => 0.4,
            Place::Oblique => 0.0,
        };
        place - 1.2 * distance
            + if self.speaks { SPEAKS } else { 0.0 }
            + if self.echoed && self.place != Place::Owner { 0.4 } else { 0.0 }
            + if self.asked { 1.5 } else { 0.0 }
            + if self.pronoun != Class::NONE { 0.3 } else { 0.0 }
            + self.introduced
    }
}

impl Entity {
    /// What a text speaks of often is meant more often, by “the company” much more than by “it”.
    fn weight(&self, mention: &Mention) -> f32 {
        let often = f32::from(u16::try_from(self.mentions.len()).unwrap_or(u16::MAX));
        let body = self.class.meets(Class::HEAD_BODY) || self.may_be_company;
        let noun = mention.kind == MentionKind::Nominal && mention.class.meets(Class::IT);
        let share = if body && noun { 0.6 } else { 0.2 };
        share * often.ln_1p()
    }

    /// Tells whether a token is the name by which the entity goes.
    fn is_named(&self, scene: &Scene<'_>, at: usize) -> bool {
        self.kind == MentionKind::Named
            && self.words.last().is_some_and(|last| last.eq_ignore_ascii_case(scene.word(at)))
    }
}

/// How well a pronoun, or a noun for one, can mean the entity; `None` if it cannot.
fn fit(mention: &Mention, entity: &Entity) -> Option<f32> {
    let pronoun = mention.class;
    let group = entity.class.meets(Class::HEAD_GROUP);
    let body = entity.class.meets(Class::HEAD_BODY);
    let named = entity.kind == MentionKind::Named;
    if pronoun.meets(Class::THEY) {
        return Some(match (group, body) {
            (true, _) => 1.5,
            // “Chicago” is no people.
            (_, true) if entity.no_company => -1.0,
            (_, true) => 0.3,
            _ => -2.5,
        });
    }
    if pronoun.meets(Class::IT) {
        let thing = body || named && (!entity.person || entity.may_be_company);
        // “It” may be the weather, “the company” is none.
        let unknown = if mention.kind == MentionKind::Pronoun { -0.5 } else { 0.5 };
        return (!group && thing).then_some(if body { 1.0 } else { unknown });
    }
    if group || body || !genders_agree(pronoun, entity.class) {
        return None;
    }
    let gendered = entity.class.meets(GENDERS);
    let person = match (named, entity.person) {
        (true, true) => 1.0,
        // Nothing shows what bears the name.
        (true, false) => -1.2,
        // “the president” and “a doctor” are mostly somebody whom the text has named.
        (false, true) if !gendered => UNKNOWN,
        (false, true) => 0.2,
        (false, false) => return None,
    };
    // A noun that may mean either tells nothing of them.
    let told = gendered && pronoun.only(GENDERS) != GENDERS;
    Some(if told { 0.6 } else { 0.0 } + person)
}

/// The quoted tokens right before or behind a pronoun: what it says.
fn quoted_beside(scene: &Scene<'_>, mention: &Mention) -> std::ops::Range<usize> {
    let quoted = |at: usize| scene.is_quoted(at);
    let start = mention.tokens.start;
    let near = |at: usize| (at.saturating_sub(2)..at).rev().find(|&at| quoted(at));
    if let Some(last) = near(start) {
        let first = (last.saturating_sub(QUOTED)..=last).rev().take_while(|&at| quoted(at)).last();
        return first.unwrap_or(last)..last + 1;
    }
    let behind = mention.tokens.end..mention.tokens.end + 5;
    let Some(first) = behind.into_iter().find(|&at| quoted(at)) else { return start..start };
    let end = (first..first + QUOTED).take_while(|&at| quoted(at)).last();
    first..end.map_or(first, |end| end + 1)
}
