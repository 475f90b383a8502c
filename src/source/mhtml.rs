//! Pages that browsers save as one file (MHTML, RFC 2557): the first HTML part of a mail, with the address that it was taken from.

use jiff::civil::Date;
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

/// The page of a saved file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Saved {
    pub(super) bytes: Vec<u8>,
    pub(super) url: Option<String>,
    pub(super) charset: Option<String>,
}

/// Parts in parts that are looked into.
const DEPTH: usize = 8;

/// The page in a file; `None` where it holds none.
pub(super) fn page(file: &[u8]) -> Option<Saved> {
    let mail = parse_mail(file).ok()?;
    let part = html(&mail, DEPTH)?;
    let stated = part.headers.get_first_value("Content-Location");
    let snapshot = mail.headers.get_first_value("Snapshot-Content-Location");
    let url = snapshot.or(stated).filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    // The reader of mails takes US-ASCII where nothing is said, of which no page is sure.
    let charset = part.ctype.params.get("charset").cloned();
    Some(Saved { bytes: part.get_body_raw().ok()?, url, charset })
}

/// The day of a file's head, as it was where the page was saved.
pub(super) fn saved_on(head: &[u8]) -> Option<Date> {
    let (headers, _) = mailparse::parse_headers(head).ok()?;
    let date = headers.get_first_value("Date")?;
    jiff::fmt::rfc2822::parse(&date).ok().map(|moment| moment.date())
}

fn html<'m, 'b>(part: &'m ParsedMail<'b>, depth: usize) -> Option<&'m ParsedMail<'b>> {
    if matches!(&*part.ctype.mimetype, "text/html" | "application/xhtml+xml") {
        return Some(part);
    }
    let depth = depth.checked_sub(1)?;
    part.subparts.iter().find_map(|part| html(part, depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/talk\r\nSubject: Talk\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; type=\"text/html\"; boundary=\"--=_x\"\r\n\r\n----=_x\r\nContent-Type: text/html\r\nContent-ID: <frame-1>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/frame\r\n\r\n<h1 class=3D\"t\">Caf=C3=A9 =\r\ntalk</h1>\r\n\
        ----=_x\r\nContent-Type: text/css\r\n\r\nh1 {}\r\n----=_x--\r\n";

    #[test]
    fn the_page_and_its_address_are_found() {
        let saved = page(FILE.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(saved.bytes).unwrap().trim(), "<h1 class=\"t\">Café talk</h1>");
        assert_eq!((saved.url.as_deref(), saved.charset), (Some("https://example.org/talk"), None));
        assert_eq!(saved_on(FILE.as_bytes()), None);
        let dated = "Date: Fri, 10 May 2024 23:30:00 +0200\r\n".to_owned() + FILE;
        assert_eq!(saved_on(dated.as_bytes()), Some(jiff::civil::date(2024, 5, 10)));
        assert_eq!(page(b"Content-Type: text/plain\r\n\r\nno page"), None);
        assert_eq!(page(b"<html>"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, cut in 0..FILE.len()) {
            let _ = (page(&bytes), saved_on(&bytes));
            let mut torn = FILE.as_bytes()[..cut].to_vec();
            torn.extend(bytes);
            let _ = page(&torn);
        }
    }
}
