//! The head of an HTTP answer as a record holds it: a status line and header lines, then an empty one.
//! Values are bytes, because nothing promises that they are UTF-8.

/// Status and headers of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The status code.
    pub status: u16,
    /// The words beside it.
    pub reason: String,
    /// Names and values, in the order in which they came.
    pub headers: Vec<(String, Vec<u8>)>,
}

/// These say how the answer travelled, which is over: the body is kept as it was before.
const OF_THE_ROAD: [&str; 2] = ["transfer-encoding", "trailer"];

impl Head {
    /// The first header of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(String::from_utf8_lossy(&found.1).trim().to_owned())
    }

    /// The media type, in lower case and without parameters.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        let value = self.get("content-type")?;
        Some(value.split(';').next().unwrap_or("").trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty())
    }

    /// The charset of the content type.
    #[must_use]
    pub fn charset(&self) -> Option<String> {
        let value = self.get("content-type")?;
        let mut parameters = value.split(';').skip(1).filter_map(|part| part.split_once('='));
        let (_, charset) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
        Some(charset.trim().trim_matches(['"', '\'']).to_owned()).filter(|charset| !charset.is_empty())
    }

    /// All encodings of the body, in the order in which they were applied.
    #[must_use]
    pub fn encodings(&self) -> String {
        let all = self.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"));
        all.map(|(_, value)| String::from_utf8_lossy(value)).collect::<Vec<_>>().join(",")
    }

    /// As it stands in a record.
    pub(super) fn render(&self) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {} {}\r\n", self.status, self.reason).into_bytes();
        for (name, value) in &self.headers {
            if OF_THE_ROAD.iter().any(|road| name.eq_ignore_ascii_case(road)) {
                bytes.extend_from_slice(b"X-Archive-Orig-");
            }
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        bytes
    }

    /// Reads the head at the start of a block, and where the body begins.
    pub(super) fn parse(block: &[u8]) -> Option<(Self, usize)> {
        let end = memchr::memmem::find(block, b"\r\n\r\n")?;
        let mut lines = block[..end].split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
        let first = String::from_utf8_lossy(lines.next()?).into_owned();
        let mut words = first.splitn(3, ' ');
        words.next().filter(|version| version.starts_with("HTTP/"))?;
        let status = words.next()?.parse().ok()?;
        let reason = words.next().unwrap_or("").to_owned();
        Some((Self { status, reason, headers: lines.filter_map(header).collect() }, end + 4))
    }
}

fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = memchr::memchr(b':', line)?;
    let name = String::from_utf8_lossy(&line[..colon]).into_owned();
    Some((name, line[colon + 1..].trim_ascii_start().to_vec()))
}
