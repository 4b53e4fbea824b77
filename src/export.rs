//! Briefings and flags as other programs read them; one function a format.

pub mod explain;
pub mod flags;
pub mod json;
pub mod markdown;
pub mod passage;
pub mod text;
pub mod toml;

use crate::document::Marker;

/// What stands before an item of a list, with the blank behind it; as wide for what goes on with
/// an item.
fn bullet(marker: Marker) -> String {
    match marker {
        Marker::Bullet => "- ".to_owned(),
        Marker::Number(number) => format!("{number}. "),
        Marker::None => "  ".to_owned(),
    }
}
