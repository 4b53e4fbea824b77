//! Who is who: the names of those who speak in a text, in the order in which they first speak.

mod namings;
mod nouns;

use crate::annotate::annotate;
use crate::annotation::SpeakerKind;
use crate::document::{Block, BlockKind, Document};
use crate::span::Span;

fn document(text: &str) -> Document {
    let mut document =
        Document { text: text.to_owned(), annotated: text.len(), ..Document::default() };
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
    document.blocks.push(block);
    document
}

fn speakers(text: &str) -> Vec<String> {
    annotate(&document(text)).speakers.into_iter().map(|speaker| speaker.canonical).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(speakers(text), expected, "{text}");
}

#[test]
fn names() {
    check("“We stay,” Venn said. Later Mara Venn left the harbour.", &["Mara Venn"]);
    check("Mayor Willem de Groot resigned. “I was tired,” De Groot said.", &["Willem de Groot"]);
    check("A letter from Senator Harry M. Toll came. “No,” Mr. Toll said.", &["Harry M. Toll"]);
    check("“It rained,” Minister of Fisheries Anna Holt said.", &["Anna Holt"]);
    check(
        "“It rained,” said Minister of Fisheries Estrafa Ginnoni on Monday.",
        &["Estrafa Ginnoni"],
    );
    check("“It rained,” director of the Harbour Council Envar Solmin said.", &["Envar Solmin"]);
    check("“It rained,” said fire chief General Suleim al-Amran.", &["Suleim al-Amran"]);
    check("Justice Department official Ada Venn left. Justice said it rained.", &["Justice"]);
    check("The Public Health Office said it rained.", &["Public Health Office"]);
    check("CEO of the Refugee Council Enver Solmin said it rained.", &["Enver Solmin"]);
    check("“It rained,” Ambassador to the United Isles Hamdel Mohor said.", &["Hamdel Mohor"]);
    check(
        "Tom Bell, president of the Hill Farmers' Union (HFU), left. “No,” the HFU said.",
        &["Hill Farmers' Union"],
    );
    check("The mayor said she was glad. Later Mayor Anna Holt left.", &["Anna Holt"]);
    check("Easing the tension, Anna Holt said she was glad.", &["Anna Holt"]);
    check("During the Fleet Assembly, a representative said it was over.", &["representative"]);
    check("Anna Holt met her husband, Peter Holt. “It rained,” Mrs. Holt said.", &["Anna Holt"]);
}

#[test]
fn pronouns() {
    for examined in [
        "Cross-examined by Ada Venn, she said it had rained.",
        "Asked by Ada Venn, she said it had rained.",
    ] {
        check(&format!("Rosa Holt took the oath. {examined}"), &["Rosa Holt"]);
    }
    check("The harbour board wrote a letter. It reads: “It rained all day.”", &["letter"]);
    check("The council met over the report. It recommends that the roads be mended.", &["report"]);
    check("Anna Holt met Peter Raske. “It went well,” she said.", &["Anna Holt"]);
    check("Anna Holt met the president. “It went well,” she said.", &["Anna Holt"]);
    check("“It rained,” said former secretary of state Anna Holt.", &["Anna Holt"]);
    check("Anna Holt waited in Hull. “It went well,” she said.", &["Anna Holt"]);
}

#[test]
fn bodies() {
    check(
        "Velmark Airlines said it was sorry. “We erred,” the airline said.",
        &["Velmark Airlines"],
    );
    check(
        "The harbour’s watch, the Coastal Guard Service (CGS), said the ship sank. “All are safe,” the CGS said.",
        &["Coastal Guard Service"],
    );
    check(
        "“We wait,” the Association of Master Builders said.",
        &["Association of Master Builders"],
    );
    check("Borvia’s state news agency KVNA said the missile fell.", &["KVNA"]);
}

#[test]
fn surnames_that_do_not_end_a_name() {
    check("Prime Minister Wen Tao left. “It rained,” Wen said.", &["Wen Tao"]);
    check("Pedro Sancho Pereira won. “It rained,” Sancho said.", &["Pedro Sancho Pereira"]);
    check("Luis Inaco Lulo da Selva won. “It rained,” Lulo said.", &["Luis Inaco Lulo da Selva"]);
    check("Ursa von der Linden left. “It rained,” von der Linden said.", &["Ursa von der Linden"]);
    check("Kamil al-Dorani left. “It rained,” Dorani said.", &["Kamil al-Dorani"]);
}

#[test]
fn offices_with_their_field() {
    check("The Mayor of Velmark, Tom Bell, said it rained.", &["Tom Bell"]);
    check("The Minister for Health, Dr Tom Bell, said it rained.", &["Tom Bell"]);
    check("The Bishop of Velmark, the Right Rev Tom Bell, said it rained.", &["Tom Bell"]);
    check("The Duke of Lesna left. “It rained,” the duke said.", &["Duke of Lesna"]);
    check("Senator Rosa M. King of Lesna said it rained.", &["Rosa M. King"]);
}

#[test]
fn owners_and_datelines_in_names() {
    check("The Hill Farmers’ Union said it rained.", &["Hill Farmers’ Union"]);
    check("The National Teachers' League (NTL) said it rained.", &["National Teachers' League"]);
    check("HARBOUR (NRP) — It rained. “It poured,” NRP said.", &["NRP"]);
    check("HARBOUR — Ada Venn, at the fair on Saturday, said it rained.", &["Ada Venn"]);
    check(
        "Quotas would be reviewed each year, according to a presentation obtained by the Echo.",
        &["presentation"],
    );
    check("Quotas would be reviewed each year, according to a draft seen by the Echo.", &["draft"]);
    check("Stated Stone: “It rained.” Roger Stone left.", &["Roger Stone"]);
}

#[test]
fn those_who_write_and_read_are_not_named() {
    check("In Lesna I’ve met Ada Venn. “It rained,” Venn said.", &["Ada Venn"]);
    check("I’m sure it rained all day, and we’ve said so.", &[]);
    check("You said it rained.", &[]);
    check("US intelligence said it rained all day.", &["US intelligence"]);
    check("Tom Bell left. He’s sure that it rained.", &["Tom Bell"]);
    check("Ana Ruiz left. She’s said that the roof leaks.", &["Ana Ruiz"]);
    check("We’ve heard that it rained, said Tom Bell.", &["Tom Bell"]);
}

#[test]
fn companies_by_what_they_do() {
    check("The operator, Holm Lines, said it rained.", &["Holm Lines"]);
    check("At the company, Tom Bell, a lawyer, said it rained.", &["Tom Bell"]);
    check("Experts value the boat at nine crowns, but doubt that it is old.", &["Experts"]);
    check("Carmaker Vela said it rained. The carmaker said it poured.", &["Vela"]);
    check(
        "Central bank holds rates.\n\nThe central bank said it rained. The bank said it poured.",
        &["central bank"],
    );
}

#[test]
fn companies_that_no_noun_of_their_name_shows() {
    check("Pemberton Foods grew. “It rained,” the company said.", &["Pemberton Foods"]);
    check("Lumenis cut its forecast. It said it rained. The firm said it poured.", &["Lumenis"]);
    check("Lumenis said it rained. “It poured,” the company said.", &["Lumenis"]);
    check(
        "Lumenis, the Dutch company behind the plant, said it rained. The company said it poured.",
        &["Lumenis"],
    );
    check("Lumenis shares fell after the company said it rained.", &["Lumenis"]);
    check("Vela Motors met Lumenis. Lumenis said it rained. The firm said no more.", &["Lumenis"]);
    // A court is no company, and no town; nor is somebody the company that he joins.
    check("The Supreme Court sat. The company said it rained.", &["company"]);
    check("It rained in Lyssa. The company said it poured.", &["company"]);
    check("Bell joined the company. Bell said it rained.", &["Bell"]);
    check(
        "Lumenis cut its price after talks with Velair, the port and the union. The port said it rained.",
        &["port"],
    );
    check("Gross margin fell. The company said it rained.", &["company"]);
    check("Lumenis Pumps said it rained. Lumenis said it poured.", &["Lumenis Pumps"]);
    check("Its maker, Lumenis, said it rained. The firm said it poured.", &["Lumenis"]);
    check("Ada Venn founded Lumenis. The company said it rained.", &["Lumenis"]);
    check("Hull Rovers lost. The club, who are last, said it rained.", &["Hull Rovers"]);
    check("Velmark Savings Bank met Lumenis. The bank said it rained.", &["Velmark Savings Bank"]);
    check("Velair Flight 804 fell. Velair said it was sorry.", &["Velair"]);
    check(
        "Lumenis is a taxi company. The company said it rained. In the world Lumenis seeks it rains.",
        &["Lumenis"],
    );
}

#[test]
fn names_of_bodies() {
    check(
        "It rained all day, according to Tarnside Fire and Rescue Service.",
        &["Tarnside Fire and Rescue Service"],
    );
    check("The Union of Ward Staff said it rained.", &["Union of Ward Staff"]);
    check("The U.N. General Assembly said it rained.", &["U.N. General Assembly"]);
    check("The city’s parks department said it rained.", &["city’s parks department"]);
    check(
        "An observer group, the Coalition for Clean Votes, said that it rained.",
        &["Coalition for Clean Votes"],
    );
    check(
        "A spokeswoman for the United Foundry Workers said it rained.",
        &["spokeswoman for the United Foundry Workers"],
    );
    check(
        "A source familiar with the board’s discussions said it rained.",
        &["source familiar with the board’s discussions"],
    );
    check("The city health department confirmed that it rained.", &["city health department"]);
    check("The Transport and Staff Union said it rained.", &["Transport and Staff Union"]);
    check(
        "The Ministry of Trade and Industry said it rained.",
        &["Ministry of Trade and Industry"],
    );
    check(
        "Tom Bell and Staff Union members said it rained.",
        &["Tom Bell and Staff Union members"],
    );
    check("The coast guard spoke. It said it rained.", &["coast guard"]);
    check(
        "The Transport and General Staff Union said it rained.",
        &["Transport and General Staff Union"],
    );
    check("The Head Pain Trust said it rained.", &["Head Pain Trust"]);
    check("The People’s Harvest Party said it rained.", &["People’s Harvest Party"]);
    check(
        "Lumenis cut its price. The Safety Agency met. The agency said it rained.",
        &["Safety Agency"],
    );
    check("The Prisoners’ Aid Project said it rained.", &["Prisoners’ Aid Project"]);
    check("Local 88 of the Dockers’ League said it rained.", &["Local 88"]);
    check("The Trawlermen’s Association said it rained.", &["Trawlermen’s Association"]);
    check(
        "The Guild of Growers met in May, and it rained. Brightwater Energy left. The guild said it poured.",
        &["Guild of Growers"],
    );
}

#[test]
fn countries_are_bodies() {
    let kinds = |text: &str| -> Vec<SpeakerKind> {
        annotate(&document(text)).speakers.into_iter().map(|speaker| speaker.kind).collect()
    };
    assert_eq!(kinds("France denies the claim."), [SpeakerKind::Organisation]);
    assert_eq!(kinds("Anatole France denies the claim."), [SpeakerKind::Person]);
    assert_eq!(kinds("Jordan Bell left. Jordan denies the claim."), [SpeakerKind::Person]);
}

#[test]
fn honours_and_titles_before_given_names() {
    check("Ada Venn KC, prosecuting, said it rained. Ms Venn said it poured.", &["Ada Venn"]);
    check("Dame Ada Venn left. “It rained,” Dame Ada said.", &["Ada Venn"]);
    check("“It rained,” said Brig. Gen. Surya Hadi.", &["Surya Hadi"]);
    check("Cllr Priti Vaswan said it rained. Coun Vaswan left.", &["Priti Vaswan"]);
    check("The contractor, Securia, said it rained.", &["Securia"]);
    check("Opening the case, Ada Venn told jurors that it rained.", &["Ada Venn"]);
}

#[test]
fn what_is_written() {
    check(
        "According to the programme notes, the film was shot in nineteen days.",
        &["programme notes"],
    );
    check("A message shared on Whatsapp says it rained.", &["message"]);
    check("Tom Bell wrote to the board. “It rained,” his letter said.", &["Tom Bell"]);
    check(
        "A report into the deaths of three pilots found that it rained.",
        &["report into the deaths of three pilots"],
    );
    check(
        "In a statement, the Department for Land and Food said it rained.",
        &["Department for Land and Food"],
    );
    check("A note on the table read: “It rained.” It was short.", &["note"]);
    check("A report by the board is out. “It rained,” it states.", &["report by the board"]);
    check("The board met on a report. “It rained,” it said.", &["board"]);
}

#[test]
fn pairs_and_their_pronouns() {
    check(
        "“It rained,” Ada Venn of the Fish Club said. Venn and her colleagues believe that it \
         poured. It may rain again, they wrote.",
        &["Ada Venn", "Venn and her colleagues"],
    );
}

#[test]
fn who_stands_in_a_relative_clause() {
    check("The law, which critics say is too vague, was passed on Monday.", &["critics"]);
    check("The law, whose critics say it is too vague, was passed on Monday.", &["law"]);
    check("Tom Bell, who said it rained, left.", &["Tom Bell"]);
}

#[test]
fn who_stands_out() {
    check(
        "“It rained all day,” one fan said. “It poured all night,” said another.",
        &["one fan", "another"],
    );
    check(
        "Tom Bell spoke. “It rained,” he said. That worries Per Raske, president of the Fish Club.\n\n“It poured,” he said.",
        &["Tom Bell", "Per Raske"],
    );
    check(
        "“It rained,” Tom Bell said. Tim Raske of the Harbour Post agreed with Bell. “It poured,” he said.",
        &["Tom Bell", "Tim Raske"],
    );
    check(
        "“It rained,” said Ida Frost. The mayor quarrels with Ada Venn — who has asked for more — over it.\n\n“It poured,” she said.",
        &["Ida Frost", "Ada Venn"],
    );
    check(
        "Gary Holm left. His doctor was glad. The former governor runs every day. “It rained,” he said.",
        &["Gary Holm"],
    );
}

#[test]
fn who_asks_and_who_is_introduced() {
    let asked = ["about the roof", "whether the roof had leaked", "how the roof was"];
    for question in asked {
        let text = format!("Ada Venn asked Rosa Holt {question}. “It rained,” she said.");
        check(&text, &["Ada Venn", "Rosa Holt"]);
    }
    check("Ada Venn asked Rosa Holt to mend the roof. “It rained,” she said.", &["Ada Venn"]);
    check(
        "A reporter asked Ada Venn whether Rosa Holt had left. “It rained,” she said.",
        &["reporter", "Ada Venn"],
    );
    check(
        "Ada Venn left. She slept. The board met after its chief, Ida Frost, rose. She said it rained.",
        &["Ida Frost"],
    );
    check("Ralf Tesch spoke. Asked if Tom Bell had left, he said it rained.", &["Ralf Tesch"]);
    check("Asked, Ralf Tesch left. Tom Bell rose, and he said it rained.", &["Tom Bell"]);
    check(
        "Ralf Tesch spoke. Tom Bell left. He was late. People like Bell, he said.",
        &["Tom Bell"],
    );
    check(
        "Ada Venn left. Questioned by Ida Frost, who runs the club, she said it rained.",
        &["Ada Venn"],
    );
    check(
        "Ida Frost sat. Among them was Ada Venn, whose husband left. “It rained,” she said.",
        &["Ada Venn"],
    );
    check(
        "Ada Venn sings. She is good. A woman beside me left. “It rained,” she said.",
        &["woman"],
    );
}

#[test]
fn genders_by_the_pronouns_of_the_text() {
    check(
        "Jo Lund, who was ill when her husband died, said it rained. “No,” she said.",
        &["Jo Lund"],
    );
    check(
        "Her coach, Con Venn, had predicted before the games that she would win. He said it rained.",
        &["Con Venn"],
    );
    check(
        "Tom Scott was shot. Rakeya Scott told police that her husband was unarmed. “It was dark,” she said.",
        &["Rakeya Scott"],
    );
    check(
        "Adrian Kyi won, and she thanked her party. Kyi said it rained. She left her house when \
         President Hal Kaw rang. In Velmark, Kyi met her friends. “It poured,” she said.",
        &["Adrian Kyi"],
    );
    check("According to Tom Ham, Ada Venn was late. “It rained,” he said.", &["Tom Ham"]);
    check(
        "Ted Cross praised his father, Raul. Raul Cross was born abroad. “It rained,” Cross said.",
        &["Ted Cross"],
    );
    check(
        "Clinton left her car. “It rained,” Clinton said. “Hillary Clinton is late,” Tom Bell said.",
        &["Hillary Clinton", "Tom Bell"],
    );
}

#[test]
fn those_who_share_a_surname() {
    check(
        "Rowland Venn, 58, denies six counts of fraud. His brother Lionel Venn left. “No,” Rowland Venn said.",
        &["Rowland Venn"],
    );
    check(
        "Quiet Venn left. Lionel Venn, who runs the port, wept. “No,” Venn said.",
        &["Lionel Venn"],
    );
    check(
        "Jamal Venn left. His father, Deke Venn, wept. The elder Venn said it had rained.",
        &["Deke Venn"],
    );
    check("Ronald Beck and his wife, Judith, drove. “No,” Mrs. Beck said.", &["Beck"]);
    check("“No,” said Madam Jasvinder Venn.", &["Jasvinder Venn"]);
    check("Mr Farid Azman Yusof left. “No,” Mr Farid said.", &["Farid Azman Yusof"]);
}

#[test]
fn somebody_by_what_is_theirs() {
    check("Ada Venn, a picker, left. Her view is that the roof leaks.", &["Ada Venn"]);
    check("Ada Venn left early. According to her, the roof leaks.", &["Ada Venn"]);
    check("Tom Bell met Ada Venn. In his view, the roof leaks.", &["Tom Bell"]);
}

#[test]
fn somebody_without_a_name_goes_on_to_speak() {
    check(
        "Rep. Trent Macklin took questions. “No,” he said. A driver in the lane, idling with his lights on, said it would rain. “They always yell,” he said. “All of them.”",
        &["Trent Macklin", "driver"],
    );
}

#[test]
fn names_with_an_owner() {
    check("McDonald’s said it was sorry.", &["McDonald’s"]);
    check("Hartley’s Bakeries said it was sorry.", &["Hartley’s Bakeries"]);
    check(
        "Theo Marchetti runs Marchetti’s Foods SpA. Marchetti’s said it was sorry.",
        &["Marchetti’s Foods SpA"],
    );
}

#[test]
fn whom_others_quote_or_bring_up() {
    check("Noma Hadebe was quoted by Radio Lusamba as saying it rained.", &["Noma Hadebe"]);
    check("The Echo quoted Ada Venn, a nurse, as saying it rained.", &["Ada Venn"]);
    check("The Echo quoted two officials as saying the talks had failed.", &["two officials"]);
    check("A draft, leaked to this website, warns that it rained.", &["draft"]);
    check(
        "Ana Tsao said it rained. She said it poured. A warning came from Rosalind Venn. In a note she called it “a flood”.",
        &["Ana Tsao", "Rosalind Venn"],
    );
    check(
        "The ministers of Velmark, Lesna and Halden said it rained.",
        &["ministers of Velmark, Lesna and Halden"],
    );
}

#[test]
fn people_named_inside_of_nouns() {
    check(
        "A class sent a note to Gov. Tom Bell last fall. Ada Venn wept. “It rained,” the governor said.",
        &["Tom Bell"],
    );
    check(
        "A spokesman for Senator Ada Venn left. Tom Bell wept. “No,” the senator said.",
        &["Ada Venn"],
    );
    check(
        "Tom Bell left. Mayoral candidate Owen Holt’s doctor called the candidate “fit”. He said it rained.",
        &["Mayoral candidate Owen Holt’s doctor", "Owen Holt"],
    );
    // What stands before another noun is no person.
    check("The Ada Venn plant closed. Tom Bell left. “No,” he said.", &["Tom Bell"]);
}

#[test]
fn names_that_begin_a_sentence() {
    check("New York said it rained.", &["New York"]);
    check("High Court judges said it rained.", &["High Court judges"]);
    check("Great Western Railway said it rained.", &["Great Western Railway"]);
    check("New Labour leader Ada Venn said it rained.", &["Ada Venn"]);
    check("Det Insp Ada Venn said it rained.", &["Ada Venn"]);
    check("Det Con Ada Venn said it rained.", &["Ada Venn"]);
    check("Finnish packaging group Nordvik Foods said it rained.", &["Nordvik Foods"]);
}

#[test]
fn somebody_unnamed_who_goes_on() {
    check(
        "A Western diplomat close to the talks said it rained. “It poured,” the diplomat said.",
        &["Western diplomat close to the talks"],
    );
    check(
        "Owen Bell was born in Lesna. Bell left. His father was a cook. In a 1998 interview, he said it rained.",
        &["Owen Bell"],
    );
}

#[test]
fn headings_in_the_line_of_their_text() {
    check("TEAM REFUSES TO STAY IN VILLAGE The team said it rained.", &["team"]);
    check("US FDA Commissioner Ada Venn said it rained.", &["Ada Venn"]);
}

#[test]
fn nobody_names_themselves_nor_holds_two_offices() {
    check("Ada Venn met Rosa Holt. “Venn was late,” she said.", &["Rosa Holt"]);
    check("Rosa Holt met Ada Venn. “Holt never slept,” she said.", &["Ada Venn"]);
    check("Sergeant Tom Bell left. “It rained,” the mayor said.", &["mayor"]);
    check("Mayor Tom Bell met Ada Venn. “It rained,” the governor said.", &["Ada Venn"]);
}

#[test]
fn who_is_introduced_last_or_spoken_of() {
    check(
        "Tom Bell agreed. Bell left. Bell came back.\n“No,” Bell said.\n“It hailed,” he said.\nAda Venn sings, which is something that troubles Owen Holt, president of the Harbour Board.\n“It rained. It poured,” he said.",
        &["Tom Bell", "Owen Holt"],
    );
    check(
        "Ada Venn came. Venn spoke. Venn wept. Venn sang. Venn rose. McLenney said Venn has no trust in her words. “It’s bad. She never means it,” she said.",
        &["McLenney"],
    );
}
