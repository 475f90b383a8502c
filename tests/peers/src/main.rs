//! The Rust peers on a folder of saved pages: JSON Lines with what each made of a page, and the time that its calls took.
//! `annals-peers TOOL FOLDER`, where TOOL is `dom_smoothie`, `libreadability`, `rs-trafilatura` or `scraper` (which only parses).

use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, tool, folder] = &arguments[..] else { panic!("usage: annals-peers TOOL FOLDER") };
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let mut spent = Duration::ZERO;
    for path in paths {
        let html = String::from_utf8_lossy(&std::fs::read(&path).expect("a page")).into_owned();
        let start = Instant::now();
        let page = std::panic::catch_unwind(|| read(tool, &html)).unwrap_or(Value::Null);
        spent += start.elapsed();
        let id = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        println!("{}", json!({"id": id, "page": page}));
    }
    eprintln!("{tool}\t{:.4}", spent.as_secs_f64());
}

fn read(tool: &str, html: &str) -> Value {
    match tool {
        "dom_smoothie" => smoothie(html).unwrap_or(Value::Null),
        "libreadability" => match libreadability::extract(html, None) {
            Ok(article) => json!({"text": article.text_content, "title": article.title, "author": article.byline,
                                  "date": article.published_time}),
            Err(_) => Value::Null,
        },
        "rs-trafilatura" => match rs_trafilatura::extract(html) {
            Ok(found) => json!({"text": found.content_text, "title": found.metadata.title,
                                "author": found.metadata.author, "date": found.metadata.date.map(|date| date.to_string())}),
            Err(_) => Value::Null,
        },
        "scraper" => json!({"nodes": scraper::Html::parse_document(html).tree.nodes().count()}),
        _ => panic!("{tool}: no such tool"),
    }
}

fn smoothie(html: &str) -> Option<Value> {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let article = dom_smoothie::Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    Some(json!({"text": article.text_content.to_string(), "title": article.title, "author": article.byline,
                "date": article.published_time}))
}
