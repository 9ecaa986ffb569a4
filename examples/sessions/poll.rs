use std::path::{Path, PathBuf};

use intervision::core::ServiceError;
use intervision::schedule::poll::{Answer, Chances, Poll};
use intervision_examples::{AtPath, Outcome, read_text};

use crate::table;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The answers: a row per member with an id, a column per date; yes, maybe, no, or nothing
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// A date holds for at least this many
    #[arg(long, default_value_t = 5)]
    quorum: usize,
    /// A date holds only with this member
    #[arg(long, value_name = "ID")]
    required: Vec<String>,
}

/// How likely somebody is to be there after such an answer, for the sake of the example.
fn presence(answer: Option<Answer>) -> f64 {
    match answer {
        Some(Answer::Yes) => 0.95,
        Some(Answer::IfNeedBe) => 0.8,
        Some(Answer::No) => 0.0,
        None => 0.5,
    }
}

pub(crate) fn run(args: &Args) -> Outcome<String> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/retreat/dates.csv");
    let path = args.answers.as_deref().unwrap_or(&shipped);
    let (dates, members) = read_answers(&read_text(path)?).at(path)?;
    let mut poll = Poll::new(dates.len(), members.len()).with_quorum(args.quorum)?;
    let mut required = Vec::new();
    for id in &args.required {
        let member = members
            .iter()
            .position(|(other, _)| other == id)
            .ok_or_else(|| ServiceError::from(format!("{id} has no row in {}", path.display())))?;
        poll = poll.with_required(member)?;
        required.push(member);
    }
    for (member, (_, answers)) in members.iter().enumerate() {
        for (date, answer) in answers.iter().enumerate() {
            if let Some(answer) = answer {
                poll = poll.with_answer(member, date, *answer)?;
            }
        }
    }
    let ids = |list: &[usize]| -> String {
        let ids = list.iter().filter_map(|member| members.get(*member)).map(|(id, _)| id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    };
    let header =
        ["rank", "date", "yes", "if need be", "lost", "silent", "holds", "expected", "chance"];
    let mut table = table(&header);
    for merit in poll.merits() {
        let there = members.iter().map(|(_, row)| presence(row.get(merit.date).copied().flatten()));
        let mut chances = Chances::new(there.collect())?.with_quorum(args.quorum)?;
        for member in &required {
            chances = chances.with_one_of([*member])?;
        }
        table.add_row([
            merit.rank.to_string(),
            dates.get(merit.date).cloned().unwrap_or_default(),
            merit.yes.to_string(),
            merit.if_need_be.to_string(),
            ids(&merit.lost),
            ids(&merit.silent),
            if merit.holds { "yes" } else { "no" }.to_owned(),
            format!("{:.1}", chances.expected()),
            format!("{:.0}%", 100.0 * chances.holds()),
        ]);
    }
    Ok(format!("{table}\n"))
}

type Answers = (Vec<String>, Vec<(String, Vec<Option<Answer>>)>);

fn read_answers(text: &str) -> Outcome<Answers> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let dates: Vec<String> = reader.headers()?.iter().skip(1).map(str::to_owned).collect();
    let mut members = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record?;
        let answer = |(column, cell): (usize, &str)| match cell.trim() {
            "yes" => Ok(Some(Answer::Yes)),
            "maybe" => Ok(Some(Answer::IfNeedBe)),
            "no" => Ok(Some(Answer::No)),
            "" => Ok(None),
            other => Err(ServiceError::from(format!(
                "row {}, column \"{}\": \"{other}\" is not an answer; write yes, maybe, no or nothing",
                index + 2,
                dates.get(column).map_or("", String::as_str),
            ))),
        };
        let answers = record.iter().skip(1).enumerate().map(answer).collect::<Result<_, _>>()?;
        members.push((record.get(0).unwrap_or_default().to_owned(), answers));
    }
    Ok((dates, members))
}
