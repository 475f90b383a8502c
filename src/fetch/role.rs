//! What an address is asked for: a page, or something that names pages. It decides which types of answer are taken.

/// What an address is to a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An announcement.
    Page,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap, or an index of them.
    Sitemap,
    /// A page that lists announcements.
    List,
}

impl Role {
    /// What is asked for in `Accept`.
    pub(super) fn accept(self) -> &'static str {
        match self {
            Self::Page | Self::List => "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            Self::Feed => {
                "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1"
            }
            Self::Sitemap => "application/xml,text/xml;q=0.9,text/plain;q=0.5,*/*;q=0.1",
        }
    }

    /// Whether a media type can be what is asked for. Feeds and sitemaps are sent with almost any; reading them tells.
    pub(super) fn takes(self, media_type: &str) -> bool {
        match self {
            Self::Page | Self::List => matches!(media_type, "text/html" | "application/xhtml+xml"),
            Self::Feed | Self::Sitemap => {
                !["image/", "audio/", "video/", "font/"].iter().any(|class| media_type.starts_with(class))
                    && media_type != "application/pdf"
            }
        }
    }

    /// What it is, in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Page => "an HTML page",
            Self::Feed => "a feed",
            Self::Sitemap => "a sitemap",
            Self::List => "an HTML page",
        }
    }
}
