//! Taking a passage or the article along: to the clipboard, a program, the browser, the
//! editor.

use super::App;
use super::effect::Effect;
use crate::export::passage;
use crate::span::Span;

/// What a passage is copied as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Its words.
    Text,
    /// A quotation in Markdown.
    Quotation,
    /// A citation in one line.
    Citation,
    /// A link to it.
    Link,
}

/// Copies the selection, else what is focused; a selection ends with it.
pub(super) fn copy(app: &mut App, form: Form, effects: &mut Vec<Effect>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let Some(span) = reader.target() else { return app.say("There is nothing to copy here.") };
    let briefing = &reader.briefing;
    let text = match form {
        Form::Text => Some(passage::text(&briefing.document, span)),
        Form::Quotation => Some(passage::quotation(briefing, span)),
        Form::Citation => Some(passage::citation(briefing, span)),
        Form::Link => passage::link(&briefing.document, span),
    };
    let Some(text) = text else { return app.say(NO_PAGE) };
    let words = span.of(&briefing.document.text).split_whitespace().count();
    let what = match (form, words) {
        (Form::Text, 1) => "1 word".to_owned(),
        (Form::Text, words) => format!("{words} words"),
        (Form::Quotation, _) => "A quotation in Markdown".to_owned(),
        (Form::Citation, _) => "A citation".to_owned(),
        (Form::Link, _) => "A link to the passage".to_owned(),
    };
    effects.push(Effect::Copy(text));
    if let Some(reader) = &mut app.reader {
        reader.selection = None;
    }
    app.say(format!("{what} copied."));
}

/// Hands the selection, else what is focused, to the user's program; a selection ends with it.
pub(super) fn pipe(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(reader) = &mut app.reader else { return app.say_no_article() };
    let Some(span) = reader.target() else { return app.say("There is nothing to hand on here.") };
    effects.push(Effect::Pipe(passage::quotation(&reader.briefing, span)));
    reader.selection = None;
}

const NO_PAGE: &str = "This article names no page of its own on the web.";

/// Opens the article's own page in the browser.
pub(super) fn browse(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    match passage::page(reader.document()).map(str::to_owned) {
        Some(page) => {
            app.say(format!("Opening {page} in the browser …"));
            effects.push(Effect::Browse(page));
        }
        None => app.say(NO_PAGE),
    }
}

/// Opens the article's file in the user's editor, where the reader is.
pub(super) fn edit(app: &mut App, effects: &mut Vec<Effect>) {
    let Some(reader) = &app.reader else { return app.say_no_article() };
    let document = reader.document();
    let rest = Span::new(reader.cursor, document.text.len());
    let at = document.source.span(rest).map_or(0, |span| span.start);
    effects.push(Effect::EditFile { path: reader.entry.path.clone(), at });
}
