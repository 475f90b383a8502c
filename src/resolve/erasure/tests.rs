use super::*;

fn erasure(names: &[&str]) -> Erasure {
    Erasure { names: names.iter().map(|name| Name::printed(name)).collect() }
}

fn masked(name: &str, text: &str) -> String {
    erasure(&[name]).mask(text, false).into_owned()
}

#[test]
fn a_name_is_found_however_it_is_printed() {
    for text in [
        "Zoë Marwick-Oday",
        "ZOE MARWICK ODAY",
        "Marwick-Oday, Zoë",
        "Z. Marwick-Oday",
        "MARWICK-ODAY Z.",
        "Zoe\u{a0}Marwick‑Oday",
        "Zoe\u{308} Marwick-Oday",
    ] {
        let said = masked("Zoë Marwick-Oday", text);
        assert!(!said.to_lowercase().contains("marwick"), "{text}: {said}");
        assert_eq!(said.len(), text.len(), "{text}");
    }
    assert_eq!(masked("Sean O’Dell", "by Sean O'Dell's friends"), "by **** ******'s friends");
    assert_eq!(
        masked("Maria de la Cruz", "Maria de la Cruz and de la mer"),
        "***** ** ** **** and de la mer"
    );
    assert_eq!(masked("王小明", "由王小明教授主讲"), "由*********教授主讲");
}

#[test]
fn who_is_called_like_that_in_part_is_somebody_else() {
    for text in ["Ana Lopez", "Maria Ray", "Lopez Hall", "María", "A talk on Lopez"] {
        assert_eq!(masked("Maria Lopez", text), text);
    }
    let kept = vec![vec!["maria".to_owned(), "lopez".to_owned(), "garcia".to_owned()]];
    let how = How { kept: &kept, ..How::default() };
    let of_two = erasure(&["Maria Lopez"]).masked("Maria Lopez García and Maria Lopez", how).into_owned();
    assert_eq!(of_two, "Maria Lopez García and ***** *****");
}

#[test]
fn on_a_page_that_names_somebody_single_words_are_the_name_but_for_words_and_dates() {
    let erasure = erasure(&["May Lopez", "Rose Law"]);
    let said = "\"Lopez will speak,\" said May. On 9 May 2024, Lopez's talk. Faculty of Law; Dr. Law.";
    let hidden = "\"***** will speak,\" said May. On 9 May 2024, *****'s talk. Faculty of Law; Dr. ***.";
    assert_eq!(erasure.mask(said, true), hidden);
    assert_eq!(erasure.mask(said, false), said);
}

#[test]
fn an_address_names_somebody_too() {
    let erasure = erasure(&["María López"]);
    for (address, hidden) in [
        ("https://example.org/news/maria-lopez-appointed", "https://example.org/news/*****-*****-appointed"),
        ("pages/M_Lopez.html", "pages/*_*****.html"),
        ("https://example.org/Mar%C3%ADa%20L%C3%B3pez", "https://example.org/**********%20**********"),
        ("mailto:mlopez@example.org", "mailto:******@example.org"),
        ("https://example.org/lopez-hall", "https://example.org/lopez-hall"),
    ] {
        assert_eq!(erasure.mask_address(address), hidden);
    }
}

#[test]
fn nobody_is_erased_by_an_entry_that_keeps_words() {
    let text = "[[person]]\nmatch = { name = \"Ocean Room\" }\ndrop = true\nerase = false\n";
    assert!(Erasure::of(&Overrides::parse(text, "overrides.toml").unwrap()).is_empty());
    let text = "[[person]]\nmatch = { name = \"Ann Lee\" }\ndrop = true\n";
    assert!(Erasure::of(&Overrides::parse(text, "overrides.toml").unwrap()).names("ann-lee"));
    for wrong in [
        "[[institution]]\nmatch = { name = \"A\" }\ndrop = true\nerase = false\n",
        "[[person]]\nmatch = { name = \"A\" }\nsplit = true\nerase = true\n",
    ] {
        assert!(Overrides::parse(wrong, "overrides.toml").is_err());
    }
}

proptest::proptest! {
    /// Whatever a text is, it keeps its length and its characters outside of the name.
    #[test]
    fn masking_keeps_offsets(text in "(Maria|LOPEZ|L%C3%B3pez|[a-zé'’ .,%\u{301}王]{0,5}){0,6}", alone: bool) {
        let erasure = erasure(&["María López", "王小明"]);
        let hidden = erasure.mask(&text, alone);
        proptest::prop_assert_eq!(hidden.len(), text.len());
        let again = erasure.mask(&hidden, alone).into_owned();
        proptest::prop_assert_eq!(again, hidden.into_owned());
    }
}
