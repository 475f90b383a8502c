//! Sentences in many encodings: declared, given from outside, guessed, and declared wrongly.

use encoding_rs::Encoding;

use super::*;

/// A label and a sentence in a language that is written in it.
const SENTENCES: [(&str, &str); 16] = [
    ("gb18030", "学院定于十二月十四日上午举行专题讲座，欢迎各位老师和同学参加，讲座由李安教授主持。"),
    ("gbk", "研究所邀请王明博士作学术报告，时间为下周三下午三点，地点在图书馆二楼会议室。"),
    ("big5", "本校訂於十二月十四日上午舉行專題演講，歡迎各位老師及同學參加，演講由李安教授主持。"),
    (
        "shift_jis",
        "十二月十四日に講演会を開きます。みなさまのご参加をお待ちしております。会場は図書館の二階です。",
    ),
    ("euc-jp", "研究所は来週の水曜日にセミナーを開きます。どなたでもご参加いただけます。入場は無料です。"),
    ("iso-2022-jp", "十二月十四日に講演会を開きます。みなさまのご参加をお待ちしております。"),
    ("euc-kr", "연구소는 다음 주 수요일에 세미나를 개최합니다. 누구나 참가하실 수 있으며 입장은 무료입니다."),
    (
        "windows-1250",
        "Příští středu pořádáme přednášku o dějinách města, všichni jsou srdečně zváni, vstup je zdarma.",
    ),
    (
        "windows-1251",
        "Институт приглашает на открытую лекцию, которая состоится в следующую среду в здании библиотеки.",
    ),
    (
        "koi8-r",
        "Институт приглашает на открытую лекцию, которая состоится в следующую среду в здании библиотеки.",
    ),
    (
        "windows-1252",
        "Die Universität lädt am nächsten Mittwoch zu einem öffentlichen Vortrag über größere Brücken ein.",
    ),
    ("windows-1253", "Το ινστιτούτο σας προσκαλεί σε ανοικτή διάλεξη την επόμενη Τετάρτη στη βιβλιοθήκη."),
    (
        "windows-1254",
        "Enstitümüz önümüzdeki çarşamba günü açık bir konuşma düzenliyor, girişler ücretsizdir, buyurun.",
    ),
    ("windows-1255", "המכון מזמין את הציבור להרצאה פתוחה ביום רביעי הבא בספרייה הכניסה חופשית"),
    ("windows-1256", "يدعوكم المعهد إلى محاضرة مفتوحة يوم الأربعاء القادم في المكتبة والدخول مجاني"),
    (
        "windows-1257",
        "Institūts nākamajā trešdienā rīko atklātu lekciju par pilsētas vēsturi, ieeja ir bez maksas.",
    ),
];

fn page(head: &str, label: &str, text: &str) -> Page {
    let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
    let html = format!(
        "<!DOCTYPE html><html><head>{head}<title>Page</title></head><body><p>{text}</p></body></html>"
    );
    Page { bytes: encoding.encode(&html).0.into_owned(), ..Page::default() }
}

fn assert_read(page: &Page, text: &str, how: &str) {
    let decoded = decode(page).expect("a page");
    assert!(decoded.contains(text), "{how}, as {}: {decoded}", encoding_of(page).name());
}

#[test]
fn what_a_page_declares_is_believed() {
    for (label, text) in SENTENCES {
        for head in [
            format!("<meta charset=\"{label}\">"),
            format!("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset={label}'>"),
            format!(
                "<!-- <meta charset=utf-8> --><meta content='text/html;charset={label}' http-equiv=content-type />"
            ),
            format!("<script>{}</script><meta charset={label}>", "x();".repeat(1000)),
        ] {
            assert_read(&page(&head, label, text), text, &format!("{label} by {head:.60}"));
        }
    }
}

#[test]
fn what_came_with_a_page_outranks_what_it_says() {
    for (label, text) in SENTENCES {
        let page = Page { charset: Some(label.to_owned()), ..page("<meta charset=macintosh>", label, text) };
        assert_read(&page, text, label);
    }
}

#[test]
fn what_a_page_does_not_say_is_guessed() {
    for (label, text) in SENTENCES {
        let text = [text; 3].join(" ");
        assert_read(&page("", label, &text), &text, label);
    }
}

#[test]
fn a_wrong_declaration_is_survived() {
    for (label, text) in SENTENCES.iter().filter(|(label, _)| *label != "iso-2022-jp") {
        let text = [*text; 3].join(" ");
        assert_read(&page("<meta charset=utf-8>", label, &text), &text, &format!("{label} as utf-8"));
    }
    for (label, text) in
        SENTENCES.iter().filter(|(label, _)| !["iso-2022-jp", "windows-1257"].contains(label))
    {
        let text = [*text; 3].join(" ");
        assert_read(&page("<meta charset=iso-8859-1>", "utf-8", &text), &text, &format!("{label} is utf-8"));
    }
    for label in ["gb18030", "big5", "shift_jis", "euc-kr", "windows-1251"] {
        let text = SENTENCES.iter().find(|(known, _)| *known == label).expect("a sentence").1;
        let text = [text; 3].join(" ");
        assert_read(&page("<meta charset=iso-8859-1>", label, &text), &text, &format!("{label} as latin"));
    }
}

#[test]
fn a_broken_character_does_not_change_the_encoding() {
    for head in ["<meta charset=utf-8>", ""] {
        let mut page = page(head, "utf-8", &[SENTENCES[10].1; 5].join(" "));
        page.bytes.extend(b"<p>cut \xc3");
        assert_read(&page, "nächsten", head);
        assert_eq!(encoding_of(&page), encoding_rs::UTF_8);
    }
}

#[test]
fn sixteen_bit_units_are_read_with_and_without_a_mark() {
    let html = "<!DOCTYPE html><p>講演会 of Müller</p>";
    let bytes = |mark: &[u16], to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(html.encode_utf16()).flat_map(to).collect()
    };
    for mark in [&[0xfeff_u16][..], &[]] {
        for bytes in [bytes(mark, u16::to_le_bytes), bytes(mark, u16::to_be_bytes)] {
            assert_read(&Page { bytes, ..Page::default() }, "講演会 of Müller", "UTF-16");
        }
    }
}

#[test]
fn labels_without_a_meaning_here_are_passed_over() {
    for (head, expected) in [
        ("<meta charset=utf-16>", "UTF-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
        ("<meta charset=bogus><meta charset=koi8-r>", "KOI8-R"),
        ("<meta charset=iso-2022-kr>", "windows-1252"),
        ("<p title='<meta charset=koi8-r>'>", "windows-1252"),
        ("<meta name=x content='text/html; charset=koi8-r'>", "windows-1252"),
        ("<meta http-equiv=content-type content='charset charset = \"koi8-r\" '>", "KOI8-R"),
        ("<meta charset=koi8-r charset=utf-8>", "KOI8-R"),
        ("<metacharset=koi8-r>", "windows-1252"),
        ("<meta charset=koi8-r", "windows-1252"),
    ] {
        let page = Page { bytes: head.as_bytes().to_vec(), ..Page::default() };
        assert_eq!(encoding_of(&page).name(), expected, "{head}");
    }
}

#[test]
fn what_was_decoded_wrongly_before_is_repaired() {
    let wrong = |text: &str| -> String { text.bytes().map(char::from).collect() };
    let dash = "6 – 8 May";
    for twisted in [wrong(dash), wrong(&wrong(dash)), wrong(&wrong(&wrong(dash))), "6 â€“ 8 May".to_owned()]
    {
        assert_read(&page("", "utf-8", &twisted), dash, &twisted);
    }
    for right in ["«DÉCLARÉ»", "São João", "Âge", "Â»"] {
        assert_read(&page("", "utf-8", right), right, "as it is");
    }
}
