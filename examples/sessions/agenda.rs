use intervision::schedule::methods::{Lead, MethodCatalogue, OpenQuestion, PitStop};
use intervision_examples::Outcome;

use crate::{clock, table};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The method, by its id; without, a pit stop is filled with open questions
    #[arg(long, value_name = "ID")]
    method: Option<String>,
    /// The time at hand
    #[arg(long, default_value_t = 240)]
    minutes: u32,
    /// Open questions with their votes: question:votes
    #[arg(long, value_delimiter = ',', value_name = "QUESTION:VOTES", value_parser = question,
        default_value = "q1:2,q2:6,q3:4,q4:1,q5:3")]
    questions: Vec<OpenQuestion>,
}

fn question(text: &str) -> Result<OpenQuestion, String> {
    text.rsplit_once(':')
        .and_then(|(id, votes)| {
            Some(OpenQuestion { id: id.to_owned(), votes: votes.parse().ok()? })
        })
        .ok_or_else(|| "write a question and its votes as q1:4".to_owned())
}

pub(crate) fn run(args: &Args) -> Outcome<String> {
    let mut table = table(&["from", "to", "what", "leads"]);
    let mut add = |from, to, what: &str, leads: &str| {
        table.add_row([clock(from), clock(to), what.to_owned(), leads.to_owned()]);
    };
    let mut after = String::new();
    if let Some(id) = &args.method {
        let catalogue = MethodCatalogue::shipped()?;
        for timed in catalogue.get(id)?.steps_in(args.minutes)? {
            let lead = match timed.step.lead {
                Lead::CaseOwner => "case owner",
                Lead::Consultants => "consultants",
                _ => "facilitator",
            };
            add(timed.from, timed.to, &timed.step.title, lead);
        }
    } else {
        let agenda = PitStop::new(args.minutes).agenda(&args.questions)?;
        add(agenda.reflect.from, agenda.reflect.to, "reflect", "");
        for item in &agenda.to_work {
            let what =
                item.question.as_ref().map_or("to work".to_owned(), |id| format!("to work: {id}"));
            add(item.from, item.to, &what, "");
        }
        add(agenda.look_ahead.from, agenda.look_ahead.to, "look ahead", "");
        if !agenda.parked.is_empty() {
            after = format!("another time: {}\n", agenda.parked.join(", "));
        }
    }
    Ok(format!("{table}\n{after}"))
}
