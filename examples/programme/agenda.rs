use std::path::Path;

use intervision::adapters::{self, YearAgenda};
use intervision::assess::ballots::{BallotKind, Ballots, TieBreak};
use intervision::documents::agenda_table;
use intervision_examples::{AtPath, Outcome, read_if_there, write};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde_json::json;

use crate::args::Args;
use crate::gatherings::Dates;
use crate::input::Input;

/// What the gatherings are about: ballots without voters, and words without speakers.
pub fn choose(args: &Args, input: &Input, dates: &Dates) -> Outcome<Option<YearAgenda>> {
    let Some(rules) = input.design.backlog() else { return Ok(None) };
    let path = input.folder().join("ballots.csv");
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let ballots = Ballots::from_csv(BallotKind::Ranking, &bytes).at(&path)?;
    let said = contributions(&input.folder().join("contributions.csv"))?;
    let said = said.iter().map(|(topic, words)| (topic.as_str(), words.as_str()));
    let lots = lots(ballots.options().len(), args.seed);
    let on = args.approved_at(&input.design).date();
    Ok(Some(adapters::agenda(rules, said, &ballots, dates.plan.days.len(), &lots, on)?))
}

/// What people said about topics; nothing tells who.
fn contributions(path: &Path) -> Outcome<Vec<(String, String)>> {
    let Some(bytes) = read_if_there(path)? else { return Ok(Vec::new()) };
    csv::Reader::from_reader(bytes.as_slice()).into_deserialize().collect::<Result<_, _>>().at(path)
}

/// Topics that are level are taken in an order drawn by lot.
fn lots(options: usize, seed: u64) -> TieBreak {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut order: Vec<(u64, usize)> =
        (0..options).map(|option| (rng.next_u64(), option)).collect();
    order.sort_unstable();
    TieBreak::Order(order.into_iter().map(|(_, option)| option).collect())
}

pub fn write_agenda(agenda: &YearAgenda, dates: &Dates, out: &Path) -> Outcome {
    write(&out.join("agenda.csv"), agenda_table(agenda, &dates.plan)?)?;
    let topics: Vec<_> = agenda
        .backlog
        .iter()
        .map(|(id, topic)| {
            json!({
                "id": id,
                "title": topic.title(),
                "state": topic.stage().to_string(),
                "tags": topic.tags(),
                "said": topic.said(),
            })
        })
        .collect();
    let ties: Vec<_> = agenda
        .ties
        .iter()
        .map(|(level, taken)| json!({ "level": level, "by_lot": taken }))
        .collect();
    let document = json!({ "topics": topics, "heard": agenda.heard, "ties": ties });
    write(&out.join("backlog.json"), serde_json::to_string_pretty(&document)? + "\n")
}
