//! Flags as other programs read them; one function a format.
//!
//! What an article contains or a reader typed never breaks out of a format.

pub mod annotation;
mod hypothesis;
mod json;
mod markdown;
mod plain;
pub mod w3c;

#[cfg(test)]
mod sample;

pub use hypothesis::hypothesis;
pub use json::{json, jsonl, object};
pub use markdown::markdown;
pub use w3c::w3c;
