use std::path::PathBuf;
use std::str::FromStr;

use clap::Parser;
use intervision_examples::Format;

/// Compares solvers over a folder of instances and several seeds.
#[derive(Parser, Debug)]
#[command(name = "experiment", version, args_override_self = true)]
pub struct Args {
    /// The folder of instances; without, three small ones that ship
    pub folder: Option<PathBuf>,
    /// How to read them; without, the ending of each tells: .graph or .metis, .csv, .edges, and MDGPLIB for all others
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// This many groups, as equal in size as can be, instead of the sizes in the files
    #[arg(long, value_name = "K")]
    pub groups: Option<usize>,
    /// As little weight inside groups as can be, instead of as much
    #[arg(long)]
    pub least: bool,
    /// Which solvers, with commas between them
    #[arg(
        long,
        value_delimiter = ',',
        default_value = "annealing,population,local-search,own",
        value_name = "NAMES"
    )]
    pub solvers: Vec<String>,
    /// Which seeds: 1..5 for the five from 1 to 5, or 1,7,9
    #[arg(long, default_value = "1..5")]
    pub seeds: Seeds,
    /// Each run searches for this long: what is fair between solvers whose steps differ
    #[arg(long, default_value_t = 0.1, value_name = "S")]
    pub seconds: f64,
    /// Each run makes this many steps instead: what gives the same figures on every machine
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    pub steps: Option<u64>,
    /// How many threads a solver may use
    #[arg(long, default_value_t = 1, value_name = "T")]
    pub threads: usize,
    /// Values of the literature: a table with the columns instance, best, mean, worst
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
    /// Where rows, traces and plots go
    #[arg(long, default_value = "out/experiment", value_name = "FOLDER")]
    pub out: PathBuf,
    /// Without a progress bar
    #[arg(long)]
    pub quiet: bool,
}

impl Args {
    /// What each run may spend, as the rows name it.
    pub fn budget(&self) -> String {
        match self.steps {
            Some(steps) => format!("{steps} steps"),
            None => format!("{} s", self.seconds),
        }
    }
}

/// Seeds in the order given.
#[derive(Debug, Clone)]
pub struct Seeds(Vec<u64>);

impl Seeds {
    pub fn list(&self) -> &[u64] {
        &self.0
    }
}

impl FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.trim().parse::<u64>().ok();
        let range = text.split_once("..").map(|(from, to)| (number(from), number(to)));
        let seeds = match range {
            Some((Some(from), Some(to))) if from <= to && to - from < 100_000 => {
                Some((from..=to).collect())
            }
            Some(_) => None,
            None => text.split(',').map(number).collect::<Option<Vec<u64>>>(),
        };
        let wrong =
            || format!("\"{text}\" are no seeds; write 1..5, or numbers with commas: 1,7,9");
        seeds.map(Seeds).ok_or_else(wrong)
    }
}
