//! temp
use std::io::Write;
fn main() { for a in std::env::args().skip(1) { let p=annals::source::Page{source:a.clone(),bytes:std::fs::read(&a).unwrap(),..Default::default()}; let r=annals::pipeline::extract(&p,&Default::default()).unwrap(); let mut o=std::io::stdout().lock(); serde_json::to_writer(&mut o,&r).unwrap(); writeln!(o).unwrap(); } }
