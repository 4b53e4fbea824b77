//! Which namings are of one person: initials, pet names, particles, titles of given names.

use super::{check, document};
use crate::annotate::annotate;
use crate::annotation::UnattributedReason;

#[test]
fn given_names_agree() {
    check("Rosa M. Venn left. “It rained,” R. Venn said.", &["Rosa M. Venn"]);
    check("Rosalind Venn left. “It rained,” Rosa Venn said.", &["Rosalind Venn"]);
    check("Robert Bell left. “It rained,” Bob Bell said.", &["Robert Bell"]);
    check("Tom Bell left. “It rained,” said Tim Bell.", &["Tim Bell"]);
    check("George W. Hale left. “It rained,” said George Hale.", &["George W. Hale"]);
    check("George W. Hale left. “It rained,” said George H. Hale.", &["George H. Hale"]);
    check("Tom Bell met us. “It rained,” said Tom J. Bell.", &["Tom J. Bell"]);
    check("Tom Bell Jr. left. Tom Bell said it rained.", &["Tom Bell Jr."]);
}

#[test]
fn surnames_with_particles() {
    let text = "Ana da Silva left the office late on Monday. “It rained,” da Silva said.";
    check(text, &["Ana da Silva"]);
    check(&text.replace("Ana da Silva", "Ana da Silva Ruiz"), &["Ana da Silva Ruiz"]);
    check(
        "The plan of Chancellor Ursa von der Linden failed. “It rained,” said von der Linden. “It poured,” Chancellor von der Linden said.",
        &["Ursa von der Linden"],
    );
}

#[test]
fn what_stands_behind_the_place_of_a_name() {
    for apposition in ["the board’s chief engineer", "chief engineer of the board"] {
        check(
            &format!(
                "“It rained,” said Ada Venn of Velmark, {apposition}. “It poured,” the engineer said."
            ),
            &["Ada Venn"],
        );
    }
}

/// Checks the first speaker and what the text says of them.
#[track_caller]
fn check_role(text: &str, name: &str, role: Option<&str>) {
    let found = annotate(&document(text));
    let first = found.speakers.first().map(|it| (it.canonical.as_str(), it.role.as_deref()));
    assert_eq!(first, Some((name, role)), "{text}");
}

#[test]
fn roles_as_worded() {
    check_role("Mr Tom Bell said it rained.", "Tom Bell", None);
    check_role("Dr Ada Venn said it rained.", "Ada Venn", None);
    check_role("Ichthyologist Ada Venn said it rained.", "Ada Venn", Some("Ichthyologist"));
    check_role(
        "Ada Venn, who is president of the board, said it rained.",
        "Ada Venn",
        Some("president of the board"),
    );
    check_role("Ada Venn, who is to report on it, said it rained.", "Ada Venn", None);
    check_role(
        "Ada Venn, who runs the harbour, said it rained.",
        "Ada Venn",
        Some("who runs the harbour"),
    );
    check_role(
        "Ada Venn, who has led the union since May, said it rained.",
        "Ada Venn",
        Some("who has led the union"),
    );
    check_role("The A.C.L.U. of Lesna said it rained.", "A.C.L.U. of Lesna", None);
}

#[test]
fn a_capital_of_the_sentence_is_no_given_name() {
    check("Thomas Venn left. Weary Venn sat down. “It rained,” Venn said.", &["Thomas Venn"]);
    check("Favourite Ada Venn faded to fifth. “It rained,” Venn said.", &["Ada Venn"]);
    check("Mel Bell left. Now Bell, who helped lead, said it rained.", &["Mel Bell"]);
    check(
        "Aung Venn came. She said that she knew her town and her people and her time.",
        &["Aung Venn"],
    );
}

#[test]
fn the_pronouns_of_a_text_know_better_than_a_table_of_names() {
    check(
        "Peter Venn came with her son, who hid her dog and her house. She knew her town. Tom Bell left. “It poured,” she said.",
        &["Peter Venn"],
    );
}

#[test]
fn a_trade_that_no_table_lists() {
    check(
        "The vibraphonist Delphine Aru said it rained. “It poured,” the vibraphonist said.",
        &["Delphine Aru"],
    );
}

#[test]
fn names_with_a_nickname() {
    let text = "Marguerite “Mags” Toll said it rained. “It poured,” Toll said.";
    check(text, &["Marguerite Toll"]);
    let found = annotate(&document(text));
    let marks: Vec<_> = found.unattributed.iter().map(|it| (it.span.of(text), it.reason)).collect();
    assert_eq!(marks, [("Mags", UnattributedReason::Nickname)]);
    check(
        "Dame Lorna Holt left. Peter Lorna stayed. “It rained,” Dame Lorna said.",
        &["Lorna Holt"],
    );
}

#[test]
fn a_given_name_that_a_quotation_tells_makes_a_person() {
    check(
        "It was unclear whether Venn was ready. The Vermont senator said it rained. “Ben Venn never slept,” Tom Bell said.",
        &["Ben Venn", "Tom Bell"],
    );
}

#[test]
fn surnames_that_look_like_adverbs() {
    for surname in ["Donnelly", "Connolly", "Schlafly"] {
        let text = format!("Manager Pat {surname} left.\n\n{surname} told us that it rained.");
        check(&text, &[&format!("Pat {surname}")]);
    }
    check("Ada Venn left. Quietly, she told us that it rained.", &["Ada Venn"]);
}

#[test]
fn offices_of_bodies_before_a_name() {
    check(
        "The Governor of Omara State, Chief Emmanuel Adaka, said it rained.",
        &["Emmanuel Adaka"],
    );
    check(
        "The Chairman of the Ekwe Market Traders' Union, Alhaji Musa Danladi, said it rained.",
        &["Musa Danladi"],
    );
    check("Nobody was hurt, according to the operator, Coastal Air.", &["Coastal Air"]);
    check("The mine’s operator, Minera Alto Sur, said that it rained.", &["Minera Alto Sur"]);
}

#[test]
fn nouns_behind_what_a_body_is_called() {
    check(
        "Investigators were looking at a heater, according to a law enforcement official.",
        &["law enforcement official"],
    );
    check(
        "The U.N. Observer Mission in Karvania (UNOMK) called for calm.",
        &["U.N. Observer Mission in Karvania"],
    );
}

#[test]
fn a_name_behind_a_place_and_what_they_would_give() {
    check(
        "A nurse at Oshta's only hospital, who gave her name only as Selma, said it rained. \
         “It poured,” she said.",
        &["Selma"],
    );
    check(
        "Mr Venn's widow, Jess, said it rained.\n\n“He went out for milk,” she wrote.",
        &["Jess"],
    );
}

#[test]
fn nouns_for_the_company_that_was_named() {
    check(
        "Brightwell Foods cut its forecast. The supermarket chain warned that it would miss \
         its target.",
        &["Brightwell Foods"],
    );
}

#[test]
fn a_name_that_tells_what_a_noun_is_like_is_no_person() {
    check(
        "Prime Minister Winston Balthazar, in power since 2003, had not conceded. But in a message on \
         his Facebook page he said he had “heard the people”.",
        &["Winston Balthazar"],
    );
}

#[test]
fn surnames_that_are_other_words() {
    for name in ["George Will", "Theresa May", "Marty Small"] {
        let surname = name.split_once(' ').map_or("", |(_, surname)| surname);
        let text = format!(
            "The columnist {name} wrote to the board. “It is over,” {surname} said. Later {surname} \
             called the plan “a joke.” In May small boats will sink."
        );
        check(&text, &[name]);
    }
    check("Marty Small left. Small boats sank. “It rained,” said Tom Bell in May.", &["Tom Bell"]);
}

#[test]
fn common_words_name_nobody() {
    let name = |text: &str| {
        let found = annotate(&document(text));
        found.speakers.into_iter().map(|speaker| speaker.canonical).collect::<Vec<_>>()
    };
    let shares = "Shares fell 4 percent after the company warned that profits would be lower.";
    assert_eq!(name(shares), ["company"]);
    assert_eq!(name("Rising costs, the union said, have hurt farmers."), ["union"]);
    let bell =
        "Giving evidence, Bell said he had been at home. Cross-examined, he admitted he had not.";
    assert_eq!(name(bell), ["Bell"]);
    assert_eq!(name("Apple said it would appeal."), ["Apple"]);
}

#[test]
fn offices_keep_their_field() {
    for (office, name) in [
        ("U.S. Secretary of State", "Maria Lopez"),
        ("Acting Secretary of Homeland Security", "Chad Wolf"),
        ("Director of National Intelligence", "Sam Ford"),
        ("White House chief of staff", "Mark Venn"),
        ("Minister of Defence", "Ivan Petrov"),
    ] {
        let text = format!("{office} {name} said on Monday that the project was finished.");
        check_role(&text, name, Some(office));
    }
    check_role(
        "Ada Bell, now the Senate leader, who in 2010 said the goal was “one term,” resigned.",
        "Ada Bell",
        Some("the Senate leader"),
    );
    check_role("Running mate Tom Bell said nothing would change.", "Tom Bell", None);
}

#[test]
fn what_a_phrase_stands_before_is_no_role() {
    let text = "For the northern nations and NATO, the new dam complicates planning. NATO said it was late.";
    check_role(text, "NATO", None);
}

#[test]
fn what_is_somebodys_answer_they_say() {
    let text = "Ada Venn spoke for an hour. Her message to the unions: “Come and see.”";
    check(text, &["Ada Venn"]);
}
