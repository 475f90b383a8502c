//! Which addresses are asked: http and https on the public net. A name is judged by the addresses that it resolves to, at
//! the moment of connecting, so that no name and no redirect leads into somebody's own network.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Why an address is not asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Neither http nor https.
    #[error("is no web address")]
    Scheme,
    /// User and password in the address would reach logs and datasets.
    #[error("has a user or password in it")]
    Userinfo,
    /// The host is not on the public net.
    #[error("leads to a private address")]
    Private,
}

/// Judges what can be seen without asking for the host's addresses.
pub(super) fn check(url: &Url, allow_private: bool) -> Result<(), Refused> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Userinfo);
    }
    let is_public = match url.host() {
        Some(Host::Ipv4(address)) => is_public(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_public(IpAddr::V6(address)),
        Some(Host::Domain(_)) => true,
        None => false,
    };
    if is_public || allow_private { Ok(()) } else { Err(Refused::Private) }
}

/// Whether an address is one of the public net.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!((a, b, c), (0 | 224.., ..) | (100, 64..=127, _) | (192, 0, 0) | (198, 18..=19, _));
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = inner_v4(address) {
        return is_public_v4(inner);
    }
    let [first, second, ..] = address.segments();
    let is_global = first & 0xe000 == 0x2000;
    // Documentation, benchmarks, Teredo and ORCHID are among the global ones by number only.
    is_global && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8)) && first != 0x3fff
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4.
fn inner_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let joined = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    match address.segments() {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            Some(joined(high, low))
        }
        [0x2002, high, low, ..] => Some(joined(high, low)),
        _ => None,
    }
}

/// Resolves names as the system does, and leaves out what is not on the public net.
#[derive(Debug)]
pub(super) struct Resolver {
    allow_private: bool,
    /// Proxies are named by the user, and may be where they like.
    proxies: BTreeSet<String>,
}

impl Resolver {
    pub(super) fn new(allow_private: bool) -> Self {
        Self { allow_private, proxies: proxies() }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let any = self.allow_private || self.proxies.contains(&name.as_str().to_ascii_lowercase());
        Box::pin(async move {
            let all = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let found: Vec<SocketAddr> = all.filter(|address| any || is_public(address.ip())).collect();
            if found.is_empty() {
                return Err(Refused::Private.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The hosts of the proxies that the environment names.
fn proxies() -> BTreeSet<String> {
    let names = ["http_proxy", "https_proxy", "all_proxy"];
    let both = names.iter().flat_map(|name| [(*name).to_owned(), name.to_ascii_uppercase()]);
    let values = both.filter_map(|name| std::env::var(name).ok());
    values.filter_map(|value| Some(Url::parse(&value).ok()?.host_str()?.to_ascii_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_net_is_public() {
        let private = [
            "127.0.0.1",
            "10.1.2.3",
            "172.31.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1",
            "3fff::1",
            "100::1",
        ];
        for address in private {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in
            ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
        {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn addresses_are_judged_however_they_are_written() {
        let judged = |text: &str| check(&Url::parse(text).unwrap(), false);
        for text in ["http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://[::ffff:7f00:1]/"] {
            assert_eq!(judged(text), Err(Refused::Private), "{text}");
        }
        assert_eq!(judged("ftp://example.org/"), Err(Refused::Scheme));
        assert_eq!(judged("https://user:word@example.org/"), Err(Refused::Userinfo));
        assert_eq!(judged("https://example.org/"), Ok(()));
        assert_eq!(check(&Url::parse("http://127.0.0.1/").unwrap(), true), Ok(()));
    }

    #[tokio::test]
    async fn a_name_is_judged_by_what_it_resolves_to() {
        let name = || "localhost".parse().unwrap();
        let refused = Resolver::new(false).resolve(name()).await.err().unwrap();
        assert_eq!(refused.downcast_ref(), Some(&Refused::Private));
        assert!(Resolver::new(true).resolve(name()).await.is_ok());
    }
}
