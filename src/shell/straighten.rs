//! Passages of many articles of which only marks, dashes and spaces have changed, found in their
//! files.

use super::inputs::{STDIN, documents};
use crate::flag::{Flag, FlagChange, ListedFlag, straightened};
use crate::load::Limits;
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;

/// Returns the changes that have flags quote such passages as they stand now. What cannot be read,
/// or stands in a file of several articles, is left as it is: opening it shows what became of it.
pub(super) fn in_files(flags: &[ListedFlag]) -> Vec<(Uuid, FlagChange)> {
    let mut files: BTreeMap<&str, Vec<&Flag>> = BTreeMap::new();
    for listed in flags.iter().filter(|listed| listed.flag.deleted.is_none()) {
        files.entry(&listed.article.path).or_default().push(&listed.flag);
    }
    files.remove(STDIN);
    let changes = |(path, flags): (&str, Vec<&Flag>)| {
        let documents = documents(Path::new(path), &Limits::default()).unwrap_or_default();
        match documents.as_slice() {
            [document] => straightened(document, flags),
            _ => Vec::new(),
        }
    };
    files.into_iter().flat_map(changes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Briefing;
    use crate::flag::{ArticleKeys, FlagDraft};
    use crate::load::load_text;
    use crate::span::Span;
    use jiff::Timestamp;
    use std::fs;
    use std::sync::Arc;

    #[test]
    fn passages_are_found_in_their_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let text = "Fog Over The Quay\n\n“We can’t go,” she said.\n\nNine boats sank at dawn.\n";
        let name = path.to_str().unwrap();
        let document = Arc::new(load_text(name, text, &Limits::default()));
        let briefing = Briefing { document: document.clone(), ..Briefing::default() };
        let flag = |words: &str, number: u128| {
            let start = document.text.find(words).unwrap();
            let span = Span::new(start, start + words.len());
            let draft = FlagDraft::of(&briefing, span, String::new());
            let now = Timestamp::UNIX_EPOCH;
            let flag = Flag::new(&draft, Uuid::from_u128(number), Uuid::nil(), now);
            ListedFlag::of(flag, ArticleKeys::of(&document))
        };
        let mut flags = vec![flag("“We can’t go,” she said.", 1), flag("Nine boats sank", 2)];
        let found = |flags: &[ListedFlag]| {
            let ids = in_files(flags).into_iter().map(|(id, _)| id.as_u128());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(found(&flags), [0; 0], "there is no file");
        fs::write(&path, text).unwrap();
        assert_eq!(found(&flags), [0; 0], "nothing has changed");
        let edited = text.replace(['“', '”'], "\"").replace('’', "'").replace("Nine", "Ten");
        fs::write(&path, edited).unwrap();
        assert_eq!(found(&flags), [1]);
        flags[0].flag.deleted = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(found(&flags), [0; 0]);
    }
}
