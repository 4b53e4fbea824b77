//! Nouns that mean a named company, agency or group: “Lumenis … *the company*”.
//!
//! A name seldom shows what its bearer is. Which noun can mean which body is told by the noun in
//! the body’s name, if it has one; which of several is meant is for `pronoun` to say.

use super::Entity;
use super::role::Noun;
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::{Class, Lexicon, nouns};
use crate::annotate::mention::{Mention, MentionKind};

/// What bodies a noun can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whoever makes or sells something.
    Company,
    /// A part of a government.
    Agency,
    /// People who joined.
    Group,
    Club,
    /// Whoever prints news.
    Press,
}

/// Returns what bodies a mention can mean: “the company”, not “a company” or “the oil company”.
pub(super) fn kind_of(scene: &Scene<'_>, mention: &Mention, noun: &Noun) -> Option<Kind> {
    let the = scene.word(mention.tokens.start).eq_ignore_ascii_case("the");
    let end = mention.tokens.end;
    // “the club, *who are 17th*, said”
    let relative = scene.is(end, ',') && scene.has(end + 1, Class::RELATIVE);
    // “the *supermarket* chain”
    let trade = |word: &str| {
        matches!(word, "chain" | "maker" | "retailer" | "carrier" | "operator" | "lender")
    };
    let longest = if trade(scene.word(end - 1)) { 3 } else { 2 };
    let short = (2..=longest).contains(&mention.tokens.len());
    let alone = short && (mention.full.end == end || relative);
    let word = noun.words.last().filter(|_| the && alone)?;
    Some(match word.as_str() {
        "company" | "firm" | "corporation" | "chain" | "operator" | "maker" | "carrier"
        | "retailer" | "lender" | "bank" | "fund" => Kind::Company,
        "agency" | "regulator" | "watchdog" => Kind::Agency,
        "group" | "organization" | "organisation" | "charity" | "nonprofit" | "union" => {
            Kind::Group
        }
        "club" => Kind::Club,
        "newspaper" | "tabloid" | "broadsheet" | "magazine" => Kind::Press,
        maker if nouns::is_maker(maker) => Kind::Company,
        _ => return None,
    })
}

/// Tells whether a noun for bodies tells them apart by what they do, as “bank” does and “company”
/// does not: whoever has it in its name or its apposition is meant before others.
pub(super) fn is_telling(noun: &Noun) -> bool {
    let head = noun.words.last().map_or("", String::as_str);
    !matches!(
        head,
        "company" | "firm" | "corporation" | "group" | "organization" | "organisation" | "agency"
    )
}

impl Kind {
    /// Tells whether a named entity may be such a body.
    pub(super) fn fits(self, entity: &Entity) -> bool {
        if entity.kind != MentionKind::Named || entity.no_company {
            return false;
        }
        // “the newspaper Lumenis” is no company.
        let press = |word: &String| matches!(word.as_str(), "newspaper" | "magazine");
        let press = entity.traits.iter().any(press);
        let last = entity.words.last().map_or("", String::as_str);
        if self == Self::Press {
            return press || self.names().contains(&last);
        }
        // Nor is “the Right to Information Act”.
        let law = matches!(last, "act" | "law" | "treaty");
        let body = entity.class.meets(Class::HEAD_BODY) || entity.may_be_company;
        if !body || law || press {
            return false;
        }
        // A name without such a noun may be anything but what a government has, which goes by its
        // acronym then.
        let named = self != Self::Agency || entity.shown.chars().all(char::is_uppercase);
        let mut nouns = entity.words.iter().filter(|word| is_body_noun(word)).peekable();
        nouns.peek().is_none() && named || nouns.any(|noun| self.names().contains(&noun.as_str()))
    }

    /// The nouns in names of such bodies.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Company => &[
                "airline",
                "airlines",
                "bank",
                "brewery",
                "chain",
                "company",
                "corporation",
                "exchange",
                "fund",
                "group",
                "network",
                "paper",
                "station",
                "theater",
                "theatre",
                "trust",
            ],
            Self::Agency => &[
                "administration",
                "agency",
                "authority",
                "board",
                "bureau",
                "centre",
                "center",
                "commission",
                "department",
                "ministry",
                "office",
                "service",
            ],
            Self::Group => &[
                "alliance",
                "association",
                "campaign",
                "center",
                "centre",
                "charity",
                "coalition",
                "committee",
                "council",
                "federation",
                "foundation",
                "fund",
                "group",
                "institute",
                "league",
                "movement",
                "network",
                "organization",
                "organisation",
                "society",
                "trust",
                "union",
            ],
            Self::Club => &["city", "club", "county", "team", "town"],
            Self::Press => &[
                "advertiser",
                "argus",
                "chronicle",
                "courant",
                "courier",
                "dispatch",
                "echo",
                "enquirer",
                "examiner",
                "express",
                "gazette",
                "globe",
                "guardian",
                "herald",
                "independent",
                "inquirer",
                "journal",
                "mail",
                "mirror",
                "news",
                "observer",
                "post",
                "register",
                "review",
                "sentinel",
                "standard",
                "star",
                "telegraph",
                "times",
                "tribune",
            ],
        }
    }
}

fn is_body_noun(word: &str) -> bool {
    Lexicon::english().class_of(word).meets(Class::HEAD_BODY)
}

/// Tells whether a naming says that its bearer is sold in parts, earns, or is run: “shares of
/// *Lumenis*”, “*Lumenis* shares”, “*Lumenis*’s profit”, “founded *Lumenis*”.
pub(super) fn is_traded(scene: &Scene<'_>, mention: &Mention) -> bool {
    let tokens = &mention.tokens;
    let before = |back: usize| tokens.start.checked_sub(back).map_or("", |at| scene.word(at));
    let behind = tokens.end + usize::from(scene.has(tokens.end, Class::POSSESSIVE_END));
    match before(1) {
        "runs" | "founded" | "co-founded" | "owns" | "acquired" | "acquire" => true,
        "of" | "in" if is_share(before(2)) => true,
        _ => is_share(scene.word(behind)),
    }
}

fn is_share(word: &str) -> bool {
    matches!(
        word,
        "share"
            | "shares"
            | "Shares"
            | "stock"
            | "shareholders"
            | "profit"
            | "profits"
            | "earnings"
            | "revenue"
            | "customers"
            | "employees"
            | "subsidiary"
            | "headquarters"
            | "products"
    )
}
