//! What can be asked on the command line.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use intervision_examples::{Preset, Search};

/// Forms groups from a roster, and says what they are worth.
///
/// A wish is a column of the roster and a weight behind a colon: function:3. Without a weight it is 1.
#[derive(Parser, Debug)]
#[command(name = "form-groups", version)]
pub struct Args {
    /// The people: column 1 is an opaque id, every other column an attribute, an empty cell is unknown
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// This many groups, as equal in size as can be
    #[arg(long, conflicts_with = "size", value_name = "N")]
    pub groups: Option<usize>,
    /// Groups of this size
    #[arg(long, value_name = "N")]
    pub size: Option<usize>,
    /// What happens to those who do not fill a group of that size
    #[arg(long, value_enum, default_value_t = Left::Larger, requires = "size")]
    pub remainder: Left,
    /// Groups of exactly that size; whoever is left waits for a seat
    #[arg(long, requires = "size", conflicts_with_all = ["remainder", "rules"])]
    pub waiting: bool,
    /// Somebody who has a seat
    #[arg(long, value_name = "ID", requires = "waiting")]
    pub seat: Vec<String>,
    /// Numbers that say who has a seat before others, such as how often somebody has waited
    #[arg(long, value_name = "COLUMN", requires = "waiting")]
    pub priority: Option<String>,
    /// People in a group differ in this column
    #[arg(long, value_name = "COLUMN[:WEIGHT]")]
    pub mix: Vec<Wish>,
    /// People in a group are alike in this column
    #[arg(long = "match", value_name = "COLUMN[:WEIGHT]")]
    pub matching: Vec<Wish>,
    /// Every group looks like the whole in this column
    #[arg(long, value_name = "COLUMN[:WEIGHT]")]
    pub balance: Vec<Wish>,
    /// Nobody is the only one of their kind in a group, going by this column
    #[arg(long, value_name = "COLUMN[:WEIGHT]")]
    pub not_alone: Vec<Wish>,
    /// No group holds more people of a kind: ministry:2 for each ministry, languages=French:3 for one
    #[arg(long, value_name = "COLUMN[=KIND]:N")]
    pub at_most: Vec<Limit>,
    /// Every group holds as many people of a kind: languages=French:1
    #[arg(long, value_name = "COLUMN[=KIND]:N")]
    pub at_least: Vec<Limit>,
    /// All that is wanted of the groups as a rules document (JSON), instead of the options above
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = [
            "groups", "size", "mix", "matching", "balance", "not_alone", "at_most", "at_least", "apart", "together",
        ]
    )]
    pub rules: Option<PathBuf>,
    /// The column with the id of one's manager: nobody is in a group with theirs
    #[arg(long, value_name = "COLUMN")]
    pub manager_column: Option<String>,
    /// Who may not share a group: two ids or more in a row
    #[arg(long, value_name = "FILE")]
    pub apart: Option<PathBuf>,
    /// Who must share a group: two ids or more in a row
    #[arg(long, value_name = "FILE")]
    pub together: Option<PathBuf>,
    /// Who met before, and how often: a,b,times; they are kept apart where that is possible
    #[arg(long, value_name = "FILE")]
    pub met: Option<PathBuf>,
    /// How much that counts beside the wishes
    #[arg(long, default_value_t = 1.0, value_name = "WEIGHT")]
    pub met_weight: f64,
    #[command(flatten)]
    pub search: Search,
    /// How much to spend when nothing else says so
    #[arg(long, value_enum, value_name = "PRESET")]
    pub effort: Option<Preset>,
    /// The groups of before, a table with the columns group and id: says what changes
    #[arg(long, value_name = "FILE")]
    pub earlier: Option<PathBuf>,
    /// Somebody who stays in their earlier group
    #[arg(long, value_name = "ID", requires = "earlier", conflicts_with = "rules")]
    pub lock: Vec<String>,
    /// Say why somebody is where they are, and what other places would change
    #[arg(long, value_name = "ID")]
    pub why: Vec<String>,
    /// Say what each rule costs: groups are formed again without it
    #[arg(long)]
    pub prices: bool,
    /// Instead of one answer, the groupings between the best in these columns and the best in all other wishes
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',', conflicts_with_all = ["why", "prices", "out"])]
    pub front: Vec<String>,
    /// Where to draw them as a picture (SVG), with what is proven of all others in grey
    #[arg(long, value_name = "FILE", requires = "front")]
    pub svg: Option<PathBuf>,
    /// Where to write the groups as a table, for the schedule example
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Left {
    /// Some groups have one more
    Larger,
    /// Some groups have one fewer
    Smaller,
}

#[derive(Debug, Clone)]
pub struct Wish {
    pub column: String,
    pub weight: f64,
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

/// How many people of a kind.
#[derive(Debug, Clone)]
pub struct Limit {
    pub column: String,
    pub kind: Option<String>,
    pub people: usize,
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no limit; write unit:2 or languages=French:1");
        let (what, people) = text.rsplit_once(':').ok_or_else(wrong)?;
        let people = people.parse().map_err(|_| wrong())?;
        let (column, kind) = match what.split_once('=') {
            Some((column, kind)) => (column, Some(kind.to_owned())),
            None => (what, None),
        };
        Ok(Limit { column: column.to_owned(), kind, people })
    }
}

impl Args {
    /// Without a roster: the advisers that ship, and what their programme asks of its groups.
    pub fn or_shipped(mut self) -> Self {
        if self.roster.is_some() || self.rules.is_some() {
            return self;
        }
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/intervision-track"));
        self.roster = Some(folder.join("roster.csv"));
        if self.size.is_none() {
            self.groups = self.groups.or(Some(3));
        }
        let wishes = [&self.mix, &self.matching, &self.balance, &self.not_alone];
        if wishes.iter().all(|wishes| wishes.is_empty()) {
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
}
