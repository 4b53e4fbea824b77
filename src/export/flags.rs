//! Flags, and corrections in some formats, as other programs read them; one function a format.
//!
//! What an article contains or a reader typed never breaks out of a format.

pub mod annotation;
mod article;
mod bibtex;
mod csl_json;
mod csv;
mod html;
mod hypothesis;
mod json;
mod markdown;
mod org;
mod plain;
mod readwise;
mod template;
pub mod w3c;

#[cfg(test)]
mod sample;

pub use bibtex::bibtex;
pub use csl_json::csl_json;
pub use csv::csv;
pub use html::html;
pub use hypothesis::hypothesis;
pub use json::{json, jsonl, object};
pub use markdown::markdown;
pub use org::org;
pub use readwise::readwise;
pub use template::template;
pub use w3c::{w3c, w3c_corrections};
