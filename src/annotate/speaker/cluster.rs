//! Namings of one person or body: which names of a document belong together.
//!
//! Full names are read first, wherever they stand; then a surname, a given name or an acronym
//! finds the bearer that it most likely means where it stands.

use super::acronym;
use super::described;
use super::elsewhere;
use super::evidence::{self, Evidence};
use super::name::{self, Name};
use crate::annotate::cue::Scene;
use crate::annotate::lexicon::given::{self, GENDERS};
use crate::annotate::lexicon::{Class, nouns};
use crate::annotate::mention::{Mention, MentionKind};
use crate::annotate::token::Shape;
use std::collections::{HashMap, HashSet};

/// How many bearers one word may lead to, the last ones: keeps names linear.
pub(super) const BEARERS: usize = 32;
/// How many sentences a naming is fresh.
const FRESH: usize = 4;
/// Longest name in words that is trusted; what is longer is a line in capitals.
const LONGEST: usize = 6;
/// How much a pronoun of another gender behind a surname speaks against a bearer.
const OTHER_PRONOUN: f32 = 1.0;
/// How much a title of another gender does: “Mr. Venn” is hardly Anna Venn.
const OTHER_TITLE: f32 = 4.0;
/// How much “the elder” speaks for whoever was named as a relative of another: mostly a parent.
const ELDER: f32 = 4.0;
/// How many tokens around a naming show whether it stands in a line in capitals.
const AROUND: usize = 20;

/// All namings of one person or body by name.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    /// The fullest name.
    pub(super) name: Name,
    /// The naming from which it is taken.
    pub(super) shown: String,
    pub(super) evidence: Evidence,
    /// How often the full name is given, and where it was last named.
    full: usize,
    last: Option<usize>,
    /// First named as somebody's relative: “her husband, Tom Venn”.
    kin: bool,
}

/// Who bears which name, and whom each mention names.
#[derive(Clone, Debug, Default)]
pub(super) struct Bearers {
    pub(super) all: Vec<Bearer>,
    /// By mention; `None` for what is no name.
    pub(super) of_mention: Vec<Option<usize>>,
}

/// One naming as it is read.
struct Naming<'a> {
    index: usize,
    mention: &'a Mention,
    name: Name,
    /// It stands where capitals mean something.
    trusted: bool,
    evidence: Evidence,
}

/// Puts the names of a document together: those of its `mentions`, each with its number. O(n) in
/// them.
pub(super) fn cluster(scene: &Scene<'_>, mentions: &[(usize, &Mention)]) -> Bearers {
    let mut namings: Vec<Naming<'_>> = mentions
        .iter()
        .filter(|(_, mention)| mention.kind == MentionKind::Named)
        .map(|&(index, mention)| Naming::read(scene, index, mention))
        .collect();
    count_pronouns(scene, &mut namings);
    let mut cluster = Cluster {
        scene,
        bearers: Bearers { all: Vec::new(), of_mention: vec![None; mentions.len()] },
        by_last: HashMap::new(),
        by_first: HashMap::new(),
        by_inner: HashMap::new(),
        by_key: HashMap::new(),
    };
    let tails = tails(&namings);
    for naming in &mut namings {
        if naming.name.begins_with_particle() && tails.contains(&naming.name.key()) {
            naming.name = naming.name.tail();
        }
    }
    let is_full =
        |naming: &Naming<'_>| naming.name.words.len() > 1 && !tails.contains(&naming.name.key());
    let (sure, doubtful): (Vec<usize>, Vec<usize>) = (0..namings.len())
        .filter(|&at| namings.get(at).is_some_and(|naming| naming.trusted && is_full(naming)))
        .partition(|&at| namings.get(at).is_some_and(|naming| !naming.is_doubtful(scene)));
    for naming in sure.iter().filter_map(|&at| namings.get(at)) {
        cluster.add_full(naming);
    }
    for &at in &doubtful {
        let Some(naming) = namings.get_mut(at) else { continue };
        if cluster.knows_surname(naming) {
            naming.name = naming.name.tail();
        } else {
            cluster.add_full(naming);
        }
    }
    for naming in &namings {
        cluster.place(naming, is_full(naming));
    }
    acronym::spell_out(scene, &mut cluster.bearers.all);
    elsewhere::find_given(scene, &mut cluster.bearers.all);
    cluster.bearers
}

/// Counts for each naming the pronouns that follow it before the next one.
fn count_pronouns(scene: &Scene<'_>, namings: &mut [Naming<'_>]) {
    let mut next = usize::MAX;
    for naming in namings.iter_mut().rev() {
        evidence::count_pronouns(scene, naming.mention.tokens.end, next, &mut naming.evidence);
        next = naming.mention.tokens.start;
    }
}

/// Surnames of several words: “de Groot” where “Willem de Groot” is named as well, “da Silva” beside
/// “Ana da Silva Ruiz”.
fn tails(namings: &[Naming<'_>]) -> HashSet<String> {
    let mut tails = HashSet::new();
    for naming in namings.iter().filter(|naming| naming.trusted) {
        let words = &naming.name.words;
        if words.len() < 3 || words.len() > LONGEST {
            continue;
        }
        let person = naming.name.given().is_some_and(|word| given::gender_of(word) != Class::NONE)
            || naming.evidence.is_person();
        let two = words.get(words.len() - 2..).filter(|_| person);
        let particle = words.iter().skip(1).position(|word| name::is_particle(word));
        let behind = particle.and_then(|at| words.get(at + 1..)).unwrap_or_default();
        let particles = behind.iter().take_while(|word| name::is_particle(word)).count();
        let surname = behind.get(..particles + 1).filter(|_| particles > 0);
        tails.extend(two.into_iter().chain(surname).map(|words| words.join(" ")));
    }
    tails
}

impl<'a> Naming<'a> {
    fn read(scene: &Scene<'_>, index: usize, mention: &'a Mention) -> Self {
        let name = Name::read(scene, mention);
        let body = mention.class.meets(Class::HEAD_BODY);
        let trusted = (body || name.words.len() <= LONGEST) && !in_capitals(scene, mention);
        let evidence = evidence::of_naming(scene, mention, &name);
        Self { index, mention, name, trusted, evidence }
    }

    /// “*Quiet* Venn smiled”: at the beginning of a sentence a capital makes no given name, unless
    /// what stands behind it tells of a person (“Rowland Venn, 58, denies”).
    fn is_doubtful(&self, scene: &Scene<'_>) -> bool {
        let first = self.name.given().unwrap_or_default();
        self.name.words.len() == 2
            && !self.evidence.described
            && given::gender_of(first) == Class::NONE
            && name::at_beginning(scene, self.name.tokens.start)
    }
}

/// Tells whether a mention stands in a line of which nearly every word has a capital.
fn in_capitals(scene: &Scene<'_>, mention: &Mention) -> bool {
    let at = mention.name.start;
    let behind = at..at + AROUND + mention.name.len();
    let behind = behind.take_while(|&next| next == at || !scene.begins_line(next));
    let before = (at.saturating_sub(AROUND)..at).rev();
    let before = before.take_while(|&last| !scene.begins_line(last + 1));
    let (mut large, mut small) = (0, 0);
    for token in before.chain(behind).filter_map(|at| scene.token(at)) {
        // By its letters: what a headline writes large is large, whatever it would be elsewhere.
        let capital = token.span.of(scene.text).starts_with(char::is_uppercase);
        match token.shape {
            _ if token.quoted => {}
            Shape::Number | Shape::Mark(_) => {}
            _ if capital => large += 1,
            _ => small += 1,
        }
    }
    large > 4 * small && large >= 4
}

struct Cluster<'a> {
    scene: &'a Scene<'a>,
    bearers: Bearers,
    by_last: HashMap<String, Vec<usize>>,
    by_first: HashMap<String, Vec<usize>>,
    /// By each word of a name but its first and its last.
    by_inner: HashMap<String, Vec<usize>>,
    /// By a whole name, by an acronym.
    by_key: HashMap<String, usize>,
}

impl Cluster<'_> {
    fn add_full(&mut self, naming: &Naming<'_>) {
        let known = self.same_full(naming);
        let id = match known {
            Some(id) => {
                self.widen(id, naming);
                id
            }
            None => self.add(naming),
        };
        if let Some(bearer) = self.bearers.all.get_mut(id) {
            bearer.full += 1;
        }
        self.set(naming.index, id);
    }

    fn same_full(&self, naming: &Naming<'_>) -> Option<usize> {
        if let Some(&id) = self.by_key.get(&naming.name.key()) {
            let bearer = self.bearers.all.get(id)?;
            return bearer.evidence.agrees(&naming.evidence).then_some(id);
        }
        let known = self.by_last.get(naming.name.surname())?;
        known.iter().rev().copied().find(|&id| {
            self.bearers.all.get(id).is_some_and(|bearer| {
                bearer.name.agrees(&naming.name) && bearer.evidence.agrees(&naming.evidence)
            })
        })
    }

    fn widen(&mut self, id: usize, naming: &Naming<'_>) {
        let Some(bearer) = self.bearers.all.get_mut(id) else { return };
        bearer.evidence.add(&naming.evidence);
        if naming.name.words.len() > bearer.name.words.len() {
            bearer.shown = naming.name.shown(self.scene);
            bearer.name = naming.name.clone();
        }
        self.index_acronym(id, naming);
    }

    fn add(&mut self, naming: &Naming<'_>) -> usize {
        let id = self.bearers.all.len();
        self.bearers.all.push(Bearer {
            name: naming.name.clone(),
            shown: naming.name.shown(self.scene),
            evidence: naming.evidence.clone(),
            full: 0,
            last: None,
            kin: described::is_kin(self.scene, naming.mention),
        });
        push(&mut self.by_last, naming.name.surname(), id);
        if let Some(given) = naming.name.given() {
            push(&mut self.by_first, given, id);
        }
        if let [_, inner @ .., _] = naming.name.words.as_slice() {
            for word in inner.iter().filter(|word| !name::is_particle(word)) {
                push(&mut self.by_inner, word, id);
            }
        }
        self.by_key.entry(naming.name.key()).or_insert(id);
        self.index_acronym(id, naming);
        id
    }

    /// “National Intelligence Service (NIS)”, and “NIS” for a body with those initials.
    fn index_acronym(&mut self, id: usize, naming: &Naming<'_>) {
        let mention = naming.mention;
        let behind = mention.tokens.end..mention.full.end;
        let given = self.scene.tokens.get(behind).unwrap_or(&[]);
        if let [open, token, ..] = given
            && open.is('(')
            && token.shape == Shape::Upper
        {
            let word = token.span.of(self.scene.text).to_lowercase();
            self.by_key.insert(word, id);
        } else if naming.name.words.len() >= 3
            && let Some(initials) = naming.name.initials(self.scene)
        {
            self.by_key.entry(initials).or_insert(id);
        }
    }

    /// Finds whom a naming means, in the order of the text.
    fn place(&mut self, naming: &Naming<'_>, full: bool) {
        let known = self.bearers.of_mention.get(naming.index).copied().flatten();
        let id = known
            .or_else(|| self.same_full(naming).filter(|_| full))
            .or_else(|| self.meant(naming).filter(|_| !full));
        let id = match id {
            Some(id) => id,
            None if full || !naming.trusted && naming.name.words.len() > 1 => self.lone(naming),
            None => self.add(naming),
        };
        if known.is_none()
            && let Some(bearer) = self.bearers.all.get_mut(id)
        {
            let short = naming.name.words.len() == 1 && bearer.name.words.len() > 1;
            // “Lumenis” for Lumenis Pumps
            let company =
                naming.name.surname() != bearer.name.surname() && bearer.evidence.is_company();
            if short && !full && !company {
                bearer.evidence.add_short(&naming.evidence);
            } else {
                bearer.evidence.add(&naming.evidence);
            }
        }
        if let Some(bearer) = self.bearers.all.get_mut(id) {
            bearer.last = Some(naming.mention.sentence);
            // “his father, Rafael,”
            bearer.kin |= naming.name.words.len() == 1
                && bearer.full == 1
                && described::is_kin(self.scene, naming.mention);
        }
        self.set(naming.index, id);
    }

    /// A name in a line in capitals, which nothing else confirms: no other name is read by it.
    fn lone(&mut self, naming: &Naming<'_>) -> usize {
        let key = naming.name.key();
        if let Some(&id) = self.by_key.get(&key) {
            return id;
        }
        let id = self.bearers.all.len();
        let mut evidence = naming.evidence.clone();
        evidence.add_heading();
        self.bearers.all.push(Bearer {
            name: naming.name.clone(),
            shown: naming.name.shown(self.scene),
            evidence,
            full: 0,
            last: None,
            kin: false,
        });
        self.by_key.insert(key, id);
        id
    }

    /// The bearer of a surname, a given name or an acronym.
    fn meant(&self, naming: &Naming<'_>) -> Option<usize> {
        let word = naming.name.surname();
        // “Switzerland” is no short name of a committee for it.
        let key = naming.name.key();
        let place = nouns::is_state(&key) || nouns::is_region(&key);
        let surname = self.best(self.by_last.get(word), naming, |bearer| {
            bearer.name.ends_with(&naming.name) && !(place && bearer.evidence.is_body())
        });
        let titled = naming.evidence.titled && !self.goes_by_given(naming);
        surname
            .or_else(|| self.by_key.get(&key).copied().filter(|_| !titled))
            .or_else(|| {
                // “Wen” for Wen Tao, “Sancho” for Pedro Sancho Pereira: a surname need not end
                // a name.
                let first =
                    self.by_first.get(word).filter(|_| given::gender_of(word) == Class::NONE);
                let inner = first.or_else(|| self.by_inner.get(word));
                self.best(inner, naming, |bearer| {
                    naming.name.words.len() == 1 && bearer.evidence.is_person()
                })
            })
            .or_else(|| {
                let given = given::gender_of(word) != Class::NONE;
                // “Mr Farid” for Farid Azman Yusof, where nobody bears that surname
                let lone = !titled || !self.by_last.contains_key(word);
                self.best(self.by_first.get(word).filter(|_| lone), naming, |bearer| {
                    // “Velair”, but not for Velair Flight 804
                    let numbered = bearer.name.surname().bytes().any(|b| b.is_ascii_digit());
                    let company = bearer.evidence.is_company() && !place && !numbered;
                    naming.name.words.len() == 1 && (given || company)
                })
            })
            .or_else(|| {
                // “*Venn’s* voiced regret”: no shop of that name, but what she has done.
                let owner = word.strip_suffix("'s")?;
                self.best(self.by_last.get(owner), naming, |bearer| bearer.evidence.is_person())
            })
    }

    /// “Dame *Lorna*”: behind some titles stands the given name.
    fn goes_by_given(&self, naming: &Naming<'_>) -> bool {
        let before = naming.name.tokens.start.checked_sub(1).map_or("", |at| self.scene.word(at));
        matches!(
            before,
            "Sir"
                | "Dame"
                | "Lady"
                | "Lord"
                | "Father"
                | "Sister"
                | "Brother"
                | "Prince"
                | "Princess"
        )
    }

    fn best(
        &self,
        known: Option<&Vec<usize>>,
        naming: &Naming<'_>,
        fits: impl Fn(&Bearer) -> bool,
    ) -> Option<usize> {
        let mut best: Option<(f32, usize)> = None;
        for &id in known? {
            let Some(bearer) = self.bearers.all.get(id) else { continue };
            // “Mrs. Venn” is not Tom Venn.
            let other = naming.evidence.titled
                && !evidence::genders_agree(bearer.gender(), naming.evidence.gender.only(GENDERS));
            if other || !fits(bearer) || !bearer.evidence.agrees(&naming.evidence) {
                continue;
            }
            let mut score = bearer.likelihood(naming.mention.sentence);
            if !evidence::genders_agree(bearer.gender(), naming.evidence.followed_by()) {
                score -= OTHER_PRONOUN;
            }
            if !evidence::genders_agree(bearer.gender(), naming.evidence.gender.only(GENDERS)) {
                score -= OTHER_TITLE;
            }
            // “the elder Venn”
            let before = naming.name.tokens.start.checked_sub(1);
            if bearer.kin && before.is_some_and(|at| self.scene.word(at) == "elder") {
                score += ELDER;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| id)
    }

    /// Tells whether somebody of the surname is known who may be of the gender that the pronouns
    /// behind a naming have.
    fn knows_surname(&self, naming: &Naming<'_>) -> bool {
        let known = self.by_last.get(naming.name.surname());
        known.into_iter().flatten().filter_map(|&id| self.bearers.all.get(id)).any(|bearer| {
            // “his brother Lionel Venn”: there is another.
            !bearer.kin && evidence::genders_agree(bearer.gender(), naming.evidence.followed_by())
        })
    }

    fn set(&mut self, mention: usize, id: usize) {
        if let Some(slot) = self.bearers.of_mention.get_mut(mention) {
            *slot = Some(id);
        }
    }
}

impl Bearer {
    /// How likely a surname alone means this bearer: whom the article names often, and lately.
    fn likelihood(&self, sentence: usize) -> f32 {
        let often = f32::from(u16::try_from(self.full).unwrap_or(u16::MAX)).ln_1p();
        let fresh = match self.last {
            Some(last) if sentence.saturating_sub(last) <= FRESH => 1.0,
            Some(_) => 0.0,
            None => -1.0,
        };
        often + fresh
            - if self.kin { 1.5 } else { 0.0 }
            - if self.evidence.is_body() { 3.0 } else { 0.0 }
    }

    /// Its gender by titles, else by the given name, else by the pronouns that follow it, which
    /// count for more the more there are.
    pub(super) fn gender(&self) -> Class {
        let shown = self.evidence.shown_gender();
        let first = self.name.words.first().map_or("", String::as_str);
        let given = given::gender_of(first);
        // A man's name in the tables may be a woman's elsewhere (“Aung”): then the pronouns of the
        // text know better.
        if self.evidence.is_titled() || given == Class::NONE || given == GENDERS {
            return shown;
        }
        let sure = self.evidence.is_sure_of_gender();
        if sure && !evidence::genders_agree(given, shown) { shown } else { given }
    }
}

fn push(index: &mut HashMap<String, Vec<usize>>, word: &str, id: usize) {
    let ids = index.entry(word.to_owned()).or_default();
    if ids.len() == BEARERS {
        ids.remove(0);
    }
    ids.push(id);
}
