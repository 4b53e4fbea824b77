//! People whom a noun phrase names: whose somebody is, to whom something goes.

use super::{Chunker, Mention, MentionKind};
use crate::annotate::lexicon::{Class, given, nouns};
use crate::annotate::source;
use crate::annotate::token::Token;
use std::ops::Range;

impl Chunker<'_> {
    /// “*his* father”: of whom a text speaks that calls somebody a relative.
    pub(super) fn owner_of(&self, outer: &Mention) -> Option<Mention> {
        let start = outer.tokens.start;
        let own = self.token(start).filter(|token| token.has(Class::POSSESSIVE))?;
        let kin = outer.name.start == start + 1 && nouns::is_kin(self.word(outer.name.end - 1));
        let class = source::pronoun(own.span.of(self.text))
            .filter(|class| kin && class.meets(Class::HE.or(Class::SHE)))?;
        Some(self.pronoun(start, class))
    }

    /// Returns the people by name inside of a noun phrase: “*Ada Venn*’s doctor”, “a letter to *Gov.
    /// Tom Bell*”. O(n) in its tokens.
    pub(super) fn people_in(&self, outer: &Mention) -> impl Iterator<Item = Mention> {
        let Range { start, end } = outer.tokens;
        let mut at = start;
        // Where the phrase begins that the name may end.
        let mut from = at;
        std::iter::from_fn(move || {
            while at < end {
                let token = self.token(at)?;
                // Most are small.
                if !token.is_capital() || !self.is_name_part(at) {
                    from = if token.has(Class::PREPOSITION) { at + 1 } else { from };
                    at += 1;
                    continue;
                }
                let run = self.name_run(at);
                at = run.end;
                let owner = self.token(at).is_some_and(|t| t.has(Class::POSSESSIVE_END));
                let led = from > start && !self.modifies(at);
                let person = self.named(from, run);
                if (owner || led) && at <= end && is_person(self.text, self.tokens, &person) {
                    return Some(person);
                }
            }
            None
        })
    }
}

/// Tells whether a name shows that it is a person's: by a title or a given name.
pub(crate) fn is_person(text: &str, tokens: &[Token], mention: &Mention) -> bool {
    let name = &mention.name;
    let given = || tokens.get(name.start).is_some_and(|first| given::is_given(text, first));
    mention.kind == MentionKind::Named
        && !mention.class.meets(Class::HEAD_BODY)
        && (name.start > mention.tokens.start || name.len() > 1 && given())
}
