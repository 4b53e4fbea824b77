//! What stands above the body: section, dates, byline, headline and deck, in any order.

use super::furniture;
use super::lines::{Page, Passage};
use super::look;
use crate::document::Published;
use crate::load::build::{Parts, Piece, Words};
use crate::load::date::{DateLine, date_line, is_relative};
use crate::span::Span;
use crate::warning::{Warning, WarningKind};

/// The most passages that are looked at.
const DEPTH: usize = 16;
/// The most characters of a headline.
const HEADLINE: usize = 200;
/// The most characters of a deck that is a sentence.
const DECK: usize = 350;

/// What a passage is by its look.
#[derive(Clone, Debug)]
enum Kind {
    Date(DateLine),
    /// A date that says only how long ago.
    Ago,
    Byline,
    /// Several facts on one line.
    Facts(Facts),
    Furniture,
    Title,
    Text,
}

/// The facts of one line, as spans within it.
#[derive(Clone, Debug, Default)]
struct Facts {
    date: Option<DateLine>,
    byline: Option<Span>,
    section: Option<Span>,
}

/// Where the parts of a header stand: indexes of passages.
#[derive(Debug, Default)]
pub(super) struct Header {
    headline: Option<usize>,
    deck: Option<usize>,
    section: Option<Words>,
    byline: Option<Words>,
    dates: Vec<DateLine>,
    /// Passages that are no part of the body.
    taken: Vec<usize>,
    /// How many of them are furniture of the page.
    pub(super) left_out: usize,
    /// The passages themselves, as far as they are looked at.
    words: Vec<Words>,
}

/// Reads the header from the first passages.
pub(super) fn read(page: &Page<'_>, passages: &[Passage]) -> Header {
    let texts: Vec<&str> = passages.iter().take(DEPTH).map(|at| page.short(at)).collect();
    let kinds: Vec<Kind> = texts.iter().map(|text| kind(text)).collect();
    let is_cut_off = passages.len() > DEPTH;
    let mut header = Header {
        words: passages.iter().take(DEPTH).map(|at| page.words(at)).collect(),
        ..Header::default()
    };
    let Some(end) = header.extent(&texts, &kinds, is_cut_off) else { return header };
    let titles = header.titles(&texts, &kinds, end);
    if header.headline.is_none() {
        header.headline = headline(&texts, &titles);
    }
    header.take_facts(page, passages, &kinds, end);
    header.take_labels(&texts, &kinds, &titles);
    header.deck = header.deck.or_else(|| {
        let headline = header.headline?;
        let long = |at: &&usize| **at > headline && texts.get(**at).is_some_and(|t| is_deck(t));
        titles.iter().find(long).copied()
    });
    header.taken.extend(header.headline.iter().chain(&header.deck));
    header
}

impl Header {
    /// Returns the passages of the body.
    pub(super) fn body<'p>(&self, passages: &'p [Passage]) -> Vec<&'p Passage> {
        let is_taken = |at: usize| at < DEPTH && self.taken.contains(&at);
        passages.iter().enumerate().filter(|(at, _)| !is_taken(*at)).map(|(_, p)| p).collect()
    }

    /// Writes the parts that were found.
    pub(super) fn write(self, parts: &mut Parts) {
        let words = |at: usize| self.words.get(at).cloned();
        parts.headline = self.headline.and_then(words);
        parts.deck = self.deck.and_then(words);
        parts.section = self.section;
        parts.byline = self.byline;
        if let Some(date) = self.dates.into_iter().min_by_key(|date| date.role) {
            publish(date, &mut parts.published, &mut parts.warnings);
        }
    }

    /// Returns where the header ends: before the first passage that is body. A sentence right
    /// above a byline or a date is still the headline's or the deck's. `None` if there is only
    /// one passage, which then is body.
    fn extent(&mut self, texts: &[&str], kinds: &[Kind], is_cut_off: bool) -> Option<usize> {
        let mut seen_title = false;
        for (at, kind) in kinds.iter().enumerate() {
            match kind {
                Kind::Title => seen_title = true,
                Kind::Text => {
                    let text = texts.get(at).copied().unwrap_or("");
                    let len = text.chars().count();
                    let follows = kinds.get(at + 1).is_some_and(is_fact);
                    if follows && !seen_title && (1..=HEADLINE).contains(&len) {
                        (self.headline, seen_title) = (Some(at), true);
                    } else if follows
                        && seen_title
                        && self.deck.is_none()
                        && (1..=DECK).contains(&len)
                    {
                        self.deck = Some(at);
                    } else {
                        return Some(at);
                    }
                }
                _ => {}
            }
        }
        // No body in sight: a title above a list of short lines, at the most.
        let facts = kinds.iter().take_while(|kind| !matches!(kind, Kind::Title)).count();
        (kinds.len() > 1 || is_cut_off).then_some((facts + 1).min(kinds.len()))
    }

    /// Returns the titles before `end`, each once.
    fn titles(&mut self, texts: &[&str], kinds: &[Kind], end: usize) -> Vec<usize> {
        let mut titles: Vec<usize> = Vec::new();
        for (at, text) in texts.iter().enumerate().take(end) {
            if !matches!(kinds.get(at), Some(Kind::Title)) {
                continue;
            }
            let is_same =
                |seen: &usize| texts.get(*seen).is_some_and(|t| look::same_title(t, text));
            if titles.iter().any(is_same) {
                self.taken.push(at);
            } else {
                titles.push(at);
            }
        }
        titles
    }

    /// Takes dates, bylines and furniture.
    fn take_facts(&mut self, page: &Page<'_>, passages: &[Passage], kinds: &[Kind], end: usize) {
        for (at, kind) in kinds.iter().enumerate().take(end) {
            let whole = self.words.get(at).cloned();
            match kind {
                Kind::Date(date) => self.dates.push(*date),
                Kind::Byline if self.byline.is_none() => self.byline = whole,
                Kind::Facts(facts) => {
                    let start = passages.get(at).map_or(0, |passage| page.span(passage).start);
                    let words = |span: Span| {
                        vec![Piece::Source(Span::new(start + span.start, start + span.end))]
                    };
                    self.dates.extend(facts.date);
                    self.byline = self.byline.take().or(facts.byline.map(words));
                    self.section = self.section.take().or(facts.section.map(words));
                }
                Kind::Furniture => self.left_out += 1,
                Kind::Ago => {}
                _ => continue,
            }
            self.taken.push(at);
        }
    }

    /// Takes the name of the section and an author without “By” from short titles beside the
    /// headline.
    fn take_labels(&mut self, texts: &[&str], kinds: &[Kind], titles: &[usize]) {
        let Some(headline) = self.headline else { return };
        for &at in titles.iter().rev() {
            let text = texts.get(at).copied().unwrap_or("");
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            let is_beside_fact = beside.filter_map(|at| kinds.get(at)).any(is_fact);
            let words = || self.words.get(at).cloned();
            if at == headline || !look::is_label(text) {
                continue;
            }
            let is_section = at < headline || look::is_section(text);
            if is_section && self.section.is_none() && (at < headline || is_beside_fact) {
                self.section = words();
            } else if at > headline
                && is_beside_fact
                && self.byline.is_none()
                && look::is_name(text)
            {
                self.byline = words();
            } else if at < headline && (self.byline.is_some() || !self.dates.is_empty()) {
                // On a page with a header, the name of the site or another rubric.
                self.left_out += 1;
            } else {
                continue;
            }
            self.taken.push(at);
        }
    }
}

/// Sets the date of publication, with a warning where it is doubtful.
pub(in crate::load) fn publish(
    line: DateLine,
    published: &mut Option<Published>,
    warnings: &mut Vec<Warning>,
) {
    *published = Some(line.read.published);
    if line.read.ambiguous {
        let message = format!(
            "The date is read as {} (day before month); it could be the other way round.",
            line.read.published.date
        );
        warnings.push(Warning::new(WarningKind::Structure, message));
    }
}

fn is_fact(kind: &Kind) -> bool {
    matches!(kind, Kind::Date(_) | Kind::Ago | Kind::Byline | Kind::Facts(_))
}

fn is_deck(text: &str) -> bool {
    text.split_whitespace().count() >= 5 && !look::ends_sentence(text)
}

/// Chooses the headline: the first title of some length, else the last one.
fn headline(texts: &[&str], titles: &[usize]) -> Option<usize> {
    let of_words = |count: usize| {
        let fits = |at: &&usize| {
            texts.get(**at).is_some_and(|text| {
                text.split_whitespace().count() >= count && text.chars().count() <= HEADLINE
            })
        };
        titles.iter().find(fits).copied()
    };
    of_words(5).or_else(|| of_words(3)).or_else(|| titles.last().copied())
}

fn kind(text: &str) -> Kind {
    if text.is_empty() {
        return Kind::Text;
    }
    if furniture::is_above(text) {
        return Kind::Furniture;
    }
    if let Some(date) = date_line(text) {
        return Kind::Date(date);
    }
    if is_relative(text) {
        return Kind::Ago;
    }
    if look::is_byline(text) {
        return Kind::Byline;
    }
    match facts(text).or_else(|| dated_byline(text)) {
        Some(facts) => Kind::Facts(facts),
        None if look::is_title(text) => Kind::Title,
        None => Kind::Text,
    }
}

/// Reads a line of several facts: “By Jane Doe | 3 May 2024 | World”, “Home > World > Asia”.
fn facts(text: &str) -> Option<Facts> {
    if text.len() > 200 || text.contains(['"', '“', '«']) {
        return None;
    }
    if let Some(at) = text.rfind(['>', '›', '»']).filter(|_| look::is_title(text)) {
        let steps = text.split(['>', '›', '»']).all(|step| look::is_label(step.trim()));
        let last = Span::new(at, text.len());
        let mark = text.get(at..)?.chars().next()?.len_utf8();
        let section = Span::new(at + mark, last.end).trim(text);
        // “World >” leads nowhere.
        let named = steps && !section.is_empty();
        return named.then_some(Facts { section: Some(section), ..Facts::default() });
    }
    let mut facts = Facts::default();
    let mut labels: Vec<Span> = Vec::new();
    let (mut start, mut count) = (0, 0);
    let mut is_ago = false;
    for part in text.split(['|', '·', '•']) {
        let span = Span::new(start, start + part.len()).trim(text);
        start = text.len().min(start + part.len() + separator(text, start + part.len()));
        count += 1;
        let part = part.trim();
        match date_line(part) {
            Some(date) => facts.date = facts.date.or(Some(date)),
            None if is_relative(part) => is_ago = true,
            None if look::is_byline(part) => facts.byline = Some(span),
            None if part.is_empty() || is_reading_time(part) => {}
            None if look::is_label(part) => labels.push(span),
            None => return None,
        }
    }
    if count < 2 || !(facts.date.is_some() || facts.byline.is_some() || is_ago) {
        return None;
    }
    for label in labels {
        let is_author = look::is_name(label.of(text)) && !look::is_section(label.of(text));
        let slot = if is_author { &mut facts.byline } else { &mut facts.section };
        *slot = slot.or(Some(label));
    }
    Some(facts)
}

fn separator(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

/// Reads “By Jane Doe, 3 May 2024”.
fn dated_byline(text: &str) -> Option<Facts> {
    if text.len() > 200 {
        return None;
    }
    text.match_indices([',', '-', '–', '—']).find_map(|(at, mark)| {
        let date = date_line(text.get(at + mark.len()..)?)?;
        let byline = Span::new(0, at).trim(text);
        let facts = Facts { date: Some(date), byline: Some(byline), section: None };
        look::is_byline(byline.of(text)).then_some(facts)
    })
}

fn is_reading_time(text: &str) -> bool {
    let text = text.to_lowercase();
    text.ends_with("min read") || text.ends_with("minute read")
}
