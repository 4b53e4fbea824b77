//! Whom a sentence begins with, where the network took somebody in the clause that hangs on them.

use super::Finder;
use crate::annotate::cue::Subject;
use crate::annotate::frame;
use crate::annotate::group::Group;
use crate::annotate::lexicon::Class;
use crate::annotate::prepare::Block;

/// Most words between whom a sentence begins with and the clause that hangs on them.
const NEAR: usize = 8;

impl Finder<'_> {
    /// “*A driver who* left before the case began *said*”: whoever the clause hangs on, where its own
    /// subject or object was found.
    pub(super) fn outer(
        &self,
        inner: &Subject,
        group: &Group,
        block: &Block<'_>,
    ) -> Option<Subject> {
        let scene = self.scene;
        let verb = group.cue.clone()?.rev().find(|&at| scene.has(at, Class::CUE_INVERTS))?;
        let at = block.sentences.partition_point(|sentence| sentence.tokens.end <= verb);
        let sentence = &block.sentences.get(at)?.tokens;
        let joined = matches!(scene.word(sentence.start), "But" | "And" | "Yet" | "So");
        let start = sentence.start + usize::from(joined);
        let mention = scene.mention_from(start)?;
        let end = scene.mentions.get(mention)?.tokens.end;
        let who = |at: &usize| matches!(scene.word(*at), "who" | "that" | "which");
        let verbs = |at: usize| frame::is_finite(scene, at) || scene.has(at, Class::ANY_CUE);
        let near = (end..end + NEAR).take_while(|&at| !verbs(at));
        let clause = near.into_iter().find(who)?;
        let begins = scene.word(clause) == "who" || verbs(clause + 1);
        let begins = begins || scene.word(clause + 1).ends_with('s');
        let plain = begins && (start..verb).all(|at| scene.is_plain_word(at));
        // “the driver *who Venn* said …”, “a driver who *hoped that Venn* said …”, “known *as Venn*”
        let before = inner.tokens.start.checked_sub(1)?;
        let that = before - usize::from(scene.word(before) == "that" && before > clause);
        let own = that <= clause || scene.has(that, Class::ANY_CUE) || scene.word(that) == "as";
        let inside = clause < inner.tokens.start && inner.tokens.end <= verb;
        (plain && inside && !own).then_some(Subject { mention, tokens: start..verb })
    }
}
