//! Headers that only the environment knows: what opens a site stands in no file, no archive and no log.
//! A header goes to the host it is for and to no other, also behind a redirect.

use std::collections::BTreeMap;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use crate::error::{Error, ErrorKind, Result};
use crate::project::Fetch;

/// Headers by host.
#[derive(Default)]
pub(super) struct Secrets(BTreeMap<String, HeaderMap>);

impl Secrets {
    /// Reads the variables that the project names.
    pub(super) fn read(config: &Fetch) -> Result<Self> {
        Self::of(config, |name| std::env::var(name).ok())
    }

    fn of(config: &Fetch, variable: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let mut secrets = Self::default();
        for (host, name) in &config.headers_env {
            let text = variable(name).ok_or_else(|| missing(name, "with headers, one a line"))?;
            let headers = secrets.0.entry(host.to_ascii_lowercase()).or_default();
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let (key, value) =
                    header(line).ok_or_else(|| invalid(name, "holds a line that is no header"))?;
                headers.append(key, value);
            }
        }
        for (host, name) in &config.basic_env {
            let text = variable(name).ok_or_else(|| missing(name, "with user:password"))?;
            let value = basic(&text).ok_or_else(|| invalid(name, "is not user:password"))?;
            secrets.0.entry(host.to_ascii_lowercase()).or_default().insert(AUTHORIZATION, value);
        }
        Ok(secrets)
    }

    /// The headers for a host.
    pub(super) fn of_host(&self, host: &str) -> HeaderMap {
        self.0.get(&host.to_ascii_lowercase()).cloned().unwrap_or_default()
    }
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (key, value) = line.split_once(':')?;
    Some((key.trim().parse().ok()?, sensitive(value.trim())?))
}

fn basic(text: &str) -> Option<HeaderValue> {
    text.contains(':').then(|| sensitive(&format!("Basic {}", base64(text.trim().as_bytes()))))?
}

fn sensitive(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0u32, |group, &byte| group << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

fn missing(name: &str, what: &str) -> Error {
    Error::new(ErrorKind::Config, name, "is not set").remedy(format!("set the variable {name} {what}"))
}

/// Says nothing of what the variable holds.
fn invalid(name: &str, what: &str) -> Error {
    Error::new(ErrorKind::Config, name, what)
        .remedy(format!("check the variable {name}; its value is not shown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Fetch {
        let one = |host: &str, name: &str| BTreeMap::from([(host.to_owned(), name.to_owned())]);
        Fetch {
            headers_env: one("A.example", "HEADERS"),
            basic_env: one("b.example", "BASIC"),
            ..Fetch::default()
        }
    }

    #[test]
    fn headers_are_for_their_host_and_are_never_shown() {
        let secrets = Secrets::of(&config(), |name| {
            Some(if name == "BASIC" { "Aladdin:open sesame" } else { "X-Key: a\n\nCookie: b=c" }.to_owned())
        })
        .unwrap();
        assert_eq!(secrets.of_host("a.EXAMPLE").len(), 2);
        assert_eq!(secrets.of_host("b.example")[AUTHORIZATION], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(secrets.of_host("c.example").is_empty());
        let shown = format!("{:?}{:?}", secrets.of_host("a.example"), secrets.of_host("b.example"));
        assert!(!shown.contains("b=c") && !shown.contains("QWx"), "{shown}");
    }

    #[test]
    fn what_is_missing_or_no_header_is_told_without_its_value() {
        let error = Secrets::of(&config(), |_| None).err().unwrap().to_string();
        assert!(error.starts_with("HEADERS: is not set"), "{error}");
        let error = Secrets::of(&config(), |_| Some("word".to_owned())).err().unwrap().to_string();
        assert!(error.contains("no header") && !error.contains("word"), "{error}");
        assert_eq!([base64(b""), base64(b"f"), base64(b"fo")], ["", "Zg==", "Zm8="]);
    }
}
