//! Where a programme stands: events come in one after the other, and everything that follows from them is here.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Event;
use crate::Problem;
use crate::journey::{
    CoachingStage, GoalStage, Journey, ProgrammeStage, SessionStage, Stage, Step, TopicStage, Ways,
};
use crate::people::{Memberships, ParticipantId};
use crate::privacy::{Consents, Records};

/// What a programme's events come to.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub(super) ways: Ways<Step>,
    members: Memberships,
    consents: Consents,
    records: Records,
    programme: Journey<ProgrammeStage>,
    participants: BTreeMap<ParticipantId, Journey<Step>>,
    sessions: BTreeMap<String, Journey<SessionStage>>,
    topics: BTreeMap<String, Journey<TopicStage>>,
    coachings: BTreeMap<(ParticipantId, ParticipantId), Journey<CoachingStage>>,
    goals: BTreeMap<(ParticipantId, String), Journey<GoalStage>>,
    erased: BTreeMap<ParticipantId, NaiveDate>,
}

impl State {
    pub(super) fn new(ways: Ways<Step>) -> Self {
        State {
            ways,
            members: Memberships::default(),
            consents: Consents::default(),
            records: Records::default(),
            programme: Journey::new("the programme"),
            participants: BTreeMap::new(),
            sessions: BTreeMap::new(),
            topics: BTreeMap::new(),
            coachings: BTreeMap::new(),
            goals: BTreeMap::new(),
            erased: BTreeMap::new(),
        }
    }

    /// Takes an event in; one that does not fit changes nothing.
    pub(super) fn apply(&mut self, event: Event) -> Result<(), Problem> {
        match event {
            Event::Joined { who, on } => self.members.join(who, on),
            Event::Left { who, on } => self.members.leave(&who, on),
            Event::Decided { who, purpose, given: true, on } => {
                self.consents.give(&who, &purpose, on)
            }
            Event::Decided { who, purpose, given: false, on } => {
                self.consents.withdraw(&who, &purpose, on)
            }
            Event::Noted(entry) => {
                self.records.push(entry);
                Ok(())
            }
            Event::Rectified { record, content, on, old } => {
                self.records.amend(record, content, on, old)
            }
            Event::Stepped { who, to, on } => {
                let start = Journey::on(self.ways.clone(), who.to_string());
                take(&mut self.participants, who, start, to, on)
            }
            Event::Programme { to, on } => self.programme.take(to, on),
            Event::Session { session, to, on } => {
                let start = Journey::new(session.clone());
                take(&mut self.sessions, session, start, to, on)
            }
            Event::Topic { topic, to, on } => {
                let start = Journey::new(topic.clone());
                take(&mut self.topics, topic, start, to, on)
            }
            Event::Coaching { coach, coachee, to, on } => {
                let start = Journey::new(format!("{coach} with {coachee}"));
                take(&mut self.coachings, (coach, coachee), start, to, on)
            }
            Event::Goal { who, goal, to, on } => {
                let start = Journey::new(goal.clone());
                take(&mut self.goals, (who, goal), start, to, on)
            }
            Event::Erased { who, on } => {
                self.erased.insert(who, on);
                Ok(())
            }
        }
    }

    /// Who is a member when.
    #[must_use]
    pub fn members(&self) -> &Memberships {
        &self.members
    }

    /// Who agreed to what.
    #[must_use]
    pub fn consents(&self) -> &Consents {
        &self.consents
    }

    /// What is noted about people.
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Where the programme stands.
    #[must_use]
    pub fn programme(&self) -> &Journey<ProgrammeStage> {
        &self.programme
    }

    /// Where a participant stands; `None` before their first step.
    #[must_use]
    pub fn participant(&self, who: &ParticipantId) -> Option<&Journey<Step>> {
        self.participants.get(who)
    }

    /// Where each session stands that took a stage, by id.
    #[must_use]
    pub fn sessions(&self) -> &BTreeMap<String, Journey<SessionStage>> {
        &self.sessions
    }

    /// Where each topic stands that took a stage, by id.
    #[must_use]
    pub fn topics(&self) -> &BTreeMap<String, Journey<TopicStage>> {
        &self.topics
    }

    /// Where each coaching stands, by coach and coachee.
    #[must_use]
    pub fn coachings(&self) -> &BTreeMap<(ParticipantId, ParticipantId), Journey<CoachingStage>> {
        &self.coachings
    }

    /// Where each goal stands, by whose it is and its id.
    #[must_use]
    pub fn goals(&self) -> &BTreeMap<(ParticipantId, String), Journey<GoalStage>> {
        &self.goals
    }

    /// The tombstones of those who were erased, with the day.
    #[must_use]
    pub fn erased(&self) -> &BTreeMap<ParticipantId, NaiveDate> {
        &self.erased
    }
}

fn take<K: Ord, S: Stage>(
    courses: &mut BTreeMap<K, Journey<S>>,
    key: K,
    start: Journey<S>,
    to: S,
    on: NaiveDate,
) -> Result<(), Problem> {
    if let Some(course) = courses.get_mut(&key) {
        return course.take(to, on);
    }
    let mut course = start;
    course.take(to, on)?;
    courses.insert(key, course);
    Ok(())
}
