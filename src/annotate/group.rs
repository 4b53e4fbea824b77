//! From tags to attributions: which content, cue and source belong together.
//!
//! Tags say for each stretch on which side its cue stands; stretches that point to one cue are
//! one attribution. What stands in marks is reported as a whole or not at all.

use super::cue::Scene;
use super::lexicon::Class;
use super::prepare::Block;
use super::tag::Tag;
use super::token::Token;
use std::ops::Range;

/// One attribution in tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) cue: Option<Range<usize>>,
    pub(crate) source: Option<Range<usize>>,
    /// Reported words, in order.
    pub(crate) contents: Vec<Range<usize>>,
    /// Indexes of the segments that lie in them.
    pub(crate) segments: Vec<usize>,
}

/// A stretch of tokens with one kind of tag.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) tag: Tag,
    pub(crate) tokens: Range<usize>,
}

/// Reads the attributions of one block, in order. The last may have no content: what it reports
/// stands in the next block.
pub(crate) fn groups(
    scene: &Scene<'_>,
    tags: &[Tag],
    block: &Block<'_>,
    quotes_in_singles: bool,
) -> Vec<Group> {
    let mut reader = Reader::new(scene);
    let mut sentences = block.sentences.iter().peekable();
    let mut opening = block.tokens.start;
    let mut segments = block.segments.iter().peekable();
    for run in runs(tags, block.tokens.clone()) {
        while let Some(next) = sentences.next_if(|s| s.tokens.start <= run.tokens.start) {
            opening = next.tokens.start;
            reader.next_sentence();
        }
        while segments.next_if(|s| s.tokens.end <= run.tokens.start).is_some() {}
        let marked = run.tag.is_content()
            && segments.peek().is_some_and(|s| s.tokens.start <= run.tokens.start);
        reader.read(run, opening, marked);
    }
    let mut groups = reader.groups;
    let last = groups.len().saturating_sub(1);
    let mut index = 0;
    groups.retain(|group| {
        index += 1;
        !group.contents.is_empty() || index > last
    });
    // Words in marks whose cue never came are said all the same.
    let mut contents = reader.waiting;
    contents.retain(|content| {
        let from = block.segments.partition_point(|s| s.tokens.start < content.start);
        block.segments.get(from).is_some_and(|segment| segment.tokens.end <= content.end)
    });
    if !contents.is_empty() {
        groups.push(Group { contents, ..Group::default() });
    }
    for group in &mut groups {
        group.contents.sort_by_key(|content| content.start);
    }
    groups.sort_by_key(|group| group.contents.first().map_or(usize::MAX, |c| c.start));
    add_segments(&mut groups, block, quotes_in_singles);
    groups
}

/// Gives each segment to the group whose content covers it.
///
/// Single marks in an article that quotes in double ones hold a headline's claim or a word of
/// doubt: they may be reported, but are no quotation in marks.
pub(crate) fn add_segments(groups: &mut [Group], block: &Block<'_>, quotes_in_singles: bool) {
    let mut contents: Vec<(Range<usize>, usize)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        contents.extend(group.contents.iter().map(|content| (content.clone(), index)));
    }
    contents.sort_by_key(|(content, _)| content.start);
    for (index, segment) in block.segments.iter().enumerate() {
        if segment.mark.single && !quotes_in_singles {
            continue;
        }
        let behind = contents.partition_point(|(content, _)| content.start <= segment.tokens.start);
        let around = behind.checked_sub(1).and_then(|at| contents.get(at));
        if let Some((_, owner)) = around.filter(|(c, _)| segment.tokens.end <= c.end)
            && let Some(group) = groups.get_mut(*owner)
        {
            group.segments.push(block.first_segment + index);
        }
    }
}

/// Puts the runs of a block together, from its first to its last.
struct Reader<'a> {
    scene: &'a Scene<'a>,
    groups: Vec<Group>,
    /// Contents that wait for a cue, with the sources before it.
    waiting: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
    /// The source of the last cue of the sentence.
    shared: Option<Range<usize>>,
    /// The last group has the source of the cue before it.
    is_shared: bool,
    /// The last group whose words stand in marks.
    quoting: Option<usize>,
    /// Whether a content in marks waits.
    marked: bool,
}

impl<'a> Reader<'a> {
    fn new(scene: &'a Scene<'a>) -> Self {
        Self {
            scene,
            groups: Vec::new(),
            waiting: Vec::new(),
            sources: Vec::new(),
            shared: None,
            is_shared: false,
            quoting: None,
            marked: false,
        }
    }

    fn next_sentence(&mut self) {
        self.sources.clear();
        self.shared = None;
    }

    /// The source of a cue: the one named last whose clause is still open, else that of the cue
    /// before it in the sentence.
    fn source_of(&mut self, cue: &Range<usize>, opening: usize) -> Option<Range<usize>> {
        let last = self.sources.pop().or_else(|| self.shared.clone())?;
        let is_relative = last.len() == 1 && self.scene.has(last.start, Class::RELATIVE);
        // “Venn, who runs the port, *said*”: the comma closes the clause of “who”.
        let closed = (last.end..cue.start).any(|at| self.scene.is(at, ','));
        if !is_relative || !closed {
            return Some(last);
        }
        let outer = self.sources.pop();
        let meant = || {
            let mention = self.scene.antecedent(last.start, opening)?;
            Some(self.scene.mentions.get(mention)?.tokens.clone())
        };
        outer.or_else(meant).or(Some(last))
    }

    /// A cue without the marks at its end, unless it is nothing else (“Venn:”).
    fn words(&self, cue: Range<usize>) -> Range<usize> {
        let is_word = |&at: &usize| self.scene.token(at).is_some_and(Token::is_word);
        match cue.clone().rev().find(is_word) {
            Some(last) => cue.start..last + 1,
            None => cue,
        }
    }

    /// Gives the last cue a source behind it, if it has none of its own.
    fn add_source_behind(&mut self, tokens: Range<usize>) {
        let Some(group) = self.groups.last_mut().filter(|group| group.cue.is_some()) else {
            return;
        };
        let cue = group.cue.as_ref().map_or(0, |cue| cue.start);
        match &mut group.source {
            // One source whose parts a comma or a stray word divides.
            Some(source) if source.start > cue && tokens.start <= source.end + 1 => {
                source.end = tokens.end;
            }
            Some(_) if !self.is_shared => {}
            source => {
                *source = Some(tokens);
                self.is_shared = false;
            }
        }
        self.shared.clone_from(&group.source);
    }

    fn read(&mut self, run: Run, opening: usize, marked: bool) {
        match run.tag {
            Tag::Out => {}
            Tag::SourceBefore => match self.sources.last_mut() {
                // One source whose parts a comma or a stray word divides.
                Some(last) if run.tokens.start <= last.end + 1 => last.end = run.tokens.end,
                _ => self.sources.push(run.tokens),
            },
            Tag::SourceBehind => self.add_source_behind(run.tokens),
            Tag::Cue => {
                self.is_shared = self.sources.is_empty();
                let source = self.source_of(&run.tokens, opening);
                self.shared.clone_from(&source);
                let contents = std::mem::take(&mut self.waiting);
                if std::mem::take(&mut self.marked) {
                    self.quoting = Some(self.groups.len());
                }
                self.groups.push(Group {
                    cue: Some(self.words(run.tokens)),
                    source,
                    contents,
                    segments: Vec::new(),
                });
            }
            Tag::FirstBefore | Tag::InsideBefore => {
                self.waiting.push(run.tokens);
                self.marked |= marked;
            }
            Tag::FirstBehind | Tag::InsideBehind => {
                // “…,” she said, referring to the vote. “…”: a sentence in marks goes on with
                // what was said in marks before it.
                let last = self.groups.len().checked_sub(1);
                let target = if marked && run.tokens.start == opening {
                    self.quoting.or(last)
                } else {
                    last
                };
                match target.and_then(|index| self.groups.get_mut(index)) {
                    Some(group) => group.contents.push(run.tokens),
                    None => {
                        self.groups.push(Group { contents: vec![run.tokens], ..Group::default() })
                    }
                }
                if marked && self.quoting.is_none() {
                    self.quoting = target;
                }
            }
        }
    }
}

/// Returns the stretches of one kind of tag in a range of tokens, in order.
pub(crate) fn runs(tags: &[Tag], block: Range<usize>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for at in block {
        let Some(&tag) = tags.get(at) else { break };
        if tag == Tag::Out {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.tokens.end == at && continues(run.tag, tag) => run.tokens.end = at + 1,
            _ => runs.push(Run { tag, tokens: at..at + 1 }),
        }
    }
    runs
}

fn continues(before: Tag, tag: Tag) -> bool {
    tag == tag.further() && before.further() == tag
}
