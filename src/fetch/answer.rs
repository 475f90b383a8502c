//! A [`Question`] is an address with what is known of it; an [`Answer`] is what came back, whole, within bounds and of the
//! right type. Only such answers are kept.

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use url::Url;

use crate::archive::{Broken, Capture, Head, Known, decoded};
use crate::fetch::problem::Problem;
use crate::fetch::robots;
use crate::fetch::role::Role;

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) url: Url,
    /// `None` is a `robots.txt`, which may be of any type and is cut where it is too long.
    role: Option<Role>,
    etag: Option<String>,
    modified: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) head: Head,
    pub(super) at: Timestamp,
    /// The body as it was sent.
    body: Vec<u8>,
    /// The body behind its encodings, of what names other addresses.
    pub(super) content: Vec<u8>,
}

impl Question {
    /// Asks for a page or for what names pages; what is kept is not sent again.
    pub(super) fn new(url: Url, role: Role, known: Option<&Known>) -> Self {
        let known = known.filter(|known| known.page.is_some());
        let etag = known.and_then(|known| known.etag.clone());
        let modified = known.and_then(|known| known.modified.clone());
        Self { url, role: Some(role), etag, modified }
    }

    pub(super) fn for_robots(url: Url) -> Self {
        Self { url, role: None, etag: None, modified: None }
    }

    fn is_conditional(&self) -> bool {
        self.etag.is_some() || self.modified.is_some()
    }

    pub(super) fn headers(&self) -> HeaderMap {
        let accept = self.role.map_or("text/plain,*/*;q=0.1", Role::accept);
        let mut headers = HeaderMap::from_iter([
            (ACCEPT, HeaderValue::from_static(accept)),
            (ACCEPT_ENCODING, HeaderValue::from_static("gzip, br, zstd")),
        ]);
        let mut condition = |name: HeaderName, value: &Option<String>| {
            let value = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok());
            value.map(|value| headers.insert(name, value));
        };
        condition(IF_NONE_MATCH, &self.etag);
        condition(IF_MODIFIED_SINCE, &self.modified);
        headers
    }
}

impl Answer {
    /// Where it redirects to.
    pub(super) fn target(&self, url: &Url) -> Option<Url> {
        if !is_redirect(self.head.status) {
            return None;
        }
        url.join(&self.head.get("location")?).ok()
    }

    pub(super) fn is_redirect(&self) -> bool {
        is_redirect(self.head.status)
    }

    /// Leaves out the cookies of a session that a secret has opened.
    pub(super) fn forget_cookies(&mut self) {
        self.head.headers.retain(|(name, _)| name != "set-cookie");
    }

    /// The answer as it is kept.
    pub(super) fn into_capture(self, url: &str) -> Capture {
        Capture::new(url, self.at, self.head, self.body)
    }
}

/// Takes in a response, if it is what was asked for.
pub(super) async fn receive(
    mut response: Response,
    question: &Question,
    limit: u64,
) -> Result<Answer, Problem> {
    let at = Timestamp::now();
    let head = head(&response);
    match head.status {
        200 => {}
        304 if question.is_conditional() => {}
        404 | 410 if question.role.is_some() => {}
        status if is_redirect(status) => {}
        status => return Err(Problem::Status(status)),
    }
    if let (Some(role), 200) = (question.role, head.status) {
        check_type(&head, role)?;
    }
    let cut = question.role.is_none().then_some(robots::LIMIT);
    let body = body(&mut response, limit, cut).await?;
    let content = content(&head, &body, question, limit)?;
    Ok(Answer { head, at, body, content })
}

/// A page without a type is believed to be one: the standard leaves it to the reader.
fn check_type(head: &Head, role: Role) -> Result<(), Problem> {
    match head.media_type() {
        Some(name) if !role.takes(&name) => Err(Problem::Type(name, role.name())),
        _ => Ok(()),
    }
}

async fn body(response: &mut Response, limit: u64, cut: Option<usize>) -> Result<Vec<u8>, Problem> {
    let promised = response.content_length().unwrap_or(0);
    if promised > limit && cut.is_none() {
        return Err(Problem::TooLarge(limit));
    }
    let mut body = Vec::with_capacity(promised.min(1 << 20) as usize);
    while let Some(chunk) = response.chunk().await.map_err(Problem::of)? {
        body.extend_from_slice(&chunk);
        if cut.is_some_and(|cut| body.len() >= cut) {
            break;
        }
        if body.len() as u64 > limit {
            return Err(Problem::TooLarge(limit));
        }
    }
    Ok(body)
}

/// Unpacks the body, also where nobody needs it yet: what is torn or a bomb must not be kept.
fn content(head: &Head, body: &[u8], question: &Question, limit: u64) -> Result<Vec<u8>, Problem> {
    if head.status != 200 {
        return Ok(Vec::new());
    }
    let content = match decoded(&head.encodings(), body, limit) {
        Ok(content) => content,
        // A broken robots.txt says nothing; whoever packed it meant no harm to pages.
        Err(Broken::Torn(_) | Broken::Unknown(_)) if question.role.is_none() => return Ok(Vec::new()),
        Err(broken) => return Err(Problem::Packed(broken)),
    };
    match question.role {
        Some(_) if content.trim_ascii().is_empty() => Err(Problem::Empty),
        Some(Role::Page) => Ok(Vec::new()),
        _ => Ok(content.into_owned()),
    }
}

fn head(response: &Response) -> Head {
    let headers = response.headers().iter();
    Head {
        status: response.status().as_u16(),
        reason: response.status().canonical_reason().unwrap_or("").to_owned(),
        headers: headers.map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec())).collect(),
    }
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}
