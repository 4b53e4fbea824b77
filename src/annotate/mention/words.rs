//! Words of noun phrases that the classes of the lexicon do not tell apart: which modify a noun,
//! which are verbs, which titles tell no office.

/// Adjectives with which names begin, most of them function words.
pub(super) fn opens_name(word: &str) -> bool {
    matches!(
        word,
        "New"
            | "Old"
            | "Great"
            | "Big"
            | "Best"
            | "High"
            | "First"
            | "Long"
            | "Good"
            | "Small"
            | "Low"
    )
}

/// Adjectives among the function words.
pub(super) fn is_adjective(word: &str) -> bool {
    matches!(
        word,
        "new"
            | "best"
            | "only"
            | "top"
            | "chief"
            | "right"
            | "former"
            | "first"
            | "better"
            | "old"
            | "good"
            | "big"
            | "small"
            | "great"
            | "long"
            | "high"
            | "low"
            | "last"
            | "next"
            | "own"
            | "different"
            | "recent"
            | "late"
            | "early"
    )
}

pub(super) fn looks_like_verb(word: &str) -> bool {
    match word.as_bytes() {
        [.., b'e', b'd'] | [.., b'i', b'n', b'g'] => true,
        [.., b's', b's'] => false,
        [.., b's'] => !is_plural_modifier(word),
        _ => false,
    }
}

/// Tells whether a noun that no table lists looks like one for somebody: “the soprano”, “the
/// cellist”, but not “the money” and “the last”.
pub(crate) fn looks_like_trade(noun: &str) -> bool {
    let endings =
        ["er", "or", "ist", "ian", "ant", "ent", "man", "woman", "eur", "ee", "ano", "ete"];
    endings.iter().any(|ending| noun.ends_with(ending))
}

/// Plurals that modify a noun (“sports minister”).
pub(super) fn is_plural_modifier(word: &str) -> bool {
    matches!(
        word,
        "affairs"
            | "sports"
            | "news"
            | "operations"
            | "communications"
            | "politics"
            | "economics"
            | "services"
            | "sales"
            | "rights"
            | "arms"
            | "relations"
            | "works"
            | "resources"
            | "defence"
            | "always"
            | "securities"
            | "savings"
            | "weapons"
            | "trades"
    )
}

/// Participles that modify a noun without a hyphen (“retired officials”).
pub(super) fn is_participle(word: &str) -> bool {
    matches!(
        word,
        "retired"
            | "elected"
            | "leading"
            | "acting"
            | "ruling"
            | "opposing"
            | "unnamed"
            | "outgoing"
            | "incoming"
            | "managing"
            | "operating"
            | "founding"
            | "deputy"
            | "armed"
            | "building"
            | "marketing"
            | "housing"
            | "planning"
            | "advertising"
            | "unidentified"
            | "registered"
            | "training"
            | "fishing"
            | "mining"
            | "shipping"
            | "banking"
            | "engineering"
            | "polling"
            | "neighbouring"
            | "neighboring"
            | "fundraising"
    )
}

/// Titles that tell no role.
pub(super) fn is_honorific(title: &str) -> bool {
    matches!(
        title.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Mx" | "Miss" | "Dr" | "Messrs" | "Sir" | "Dame" | "Lady"
    )
}
