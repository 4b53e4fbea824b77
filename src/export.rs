//! Briefings and flags as other programs read them; one function a format.

pub mod explain;
pub mod flags;
pub mod json;
pub mod markdown;
pub mod text;
pub mod toml;
