//! Lets a community decide what its gatherings are about, by three rules side by side, and says who is heard under each.
//!
//! Without options: 100 ballots over 14 topics, for four gatherings of two topics. Ballots are blinded when they are read: no voter, no
//! order of arrival.
//!
//! `cargo run --release --example ballots -- --ballots B.csv --kind ranking`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use comfy_table::{Table, presets};
use intervision::assess::ballots::{
    BallotKind, Ballots, Borda, EqualShares, Heard, Outcome, Schulze, TieBreak, Unrepresented,
    VotingRule, YearOfShares, condorcet_winner, unrepresented,
};
use intervision_examples::{AtPath, Outcome as Ended, finish, read};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};

/// Chooses the topics of a year of gatherings from ballots.
#[derive(Parser, Debug)]
#[command(name = "ballots", version)]
struct Args {
    /// The ballots: a column per topic, a row per voter, perhaps a first column `voter`
    #[arg(long, value_name = "FILE")]
    ballots: Option<PathBuf>,
    /// What the cells hold
    #[arg(long, value_enum, default_value_t = Kind::Ranking)]
    kind: Kind,
    /// With dots: how many a voter has
    #[arg(long, default_value_t = 5, value_name = "N")]
    dots: u32,
    /// Gatherings in the year
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    gatherings: u16,
    /// Topics per gathering
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    topics: u16,
    /// The seed of the lots that decide ties; every tie is told
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    lots: u64,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum Kind {
    /// Places, 1 for the best; what is named counts as approved
    Ranking,
    /// 1 or 0
    Approval,
    /// Points
    Dots,
}

/// What one rule makes of the ballots.
struct Choice {
    rule: &'static str,
    /// Topics per gathering.
    gatherings: Vec<Vec<usize>>,
    /// Ties in which somebody was left out, and by lot who.
    outcome: Outcome,
    heard: Heard,
    passed_over: Option<Unrepresented>,
    /// Budget left after each gathering, in topics; equal shares only.
    left: Vec<f64>,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Ended {
    let shipped = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/community/ballots.csv"));
    let path = args.ballots.as_deref().unwrap_or(shipped);
    let kind = match args.kind {
        Kind::Ranking => BallotKind::Ranking,
        Kind::Approval => BallotKind::Approval,
        Kind::Dots => BallotKind::Dots { most: args.dots },
    };
    let ballots = Ballots::from_csv(kind, &read(path)?).at(path)?;
    let each = usize::from(args.topics);
    let seats = each * usize::from(args.gatherings);
    let ties = lots(ballots.options().len(), args.lots);

    let mut choices = Vec::new();
    for rule in [&Borda as &dyn VotingRule, &Schulze] {
        let outcome = rule.choose(&ballots, seats, &ties).at(path)?;
        let gatherings = outcome.chosen.chunks(each).map(<[usize]>::to_vec).collect();
        choices.push(Choice::new(&ballots, rule.name(), gatherings, outcome, seats, Vec::new()));
    }
    let mut year = YearOfShares::new(&ballots, seats).at(path)?;
    let (mut gatherings, mut outcome, mut left) = (Vec::new(), Outcome::default(), Vec::new());
    for _ in 0..args.gatherings {
        let next = year.gathering(each, &ties).at(path)?;
        gatherings.push(next.chosen.clone());
        outcome.chosen.extend(next.chosen);
        outcome.ties.extend(next.ties);
        left.push(year.left());
    }
    choices.push(Choice::new(&ballots, EqualShares.name(), gatherings, outcome, seats, left));

    let answer = if args.json {
        format!("{}\n", as_json(args, &ballots, &choices))
    } else {
        as_text(args, &ballots, &choices)
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

/// All topics in an order drawn by lot.
fn lots(options: usize, seed: u64) -> TieBreak {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut order: Vec<(u64, usize)> =
        (0..options).map(|option| (rng.next_u64(), option)).collect();
    order.sort_unstable();
    TieBreak::Order(order.into_iter().map(|(_, option)| option).collect())
}

impl Choice {
    fn new(
        ballots: &Ballots,
        rule: &'static str,
        gatherings: Vec<Vec<usize>>,
        outcome: Outcome,
        seats: usize,
        left: Vec<f64>,
    ) -> Choice {
        let heard = Heard::of(ballots, &outcome.chosen);
        // With very many topics, only groups that agree on a few of them can be looked at.
        let mut agreeing = (1..=seats).rev();
        let passed_over = agreeing
            .find_map(|topics| unrepresented(ballots, &outcome.chosen, seats, topics).ok())
            .flatten();
        Choice { rule, gatherings, outcome, heard, passed_over, left }
    }
}

fn names<'b>(ballots: &'b Ballots, options: &[usize]) -> Vec<&'b str> {
    options.iter().map(|&option| ballots.options()[option].as_str()).collect()
}

fn as_json(args: &Args, ballots: &Ballots, choices: &[Choice]) -> Value {
    let choice = |choice: &Choice| {
        let tie = |tie: &intervision::assess::ballots::Tie| {
            json!({
                "topics": names(ballots, &tie.options),
                "seats": tie.seats,
                "by_lot": names(ballots, &tie.taken),
            })
        };
        let gatherings: Vec<_> = choice.gatherings.iter().map(|it| names(ballots, it)).collect();
        json!({
            "rule": choice.rule,
            "gatherings": gatherings,
            "ties": choice.outcome.ties.iter().map(tie).collect::<Vec<_>>(),
            "heard": choice.heard,
            "passed_over": choice.passed_over.as_ref().map(|group| json!({
                "topics": names(ballots, &group.options),
                "voters": group.voters,
            })),
            "budget_left": choice.left,
        })
    };
    json!({
        "ballots": ballots.len(),
        "topics": ballots.options(),
        "lots": args.lots,
        "beats_all_others": condorcet_winner(ballots).map(|it| &ballots.options()[it]),
        "choices": choices.iter().map(choice).collect::<Vec<_>>(),
    })
}

fn as_text(args: &Args, ballots: &Ballots, choices: &[Choice]) -> String {
    let mut text = format!(
        "{} ballots over {} topics; {} gatherings of {}\n",
        ballots.len(),
        ballots.options().len(),
        args.gatherings,
        args.topics,
    );
    text += &match condorcet_winner(ballots) {
        Some(winner) => format!("{} beats every other topic in pairs\n", ballots.options()[winner]),
        None => "no topic beats every other in pairs\n".to_owned(),
    };

    let rules = || choices.iter().map(|choice| choice.rule);
    let mut topics = table(["gathering"].into_iter().chain(rules()));
    for gathering in 0..usize::from(args.gatherings) {
        let cell = |choice: &Choice| {
            let chosen = choice.gatherings.get(gathering).map_or(&[][..], Vec::as_slice);
            names(ballots, chosen).join("\n")
        };
        topics.add_row([(gathering + 1).to_string()].into_iter().chain(choices.iter().map(cell)));
    }
    text += &format!("\nTopics\n{topics}\n");

    let mut heard = table(["of the topics they named"].into_iter().chain(rules()));
    let most = choices.iter().map(|choice| choice.heard.by_number.len()).max().unwrap_or(0);
    for number in 0..most {
        let counts: Vec<usize> =
            choices.iter().map(|it| it.heard.by_number.get(number).copied().unwrap_or(0)).collect();
        if number == 0 || counts.iter().any(|&count| count > 0) {
            let label = if number == 0 { "none".to_owned() } else { number.to_string() };
            heard.add_row([label].into_iter().chain(counts.iter().map(ToString::to_string)));
        }
    }
    let mean = |choice: &Choice| choice.heard.mean.map_or("-".to_owned(), |it| format!("{it:.2}"));
    heard.add_row(["mean".to_owned()].into_iter().chain(choices.iter().map(mean)));
    text += &format!("\nVoters who get so many\n{heard}\n");

    text += "\nGroups that are large enough for topics of their own\n";
    for Choice { rule, passed_over, .. } in choices {
        text += &match passed_over {
            None => format!("  {rule}: all of them have theirs\n"),
            Some(group) => format!(
                "  {rule}: {} voters agree on {} and each got fewer than {}\n",
                group.voters,
                names(ballots, &group.options).join(", "),
                group.options.len(),
            ),
        };
    }

    text += "\nTies\n";
    for Choice { rule, outcome, .. } in choices {
        if outcome.ties.is_empty() {
            text += &format!("  {rule}: none\n");
        }
        for tie in &outcome.ties {
            text += &format!(
                "  {rule}: {} for {}; by lot {}\n",
                names(ballots, &tie.options).join(", "),
                tie.seats,
                names(ballots, &tie.taken).join(", "),
            );
        }
    }
    let left = choices.iter().flat_map(|choice| &choice.left).map(|left| format!("{left:.2}"));
    text += &format!(
        "\nBudget of all voters after each gathering, in topics: {}\n",
        left.collect::<Vec<_>>().join(", ")
    );
    text
}

fn table<'a>(header: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(header.into_iter().collect::<Vec<_>>());
    table
}
