//! Who coaches whom on a date: certificates, seats, preferences, nobody with their manager.
//!
//! `cargo run --release --example match-coaches -- --coachees C.csv --coaches K.csv --date 2027-04-02 --mode served --json`
//!
//! Coachees: `id,manager,prefers,apart`. Coaches: `id,seats,certified_from,certified_until,trained_from,trained_until,prefers,apart`. Several ids
//! in a cell are separated by `|`, the best first; an empty date is no limit, `-` in both of a kind is no certificate or training.
//!
//! When a coach leaves, `--earlier E.csv` (`coachee,coach`) says who coached whom: as few as can be change, with the reason.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use chrono::NaiveDate;
use clap::{Parser, ValueEnum};
use intervision::groups::pairing::{Coach, Coachee, Coaching, Matched, Mode};
use intervision_examples::{AtPath, Outcome, finish, read};
use serde_json::json;

/// Matches coachees with coaches who may coach on a date.
#[derive(Parser, Debug)]
#[command(name = "match-coaches", version)]
struct Args {
    /// Who is coached; without, those that ship
    #[arg(long, value_name = "FILE")]
    coachees: Option<PathBuf>,
    /// Who coaches; without, those that ship
    #[arg(long, value_name = "FILE")]
    coaches: Option<PathBuf>,
    /// The day on which a coach must be certified and trained
    #[arg(long, default_value = "2027-03-01", value_name = "DATE")]
    date: NaiveDate,
    /// What the matching is made for
    #[arg(long, value_enum, default_value_t = Aim::Served)]
    mode: Aim,
    /// Nobody gets a coach whom they did not list
    #[arg(long)]
    only_listed: bool,
    /// Who was coached by whom so far (coachee,coach): as few as can be change
    #[arg(long, value_name = "FILE")]
    earlier: Option<PathBuf>,
    /// A coachee who keeps their earlier coach, whatever that costs others
    #[arg(long, value_name = "ID", requires = "earlier")]
    lock: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Aim {
    /// The highest total of preferences
    Total,
    /// As many people as can be, and then the highest total
    Served,
    /// No two would rather have each other; the best for coachees
    Stable,
    /// The same, the best for coaches
    StableForCoaches,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let start = Instant::now();
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/coaching"));
    let path = args.coachees.clone().unwrap_or_else(|| folder.join("coachees.csv"));
    let coachees = Rows::read(&path)?.each(coachee).at(&path)?;
    let path = args.coaches.clone().unwrap_or_else(|| folder.join("coaches.csv"));
    let coaches = Rows::read(&path)?.each(coach).at(&path)?;
    let mode = match args.mode {
        Aim::Total => Mode::Total,
        Aim::Served => Mode::Served,
        Aim::Stable => Mode::Stable,
        Aim::StableForCoaches => Mode::StableForCoaches,
    };
    let mut coaching = Coaching::new(args.date, mode).requires("certificate").requires("training");
    if args.only_listed {
        coaching = coaching.only_listed();
    }
    if let Some(path) = &args.earlier {
        let pair =
            |row: &Row<'_>| Ok((row.cell("coachee")?.to_owned(), row.cell("coach")?.to_owned()));
        coaching = coaching.keep(Rows::read(path)?.each(pair).at(path)?);
    }
    coaching = args.lock.iter().fold(coaching, |coaching, id| coaching.lock(id));
    let matched = coaching.make(&coachees, &coaches)?;
    let told = if args.json {
        let object = json!({
            "pairs": matched.pairs,
            "unmatched": matched.unmatched,
            "ineligible": matched.ineligible,
            "changes": matched.changes,
            "value": matched.total,
            "bound": matched.bound,
            "status": matched.status,
            "seconds": start.elapsed().as_secs_f64(),
        });
        format!("{object}\n")
    } else {
        as_text(&matched)
    };
    Ok(std::io::stdout().write_all(told.as_bytes())?)
}

fn as_text(matched: &Matched) -> String {
    let mut text = matched.sentences().join("\n");
    text += &format!("\nTotal {}", matched.total);
    if let Some(bound) = matched.bound {
        text += &format!(", and no matching has more than {bound}");
    }
    text += ".\n";
    let mut coaches: Vec<&str> = matched.pairs.iter().map(|pair| pair.coach.as_str()).collect();
    coaches.sort_unstable();
    coaches.dedup();
    for coach in coaches {
        let own = matched.pairs.iter().filter(|pair| pair.coach == coach);
        let own: Vec<&str> = own.map(|pair| pair.coachee.as_str()).collect();
        text += &format!("{coach}: {}\n", own.join(" "));
    }
    text
}

/// A table with a header, whose cells are asked for by name.
struct Rows {
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

/// One row of it, with its line.
struct Row<'r> {
    header: &'r csv::StringRecord,
    cells: &'r csv::StringRecord,
    line: usize,
}

impl Rows {
    fn read(path: &Path) -> Outcome<Self> {
        let text = String::from_utf8(read(path)?).at(path)?;
        let text = text.trim_start_matches('\u{feff}');
        let header = text.lines().next().unwrap_or_default();
        let separator = if header.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = reader.headers().at(path)?.clone();
        let rows = reader.records().collect::<Result<_, _>>().at(path)?;
        Ok(Rows { header, rows })
    }

    fn each<T>(&self, of: impl Fn(&Row<'_>) -> Result<T, String>) -> Result<Vec<T>, String> {
        let row = |(at, cells)| of(&Row { header: &self.header, cells, line: at + 2 });
        self.rows.iter().enumerate().map(row).collect()
    }
}

impl Row<'_> {
    fn cell(&self, name: &str) -> Result<&str, String> {
        let at = self.header.iter().position(|column| column == name);
        let at = at.ok_or_else(|| format!("there is no column \"{name}\""))?;
        Ok(self.cells.get(at).unwrap_or_default())
    }

    fn ids(&self, name: &str) -> Result<Vec<String>, String> {
        let parts = self.cell(name)?.split('|').map(str::trim);
        Ok(parts.filter(|part| !part.is_empty()).map(str::to_owned).collect())
    }

    fn date(&self, name: &str) -> Result<Option<NaiveDate>, String> {
        let text = self.cell(name)?;
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = |_| {
            format!("line {}: \"{text}\" under \"{name}\" is no date; write 2027-03-01", self.line)
        };
        text.parse().map(Some).map_err(wrong)
    }
}

fn coachee(row: &Row<'_>) -> Result<Coachee, String> {
    let mut coachee = Coachee::new(row.cell("id")?).prefers(row.ids("prefers")?);
    coachee.managers = row.ids("manager")?;
    coachee.apart = row.ids("apart")?;
    Ok(coachee)
}

fn coach(row: &Row<'_>) -> Result<Coach, String> {
    let seats = row.cell("seats")?;
    let wrong = |_| format!("line {}: \"{seats}\" is no number of seats; write 8", row.line);
    let mut coach = Coach::new(row.cell("id")?, seats.parse().map_err(wrong)?);
    for (name, kind) in [("certificate", "certified"), ("training", "trained")] {
        let (from, until) = (format!("{kind}_from"), format!("{kind}_until"));
        if row.cell(&from)? != "-" || row.cell(&until)? != "-" {
            coach = coach.holds(name, row.date(&from)?, row.date(&until)?);
        }
    }
    coach.prefers = row.ids("prefers")?.into_iter().map(|id| vec![id]).collect();
    coach.apart = row.ids("apart")?;
    Ok(coach)
}
