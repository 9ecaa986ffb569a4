//! What people bring from their practice: cases.csv comes in, cases.md with the cases of each training day goes out.

use std::path::Path;

use chrono::NaiveDate;
use intervision::documents::cases_markdown;
use intervision::model::ParticipantId;
use intervision::model::case_bank::{CaseBank, CaseDraft};
use intervision::model::privacy::{Consents, Reader, Role};
use intervision_examples::{AtPath, Outcome, read_rows, write};
use serde::Deserialize;

use crate::args::Args;
use crate::input::Input;

#[derive(Deserialize)]
struct CaseRow {
    id: String,
    owner: String,
    on: NaiveDate,
    tags: String,
    title: String,
    situation: String,
    /// Names that must not stand in the bank.
    veiled: String,
    /// Who read it and found nobody in it.
    cleared_by: String,
    /// From when on its owner may be named.
    named_from: Option<NaiveDate>,
}

/// Writes cases.md, if there are cases.
pub fn write_all(args: &Args, input: &Input, out: &Path) -> Outcome {
    let Some((path, bytes)) = input.personal("cases.csv")? else { return Ok(()) };
    let parts = |cell: &str| -> Vec<String> {
        cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (mut bank, mut consents) = (CaseBank::default(), Consents::default());
    let rows: Vec<CaseRow> = read_rows(&bytes).at(&path)?;
    for row in rows {
        let mut draft = CaseDraft::new(&row.id, row.title, row.situation);
        for tag in parts(&row.tags) {
            draft = draft.tagged(tag);
        }
        for name in parts(&row.veiled) {
            draft = draft.veiling(name);
        }
        bank.submit(row.owner.as_str(), draft, &input.cohort, row.on).at(&path)?;
        if !row.cleared_by.is_empty() {
            let reader = Reader::new(row.cleared_by.as_str(), Role::Facilitator);
            bank.clear(&row.id, &reader).at(&path)?;
        }
        if let Some(from) = row.named_from {
            consents.give(&ParticipantId::from(row.owner.as_str()), CaseBank::OWNER, from)?;
        }
    }
    // As the trainers read it who prepare the days.
    let (reader, on) = (Reader::new("trainer", Role::Facilitator), input.design.season().end);
    match cases_markdown(&input.design, &bank, &reader, &consents, on, args.lang) {
        Some(page) => write(&out.join("cases.md"), page),
        None => Ok(()),
    }
}
