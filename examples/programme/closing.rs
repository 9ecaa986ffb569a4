//! What is left of a programme: its register and what else came out of it come in; register.md, retention.csv and closing.md go out.

use std::path::Path;

use intervision::adapters::{ProgrammeEvaluation, retention};
use intervision::core::Roster;
use intervision::documents::{Closing, closing_markdown, register_markdown, retention_table};
use intervision::model::privacy::Register;
use intervision_examples::{AtPath, Outcome, read_if_there, write};

use crate::args::Args;
use crate::input::Input;

/// Writes register.md, retention.csv and closing.md, if the design comes with a register.
pub fn write_all(
    args: &Args,
    input: &Input,
    template: bool,
    evaluation: Option<&ProgrammeEvaluation>,
    out: &Path,
) -> Outcome {
    let path = input.folder().join("register.toml");
    let Some(bytes) = read_if_there(&path)? else { return Ok(()) };
    let register = Register::from_toml(std::str::from_utf8(&bytes).at(&path)?).at(&path)?;
    let design = &input.design;
    let ended = design.season().end;
    let dues = retention(&register, ended);
    let mut closing = Closing::new(design.title(), ended, &dues);
    closing.template = template;
    closing.evaluation = evaluation.map(|told| told.floor.get());
    let kept = design.portfolio().is_some() && input.assessment.is_some();
    closing.portfolios = if kept { input.cohort.len() } else { 0 };
    write(&out.join("register.md"), register_markdown(&register, args.lang))?;
    write(&out.join("retention.csv"), retention_table(&dues)?)?;
    write(&out.join("closing.md"), closing_markdown(&closing, args.lang))
}
