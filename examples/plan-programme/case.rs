//! A programme file: slots, groups, who is busy when; and the same in the words of the planner.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use intervision::core::{
    Availability, DateWindow, Demands, Lag, Need, Party, Presence, Relation, Resource, Session,
    Span,
};
use intervision::schedule::{Attendance, Grid, Planner};
use intervision_examples::Outcome;
use serde::Deserialize;

/// The file. People, facilitators and slots are numbered from 0.
#[derive(Debug, Deserialize)]
pub struct File {
    pub slots: Vec<Slot>,
    /// For each person, the slots in which they are busy.
    pub people_busy: Vec<Vec<usize>>,
    /// For each group, its people.
    pub groups: Vec<Vec<usize>>,
    pub sessions_per_group: u32,
    pub facilitators_busy: Vec<Vec<usize>>,
    /// For each group, its facilitator.
    pub group_facilitator: Vec<usize>,
    pub rooms: u32,
    /// So many people of a group must be there.
    pub quorum: u32,
    pub spacing_days: Spacing,
    /// The first session of a group starts from so many to so many days after the first slot.
    pub first_window_days: [u32; 2],
}

#[derive(Debug, Deserialize)]
pub struct Slot {
    pub date: NaiveDate,
    pub half: Half,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Half {
    Am,
    Pm,
}

#[derive(Debug, Deserialize)]
pub struct Spacing {
    pub min: u32,
    pub target: u32,
    pub max: u32,
}

/// What the planner is asked.
pub struct Case {
    pub planner: Planner,
    pub demand: Demands,
    pub calendars: Calendars,
    /// So many may be missed at a session.
    pub may_miss: u32,
}

/// Busy slots, by their start in seconds: whole numbers are quick to compare, and every party is asked about every slot.
pub struct Calendars {
    starts: Vec<i64>,
    members: Vec<Vec<bool>>,
    facilitators: Vec<Vec<bool>>,
}

fn seconds(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp()
}

impl Availability for Calendars {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        // Facilitators are the first resources; rooms are always free.
        let busy = match party {
            Party::Member(member) => self.members.get(member),
            Party::Resource(resource) => self.facilitators.get(resource),
        };
        let Some(busy) = busy else { return Presence::FREE };
        let (start, end) = (seconds(span.start()), seconds(span.end()));
        let first = self.starts.partition_point(|slot| *slot < start);
        let during = self.starts[first..].iter().take_while(|slot| **slot < end).count();
        if busy[first..first + during].contains(&true) {
            Presence::busy("busy")
        } else {
            Presence::FREE
        }
    }
}

impl File {
    /// The demand: a chain of sessions for each group.
    pub fn case(&self) -> Outcome<Case> {
        let slots = self.spans()?;
        let calendars = Calendars {
            starts: slots.iter().map(|slot| seconds(slot.start())).collect(),
            members: table("people_busy", &self.people_busy, slots.len())?,
            facilitators: table("facilitators_busy", &self.facilitators_busy, slots.len())?,
        };
        let season_starts = slots.first().map(Span::date).unwrap_or_default();
        let grid = Grid::from_slots(slots)?;

        let mut demand = Demands::default();
        for number in 0..self.facilitators_busy.len() {
            let id = format!("facilitator-{number}");
            let mut facilitator = Resource::new(&id, "facilitator");
            facilitator.qualifications.push(id);
            demand.resources.push(facilitator);
        }
        let rooms = 0..self.rooms;
        demand.resources.extend(rooms.map(|room| Resource::new(format!("room-{room}"), "room")));
        let Spacing { min, target, max } = self.spacing_days;
        let lag = Lag::between(min, max).aiming_at(target);
        let day = |days: u32| season_starts + TimeDelta::days(i64::from(days));
        let [from, to] = self.first_window_days;
        for (group, members) in self.groups.iter().enumerate() {
            let facilitator = self.facilitator(group)?;
            if let Some(member) = members.iter().find(|m| **m >= self.people_busy.len()) {
                let people = self.people_busy.len();
                return Err(format!(
                    "group {group} has member {member}; there are people 0 to {}",
                    people.saturating_sub(1)
                )
                .into());
            }
            for number in 0..self.sessions_per_group {
                let id = format!("group-{group:03}-{number:02}");
                let mut session = Session::new(id, "Meeting", 240, members.clone());
                session.series = Some(format!("group-{group:03}"));
                session.group = Some(group);
                session.needs.push(Need::one("room"));
                let mut led = Need::one("facilitator");
                led.qualifications.push(format!("facilitator-{facilitator}"));
                session.needs.push(led);
                if number == 0 {
                    session.window = DateWindow::between(day(from), day(to));
                } else {
                    let later = demand.sessions.len();
                    demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
                }
                demand.sessions.push(session);
            }
        }
        let size = self.groups.iter().map(Vec::len).min().unwrap_or(0);
        let may_miss = u32::try_from(size)?.saturating_sub(self.quorum);
        let planner = Planner::new(grid).with_attendance(Attendance::AllBut(may_miss));
        Ok(Case { planner, demand, calendars, may_miss })
    }

    fn facilitator(&self, group: usize) -> Outcome<usize> {
        let facilitators = self.facilitators_busy.len();
        let Some(&facilitator) = self.group_facilitator.get(group) else {
            return Err(format!("group_facilitator names nobody for group {group}").into());
        };
        if facilitator >= facilitators {
            let last = facilitators.saturating_sub(1);
            return Err(format!(
                "group {group} has facilitator {facilitator}; there are 0 to {last}"
            )
            .into());
        }
        Ok(facilitator)
    }

    fn spans(&self) -> Outcome<Vec<Span>> {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let span = |slot: &Slot| {
            let (from, to) = match slot.half {
                Half::Am => (time(8, 30), time(12, 30)),
                Half::Pm => (time(13, 0), time(17, 0)),
            };
            Ok(Span::new(slot.date.and_time(from), slot.date.and_time(to))?)
        };
        self.slots.iter().map(span).collect()
    }
}

/// Lists of busy slots as a table.
fn table(field: &str, lists: &[Vec<usize>], slots: usize) -> Outcome<Vec<Vec<bool>>> {
    let mut table = vec![vec![false; slots]; lists.len()];
    for (number, (list, row)) in lists.iter().zip(&mut table).enumerate() {
        for &slot in list {
            let Some(busy) = row.get_mut(slot) else {
                let last = slots.saturating_sub(1);
                return Err(
                    format!("{field}[{number}] names slot {slot}; there are 0 to {last}").into()
                );
            };
            *busy = true;
        }
    }
    Ok(table)
}
