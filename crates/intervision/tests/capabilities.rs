//! `docs/capabilities.md` says what is done and by which test: every row is there, and every test that it names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rows that the page must have: a letter for the design, and how many it has.
const ROWS: [(&str, usize); 6] = [("X", 5), ("R", 8), ("M", 17), ("H", 12), ("T", 11), ("C", 10)];

struct Row {
    status: String,
    tests: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The rows by id, with every mistake in their form.
fn rows(page: &str) -> (BTreeMap<String, Row>, Vec<String>) {
    let (mut rows, mut mistakes) = (BTreeMap::new(), Vec::new());
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, _, _, status, tests] = cells[..] else {
            mistakes.push(format!("not five cells: {line}"));
            continue;
        };
        if id == "row" {
            continue;
        }
        let tests = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        if rows.insert(id.to_owned(), Row { status: status.to_owned(), tests }).is_some() {
            mistakes.push(format!("{id} stands twice"));
        }
    }
    (rows, mistakes)
}

/// Whether a file holds a test of this name, by itself or inside `proptest!`.
fn holds(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim_start).collect();
    let head = format!("fn {name}(");
    let found = lines.iter().enumerate().filter(|(_, line)| line.starts_with(&head));
    found.map(|(at, _)| at).any(|at| {
        let above = lines[..at].iter().rev();
        let above = above.take_while(|line| line.starts_with("#[") || line.starts_with("//"));
        let attributes: Vec<&&str> = above.filter(|line| line.starts_with("#[")).collect();
        let is = |name: &str| attributes.iter().any(|line| line.starts_with(name));
        is("#[test]") && !is("#[ignore")
    })
}

fn mistakes(page: &str, read: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let (rows, mut mistakes) = rows(page);
    let wanted =
        ROWS.iter().flat_map(|(letter, last)| (1..=*last).map(move |n| format!("{letter}{n}")));
    let wanted: Vec<String> = wanted.collect();
    mistakes.extend(
        wanted.iter().filter(|id| !rows.contains_key(*id)).map(|id| format!("{id} is missing")),
    );
    for (id, Row { status, tests }) in &rows {
        if !wanted.contains(id) {
            mistakes.push(format!("{id} is no row"));
        }
        match (status.as_str(), tests.len()) {
            ("done" | "part", 1..) | ("not yet", 0) => {}
            ("done" | "part", _) => mistakes.push(format!("{id} is {status} and names no test")),
            ("not yet", _) => mistakes.push(format!("{id} is not yet there and names tests")),
            _ => mistakes.push(format!("{id} has the status \"{status}\"")),
        }
        for test in tests {
            let source = test.split_once("::").map(|(path, name)| (read(path), name));
            if !source.is_some_and(|(source, name)| source.is_some_and(|s| holds(&s, name))) {
                mistakes.push(format!("{id}: there is no test {test}"));
            }
        }
    }
    mistakes
}

fn read(path: &str) -> Option<String> {
    let folder = if path.starts_with("examples/") { root() } else { root().join("crates") };
    fs::read_to_string(folder.join(path)).ok()
}

#[test]
fn every_row_is_there_and_every_test_it_names() {
    let page = fs::read_to_string(root().join("docs/capabilities.md")).unwrap();
    let mistakes = mistakes(&page, &read);
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn a_page_that_promises_too_much_is_found_out() {
    let page = fs::read_to_string(root().join("docs/capabilities.md")).unwrap();
    let told = |from: &str, to: &str| {
        assert!(page.contains(from), "{from}");
        mistakes(&page.replacen(from, to, 1), &read).join("; ")
    };
    assert_eq!(told("| M11 |", "| M18 |"), "M11 is missing; M18 is no row");
    assert_eq!(told("| M12 |", "| M11 |"), "M11 stands twice; M12 is missing");
    assert_eq!(told("| done |", "| nearly |"), "X1 has the status \"nearly\"");
    let gone = told("::x5_the_incident", "::x5_no_incident");
    assert!(
        gone.starts_with("X5: there is no test intervision-schedule/tests/methods.rs::x5_no"),
        "{gone}"
    );
    let (rows, _) = rows(&page);
    if let Some(id) = rows.iter().find(|(_, row)| row.status == "not yet").map(|(id, _)| id) {
        let line = page.lines().find(|line| line.starts_with(&format!("| {id} |"))).unwrap();
        let promised = told(line, &line.replace("| not yet |", "| done |"));
        assert_eq!(promised, format!("{id} is done and names no test"));
    }
}

#[test]
fn what_is_commented_out_or_never_run_does_not_count() {
    assert!(holds("#[test]\nfn a() {}", "a"));
    assert!(holds("    #[test]\n    /// Why.\n    fn a(x in 0..3) {}", "a"));
    assert!(!holds("// #[test]\nfn a() {}", "a"));
    assert!(!holds("#[test]\nfn ab() {}\nfn a() {}", "a"));
    assert!(!holds("#[test]\n// fn a() {}", "a"));
    assert!(!holds("#[test]\n#[ignore = \"slow\"]\nfn a() {}", "a"));
}
