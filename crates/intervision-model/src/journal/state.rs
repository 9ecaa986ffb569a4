//! Where a programme stands: events come in one after the other, and everything that follows from them is here.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Event;
use crate::coaching::{Certificate, Coach};
use crate::forum::Thread;
use crate::journey::{
    CoachingStage, GoalStage, Journey, ProgrammeStage, SessionStage, Stage, Step, TopicStage, Ways,
};
use crate::people::{Memberships, ParticipantId};
use crate::privacy::{Consents, Records};
use crate::{Place, Problem};

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
    coaches: BTreeMap<ParticipantId, Coach>,
    threads: BTreeMap<String, Thread>,
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
            coaches: BTreeMap::new(),
            threads: BTreeMap::new(),
            erased: BTreeMap::new(),
        }
    }

    /// Whether an event can be told now. A line that was written once is taken in without it: what it is about may have been
    /// erased since.
    pub(super) fn check(&self, event: &Event) -> Result<(), Problem> {
        let missing = |what, thread: &str| Problem::Missing {
            at: Place::part(format!("thread \"{thread}\"")),
            what,
            fix: "say it in words".to_owned(),
        };
        match event {
            Event::Noted(entry) => self.records.check(entry),
            Event::Rectified { record, content, .. } => self.records.correctable(*record, content),
            Event::Posted { thread, words: None, .. } => Err(missing("what was written", thread)),
            Event::Hidden { thread, reason: None, .. } => Err(missing("a reason", thread)),
            Event::Hidden { thread, post, .. } => self.thread(thread)?.hideable(*post),
            _ => Ok(()),
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
            Event::Certified { who, kind, from, until } => {
                let certificate = Certificate { kind, from, until };
                if let Some(coach) = self.coaches.get_mut(&who) {
                    return coach.certify(certificate);
                }
                let mut coach = Coach::uncertified(who.clone());
                coach.certify(certificate)?;
                self.coaches.insert(who, coach);
                Ok(())
            }
            Event::Opened { thread, groups, on: _ } => {
                if self.threads.contains_key(&thread) {
                    return Err(Problem::Twice { what: "thread", id: thread, times: 2 });
                }
                let groups = groups.iter().map(String::as_str);
                let opened = if groups.len() == 0 {
                    Thread::of_programme(thread.as_str())
                } else {
                    Thread::of_groups(thread.as_str(), groups)
                };
                self.threads.insert(thread, opened);
                Ok(())
            }
            Event::Posted { thread, by, words, reply_to, on } => {
                self.thread(&thread)?;
                let thread = self.threads.get_mut(&thread);
                thread.map_or(Ok(()), |thread| thread.take(by, on, words, reply_to))
            }
            Event::Hidden { thread, post, by, reason, on: _ } => {
                self.thread(&thread)?;
                let thread = self.threads.get_mut(&thread);
                thread.map_or(Ok(()), |thread| thread.cover(post, by, reason.unwrap_or_default()))
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

    /// The coaches who showed a certificate, with all of theirs.
    #[must_use]
    pub fn coaches(&self) -> &BTreeMap<ParticipantId, Coach> {
        &self.coaches
    }

    /// The threads, by id; a thread's title is its id here.
    #[must_use]
    pub fn threads(&self) -> &BTreeMap<String, Thread> {
        &self.threads
    }

    fn thread(&self, id: &str) -> Result<&Thread, Problem> {
        self.threads.get(id).ok_or_else(|| Problem::UnknownReference {
            at: Place::part("event"),
            what: "thread",
            id: id.to_owned(),
            known: self.threads.keys().cloned().collect(),
        })
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
