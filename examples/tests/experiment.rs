//! The experiment: every run once, whatever stops it in between, and what the tables and plots show.

mod common;

use std::path::Path;

use common::{at, data, error, files, run, text};

const SMALL: [&str; 6] =
    ["--solvers", "random,local-search,own", "--seeds", "1..2", "--steps", "3000"];

fn experiment(out: &str, args: &[&str]) -> String {
    text("experiment", &[&SMALL, args, &["--quiet", "--out", out]].concat())
}

fn rows(out: &str) -> Vec<Vec<String>> {
    let table = std::fs::read_to_string(Path::new(out).join("runs.csv")).unwrap();
    table.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn every_run_has_a_row_a_trace_and_a_place_in_the_plots() {
    let folder = files(&[]);
    let out = at(&folder, "out");
    let known = "instance,best,mean,worst\nwhole-numbers-30,5526,5520,5500\n";
    let table = files(&[("published.csv", known.as_bytes())]);
    let told = experiment(&out, &["--published", &at(&table, "published.csv")]);
    for expected in ["mean to published mean", "mean rank", "18 runs in ", "6 plots in ", "own"] {
        assert!(told.contains(expected), "{expected} is not in\n{told}");
    }
    let rows = rows(&out);
    let head: Vec<&str> = rows[0].iter().map(String::as_str).collect();
    let names = [
        "instance",
        "solver",
        "seed",
        "budget",
        "value",
        "bound",
        "seconds",
        "steps",
        "status",
        "best_after",
        "ran",
    ];
    assert_eq!(head, names);
    assert_eq!(rows.len(), 1 + 3 * 3 * 2);
    for row in &rows[1..] {
        let trace = Path::new(&out).join(format!("traces/{}.{}.{}.csv", row[0], row[1], row[2]));
        let trace = std::fs::read_to_string(trace).unwrap();
        let values: Vec<f64> = trace
            .lines()
            .skip(1)
            .map(|line| line.rsplit(',').next().unwrap().parse().unwrap())
            .collect();
        assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "values grow: {trace}");
        assert!((values[values.len() - 1] - row[4].parse::<f64>().unwrap()).abs() < 1e-6);
        assert_eq!((row[3].as_str(), row[8].as_str()), ("3000 steps", "feasible"));
    }
    for plot in ["whole-numbers-30-time.svg", "whole-numbers-30-seeds.svg", "plane-36-time.svg"] {
        let svg = std::fs::read_to_string(Path::new(&out).join("plots").join(plot)).unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{plot}");
        assert_eq!(svg.contains("published best"), plot.starts_with("whole"), "{plot}");
        assert!(svg.contains("local-search"), "{plot}");
    }
}

#[test]
fn an_experiment_goes_on_where_it_was_stopped() {
    let folder = files(&[]);
    let out = at(&folder, "out");
    experiment(&out, &[]);
    let path = Path::new(&out).join("runs.csv");
    let whole = std::fs::read_to_string(&path).unwrap();
    experiment(&out, &[]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole, "nothing is run twice");

    // The machine stopped within a line.
    std::fs::write(&path, &whole[..whole.len() - 20]).unwrap();
    let again = run("experiment", &[&SMALL[..], &["--quiet", "--out", &out]].concat());
    assert!(
        again.stderr.contains("line 19 was cut off; its run is made again"),
        "{}",
        again.stderr
    );
    let told = |text: &str| -> Vec<String> {
        let line = |line: &str| line.split(',').take(6).collect::<Vec<_>>().join(",");
        text.lines().map(line).collect()
    };
    assert_eq!(told(&std::fs::read_to_string(&path).unwrap()), told(&whole));

    // Other seeds are added to what is there.
    experiment(&out, &["--seeds", "2,3"]);
    assert_eq!(rows(&out).len(), 1 + 3 * 3 * 3);
}

#[test]
fn what_people_get_wrong() {
    let folder = files(&[("bad/one.txt", b"4 2 ss 2 2 2 2\n0 1 x\n"), ("none/.hidden", b"")]);
    let out = at(&folder, "out");
    let message = |args: &[&str]| {
        error("experiment", &[args, &["--quiet", "--out", &out]].concat(), folder.path())
    };
    assert_eq!(
        message(&["--solvers", "own,magic"]),
        "there is no solver \"magic\"; there are random, dealt, greedy, batch, local-search, annealing, population, exhaustive, \
         portfolio, own"
    );
    assert_eq!(message(&["--solvers", "own,own"]), "solver \"own\" stands twice; name each once");
    let none = at(&folder, "none");
    assert_eq!(
        message(&[&none]),
        "none: there are no instances here; name a folder that holds some"
    );
    assert!(message(&[&at(&folder, "bad")]).starts_with("bad/one.txt: "));
    assert!(message(&[&at(&folder, "nowhere")]).starts_with("nowhere: "));
    experiment(&out, &[]);
    let shipped = data("experiment");
    assert_eq!(
        message(&[&shipped, "--steps", "5000"]),
        "out/runs.csv: row 2 is a run of 3000 steps, and now runs are of 5000 steps; take another folder (--out), or the \
         same budget"
    );
    let seeds = run("experiment", &["--seeds", "5..1"]);
    assert!(
        !seeds.ok && seeds.stderr.contains("\"5..1\" are no seeds; write 1..5"),
        "{}",
        seeds.stderr
    );
}
