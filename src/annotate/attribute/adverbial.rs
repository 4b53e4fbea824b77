//! What a sentence begins with before whoever speaks, and is no word of theirs.

use super::Finder;
use crate::annotate::frame;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::token::Token;
use std::ops::Range;

impl Finder<'_> {
    /// “*Reflecting on the war,* she said it had rained”, but “*Leaving early*, she said, was no
    /// option”: takes a participle and what hangs on it from a group that goes on with a whole clause.
    pub(super) fn drop_adverbial(&self, group: &mut Group) {
        let [first, second, ..] = group.contents.as_slice() else { return };
        let cued =
            group.cue.as_ref().is_some_and(|cue| first.end <= cue.start && cue.end <= second.start);
        if cued && self.is_adverbial(first) && self.is_clause(second.start) {
            group.contents.remove(0);
        }
    }

    /// Tells whether a stretch without marks is a participle with what hangs on it.
    fn is_adverbial(&self, content: &Range<usize>) -> bool {
        let first = content.start;
        let word = self.scene.word(first);
        (word.ends_with("ing") || word.ends_with("ed"))
            && self.scene.token(first).is_some_and(|t| t.is_capital() && !t.has(Class::PREPOSITION))
            && content
                .clone()
                .all(|at| !self.scene.is_quoted(at) && !frame::is_finite(self.scene, at))
    }

    /// Tells whether a clause of its own begins at a token: what goes on with another begins with a verb.
    fn is_clause(&self, at: usize) -> bool {
        let marked = self.scene.token(at).is_some_and(|token| !token.is_word());
        let first = at + usize::from(marked);
        let begins = Class::PRONOUN.or(Class::DETERMINER).or(Class::POSSESSIVE);
        self.scene.has(first, begins) || self.scene.token(first).is_some_and(Token::is_capital)
    }
}
