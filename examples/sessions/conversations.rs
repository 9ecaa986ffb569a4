use intervision::schedule::conversations::{Hosts, Request, all_pairs};
use intervision_examples::Outcome;

use crate::table;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// How many people want a conversation
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..))]
    guests: u16,
    /// How many receive them; without, everyone speaks with everyone in rounds
    #[arg(long, default_value_t = 3)]
    hosts: u16,
    /// Conversations of one host on one day at most
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..))]
    per_day: u16,
    /// Working days there are
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=400))]
    days: u16,
}

pub(crate) fn run(args: &Args) -> Outcome<String> {
    let guests = usize::from(args.guests);
    if args.hosts == 0 {
        return Ok(rounds(guests));
    }
    let per_day = usize::from(args.per_day);
    let days: Vec<usize> = (0..usize::from(args.days)).flat_map(|day| vec![day; per_day]).collect();
    let last = days.len() - 1;
    let requests: Vec<Request> =
        (0..guests).map(|guest| Request { guest, first: 0, last }).collect();
    let hosts = Hosts::new(args.hosts.into(), days.clone())?.with_most_per_day(per_day);
    let reception = hosts.receive(&requests, |_, _| true, |_, _| true, |_, _| true)?;
    let met = reception.visits.iter().flatten().count();
    let used = reception.last_day.map_or(0, |day| day + 1);
    let mut text = format!(
        "{met} of {guests} conversations in {used} working days, at most {} with one host; nobody can do it in fewer\n",
        reception.most_per_host
    );
    if let Some(shortfall) = &reception.shortfall {
        text += &format!(
            "{} people find room for {} conversations; add days or hosts\n",
            shortfall.requests.len(),
            shortfall.room
        );
    }
    let names: Vec<String> = (1..=args.hosts).map(|host| format!("host {host}")).collect();
    let mut header = vec!["day"];
    header.extend(names.iter().map(String::as_str));
    let mut table = table(&header);
    for day in 0..used {
        let received = |host: usize| {
            let visits = reception.visits.iter().enumerate();
            let today = visits.filter_map(|(guest, visit)| {
                let visit = (*visit)?;
                (visit.host == host && days.get(visit.slot) == Some(&day))
                    .then(|| guest.to_string())
            });
            today.collect::<Vec<_>>().join(" ")
        };
        let hosts = (0..usize::from(args.hosts)).map(received);
        table.add_row(std::iter::once((day + 1).to_string()).chain(hosts));
    }
    Ok(format!("{text}\n{table}\n"))
}

fn rounds(people: usize) -> String {
    let rounds = all_pairs(people);
    let mut text = format!("{} rounds; nobody can do it in fewer\n", rounds.len());
    for (number, pairs) in rounds.iter().enumerate() {
        let pairs: Vec<String> = pairs.iter().map(|(a, b)| format!("{a}-{b}")).collect();
        let out = rounds.sitting_out(number, people);
        let out = out.first().map_or(String::new(), |who| format!("   ({who} sits out)"));
        text += &format!("{:>3}  {}{out}\n", number + 1, pairs.join(" "));
    }
    text
}
