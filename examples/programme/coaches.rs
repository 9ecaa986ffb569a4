//! Who coaches whom: the pool, its certificates and what people wish come in; coaches.csv goes out, with how often pairs met and
//! nothing of what they said.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use intervision::adapters::{CoachWish, PoolCoach, coaching_chapter, match_coaches, seat_coached};
use intervision::core::Roster;
use intervision::groups::pairing::Matched;
use intervision::model::coaching::{Certificate, Coach, Dossier, Seen};
use intervision::model::design::Audiences;
use intervision::model::privacy::{Circles, Reader, Role};
use intervision::report::Coaching;
use intervision_examples::{AtPath, Outcome, read_rows, table, write};
use serde::Deserialize;

use crate::Results;
use crate::args::Args;
use crate::input::Input;

/// The pool, and who is coached by whom.
pub struct Coached {
    pool: Vec<PoolCoach>,
    matched: Matched,
}

#[derive(Deserialize)]
struct CoachRow {
    id: String,
    seats: u32,
    apart: String,
}

#[derive(Deserialize)]
struct CertificateRow {
    coach: String,
    kind: String,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct WishRow {
    id: String,
    prefers: String,
    apart: String,
}

#[derive(Deserialize)]
struct NoteRow {
    coachee: String,
    on: NaiveDate,
    note: String,
}

fn ids(cell: &str) -> Vec<String> {
    cell.split('|').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

/// Matches participants with coaches, if the design has coaching and there is a pool.
pub fn find(input: &Input) -> Outcome<Option<Coached>> {
    let Some((path, bytes)) = input.personal("coaches.csv")? else { return Ok(None) };
    let coaches: Vec<CoachRow> = read_rows(&bytes).at(&path)?;
    let mut certificates: BTreeMap<String, Vec<Certificate>> = BTreeMap::new();
    if let Some((path, bytes)) = input.personal("certificates.csv")? {
        for CertificateRow { coach, kind, from, until } in read_rows(&bytes).at(&path)? {
            certificates.entry(coach).or_default().push(Certificate { kind, from, until });
        }
    }
    let pool = coaches.into_iter().map(|CoachRow { id, seats, apart }| -> Outcome<PoolCoach> {
        let held = certificates.remove(&id).unwrap_or_default();
        Ok(PoolCoach { coach: Coach::new(id, held)?, seats, apart: ids(&apart) })
    });
    let pool: Vec<PoolCoach> = pool.collect::<Outcome<_>>()?;
    let mut wishes = Vec::new();
    if let Some((path, bytes)) = input.personal("wishes.csv")? {
        for WishRow { id, prefers, apart } in read_rows(&bytes).at(&path)? {
            wishes.push(CoachWish { id, prefers: ids(&prefers), apart: ids(&apart) });
        }
    }
    let matched = match_coaches(&input.design, &input.cohort, &pool, &wishes)?;
    Ok(matched.map(|matched| Coached { pool, matched }))
}

/// The coaching sessions of those who have a coach.
pub fn seat(input: &Input, coached: Option<&Coached>, audiences: Audiences) -> Audiences {
    match coached {
        Some(Coached { matched, .. }) => {
            seat_coached(&input.design, &input.cohort, matched, audiences)
        }
        None => audiences,
    }
}

/// The dossier of every pair, by coachee.
fn dossiers<'m>(input: &Input, matched: &'m Matched) -> Outcome<BTreeMap<&'m str, Dossier>> {
    let mut dossiers: BTreeMap<&str, Dossier> = matched
        .pairs
        .iter()
        .map(|pair| {
            let (coach, coachee) = (pair.coach.as_str(), pair.coachee.as_str());
            (coachee, Dossier::new(coach, coachee))
        })
        .collect();
    if let Some((path, bytes)) = input.personal("coaching-notes.csv")? {
        for NoteRow { coachee, on, note } in read_rows(&bytes).at(&path)? {
            if let Some(dossier) = dossiers.get_mut(coachee.as_str()) {
                let coach = dossier.coach().clone();
                dossier.note(&coach, on, note)?;
            }
        }
    }
    Ok(dossiers)
}

/// Coaching in numbers.
pub fn chapter(args: &Args, input: &Input, results: &Results) -> Outcome<Option<Coaching>> {
    let Some(Coached { pool, matched }) = &results.coaches else { return Ok(None) };
    let office = Reader::new(args.approved_by.as_str(), Role::Manager);
    let mut held = Vec::new();
    for dossier in dossiers(input, matched)?.values() {
        let Seen::Redacted { sessions } = dossier.seen_by(&office, &Circles) else { continue };
        held.resize(held.len().max(sessions + 1), 0);
        held[sessions] += 1;
    }
    let season = &results.season;
    Ok(coaching_chapter(&input.told, pool, matched, &held, &season.demand, &season.timetable))
}

/// Writes coaches.csv.
pub fn write_all(args: &Args, input: &Input, coached: Option<&Coached>, out: &Path) -> Outcome {
    let Some(Coached { matched, .. }) = coached else { return Ok(()) };
    let dossiers = dossiers(input, matched)?;
    // Whoever runs the programme reads as a manager does: counts, and no word.
    let office = Reader::new(args.approved_by.as_str(), Role::Manager);
    let mut rows = Vec::new();
    for member in 0..input.cohort.len() {
        let id = input.cohort.id(member);
        let met =
            dossiers.get(id.as_ref()).map(|dossier| match dossier.seen_by(&office, &Circles) {
                Seen::Redacted { sessions } => sessions.to_string(),
                _ => String::new(),
            });
        let coach = matched.pairs.iter().find(|pair| pair.coachee == id);
        let reason = matched.unmatched.iter().find(|other| other.id == id);
        rows.push(vec![
            id.into_owned(),
            coach.map(|pair| pair.coach.clone()).unwrap_or_default(),
            met.unwrap_or_default(),
            reason.map(|other| other.reason.clone()).unwrap_or_default(),
        ]);
    }
    for coach in &matched.ineligible {
        rows.push(vec![String::new(), coach.id.clone(), String::new(), coach.reason.clone()]);
    }
    let header = ["participant", "coach", "conversations", "reason"];
    write(&out.join("coaches.csv"), table(&header, rows)?)
}
