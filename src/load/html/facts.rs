//! What a page says of its article: headline, deck, byline, date, section, address.
//!
//! Pages say it in several places, of which the first that says it well counts: structured data
//! (JSON-LD), then what is meant for networks (OpenGraph and other `<meta>`), then what is shown.

use super::page::Page;
use super::words;
use crate::document::Published;
use crate::load::build::Parts;
use crate::load::build::Piece;
use crate::load::date;
use crate::load::links::web_address;
use crate::load::plain::look;
use serde_json::Value;

/// Objects of structured data that are looked at.
const OBJECTS: usize = 1000;
/// Bytes of a name that is taken for one.
const NAME: usize = 200;

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headline: Option<String>,
    pub(super) deck: Option<String>,
    byline: Option<String>,
    published: Option<Published>,
    section: Option<String>,
    pub(super) url: Option<String>,
}

impl Facts {
    /// Finds what a page says. O(n) in what its head holds.
    pub(super) fn of(page: &Page) -> Self {
        let data: Vec<Value> =
            page.data.iter().filter_map(|data| serde_json::from_str(data.trim()).ok()).collect();
        let article = article(&data);
        let said = |key: &str| article.and_then(|it| it.get(key)).and_then(text);
        let meta = |names: &[&str]| {
            let found = names.iter().find_map(|name| page.meta.iter().find(|(it, _)| it == name));
            found.map(|(_, content)| words(content)).filter(|it| !it.is_empty())
        };
        let urls = [
            page.canonical.clone(),
            meta(&["og:url"]),
            said("url"),
            article.and_then(|it| it.get("mainEntityOfPage")).and_then(text),
        ];
        let dates = said("datePublished")
            .into_iter()
            .chain(meta(DATES))
            .chain(page.times.iter().map(|it| words(it)));
        let byline = authors(article).or_else(|| meta(AUTHORS)).filter(|it| is_name(it));
        Self {
            headline: headline(page, said("headline"), &meta),
            deck: meta(DECKS).or_else(|| said("description")),
            byline,
            published: dates.filter_map(|it| date::parse_date(&it)).next(),
            section: said("articleSection")
                .or_else(|| meta(SECTIONS))
                .filter(|it| it.len() <= NAME && look::is_label(it)),
            url: urls.into_iter().flatten().find_map(|url| web_address(&url)),
        }
    }

    /// Returns what need not be said in the article; `byline` is what stands on the page.
    pub(super) fn known<'f>(&'f self, byline: Option<&'f str>) -> Vec<&'f str> {
        let facts =
            [self.headline.as_deref(), self.byline.as_deref(), byline, self.section.as_deref()];
        facts.into_iter().flatten().collect()
    }

    /// Adds to an article what is known of it; `byline` is what stands on the page.
    pub(super) fn write(self, byline: Option<String>, parts: &mut Parts) {
        let own = |text: String| vec![Piece::Own(text)];
        let byline = self.byline.or_else(|| byline.filter(|it| is_name(it)));
        parts.headline = parts.headline.take().or(self.headline.map(own));
        parts.byline = byline.map(own);
        parts.section = self.section.map(own);
        parts.published = self.published;
        parts.url = self.url;
    }
}

const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "og:published_time",
    "cxenseparse:recs:publishtime",
    "timestamp",
    "last-modified",
];
const AUTHORS: &[&str] = &[
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "article:author",
];
const DECKS: &[&str] = &["og:description", "description", "twitter:description"];
const SECTIONS: &[&str] = &["article:section", "section", "parsely-section"];

/// Returns the object of structured data that tells of an article.
fn article(data: &[Value]) -> Option<&Value> {
    let mut rest: Vec<&Value> = data.iter().rev().collect();
    let mut seen = 0;
    while let Some(value) = rest.pop() {
        seen += 1;
        if seen > OBJECTS {
            return None;
        }
        match value {
            Value::Array(values) => rest.extend(values.iter().rev()),
            Value::Object(object) => {
                let is_one = |kind: &Value| kind.as_str().is_some_and(is_article);
                let kinds = object.get("@type");
                let in_list =
                    kinds.and_then(Value::as_array).is_some_and(|it| it.iter().any(is_one));
                if kinds.is_some_and(is_one) || in_list {
                    return Some(value);
                }
                rest.extend(object.get("@graph"));
            }
            _ => {}
        }
    }
    None
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or("");
    kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report"
}

/// Returns a value as words: a string, the first of a list, the name or address of an object.
fn text(value: &Value) -> Option<String> {
    let value = value.as_array().map_or(Some(value), |list| list.first())?;
    let named = ["name", "@id", "url"].iter().find_map(|key| value.get(key)?.as_str());
    let text = words(value.as_str().or(named)?);
    (!text.is_empty()).then_some(text)
}

/// Returns the names of the authors.
fn authors(article: Option<&Value>) -> Option<String> {
    let authors = article?.get("author")?;
    let one = std::slice::from_ref(authors);
    let list = authors.as_array().map_or(one, Vec::as_slice);
    let name = |it: &Value| {
        let name = it.as_str().or_else(|| it.get("name")?.as_str()).map(words)?;
        is_name(&name).then_some(name)
    };
    let mut names: Vec<String> = Vec::new();
    for name in list.iter().take(20).filter_map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// Tells whether words may name authors: neither an address nor too long.
fn is_name(words: &str) -> bool {
    !words.is_empty() && words.len() <= NAME && !words.contains("://") && !words.starts_with('@')
}

/// Returns the headline: what is shown as one, if the page says elsewhere that it is; else what it
/// says there, without the name of the site.
fn headline(
    page: &Page,
    said: Option<String>,
    meta: &dyn Fn(&[&str]) -> Option<String>,
) -> Option<String> {
    let shown = || page.headings.iter().map(|it| words(it)).filter(|it| !it.is_empty());
    let only = shown().next().filter(|_| shown().count() == 1);
    let titles =
        [said, meta(&["og:title"]), meta(&["twitter:title"]), only, Some(words(&page.title))];
    let titles: Vec<String> = titles.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let folded = |text: &str| {
        let is_word = |c: &char| c.is_alphanumeric() || *c == ' ';
        text.chars().filter(is_word).flat_map(char::to_lowercase).collect::<String>()
    };
    let all: Vec<String> = titles.iter().map(|title| folded(title)).collect();
    let is_said = |heading: &String| {
        let heading = folded(heading);
        heading.trim().contains(' ') && all.iter().any(|title| title.contains(heading.trim()))
    };
    if let Some(found) = shown().find(is_said) {
        return Some(found);
    }
    let site = meta(&["og:site_name", "application-name"]);
    titles.first().map(|title| without_site(title, site.as_deref()))
}

/// Returns a title without the name of the site behind (or before) it.
fn without_site(title: &str, site: Option<&str>) -> String {
    for parting in [" | ", " - ", " – ", " — ", " :: ", " » ", " • "] {
        let Some((head, tail)) = title.rsplit_once(parting) else { continue };
        let same = |part: &str| site.is_some_and(|site| site.eq_ignore_ascii_case(part.trim()));
        let is_short = tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 4;
        if same(tail) || is_short {
            return head.trim().to_owned();
        }
        if let Some((first, rest)) = title.split_once(parting)
            && same(first)
        {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_the_site() {
        for (title, site, expected) in [
            ("Harbour gates shut for good – The Lorne Packet", None, "Harbour gates shut for good"),
            ("Harbour – Packet", Some("packet"), "Harbour"),
            ("Packet | Harbour shut", Some("Packet"), "Harbour shut"),
            ("Harbour gates - shut", None, "Harbour gates - shut"),
            ("Who pays?", None, "Who pays?"),
        ] {
            assert_eq!(without_site(title, site), expected);
        }
    }

    #[test]
    fn the_article_is_found_in_structured_data() {
        for (data, expected) in [
            (r#"{"@type":"NewsArticle","headline":"A"}"#, Some("A")),
            (
                r#"[{"@type":"WebPage"},{"@type":["Thing","BlogPosting"],"headline":"A"}]"#,
                Some("A"),
            ),
            (
                r#"{"@graph":[{"@type":"Person"},{"@type":"https://schema.org/ReportageNewsArticle","headline":["A"]}]}"#,
                Some("A"),
            ),
            (r#"{"@type":"WebPage","headline":"A"}"#, None),
            ("3", None),
        ] {
            let data = [serde_json::from_str(data).unwrap()];
            let found = article(&data).and_then(|it| it.get("headline")).and_then(text);
            assert_eq!(found.as_deref(), expected, "{data:?}");
        }
    }
}
