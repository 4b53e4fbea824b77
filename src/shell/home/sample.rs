//! The sample library, which the program carries with it.
//!
//! It is laid down as files in the user's cache folder when it is asked for: there it can be
//! read, flagged, edited and thrown away like any other library.

use etcetera::BaseStrategy;
use std::fs;
use std::io;
use std::path::PathBuf;

macro_rules! article {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../briefings/", $name)))
    };
}

/// The articles: file names and contents.
const ARTICLES: &[(&str, &str)] = &[
    article!("2026-02-20-night-bus.md"),
    article!("2026-02-21-bronze-boar.txt"),
    article!("2026-02-22-truce-talks.txt"),
    article!("2026-02-23-rate-decision.txt"),
    article!("2026-02-24-water-notice.txt"),
    article!("2026-02-25-school-bus.txt"),
    article!("2026-02-26-bank-trial.txt"),
    article!("2026-02-27-opera-house.md"),
    article!("2026-02-28-lamp-inquiry.txt"),
    article!("2026-03-01-valley-flood.txt"),
    article!("2026-03-02-orchard-blight.txt"),
    article!("2026-03-03-battery-plant.md"),
    article!("2026-03-04-harbour-inquiry.txt"),
    article!("2026-03-05-strait-reopening.txt"),
    article!("2026-03-06-ice-core.txt"),
    article!("2026-03-07-cup-final.txt"),
];

/// Lays the sample library down and returns its folder. A file that is there stays as it is.
///
/// # Errors
///
/// Fails if there is no home, or the files cannot be written.
pub fn sample() -> io::Result<PathBuf> {
    let base = etcetera::choose_base_strategy().map_err(io::Error::other)?;
    let folder = base.cache_dir().join("pullquote").join("sample");
    fs::create_dir_all(&folder)?;
    for (name, text) in ARTICLES {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(path, text)?;
        }
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_sample_is_all_of_the_briefings() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(ARTICLES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
    }
}
