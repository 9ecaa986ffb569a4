use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use intervision_examples::{AtPath, Outcome, read_if_there, write};
use serde::{Deserialize, Serialize};

/// One run, as `runs.csv` holds it. Values are told as the literature does: weight that is wanted counts above 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub instance: String,
    pub solver: String,
    pub seed: u64,
    /// What the run could spend: `2 s` or `100000 steps`.
    pub budget: String,
    pub value: f64,
    pub bound: f64,
    pub seconds: f64,
    pub steps: u64,
    /// `optimal`, `feasible` or `unknown`.
    pub status: String,
    /// When the value was first seen, in seconds; as exact as the solver's reports of progress.
    pub best_after: f64,
    /// What ran.
    pub ran: String,
}

/// The table of all runs so far, on disk after every one of them.
pub struct Rows {
    path: PathBuf,
    rows: Vec<Row>,
    repaired: Option<String>,
}

impl Rows {
    /// Reads what is there. A last line that was cut off, as when a machine stops, is dropped, and its run made again.
    pub fn open(out: &Path, budget: &str) -> Outcome<Self> {
        let path = out.join("runs.csv");
        let text = String::from_utf8(read_if_there(&path)?.unwrap_or_default()).at(&path)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut rows = Vec::new();
        for (at, row) in
            csv::Reader::from_reader(&text.as_bytes()[..whole]).deserialize().enumerate()
        {
            let row: Row = row.at(&path)?;
            if row.budget != budget {
                let message = format!(
                    "{}: row {} is a run of {}, and now runs are of {budget}; take another folder (--out), or the same budget",
                    path.display(),
                    at + 2,
                    row.budget,
                );
                return Err(message.into());
            }
            rows.push(row);
        }
        let mut repaired = None;
        if whole < text.len() {
            write(&path, &text[..whole])?;
            let line = text[..whole].lines().count() + 1;
            repaired =
                Some(format!("{}: line {line} was cut off; its run is made again", path.display()));
        }
        Ok(Rows { path, rows, repaired })
    }

    /// What was wrong with the table, if it was.
    pub fn repaired(&self) -> Option<&str> {
        self.repaired.as_deref()
    }

    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    pub fn has(&self, instance: &str, solver: &str, seed: u64) -> bool {
        self.rows
            .iter()
            .any(|row| row.instance == instance && row.solver == solver && row.seed == seed)
    }

    /// Adds a run, to the file in one piece.
    pub fn add(&mut self, row: Row) -> Outcome {
        let new = !self.path.exists() || std::fs::metadata(&self.path).at(&self.path)?.len() == 0;
        let mut line = csv::WriterBuilder::new().has_headers(new).from_writer(Vec::new());
        line.serialize(&row)?;
        let line = line.into_inner()?;
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.path).at(&self.path)?;
        file.write_all(&line).at(&self.path)?;
        self.rows.push(row);
        Ok(())
    }
}
