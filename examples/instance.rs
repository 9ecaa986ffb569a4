use std::path::Path;

use clap::ValueEnum;
use intervision::groups::read::{Instance, csv_matrix, edge_list, mdgplib, metis};

use crate::{AtPath, Outcome, read_text};

/// How an instance file is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// First line `n k kind lo up ...`, then `i j weight` for all pairs
    Mdgplib,
    /// A graph of the METIS and KaHIP tools
    Metis,
    /// A line `a b weight` for each edge
    Edges,
    /// A symmetric matrix
    Csv,
}

/// Reads an instance; without a format the ending of the file tells.
pub fn read_instance(path: &Path, format: Option<Format>) -> Outcome<Instance> {
    let text = read_text(path)?;
    match format.unwrap_or_else(|| of_ending(path)) {
        Format::Mdgplib => mdgplib(&text),
        Format::Metis => metis(&text),
        Format::Edges => edge_list(&text),
        Format::Csv => csv_matrix(&text),
    }
    .at(path)
}

fn of_ending(path: &Path) -> Format {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("graph" | "metis") => Format::Metis,
        Some("csv") => Format::Csv,
        Some("edges") => Format::Edges,
        _ => Format::Mdgplib,
    }
}
