//! What tells a person from a body or a place, and “he” from “she”.
//!
//! Every naming brings a little: a title, a given name, an age, a verb of speaking, “in” before
//! it. What a document says of a bearer is the sum.

use super::company;
use super::name::{self, Name};
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given::{self, GENDERS};
use crate::annotate::lexicon::{Class, nouns, verbs};
use crate::annotate::mention::Mention;
use crate::annotate::token::{Shape, Token};

/// How many tokens behind a name a possessive pronoun still speaks of it.
const NEAR: usize = 16;
/// How many tokens behind a name the next sentence may show who is somebody else.
const FAR: usize = 40;
/// What makes a body for certain, by its name.
const FIRM: u16 = 3;
/// How many tokens behind a name a pronoun shows that it is a person's.
const NEXT: usize = 6;
/// How much pronouns must weigh to know a gender better than a table of given names.
const SURE: u16 = 6;
/// Longest name of a place or a body between somebody and a verb, in tokens.
const PLACE: usize = 4;
/// How many tokens of an apposition say what somebody is.
const APPOSITION: usize = 8;
/// What a body by its apposition is worth.
const DESCRIBED: u16 = 2;

/// What speaks for a person, and what for a body or a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    person: u16,
    body: u16,
    /// How often it says something, as people do, and companies as well.
    says: u16,
    /// What speaks for a body that says things.
    company: u16,
    /// It is somewhere, or something is there.
    place: bool,
    /// It does something.
    acts: bool,
    /// It stands in a line in capitals alone.
    heading: bool,
    /// Gender of titles and of nouns that stand for the bearer.
    pub(super) gender: Class,
    /// A title with a capital stands before the name.
    pub(super) titled: bool,
    /// An age or what somebody is stands behind it.
    pub(super) described: bool,
    women: u16,
    men: u16,
    /// How much the pronouns behind namings of more than the surname weigh.
    own: u16,
}

impl Evidence {
    pub(super) fn is_person(&self) -> bool {
        self.for_person() > self.for_body()
    }

    pub(super) fn is_body(&self) -> bool {
        self.for_body() > self.for_person()
    }

    /// Tells whether it may be a company for all that the text shows: nothing but that it speaks.
    pub(super) fn may_be_company(&self) -> bool {
        self.acts && !self.is_no_company() && self.person == 0 && self.followed_by() == Class::NONE
    }

    /// Tells whether it is a body, or speaks and shows in nothing else that it is a person.
    pub(super) fn is_company(&self) -> bool {
        self.is_body() || self.says > 0 && self.may_be_company()
    }

    /// Tells whether it is surely no company: a place, or words of a line in capitals.
    pub(super) fn is_no_company(&self) -> bool {
        self.place || self.heading
    }

    fn for_person(&self) -> u16 {
        let says = if self.company > 0 { 0 } else { self.says };
        self.person.saturating_add(says)
    }

    fn for_body(&self) -> u16 {
        self.body.saturating_add(self.company)
    }

    /// Adds what another naming of the same bearer says.
    pub(super) fn add(&mut self, other: &Self) {
        self.person = self.person.saturating_add(other.person);
        self.body = self.body.saturating_add(other.body);
        self.says = self.says.saturating_add(other.says);
        self.company = self.company.saturating_add(other.company);
        self.place |= other.place;
        self.acts |= other.acts;
        self.gender = self.gender.with(other.gender);
        self.women = self.women.saturating_add(other.women);
        self.men = self.men.saturating_add(other.men);
        self.own = self.own.saturating_add(other.own);
    }

    /// Adds what a naming by the surname alone says: who goes by it is a person. That the
    /// surname is a noun as well (“Law”) says nothing.
    pub(super) fn add_short(&mut self, other: &Self) {
        let person = if self.body >= FIRM { 0 } else { 2 };
        let kept = self.clone();
        self.add(other);
        (self.body, self.company) = (kept.body, kept.company);
        (self.place, self.own) = (kept.place, kept.own);
        self.person = self.person.saturating_add(person);
    }

    /// A given name was found for the bearer.
    pub(super) fn add_given(&mut self) {
        self.person = self.person.saturating_add(2);
    }

    /// A line in capitals names nobody for certain.
    pub(super) fn add_heading(&mut self) {
        self.body = self.body.saturating_add(1);
        self.heading = true;
    }

    /// Tells whether two namings can mean one bearer.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let firm =
            |body: &Self, person: &Self| body.body >= FIRM && body.is_body() && person.titled;
        genders_agree(self.gender, other.gender) && !firm(self, other) && !firm(other, self)
    }

    /// The gender that titles show, else that of the pronouns that follow the namings.
    pub(super) fn shown_gender(&self) -> Class {
        let titled = self.gender.only(GENDERS);
        if self.is_titled() { titled } else { self.followed_by() }
    }

    /// Tells whether titles show one gender.
    pub(super) fn is_titled(&self) -> bool {
        let titled = self.gender.only(GENDERS);
        titled != Class::NONE && titled != GENDERS
    }

    /// Tells whether so many pronouns follow that a table of given names may be wrong.
    pub(super) fn is_sure_of_gender(&self) -> bool {
        self.own >= SURE
    }

    /// The gender of the pronouns that follow the namings.
    pub(super) fn followed_by(&self) -> Class {
        if self.women > 2 * self.men {
            Class::FEMALE
        } else if self.men > 2 * self.women {
            Class::MALE
        } else {
            Class::NONE
        }
    }
}

/// Tells whether two sets of genders have one in common; what is unknown agrees with all.
pub(super) fn genders_agree(one: Class, two: Class) -> bool {
    let (one, two) = (one.only(GENDERS), two.only(GENDERS));
    one == Class::NONE || two == Class::NONE || one.meets(two)
}

/// Reads what one naming says of its bearer.
pub(super) fn of_naming(scene: &Scene<'_>, mention: &Mention, name: &Name) -> Evidence {
    let mut found = Evidence::default();
    let first = name.words.first().map_or("", String::as_str);
    let given = given::gender_of(first) != Class::NONE;
    // “Steven Law”, “of State Ada Venn”: the noun for a body is none.
    let head = mention.class.meets(Class::HEAD_BODY)
        && name.tokens.start == mention.name.start
        && !(given && name.words.len() == 2);
    let before = mention.tokens.start.checked_sub(1).map_or("", |at| scene.word(at));
    let key = name.key();
    let state = nouns::is_state(&key);
    // “in the voice of *Ada Venn, who* read them”, but “Ada Venn of Lesna, who”
    let of_name = mention
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|at| scene.token(at).is_some_and(Token::is_capital));
    let who = !state
        && !of_name
        && scene.is(mention.tokens.end, ',')
        && matches!(scene.word(mention.tokens.end + 1), "who" | "whose");
    let place = (!given || state)
        && !who
        && mention.tokens.start == name.tokens.start
        && matches!(before, "of" | "in" | "In" | "At" | "from" | "near" | "across" | "outside");
    let surname = name.surname();
    if head || !given && nouns::is_body_tail(surname) || nouns::is_thing(surname) {
        found.body += FIRM;
    } else {
        add_title(scene, mention, name, &mut found);
        if given {
            found.person += if name.words.len() > 1 { 2 } else { 1 };
        }
    }
    if !place {
        add_apposition(scene, mention, &mut found);
    }
    // “the Harvest League”: people bear no article.
    let article = matches!(scene.word(mention.tokens.start), "the" | "The");
    if article && !given && name.words.len() > 1 && mention.tokens.start + 1 == name.tokens.start {
        found.body += 2;
    }
    let short = scene.token(name.tokens.start).is_some_and(|token| token.shape == Shape::Upper);
    if name.words.len() == 1 && (short || is_participle(scene, name)) {
        found.body += 2;
    }
    if speaks(scene, mention) {
        found.says += 1;
    }
    if state {
        found.body += if given { 1 } else { FIRM };
    }
    if company::is_traded(scene, mention) {
        found.company += DESCRIBED;
    } else if place && !scene.has(mention.tokens.end, Class::POSSESSIVE_END) && before != "from" {
        // “in Velmark”, but “in Venn’s view”
        found.body += if before == "of" { 1 } else { 2 };
        found.place = before != "of";
    }
    // “in *the Ruhr*”, but “in the world Lumenis seeks”
    let inside = article
        && mention.tokens.start + 1 == name.tokens.start
        && mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(scene.word(at), "in" | "In"));
    found.place |= inside || !given && (state || nouns::is_region(&key));
    found.acts = found.says > 0
        || verb_behind(scene, mention).is_some_and(|verb| {
            // “Same-store *sales*” are none.
            verb.has(Class::AUXILIARY) || !verb.span.of(scene.text).ends_with('s')
        });
    found
}

/// “*Dismayed* by the vote”: a participle that begins a sentence; “Harding was” is none.
fn is_participle(scene: &Scene<'_>, name: &Name) -> bool {
    let word = name.surname();
    let verb = Class::AUXILIARY.or(Class::CUE);
    (word.ends_with("ed") || word.ends_with("ing"))
        && name::at_beginning(scene, name.tokens.start)
        && scene
            .token(name.tokens.end)
            .is_some_and(|next| next.shape == Shape::Lower && !next.has(verb))
}

fn add_title(scene: &Scene<'_>, mention: &Mention, name: &Name, found: &mut Evidence) {
    // “*Mr Venn’s* widow, Jean”
    let titles = mention.tokens.start..name.tokens.start;
    let owner = titles.clone().rev().find(|&at| scene.has(at, Class::POSSESSIVE_END));
    let titles = owner.map_or(titles.start, |at| at + 1)..titles.end;
    let person = Class::TITLE.or(Class::HEAD_PERSON);
    for at in titles.clone() {
        let Some(token) = scene.token(at).filter(|token| token.has(person)) else { continue };
        found.person = found.person.saturating_add(2);
        found.gender = found.gender.with(token.class.only(GENDERS));
        found.titled |= token.is_capital() && at + 1 == titles.end;
    }
}

/// “, 45,” “, who …” “, a nurse …” behind a name are of a person.
fn add_apposition(scene: &Scene<'_>, mention: &Mention, found: &mut Evidence) {
    let comma = mention.tokens.end;
    if !scene.is(comma, ',') {
        return;
    }
    let who = matches!(scene.word(comma + 1), "who" | "whose");
    let age = scene.token(comma + 1).is_some_and(|token| token.shape == Shape::Number)
        && (scene.is(comma + 2, ',') || scene.is(comma + 2, '.'));
    if who || age {
        found.person = found.person.saturating_add(2);
    }
    found.described |= age;
    // “Ada Venn, *whose husband* left”
    if who && !matches!(scene.word(comma + 2), "is" | "was") {
        return;
    }
    let end = mention.full.end.min(comma + APPOSITION);
    let mut last = Class::NONE;
    for token in (comma + 1..end).map_while(|at| scene.token(at)) {
        // “Ada Venn, who was ill when *her husband* died”
        let clause = who && token.has(Class::CONJUNCTION.or(Class::POSSESSIVE));
        if clause || token.has(Class::PREPOSITION) || token.is(',') {
            break;
        }
        if token.has(Class::HEAD_PERSON) {
            found.described |= !who;
            found.person = found.person.saturating_add(2);
            found.gender = found.gender.with(token.class.only(GENDERS));
        }
        last = token.class;
    }
    // “Lumenis, *the French company* behind the plant,”, “Lumenis, *which* makes pumps,”
    if last.meets(Class::HEAD_BODY) && !last.meets(Class::HEAD_PERSON)
        || scene.word(comma + 1) == "which"
    {
        found.company = found.company.saturating_add(DESCRIBED);
    }
}

/// Tells whether a verb of speaking stands beside a mention.
pub(super) fn speaks(scene: &Scene<'_>, mention: &Mention) -> bool {
    let quoted = |at: usize| scene.is_quoted(at);
    let start = mention.tokens.start;
    let verb = |at: usize| {
        // “added” alone may add salt; beside a quotation it is speech.
        let firm = !scene.has(at, Class::CUE_WEAK)
            || (at..at + 4).any(quoted)
            || (start.saturating_sub(2)..start).any(quoted);
        scene.has(at, Class::CUE) && firm && !matches!(scene.word(at), "asked" | "asks")
    };
    let behind = (mention.full.end..mention.full.end + 3)
        .any(|at| verb(at) && scene.is_cue(at, mention.tokens.start));
    mention.is_source
        || behind
        || is_inverted(scene, mention)
        || said_who(scene, mention)
        // “*according to* Ada Venn”
        || mention.tokens.start.checked_sub(2).is_some_and(|at| scene.is_according_to(at))
}

/// “…,” *said* Ada Venn, but not “Bell *said* Ada Venn left”.
pub(super) fn is_inverted(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Some(cue) = mention.tokens.start.checked_sub(1) else { return false };
    let behind = cue.checked_sub(1).and_then(|at| scene.token(at));
    scene.has(cue, Class::CUE_INVERTS)
        // “The note, four pages long, said *the plan would* fail”
        && !scene.has(mention.full.end, Class::AUXILIARY)
        && behind.is_none_or(|token| token.quoted || matches!(token.shape, Shape::Mark(_)))
}

/// Tells whether a verb follows a mention and its apposition.
pub(super) fn has_verb(scene: &Scene<'_>, mention: &Mention) -> bool {
    verb_behind(scene, mention).is_some()
}

/// The verb that follows a mention and its apposition.
fn verb_behind<'a>(scene: &'a Scene<'_>, mention: &Mention) -> Option<&'a Token> {
    // “its sponsor, *Ada Venn*, failed”
    let apposed = mention.name.len() > 1
        && mention.tokens.start.checked_sub(1).is_some_and(|at| scene.is(at, ','));
    let closed = usize::from(apposed && scene.is(mention.full.end, ','));
    let end = behind_place(scene, mention.full.end + closed);
    let at = (end..end + 3)
        .find(|&at| !scene.has(at, Class::ADVERB) && !scene.word(at).starts_with("him"));
    let token = at.and_then(|at| scene.token(at))?;
    let word = token.span.of(scene.text);
    let other = Class::PREPOSITION
        .or(Class::CONJUNCTION)
        .or(Class::DETERMINER)
        .or(Class::RELATIVE)
        .or(Class::HEADS);
    let verb = token.shape == Shape::Lower
        && !token.quoted
        && (token.has(Class::CUE.or(Class::AUXILIARY))
            || !token.has(other)
                && (word.ends_with('s') && word.len() > 3 || verbs::is_past(word)));
    verb.then_some(token)
}

/// “Tom Bell *of the Harbour Post* agreed”: returns the token behind a place or a body by name that
/// begins at `from`, else `from`.
fn behind_place(scene: &Scene<'_>, from: usize) -> usize {
    if !matches!(scene.word(from), "at" | "of" | "from" | "for" | "in") {
        return from;
    }
    let article = usize::from(scene.has(from + 1, Class::DETERMINER));
    let name = from + 1 + article;
    let capital = |&at: &usize| scene.token(at).is_some_and(|token| token.is_capital());
    let words = (name..name + PLACE).take_while(capital).count();
    if words == 0 { from } else { name + words }
}

/// “Ada Venn, who *said* …”
fn said_who(scene: &Scene<'_>, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    let who = if scene.is(end, ',') { end + 1 } else { end };
    scene.word(who) == "who"
        && (who + 1..who + 4).any(|at| scene.is_cue(at, who) && scene.has(at, Class::CUE))
}

/// Counts the pronouns that follow a naming before the next one.
pub(super) fn count_pronouns(scene: &Scene<'_>, from: usize, to: usize, found: &mut Evidence) {
    let mut said = false;
    // Of whom it is said “that *she* …”.
    let (mut women, mut men) = (0_u16, 0_u16);
    for at in from..to.min(from + FAR) {
        let Some(token) = scene.token(at) else { return };
        if token.quoted {
            return;
        }
        if token.is('.') {
            if at >= from + NEAR && women + men == 0 {
                return;
            }
            // “Venn met the board. *She* left”
            let (same, other, heard) = match scene.word(at + 1) {
                "He" if at + 1 < to => (&mut found.men, &mut found.women, women),
                "She" if at + 1 < to => (&mut found.women, &mut found.men, men),
                _ => return,
            };
            *same = same.saturating_add(1);
            // “Venn said that *she* would win. He”: she is somebody else.
            *other = other.saturating_sub(heard);
            found.own = found.own.saturating_add(1);
            return;
        }
        if at >= from + NEAR {
            continue;
        }
        // Whom a verb has for an object is somebody else: “Venn thanked her for it”.
        // “Lumenis cut *its* forecast”, but “Venn said *its* forecast was wrong”
        if scene.word(at) == "its" && at < from + NEXT && !said {
            found.company = found.company.saturating_add(1);
        }
        said |= token.has(Class::ANY_CUE);
        let weight = match scene.word(at) {
            "he" | "she" => 1,
            "his" | "himself" | "herself" => 2,
            "her" if owns(scene, at) => 2,
            _ => continue,
        };
        let reported = u16::from(said && weight == 1 && scene.word(at - 1) == "that");
        if scene.word(at).starts_with('h') && !matches!(scene.word(at), "her" | "herself") {
            found.men = found.men.saturating_add(weight);
            men += reported;
        } else {
            found.women = found.women.saturating_add(weight);
            women += reported;
        }
        found.own = found.own.saturating_add(weight);
        if weight > 1 && at < from + NEXT && found.body == 0 {
            found.person = found.person.saturating_add(1);
        }
    }
}

/// “her *house*”, not “thanked her *for*”.
fn owns(scene: &Scene<'_>, at: usize) -> bool {
    let other = Class::PREPOSITION
        .or(Class::CONJUNCTION)
        .or(Class::DETERMINER)
        .or(Class::RELATIVE)
        .or(Class::AUXILIARY);
    scene.token(at + 1).is_some_and(|next| next.is_word() && !next.has(other))
}

/// Tells whether “his” or “her” follows a mention in its clause.
pub(super) fn is_echoed(scene: &Scene<'_>, mention: &Mention) -> bool {
    let end = mention.tokens.end;
    (end..end + NEAR)
        .map_while(|at| Some((at, scene.token(at)?)))
        .take_while(|(_, token)| !token.quoted && !token.is('.') && !token.is_capital())
        .any(|(at, _)| matches!(scene.word(at), "his" | "her"))
}
