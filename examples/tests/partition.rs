//! `partition` on a tiny instance, and what it says of files that are none.

mod common;

use common::{at, error, files, json, text};

/// Pairs 0-2 and 1-3 weigh most: 5 + 4 inside groups at best.
const TINY: &str = "4 2 ss 2 2 2 2\n0 1 1\n0 2 5\n0 3 2\n1 2 1\n1 3 4\n2 3 1\n";

#[test]
fn a_tiny_instance_is_solved_and_proven() {
    let files = files(&[("tiny.txt", TINY.as_bytes())]);
    let (file, out) = (at(&files, "tiny.txt"), at(&files, "groups.txt"));
    let found = json("partition", &[&file, "--steps", "1000", "--json", "--out", &out]);
    assert_eq!(found["instance"], "tiny");
    assert_eq!(found["value"], 9.0);
    assert_eq!(found["bound"], 9.0);
    assert_eq!(found["status"], "optimal");
    assert_eq!(found["sizes_ok"], true);
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "0 0\n1 1\n2 0\n3 1\n");
}

#[test]
fn the_same_seed_and_steps_give_the_same_groups_on_any_number_of_threads() {
    let pairs = (0..40u32).flat_map(|b| (0..b).map(move |a| (a, b, (a * 7 + b * b * 3) % 11)));
    let lines: String = pairs.map(|(a, b, weight)| format!("{a},{b},{weight}\n")).collect();
    let files = files(&[("graph.edges", lines.as_bytes())]);
    let file = at(&files, "graph.edges");
    let groups = |threads: &str| {
        let out = at(&files, &format!("groups-{threads}.txt"));
        let args = ["--groups", "5", "--steps", "60000", "--threads", threads, "--out", &out];
        text("partition", &[&[file.as_str()], &args[..]].concat());
        std::fs::read_to_string(out).unwrap()
    };
    let one = groups("1");
    assert_eq!(one.lines().count(), 40);
    assert_eq!(groups("2"), one);
    assert_eq!(groups("4"), one);
}

#[test]
fn wrong_files_are_named_with_the_line() {
    let cases: [(&str, &str, &[&str], &str); 5] = [
        (
            "a.txt",
            "4 2 ss 2 2\n",
            &[],
            "a.txt: line 1 has 5 values; it should have 3 and then two for each of 2 groups",
        ),
        (
            "b.txt",
            "4 2 ss 2 2 2 2\n0 4 1\n",
            &[],
            "b.txt: line 2: element 4 is not there; elements are 0 to 3",
        ),
        (
            "c.graph",
            "2 2\n2\n1\n",
            &["--groups", "1"],
            "c.graph: the first line gives 2 as the number of edges, and the file has 1",
        ),
        (
            "d.csv",
            "0,1\n2,0\n",
            &["--groups", "1"],
            "d.csv: line 2: the weight of 1 and 0 is 2, and the other way round 1; make them equal",
        ),
        ("e.edges", "0 1 2\n", &[], "the file tells no sizes; say how many groups (--groups 4)"),
    ];
    for (name, content, args, says) in cases {
        let files = files(&[(name, content.as_bytes())]);
        let file = at(&files, name);
        let message = error("partition", &[&[file.as_str()], args].concat(), files.path());
        assert_eq!(message, says);
    }
    let files = files(&[]);
    let message = error("partition", &[&at(&files, "none.txt")], files.path());
    assert!(message.starts_with("none.txt: "), "{message}");
}
