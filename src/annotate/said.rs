//! Whether somebody says a stretch in marks, or it is a title, a nickname, a word held at a
//! distance.
//!
//! The tags of its tokens tell most of it. What they say of the stretches beside it, how likely
//! there is a cue and what the stretch looks like say the rest: boosted trees put it together.

use super::cue::Scene;
use super::judge;
use super::lexicon::Class;
use super::mention::MentionKind;
use super::prepare::{Block, Segment};
use super::reading::relative;
use super::tag::{Pointed, Tagged};
use super::token::{Shape, Token};
use std::ops::Range;

/// How many features a stretch in marks has.
pub const FEATURES: usize = 16;

/// How likely it must be that somebody says a stretch, as a logarithm of odds: in held-out training
/// articles as much speech is lost then as is shown that nobody says.
const LEAST: f32 = 0.45;

/// What is known of no stretch.
const NONE: f32 = -1.0;

/// What is known of the stretches in marks of a part, up to one of them.
pub(crate) struct Known {
    /// How likely the stretches so far are said, all together, and how many they are.
    said: (f32, f32),
}

/// The stretches in marks of a few sentences, with what the tagger says.
pub(crate) struct Marked<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) segments: &'a [Segment],
    /// Where each of them points.
    pub(crate) pointed: &'a [Pointed],
    /// The tokens around, from `start` on.
    pub(crate) tagged: &'a [Tagged],
    pub(crate) start: usize,
    /// The tokens of a sentence that holds a token.
    pub(crate) sentence: &'a dyn Fn(usize) -> Range<usize>,
}

/// Tells whether somebody says a stretch with such features, by the sum of the trees.
pub(crate) fn is_said(sum: f32) -> bool {
    sum >= LEAST
}

/// Longest label before words in marks.
const LABEL: usize = 3;

/// Fewest words of a sentence in marks that is surely said: of one that has an end and a closing mark,
/// and of any.
const SENTENCE: usize = 2;
const CLAUSE: usize = 4;

/// Tells whether a stretch is said whatever the trees say: a sentence of two words or more in marks of
/// its own, one that its mark re-opens, or the rest of one that is said. Of such sentences of the training
/// articles with four words or more 2,541 of 2,555 at the beginning of a block are said, 1,103 of 1,105
/// behind others that are said, 186 of 189 behind a colon, and 27 of 31 behind a sentence without marks; of
/// those with two or three 33 of 35.
pub(crate) fn is_surely_said(
    scene: &Scene<'_>,
    segment: &Segment,
    block: &Block<'_>,
    sentence: &Range<usize>,
    was_said: bool,
) -> bool {
    let Range { start, end } = segment.tokens.clone();
    // A mark that is re-opened in the next block is not closed in this one.
    let closed = usize::from(segment.mark.inner.end < segment.mark.outer.end);
    let marks = |marks: &[char]| {
        let last = end.checked_sub(1 + closed);
        last.is_some_and(|last| marks.iter().any(|&mark| scene.is(last, mark)))
    };
    // Not “(CROSSTALK.)”, nor what is left of mark-up.
    let told = scene.token(start + 1).is_some_and(Token::is_word);
    let words = || (start..end).filter_map(|at| scene.token(at)).filter(|token| token.is_word());
    let ends = marks(&['.', '?', '!', '…']);
    let is_sentence = || {
        let count = words().take(CLAUSE).count();
        words().next().is_some_and(Token::is_capital)
            && match count {
                CLAUSE => !judge::is_titled(scene, segment),
                // “Write that.”, but not “The Martian.”, nor what no mark closes
                _ => {
                    let capitals = words().filter(|word| word.is_capital()).count();
                    let titled = capitals > 1 && judge::has_capitals(scene, segment);
                    ends && closed > 0 && count >= SENTENCE && !titled
                }
            }
    };
    let opens = start == block.tokens.start && !block.headline && (ends || marks(&[',']));
    let colon = start.checked_sub(1).is_some_and(|before| scene.is(before, ':'));
    let follows = (start == sentence.start || colon) && ends;
    let goes_on = || segment.mark.continues || parting(scene, segment, block).is_some();
    let parted = || start == sentence.start && is_parted_behind(scene, segment, block);
    told && (was_said && goes_on() || (opens || follows) && is_sentence() || parted())
}

/// Most tokens of who says it where that parts a sentence in marks.
const PARTING: usize = 12;

/// “…,” *Venn said*, “and it will rain”: returns who says it between a stretch and the one before it, if
/// the stretch goes on with the sentence of that. In the training articles all 51 of such are said.
pub(crate) fn parting(
    scene: &Scene<'_>,
    segment: &Segment,
    block: &Block<'_>,
) -> Option<Range<usize>> {
    let start = segment.tokens.start;
    let behind = block.segments.partition_point(|other| other.tokens.start < start);
    let before = behind.checked_sub(1).and_then(|last| block.segments.get(last));
    let before = before.filter(|it| it.mark.inner.of(scene.text).ends_with(','))?;
    let between = before.tokens.end..start;
    let small = scene.token(start + 1).is_some_and(|token| token.shape == Shape::Lower);
    let parts = small
        && (3..=PARTING).contains(&between.len())
        && scene.is(start - 1, ',')
        && between.clone().all(|at| scene.is_plain_word(at) || scene.is(at, ','));
    parts.then_some(between)
}

/// “*It rained,*” Venn said, “and …”: tells whether the stretch behind it goes on with its sentence. In the
/// training articles all 61 of such with who says it between are said.
fn is_parted_behind(scene: &Scene<'_>, segment: &Segment, block: &Block<'_>) -> bool {
    let end = segment.tokens.end;
    let behind = block.segments.partition_point(|other| other.tokens.start < end);
    block.segments.get(behind).is_some_and(|next| parting(scene, next, block).is_some())
}

/// VENN: “No.”: tells whether a stretch ends as a sentence does and all else of its block is a label.
pub(crate) fn is_labelled(scene: &Scene<'_>, segment: &Segment, block: &Block<'_>) -> bool {
    let Range { start, end } = segment.tokens.clone();
    let capital = |at: usize| scene.token(at).is_some_and(Token::is_capital);
    let label = block.tokens.start..start.saturating_sub(1);
    (1..=LABEL).contains(&label.len())
        && label.clone().all(capital)
        && scene.is(label.end, ':')
        && end == block.tokens.end
        && segment.mark.inner.of(scene.text).ends_with(['.', '?', '!', '…'])
}

/// “…” — *Ana Ruiz*: tells whether a line of its own, or the one under it, is signed.
pub(crate) fn is_signed(scene: &Scene<'_>, segment: &Segment) -> bool {
    let end = segment.tokens.end;
    scene.begins_line(segment.tokens.start)
        && scene.token(end).is_some_and(Token::is_dash)
        && scene.token(end + 1).is_some_and(Token::is_capital)
}

/// Most words between “is how” and the verb.
const SUBJECT: usize = 8;

/// “*Horrible*” is how Venn described it: tells whether what follows a stretch names who says so.
pub(crate) fn is_described(scene: &Scene<'_>, segment: &Segment) -> bool {
    let is = segment.tokens.end;
    let led =
        matches!(scene.word(is), "is" | "was") && matches!(scene.word(is + 1), "how" | "what");
    let plain = |&at: &usize| scene.is_plain_word(at);
    let mut words = (is + 2..is + 2 + SUBJECT).take_while(plain);
    led && words.any(|at| scene.has(at, Class::CUE))
}

/// Most words of a line that asks to follow somebody, up to where.
const FOLLOWED: usize = 12;

/// “*Follow Ana Ruiz on Twitter.*”: tells whether a line in marks is none of the text but of whoever
/// prints it.
pub(crate) fn is_sign_off(scene: &Scene<'_>, segment: &Segment) -> bool {
    let Range { start, end } = segment.tokens;
    let first = (start..end).find(|&at| scene.token(at).is_some_and(Token::is_word));
    let asks = |first: &usize| scene.word(*first) == "Follow" && scene.begins_line(start);
    first.filter(asks).is_some_and(|first| {
        let near = first + 1..end.min(first + FOLLOWED);
        near.into_iter().any(|at| {
            scene.is(at, '@')
                || scene.word(at) == "on"
                    && matches!(scene.word(at + 1), "Twitter" | "Facebook" | "Instagram" | "X")
        })
    })
}

/// “…”: *Ana Ruiz* on her first film: tells whether a headline begins with a stretch and goes on to
/// name who says it.
pub(crate) fn is_headed(scene: &Scene<'_>, segment: &Segment, block: &Block<'_>) -> bool {
    let Range { start, end } = segment.tokens;
    let named = scene.mention_from(end + 1).and_then(|index| scene.mentions.get(index));
    let opens = start == block.tokens.start && end < block.tokens.end;
    block.headline
        && opens
        && scene.is(end, ':')
        && named.is_some_and(|mention| mention.kind == MentionKind::Named)
}

impl Known {
    /// Nothing yet: most stretches are said.
    pub(crate) fn new() -> Self {
        Self { said: (0.9, 1.0) }
    }

    /// Returns the features of each stretch, in order.
    pub(crate) fn features(&mut self, marked: &Marked<'_>) -> Vec<[f32; FEATURES]> {
        let contents: Vec<f32> =
            marked.segments.iter().map(|segment| mean(marked.content(&segment.tokens))).collect();
        let features = (0..).zip(marked.segments.iter().zip(marked.pointed));
        let features = features.map(|(index, (segment, pointed))| {
            let features = self.read(marked, index, segment, pointed, &contents);
            let own = contents.get(index).copied().unwrap_or_default();
            self.said = (self.said.0 + own, self.said.1 + 1.0);
            features
        });
        features.collect()
    }

    fn read(
        &self,
        marked: &Marked<'_>,
        index: usize,
        segment: &Segment,
        pointed: &Pointed,
        contents: &[f32],
    ) -> [f32; FEATURES] {
        let scene = marked.scene;
        let of = |index: Option<usize>| index.and_then(|at| contents.get(at)).copied();
        let sentence = (marked.sentence)(segment.tokens.start);
        let beside = marked
            .segments
            .iter()
            .zip(contents)
            .enumerate()
            .filter(|(other, pair)| *other != index && sentence.contains(&pair.0.tokens.start));
        let beside = mean(beside.map(|(_, (_, content))| *content));
        // A sentence may be much longer than what was tagged.
        let tagged = marked.start..marked.start + marked.tagged.len();
        let near = sentence.start.max(tagged.start)..sentence.end.min(tagged.end);
        let around = near.filter(|at| !segment.tokens.contains(at));
        let cues: Vec<f32> = around.filter_map(|at| marked.cue(at)).collect();
        let cue = pointed.cue.and_then(|(at, likely)| Some((at, likely, marked.cue(at)?)));
        let words = scene.tokens.get(segment.tokens.clone()).unwrap_or_default().iter();
        let words = || words.clone().filter(|token| token.is_word());
        let capitals = words().filter(|token| token.is_capital()).count();
        let own = || marked.content(&segment.tokens);
        [
            mean(own()),
            own().fold(NONE, f32::max),
            own().next().unwrap_or(NONE),
            own().next_back().unwrap_or(NONE),
            cues.iter().sum(),
            cues.iter().copied().fold(0.0, f32::max),
            cue.map_or(NONE, |cue| cue.2),
            cue.map_or(NONE, |cue| cue.1),
            cue.map_or(NONE, |cue| strength(scene, cue.0)),
            f32::from(judge::reason(scene, segment) as u8),
            segment.mark.inner.len() as f32,
            capitals as f32 / words().count().max(1) as f32,
            beside,
            self.said.0 / self.said.1,
            of(index.checked_add(1)).unwrap_or(NONE),
            of(index.checked_sub(1)).unwrap_or(NONE),
        ]
    }
}

impl Marked<'_> {
    /// How likely each token of a stretch is content.
    fn content(&self, tokens: &Range<usize>) -> impl DoubleEndedIterator<Item = f32> {
        let own = self.tagged.get(relative(tokens, self.start)).unwrap_or_default();
        own.iter().map(|tagged| f32::from(tagged.content) / 255.0)
    }

    /// How likely a token is part of a cue.
    fn cue(&self, at: usize) -> Option<f32> {
        let tagged = self.tagged.get(at.checked_sub(self.start)?)?;
        Some(f32::from(tagged.cue) / 255.0)
    }
}

/// How surely a word reports, whatever stands around it.
fn strength(scene: &Scene<'_>, at: usize) -> f32 {
    let cue = if scene.has(at, Class::CUE) { 1.0 } else { 0.0 };
    cue - if scene.has(at, Class::CUE_WEAK) { 0.5 } else { 0.0 }
}

fn mean(values: impl Iterator<Item = f32>) -> f32 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { NONE }
}
