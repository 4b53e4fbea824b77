//! Which namings are of one person: initials, pet names, particles, titles of given names.

use super::check;

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
