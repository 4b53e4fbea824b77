//! Whom others quote: “The agency quoted *Venn* as saying”, “*Venn* was cited by the agency as saying”.
//!
//! Who passes the words on says nothing of its own.

use super::{Finder, REACH};
use crate::annotate::cue::Subject;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::prepare::Block;
use crate::annotate::token::Token;

/// Most tokens between “saying” and the words, a mark or “that”.
const BETWEEN: usize = 2;

/// Verbs that pass on what somebody else said.
const QUOTES: [&str; 6] = ["quoted", "quotes", "quoting", "cited", "cites", "citing"];

impl Finder<'_> {
    /// “The Echo *quoted Venn as saying* it rained”: whom it quotes is no part of what was said. Tells
    /// whether anything else is left of a group.
    pub(super) fn is_more_than_quoted(&self, group: &mut Group, block: &Block<'_>) -> bool {
        let scene = self.scene;
        let verb =
            group.cue.clone().and_then(|mut cue| cue.find(|&at| QUOTES.contains(&scene.word(at))));
        let Some(verb) = verb else { return true };
        let saying = (verb + 1..block.tokens.end.min(verb + REACH))
            .take_while(|&at| scene.is_plain_word(at) || scene.is(at, ','))
            .find(|&at| scene.word(at) == "as" && scene.word(at + 1) == "saying");
        let Some(saying) = saying.map(|at| at + 1) else { return true };
        // “…,” Venn *was quoted as saying*: what stands before is said as well.
        group.contents.retain(|content| content.end <= verb || content.end > saying + 1);
        for content in group.contents.iter_mut().filter(|content| content.end > verb) {
            content.start = content.start.max(saying + 1);
        }
        group.cue = Some(saying..saying + 1);
        !group.contents.is_empty()
    }

    /// Whoever is quoted as saying the words.
    pub(super) fn quoted_as(&self, group: &Group, block: &Block<'_>) -> Option<Subject> {
        let scene = self.scene;
        let first = group.contents.first()?.start;
        let near = first.saturating_sub(BETWEEN + 1).max(block.tokens.start)..first;
        let says = |at: &usize| matches!(scene.word(*at), "saying" | "telling");
        // “*was quoted as saying* by the agency that”
        let cued = || group.cue.clone().and_then(|cue| cue.rev().find(says));
        let saying = near.rev().find(says).or_else(cued)?;
        let as_ = saying.checked_sub(1).filter(|&at| scene.word(at) == "as")?;
        let reach = as_.saturating_sub(REACH).max(block.tokens.start)..as_;
        let inside = |&at: &usize| scene.token(at).is_some_and(|t| !t.quoted && !t.is('.'));
        let verb = reach.rev().take_while(inside).find(|&at| QUOTES.contains(&scene.word(at)))?;
        // “has quoted” is no passive, “has been quoted” is one.
        let helper = verb.checked_sub(1).filter(|&at| scene.has(at, Class::AUXILIARY));
        if helper.is_some_and(|at| !matches!(scene.word(at), "has" | "had" | "have")) {
            return scene.adjacent_subject(verb, block.tokens.start);
        }
        let index = scene.mentions.partition_point(|mention| mention.tokens.start <= verb);
        let mention = scene.mentions.get(index)?;
        let led = (verb + 1..mention.tokens.start).all(|at| {
            scene.token(at).is_some_and(Token::is_word) && !scene.has(at, Class::GRAMMAR)
        });
        let whole = led && mention.tokens.end <= as_;
        whole.then(|| Subject {
            mention: index,
            tokens: mention.tokens.start..mention.full.end.min(as_),
        })
    }
}
