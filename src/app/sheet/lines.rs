//! The lines of sheets: who said what in order, and a speaker's card.

use super::Subject;
use crate::anchor::Outcome;
use crate::annotation::{Evidence, Quote, QuoteKind, Speaker, SpeakerId};
use crate::app::reader::Reader;
use crate::document::Document;
use crate::search::WatchWords;
use crate::span::Span;
use uuid::Uuid;

/// One row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// The paragraph of the body that it speaks of, from 1.
    pub paragraph: Option<usize>,
    /// Its words.
    pub words: String,
    /// Where it leads.
    pub target: Option<Target>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading over the next lines.
    Heading,
    /// A speaker's name, by the place among the voices.
    Name(Option<usize>),
    /// Words of a quote, by its speaker's place among the voices.
    Words(Option<usize>),
    /// What is known besides.
    Detail,
    /// Nothing.
    Blank,
}

/// Where a line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a quote.
    Quote(usize),
    /// To a stretch of text.
    Passage(Span),
    /// It is this speaker, or nobody.
    Speaker(Option<SpeakerId>),
    /// It is somebody whom the article does not name.
    Somebody,
    /// To what a correction speaks of.
    Correction(Uuid),
    /// To the page of a link, by its number in the article.
    Link(usize),
}

/// A sheet in words; without lines if its subject is not there.
#[derive(Default)]
pub(super) struct Written {
    pub(super) title: String,
    pub(super) count: String,
    pub(super) lines: Vec<Line>,
}

/// Characters of a passage that a line shows, at the most: more than any screen is wide.
const LONGEST: usize = 400;
/// Characters around a mention.
const AROUND: usize = 60;

/// Bytes that are looked through for watch words, at the most: a key takes no longer in a longer
/// article.
const LOOKED_THROUGH: usize = 256 << 10;

/// Watch words that are listed, at the most.
const LISTED: usize = 2_000;

/// Writes the lines, in O(quotes and mentions).
pub(super) fn write(reader: &Reader, watch: &WatchWords, subject: Subject) -> Written {
    let writer = Writer::new(reader);
    match subject {
        Subject::Outline => writer.outline(),
        Subject::Card(speaker) => writer.card(speaker),
        Subject::Who(quote) => writer.who(quote),
        Subject::Same(speaker) => writer.same(speaker),
        Subject::Corrections => writer.corrections(),
        Subject::Links => writer.links(),
        Subject::Watched => writer.watched(watch),
    }
}

struct Writer<'r> {
    reader: &'r Reader,
    document: &'r Document,
    /// Where the paragraphs of the body begin.
    paragraphs: Vec<usize>,
}

impl<'r> Writer<'r> {
    fn new(reader: &'r Reader) -> Self {
        let document = reader.document();
        let paragraphs = document.body().map(|block| block.span.start).collect();
        Self { reader, document, paragraphs }
    }

    /// Two lines a quote: who, and what.
    fn outline(&self) -> Written {
        let quotes = &self.reader.briefing.annotations.quotes;
        let mut lines = Vec::with_capacity(quotes.len() * 2);
        let mut last = None;
        for (index, quote) in quotes.iter().enumerate() {
            let place = self.reader.voices.place(quote);
            if index == 0 || last != Some(quote.speaker) {
                let name = self.name(quote.speaker);
                lines.push(line(Kind::Name(place), name.to_owned()));
            }
            last = Some(quote.speaker);
            lines.push(self.words(index, quote));
        }
        Written { title: "Who said what".to_owned(), count: quotes.len().to_string(), lines }
    }

    fn card(&self, id: SpeakerId) -> Written {
        let annotations = &self.reader.briefing.annotations;
        let Some(speaker) = annotations.speakers.get(id.0) else { return Written::default() };
        let quotes: Vec<usize> = annotations.quotes_of(id).collect();
        let mut lines = about(speaker);
        for (kind, heading) in [
            (QuoteKind::Direct, "In direct speech"),
            (QuoteKind::Mixed, "Partly in direct speech"),
            (QuoteKind::Indirect, "In indirect speech"),
        ] {
            self.quotes(&mut lines, heading, kind, &quotes);
        }
        if !speaker.mentions.is_empty() {
            heading(&mut lines, "Mentions", speaker.mentions.len());
            lines.extend(speaker.mentions.iter().map(|span| self.mention(*span)));
        }
        let count = quotes.len();
        let count = format!("{count} {}", if count == 1 { "quote" } else { "quotes" });
        Written { title: speaker.canonical.clone(), count, lines }
    }

    /// Everybody whom a quote can be given to.
    fn who(&self, quote: usize) -> Written {
        let Some(quote) = self.reader.quote(quote) else { return Written::default() };
        let words = self.content(quote, AROUND);
        let mut lines = self.speakers(|_| true);
        let choice = |words: &str, target| Line {
            target: Some(target),
            ..line(Kind::Name(None), words.to_owned())
        };
        lines.push(choice("Nobody", Target::Speaker(None)));
        lines.push(choice("Somebody else …", Target::Somebody));
        Written { title: format!("Who said “{words}”?"), count: String::new(), lines }
    }

    /// Everybody but the speaker.
    fn same(&self, speaker: SpeakerId) -> Written {
        if self.reader.briefing.annotations.speakers.get(speaker.0).is_none() {
            return Written::default();
        }
        let title = format!("Who is {}?", self.name(Some(speaker)));
        let lines = self.speakers(|id| id != speaker);
        Written { title, count: String::new(), lines }
    }

    /// The speakers, first those who are quoted.
    fn speakers(&self, is_listed: impl Fn(SpeakerId) -> bool) -> Vec<Line> {
        let speakers = &self.reader.briefing.annotations.speakers;
        let voices = self.reader.voices.list();
        let quoted = voices.iter().enumerate().map(|(place, voice)| (voice.speaker, Some(place)));
        let others = (0..speakers.len()).map(|index| (SpeakerId(index), None));
        let others = others.filter(|(id, _)| self.reader.voices.of_speaker(*id).is_none());
        let all = quoted.chain(others).filter(|(id, _)| is_listed(*id));
        let line = |(id, place): (SpeakerId, Option<usize>)| {
            let words = speakers.get(id.0)?.with_role();
            let target = Some(Target::Speaker(Some(id)));
            Some(Line { target, ..line(Kind::Name(place), words) })
        };
        all.filter_map(line).collect()
    }

    /// What was corrected, the newest first, each with what became of it.
    fn corrections(&self) -> Written {
        let known = |correction| Some((correction, self.reader.outcome_of(correction)?));
        let all = self.reader.corrections.iter().filter_map(known);
        let mut lines = Vec::new();
        for (correction, outcome) in all.clone().rev() {
            let place = outcome.span().filter(|span| !span.is_empty());
            lines.push(Line {
                kind: Kind::Words(None),
                paragraph: place.and_then(|span| self.paragraph(span.start)),
                words: shortened(&correction.change.sentence(), LONGEST),
                target: Some(Target::Correction(correction.id)),
            });
            lines.push(line(Kind::Detail, state(correction.deleted.is_some(), outcome).to_owned()));
        }
        let in_force = all.filter(|(correction, _)| correction.deleted.is_none()).count();
        Written { title: "Corrections".to_owned(), count: in_force.to_string(), lines }
    }

    /// The links, two lines each: their words, and where they lead.
    fn links(&self) -> Written {
        let links = &self.document.links;
        let mut lines = Vec::with_capacity(links.len() * 2);
        for (index, link) in links.iter().enumerate() {
            lines.push(Line {
                kind: Kind::Words(None),
                paragraph: self.paragraph(link.span.start),
                words: shortened(link.span.of(&self.document.text), LONGEST),
                target: Some(Target::Link(index)),
            });
            lines.push(line(Kind::Detail, link.url.clone()));
        }
        Written { title: "Links".to_owned(), count: links.len().to_string(), lines }
    }

    /// Where watch words stand, with the words around them.
    fn watched(&self, watch: &WatchWords) -> Written {
        let text = self.document.annotated_text();
        let near = self.reader.around(LOOKED_THROUGH);
        let found = watch.find(text, near, LISTED);
        let lines: Vec<Line> = found.iter().map(|it| self.mention(it.span)).collect();
        let place = if near.end - near.start < text.len() { " near here" } else { "" };
        let count = format!("{}{place}", lines.len());
        Written { title: "Watch words".to_owned(), count, lines }
    }

    /// The quotes of one kind under a heading, each with its grounds.
    fn quotes(&self, lines: &mut Vec<Line>, title: &str, kind: QuoteKind, quotes: &[usize]) {
        let of_kind = |&index: &usize| Some((index, self.reader.quote(index)?));
        let quotes: Vec<(usize, &Quote)> =
            quotes.iter().filter_map(of_kind).filter(|(_, quote)| quote.kind == kind).collect();
        if quotes.is_empty() {
            return;
        }
        heading(lines, title, quotes.len());
        for (index, quote) in quotes {
            lines.push(self.words(index, quote));
            lines.push(line(Kind::Detail, self.grounds(quote)));
        }
    }

    fn words(&self, index: usize, quote: &Quote) -> Line {
        let start = quote.hull().unwrap_or_default().start;
        let doubt = if quote.is_unsure() { "? " } else { "" };
        Line {
            kind: Kind::Words(self.reader.voices.place(quote)),
            paragraph: self.paragraph(start),
            words: format!("{doubt}{}", self.content(quote, LONGEST)),
            target: Some(Target::Quote(index)),
        }
    }

    /// The reported words, without what stands between them.
    fn content(&self, quote: &Quote, most: usize) -> String {
        let parts: Vec<&str> =
            quote.content.iter().map(|span| span.of(&self.document.text)).collect();
        shortened(&parts.join(" … "), most)
    }

    /// By what the attribution can be checked: the mention, the cue, the ground, how often such
    /// a choice is right.
    fn grounds(&self, quote: &Quote) -> String {
        let said = |what: &str, span: Option<Span>| {
            let words = shortened(span?.of(&self.document.text), AROUND);
            Some(format!("{what} “{words}”"))
        };
        let sure = format!("{:.0} % sure", quote.confidence * 100.0);
        // Where both are shown the ground is plain to see.
        let is_plain =
            quote.evidence == Evidence::Cue && quote.source.is_some() && quote.cue.is_some();
        let because = (!is_plain).then(|| format!("because {}", quote.evidence.because()));
        let (mention, cue) = (said("mention", quote.source), said("cue", quote.cue));
        [Some(sure), mention, cue, because].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// A mention with the words around it.
    fn mention(&self, span: Span) -> Line {
        let text = self.document.annotated_text();
        let block = self.document.block_at(span.start);
        let block = block.and_then(|index| self.document.blocks.get(index));
        let block = block.map_or(span, |block| block.span.hull(span));
        let (before, after) = (
            Span::new(block.start, span.start).of(text),
            Span::new(span.start, block.end).of(text),
        );
        let start = before.char_indices().rev().take(AROUND / 2).last().map_or(0, |(at, _)| at);
        // A word is shown whole or not at all.
        let cut = if start == 0 { 0 } else { before.get(start..).map_or(0, first_break) + start };
        let mark = if cut == 0 { "" } else { "… " };
        let head = before.get(cut..).unwrap_or("").trim_start();
        Line {
            kind: Kind::Detail,
            paragraph: self.paragraph(span.start),
            words: shortened(&format!("{mark}{head}{}", shortened(after, LONGEST)), LONGEST),
            target: Some(Target::Passage(span)),
        }
    }

    fn name(&self, speaker: Option<SpeakerId>) -> &'r str {
        let speakers = &self.reader.briefing.annotations.speakers;
        let speaker = speaker.and_then(|speaker| speakers.get(speaker.0));
        speaker.map_or("Nobody is known to say", |speaker| speaker.canonical.as_str())
    }

    /// The number of the paragraph of the body that holds a position, from 1.
    fn paragraph(&self, position: usize) -> Option<usize> {
        let number = self.paragraphs.partition_point(|start| *start <= position);
        (number > 0).then_some(number)
    }
}

/// What became of a correction.
fn state(taken_back: bool, outcome: &Outcome) -> &'static str {
    match outcome {
        _ if taken_back => "taken back",
        Outcome::Same(_) | Outcome::Moved(_) => "in force",
        Outcome::Changed(_) => "in force, but the words have changed",
        Outcome::Ambiguous(_) => "not in force: the words stand in several places",
        Outcome::Orphan => "not in force: what it speaks of is no longer in the article",
    }
}

/// What the article says of a speaker.
fn about(speaker: &Speaker) -> Vec<Line> {
    let role = speaker.role.as_ref().map(|role| line(Kind::Detail, role.clone()));
    let kind = line(Kind::Detail, sort(speaker).to_owned());
    let others = speaker.aliases.iter().filter(|alias| Some(*alias) != speaker.role.as_ref());
    let others: Vec<&str> = others.map(String::as_str).collect();
    let aliases =
        (!others.is_empty()).then(|| line(Kind::Detail, format!("Also: {}", others.join(", "))));
    role.into_iter().chain([kind]).chain(aliases).collect()
}

fn sort(speaker: &Speaker) -> &'static str {
    use crate::annotation::SpeakerKind::{Group, Organisation, Person, Unnamed};
    match speaker.kind {
        Person => "A person",
        Group => "Several people",
        Organisation => "An organisation or a publication",
        Unnamed => "Somebody who is not named",
    }
}

fn heading(lines: &mut Vec<Line>, title: &str, count: usize) {
    lines.push(line(Kind::Blank, String::new()));
    lines.push(line(Kind::Heading, format!("{title} ({count})")));
}

fn line(kind: Kind, words: String) -> Line {
    Line { kind, paragraph: None, words, target: None }
}

/// The first words of a text on one line.
fn shortened(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut left = most;
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let length = word.chars().count();
        if length > left {
            out.extend(word.chars().take(left));
            out.push('…');
            break;
        }
        out.push_str(word);
        left = left.saturating_sub(length + 1);
    }
    out
}

/// Where the first word break lies.
fn first_break(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(0)
}
