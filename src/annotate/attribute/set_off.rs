//! Words that are set off from the text and need no marks: block quotations, posts, and what is
//! given in full behind “Venn wrote:”.

use super::around::Introduction;
use super::signed::{SIGNATURE, Signature};
use super::spoken::Spoken;
use super::{Finder, INTRODUCED};
use crate::annotate::cue::Subject;
use crate::annotate::lexicon::Class;
use crate::annotate::mention::MentionKind;
use crate::annotate::prepare::Block;
use crate::annotate::token::Token;
use crate::annotation::Evidence;
use std::ops::Range;

/// A stretch of blocks that are set off, with whoever says it.
pub(super) struct SetOff {
    /// How many blocks it has yet.
    blocks: usize,
    signature: Signature,
}

/// Fewest words that are set off.
const LEAST: usize = 2;
/// Words with which a letter is closed.
const CLOSES: [&str; 6] = ["Yours", "Sincerely", "Best", "Kind", "Regards", "Respectfully"];
/// How far before the colon the verb stands that introduces what is set off, in tokens.
const NEAR: usize = 4;

impl Finder<'_> {
    /// What a block says that is set off, the first of `rest`; nothing if it is not, or if nobody is
    /// named for it.
    pub(super) fn set_off(&mut self, rest: &[Block<'_>]) -> Option<Spoken> {
        let block = rest.first()?;
        let continues = self.set_off.is_some();
        let mut set_off = self.set_off.take().or_else(|| self.set_off_from(rest))?;
        let end = block.tokens.end.min(set_off.signature.start.max(block.tokens.start));
        let spoken = Spoken {
            words: block.tokens.start..end,
            subject: Some(set_off.signature.subject.clone()),
            evidence: Evidence::Introduced,
            confidence: INTRODUCED,
            continues,
        };
        set_off.blocks -= 1;
        self.set_off = Some(set_off).filter(|set_off| set_off.blocks > 0);
        Some(spoken)
    }

    /// Reads how far the first block and those behind it are set off, and who says it.
    fn set_off_from(&self, rest: &[Block<'_>]) -> Option<SetOff> {
        let first = rest.first()?;
        // What begins with a mark of any kind is read by its marks.
        let marked = |block: &Block<'_>| {
            let first = self.scene.token(block.tokens.start);
            !first.is_some_and(|first| {
                first.is_word() || first.is('@') || first.is('#') || first.is_dash()
            })
        };
        if first.headline || marked(first) || !self.has_words(first.tokens.clone(), LEAST) {
            return None;
        }
        if first.quotation {
            // Who says a block quotation is told before it or behind it, not inside.
            let open = rest.iter().take_while(|block| block.quotation && !marked(block));
            let quotations = if self.quotation_before { return None } else { open.count() };
            let last = rest.get(quotations - 1)?;
            if let Some(signature) = self.signed_block(last, rest.get(quotations)) {
                let line =
                    rest.get(quotations).filter(|next| next.tokens.contains(&signature.start));
                let blocks = quotations + usize::from(line.is_some());
                return Some(SetOff { blocks, signature });
            }
            let subject = self.introducer(first)?;
            let signature = Signature { subject, start: usize::MAX };
            return Some(SetOff { blocks: quotations, signature });
        }
        // A post: “… — Ana Ruiz (@ana) May 4”
        let next = rest.get(1);
        let account = self.has_account(first) || next.is_some_and(|next| self.has_account(next));
        if let Some(signature) = account.then(|| self.signed_block(first, next)).flatten()
            && self.names_account(&signature, next.unwrap_or(first))
        {
            let blocks = 1 + usize::from(signature.start >= first.tokens.end);
            return Some(SetOff { blocks, signature });
        }
        let subject = if self.introduces_whole() { self.introducer(first)? } else { return None };
        let open = rest.iter().skip(1).take_while(|block| !marked(block));
        let mut blocks = 1;
        for (index, block) in (2..).zip(open) {
            if block.tokens.clone().any(|at| self.scene.is_personal(at)) {
                blocks = index;
            } else if index > blocks + 1 {
                break;
            }
        }
        let subject = rest.get(blocks - 1).and_then(|last| self.closed_by(last)).unwrap_or(subject);
        Some(SetOff { blocks, signature: Signature { subject, start: usize::MAX } })
    }

    /// “Yours sincerely, *Mara Venn*”: who signs a letter in its last block.
    fn closed_by(&self, block: &Block<'_>) -> Option<Subject> {
        let short = block.tokens.len() <= SIGNATURE;
        let closes = short && CLOSES.contains(&self.scene.word(block.tokens.start));
        let from = self.scene.mentions.partition_point(|m| m.tokens.start < block.tokens.start);
        let inside = self.scene.mentions.iter().enumerate().skip(from);
        let inside = inside.take_while(|(_, m)| closes && m.tokens.start < block.tokens.end);
        let (mention, named) = inside.filter(|(_, m)| m.kind == MentionKind::Named).last()?;
        Some(Subject { mention, tokens: named.tokens.clone() })
    }

    /// Whoever signs a block at its end, or in the line under it.
    fn signed_block(&self, block: &Block<'_>, next: Option<&Block<'_>>) -> Option<Signature> {
        let dash = |&at: &usize| self.scene.token(at).is_some_and(Token::is_dash);
        let lines = block.tokens.clone().rev().filter(dash);
        let own = lines.take(NEAR).find_map(|start| {
            let line = start..block.tokens.end.min(start + SIGNATURE);
            Some(Signature { subject: self.signed(line)?, start })
        });
        let parted = |signature: &Signature| {
            self.scene.begins_line(signature.start) || self.names_account(signature, block)
        };
        own.filter(parted).or_else(|| {
            let line = next?.tokens.clone();
            let start = line.start;
            let subject = (line.len() <= SIGNATURE).then(|| self.signed(line)).flatten()?;
            Some(Signature { subject, start })
        })
    }

    /// Tells whether a block holds an at sign.
    fn has_account(&self, block: &Block<'_>) -> bool {
        let text = self.scene.span(block.tokens.clone()).of(self.scene.text);
        memchr::memchr(b'@', text.as_bytes()).is_some()
    }

    /// Tells whether a signature gives an account: “(@ana)”.
    fn names_account(&self, signature: &Signature, block: &Block<'_>) -> bool {
        let line = signature.start..block.tokens.end.max(signature.start);
        line.clone().any(|at| self.scene.is(at, '@') && self.scene.is(at.wrapping_sub(1), '('))
    }

    /// Whoever the block before introduces.
    fn introducer(&self, block: &Block<'_>) -> Option<Subject> {
        let fresh = |introduction: &&Introduction| introduction.block + 1 == block.number;
        let introduced = self.introduction.as_ref().filter(fresh);
        introduced.map(|introduction| introduction.subject.clone()).or_else(|| {
            // “Venn replied an hour later.”
            let sentence = self.last_sentence.clone().filter(|_| block.quotation)?;
            let subject = self.scene.main_subject(sentence.clone())?;
            let verb =
                (subject.tokens.end..sentence.end).find(|&at| !self.scene.has(at, Class::HELPS))?;
            let reports = self.scene.is_cue(verb, verb) && self.scene.has(verb, Class::CUE_INVERTS);
            reports.then_some(subject)
        })
    }

    /// “*Venn wrote:*”, “*Her statement in full:*”: tells whether the last sentence says that what
    /// follows is somebody’s words.
    fn introduces_whole(&self) -> bool {
        let Some(sentence) = self.last_sentence.clone() else { return false };
        let colon = sentence.end.saturating_sub(1);
        let near = sentence.start.max(colon.saturating_sub(NEAR))..colon;
        let verb = |at: usize| {
            self.scene.has(at, Class::CUE_INVERTS) && self.scene.is_cue(at, sentence.start)
        };
        self.scene.is(colon, ':')
            && (near.clone().any(verb) && !self.lists(colon)
                || near.clone().any(|at| self.scene.word(at) == "full"))
    }

    /// “said areas of change *include*:”: tells whether a list follows.
    fn lists(&self, colon: usize) -> bool {
        let last = colon.checked_sub(1).map_or("", |at| self.scene.word(at));
        matches!(last, "include" | "includes" | "are" | "were" | "following" | "this" | "these")
    }

    fn has_words(&self, tokens: Range<usize>, count: usize) -> bool {
        tokens.filter(|&at| self.scene.token(at).is_some_and(Token::is_word)).take(count).count()
            == count
    }
}
