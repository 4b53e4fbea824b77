//! What day it is where the reader is, and the time zone that says so.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::env;
use std::fs;
use std::path::Path;

/// Where the rules of the system's time zone are.
const RULES: &str = "/etc/localtime";

/// Returns what day it is where the reader is.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned_datetime(here()).date()
}

/// Returns the time zone that `TZ` names, or that of the system. The latter is read anew each time,
/// in some 20 µs: whoever travels sets another while the program runs.
pub(super) fn here() -> TimeZone {
    let is_named = env::var_os("TZ").is_some();
    // To name it, too, all zones would be looked through, which takes longer than the start.
    let local = (!is_named).then(|| local(Path::new(RULES))).flatten();
    local.unwrap_or_else(TimeZone::system)
}

fn local(rules: &Path) -> Option<TimeZone> {
    TimeZone::tzif("Local", &fs::read(rules).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules of a zone that is so many hours ahead all year.
    fn ahead(hours: i8) -> Vec<u8> {
        let mut rules = Vec::new();
        // Once for old readers and once for new ones: one kind of time, called “abc”.
        for _ in 0..2 {
            rules.extend(b"TZif2");
            rules.extend([0; 15]);
            rules.extend([0, 0, 0, 0, 1, 4].map(u32::to_be_bytes).concat());
            rules.extend((i32::from(hours) * 3600).to_be_bytes());
            rules.extend(b"\0\0abc\0");
        }
        rules.extend(format!("\n<abc>{}\n", -hours).bytes());
        rules
    }

    #[test]
    fn another_time_zone_is_taken_in() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("localtime");
        assert_eq!(local(&path), None);
        for (hours, day) in [(14, "2031-03-01"), (-12, "2031-02-27"), (14, "2031-03-01")] {
            fs::write(&path, ahead(hours)).unwrap();
            let now: Timestamp = "2031-02-28T11:00:00Z".parse().unwrap();
            assert_eq!(now.to_zoned_datetime(local(&path).unwrap()).date().to_string(), day);
        }
        fs::write(&path, "no rules").unwrap();
        assert_eq!(local(&path), None);
    }
}
