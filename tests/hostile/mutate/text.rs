//! Changes of text: characters that are not what they seem, and words that say too much.

use std::ops::Range;

use super::{Draft, Kind, one};

pub(super) const KINDS: &[Kind] = &[
    ("character references", |draft| {
        let letters = letters(draft, 30);
        draft.replace(&letters, |rng, letter| {
            let code = letter[0];
            match rng.u8(..4) {
                0 => format!("&#{code};"),
                1 => format!("&#x{code:x}"),
                2 => format!("&amp;#{code};"),
                _ => one(
                    rng,
                    &["&nbsp;", "&notit;", "&#0;", "&#xD800;", "&#99999999999;", "&eacute", "&;", "&#x;"],
                )
                .to_owned(),
            }
            .into_bytes()
        });
    }),
    ("huge numbers", |draft| {
        let digits = of(draft, u8::is_ascii_digit);
        let count = draft.some(300);
        let digits = draft.chosen(digits, count);
        draft.replace(&digits, |rng, digits| digits.repeat(1 + rng.usize(..40)));
    }),
    ("other numbers", |draft| {
        let digits = of(draft, u8::is_ascii_digit);
        let count = draft.some(50);
        let digits = draft.chosen(digits, count);
        draft.replace(&digits, |rng, digits| {
            let new = (0..digits.len()).map(|_| rng.digit(10)).collect::<String>();
            if rng.u8(..8) == 0 { format!("-{new}") } else { new }.into_bytes()
        });
    }),
    ("no spaces", |draft| {
        let spaces = spaces(draft, 1);
        draft.replace(&spaces, |_, _| Vec::new());
    }),
    ("long spaces", |draft| {
        const SPACES: [&str; 8] = [" ", "\t", "\n", "\u{a0}", "\u{3000}", "\u{200b}", "\u{2009}", "&nbsp;"];
        let spaces = spaces(draft, 100);
        draft.replace(&spaces, |rng, _| one(rng, &SPACES).repeat(1 + rng.usize(..60)).into_bytes());
    }),
    ("combining marks", |draft| {
        let letters = letters(draft, 100);
        draft.replace(&letters, |rng, letter| {
            let marks = one(rng, &["\u{301}", "\u{316}\u{301}", "\u{20e3}", "\u{fe0f}", "\u{34f}"])
                .repeat(1 + rng.usize(..40));
            [letter, marks.as_bytes()].concat()
        });
    }),
    ("directions", |draft| {
        const TURNS: [&str; 9] = [
            "\u{202e}", "\u{202d}", "\u{202a}", "\u{202c}", "\u{2066}", "\u{2067}", "\u{2069}", "\u{200f}",
            "\u{61c}",
        ];
        let count = draft.some(200);
        let places = draft.behind(b' ', count);
        draft.insert(&places, |rng, _| one(rng, &TURNS).into());
    }),
    ("letters that look alike", |draft| {
        let letters = letters(draft, 20);
        draft.replace(&letters, |_, letter| {
            let other = match letter[0] {
                b'a' => "а",
                b'e' => "е",
                b'o' => "ο",
                b'A' => "Α",
                b'i' => "і",
                b'D' => "Ð",
                _ => return letter.to_vec(),
            };
            other.into()
        });
    }),
    ("other characters", |draft| {
        const RARE: [&str; 14] = [
            "\u{1f468}\u{200d}\u{1f469}",
            "\u{feff}",
            "\u{fffd}",
            "\u{ad}",
            "\u{10ffff}",
            "\u{fffe}",
            "\u{e000}",
            "ﬁ",
            "İ",
            "ß",
            "ǆ",
            "ﷺ",
            "𝕬",
            "가",
        ];
        let letters = letters(draft, 60);
        draft.replace(&letters, |rng, _| one(rng, &RARE).into());
    }),
    ("punctuation", |draft| {
        const MARKS: [&str; 20] = [
            ",", ";", ":", ".", "(", ")", "“", "”", "’", "–", "/", "|", "•", "、", "。", "(((", "...",
            " and ", " of ", "@",
        ];
        let spaces = spaces(draft, 60);
        draft.replace(&spaces, |rng, _| one(rng, &MARKS).into());
    }),
    ("all capitals", |draft| {
        let words = of(draft, u8::is_ascii_lowercase);
        let count = draft.some(12);
        let words = draft.chosen(words, count);
        draft.replace(&words, |_, word| word.to_ascii_uppercase());
    }),
    ("first letters in capitals", |draft| {
        let words = of(draft, u8::is_ascii_lowercase);
        draft.replace(&words, |_, word| [&word[..1].to_ascii_uppercase(), &word[1..]].concat());
    }),
    ("people in one sentence", |draft| {
        draft.fill("<p>The speakers are ", |rng, n| {
            let title = one(rng, &["Dr. ", "Prof. ", "", "Mme ", "H.E. Mr. "]);
            let joint = one(rng, &[", ", " and ", "; ", ", representing Fenwick University, ", " ("]);
            format!("{title}Ann Mel{n}{joint}")
        });
    }),
    ("days in one sentence", |draft| {
        draft.fill("<p>It takes place on ", |rng, _| {
            let (day, month, hour) =
                (rng.u8(1..=31), one(rng, &["May", "June", "Sept.", "10/", "mars", "月"]), rng.u8(..24));
            format!("{day} {month} {}, {hour}:00-{}:30 CET; ", rng.u16(1990..2030), hour + 1)
        });
    }),
    ("institutions in one sentence", |draft| {
        draft.fill("<p>", |rng, n| {
            let kind = one(rng, &["University of ", "Institute for ", "Ministry of ", "Bank of "]);
            format!("{kind}Mel{n}{}", one(rng, &[", ", " and ", " of the ", " ("]))
        });
    }),
    ("quotes and brackets without an end", |draft| {
        draft.fill("<p>", |rng, n| format!("{}word {n} ", one(rng, &["“", "(", "«", "‘", "\"", "[", "「"])));
    }),
    ("labels", |draft| {
        draft.fill("<p>", |rng, _| {
            one(
                rng,
                &[
                    "Speaker: ",
                    "Date: ",
                    "Time: ",
                    "Venue: ",
                    "Chair: ",
                    "Topic: ",
                    "Ann Hollis",
                    "12 May",
                    "\n",
                    "<br>",
                    "9:30",
                ],
            )
            .to_owned()
        });
    }),
    ("a text in another language", |draft| {
        draft.fill("<p>", |rng, _| {
            const SAID: [&str; 6] = [
                "研究所欢迎各位老师和同学参加讲座。",
                "Der Vortrag findet am 3. Mai statt. ",
                "Лекция состоится 5 мая в 18 часов. ",
                "講演者は田中教授です。",
                "تقام المحاضرة يوم 5 مايو. ",
                "La conférence aura lieu le 3 mai à 18 h. ",
            ];
            one(rng, &SAID).to_owned()
        });
    }),
];

/// Runs of bytes of a kind.
fn of(draft: &Draft<'_>, kind: impl Fn(&u8) -> bool) -> Vec<Range<usize>> {
    let mut at = 0;
    let runs = draft.bytes.chunk_by(|a, b| kind(a) == kind(b)).map(|run| {
        at += run.len();
        at - run.len()..at
    });
    runs.filter(|run| kind(&draft.bytes[run.start])).collect()
}

/// Single letters outside of tags: one for so many bytes of the page.
fn letters(draft: &mut Draft<'_>, each: usize) -> Vec<Range<usize>> {
    outside(draft, each, u8::is_ascii_alphabetic)
}

fn spaces(draft: &mut Draft<'_>, each: usize) -> Vec<Range<usize>> {
    outside(draft, each, |byte| *byte == b' ')
}

fn outside(draft: &mut Draft<'_>, each: usize, kind: impl Fn(&u8) -> bool) -> Vec<Range<usize>> {
    let mut inside = false;
    let mut is_wanted = |byte: &u8| {
        inside = *byte == b'<' || inside && *byte != b'>';
        !inside && kind(byte)
    };
    let all = draft
        .bytes
        .iter()
        .enumerate()
        .filter_map(|(at, byte)| is_wanted(byte).then_some(at..at + 1))
        .collect();
    let count = draft.some(each);
    draft.chosen(all, count)
}
