//! A real server on this machine for tests of fetching: it answers all of 127.0.0.0/8 on one port, so that each of these
//! addresses is a host of its own, and remembers what it was asked.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::HOST;
use axum::response::Response;
use futures_util::{StreamExt as _, stream};

/// What the server was asked.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) at: Instant,
    pub(crate) host: String,
    pub(crate) path: String,
    /// The condition of the request, from `If-None-Match` or `If-Modified-Since`.
    pub(crate) condition: Option<String>,
    pub(crate) agent: String,
    pub(crate) authorization: Option<String>,
    /// How often this path of this host was asked before.
    pub(crate) before: usize,
}

/// What the server answers.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) wait: Duration,
    /// The body ends in its middle.
    pub(crate) is_cut: bool,
}

impl Reply {
    pub(crate) fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", kind.to_owned())];
        Self { status, headers, body: body.into(), wait: Duration::ZERO, is_cut: false }
    }

    pub(crate) fn page(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "text/html; charset=utf-8", body)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::new(status, "text/plain", format!("{status}"))
    }

    pub(crate) fn redirect(to: &str) -> Self {
        Self::status(302).with("location", to)
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn after(self, wait: Duration) -> Self {
        Self { wait, ..self }
    }

    pub(crate) fn cut(self) -> Self {
        Self { is_cut: true, ..self }
    }

    /// Answers 304 to who has the page already; its tag is made of the body.
    pub(crate) fn tagged(self, hit: &Hit) -> Self {
        let tag =
            format!("\"{}-{}\"", self.body.len(), self.body.iter().map(|&byte| u64::from(byte)).sum::<u64>());
        if hit.condition.as_deref() == Some(&tag) {
            return Self { status: 304, body: Vec::new(), ..self }.with("etag", &tag);
        }
        self.with("etag", &tag)
    }
}

/// A server that runs until the test ends.
pub(crate) struct Site {
    pub(crate) port: u16,
    hits: Arc<Mutex<Vec<Hit>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Site {
    pub(crate) fn serve(answer: impl Fn(&Hit) -> Reply + Send + Sync + 'static) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let hits: Arc<Mutex<Vec<Hit>>> = Arc::default();
        let (log, answer) = (Arc::clone(&hits), Arc::new(answer));
        let listener = runtime.block_on(tokio::net::TcpListener::bind("0.0.0.0:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let app = Router::new().fallback(move |request: Request| {
            let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
            async move {
                let hit = note(&request, &log);
                let reply = answer(&hit);
                tokio::time::sleep(reply.wait).await;
                response(reply)
            }
        });
        runtime.spawn(async move { axum::serve(listener, app).await });
        Self { port, hits, _runtime: runtime }
    }

    /// The address of a path at a host, which is a number.
    pub(crate) fn url(&self, host: u8, path: &str) -> String {
        format!("http://127.0.0.{host}:{}{path}", self.port)
    }

    /// What was asked since the last time this was called, without rules of hosts.
    pub(crate) fn asked(&self) -> Vec<Hit> {
        let mut hits = std::mem::take(&mut *self.hits.lock().unwrap());
        hits.retain(|hit| hit.path != "/robots.txt");
        hits
    }
}

fn note(request: &Request, log: &Mutex<Vec<Hit>>) -> Hit {
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let host = header(HOST.as_str()).unwrap().split(':').next().unwrap().to_owned();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let condition = header("if-none-match").or_else(|| header("if-modified-since"));
    let mut log = log.lock().unwrap();
    let before = log.iter().filter(|hit| hit.host == host && hit.path == path).count();
    let (agent, authorization) = (header("user-agent").unwrap_or_default(), header("authorization"));
    let hit = Hit { at: Instant::now(), host, path, condition, agent, authorization, before };
    log.push(hit.clone());
    hit
}

fn response(reply: Reply) -> Response {
    let mut response = Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    if !reply.is_cut {
        return response.body(Body::from(reply.body)).unwrap();
    }
    let half = reply.body[..reply.body.len() / 2].to_vec();
    // The first half must have left before the connection breaks.
    let parts = stream::once(async { Ok(half) }).chain(stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(std::io::Error::other("cut"))
    }));
    response.header("content-length", reply.body.len()).body(Body::from_stream(parts)).unwrap()
}

/// A page with an announcement, each its own.
pub(crate) fn announcement(number: usize) -> String {
    let day = number % 28 + 1;
    format!(
        "<!doctype html><html lang=en><title>Lecture {number}</title><h1>Public lecture {number}</h1><p>Dr. Maria Lopez, Professor of \
         Law at Fenwick University, will give a talk on \"Law and Water {number}\" on {day} May 2024.</p>"
    )
}
