//! Changes of bytes: what a broken disk, a broken connection or a wrong encoding makes of a page.

use encoding_rs::Encoding;

use super::{Draft, Kind, one};

pub(super) const KINDS: &[Kind] = &[
    ("bytes flipped", |draft| {
        for _ in 0..draft.some(400) {
            let (at, bit) = (draft.place(), draft.rng.u32(..8));
            draft.bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << bit);
        }
    }),
    ("bytes at random", |draft| {
        for _ in 0..draft.some(400) {
            let (at, new) = (draft.place(), draft.rng.u8(..));
            draft.bytes.get_mut(at).into_iter().for_each(|byte| *byte = new);
        }
    }),
    ("markup at random", |draft| {
        for _ in 0..draft.some(200) {
            let (at, new) = (draft.place(), one(&mut draft.rng, b"<>\"'=/&;!-#\0\n ("));
            draft.bytes.get_mut(at).into_iter().for_each(|byte| *byte = new);
        }
    }),
    ("pieces left out", |draft| {
        let count = draft.some(8000);
        let mut pieces: Vec<_> = (0..count).map(|_| draft.stretch(2000)).collect();
        pieces.sort_by_key(|piece| piece.start);
        pieces.dedup_by(|next, piece| next.start < piece.end);
        draft.replace(&pieces, |_, _| Vec::new());
    }),
    ("cut off", |draft| {
        let end = draft.bytes.len() / 2 + draft.rng.usize(..=draft.bytes.len() / 2);
        draft.bytes.truncate(end);
    }),
    ("a piece again and again", |draft| {
        let piece = draft.stretch(2000);
        let times = draft.room / piece.len().max(1);
        draft.replace(&[piece], |_, piece| piece.repeat(times.max(2)));
    }),
    ("spliced with another page", |draft| {
        let place = draft.place();
        let from = draft.rng.usize(..=draft.other.len());
        draft.bytes.truncate(place);
        draft.bytes.extend_from_slice(&draft.other[from..]);
    }),
    ("pieces of another page", |draft| {
        let count = draft.some(4000);
        let places = draft.behind(b'>', count);
        let other = draft.other;
        draft.insert(&places, |rng, _| {
            let from = rng.usize(..=other.len());
            other[from..(from + 500).min(other.len())].to_vec()
        });
    }),
    ("NUL bytes", |draft| {
        let count = draft.some(300);
        let places = draft.behind(b' ', count);
        draft.insert(&places, |rng, _| vec![0; 1 + rng.usize(..3)]);
    }),
    ("control characters", |draft| {
        let count = draft.some(300);
        let places = draft.behind(b' ', count);
        draft.insert(&places, |rng, _| vec![one(rng, b"\x01\x07\x08\x0b\x0c\x1b\x7f\x1a")]);
    }),
    ("ends of lines", |draft| {
        let end = one(&mut draft.rng, &["\r", "\r\n", "\n\r", "\u{2028}", "\u{85}", ""]);
        let lines = draft.behind(b'\n', usize::MAX).iter().map(|at| at - 1..*at).collect::<Vec<_>>();
        draft.replace(&lines, |_, _| end.into());
    }),
    ("an encoding that it has not", |draft| {
        let label = label(draft);
        draft.bytes.splice(0..0, format!("<meta charset={label}>").into_bytes());
    }),
    ("another encoding", |draft| {
        let text = String::from_utf8_lossy(&draft.bytes).into_owned();
        let encoding = Encoding::for_label(label(draft).as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252);
        draft.bytes = encoding.encode(&text).0.into_owned();
        if draft.rng.bool() {
            draft.bytes.splice(0..0, format!("<meta charset={}>", encoding.name()).into_bytes());
        }
    }),
    ("UTF-16", |draft| {
        let text = String::from_utf8_lossy(&draft.bytes).into_owned();
        let large = draft.rng.bool();
        let mark = draft.rng.bool().then_some('\u{feff}');
        let text: String = mark.into_iter().chain(text.chars()).collect();
        let bytes = |unit: u16| if large { unit.to_be_bytes() } else { unit.to_le_bytes() };
        draft.bytes = text.encode_utf16().flat_map(bytes).collect();
    }),
    ("a byte order mark", |draft| {
        let mark: &[u8] =
            one(&mut draft.rng, &[b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"+/v8"]);
        draft.bytes.splice(0..0, mark.iter().copied());
    }),
    ("bytes that no character has", |draft| {
        let count = draft.some(400);
        let places = draft.behind(b' ', count);
        let broken: [&[u8]; 6] =
            [b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\xe2\x80", b"\xff", b"\x80\x80"];
        draft.insert(&places, |rng, _| one(rng, &broken).to_vec());
    }),
];

fn label(draft: &mut Draft<'_>) -> &'static str {
    let labels = [
        "utf-8",
        "utf-16",
        "windows-1252",
        "shift_jis",
        "gb18030",
        "iso-2022-jp",
        "euc-kr",
        "koi8-r",
        "utf-7",
        "x",
    ];
    one(&mut draft.rng, &labels)
}
