//! Posts and roles in sentences of several languages: who holds what where, what changes hands and when, who opens, chairs, moderates, is quoted or
//! can be asked.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use annals::pipeline::{self, Options};
use annals::records::Change;
use annals::source::Page;

/// A language, a text, what it says, and what it must not be taken to say.
type Case = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const CASES: [Case; 38] = [
    (
        "en",
        "Fenwick University has appointed Professor Ann Hollis as Provost. She will take up the post on 1 January 2024. Professor Hollis succeeds \
         Professor Declan Brady, who retires as Provost on 31 December 2023.",
        &[
            "Ann Hollis: Provost, Fenwick University, appointed, 2024-01-01",
            "Declan Brady: Provost, retired, 2023-12-31",
            "Ann Hollis = appointee",
            "Declan Brady = predecessor",
        ],
        &["Ann Hollis: Provost, holds", "Declan Brady: Provost, holds"],
    ),
    (
        "fr",
        "Jeanne Dupuis a été nommée directrice de l’Institut Valmont. Elle prendra ses fonctions le 1er septembre 2022 et succédera à Marc Oberlin.",
        &["Jeanne Dupuis: directrice, Institut Valmont, appointed, 2022-09-01", "Marc Oberlin = predecessor"],
        &[],
    ),
    (
        "en",
        "The rector of the university, Ann Hollis, opens the conference at Fenwick University.",
        &["Ann Hollis: rector, Fenwick University, holds", "Ann Hollis = opening"],
        &[],
    ),
    (
        "pt",
        "O colóquio foi no Arquivo de Vila Nova. A sessão de abertura esteve a cargo da diretora do Arquivo, Dra. Maria Pereira.",
        &["Maria Pereira: diretora, Arquivo de Vila Nova, holds", "Maria Pereira = opening"],
        &[],
    ),
    (
        "es",
        "La conferencia es en la Universidad de Portbou. Presentará el acto el rector de la Universidad, don Julián Pérez.",
        &["Julián Pérez: rector, Universidad de Portbou, holds", "Julián Pérez = opening"],
        &[],
    ),
    (
        "de",
        "Der Vortrag ist an der Hochschule Ilmtal. Die Begrüßung übernimmt der Präsident der Hochschule, Prof. Dr. Martin Krause.",
        &["Martin Krause: Präsident, Hochschule Ilmtal, holds", "Martin Krause = opening"],
        &[],
    ),
    (
        "en",
        "Vice-Dean Ann Hollis, Faculty of Ocean Science, Fenwick University, spoke.",
        &["Ann Hollis: Vice-Dean, Faculty of Ocean Science, Fenwick University, holds"],
        &[],
    ),
    ("zh", "报告人：沈嘉禾，东岭大学物理系教授", &["沈嘉禾: 教授, 物理系, 东岭大学, holds"], &[]),
    ("en", "“We are glad that it rains,” said Ann Hollis.", &["Ann Hollis = quoted"], &[]),
    (
        "en",
        "Asked about it, Professor Ann Hollis was careful. “I will spend my first days in offices,” she said.",
        &["Ann Hollis = quoted"],
        &[],
    ),
    ("de", "„Wir freuen uns auf den Herbst“, ergänzt Martin Krause.", &["Martin Krause = quoted"], &[]),
    (
        "en",
        "The workshop was organised by Ann Hollis and Maria Lopez.",
        &["Ann Hollis = organizer", "Maria Lopez = organizer"],
        &[],
    ),
    (
        "fr",
        "Le séminaire est organisé par Jeanne Dupuis et Marc Oberlin. On peut s’inscrire avant le 15 mai auprès de Claire Martin.",
        &["Jeanne Dupuis = organizer", "Marc Oberlin = organizer", "Claire Martin = contact"],
        &[],
    ),
    ("nl", "Aanmelden kan bij mevrouw Hanneke Jansen.", &["Hanneke Jansen = contact"], &[]),
    (
        "nl",
        "De rector magnificus, prof. Pieter de Vries, opent de plechtigheid.",
        &["Pieter de Vries = opening", "Pieter de Vries: rector magnificus, holds"],
        &[],
    ),
    ("nl", "Dagvoorzitter is journaliste Hanneke Jansen.", &["Hanneke Jansen = moderator"], &[]),
    (
        "en",
        "A panel composed of Ms Ann Hollis (Marsh Registry), Prof. Maria Lopez and Dr Peter Brown disagreed politely.",
        &["Ann Hollis = panelist", "Maria Lopez = panelist", "Peter Brown = panelist"],
        &[],
    ),
    (
        "pt",
        "Participam a Profª. Maria Pereira, professora titular da Universidade do Rio, e o Prof. João Silva.",
        &["Maria Pereira = panelist", "João Silva = panelist"],
        &[],
    ),
    (
        "en",
        "The grading committee consists of Associate Professor Minna Virtanen, Fenwick University; and Professor Maria Lopez, Skerry College.",
        &["Minna Virtanen = participant", "Maria Lopez = participant"],
        &[],
    ),
    ("id", "Pembawa acara: Siti Rahayu", &["Siti Rahayu = host"], &[]),
    (
        "es",
        "La conferencia de María Pérez es el 5 de mayo de 2024. María Pérez es catedrática de Química Analítica en la Universidad de Portbou.",
        &["María Pérez: catedrática de Química Analítica, Universidad de Portbou, holds"],
        &["Química Analítica"],
    ),
    ("en", "Afterwards, wine is served in the Jacoba Lopez corridor by Ann Hollis.", &[], &["Jacoba Lopez"]),
    (
        "en",
        "Between May and June the Peatland Practice Exchange (PPE) met Ann Hollis.",
        &[],
        &["Peatland Practice Exchange"],
    ),
    ("zh", "主讲人简介：钟思远，2011年获博士学位。", &[], &["简介", "年获"]),
    ("nl", "Spreker: dr. Aukje Jansen-de Boer", &["Aukje Jansen-de Boer [Jansen-de Boer]"], &[]),
    (
        "en",
        "Professor Ann Hollis Marsh spoke. Professor Hollis Marsh is glad.",
        &["Ann Hollis Marsh [Hollis Marsh]"],
        &[],
    ),
    (
        "en",
        "Professor Ann Hollis, currently Dean of Science at Fenwick University, will speak on tides.",
        &["Ann Hollis: Dean of Science, Fenwick University, holds"],
        &["Ann Hollis: Dean of Science, holds"],
    ),
    (
        "en",
        "Dr. Ann Hollis will speak on tides. Dr. Hollis works as a senior scientist at Wexcombe.",
        &["Ann Hollis: senior scientist, Wexcombe, holds"],
        &[],
    ),
    ("en", "The speaker is Ann Hollis, founder of Wexcombe.", &["Ann Hollis: founder, Wexcombe, holds"], &[]),
    (
        "en",
        "The speaker is Ann Hollis, Director of Research at Fenwick University.",
        &["Ann Hollis: Director of Research, Fenwick University, holds"],
        &[],
    ),
    (
        "en",
        "The Board of Trustees of Harrow Museum has appointed Ann Hollis as Director.",
        &["Ann Hollis: Director, Harrow Museum, appointed"],
        &[],
    ),
    (
        "en",
        "After 30 years as Professor of Physics at Fenwick University, Ann Hollis will retire on 30 June 2024.",
        &["Ann Hollis: Professor of Physics, Fenwick University, retired, 2024-06-30"],
        &["Ann Hollis: Professor of Physics, Fenwick University, holds"],
    ),
    (
        "en",
        "Ann Hollis retires as Director of Harrow Museum. Her successor is Dr. Maria Lopez.",
        &["Maria Lopez = appointee"],
        &["Maria Lopez = predecessor"],
    ),
    (
        "de",
        "Prof. Dr. Anna Schmidt ist zur neuen Präsidentin der Universität Talheim gewählt worden. Sie tritt ihr Amt am 1. Oktober 2024 an.",
        &["Anna Schmidt: Präsidentin, Universität Talheim, elected, 2024-10-01"],
        &[],
    ),
    (
        "fr",
        "Anne Lefèvre, ingénieur de projet au Centre hydrographique de la Lys, parlera des crues.",
        &["Anne Lefèvre: ingénieur de projet, Centre hydrographique de la Lys, holds"],
        &[],
    ),
    (
        "fr",
        "Anne Lefèvre, ingénieure d’études, ministère de la Justice, parlera des crues.",
        &["Anne Lefèvre: ingénieure d'études, ministère de la Justice, holds"],
        &[],
    ),
    (
        "en",
        "Keynotes are given by Ann Hollis (Wexcombe) and Maria Lopez (Fenwick University).",
        &["Ann Hollis: Wexcombe, holds", "Maria Lopez: Fenwick University, holds"],
        &[],
    ),
    (
        "es",
        "Comité organizador: Ana López, Luis Gil",
        &["Ana López = organizer", "Luis Gil = organizer"],
        &["Luis Gil Ana López = organizer"],
    ),
];

/// What a page says of people, one line a post, a role and a family name.
fn said(language: &str, text: &str) -> Vec<String> {
    let html = format!(
        "<html lang={language}><head><title>Page</title></head><body><h1>Page</h1><p>{text}</p></body></html>"
    );
    let page = Page { source: "page.html".into(), bytes: html.into_bytes(), ..Page::default() };
    let record = pipeline::extract(&page, &Options::default()).unwrap();
    let tables = &record.tables;
    let mut lines = Vec::new();
    for person in &tables.people {
        lines.push(person.name.clone());
        lines.extend(person.family_name.iter().map(|family| format!("{} [{family}]", person.name)));
        for post in tables.positions.iter().filter(|post| post.person_id == person.person_id) {
            let home = tables
                .institutions
                .iter()
                .find(|home| Some(&home.institution_id) == post.institution_id.as_ref());
            let parts = [post.title.clone(), post.unit.clone(), home.map(|home| home.name.clone())];
            let mut parts: Vec<String> = parts.into_iter().flatten().collect();
            parts.push(post.change.as_str().to_owned());
            parts.extend(post.effective_on.map(|day| day.to_string()));
            assert!(post.change != Change::Holds || post.effective_on.is_none(), "{}", person.name);
            lines.push(format!("{}: {}", person.name, parts.join(", ")));
        }
        for done in tables.appearances.iter().filter(|done| done.person_id == person.person_id) {
            lines.push(format!("{} = {}", person.name, done.role.as_str()));
        }
    }
    lines
}

#[test]
fn sentences_say_who_holds_and_does_what() {
    let mut failures = Vec::new();
    for (language, text, wanted, unwanted) in CASES {
        let lines = said(language, text);
        let missing = wanted.iter().filter(|line| !lines.iter().any(|said| said == *line));
        failures.extend(missing.map(|line| format!("{text}\n  lacks `{line}`: {lines:?}")));
        let false_lines = unwanted.iter().filter(|line| lines.iter().any(|said| said == *line));
        failures.extend(false_lines.map(|line| format!("{text}\n  says `{line}`")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
