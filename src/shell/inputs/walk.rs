//! The articles under a path, folder by folder, in the order of their names.

use super::{read, sentence, shown};
use std::collections::HashSet;
use std::fs::read_dir;
use std::io;
use std::iter;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Endings of the files in a folder that are taken for articles.
const ENDINGS: &[&str] = &["txt", "md", "markdown", "html", "htm", "xhtml"];

/// How far into a `.toml` file its `format` key is looked for, in bytes.
const FORMAT_WITHIN: usize = 4096;

/// Returns the articles at `path`: the file itself whatever its name, or those in the folder
/// and the folders in it. Hidden files are passed over; each folder is entered once, however
/// many links lead to it. What cannot be read comes as a sentence, and so does a folder
/// without articles.
pub fn articles(path: &Path) -> Box<dyn Iterator<Item = Result<PathBuf, String>> + Send> {
    if !named(path).is_dir() {
        return Box::new(iter::once(Ok(path.to_owned())));
    }
    let path = path.to_owned();
    let mut walk = Walk { rest: vec![path.clone()], entered: HashSet::new() };
    let mut is_empty = true;
    Box::new(iter::from_fn(move || {
        let found = walk.next();
        let nothing = std::mem::take(&mut is_empty) && found.is_none();
        if nothing { Some(Err(no_articles(&path))) } else { found }
    }))
}

/// Tells by its name, and for `.toml` by its first lines, whether a file in a folder is taken
/// for an article.
#[must_use]
pub fn is_article(path: &Path) -> bool {
    let Some(ending) = path.extension().and_then(|ending| ending.to_str()) else { return false };
    let ending = ending.to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str()) || (ending == "toml" && is_annotated(path))
}

/// Tells whether a TOML file says that it is an annotated briefing.
fn is_annotated(path: &Path) -> bool {
    let start = read(path, FORMAT_WITHIN).unwrap_or_default();
    String::from_utf8_lossy(&start)
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("format"))
        .any(|rest| rest.trim_start().starts_with('=') && rest.contains("pullquote"))
}

fn no_articles(folder: &Path) -> String {
    format!(
        "{} holds no articles: no file in it ends in .txt, .md, .markdown or .html, or is an \
         annotated .toml. Name a file to read it whatever its name.",
        shown(folder)
    )
}

/// What is still to be looked at.
struct Walk {
    /// The last is the next; folders are read when they are reached.
    rest: Vec<PathBuf>,
    /// Device and inode of each folder entered.
    entered: HashSet<(u64, u64)>,
}

impl Walk {
    /// Puts what lies in a folder before the rest.
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        let mut names = Vec::new();
        for entry in read_dir(named(folder))? {
            let name = entry?.file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                names.push(name);
            }
        }
        names.sort_unstable();
        self.rest.extend(names.iter().rev().map(|name| folder.join(name)));
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, String>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(path) = self.rest.pop() {
            match named(&path).metadata() {
                Ok(meta) if meta.is_dir() => {
                    if self.entered.insert((meta.dev(), meta.ino()))
                        && let Err(error) = self.enter(&path)
                    {
                        return Some(Err(sentence(&path, &error)));
                    }
                }
                Ok(meta) if meta.is_file() && is_article(&path) => return Some(Ok(path)),
                Err(error) if is_article(&path) => return Some(Err(sentence(&path, &error))),
                Ok(_) | Err(_) => {}
            }
        }
        None
    }
}

/// Returns the path by which the system knows a folder; that of a plain file name is unnamed.
fn named(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{create_dir, write};
    use std::os::unix::fs::symlink;
    use tempfile::tempdir;

    #[test]
    fn walks_folders_in_order_and_in_no_circle() {
        let folder = tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        create_dir(at("deep")).unwrap();
        create_dir(at(".hidden")).unwrap();
        for name in ["b.md", "a.TXT", "c.markdown", "page.html", "page.pdf", ".d.txt", "deep/e.txt"]
        {
            write(at(name), "x").unwrap();
        }
        write(at(".hidden/f.txt"), "x").unwrap();
        write(at("cargo.toml"), "[package]\nname = \"format\"\n").unwrap();
        write(at("kept.toml"), "format = \"pullquote 1\"\n").unwrap();
        symlink("..", at("deep/up")).unwrap();
        symlink(".", at("same")).unwrap();
        symlink("nowhere", at("z.txt")).unwrap();
        let found: Vec<String> = articles(folder.path())
            .map(|found| match found {
                Ok(path) => path.strip_prefix(folder.path()).unwrap().display().to_string(),
                Err(problem) => problem.replace(folder.path().to_str().unwrap(), "/tmp"),
            })
            .collect();
        assert_eq!(
            found,
            [
                "a.TXT",
                "b.md",
                "c.markdown",
                "deep/e.txt",
                "kept.toml",
                "page.html",
                "/tmp/z.txt does not exist; check the name.",
            ]
        );
    }

    #[test]
    fn a_file_is_itself_and_nothing_is_said_to_be_missing_twice() {
        let all = |path: &str| articles(Path::new(path)).collect::<Vec<_>>();
        assert_eq!(all("no/such.file"), [Ok(PathBuf::from("no/such.file"))]);
        let empty = tempdir().unwrap();
        let found: Vec<_> = articles(empty.path()).collect();
        assert!(matches!(found.as_slice(), [Err(_)]), "{found:?}");
    }
}
