//! Lines that give a date and say what it is the date of.

use super::{Read, is_relative, read};

/// What a date on a page is the date of, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// “Published: …”.
    Published,
    /// A date alone.
    Bare,
    /// “Updated …”: no earlier than the publication.
    Updated,
    /// The day on which the page was read or printed (“Today: …”): later still.
    Today,
}

/// A date with its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateLine {
    /// What it is the date of.
    pub role: Role,
    /// The date.
    pub read: Read,
}

/// What stands before a date; longer labels before those that begin them.
const LABELS: [(&str, Role); 20] = [
    ("first published", Role::Published),
    ("originally published", Role::Published),
    ("date published", Role::Published),
    ("publication date", Role::Published),
    ("published", Role::Published),
    ("posted", Role::Published),
    ("created", Role::Published),
    ("released", Role::Published),
    ("issued", Role::Published),
    ("filed", Role::Published),
    ("date", Role::Bare),
    ("today", Role::Today),
    ("retrieved", Role::Today),
    ("accessed", Role::Today),
    ("last updated", Role::Updated),
    ("last modified", Role::Updated),
    ("updated", Role::Updated),
    ("modified", Role::Updated),
    ("corrected", Role::Updated),
    ("edited", Role::Updated),
];

/// Reads a whole line as a date with an optional label; where it gives several (“Published 3 May
/// 2024, updated 4 May 2024”) the best. `None` if it says anything else.
#[must_use]
pub fn date_line(line: &str) -> Option<DateLine> {
    let line = line.trim();
    if line.len() > 160 {
        return None;
    }
    let (first, second) = line.split_at_checked(later_label(line).unwrap_or(line.len()))?;
    let first = labelled(first.trim().trim_end_matches([',', ';', '-', '–', '—', '(', ' ']))?;
    if second.is_empty() {
        return Some(first);
    }
    let second = second.trim_end_matches(')');
    match labelled(second) {
        Some(second) if second.role < first.role => Some(second),
        Some(_) => Some(first),
        None => is_relative(unlabelled(second).1).then_some(first),
    }
}

/// Returns where a second label begins.
fn later_label(line: &str) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let at = ["updated", "modified"].iter().filter_map(|label| lower.find(label)).min()?;
    let before = lower.get(..at)?;
    let at = before.strip_suffix("last ").map_or(at, str::len);
    (at > 0).then_some(at)
}

fn labelled(line: &str) -> Option<DateLine> {
    let (role, rest) = unlabelled(line);
    read(rest).map(|read| DateLine { role, read })
}

/// Takes the label off a line.
fn unlabelled(line: &str) -> (Role, &str) {
    let line = line.trim();
    for (label, role) in LABELS {
        let Some((head, rest)) = line.split_at_checked(label.len()) else { continue };
        if !head.eq_ignore_ascii_case(label) || rest.starts_with(char::is_alphanumeric) {
            continue;
        }
        let rest = rest.trim_start().trim_start_matches([':', '-', '–', '—']).trim_start();
        return (role, rest);
    }
    (Role::Bare, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_the_role() {
        for (line, expected) in [
            ("Today : Oct 23, 2024", Some((Role::Today, "2024-10-23"))),
            ("23 October 2024", Some((Role::Bare, "2024-10-23"))),
            ("Published: 2024-10-23", Some((Role::Published, "2024-10-23"))),
            ("Published on October 23, 2024", Some((Role::Published, "2024-10-23"))),
            ("POSTED 23 OCT 2024 10:00", Some((Role::Published, "2024-10-23T10:00:00"))),
            ("Updated 23 Oct 2024", Some((Role::Updated, "2024-10-23"))),
            ("Last updated at 10:00 on 23 Oct 2024", Some((Role::Updated, "2024-10-23T10:00:00"))),
            ("Published 3 May 2024, updated 4 May 2024", Some((Role::Published, "2024-05-03"))),
            ("May 3, 2024 (Updated: May 4, 2024)", Some((Role::Bare, "2024-05-03"))),
            ("May 3, 2024 - Updated 2 hours ago", Some((Role::Bare, "2024-05-03"))),
            ("May 3, 2024, updated by the editor", None),
            ("Dateline 23 Oct 2024", None),
            ("Updated", None),
            ("Published by Ann Lee", None),
        ] {
            let found = date_line(line).map(|line| (line.role, line.read.published.to_string()));
            let found = found.as_ref().map(|(role, date)| (*role, date.as_str()));
            assert_eq!(found, expected, "{line}");
        }
    }
}
