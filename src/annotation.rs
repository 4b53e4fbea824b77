//! What is said about a text: quotes, speakers, and marks that quote nobody.
//!
//! Plain data beside the text. How it is found lives in [`crate::annotate`].

#[cfg(test)]
pub(crate) mod marked;

use crate::span::Span;
use crate::warning::Warning;
use smallvec::SmallVec;

/// Everything that was found in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// The quotations in the order of their first byte.
    pub quotes: Vec<Quote>,
    /// Text in marks that nobody says, in order.
    pub unattributed: Vec<Unattributed>,
    /// The speakers in the order of their first mention.
    pub speakers: Vec<Speaker>,
    /// What the annotator was unsure of.
    pub warnings: Vec<Warning>,
}

/// Index of a speaker in [`Annotations::speakers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub usize);

/// Spans in order. Most quotations have one of content, and one or none in marks: it takes no room
/// of its own.
pub type Spans = SmallVec<[Span; 1]>;

/// One attribution: content, cue and source.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// How much of the content stands in marks.
    pub kind: QuoteKind,
    /// All the reported words, in order; more than one span where the cue or a paragraph break
    /// interrupts them.
    pub content: Spans,
    /// The parts in marks, without the marks, in order.
    pub segments: Spans,
    /// The reporting words (“said”, “according to”).
    pub cue: Option<Span>,
    /// The mention of the speaker that the cue names.
    pub source: Option<Span>,
    /// The speaker whom the source means.
    pub speaker: Option<SpeakerId>,
    /// How sure the attribution is, from 0 to 1.
    pub confidence: f32,
    /// Why the source was chosen.
    pub evidence: Evidence,
}

/// How much of a quotation stands in marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuoteKind {
    /// Wholly in marks.
    Direct,
    /// Partly in marks.
    Mixed,
    /// Not in marks.
    Indirect,
}

impl QuoteKind {
    /// Returns the kind's name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// The ground on which a source was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// No source was found.
    #[default]
    None,
    /// A cue and its subject stand before, in or behind the quotation.
    Cue,
    /// “according to” and its like.
    AccordingTo,
    /// The sentence before introduces it.
    Introduced,
    /// The transcript names before the words who speaks.
    Turn,
    /// It goes on with what the speaker before it said.
    Continued,
    /// The nearest possible mention.
    Nearest,
    /// The annotations came with the file.
    Given,
    /// A reader said so.
    Corrected,
}

impl Evidence {
    /// Returns why the source was chosen, in words that follow “because”.
    #[must_use]
    pub fn because(self) -> &'static str {
        match self {
            Self::None => "the text names no source",
            Self::Cue => "the cue and its subject stand with the words",
            Self::AccordingTo => "“according to” names the source",
            Self::Introduced => "the line before or behind introduces the speaker",
            Self::Turn => "the transcript names the speaker before the words",
            Self::Continued => "whoever spoke last goes on",
            Self::Nearest => "it is the subject that stands nearest",
            Self::Given => "the file says so",
            Self::Corrected => "a reader said so",
        }
    }
}

/// Text in marks that nobody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unattributed {
    /// The words without the marks.
    pub span: Span,
    /// Why nobody is taken to say them.
    pub reason: UnattributedReason,
}

/// Why text in marks is no quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnattributedReason {
    /// The title of a work, programme or law.
    Title,
    /// A nickname or a by-name.
    Nickname,
    /// A word that is named or held at a distance.
    ScareQuote,
    /// Speech, but no possible source was found.
    NoSource,
}

impl UnattributedReason {
    /// Returns the reason's name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Nickname => "nickname",
            Self::ScareQuote => "scare_quote",
            Self::NoSource => "no_source",
        }
    }
}

/// One person or body across its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The fullest name in the article.
    pub canonical: String,
    /// Other namings (no pronouns), in order of first use.
    pub aliases: Vec<String>,
    /// What the article says the speaker is, as worded (“U.S. Defense Secretary”).
    pub role: Option<String>,
    /// Person, group, organisation or unnamed.
    pub kind: SpeakerKind,
    /// Every mention, in order.
    pub mentions: Vec<Span>,
}

impl Speaker {
    /// Returns the name, and behind a comma the role if the article gives one.
    #[must_use]
    pub fn with_role(&self) -> String {
        match &self.role {
            Some(role) => format!("{}, {role}", self.canonical),
            None => self.canonical.clone(),
        }
    }
}

/// What sort of speaker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// A named person.
    Person,
    /// Several people (“South Korean lawmakers”).
    Group,
    /// A body, a document, a publication.
    Organisation,
    /// Somebody without a name (“a senior official”).
    Unnamed,
}

impl SpeakerKind {
    /// Returns the kind's name in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Organisation => "organisation",
            Self::Unnamed => "unnamed",
        }
    }
}

impl Quote {
    /// Confidence below which an attribution is more likely wrong than right.
    pub const UNSURE: f32 = 0.5;

    /// Tells whether somebody is named whom the words, more likely than not, are not from.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.speaker.is_some() && self.confidence < Self::UNSURE
    }

    /// Returns the stretch from the first to the last reported word.
    #[must_use]
    pub fn hull(&self) -> Option<Span> {
        self.content.iter().chain(&self.segments).copied().reduce(Span::hull)
    }
}

impl Annotations {
    /// Returns the speaker of a quote.
    #[must_use]
    pub fn speaker_of(&self, quote: &Quote) -> Option<&Speaker> {
        self.speakers.get(quote.speaker?.0)
    }

    /// Returns the indexes of the quotes of one speaker, in order.
    pub fn quotes_of(&self, speaker: SpeakerId) -> impl Iterator<Item = usize> + '_ {
        self.quotes
            .iter()
            .enumerate()
            .filter(move |(_, quote)| quote.speaker == Some(speaker))
            .map(|(index, _)| index)
    }

    /// Returns the indexes of the quotes of every speaker, in the order of the speakers; in O(n)
    /// for all of them together.
    #[must_use]
    pub fn quotes_by_speaker(&self) -> Vec<Vec<usize>> {
        let mut quotes = vec![Vec::new(); self.speakers.len()];
        for (index, quote) in self.quotes.iter().enumerate() {
            if let Some(own) = quote.speaker.and_then(|speaker| quotes.get_mut(speaker.0)) {
                own.push(index);
            }
        }
        quotes
    }
}
