//! What is left of a programme: its register and what else came out of it come in; register.md, retention.csv and closing.md go out.

use std::path::Path;

use intervision::adapters::{self, Closing, ProgrammeEvaluation, retention};
use intervision::core::Roster;
use intervision::documents::{closing_markdown, register_markdown, retention_table};
use intervision::model::privacy::Register;
use intervision::report;
use intervision_examples::{AtPath, Outcome, read_if_there, write};

use crate::args::Args;
use crate::input::Input;
use crate::{Results, erasure};

/// The file with the template for others.
pub const TEMPLATE: &str = "template.toml";

/// Erases those who asked for it, and writes register.md, retention.csv and closing.md; gives the chapter of the report. Nothing for a design
/// without a register.
pub fn write_all(
    args: &Args,
    input: &Input,
    results: &Results,
    template: bool,
    evaluation: Option<&ProgrammeEvaluation>,
    out: &Path,
) -> Outcome<Option<report::Closing>> {
    let path = input.folder().join("register.toml");
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let register = Register::from_toml(std::str::from_utf8(&bytes).at(&path)?).at(&path)?;
    let ended = input.design.season().end;
    write(&out.join("retention.csv"), retention_table(&retention(&register, ended))?)?;

    let told = register.in_language(args.lang.code());
    let (dues, erased) = (retention(&told, ended), erasure::erase(input, results, &register, out)?);
    let mut closing = Closing::new(input.told.title(), ended, &dues);
    closing.erased = &erased;
    closing.template = template;
    closing.evaluation = evaluation.map(|told| told.floor.get());
    let kept = input.design.portfolio().is_some() && input.assessment.is_some();
    closing.portfolios = if kept { input.cohort.len() } else { 0 };
    write(&out.join("register.md"), register_markdown(&told, args.lang))?;
    write(&out.join("closing.md"), closing_markdown(&closing, args.lang))?;
    Ok(Some(adapters::closing_chapter(&closing, TEMPLATE)))
}
