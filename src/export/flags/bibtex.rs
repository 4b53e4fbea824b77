//! The articles that are flagged, as BibTeX.

use super::article::cited;
use crate::flag::ListedFlag;

/// Returns the cited articles as BibTeX: an entry an article, for BibTeX and biblatex alike.
#[must_use]
pub fn bibtex(flags: &[ListedFlag]) -> String {
    let entries: Vec<String> = cited(flags)
        .into_iter()
        .map(|(key, article)| {
            // Two pairs of braces keep the capitals.
            let mut fields = vec![("title", format!("{{{}}}", escape(&article.headline())))];
            // Names are not taken apart.
            let authors: Vec<String> =
                article.authors().iter().map(|name| format!("{{{}}}", escape(name))).collect();
            if !authors.is_empty() {
                fields.push(("author", authors.join(" and ")));
            }
            if let Some(day) = article.day() {
                fields.push(("year", day.year().to_string()));
                fields.push(("month", day.month().to_string()));
                fields.push(("date", day.to_string()));
            }
            if let Some(url) = article.url() {
                fields.push(("url", url));
                let flagged = article.flagged().map(|day| day.to_string());
                fields.push(("urldate", flagged.unwrap_or_default()));
            }
            let tags: Vec<String> = article.tags().iter().map(|tag| escape(tag)).collect();
            if !tags.is_empty() {
                fields.push(("keywords", tags.join(", ")));
            }
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
            format!("@misc{{{key},\n{}\n}}\n", fields.join(",\n"))
        })
        .collect();
    entries.join("\n")
}

/// Returns a line in which TeX finds no command, group, comment or mathematics. Braces are
/// spelled out: BibTeX counts them even behind a backslash.
pub(super) fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        let name = match c {
            '\\' => "backslash",
            '{' => "braceleft",
            '}' => "braceright",
            '~' => "asciitilde",
            '^' => "asciicircum",
            '<' => "less",
            '>' => "greater",
            '|' => "bar",
            '"' => "quotedbl",
            '#' | '$' | '%' | '&' | '_' => {
                escaped.push('\\');
                ""
            }
            _ => "",
        };
        match name {
            "" => escaped.push(c),
            name => escaped += &format!("\\text{name}{{}}"),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::sample::{HOSTILE, flag, full, hostile};
    use super::*;
    use crate::flag::SeenArticle;
    use proptest::prelude::*;

    #[test]
    fn a_byline_names_the_authors() {
        let by = |byline: Option<String>| {
            let listed = full(11);
            ListedFlag { article: SeenArticle { byline, ..listed.article }, ..listed }
        };
        for (byline, expected) in [
            ("By Ilo Dane", "{Ilo Dane}"),
            ("BY ILO DANE in Ostrel", "{ILO DANE in Ostrel}"),
            ("Ilo Dane, harbour correspondent, and Mara Venn", "{Ilo Dane} and {Mara Venn}"),
            ("by R&D staff & agencies", "{R\\&D staff} and {agencies}"),
            ("Übü", "{Übü}"),
        ] {
            let page = bibtex(&[by(Some(byline.to_owned()))]);
            assert!(page.contains(&format!("\n  author = {{{expected}}},\n")), "{page}");
        }
        for none in [None, Some("By ".to_owned()), Some(" ".to_owned())] {
            assert!(!bibtex(&[by(none)]).contains("author"));
        }
    }

    #[test]
    fn an_article_is_one_entry() {
        let mut other = flag(21, "b", "");
        (other.article.headline, other.article.published) = ("R&D: {50%}".to_owned(), None);
        insta::assert_snapshot!(bibtex(&[full(11), flag(12, "a", ""), other]), @r"
        @misc{pq000000000001,
          title = {{Harbour *master* goes}},
          year = {2026},
          month = {3},
          date = {2026-03-04},
          url = {https://example.org/a_%28b%29},
          urldate = {2026-03-04},
          keywords = {2026, R\&D, harbour}
        }

        @misc{pq000000000002,
          title = {{R\&D: \textbraceleft{}50\%\textbraceright{}}},
          url = {https://example.org/a_%28b%29},
          urldate = {2026-03-04}
        }
        ");
    }

    /// Reads entries as BibTeX does: braces alone tell where a value ends.
    fn entries(page: &str) -> Vec<Vec<(String, String)>> {
        let mut entries = Vec::new();
        let mut rest = page.trim();
        while !rest.is_empty() {
            rest = rest.strip_prefix("@misc{").unwrap();
            let (key, fields) = rest.split_once(",\n").unwrap();
            assert!(key.starts_with("pq") && key.chars().all(|c| c.is_ascii_alphanumeric()));
            let mut entry = Vec::new();
            rest = fields;
            while let Some((name, value)) = rest.split_once(" = {") {
                let mut depth = 1;
                let mut end = 0;
                for (at, c) in value.char_indices() {
                    depth += match c {
                        '{' => 1,
                        '}' => -1,
                        _ => 0,
                    };
                    if depth == 0 {
                        end = at;
                        break;
                    }
                }
                assert_eq!(depth, 0);
                entry.push((name.trim().to_owned(), value[..end].to_owned()));
                rest = &value[end + 1..];
                match rest.strip_prefix(",\n") {
                    Some(more) => rest = more,
                    None => break,
                }
            }
            rest = rest.strip_prefix("\n}").unwrap().trim_start();
            entries.push(entry);
        }
        entries
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_bibtex(text in HOSTILE) {
            let names = |text: &str| -> Vec<Vec<String>> {
                let page = bibtex(&[hostile(text), full(22)]);
                let name = |(name, _): (String, String)| name;
                entries(&page).into_iter().map(|entry| entry.into_iter().map(name).collect()).collect()
            };
            let mut found = names(&text);
            let mut expected = names("x");
            for names in found.iter_mut().chain(&mut expected) {
                names.retain(|name| name != "keywords");
            }
            prop_assert_eq!(found, expected);
            let plain: String = "~\\{}#$%&_^".chars().filter(|c| escape(&text).contains(&format!(" {c}"))).collect();
            prop_assert!(plain.chars().all(|c| c == '\\'), "{}", plain);
        }
    }
}
