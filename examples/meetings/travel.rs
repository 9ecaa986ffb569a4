//! Meetings with ways between them: agents who attend several, distances in slots; and the same in the words of the planner.
//!
//! The format is that of problem 46 of CSPLib (Shapen, Zivan & Meisels): one or more instances in a file, each with
//! `NumberOfMeetings`, `DomainSize`, a line per agent with its meetings, and a table of distances. A meeting takes one slot.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision::core::{AlwaysFree, Demands, Relation, ServiceError, Session, Status};
use intervision::schedule::why_not::Verdict;
use intervision::schedule::{Grid, Planner, check};
use intervision_examples::{Bars, Outcome, Search};
use serde_json::{Value, json};

/// What a file of this format has, and no other.
pub const SIGN: &str = "NumberOfMeetings";

/// Rules that are listed; the rest is only counted.
const LISTED: usize = 12;

/// Slots fit in one day, each a minute long at least.
const MOST_SLOTS: u32 = 24 * 60 - 1;

/// One instance. Agents and meetings are numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instance {
    pub meetings: usize,
    pub slots: u32,
    /// The meetings of each agent.
    pub agents: Vec<Vec<usize>>,
    /// Slots between the end of one meeting and the start of another.
    pub distances: Vec<Vec<u32>>,
}

/// Reads every instance of a file.
pub fn read(text: &str) -> Outcome<Vec<Instance>> {
    let mut instances: Vec<Instance> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let fail = |what: String| ServiceError::from(format!("line {}: {what}", index + 1));
        let number = |word: &str| -> Result<u32, ServiceError> {
            word.parse().map_err(|_| fail(format!("\"{word}\" is no whole number")))
        };
        let numbers =
            |words: &str| words.split_whitespace().map(number).collect::<Result<Vec<_>, _>>();
        if let Some((key, value)) = line.split_once('=') {
            match key.trim() {
                SIGN => {
                    let meetings = number(value.trim())? as usize;
                    instances.push(Instance { meetings, ..Instance::default() });
                }
                "DomainSize" => {
                    let slots = number(value.trim())?;
                    if !(1..=MOST_SLOTS).contains(&slots) {
                        return Err(fail(format!("{slots} slots; 1 to {MOST_SLOTS} are right")));
                    }
                    let Some(instance) = instances.last_mut() else {
                        return Err(fail(format!("{SIGN} comes first")));
                    };
                    instance.slots = slots;
                }
                _ => {}
            }
            continue;
        }
        let Some(((name, list), instance)) = line.split_once(':').zip(instances.last_mut()) else {
            continue;
        };
        let meetings = instance.meetings;
        if name.trim().starts_with("Agents (") {
            let list: Vec<usize> = numbers(list)?.into_iter().map(|one| one as usize).collect();
            if let Some(one) = list.iter().find(|one| **one >= meetings) {
                return Err(fail(format!("meetings are numbers below {meetings}, not {one}")));
            }
            instance.agents.push(list);
        } else if name.trim().chars().all(|one| one.is_ascii_digit()) && !name.trim().is_empty() {
            let row = numbers(list)?;
            if row.len() != meetings {
                let have = row.len();
                return Err(fail(format!("{have} distances for {meetings} meetings")));
            }
            instance.distances.push(row);
        }
    }
    instances.iter().enumerate().try_for_each(|(at, instance)| instance.whole(at + 1))?;
    Ok(instances)
}

impl Instance {
    fn whole(&self, number: usize) -> Outcome {
        let fail = |what: String| Err(ServiceError::from(format!("instance {number}: {what}")));
        if self.slots == 0 {
            return fail("DomainSize is missing".to_owned());
        }
        if self.distances.len() != self.meetings {
            let rows = self.distances.len();
            return fail(format!("{rows} rows of distances for {} meetings", self.meetings));
        }
        for (a, row) in self.distances.iter().enumerate() {
            for (b, way) in row.iter().enumerate() {
                let back = self.distances[b][a];
                if *way != back {
                    return fail(format!("from {a} to {b} it is {way} slots, and back {back}"));
                }
            }
        }
        Ok(())
    }

    /// The planner of the first so many slots, and the demand: agents are members, meetings are sessions.
    fn case(&self, slots: u32) -> Outcome<(Planner, Demands)> {
        let day = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap_or_default();
        let grain = (MOST_SLOTS / self.slots).min(60);
        let end = NaiveTime::MIN + TimeDelta::minutes(i64::from(slots * grain));
        let grid = Grid::minutes(day, day, &|_| true, NaiveTime::MIN, end, grain)?;
        let mut demand = Demands::default();
        for meeting in 0..self.meetings {
            let attends = |agent: &usize| self.agents[*agent].contains(&meeting);
            let attendees: Vec<usize> = (0..self.agents.len()).filter(attends).collect();
            demand.sessions.push(Session::new(
                format!("{meeting:03}"),
                "Meeting",
                grain,
                attendees,
            ));
        }
        for a in 0..self.meetings {
            for b in a + 1..self.meetings {
                let both = |agent: &Vec<usize>| agent.contains(&a) && agent.contains(&b);
                if self.agents.iter().any(both) {
                    let minutes = self.distances[a][b] * grain;
                    demand.relations.push(Relation::Apart { a, b, minutes });
                }
            }
        }
        Ok((Planner::new(grid), demand))
    }
}

/// What is known of an instance.
pub struct Decided {
    /// `Feasible`, `Infeasible` or `Unknown`.
    pub status: Status,
    /// The slot of each meeting in the plan that ends first, if there is one.
    pub slots: Vec<usize>,
    /// Whether every plan and certificate that the answer rests on was checked and holds: for a feasible instance, that no
    /// plan ends earlier.
    pub certificate_ok: bool,
    /// The certificate in words: its proof, then its rules.
    pub words: Vec<String>,
    pub steps: u64,
}

/// Decides an instance; where it has a plan, looks for the one that ends first until none ends earlier.
pub fn decide(instance: &Instance, search: &Search, bars: &mut Bars) -> Outcome<(Decided, f64)> {
    search.run(bars, |run| {
        let mut decided = Decided {
            status: Status::Unknown,
            slots: Vec::new(),
            certificate_ok: true,
            words: Vec::new(),
            steps: 0,
        };
        let mut slots = instance.slots;
        loop {
            let (planner, demand) = instance.case(slots)?;
            let verdict = planner.why_not(&demand, &AlwaysFree, run)?;
            decided.steps += verdict.steps;
            let Verdict { status, outcome, certificate, .. } = verdict;
            if let Some(certificate) = certificate {
                decided.certificate_ok &=
                    certificate.verify(&planner, &demand, &AlwaysFree).is_ok();
                decided.words.push(certificate.words(&planner, &demand));
                let rules = certificate.rules.iter().take(LISTED);
                decided.words.extend(rules.map(|rule| rule.words(&planner, &demand)));
                if certificate.rules.len() > LISTED {
                    decided.words.push(format!("{} more", certificate.rules.len() - LISTED));
                }
            }
            let Some(outcome) = outcome else {
                if slots == instance.slots {
                    decided.status = status;
                }
                decided.certificate_ok &= status == Status::Infeasible;
                return Ok(decided);
            };
            decided.status = Status::Feasible;
            let timetable = &outcome.timetable;
            decided.certificate_ok &= check(&demand, &AlwaysFree, timetable).is_empty();
            let starts = planner.grid().slots();
            let slot = |span: chrono::NaiveDateTime| starts.partition_point(|s| s.start() < span);
            decided.slots =
                timetable.placements.iter().map(|placed| slot(placed.span.start())).collect();
            match decided.slots.iter().max() {
                Some(last) if *last > 0 => slots = u32::try_from(*last)?,
                _ => return Ok(decided),
            }
        }
    })
}

impl Decided {
    pub fn json(&self, number: usize, seconds: f64) -> Value {
        json!({
            "instance": number,
            "status": self.status,
            "last_slot": self.slots.iter().max(),
            "certificate_ok": self.certificate_ok,
            "proof": self.words.first(),
            "seconds": seconds,
            "steps": self.steps,
        })
    }

    pub fn text(&self, number: usize, seconds: f64) -> String {
        let holds = if self.certificate_ok { "checked" } else { "not proven" };
        let found = match (self.status, self.slots.iter().max()) {
            (Status::Feasible, Some(last)) => {
                format!("planned, last slot {last}; that none ends earlier is {holds}")
            }
            (Status::Feasible, None) => "nothing to plan".to_owned(),
            (Status::Infeasible, _) => format!("cannot be planned, {holds}"),
            _ => "unknown within these limits".to_owned(),
        };
        let words: String = self.words.iter().map(|line| format!("  {line}\n")).collect();
        format!("instance {number}: {found}; {} steps in {seconds:.1} s\n{words}", self.steps)
    }
}
