//! pullquote: a terminal reader for news briefings that knows who said what.
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
pub mod document;
pub mod export;
pub mod flag;
pub mod layout;
pub mod load;
pub mod search;
pub mod shell;
pub mod span;
pub mod view;
pub mod warning;
