use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, NaiveTime};
use intervision::core::{ServiceError, Span};
use intervision::schedule::day_plan::{Block, DayPlan};
use intervision_examples::{AtPath, Outcome, read_text};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The blocks: title,minutes,up_to,from,to,method,rest,before
    #[arg(long, value_name = "FILE")]
    blocks: Option<PathBuf>,
    /// When it begins
    #[arg(long, default_value = "2027-04-08T13:00", value_parser = time)]
    start: NaiveDateTime,
    /// When it ends
    #[arg(long, default_value = "2027-04-09T13:00", value_parser = time)]
    end: NaiveDateTime,
    /// At least this many minutes of rest in one piece
    #[arg(long, default_value_t = 480, value_name = "MINUTES")]
    rest: u32,
}

fn time(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .map_err(|_| "write a day and a time as 2027-04-08T13:00".to_owned())
}

pub(crate) fn run(args: &Args) -> Outcome<String> {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/retreat/blocks.csv");
    let path = args.blocks.as_deref().unwrap_or(&shipped);
    let plan = read_blocks(&read_text(path)?, Span::new(args.start, args.end)?).at(path)?;
    let plan = plan.with_rest(args.rest).plan()?;
    let mut text = String::new();
    for part in &plan.parts {
        let method = part.method.as_ref().map(|method| format!(" ({method})")).unwrap_or_default();
        let span = part.span;
        let (from, to) = (span.start().format("%a %H:%M"), span.end().format("%H:%M"));
        text += &format!("{from} - {to}  {}{method}\n", part.title);
    }
    Ok(text)
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    title: String,
    minutes: u32,
    up_to: Option<u32>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    method: String,
    #[serde(default)]
    rest: String,
    /// The title of a block that it comes before.
    #[serde(default)]
    before: String,
}

fn read_blocks(text: &str, span: Span) -> Outcome<DayPlan> {
    let rows: Vec<Row> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>()?;
    let mut plan = DayPlan::new(span);
    for row in &rows {
        let wrong = |what: String| ServiceError::from(format!("block \"{}\": {what}", row.title));
        let mut block = Block::new(&row.title, row.minutes).up_to(row.up_to.unwrap_or(row.minutes));
        let hour = |text: &String| {
            NaiveTime::parse_from_str(text, "%H:%M")
                .map_err(|_| wrong(format!("\"{text}\" is not a time of day; write 18:30")))
        };
        match (&row.from, &row.to) {
            (Some(from), Some(to)) => block = block.starting(hour(from)?, hour(to)?),
            (None, None) => {}
            _ => return Err(wrong("give both from and to, or neither".into())),
        }
        if !row.method.is_empty() {
            block = block.by_method(&row.method);
        }
        block = match row.rest.as_str() {
            "" | "no" => block,
            "yes" => block.rest(),
            other => return Err(wrong(format!("rest is yes or no, not \"{other}\""))),
        };
        plan = plan.with_block(block);
    }
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.before.is_empty()) {
        let later = rows.iter().position(|other| other.title == row.before).ok_or_else(|| {
            ServiceError::from(format!(
                "block \"{}\" comes before \"{}\", which is not a block",
                row.title, row.before
            ))
        })?;
        plan = plan.with_before(index, later);
    }
    Ok(plan)
}
