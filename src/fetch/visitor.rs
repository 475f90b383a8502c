//! The [`Visitor`] asks one address at a time: politely, within bounds, and again where that may help. It follows no
//! redirect, keeps no cookie and says truthfully who it is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::Client;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use tokio::time::sleep;
use url::Url;

use crate::error::{Error, ErrorKind, Result};
use crate::fetch::address::{self, Refused, Resolver};
use crate::fetch::answer::{Answer, Question, receive};
use crate::fetch::host::{Host, Rules};
use crate::fetch::problem::Problem;
use crate::fetch::retry;
use crate::fetch::robots::{LONGEST_DELAY, Robots};
use crate::fetch::secrets::Secrets;
use crate::project::Fetch;

/// The name by which `robots.txt` may call us.
pub const TOKEN: &str = "annals";

/// The wait before the second try, where the server wishes nothing.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// Redirects that are followed to a `robots.txt`, as the standard asks.
const ROBOTS_HOPS: usize = 5;

/// Asks addresses.
pub(super) struct Visitor {
    client: Client,
    config: Fetch,
    secrets: Secrets,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

impl Visitor {
    /// A visitor as the project describes it.
    pub(super) fn new(config: &Fetch) -> Result<Self> {
        let resolver = Arc::new(Resolver::new(config.allow_private));
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(resolver)
            .connect_timeout(config.timeout.min(Duration::from_secs(30)))
            .timeout(config.timeout)
            .user_agent(name(config)?)
            .pool_max_idle_per_host(config.concurrency.into())
            .build();
        let client = client.map_err(|error| {
            Error::new(ErrorKind::Config, "[fetch]", "the client cannot be made").because(error)
        })?;
        let (config, secrets) = (config.clone(), Secrets::read(config)?);
        Ok(Self { client, config, secrets, hosts: Mutex::default() })
    }

    /// Asks an address, if its host allows it.
    pub(super) async fn ask(&self, question: &Question) -> Result<Answer, Problem> {
        let url = &question.url;
        address::check(url, self.config.allow_private).map_err(Problem::Refused)?;
        let host = self.host(url);
        if self.config.robots {
            host.allows(&path(url), async || self.rules(url).await).await?;
        }
        self.patiently(question, &host).await
    }

    /// Asks until there is an answer, or no hope of one.
    async fn patiently(&self, question: &Question, host: &Host) -> Result<Answer, Problem> {
        let mut waits = retry::waits(self.config.retries.into(), FIRST_WAIT);
        loop {
            host.pace.turn().await;
            let (problem, wish) = match self.once(question).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            let next = waits.next().filter(|_| problem.may_pass());
            let Some(wait) = next else { return Err(problem) };
            match wish {
                Some(wish) if wish > retry::LONGEST => return Err(Problem::Later(wish)),
                // A server that says when to come back means all of us.
                Some(wish) => host.pace.hold(wish.max(wait)),
                None if matches!(problem, Problem::Status(429)) => host.pace.hold(wait),
                None => sleep(wait).await,
            }
            tracing::info!("{} {problem}; it is asked again", question.url);
        }
    }

    async fn once(&self, question: &Question) -> Result<Answer, (Problem, Option<Duration>)> {
        let secrets = self.secrets_for(&question.url);
        let has_secrets = !secrets.is_empty();
        let request = self.client.get(question.url.clone()).headers(question.headers()).headers(secrets);
        let response = request.send().await.map_err(|error| (Problem::of(error), None))?;
        let wish = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let wish = wish.and_then(|value| retry::wish(value, SystemTime::now()));
        let answer = receive(response, question, self.config.max_bytes).await;
        let mut answer = answer.map_err(|problem| (problem, wish))?;
        if has_secrets {
            answer.forget_cookies();
        }
        Ok(answer)
    }

    /// What opens a host is not sent where others can read it, unless it is a network of our own.
    fn secrets_for(&self, url: &Url) -> HeaderMap {
        let is_safe = url.scheme() == "https" || self.config.allow_private;
        url.host_str().filter(|_| is_safe).map_or_else(HeaderMap::new, |host| self.secrets.of_host(host))
    }

    /// The rules of the host of an address.
    async fn rules(&self, url: &Url) -> Result<Rules, Refused> {
        let mut place = url.clone();
        place.set_path("/robots.txt");
        place.set_query(None);
        for _ in 0..=ROBOTS_HOPS {
            let question = Question::for_robots(place.clone());
            address::check(&place, self.config.allow_private)?;
            match self.patiently(&question, &self.host(&place)).await {
                Ok(answer) => match answer.target(&place) {
                    Some(target) => place = target,
                    None => return Ok(Rules::of(read_rules(&place, &answer.content))),
                },
                Err(Problem::Refused(refused)) => return Err(refused),
                Err(problem) => return Ok(Rules::without_file(&problem)),
            }
        }
        // So many redirects lead to no file.
        Ok(Rules::of(Robots::without_file(404)))
    }

    fn host(&self, url: &Url) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let name = url.origin().ascii_serialization();
        Arc::clone(hosts.entry(name).or_insert_with(|| Arc::new(Host::new(self.config.between()))))
    }
}

fn read_rules(place: &Url, content: &[u8]) -> Robots {
    let robots = Robots::parse(content, TOKEN);
    if robots.asks_for_more() {
        tracing::warn!("{place} asks for long waits between requests; {LONGEST_DELAY:?} are kept");
    } else if let Some(delay) = robots.delay() {
        tracing::info!("{place} asks for {delay:?} between requests");
    }
    robots
}

/// Who we are, with a way to reach who runs us.
fn name(config: &Fetch) -> Result<String> {
    let contact = config.contact.as_deref().ok_or_else(|| {
        Error::new(ErrorKind::Config, crate::project::FILE, "does not say who fetches")
            .remedy("add `contact` to [fetch]: an address at which a site's owner can reach you")
    })?;
    Ok(format!("{TOKEN}/{} (+{contact})", env!("CARGO_PKG_VERSION")))
}

fn path(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}
