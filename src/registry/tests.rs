//! The linker on an invented registry: `tests/cli/registry.in/dump.json`.

use std::path::Path;
use std::sync::LazyLock;

use super::Index;

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::build(&dump()).expect("the dump is ours"));

fn dump() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/registry.in/dump.json")
}

/// The last characters of the ids that a text is linked to.
fn link(text: &str) -> Vec<String> {
    let id = |link: super::Link| link.ror_id.trim_start_matches("https://ror.org/").to_owned();
    INDEX.link(text).into_iter().map(id).collect()
}

fn rule(text: &str) -> &'static str {
    INDEX.link(text).first().map_or("", |link| link.rule)
}

#[test]
fn case_accents_punctuation_and_abbreviations_do_not_count() {
    for text in [
        "Fenwick Polytechnic",
        "the FENWICK POLYTECHNIC, Fenwick, UK",
        "Dept. of Phys., Fenwick Polytech., Fenwick, England",
        "politecnica de Fenwick",
        "#TAB#Fenwick-Polytechnic;",
    ] {
        assert_eq!(link(text), ["0fenwick1"], "{text}");
    }
}

#[test]
fn an_offset_leads_to_the_name() {
    let text = "École de thé, Universidad de Valmarina, España";
    let links = INDEX.link(text);
    assert_eq!(links[0].span.of(text), "Universidad de Valmarina");
    assert_eq!((links[0].name, links[0].country), ("Universidad de Valmarina", "ES"));
}

#[test]
fn the_order_of_words_is_free_where_a_place_agrees() {
    assert_eq!(link("Lakeshore Univ., Lakeshore, Canada"), ["0lakeshr1"]);
    assert_eq!(rule("Lakeshore Univ., Lakeshore, Canada"), "registry.order");
}

#[test]
fn namesakes_are_told_apart_by_country_or_not_at_all() {
    assert_eq!(link("Universidad de Valmarina, Sonora, Mexico"), ["0valmar02"]);
    assert_eq!(link("Universidad de Valmarina, Spain"), ["0valmar01"]);
    assert!(link("Universidad de Valmarina").is_empty());
    assert!(link("Fenwick Polytechnic, Toronto, Canada").is_empty());
}

#[test]
fn acronyms_need_a_country_or_city() {
    assert_eq!(link("UVM, Mexico"), ["0valmar02"]);
    assert_eq!(rule("UVM, Mexico"), "registry.acronym");
    assert!(link("UVM").is_empty());
    assert!(link("FPX, Canada").is_empty());
}

#[test]
fn a_city_elsewhere_makes_the_campus() {
    assert_eq!(link("University of Lakeshore, 12 Quay Street, Northport, Canada"), ["0lakeshr2"]);
    assert_eq!(rule("University of Lakeshore, 12 Quay Street, Northport, Canada"), "registry.campus");
    assert_eq!(link("University of Lakeshore, Canada"), ["0lakeshr1"]);
}

#[test]
fn what_many_parts_begin_with_is_their_whole() {
    assert_eq!(link("Torvald-Grün-Institut für Sternkunde, Hausen, Germany"), ["0torvald0"]);
    assert_eq!(rule("Torvald-Grün-Institut für Sternkunde, Hausen, Germany"), "registry.family");
    assert_eq!(link("Torvald Grün Institute for Moss Physics"), ["0torvald2", "0torvald0"]);
}

#[test]
fn a_part_that_adds_no_name_names_its_whole_too() {
    assert_eq!(link("University of Lakeshore School of Medicine"), ["0medic001", "0lakeshr1"]);
}

#[test]
fn parts_of_longer_names_are_no_names() {
    assert!(link("University of Lakeshore-Millbrook, Canada").is_empty());
    assert!(link("New University of Lakeshore").is_empty());
    assert!(link("Beishan University of Forestry").is_empty());
}

#[test]
fn common_names_need_their_city() {
    assert_eq!(link("Institute of Physics, Altdorf, Germany"), ["0instphy1"]);
    assert!(link("Institute of Physics, Fenwick Polytechnic, Germany").is_empty());
}

#[test]
fn companies_are_told_by_country() {
    assert_eq!(link("Wexcorp Research, Northport, Canada"), ["0wexcorp2"]);
    assert_eq!(link("Wexcorp AG, Germany"), ["0wexcorp1"]);
    assert!(link("Wexcorp Valley Museum, Canada").is_empty());
}

#[test]
fn ideographs_are_words() {
    assert_eq!(link("北山大学物理系"), ["0beishan1"]);
}

#[test]
fn withdrawn_records_are_left_out() {
    assert!(link("Withdrawn College of Orrin, Orrin, UK").is_empty());
    assert_eq!(link("Mill Academy of Fenwick, Fenwick, UK"), ["0oldmill1"]);
}

#[test]
fn a_known_country_or_abbreviation_identifies() {
    let id =
        |name, abbreviation, country| INDEX.identify(name, abbreviation, country).map(|link| link.ror_id);
    assert_eq!(id("Universidad de Valmarina", None, None), None);
    assert_eq!(
        id("Universidad de Valmarina", None, Some("MX")).as_deref(),
        Some("https://ror.org/0valmar02")
    );
    assert_eq!(id("FPX", None, Some("GB")).as_deref(), Some("https://ror.org/0fenwick1"));
    assert_eq!(id("Department of Tea, Fenwick Polytechnic", None, None), None);
    assert_eq!(id("Fenwick Polytechnic", None, Some("FR")), None);
    assert_eq!(id("", None, None), None);
}

#[test]
fn every_shape_of_the_dump_gives_the_same_index() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let json = std::fs::read(dump()).unwrap();
    let (gz, zip) = (folder.path().join("dump.gz"), folder.path().join("dump.zip"));
    let mut writer =
        flate2::write::GzEncoder::new(std::fs::File::create(&gz).unwrap(), flate2::Compression::fast());
    writer.write_all(&json).unwrap();
    writer.finish().unwrap();
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&zip).unwrap());
    archive.start_file("v2-ror-data.csv", zip::write::SimpleFileOptions::default()).unwrap();
    archive.start_file("v2-ror-data.json", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(&json).unwrap();
    archive.finish().unwrap();
    let content = |path: &Path| {
        let file = path.with_extension("index");
        Index::build(path).unwrap().write(&file).unwrap();
        std::fs::read(file).unwrap()
    };
    let plain = content(&gz);
    assert_eq!(plain, content(&zip));
    INDEX.write(&folder.path().join("again.index")).unwrap();
    assert_eq!(plain, std::fs::read(folder.path().join("again.index")).unwrap());
}

#[test]
fn a_file_that_is_cut_off_or_another_is_an_error_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("registry.index");
    INDEX.write(&file).unwrap();
    let whole = std::fs::read(&file).unwrap();
    assert_eq!(Index::open(&file).unwrap().organisations(), INDEX.organisations());
    let old = [b"annals registry 0\n", &whole[18..]].concat();
    for bytes in [&whole[..whole.len() - 1], &whole[..20], b"", b"[]", &old] {
        std::fs::write(&file, bytes).unwrap();
        let error = Index::open(&file).unwrap_err();
        assert!(error.remedy_text().is_some_and(|remedy| remedy.contains("registry add")), "{error}");
    }
}

#[test]
fn nothing_makes_it_panic() {
    for text in [
        "",
        " ",
        "'",
        "&",
        "A",
        "A.",
        "A&",
        "é'",
        "#",
        "#TAB#",
        "...;;;",
        "北",
        "ﬁ ǆ İ ß",
        "a\u{301}'b",
        "١٢",
        "M. D.",
        "X-",
    ] {
        let _ = INDEX.link(text);
        let _ = INDEX.identify(text, Some(text), Some(text));
    }
}

#[test]
fn a_long_text_takes_linear_time() {
    let text = "University of Lakeshore, Northport, Canada, ".repeat(40_000);
    assert_eq!(link(&text), ["0lakeshr2"]);
}
