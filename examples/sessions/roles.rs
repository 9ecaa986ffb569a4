use std::str::FromStr;

use intervision::schedule::roles::{Broken, Season};
use intervision_examples::Outcome;

use crate::table;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// How many members the group has
    #[arg(long, default_value_t = 8)]
    members: usize,
    /// How many times it meets
    #[arg(long, default_value_t = 8)]
    meetings: u16,
    /// Who is away from which meeting, both counted from 1: meeting:member
    #[arg(long, value_delimiter = ',', value_name = "MEETING:MEMBER")]
    away: Vec<Away>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Away {
    meeting: usize,
    member: usize,
}

impl FromStr for Away {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number =
            |text: &str| text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        text.split_once(':')
            .and_then(|(meeting, member)| {
                Some(Away { meeting: number(meeting)?, member: number(member)? })
            })
            .ok_or_else(|| "write a meeting and a member, counted from 1, as 2:5".to_owned())
    }
}

pub(crate) fn run(args: &Args) -> Outcome<String> {
    let mut season = Season::new(args.members, args.meetings.into())?;
    for away in &args.away {
        season = season.with_absent(away.meeting, away.member)?;
    }
    let roles = season.plan();
    let mut table = table(&["meeting", "case owner", "facilitator", "time-keeper", "consultants"]);
    let name = |member: usize| (member + 1).to_string();
    for (number, meeting) in roles.meetings.iter().enumerate() {
        let cells = meeting.as_ref().map_or_else(
            || ["too few", "", "", ""].map(str::to_owned),
            |meeting| {
                let consultants: Vec<String> =
                    meeting.consultants.iter().copied().map(name).collect();
                [
                    name(meeting.case_owner),
                    name(meeting.facilitator),
                    meeting.time_keeper.map(name).unwrap_or_default(),
                    consultants.join(" "),
                ]
            },
        );
        table.add_row(std::iter::once(name(number)).chain(cells));
    }
    let mut text = format!("{table}\n");
    for broken in &roles.broken {
        let (meeting, what) = match *broken {
            Broken::TooFew { meeting, present } => (meeting, format!("only {present} are there")),
            Broken::OwnerAgain { meeting, member } => {
                (meeting, format!("{} owns a case again before somebody who is there", member + 1))
            }
            Broken::FacilitatorAgain { meeting, member } => {
                (meeting, format!("{} facilitates again before somebody who is there", member + 1))
            }
            Broken::TwiceRunning { meeting, member } => {
                (meeting, format!("{} has a main role twice running", member + 1))
            }
            _ => continue,
        };
        text += &format!("meeting {}: {what}\n", meeting + 1);
    }
    if roles.broken.is_empty() {
        text += "everyone in turn, nobody in a main role twice running\n";
    }
    Ok(text)
}
