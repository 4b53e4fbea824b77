//! English nouns that are told apart more finely than the classes do. No names of people.
//!
//! Each list is in the order of its bytes.

use super::listed::Listed;

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

/// Tells whether a word in small letters says what a company makes or sells: “carmaker”.
pub(crate) fn is_maker(word: &str) -> bool {
    MAKERS.holds(word)
}

/// Tells whether a word in small letters ends names that no person bears: “Howard *University*”.
pub(crate) fn is_thing(word: &str) -> bool {
    THINGS.holds(word)
}

/// Tells whether a word in small letters ends names of bodies, places or peoples more often than
/// of people: “the Harbour *Post*”, “African *Americans*”.
pub(crate) fn is_body_tail(word: &str) -> bool {
    let people = word.len() > 6 && ["icans", "ians", "eans"].iter().any(|end| word.ends_with(end));
    people || is_thing(word) || TAILS.holds(word)
}

static KIN: Listed<64> = Listed::new(
    "
    aunt boyfriend brother cousin daughter daughter-in-law father father-in-law fiancé fiancée
    girlfriend granddaughter grandfather grandmother grandson husband mother mother-in-law
    nephew niece sister son son-in-law stepdaughter stepson uncle widow widower wife",
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
    airport avenue award awards boulevard college convention corp foundation highway hospital
    hotel inc institute library llc ltd museum plc prize stadium street trophy university",
);

static TAILS: Listed<128> = Listed::new(
    "
    act africa air airlines america asia beach carolina center centre city co county dakota day
    east entertainment europe gazette hall hampshire herald house island islands jersey journal
    mexico motors nations news north partners party post press records river road south square
    states studios systems times today tower tribune united valley virginia war week west york
    zealand",
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
        check(&DEMONYMS);
        assert!(is_body_tail("university") && is_body_tail("canadians"));
        assert!(!is_kin("harbour") && !is_demonym("scot") && !is_thing(""));
    }
}
