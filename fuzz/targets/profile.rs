//! Profiles of people who make mistakes: any text is an error that can be shown, or a profile with which a small page is read by all laws.

use std::sync::{Arc, LazyLock};

use annals::parse::parse;
use annals::pipeline::{Options, extract, read_profile};
use annals::profile::Profile;
use annals::source::Page;

use super::laws;

const HTML: &str = "<html lang=en><head><title>Law and Water | Fenwick</title><meta name=date content=2024-05-02></head><body>
<nav><a href=/a>Home</a></nav><main><h1 class=title>Public lectures</h1><p class=author>Ann Lee</p>
<ul class=talks><li class=event id=first><h2>Law and Water</h2><span class=when>on 09.05.2024, 18.30</span>
<p class=speaker><b class=name>Dr. Maria Lopez, PhD</b>, <i class=post>Professor of Law</i>, <span class=home>Fenwick College</span> <em class=as>Main talk</em></p>
<q>Rivers have rights</q> <a href=/talks/1>more</a></li>
<li class=event><h2>Ports</h2><span class=when>on 16.05.2024, 18.30</span><p class=speaker><b class=name>Hollis, Jan</b></p></li></ul>
<dl><dt>Where</dt><dd>Room 12, Main Hall</dd><dt>Register by</dt><dd><time datetime=2024-05-01>1 May</time></dd></dl>
<table><tr><th>Date<th>Title<tr><td>9 May<td>Law and Water</table></main></body></html>";

static PAGE: LazyLock<Page> = LazyLock::new(|| Page::at("https://example.org/talks/1", HTML));

/// The profile of these bytes is an error, or reads the page.
pub(crate) fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let profile = match Profile::parse("fuzz", &text, "fuzz.toml") {
        Ok(profile) => profile,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    let again = Profile::parse("fuzz", &text, "fuzz.toml").expect("it was one before");
    assert_eq!((profile.stamp(), profile.rules()), (again.stamp(), again.rules()));
    let options = Options { profile: Some(Arc::new(profile)), ..Options::default() };
    let record = extract(&*PAGE, &options).expect("a profile makes no page unreadable");
    let document = parse(&*PAGE).expect("the page is one");
    laws::record(&document.text, &record);
    assert!(
        extract(&*PAGE, &options).is_ok_and(|again| again == record),
        "the second run says something else"
    );
    read_profile(&PAGE, &again, &Options::default()).expect("a profile makes no page unreadable");
}
