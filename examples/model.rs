//! What a programme is made of: people, reporting lines, competencies, targets, phases and sessions, all checked.
//!
//! Without an argument it reads the pit-stop programme that ships. On a folder of your own, it lists everything that
//! does not fit, with the file, the place and what would be right:
//!
//! `cargo run --release --example model -- my-programme`

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use intervision::core::Roster;
use intervision::model::competency::{Framework, Targets};
use intervision::model::design::{Audience, Design, Remainder, Selection};
use intervision::model::interchange::read_roster;
use intervision::model::{Cohort, Problems, RosterColumns};
use intervision_examples::{Outcome, finish, read, read_text};

/// Reads programme.toml, roster.csv, framework.toml and profile.toml of a folder, and tells what is in them.
#[derive(Parser, Debug)]
#[command(name = "model", version)]
struct Args {
    /// The folder
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/data/pit-stop"))]
    folder: PathBuf,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    // Nothing stops at the first mistake: what could not be read is noted, and the rest is looked at all the same.
    let mut wrong = Wrong::default();
    let file = |name: &str| args.folder.join(name);

    let path = file("programme.toml");
    let design = wrong.note(&path, Design::from_toml(&read_text(&path)?));
    let columns = design.as_ref().map_or_else(RosterColumns::default, |d| d.roster().clone());
    let path = file("roster.csv");
    let cohort = wrong.note(&path, read_roster(&read(&path)?, &columns));
    let path = file("framework.toml");
    let framework = wrong.note(&path, Framework::from_toml(&read_text(&path)?));
    let targets = match &framework {
        Some(framework) => {
            let path = file("profile.toml");
            wrong.note(&path, Targets::from_toml(&read_text(&path)?, framework))
        }
        None => None,
    };
    if let (Some(design), Some(cohort)) = (&design, &cohort) {
        let keys = design.groups().into_iter().flat_map(|groups| groups.attributes());
        wrong.note(&file("programme.toml"), cohort.require(keys, "the group rules"));
    }

    let (Some(design), Some(cohort), Some(framework), Some(targets)) =
        (design, cohort, framework, targets)
    else {
        return Err(wrong.message().into());
    };
    if !wrong.lines.is_empty() {
        return Err(wrong.message().into());
    }
    let parts = [
        people(&cohort),
        competencies(&framework, &targets, &cohort),
        programme(&design, cohort.len()),
    ];
    Ok(std::io::stdout().write_all(parts.concat().as_bytes())?)
}

/// Everything that does not fit, with the file it stands in.
#[derive(Default)]
struct Wrong {
    lines: Vec<String>,
}

impl Wrong {
    fn note<T>(&mut self, path: &Path, read: Result<T, Problems>) -> Option<T> {
        let problems = match read {
            Ok(value) => return Some(value),
            Err(problems) => problems,
        };
        self.lines.extend(problems.iter().map(|problem| format!("{}: {problem}", path.display())));
        None
    }

    fn message(&self) -> String {
        match &self.lines[..] {
            [one] => one.clone(),
            many => format!("{} problems\n{}", many.len(), many.join("\n")),
        }
    }
}

fn people(cohort: &Cohort) -> String {
    let mut text = format!("{} participants\n", cohort.len());
    let count = |name: &dyn Fn(usize) -> Option<String>| {
        let mut counts = BTreeMap::<String, usize>::new();
        for member in 0..cohort.len() {
            *counts.entry(name(member).unwrap_or_else(|| "unknown".to_owned())).or_default() += 1;
        }
        counts
    };
    if let Some(key) = cohort.function_key() {
        text += &tally(key, &count(&|member| cohort.function(member).map(str::to_owned)));
    }
    if let Some(key) = cohort.unit_key() {
        text += &tally(key, &count(&|member| cohort.unit(member).map(str::to_owned)));
    }
    let lines = cohort.reporting_lines();
    let reports: Vec<usize> = (0..cohort.len()).map(|m| lines.reports(m).len()).collect();
    let _ = writeln!(
        text,
        "  reporting lines: {} report to one of {} managers who take part too, at most {} to one",
        reports.iter().sum::<usize>(),
        reports.iter().filter(|&&reports| reports > 0).count(),
        reports.iter().max().unwrap_or(&0),
    );
    let _ = writeln!(text, "  attributes: {}", cohort.keys().join(", "));
    text
}

fn tally(key: &str, counts: &BTreeMap<String, usize>) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let counts: Vec<String> =
        counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    format!("  {key}: {}\n", counts.join(", "))
}

fn competencies(framework: &Framework, targets: &Targets, cohort: &Cohort) -> String {
    let levels: Vec<&str> = framework.levels().iter().map(|level| level.title.as_str()).collect();
    let mut text = format!("\n{}: levels {}\n", framework.title(), levels.join(" < "));
    for competency in framework.competencies() {
        let of = |profile: &intervision::model::competency::TargetProfile| {
            let level = profile.levels.get(&competency.id)?;
            Some(format!("{level} for {}", profile.function.as_deref().unwrap_or("everyone else")))
        };
        let asked: Vec<String> = targets.profiles().iter().filter_map(of).collect();
        let _ = writeln!(text, "  {}: {}", competency.title, list(&asked, "no target"));
    }
    let known = |function: &str| (0..cohort.len()).any(|m| cohort.function(m) == Some(function));
    for function in targets.profiles().iter().filter_map(|profile| profile.function.as_deref()) {
        if cohort.function_key().is_some() && !known(function) {
            let _ = writeln!(text, "  note: nobody has the function \"{function}\" of a profile");
        }
    }
    text
}

fn programme(design: &Design, people: usize) -> String {
    let season = design.season();
    let mut text = format!("\n{}, {} to {}\n", design.title(), season.start, season.end);
    if let Some(question) = design.guiding_question() {
        let _ = writeln!(text, "  {question}");
    }
    let groups = design.groups().map(|rules| match (rules.size, rules.count) {
        (Some(size), _) if rules.remainder == Remainder::Smaller => people.div_ceil(size as usize),
        (Some(size), _) => (people / size as usize).max(1),
        (None, count) => count.unwrap_or_default() as usize,
    });
    if let (Some(rules), Some(groups)) = (design.groups(), groups) {
        let wishes = rules.lists().into_iter().flat_map(|(what, wishes)| {
            wishes.iter().map(move |wish| format!("{what} {} ({})", wish.attribute, wish.weight))
        });
        let wishes: Vec<String> = wishes.collect();
        let _ = writeln!(text, "  {groups} groups: {}", list(&wishes, "no wishes"));
    }
    for phase in design.phases() {
        let _ = writeln!(text, "  {}{}", phase.title, days(phase.start, phase.end));
        for session in design.sessions().iter().filter(|session| session.phase == phase.id) {
            let (who, times) = match session.audience {
                Audience::Everyone => ("everyone".to_owned(), Some(1)),
                Audience::Group => ("each group".to_owned(), groups),
                Audience::Elective(elective) => {
                    (format!("those who need it, {} in a run", elective.seats), None)
                }
                Audience::Individual(Selection::Everyone) => {
                    ("one at a time".to_owned(), Some(people))
                }
                Audience::Individual(_) => ("those who stagnate, one at a time".to_owned(), None),
            };
            let total = times.map(|times| times * session.count as usize);
            let total = total.map_or("by need".to_owned(), |total| format!("{total} in all"));
            let needs: Vec<&str> = session.needs.iter().map(|need| need.kind.as_str()).collect();
            let _ = writeln!(
                text,
                "    {}: {} × {} minutes for {who}, {total}; needs {}",
                session.title,
                session.count,
                session.minutes,
                list(&needs, "nothing"),
            );
        }
    }
    text
}

fn days<D: Display>(start: Option<D>, end: Option<D>) -> String {
    match (start, end) {
        (None, None) => String::new(),
        (Some(start), None) => format!(", from {start}"),
        (None, Some(end)) => format!(", until {end}"),
        (Some(start), Some(end)) => format!(", {start} to {end}"),
    }
}

fn list<S: AsRef<str>>(items: &[S], nothing: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    if items.is_empty() { nothing.to_owned() } else { items.join(", ") }
}
