//! Flags by article, as a page has them and a list of references.

use super::plain::{day, encoded_address, one_line};
use crate::flag::ListedFlag;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An article with its flags in the order of the text.
pub(super) struct Article<'a> {
    pub(super) id: Uuid,
    pub(super) flags: Vec<&'a ListedFlag>,
    first: &'a ListedFlag,
}

/// Returns the articles, the newest first and those without a date at the end; the order does
/// not depend on that of the flags.
pub(super) fn by_article(flags: &[ListedFlag]) -> Vec<Article<'_>> {
    let mut articles: BTreeMap<Uuid, Article<'_>> = BTreeMap::new();
    for listed in flags {
        let id = listed.flag.article;
        let empty = || Article { id, flags: Vec::new(), first: listed };
        articles.entry(id).or_insert_with(empty).flags.push(listed);
    }
    let mut articles: Vec<_> = articles.into_values().collect();
    for article in &mut articles {
        article.flags.sort_by_key(|listed| {
            let flag = &listed.flag;
            (flag.selector.start, flag.selector.end, flag.id)
        });
        article.first = article.flags.first().copied().unwrap_or(article.first);
    }
    articles.sort_by(|a, b| {
        let newest = b.first.article.published.cmp(&a.first.article.published);
        newest
            .then_with(|| a.first.article.headline.cmp(&b.first.article.headline))
            .then_with(|| a.id.cmp(&b.id))
    });
    articles
}

impl Article<'_> {
    /// Returns the headline on one line, or words that say that there is none.
    pub(super) fn headline(&self) -> String {
        headline(self.first)
    }

    /// Returns when it was published, on one line, `""` if that is not known.
    pub(super) fn published(&self) -> String {
        self.first.article.published.as_deref().map(one_line).unwrap_or_default()
    }

    /// Returns when it was published as a page shows it: the day.
    pub(super) fn date(&self) -> String {
        self.day().map_or_else(|| self.published(), |day| day.to_string())
    }

    /// Returns the day of publication.
    pub(super) fn day(&self) -> Option<Date> {
        self.first.article.published.as_deref().and_then(day)
    }

    /// Returns the address on the web.
    pub(super) fn url(&self) -> Option<String> {
        self.first.article.url.as_deref().and_then(encoded_address)
    }

    /// Returns who wrote it, each on one line: what the byline has before an office or a place,
    /// without the word that begins it.
    pub(super) fn authors(&self) -> Vec<String> {
        let byline = one_line(self.first.article.byline.as_deref().unwrap_or(""));
        let (lead, rest) = byline.split_once(' ').unwrap_or((&byline, ""));
        let names = if lead.eq_ignore_ascii_case("by") { rest } else { &byline };
        let names = names.split(" and ").flat_map(|names| names.split(" & "));
        let name = |name: &str| name.split(',').next().unwrap_or("").trim().to_owned();
        names.map(name).filter(|name| !name.is_empty()).collect()
    }

    /// Returns the path on one line, `""` if there is none.
    pub(super) fn path(&self) -> String {
        one_line(&self.first.article.path)
    }

    /// Returns the day on which its first flag was made.
    pub(super) fn flagged(&self) -> Option<Date> {
        let first = self.flags.iter().map(|listed| listed.flag.created).min();
        first.map(|time| time.to_zoned_datetime(jiff::tz::TimeZone::UTC).date())
    }

    /// Returns the tags of its flags, ascending.
    pub(super) fn tags(&self) -> Vec<String> {
        let tags = self.flags.iter().flat_map(|listed| &listed.flag.tags);
        let mut tags: Vec<String> = tags.map(|tag| one_line(tag)).collect();
        tags.sort();
        tags.dedup();
        tags.retain(|tag| !tag.is_empty());
        tags
    }
}

/// Returns the articles with the keys that they are cited by. An article's key is made from its
/// id alone: it stays when the headline is edited or other flags are exported with it.
pub(super) fn cited(flags: &[ListedFlag]) -> Vec<(String, Article<'_>)> {
    let mut short = BTreeMap::new();
    let mut keyed: Vec<(String, Article<'_>)> = Vec::new();
    for article in by_article(flags) {
        let digits = article.id.simple().to_string();
        // The first digits tell the time and are often alike, the last ones are random.
        let last: String = digits.chars().skip(20).collect();
        let is_taken = short.insert(last.clone(), ()).is_some();
        keyed.push((format!("pq{}", if is_taken { digits } else { last }), article));
    }
    keyed
}

/// Returns the headline of a flag's article on one line, or words that say that there is none.
pub(super) fn headline(listed: &ListedFlag) -> String {
    let headline = Some(one_line(&listed.article.headline)).filter(|line| !line.is_empty());
    headline.unwrap_or_else(|| "Without a headline".to_owned())
}

/// Returns the speaker with the role, as in “Mara Venn, chief pilot”; `None` if nobody speaks.
pub(super) fn attribution(listed: &ListedFlag) -> Option<String> {
    let filled =
        |text: &Option<String>| text.as_deref().map(one_line).filter(|line| !line.is_empty());
    let speaker = filled(&listed.flag.speaker)?;
    Some(match filled(&listed.flag.role) {
        Some(role) => format!("{speaker}, {role}"),
        None => speaker,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::flag;
    use super::*;

    #[test]
    fn articles_stand_by_date_and_flags_by_place() {
        let mut flags =
            vec![flag(31, "a", ""), flag(22, "b", ""), flag(11, "c", ""), flag(21, "d", "")];
        flags[1].flag.selector.start = 40;
        flags[0].article.published = None;
        flags[2].article.published = Some("2026-03-05".to_owned());
        let order = |flags: &[ListedFlag]| -> Vec<Vec<u128>> {
            let number = |listed: &&ListedFlag| listed.flag.id.as_u128();
            by_article(flags)
                .iter()
                .map(|article| article.flags.iter().map(number).collect())
                .collect()
        };
        assert_eq!(order(&flags), [vec![11], vec![21, 22], vec![31]]);
        flags.reverse();
        assert_eq!(order(&flags), [vec![11], vec![21, 22], vec![31]]);
    }

    #[test]
    fn keys_are_unlike_even_where_ids_end_alike() {
        let mut flags = vec![flag(11, "a", ""), flag(12, "b", "")];
        flags[0].flag.article = Uuid::from_u128(0xa5);
        flags[1].flag.article = Uuid::from_u128(0xa5 + (1 << 64));
        let keys: Vec<String> = cited(&flags).into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["pq0000000000a5", "pq000000000000000100000000000000a5"]);
    }
}
