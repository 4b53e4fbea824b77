//! English nouns that are told apart more finely than the classes do. No names of people.
//!
//! Each list is in the order of its bytes.

use super::listed::{Listed, next_word};
use crate::annotate::token::Token;

/// Tells whether a word is a noun for a relative or for somebody as near: “fiancée”.
pub(crate) fn is_kin(word: &str) -> bool {
    KIN.holds(word)
}

/// Tells whether a word, with its capital, is a noun for somebody from somewhere: “the Scot”.
///
/// Only nouns for one person are listed: “the Spanish” are many.
pub(crate) fn is_demonym(word: &str) -> bool {
    DEMONYMS.holds(word)
}

/// Tells whether a word, with its capital, says where somebody or something is from: “the *Spanish*
/// climber”. Nobody goes by some of these words alone.
pub(crate) fn is_native(word: &str) -> bool {
    is_demonym(word)
        || matches!(
            word,
            "British"
                | "Chinese"
                | "Danish"
                | "Dutch"
                | "English"
                | "Finnish"
                | "French"
                | "Icelandic"
                | "Irish"
                | "Kurdish"
                | "Nordic"
                | "Polish"
                | "Scottish"
                | "Spanish"
                | "Swedish"
                | "Turkish"
                | "Welsh"
        )
}

/// Tells whether a noun in small letters is for something written, which “states” and “reads”.
pub(crate) fn is_text(noun: &str) -> bool {
    TEXTS.holds(noun)
}

/// Tells whether a noun in small letters is for what somebody says: “Venn’s *answer*”.
pub(crate) fn is_speech(noun: &str) -> bool {
    SPEECH.holds(noun)
}

/// Tells whether a token is for something written.
pub(crate) fn is_text_token(text: &str, token: &Token) -> bool {
    TEXTS.holds_hashed(token.span.of(text), token.hash)
}

/// Tells whether a token is the word “guard”, by its hash alone: hardly any other has it.
pub(crate) fn is_guard(token: &Token) -> bool {
    const GUARD: u32 = hash_of("guard");
    token.hash == GUARD
}

/// Tells the same of “another”.
pub(crate) fn is_another(token: &Token) -> bool {
    const ANOTHER: u32 = hash_of("another");
    token.hash == ANOTHER
}

/// Tells whether a token is “a.m.” or “p.m.”.
pub(crate) fn is_half_day(token: &Token) -> bool {
    const HALVES: [u32; 2] = [hash_of("a.m."), hash_of("p.m.")];
    HALVES.contains(&token.hash)
}

/// Tells whether tokens name a time zone: “*Eastern*”, “*Lesna time*”.
pub(crate) fn is_zone(tokens: &[Token]) -> bool {
    const TIME: u32 = hash_of("time");
    const ZONES: [u32; 4] =
        [hash_of("eastern"), hash_of("central"), hash_of("mountain"), hash_of("pacific")];
    let zone = tokens.first().is_some_and(|token| ZONES.contains(&token.hash));
    zone || tokens.get(1).is_some_and(|token| token.hash == TIME)
}

/// The hash that tokens of a word carry.
const fn hash_of(word: &str) -> u32 {
    match next_word(word, 0) {
        Some(word) => word.key.hash,
        None => 0,
    }
}

/// Tells whether a noun says what somebody lives by: people of whom a text has not spoken yet have
/// no article, “*the plumber*” is somebody whom it has named.
pub(crate) fn is_trade(noun: &str) -> bool {
    TRADES.holds(noun)
}

/// Tells whether a name in small letters is that of a country, or of a city that stands for one:
/// “Seoul”.
pub(crate) fn is_state(name: &str) -> bool {
    STATES.holds(&name.replace(' ', "-"))
}

/// Tells whether a name in small letters is that of a part of a country or of the world: “Texas”.
pub(crate) fn is_region(name: &str) -> bool {
    REGIONS.holds(&name.replace(' ', "-"))
}

/// Tells whether a word in small letters says what a company makes or sells: “carmaker”.
pub(crate) fn is_maker(word: &str) -> bool {
    MAKERS.holds(word)
}

/// Tells whether a word in small letters ends names that no person bears: “Howard *University*”.
pub(crate) fn is_thing(word: &str) -> bool {
    THINGS.holds(word)
}

/// Tells the same of a token, whatever its letters.
pub(crate) fn is_thing_token(text: &str, token: &Token) -> bool {
    THINGS.holds_in_any_case(token.span.of(text), token.hash)
}

/// Tells whether a word in small letters ends names of bodies, places or peoples more often than
/// of people: “the Harbour *Post*”, “Pemberton *Foods*”, “African *Americans*”.
pub(crate) fn is_body_tail(word: &str) -> bool {
    let people = word.len() > 6 && ["icans", "ians", "eans"].iter().any(|end| word.ends_with(end));
    people || is_thing(word) || TAILS.holds(word)
}

/// Tells whether a word in small letters is what an office or a public body is for: “the *Energy* and
/// Mines Minister”.
pub(crate) fn is_field(word: &str) -> bool {
    FIELDS.holds(word)
}

static FIELDS: Listed<128> = Listed::new(
    "
    ageing aging agricultural agriculture aviation bus business commerce communications community
    culture defence defense development economy education electoral emergency employment energy
    environment environmental family finance fire fisheries flood food foreign forestry gas harbor
    harbour health heritage home housing industrial industry infrastructure innovation interior
    investment justice labor labour land leisure local medical mines mining oil parks parole
    planning police port power prisons public rail rescue research revenue river rivers roads safety
    science security social sport sports standards state statistics tax technology tourism trade
    transit transport treasury water weather welfare wildlife women youth",
);

static KIN: Listed<64> = Listed::new(
    "
    aunt boyfriend brother cousin daughter daughter-in-law father father-in-law fiancé fiancée
    girlfriend granddaughter grandfather grandmother grandson husband mother mother-in-law
    nephew niece sister son son-in-law stepdaughter stepson uncle widow widower wife",
);

/// Tells whether letters behind a name say what its bearer was awarded or is a member of.
pub(crate) fn is_honour(word: &str) -> bool {
    matches!(
        word,
        "KC" | "QC"
            | "SC"
            | "MP"
            | "MEP"
            | "MSP"
            | "MLA"
            | "MPP"
            | "TD"
            | "MBE"
            | "OBE"
            | "CBE"
            | "KBE"
            | "DBE"
    )
}

/// “*Thirty-eight* percent”: tells whether a word with a hyphen is a number.
pub(crate) fn is_number(word: &str) -> bool {
    const SHORTEST: usize = "fifty-one".len();
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let is_ten = |first: &str| tens.iter().any(|ten| ten.eq_ignore_ascii_case(first));
    // Every capital is asked: most are shorter, or begin with another letter.
    let may = |first: &u8| matches!(first.to_ascii_lowercase(), b't' | b'f' | b's' | b'e' | b'n');
    word.len() >= SHORTEST
        && word.as_bytes().first().is_some_and(may)
        && word.split_once('-').is_some_and(|(first, _)| is_ten(first))
}

/// Tells whether a noun in small letters is for those who speak of others by their office.
pub(crate) fn is_official(noun: &str) -> bool {
    OFFICIALS.holds(noun)
}

static OFFICIALS: Listed<64> = Listed::new(
    "
    attorney barrister coroner counsel detective doctor inspector judge lawyer magistrate minister
    officer official police prosecutor reporter senator sheriff solicitor spokesman spokesperson
    spokeswoman",
);

static MAKERS: Listed<64> = Listed::new(
    "
    airline automaker brewer brewery broadcaster carmaker chipmaker conglomerate drugmaker grocer
    homebuilder housebuilder insurer jeweller lender manufacturer miner planemaker publisher
    retailer shipbuilder start-up startup steelmaker supermarket supplier toymaker truckmaker
    utility",
);

static THINGS: Listed<64> = Listed::new(
    "
    airport assembly avenue award awards boulevard college convention corp foundation highway
    hospital hotel inc institute library llc ltd museum plc prize stadium street trophy university",
);

static TAILS: Listed<512> = Listed::new(
    "
    act aerospace africa air airlines airways albion america analytics apparel asia athletic
    aviation beach beverages biosciences biotech brands breweries brewing builders capital carolina
    cement center centre chemicals city co communications consulting county dairies dakota day
    devices diagnostics east electric electronics energy engineering entertainment equity europe
    financial foods freight games gazette genomics hall hampshire harbor harbour herald holdings
    homes hotels house industries instruments insurance investments island islands jersey journal
    laboratories labs lines logistics media mexico mining motors nations networks news north oil
    partners party petroleum pharma pharmaceuticals pictures plastics post power press products
    properties railways realty records resorts resources retail river road robotics rovers rubber
    securities semiconductor semiconductors services shipping software solutions south square states
    steel stores studios supermarkets systems technologies telecom textiles therapeutics times today
    tower trains tribune united valley ventures virginia wanderers war water week west wireless york
    zealand",
);

/// With many places, for it is asked of every noun behind an article.
static TEXTS: Listed<1024> = Listed::new(
    "
    affidavit analysis article audit banner bill billboard book brief card circular complaint
    contract diary document draft editorial email entry essay filing findings flier flyer guidance
    indictment inscription judgment law leaflet letter manifesto memo message minutes note notice
    opinion order pamphlet paper petition placard plaque policy poll post postcard poster report
    resolution review rules ruling sign slide statement sticker study suit survey telegram text
    transcript tweet verdict",
);

static SPEECH: Listed<64> = Listed::new(
    "
    advice answer comment conclusion description message motto plea pledge promise reply response
    retort slogan verdict view warning words",
);

static TRADES: Listed<512> = Listed::new(
    "
    accountant actress archaeologist architect artist astronomer athlete author baker barber
    beekeeper biologist blogger boxer bricklayer builder butcher campaigner cardiologist
    carpenter cartoonist chef chemist choreographer cleaner climber comedian conductor curator
    cyclist dancer decorator defender designer dramatist drummer ecologist economist electrician
    engineer entrepreneur epidemiologist farmer filmmaker fisherman forward gardener geologist
    goalkeeper golfer grandad grandfather grandmother guitarist gymnast hairdresser historian
    illustrator inventor jockey joiner labourer left-hander librarian lorry-driver mechanic
    midfielder miner mountaineer novelist nurse painter pensioner photographer physicist pianist
    pilot pitcher plasterer playmaker playwright plumber poet potter presenter psychologist
    publican quarterback rapper right-hander roofer rower runner sailor screenwriter sculptor
    seed seismologist shepherd shopkeeper singer skater skier skipper songwriter soprano
    sprinter striker swimmer teacher teenager tenor trucker veteran violinist virologist
    volcanologist welder winemaker winger wrestler youngster",
);

static STATES: Listed<512> = Listed::new(
    "
    abu-dhabi abuja accra addis-ababa afghanistan albania algeria algiers america amman amsterdam
    angola ankara argentina armenia astana athens australia austria azerbaijan baghdad bahrain baku
    bangkok bangladesh beijing beirut belarus belgium belgrade belize benin berlin bern bhutan
    bogota bogotá bolivia bosnia botswana brasilia brasília bratislava brazil britain brunei
    brussels bucharest budapest buenos-aires bulgaria burkina-faso burma burundi cairo cambodia
    cameroon canada canberra caracas chile china colombia congo copenhagen costa-rica croatia cuba
    cyprus czechia damascus delhi denmark dhaka djibouti doha dominica dublin ecuador egypt
    el-salvador england eritrea estonia eswatini ethiopia eu european-union fiji finland france
    gabon gambia gaza germany ghana greece greenland grenada guatemala guinea guyana haiti hanoi
    harare havana helsinki honduras hong-kong hungary iceland india indonesia iran iraq ireland
    islamabad israel italy ivory-coast jakarta jamaica japan jerusalem kabul kathmandu kazakhstan
    kenya khartoum kiev kigali kinshasa kosovo kuala-lumpur kuwait kyiv kyrgyzstan laos latvia
    lebanon lesotho liberia libya liechtenstein lima lisbon lithuania ljubljana london luanda
    luxembourg madagascar madrid malawi malaysia maldives mali malta managua manila maputo
    mauritania mauritius mexico mexico-city minsk mogadishu moldova monaco mongolia montenegro
    morocco moscow mozambique muscat myanmar nairobi namibia nepal netherlands new-delhi
    new-zealand nicaragua nicosia niger nigeria north-korea north-macedonia northern-ireland norway
    oman oslo ottawa pakistan palestine panama papua-new-guinea paraguay paris peru philippines
    phnom-penh podgorica poland portugal prague pretoria pyongyang qatar quito rabat reykjavik riga
    riyadh romania rome russia rwanda samoa sarajevo saudi-arabia scotland senegal seoul serbia
    seychelles sierra-leone singapore skopje slovakia slovenia sofia somalia south-africa
    south-korea south-sudan soviet-union spain sri-lanka stockholm sudan suriname sweden
    switzerland syria taipei taiwan tajikistan tallinn tanzania tbilisi tehran tel-aviv thailand
    tirana togo tokyo tonga trinidad tripoli tunis tunisia turkey turkmenistan tuvalu türkiye u.k
    u.s uae uganda uk ukraine ulaanbaatar united-arab-emirates united-kingdom united-states uruguay
    uzbekistan vanuatu venezuela vienna vientiane vietnam vilnius wales warsaw washington
    wellington yemen yerevan zagreb zambia zimbabwe",
);

static REGIONS: Listed<128> = Listed::new(
    "
    africa alabama alaska alberta antarctica arizona arkansas asia british-columbia california
    chicago colorado connecticut delaware europe far-east florida georgia hawaii idaho illinois
    indiana iowa kansas kentucky latin-america los-angeles louisiana maine manitoba maryland
    massachusetts michigan middle-east minnesota mississippi missouri montana nebraska nevada
    new-brunswick new-hampshire new-jersey new-mexico new-south-wales new-york new-york-city
    north-america north-carolina north-dakota nova-scotia ohio oklahoma ontario oregon pennsylvania
    quebec queensland rhode-island saskatchewan south-america south-carolina south-dakota tennessee
    texas utah vermont virginia west-virginia wisconsin wyoming",
);

static DEMONYMS: Listed<512> = Listed::new(
    "
    Afghan Albanian Algerian American Andalusian Angolan Argentine Argentinian Armenian
    Australian Austrian Azerbaijani Bahraini Bangladeshi Basque Bavarian Belarusian Belgian
    Bolivian Bosnian Brazilian Briton Bulgarian Burundian Californian Cambodian Cameroonian
    Canadian Catalan Chilean Colombian Congolese Croat Croatian Cuban Cypriot Czech Dane
    Dominican Dutchman Dutchwoman Ecuadorian Egyptian Englishman Englishwoman Eritrean Estonian
    Ethiopian Fijian Filipina Filipino Finn Frenchman Frenchwoman Gambian Georgian German
    Ghanaian Greek Guatemalan Guinean Haitian Honduran Hungarian Icelander Indian Indonesian
    Iranian Iraqi Irishman Irishwoman Israeli Italian Ivorian Jamaican Japanese Jordanian Kazakh
    Kenyan Korean Kosovan Kurd Kuwaiti Kyrgyz Laotian Latvian Lebanese Liberian Libyan
    Lithuanian Londoner Luxembourger Macedonian Malawian Malaysian Malian Maltese Mexican
    Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian Neapolitan Nepali Nicaraguan
    Nigerian Norwegian Pakistani Palestinian Panamanian Paraguayan Parisian Peruvian Pole
    Portuguese Qatari Romanian Russian Rwandan Salvadoran Samoan Saudi Scot Scotsman Scotswoman
    Senegalese Serb Serbian Sicilian Singaporean Slovak Slovene Slovenian Somali Spaniard
    Sudanese Swede Swiss Syrian Taiwanese Tajik Tanzanian Texan Thai Togolese Tongan Trinidadian
    Tunisian Turk Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Welshman Welshwoman
    Yemeni Zambian Zimbabwean",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found() {
        fn check<const PLACES: usize>(list: &Listed<PLACES>) {
            let words = list.words();
            assert!(words.len() < PLACES && words.is_sorted_by(|one, next| one < next));
            assert!(words.iter().all(|word| list.holds(word)));
        }
        check(&KIN);
        check(&THINGS);
        check(&TAILS);
        check(&TEXTS);
        check(&SPEECH);
        check(&TRADES);
        check(&FIELDS);
        check(&OFFICIALS);
        check(&STATES);
        check(&REGIONS);
        check(&DEMONYMS);
        assert!(is_body_tail("university") && is_body_tail("canadians"));
        assert!(!is_kin("harbour") && !is_demonym("scot") && !is_thing(""));
    }
}
