//! Who learns with whom: groups from a roster, and what they are worth.
//!
//! Without options it puts the 24 advisers that ship into three groups. On your own people:
//!
//! `cargo run --release --example form-groups -- --roster my-staff.csv --size 8 --mix function:3 --balance years`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use comfy_table::{CellAlignment, ContentArrangement, Table, TableStyle, presets};
use intervision::core::{Grouping, Roster, Run, TermWorth};
use intervision::documents::groups_table;
use intervision::groups::{
    Former, Outcome as Formed, Pairs, Remainder, Rules, RulesBuilder, Sizes,
};
use intervision::model::interchange::{read_id_sets, read_met, read_roster};
use intervision::model::{Cohort, MeetingHistory, RosterColumns};
use intervision_examples::{AtPath, Bars, Outcome, Preset, finish, read, write};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::json;

/// Forms groups from a roster, and says what they are worth.
///
/// A wish is a column of the roster and a weight behind a colon: function:3. Without a weight it is 1.
#[derive(Parser, Debug)]
#[command(name = "form-groups", version)]
struct Args {
    /// The people: column 1 is an opaque id, every other column an attribute, an empty cell is unknown
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// This many groups, as equal in size as can be
    #[arg(long, conflicts_with = "size", value_name = "N")]
    groups: Option<usize>,
    /// Groups of this size
    #[arg(long, value_name = "N")]
    size: Option<usize>,
    /// What happens to those who do not fill a group of that size
    #[arg(long, value_enum, default_value_t = Left::Larger, requires = "size")]
    remainder: Left,
    /// People in a group differ in this column
    #[arg(long, value_name = "COLUMN[:WEIGHT]")]
    mix: Vec<Wish>,
    /// People in a group are alike in this column
    #[arg(long = "match", value_name = "COLUMN[:WEIGHT]")]
    matching: Vec<Wish>,
    /// Every group looks like the whole in this column
    #[arg(long, value_name = "COLUMN[:WEIGHT]")]
    balance: Vec<Wish>,
    /// The column with the id of one's manager: nobody is in a group with theirs
    #[arg(long, value_name = "COLUMN")]
    manager_column: Option<String>,
    /// Who may not share a group: two ids or more in a row
    #[arg(long, value_name = "FILE")]
    apart: Option<PathBuf>,
    /// Who must share a group: two ids or more in a row
    #[arg(long, value_name = "FILE")]
    together: Option<PathBuf>,
    /// Who met before, and how often: a,b,times; they are kept apart where that is possible
    #[arg(long, value_name = "FILE")]
    met: Option<PathBuf>,
    /// How much that counts beside the wishes
    #[arg(long, default_value_t = 1.0, value_name = "WEIGHT")]
    met_weight: f64,
    /// At most this many steps (evaluated moves)
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// How much to spend when --steps does not say so
    #[arg(long, value_enum, value_name = "PRESET")]
    effort: Option<Preset>,
    /// The same seed gives the same groups, in whatever order the roster lists people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to write the groups as a table, for the schedule example
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Left {
    /// Some groups have one more
    Larger,
    /// Some groups have one fewer
    Smaller,
}

#[derive(Debug, Clone)]
struct Wish {
    column: String,
    weight: f64,
}

impl FromStr for Wish {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some((column, weight)) = text.rsplit_once(':') else {
            return Ok(Wish { column: text.to_owned(), weight: 1.0 });
        };
        let weight = weight.parse().map_err(|_| {
            format!(
                "\"{weight}\" is no weight; write a column, or a column and a number: {column}:2"
            )
        })?;
        Ok(Wish { column: column.to_owned(), weight })
    }
}

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let start = Instant::now();
    let args = args.or_shipped();
    let path = args.roster.clone().unwrap_or_default();
    let columns = match &args.manager_column {
        Some(column) => RosterColumns::default().with_manager(column),
        None => RosterColumns::default(),
    };
    let cohort = read_roster(&read(&path)?, &columns).at(&path)?;
    let met = match &args.met {
        Some(path) => Some(read_met(&read(path)?, &cohort).at(path)?),
        None => None,
    };

    let rules = args.rules(&cohort)?;
    let pairs = met.iter().fold(Pairs::new(), |pairs, met: &MeetingHistory| pairs.with("met", met));
    let former = Former::new(rules).with_pairs(pairs);

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(args.seed);
    let mut bars = Bars::new(args.json);
    let mut run = Run::new(&mut rng, &mut bars).with_seed(args.seed);
    if let Some(steps) = args.steps {
        run = run.with_steps(steps);
    }
    let formed = former.form_with(&Preset::solver(args.effort), &cohort, &mut run).at(&path)?;
    bars.done();

    if let Some(path) = &args.out {
        write(path, groups_table(&cohort, formed.groups())?)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let answer = if args.json {
        format!("{}\n", as_json(&cohort, &formed, seconds))
    } else {
        as_text(&cohort, former.rules(), &formed)
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

impl Args {
    /// Without a roster: the advisers that ship, and what their programme asks of its groups.
    fn or_shipped(mut self) -> Self {
        if self.roster.is_some() {
            return self;
        }
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/intervision-track"));
        self.roster = Some(folder.join("roster.csv"));
        if self.size.is_none() {
            self.groups = self.groups.or(Some(3));
        }
        if [&self.mix, &self.matching, &self.balance].iter().all(|wishes| wishes.is_empty()) {
            self.mix = vec![
                Wish { column: "function".to_owned(), weight: 3.0 },
                Wish { column: "department".to_owned(), weight: 1.0 },
            ];
        }
        self.manager_column = self.manager_column.or(Some("manager".to_owned()));
        self.apart = self.apart.or(Some(folder.join("apart.csv")));
        self.together = self.together.or(Some(folder.join("together.csv")));
        self.met = self.met.or(Some(folder.join("met.csv")));
        self
    }

    fn rules(&self, cohort: &Cohort) -> Outcome<Rules> {
        let sizes = match (self.groups, self.size, self.remainder) {
            (Some(groups), _, _) => Sizes::count(groups),
            (None, Some(size), Left::Larger) => Sizes::of(size, Remainder::AllowLarger),
            (None, Some(size), Left::Smaller) => Sizes::of(size, Remainder::AllowSmaller),
            (None, None, _) => {
                return Err("say how many groups (--groups 3) or how large (--size 8)".into());
            }
        };
        let mut rules = RulesBuilder::new(sizes);
        for wish in &self.mix {
            rules = rules.mix(&wish.column, wish.weight);
        }
        for wish in &self.matching {
            rules = rules.match_on(&wish.column, wish.weight);
        }
        for wish in &self.balance {
            rules = rules.balance(&wish.column, wish.weight);
        }
        if self.met.is_some() {
            rules = rules.avoid_pairs("met", self.met_weight);
        }
        if self.manager_column.is_some() {
            rules = rules.not_with_manager();
        }
        for ids in sets(self.together.as_deref(), cohort)? {
            rules = rules.together(ids);
        }
        for ids in sets(self.apart.as_deref(), cohort)? {
            rules = rules.apart(ids);
        }
        Ok(rules.build()?)
    }
}

fn sets(path: Option<&Path>, cohort: &Cohort) -> Outcome<Vec<Vec<String>>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let sets = read_id_sets(&read(path)?, cohort).at(path)?;
    Ok(sets.iter().map(|set| ids(cohort, set)).collect())
}

fn ids(cohort: &Cohort, members: &[usize]) -> Vec<String> {
    members.iter().map(|&member| cohort.id(member).into_owned()).collect()
}

fn as_json(cohort: &Cohort, formed: &Formed, seconds: f64) -> serde_json::Value {
    let worth = formed.worth();
    let groups: Vec<_> = formed.groups().iter().map(|members| ids(cohort, members)).collect();
    let term = |term: &TermWorth| json!({ "name": term.name, "value": term.value + 0.0, "bound": term.bound });
    json!({
        "groups": groups,
        "terms": worth.terms.iter().map(term).collect::<Vec<_>>(),
        "value": worth.value,
        "bound": worth.bound,
        "gap": worth.gap(),
        "status": worth.status,
        "stopped": worth.stopped,
        "solver": formed.solver(),
        "steps": worth.steps,
        "seed": worth.seed,
        "seconds": seconds,
    })
}

fn as_text(cohort: &Cohort, rules: &Rules, formed: &Formed) -> String {
    let mut text = String::new();
    for reason in formed.reasons().iter().chain(formed.violated()) {
        text += &format!("{reason}\n");
    }
    let (terms, groups) = (terms(formed), groups(cohort, rules, formed.groups()));
    text + &format!("Found by: {}.\n\n{terms}\n\n{groups}\n", formed.solver())
}

/// What was counted, beside what no grouping can beat and what simpler ways give.
fn terms(formed: &Formed) -> Table {
    let (worth, comparison) = (formed.worth(), formed.comparison());
    let random = format!("random (mean of {})", comparison.random_draws);
    let header = ["less is better", "ours", "at least", "dealt list", &random];
    let mut table = table(presets::UTF8_BORDERS_ONLY, header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let others = comparison.dealt.terms.iter().zip(&comparison.random.terms);
    for (term, (dealt, random)) in worth.terms.iter().zip(others) {
        let bound = term.bound.map(figure).unwrap_or_default();
        let [dealt, random] = [*dealt, *random].map(figure);
        table.add_row([term.name.clone(), figure(term.value), bound, dealt, random]);
    }
    let bound = worth.bound.map(figure).unwrap_or_default();
    let [dealt, random] = [comparison.dealt.value, comparison.random.value].map(figure);
    table.add_row(["all, weighted".to_owned(), figure(worth.value), bound, dealt, random]);
    table
}

/// A row per group: who, and how it is made up of what the wishes look at.
fn groups(cohort: &Cohort, rules: &Rules, groups: &dyn Grouping) -> Table {
    let wished: Vec<&str> = rules.wishes().iter().map(|wish| wish.attribute.as_str()).collect();
    let header = [&["group", "people", "ids"], &wished[..]].concat();
    let mut table = table(presets::UTF8_HORIZONTAL_ONLY, header);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(120);
    for group in 0..groups.len() {
        let members = groups.members(group);
        let mut row = vec![groups.label(group).into_owned(), members.len().to_string()];
        row.push(ids(cohort, members).join(" "));
        row.extend(wished.iter().map(|key| make_up(cohort, members, key)));
        table.add_row(row);
    }
    table
}

/// `4 planner, 2 adviser` for names, the mean and the range for numbers.
fn make_up(cohort: &Cohort, members: &[usize], key: &str) -> String {
    let values = || members.iter().map(|&member| cohort.attribute(member, key));
    let numbers: Vec<f64> = values().filter_map(|value| value.as_number()).collect();
    if !numbers.is_empty() {
        let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
        let (low, high) = numbers
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
        return format!("mean {mean:.1}, {low} to {high}");
    }
    let mut counts = BTreeMap::<String, usize>::new();
    for value in values() {
        *counts.entry(value.to_string()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

fn table<'a>(style: TableStyle, header: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(style);
    table.set_header(header.into_iter().collect::<Vec<_>>());
    table
}

fn figure(value: f64) -> String {
    let value = value + 0.0; // no minus before a zero
    if value.fract().abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.3}") }
}
