//! Headlines: who says so before a colon or behind a mark, and what ends with a verb of theirs.

use super::words::is_hearing;
use super::{Framed, Frames, LEAST, NOUNS, REST};
use crate::annotate::lexicon::Class;
use crate::annotate::mention::{Mention, MentionKind};
use crate::annotate::token::Token;
use std::ops::Range;

/// Most tokens of who says so at the end of a headline, the mark before them included.
const CLOSING: usize = 3;
/// How many mentions behind a headline are searched for a name: keeps headlines linear.
const KNOWN: usize = 200;
/// Words for them, beside nouns for people and bodies.
const CLOSERS: [&str; 12] = [
    "report", "study", "survey", "poll", "sources", "source", "media", "minister", "trial",
    "research", "data", "figures",
];

impl Frames<'_> {
    /// “*Police:* Two held after the raid”: a headline that begins with who says so.
    pub(super) fn headed(&self) -> Option<Framed> {
        let start = self.sentence.start;
        let mention = self.mention_at(start)?;
        let colon = mention.tokens.end;
        let speaks = mention.class.meets(Class::HEADS) || mention.kind == MentionKind::Nominal;
        let content = colon + 1..self.end();
        let found = self.is_headline()
            && self.scene.is(colon, ':')
            && mention.tokens == mention.name
            && (speaks || self.is_known(mention))
            && (mention.kind == MentionKind::Named
                || self.scene.token(content.start).is_some_and(Token::is_capital))
            && self.is_clause(&content);
        let source = mention.tokens.clone();
        found.then(|| Framed { contents: [start..start, content], cue: colon..colon + 1, source })
    }

    /// Tells whether the sentence is a line of its own that no mark ends.
    fn is_headline(&self) -> bool {
        let Range { start, end } = *self.sentence;
        self.end() == end && self.scene.begins_line(start) && self.scene.begins_line(end)
    }

    /// “*Venn:* we were robbed”: tells whether the text goes on to let a name speak.
    fn is_known(&self, mention: &Mention) -> bool {
        let name = self.scene.word(mention.name.end - 1);
        let end = mention.tokens.end;
        let behind = self.scene.mentions.partition_point(|other| other.tokens.start < end);
        mention.kind == MentionKind::Named
            && self.scene.mentions.iter().skip(behind).take(KNOWN).any(|other| {
                other.kind == MentionKind::Named
                    && self.scene.word(other.name.end - 1) == name
                    && (self.says(other.full.end) || self.says(other.tokens.start.wrapping_sub(1)))
            })
    }

    /// “Two held after the raid*: police*”, “Truce near *- sources*”: a headline that ends with who says so.
    pub(super) fn closed(&self) -> Option<Framed> {
        let (start, end) = (self.sentence.start, self.end());
        let near = start.max(end.saturating_sub(CLOSING))..end;
        let mark = near.into_iter().rev().find(|&at| {
            self.scene.is(at, ':') || self.scene.token(at).is_some_and(|token| token.is_dash())
        })?;
        let source = mark + 1..end;
        let speaks = self.speaks(end - 1);
        let content = start..mark;
        let found = self.is_headline()
            && !source.is_empty()
            && speaks
            && source.clone().all(|at| self.scene.is_plain_word(at))
            && self.is_clause(&content);
        found.then(|| Framed { contents: [content, end..end], cue: mark..mark + 1, source })
    }

    /// Tells whether a noun at the end of a headline is for somebody who says it.
    fn speaks(&self, at: usize) -> bool {
        self.scene.has(at, Class::HEADS)
            || CLOSERS.contains(&self.scene.word(at).to_lowercase().as_str())
    }

    /// “Rail firm ‘ignored cracks’*, says worker*”, “Owner knew of leak*, inquest hears*”: a headline
    /// that ends with who says so, in words that no table lists if there are marks in it.
    pub(super) fn ended(&self) -> Option<Framed> {
        let (start, end) = (self.sentence.start, self.end());
        let quoted = |at: usize| self.scene.is_quoted(at);
        let near = start.max(end.saturating_sub(REST))..end;
        let mark = near.rev().find(|&at| self.scene.is(at, ',') || quoted(at));
        let mark = mark.filter(|_| self.is_headline())?;
        let from = mark + 1;
        let says = |at: usize| self.ends(at) || self.scene.word(at) == "tells";
        // Single marks may be none in an article of double ones.
        let is_marked = |at: usize| quoted(at) || ['‘', '\''].iter().any(|&m| self.scene.is(at, m));
        // The end of a line is the end of who says it.
        let (cue, source) = if says(from) {
            (from, from + 1..end)
        } else {
            let told = |at: usize| matches!(self.scene.word(at), "told" | "hears" | "heard");
            let heard = |at: usize| told(at) && is_hearing(self.scene, &(from..at));
            let cue = (from + 1..end).find(|&at| says(at) || heard(at))?;
            (cue, from..cue)
        };
        let content = start..mark + usize::from(quoted(mark));
        let tells = self.scene.word(cue) == "tells";
        let whole = !source.is_empty()
            && source.len() <= NOUNS
            && (from..end).all(|at| self.scene.is_plain_word(at))
            && (cue + 1 == end || cue < source.start || tells)
            && (content.clone().any(is_marked)
                || self.speaks(source.end - 1)
                || is_hearing(self.scene, &source))
            && content.len() > LEAST;
        whole.then(|| Framed { contents: [content, end..end], cue: cue..cue + 1, source })
    }
}
