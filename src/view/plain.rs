//! The reader in lines of words, for screen readers and braille: what changed is told, nothing
//! is drawn, and nothing that was told is told again.
//!
//! [`tell`] compares the state with what was told of it.

use crate::annotation::Quote;
use crate::app::App;
use crate::app::contents::Item;
use crate::app::flags::detail::due_words;
use crate::app::flags::in_text::peeked;
use crate::app::flags::{self, Line};
use crate::app::follow::groups;
use crate::app::help;
use crate::app::panes::Pane;
use crate::app::reader::Reader;
use crate::document::{Block, BlockKind, Marker};
use crate::flag::{Flag, Priority};
use crate::span::Span;

/// What was told so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The generation of the article.
    article: Option<u64>,
    /// Its quotes have been counted.
    annotated: bool,
    /// The paragraph at the cursor.
    paragraph: Option<Span>,
    focused: Option<usize>,
    /// The pane and the selected line.
    line: Option<(Pane, String)>,
    /// The flag that is shown over the text, in words.
    peeked: Option<String>,
    message: Option<String>,
    prompt: Option<&'static str>,
    help: bool,
}

impl Told {
    /// Forgets the last message, so that the same one is told once more.
    pub fn forget_message(&mut self) {
        self.message = None;
    }
}

/// Returns what there is to tell since `told`, a sentence or a paragraph a line, and what is
/// told then.
#[must_use]
pub fn tell(app: &App, told: &Told) -> (Vec<String>, Told) {
    let mut lines = Vec::new();
    let now = Told {
        article: app.reader.as_ref().map(|reader| reader.generation),
        annotated: app.reader.as_ref().is_some_and(|reader| reader.annotated),
        paragraph: app.reader.as_ref().and_then(Reader::paragraph),
        focused: app.reader.as_ref().and_then(|reader| reader.focused),
        line: selected(app).map(|line| (app.wish.focus, line)),
        peeked: peeked(app)
            .map(|(it, _, at, count)| format!("Flag {} of {count}: {}", at + 1, flag(app, it))),
        message: app.message.as_ref().map(|message| message.text.clone()),
        prompt: app.prompt.as_ref().map(|prompt| prompt.label()),
        help: app.help.is_some(),
    };
    let is_new = now.article != told.article;
    if let Some(reader) = &app.reader {
        if is_new {
            lines.extend(opening(reader));
        }
        if now.annotated && (is_new || !told.annotated) {
            lines.push(counted(reader));
        }
        let moved = now.paragraph != told.paragraph && !is_new;
        match now.focused.filter(|_| now.focused != told.focused) {
            Some(index) => lines.extend(quote(reader, index)),
            None if moved => lines.extend(paragraph(reader, now.paragraph)),
            None => {}
        }
    }
    if app.wish.focus != Pane::Body && now.line != told.line {
        let is_other = told.line.as_ref().map(|(pane, _)| *pane) != Some(app.wish.focus);
        lines.extend(is_other.then(|| title(app)));
        lines.extend(now.line.iter().map(|(_, line)| line.clone()));
    }
    if now.peeked != told.peeked {
        lines.extend(now.peeked.clone());
    }
    if now.help && !told.help {
        lines.extend(keys(app));
    }
    if now.message != told.message {
        lines.extend(now.message.clone());
    }
    if now.prompt != told.prompt {
        let asked = |label: &str| match label.trim_matches([' ', ':', '/', '?']) {
            "" => "Search for?".to_owned(),
            label => format!("{label}?"),
        };
        lines.extend(now.prompt.map(asked));
    }
    lines.retain(|line| !line.is_empty());
    (lines.iter().map(|line| clean(line)).collect(), now)
}

/// Returns the article from the cursor's paragraph to its end, each paragraph with its quotes.
#[must_use]
pub fn rest(app: &App) -> Vec<String> {
    let Some(reader) = &app.reader else { return Vec::new() };
    let document = reader.document();
    let from = document.block_at(reader.cursor).unwrap_or(0);
    let blocks = document.blocks.get(from..).unwrap_or_default();
    let told = blocks.iter().flat_map(|block| paragraph(reader, Some(block.span)));
    told.map(|line| clean(&line)).collect()
}

/// Headline, what is above it, and how to go on.
fn opening(reader: &Reader) -> Vec<String> {
    let document = reader.document();
    let words = |span: Option<Span>| span.map(|span| span.of(&document.text).to_owned());
    let date = document.published.map(|published| super::date(published, "%-d %B %Y"));
    let parts = [words(document.section), date, words(document.byline)];
    let meta: Vec<String> = parts.into_iter().flatten().collect();
    vec![format!("Article: {}", reader.headline()), meta.join(", ")]
}

fn counted(reader: &Reader) -> String {
    let quotes = reader.briefing.annotations.quotes.len();
    let speakers = reader.voices.list().len();
    let plural = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    format!("{} by {}.", plural(quotes, "quote"), plural(speakers, "speaker"))
}

/// A paragraph, and who is quoted in it.
fn paragraph(reader: &Reader, span: Option<Span>) -> Vec<String> {
    let document = reader.document();
    let Some(span) = span else { return Vec::new() };
    let block = document.block_at(span.start).and_then(|index| document.blocks.get(index));
    let mut lines = vec![format!("{}{}", kind(block), span.of(&document.text))];
    let mut begun: Vec<usize> = reader
        .quotes
        .touching(span)
        .map(|(_, index)| index)
        .filter(|index| reader.quote_span(*index).is_some_and(|it| span.holds(it.start)))
        .collect();
    begun.dedup();
    for index in begun {
        if let Some(quote) = reader.quote(index) {
            lines.push(format!("Quote {}: {}.", index + 1, speaker(reader, quote)));
        }
    }
    lines
}

fn kind(block: Option<&Block>) -> String {
    match block.map(|block| block.kind) {
        Some(BlockKind::Heading(_)) => "Heading: ".to_owned(),
        Some(BlockKind::Item(_, Marker::Bullet)) => "Item: ".to_owned(),
        Some(BlockKind::Item(_, Marker::Number(number))) => format!("Item {number}: "),
        Some(BlockKind::Quotation) => "Block quotation: ".to_owned(),
        Some(BlockKind::Table) => "Table: ".to_owned(),
        _ => String::new(),
    }
}

fn quote(reader: &Reader, index: usize) -> Vec<String> {
    let Some(quote) = reader.quote(index) else { return Vec::new() };
    let text = &reader.document().text;
    let words: Vec<&str> = quote.content.iter().map(|span| span.of(text)).collect();
    let count = reader.briefing.annotations.quotes.len();
    let who = speaker(reader, quote);
    vec![format!("Quote {} of {count}, {who}: {}", index + 1, words.join(" … "))]
}

/// Who says a quote, how, and how sure that is where it is not.
fn speaker(reader: &Reader, quote: &Quote) -> String {
    let kind = quote.kind.name();
    format!("{}, {kind}", super::attributed(reader, quote))
}

/// What a pane is called, and how much it holds.
fn title(app: &App) -> String {
    match app.wish.focus {
        Pane::Body => "Text.".to_owned(),
        Pane::Speakers => {
            let count = app.reader.as_ref().map_or(0, |reader| reader.voices.list().len());
            format!("Speakers, {count}.")
        }
        Pane::Contents => format!("Latest contents, {}.", app.contents.items().len()),
        Pane::Flags => format!("Flags, {}.", flags::count(app)),
        Pane::Follow => {
            let follow = &app.flags.follow;
            format!(
                "Flags by {}, {} of {}.",
                follow.grouping.name(),
                follow.found,
                follow.live.unwrap_or(0)
            )
        }
        Pane::Sheet => {
            let sheet = app.sheet.as_ref();
            sheet.map_or(String::new(), |sheet| format!("{}, {}.", sheet.title, sheet.count))
        }
    }
}

/// The selected line of the focused pane, in words.
fn selected(app: &App) -> Option<String> {
    let reader = app.reader.as_ref();
    match app.wish.focus {
        Pane::Body => None,
        Pane::Speakers => {
            let voice = reader?.voices.list().get(app.speakers.selected)?;
            let speaker = reader?.briefing.annotations.speakers.get(voice.speaker.0)?;
            let count = voice.quotes.len();
            let quotes = if count == 1 { "quote" } else { "quotes" };
            let number = app.speakers.selected + 1;
            Some(format!("{number}. {}, {count} {quotes}", speaker.with_role()))
        }
        Pane::Contents => {
            let number = app.contents.list.selected + 1;
            let words = match app.contents.selected()? {
                Item::Article { index, .. } => app.contents.entry(index)?.headline.clone(),
                Item::Teaser(index) => {
                    let document = reader?.document();
                    let title = document.latest.get(index)?.title.of(&document.text);
                    format!("{title}, not in the library")
                }
            };
            Some(format!("{number}. {words}"))
        }
        Pane::Flags => {
            let selected = app.flags.list.selected;
            let words = match flags::line(app, selected)? {
                Line::Placed(index) => flag(app, &reader?.flags.get(index)?.flag),
                Line::Unsaved(index) => {
                    format!("{}, not saved", app.flags.unsaved.get(index)?.words)
                }
            };
            Some(format!("{}. {words}", selected + 1))
        }
        Pane::Follow => {
            let follow = &app.flags.follow;
            let listed = follow.known(follow.selected()?)?;
            let group = match follow.lines.get(follow.list.selected)? {
                groups::Line::Flag { group, .. } => &follow.groups.get(*group)?.title,
                groups::Line::Heading(_) => return None,
            };
            let marked = follow.marked.contains(&listed.flag.id);
            let marked = if marked { "Marked: " } else { "" };
            let words = flag(app, &listed.flag);
            Some(format!("{group}: {marked}{words}, in {}", listed.article.headline))
        }
        Pane::Sheet => {
            let sheet = app.sheet.as_ref()?;
            let line = sheet.lines.get(sheet.list.selected)?;
            // What stands below a line without leading anywhere belongs to it.
            let below = sheet.lines.get(sheet.list.selected + 1);
            let below = below.filter(|it| it.target.is_none() && it.paragraph.is_none());
            let below = below.map_or(String::new(), |it| format!(", {}", it.words));
            let place = line.paragraph.map_or(String::new(), |at| format!("Paragraph {at}: "));
            Some(format!("{place}{}{below}", line.words))
        }
    }
}

fn flag(app: &App, flag: &Flag) -> String {
    let mut facts = vec![flag.selector.exact.clone(), flag.status.name().to_owned()];
    if flag.priority != Priority::Normal {
        facts.push(format!("{} priority", flag.priority.name()));
    }
    facts.extend(flag.due.map(|due| due_words(due, app.today)));
    facts.extend(flag.tags.iter().map(|tag| format!("tag {tag}")));
    if !flag.note.is_empty() {
        facts.push(format!("note: {}", flag.note));
    }
    facts.extend(flag.speaker.iter().map(|speaker| format!("said by {speaker}")));
    facts.join(", ")
}

/// The keys and what they do, a command a line.
fn keys(app: &App) -> Vec<String> {
    let lines = help::lines(&app.keymap, &app.help_query, u16::MAX).into_iter();
    let told = lines.filter_map(|line| match line {
        help::Line::Heading(heading) => Some(format!("{heading}:")),
        help::Line::Keys { keys, sentence, .. } => Some(format!("{keys}: {sentence}")),
        _ => None,
    });
    told.collect()
}

/// One line without what a terminal would take for a command.
fn clean(line: &str) -> String {
    let shown: String = line
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|&c| !crate::load::sanitize::is_hidden(c))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}
