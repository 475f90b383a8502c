//! A grammar of announcements: bytes choose elements, attributes, and phrases that recognisers know, so that the fuzzer gets past the
//! parser with every input. What the bytes choose is a page, whatever they are.

use arbitrary::{Result, Unstructured};

/// Most pieces of a page: nothing depends on more of them together.
const PIECES: usize = 400;

/// A page that is longer than this many bytes is ended.
const LONGEST: usize = 8000;

const HEADS: [&str; 8] = [
    "",
    "<title>Public lecture | Fenwick College</title>",
    "<meta name=date content=2024-05-02><meta name=author content='Ann Lee'>",
    "<meta property=og:title content='Webinar 2: Law and Water'><meta property=og:site_name content=Fenwick>",
    "<link rel=canonical href=https://example.org/a><meta charset=utf-8>",
    r#"<script type=application/ld+json>{"@type":"Event","name":"Law and Water","startDate":"2024-05-09T10:00+02:00","performer":{"@type":"Person","name":"Ann Lee"}}</script>"#,
    "<meta property=article:published_time content=2024-05-02T09:00:00Z>",
    "<base href=https://example.org/>",
];

const ELEMENTS: [&str; 44] = [
    "p",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "caption",
    "dl",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "main",
    "nav",
    "aside",
    "header",
    "footer",
    "address",
    "blockquote",
    "pre",
    "b",
    "strong",
    "i",
    "em",
    "a",
    "q",
    "s",
    "time",
    "span",
    "sup",
    "small",
    "figure",
    "figcaption",
    "details",
    "noscript",
    "form",
];

const ATTRIBUTES: [&str; 34] = [
    "class=byline",
    "class=speaker",
    "class=date",
    "class=when",
    "class=author",
    "class=vcard",
    "class=vevent",
    "class='fn summary'",
    "class=dtstart",
    "class=menu",
    "class=sidebar",
    "class=title",
    "class=footer",
    "id=content",
    "id=a",
    "hidden",
    "style=display:none",
    "dir=rtl",
    "lang=fr",
    "lang=de",
    "href=/a",
    "href=#a",
    "href=https://example.org/",
    "datetime=2024-05-09",
    "datetime=10:00",
    "rowspan=2",
    "colspan=2",
    "rel=author",
    "itemscope itemtype=https://schema.org/Event",
    "itemscope itemtype=https://schema.org/Person itemprop=performer",
    "itemprop=name",
    "itemprop=startDate",
    "typeof=Event",
    "property=name",
];

const MARKS: [&str; 32] = [
    " ", ", ", ". ", ": ", "; ", " – ", " - ", " (", ") ", "“", "”", "\"", "'", "’s ", "/", " | ", " • ",
    "<br>", "\n", "&nbsp;", "&shy;", "! ", "? ", " & ", "、", "。", "・", "「", "」", "：", "@", "…",
];

const NUMBERS: [&str; 28] = [
    "1",
    "2.",
    "#3",
    "(4)",
    "12",
    "31",
    "1999",
    "2024",
    "’24",
    "9:30",
    "10:00",
    "14.30 Uhr",
    "18h",
    "2:00-3:15 PM ET",
    "noon",
    "UTC+2",
    "CEST",
    "09.05.2024",
    "10/12/23",
    "2024-05-09",
    "9 May 2024",
    "May 9",
    "Thursday, 9 May",
    "5, 12 and 19 May",
    "9–11 May 2024",
    "2024年5月9日",
    "第3回",
    "Fall 2024",
];

const ENGLISH: [&str; 72] = [
    "Ann Lee",
    "Maria Lopez",
    "Dr. Lopez",
    "Prof. Dr. Ann M. Lee, PhD",
    "LEE Ann",
    "Lopez, Maria",
    "Ms. Hollis",
    "A. B. Lee",
    "Jean-Luc de la Tour",
    "Sir Ann Lee",
    "Director of Research",
    "Professor of Law",
    "President",
    "Deputy Director",
    "former Head of the Department of Physics",
    "Chair",
    "PhD student",
    "Secretary-General",
    "University of Fenwick",
    "Fenwick College",
    "Department of Physics",
    "Ministry of Justice",
    "World Health Organization (WHO)",
    "FTC",
    "Lakeshore Labs Ltd.",
    "Toronto, Canada",
    "Paris",
    "France",
    "Germany",
    "Room 12",
    "Main Hall, 3 Quay Street",
    "Zoom",
    "webinar",
    "Webinar 2",
    "the third workshop",
    "seminar series",
    "Annual General Meeting",
    "International Conference on Port Cities",
    "this lecture",
    "three speakers",
    "will speak on",
    "will give a talk on",
    "moderated by",
    "chaired by",
    "hosted by",
    "organized by",
    "in cooperation with",
    "was appointed",
    "has retired as",
    "succeeds",
    "died",
    "said",
    "Speakers:",
    "Speaker:",
    "Venue:",
    "Date:",
    "Time:",
    "Title:",
    "Abstract:",
    "Moderator:",
    "Programme",
    "Registration deadline:",
    "Call for papers",
    "Contact:",
    "Past talks",
    "postponed to",
    "cancelled",
    "online",
    "welcome remarks",
    "panel discussion",
    "coffee break",
    "from",
];

const GERMAN: [&str; 20] = [
    "Prof. Dr. Anna Lehmann",
    "Frau Weber",
    "Universität Fenwick",
    "Institut für Physik",
    "Direktorin",
    "Lehrstuhl für Recht",
    "Vortrag",
    "Vortragsreihe",
    "spricht über",
    "Moderation:",
    "Referentin:",
    "am Donnerstag, 9. Mai 2024",
    "um 18 Uhr",
    "Hörsaal 3",
    "Anmeldung bis",
    "lädt ein zum",
    "Tagung",
    "wurde ernannt",
    "Ort:",
    "im Wintersemester 2024/25",
];

const FRENCH: [&str; 20] = [
    "Mme Anne Lefèvre",
    "M. Jean Martin",
    "Université de Fenwick",
    "directrice de recherche",
    "professeur de droit",
    "conférence",
    "séminaire",
    "interviendra sur",
    "animée par",
    "Intervenants :",
    "jeudi 9 mai 2024",
    "à 18h30",
    "Salle 3",
    "Inscription avant le",
    "est nommée",
    "organisé par",
    "Lieu :",
    "table ronde",
    "du 9 au 11 mai",
    "décès de",
];

const SPANISH: [&str; 20] = [
    "Dra. Ana López García",
    "Prof. Juan Pérez",
    "Universidad de Fenwick",
    "directora",
    "catedrático de Derecho",
    "conferencia",
    "seminario",
    "impartirá",
    "moderado por",
    "Ponentes:",
    "jueves 9 de mayo de 2024",
    "a las 18:00 h",
    "Sala 3",
    "Inscripción hasta",
    "fue nombrada",
    "organizado por",
    "Lugar:",
    "mesa redonda",
    "Facultad de Física",
    "del 9 al 11 de mayo",
];

const CHINESE: [&str; 20] = [
    "李安",
    "王丽教授",
    "张伟博士",
    "芬威克大学",
    "物理学院",
    "院长",
    "教授",
    "讲座",
    "研讨会",
    "主讲人：",
    "时间：",
    "地点：",
    "题目：",
    "2024年5月9日（星期四）",
    "下午2:00",
    "第三会议室",
    "主持人",
    "主办单位：",
    "摘要：",
    "报告",
];

const JAPANESE: [&str; 20] = [
    "山田 花子",
    "佐藤太郎氏",
    "フェンウィック大学",
    "理学部",
    "教授",
    "所長",
    "講演会",
    "セミナー",
    "講師：",
    "日時：",
    "会場：",
    "演題：",
    "5月9日（木）",
    "午後2時",
    "14時30分",
    "司会",
    "主催：",
    "登壇者",
    "令和6年",
    "第2回",
];

const OTHERS: [&str; 24] = [
    "Prof. Anna de Vries",
    "Universiteit Fenwick",
    "donderdag 9 mei 2024",
    "Prof.ssa Anna Rossi",
    "Università di Fenwick",
    "giovedì 9 maggio",
    "Profa. Ana Souza",
    "Universidade de Fenwick",
    "quinta-feira, 9 de maio",
    "Prof. Dr. H. Budi Santoso, M.Si.",
    "Universitas Fenwick",
    "Kamis, 9 Mei 2024",
    "Анна Петрова",
    "Университет Фенвик",
    "9 мая 2024 г.",
    "د. آن لي",
    "جامعة فينويك",
    "9 مايو 2024",
    "김안나 교수",
    "펜윅대학교",
    "2024년 5월 9일",
    "Ayşe Yılmaz",
    "9 Mayıs 2024",
    "Łukasz Nowak",
];

/// Phrases and the language that a page of them states.
const LANGUAGES: [(&str, &[&str]); 7] = [
    ("en", &ENGLISH),
    ("de", &GERMAN),
    ("fr", &FRENCH),
    ("es", &SPANISH),
    ("zh", &CHINESE),
    ("ja", &JAPANESE),
    ("id", &OTHERS),
];

/// The page that the bytes choose.
pub(crate) fn page(bytes: &[u8]) -> String {
    let mut choices = Unstructured::new(bytes);
    let mut page = Draft::default();
    // What ends before its time is a page too.
    let _ = page.write(&mut choices);
    page.html
}

/// Phrases that the bytes choose, one after the other, without markup.
pub(crate) fn line(choices: &mut Unstructured<'_>) -> Result<String> {
    let mut line = String::new();
    for _ in 0..PIECES {
        if choices.is_empty() {
            break;
        }
        match choices.int_in_range(0..=7)? {
            0 | 1 => line.push_str(phrase(choices)?),
            2 => line.push_str(choices.choose(&NUMBERS)?),
            3..=5 => line.push_str(choices.choose(&MARKS)?),
            6 => line.push_str(letters(choices)?),
            _ => line.push(choices.arbitrary()?),
        }
    }
    Ok(line)
}

/// A phrase of any language.
pub(crate) fn phrase(choices: &mut Unstructured<'_>) -> Result<&'static str> {
    let (_, phrases) = choices.choose(&LANGUAGES)?;
    Ok(*choices.choose(phrases)?)
}

/// A few characters that the input holds as they are.
fn letters<'b>(choices: &mut Unstructured<'b>) -> Result<&'b str> {
    let length = choices.int_in_range(1..=12)?.min(choices.len());
    let bytes = choices.bytes(length)?;
    Ok(std::str::from_utf8(bytes).unwrap_or("x"))
}

#[derive(Default)]
struct Draft {
    html: String,
    open: Vec<&'static str>,
}

impl Draft {
    fn write(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        let (language, phrases) = choices.choose(&LANGUAGES)?;
        self.html = format!("<html lang={language}>{}<body>", choices.choose(&HEADS)?);
        for _ in 0..PIECES {
            if choices.is_empty() || self.html.len() > LONGEST {
                break;
            }
            self.piece(choices, phrases)?;
        }
        Ok(())
    }

    fn piece(&mut self, choices: &mut Unstructured<'_>, phrases: &[&'static str]) -> Result<()> {
        match choices.int_in_range(0..=15)? {
            0..=2 => self.begin(choices)?,
            3 | 4 => self.end(),
            5..=8 => self.html.push_str(choices.choose(phrases)?),
            9 | 10 => self.html.push_str(choices.choose(&MARKS)?),
            11 => self.html.push_str(choices.choose(&NUMBERS)?),
            12 => self.html.push_str(phrase(choices)?),
            13 => self.html.push_str(letters(choices)?),
            14 => self.again(choices)?,
            _ => self.html.push(choices.arbitrary()?),
        }
        self.html.push(' ');
        Ok(())
    }

    fn begin(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        let element = *choices.choose(&ELEMENTS)?;
        self.html.push('<');
        self.html.push_str(element);
        if choices.ratio(1, 3)? {
            self.html.push(' ');
            self.html.push_str(choices.choose(&ATTRIBUTES)?);
        }
        self.html.push('>');
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) {
        if let Some(element) = self.open.pop() {
            self.html.push_str("</");
            self.html.push_str(element);
            self.html.push('>');
        }
    }

    /// Lists and tables repeat in form: what was written last once more.
    fn again(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        let length = usize::from(choices.arbitrary::<u8>()?);
        let from = self.html.floor_char_boundary(self.html.len().saturating_sub(length));
        let last = self.html[from..].to_owned();
        self.html.push_str(&last);
        Ok(())
    }
}
