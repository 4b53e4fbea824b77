//! Flags as other programs read them; one function a format.
//!
//! What an article contains or a reader typed never breaks out of a format.

mod json;
mod markdown;
mod plain;

#[cfg(test)]
mod sample;

pub use json::{json, jsonl, object};
pub use markdown::markdown;
