//! A list of meetings: grains of 15 minutes, rooms, who must come and who is welcome; and the same in the words of the planner.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision::core::{Demands, Need, Resource, ServiceError, Session, Span};
use intervision::schedule::rules::{Early, Optional};
use intervision::schedule::{Grid, Planner};
use intervision_examples::Outcome;

use crate::rules::{Breaks, LargerRooms, Overlap, SameRoom};

/// How long a grain is, in minutes.
const GRAIN: u32 = 15;

/// The file. Grains, rooms, people and meetings are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct File {
    /// Day and minute of the day at which each grain begins.
    pub grains: Vec<(usize, u32)>,
    /// Seats of each room.
    pub rooms: Vec<u32>,
    pub people: usize,
    pub meetings: Vec<Meeting>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// In grains.
    pub length: u32,
    pub required: Vec<usize>,
    pub welcome: Vec<usize>,
}

impl FromStr for File {
    type Err = ServiceError;

    fn from_str(text: &str) -> Result<Self, ServiceError> {
        let mut file = File::default();
        for (index, line) in text.lines().enumerate() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let fail = |what: &str| ServiceError::from(format!("line {}: {what}", index + 1));
            let number = |at: usize, what: &str| -> Result<u32, ServiceError> {
                let word = words.get(at).copied().unwrap_or("nothing");
                word.parse()
                    .map_err(|_| fail(&format!("{what} must be a whole number, not {word}")))
            };
            match words.as_slice() {
                [] | ["DAYS" | "GRAINS" | "ROOMS" | "MEETINGS", ..] => {}
                ["PERSONS", ..] => file.people = number(1, "the number of people")? as usize,
                ["G", ..] => {
                    let minute = number(3, "the minute of the day")?;
                    if minute + GRAIN > 24 * 60 {
                        return Err(fail(&format!("minute {minute} is not in a day")));
                    }
                    file.grains.push((number(2, "the day")? as usize, minute));
                }
                ["R", ..] => file.rooms.push(number(2, "the seats of a room")?),
                ["M", ..] => {
                    let list = |at: usize| -> Result<Vec<usize>, ServiceError> {
                        let word = words.get(at).copied().unwrap_or("nothing");
                        let parts = word.split(',').filter(|_| word != "-");
                        parts
                            .map(|part| match part.parse() {
                                Ok(person) if person < file.people => Ok(person),
                                _ => Err(fail(&format!(
                                    "people are numbers below {} (PERSONS comes first), not {part}",
                                    file.people
                                ))),
                            })
                            .collect()
                    };
                    let (required, welcome) = (list(3)?, list(4)?);
                    let length = number(2, "the length in grains")?;
                    file.meetings.push(Meeting { length, required, welcome });
                }
                [other, ..] => return Err(fail(&format!("a line does not begin with {other}"))),
            }
        }
        Ok(file)
    }
}

impl File {
    /// The planner and its demand: meetings are sessions, people are members.
    pub fn case(&self) -> Outcome<(Planner, Demands)> {
        let first = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap_or_default();
        let span = |(day, minute): &(usize, u32)| {
            let day = first + TimeDelta::days(i64::try_from(*day)?);
            let start = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(*minute));
            Ok(Span::new(start, start + TimeDelta::minutes(i64::from(GRAIN)))?)
        };
        let grid = Grid::from_slots(self.grains.iter().map(span).collect::<Outcome<_>>()?)?;
        let mut demand = Demands::default();
        for (number, seats) in self.rooms.iter().enumerate() {
            let room = Resource::new(format!("room-{number:03}"), "room");
            demand.resources.push(room.with_seats(*seats));
        }
        let mut optional = Optional::new(1);
        for (number, meeting) in self.meetings.iter().enumerate() {
            let id = format!("meeting-{number:03}");
            let minutes = meeting.length * GRAIN;
            let mut session = Session::new(id, "Meeting", minutes, meeting.required.clone());
            let seats = u32::try_from(meeting.required.len() + meeting.welcome.len())?;
            session.needs.push(Need::one("room").with_seats(seats));
            demand.sessions.push(session);
            optional = optional.invite(number, meeting.welcome.clone());
        }
        let planner = Planner::new(grid)
            .with_rule(optional)
            .with_rule(Early::new(1))
            .with_rule(Breaks)
            .with_rule(Overlap)
            .with_rule(LargerRooms)
            .with_rule(SameRoom::new(&self.meetings));
        Ok((planner, demand))
    }
}
