//! pullquote: a terminal reader for news briefings that knows who said what.
//!
//! # One way through the house
//!
//! ```text
//! bytes → load → Document → annotate → Annotations → lay out → Rows → view → cells
//! key   → keymap → Action → update → (App, Effects) → shell → Action …
//! ```
//!
//! Five pure steps with plain data between them; only [`shell`] touches files, the clock, the
//! environment and the terminal. The first three steps are total: what cannot be understood, or
//! lies beyond a limit, is a [`warning`] that says so.
//!
//! # Map
//!
//! Each layer imports only from those above it.
//!
//! | layer | subject |
//! |---|---|
//! | [`span`], [`warning`], [`nearest`], [`document`], [`annotation`] | what every step shares |
//! | [`load`](mod@load) | bytes to documents: decoding, sanitising, structure |
//! | [`annotate`](mod@annotate) | who said what |
//! | [`briefing`] | a document with its annotations |
//! | [`flag`], [`correction`], [`anchor`], [`search`], [`export`], [`import`] | what is done with a briefing |
//! | [`layout`] | text to rows |
//! | [`app`] | the reader's state, and `update`, which alone changes it |
//! | [`view`] | state to cells |
//! | [`shell`] | the world outside |
//!
//! # Invariants
//!
//! - A document owns one sanitised text; everything else is a [`span::Span`] into it, and
//!   [`document::SourceMap`] leads back to the text as given.
//! - A position is a byte in the text, never a row; a flag is anchored by what it quotes.
//! - Article text is hostile: it is sanitised once, at load, before anything else sees it.
//! - One table of commands gives the keys, the help and the README's key table; one of options
//!   ([`shell::config::option`]) gives the config file, its README table and the man page.
//! - A theme is roles and their styles, built-in or a user's; only [`view::theme`] knows colours.
//! - One channel brings every event; an idle reader takes no time and writes nothing.
//! - No `unsafe`, no panic on any input, no order of a hash map where it can show.
//!
//! Lints, `clippy.toml` and `tests/it/tidy.rs` hold the code to these.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::string_slice,
        clippy::indexing_slicing
    )
)]

pub mod anchor;
pub mod annotate;
pub mod annotation;
pub mod app;
pub mod briefing;
pub mod correction;
pub mod document;
pub mod export;
pub mod flag;
pub mod import;
pub mod layout;
pub mod load;
pub mod nearest;
pub mod replica;
pub mod search;
pub mod shell;
pub mod span;
pub mod view;
pub mod warning;
