use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use intervision_core::{
    Availability, Demands, Need, Party, Placement, Resource, Roster, Session, Span, Status,
    Stopped, Timetable, Unplaced, Worth,
};
use intervision_model::design::ConversationRules;
use intervision_schedule::calendar::DaysOff;
use intervision_schedule::conversations::{Hosts, Request};

use crate::adapters::AdapterError;

/// Conversations with their hosts and times, as sessions that calendars can be written from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Talks {
    /// A session per conversation, by member: `conversation/` and the member's id.
    pub demand: Demands,
    /// When, and with which host.
    pub timetable: Timetable,
    /// Who has no time, by member, and why.
    pub without: Vec<(usize, WhyNoTalk)>,
    /// The last day of those who were members from the start; no plan with as many conversations ends earlier.
    pub last_day: Option<NaiveDate>,
    /// How many days with conversations it takes until then.
    pub days: usize,
    /// The most conversations of one host with those who were members from the start; no plan that ends as early has fewer.
    pub most_per_host: usize,
}

/// Why somebody has no time for a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum WhyNoTalk {
    /// No day is open within so many days from one on.
    NoDay {
        /// So many days.
        within: u32,
        /// From this one on.
        from: NaiveDate,
    },
    /// So many people find fewer times that they and the hosts have.
    TooFewTimes {
        /// The people.
        people: usize,
        /// The times.
        times: usize,
    },
    /// No host is free when they are.
    NoHost,
}

impl std::fmt::Display for WhyNoTalk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WhyNoTalk::NoDay { within, from } => {
                write!(f, "no day is open within {within} days of {from}")
            }
            WhyNoTalk::TooFewTimes { people, times } => write!(
                f,
                "{people} people find {times} conversations at the times that they and the hosts have"
            ),
            WhyNoTalk::NoHost => f.write_str("no host is free when they are"),
        }
    }
}

/// One conversation.
struct Visit {
    member: usize,
    host: usize,
    span: Span,
}

/// A conversation of everybody with one of the hosts: as early as can be for those who are members on the first day of the season, within
/// their days for whoever joins later. `joins` says from which day on somebody is a member; without one they have no conversation.
///
/// Hosts are the resources of the rule's kind; nobody, host or member, is where `availability` says that they are busy.
///
/// # Errors
///
/// [`AdapterError::NoHost`] without a resource of that kind.
pub fn conversations(
    rules: &ConversationRules,
    days_off: &DaysOff,
    roster: &dyn Roster,
    joins: impl Fn(usize) -> Option<NaiveDate>,
    resources: &[Resource],
    availability: &dyn Availability,
) -> Result<Talks, AdapterError> {
    let of_kind = resources.iter().enumerate().filter(|(_, own)| own.kind == rules.hosts);
    let hosts: Vec<usize> = of_kind.map(|(index, _)| index).collect();
    if hosts.is_empty() {
        return Err(AdapterError::NoHost { kind: rules.hosts.clone() });
    }
    let start = days_off.first();
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for member in 0..roster.len() {
        match joins(member) {
            Some(day) if day <= start => first.push((member, start)),
            Some(day) => later.push((member, day)),
            None => {}
        }
    }
    let book = Book { rules, days_off, hosts: &hosts, availability };
    let soon = book.receive(&first, &BTreeSet::new())?;
    // Whoever joins later is received on days that their host has free of the others.
    let taken = soon.visits.iter().map(|visit| (visit.host, visit.span.date())).collect();
    let joined = book.receive(&later, &taken)?;

    let mut visits: Vec<&Visit> = soon.visits.iter().chain(&joined.visits).collect();
    visits.sort_by_key(|visit| visit.member);
    let everybody: BTreeSet<usize> =
        first.iter().chain(&later).map(|(member, _)| *member).collect();
    let mut talks = Talks {
        demand: Demands { resources: resources.to_vec(), ..Demands::default() },
        timetable: Timetable {
            placements: Vec::new(),
            unplaced: Vec::new(),
            worth: Worth::new(Status::Optimal, Stopped::Finished, 0.0),
        },
        without: Vec::new(),
        last_day: soon.visits.iter().map(|visit| visit.span.date()).max(),
        days: soon.visits.iter().map(|visit| visit.span.date()).collect::<BTreeSet<_>>().len(),
        most_per_host: soon.most_per_host,
    };
    for (session, member) in everybody.into_iter().enumerate() {
        let id = format!("conversation/{}", roster.id(member));
        let mut asked = Session::new(id, rules.title.as_str(), rules.minutes, vec![member]);
        asked.needs.push(Need::one(&rules.hosts));
        talks.demand.sessions.push(asked);
        if let Some(visit) = visits.iter().find(|visit| visit.member == member) {
            let (span, resources) = (visit.span, vec![visit.host]);
            talks.timetable.placements.push(Placement { session, span, resources });
            continue;
        }
        let reasons = soon.reasons.iter().chain(&joined.reasons);
        let why = reasons.filter(|(who, _)| who.contains(&member));
        let mut why: Vec<WhyNoTalk> = why.map(|(_, why)| *why).collect();
        if why.is_empty() {
            why.push(WhyNoTalk::NoHost);
        }
        talks.without.extend(why.first().map(|why| (member, *why)));
        let reasons = why.iter().map(WhyNoTalk::to_string).collect();
        talks.timetable.unplaced.push(Unplaced { session, reasons });
    }
    // The first round is proven by itself; whoever joins later has only the days that it leaves.
    let unmet = talks.timetable.unplaced.len();
    let at_least = first.len() - soon.visits.len();
    let status = if unmet == at_least { Status::Optimal } else { Status::Feasible };
    talks.timetable.worth =
        Worth::new(status, Stopped::Finished, unmet as f64).with_bound(at_least as f64);
    Ok(talks)
}

/// What conversations are booked by.
struct Book<'a> {
    rules: &'a ConversationRules,
    days_off: &'a DaysOff,
    hosts: &'a [usize],
    availability: &'a dyn Availability,
}

/// Conversations of some members.
#[derive(Default)]
struct Booked {
    visits: Vec<Visit>,
    most_per_host: usize,
    /// Members for whom there are too few times together, and why.
    reasons: Vec<(BTreeSet<usize>, WhyNoTalk)>,
}

impl Book<'_> {
    /// Times for members from the days that stand beside them on.
    fn receive(
        &self,
        members: &[(usize, NaiveDate)],
        taken: &BTreeSet<(usize, NaiveDate)>,
    ) -> Result<Booked, AdapterError> {
        let rules = self.rules;
        let within = Days::new(rules.within_days.into());
        let last = |day: NaiveDate| day.checked_add_days(within).unwrap_or(day);
        let wanted =
            |day: NaiveDate| members.iter().any(|(_, from)| *from <= day && day < last(*from));
        let minutes = TimeDelta::minutes(rules.minutes.into());
        let days = self.days_off.working_days().filter(|day| wanted(*day));
        let slots: Vec<Span> = days
            .flat_map(|day| rules.starts.iter().map(move |start| day.and_time(*start)))
            .filter_map(|start| Span::new(start, start.checked_add_signed(minutes)?).ok())
            .collect();
        let mut booked = Booked::default();
        let (mut who, mut requests) = (Vec::new(), Vec::new());
        for &(member, from) in members {
            let inside = |span: &Span| from <= span.date() && span.date() < last(from);
            let first = slots.iter().position(inside);
            if let (Some(first), Some(last)) = (first, slots.iter().rposition(inside)) {
                requests.push(Request { guest: who.len(), first, last });
                who.push(member);
            } else {
                let why = WhyNoTalk::NoDay { within: rules.within_days, from };
                booked.reasons.push((BTreeSet::from([member]), why));
            }
        }
        let free = |party, slot: usize| {
            slots.get(slot).is_some_and(|span| self.availability.presence(party, *span).is_free())
        };
        let host = |host: usize| self.hosts.get(host).copied().unwrap_or_default();
        let reception = Hosts::at(self.hosts.len(), &slots)?
            .with_most_per_day(rules.per_day as usize)
            .receive(
                &requests,
                |own, slot| {
                    let day = slots.get(slot).map(Span::date);
                    day.is_some_and(|day| !taken.contains(&(host(own), day)))
                        && free(Party::Resource(host(own)), slot)
                },
                |guest, slot| who.get(guest).is_some_and(|m| free(Party::Member(*m), slot)),
                |_, _| true,
            )?;
        booked.most_per_host = reception.most_per_host;
        for (request, visit) in requests.iter().zip(&reception.visits) {
            if let (Some(visit), Some(&member)) = (visit, who.get(request.guest))
                && let Some(&span) = slots.get(visit.slot)
            {
                booked.visits.push(Visit { member, host: host(visit.host), span });
            }
        }
        if let Some(short) = reception.shortfall {
            let of = short.requests.iter().filter_map(|at| who.get(*at).copied());
            let (people, times) = (short.requests.len(), short.room);
            booked.reasons.push((of.collect(), WhyNoTalk::TooFewTimes { people, times }));
        }
        Ok(booked)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use intervision_core::{AlwaysFree, Presence, Table};

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
    }

    fn rules() -> ConversationRules {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        ConversationRules {
            title: "Conversation".to_owned(),
            hosts: "host".to_owned(),
            minutes: 50,
            starts: vec![at(9), at(10), at(13)],
            per_day: 2,
            within_days: 7,
        }
    }

    fn book(joins: &[Option<NaiveDate>], availability: &dyn Availability) -> Talks {
        let season = DaysOff::between(day(1), day(31)).unwrap().with_weekends();
        let roster = Table::new((0..joins.len()).map(|member| format!("d{member}"))).unwrap();
        let hosts = [Resource::new("blue", "room"), Resource::new("h1", "host")];
        conversations(&rules(), &season, &roster, |member| joins[member], &hosts, availability)
            .unwrap()
    }

    #[test]
    fn c5_newcomers_are_received_beside_the_others() {
        // Three from the start need a second day of their one host; somebody joins on the first.
        let talks =
            book(&[Some(day(1)), Some(day(1)), Some(day(1)), Some(day(2)), None], &AlwaysFree);
        assert_eq!((talks.last_day, talks.days, talks.most_per_host), (Some(day(2)), 2, 3));
        let days: Vec<NaiveDate> =
            talks.timetable.placements.iter().map(|placement| placement.span.date()).collect();
        assert_eq!(days[3], day(3), "not on a day that the host has others on");
        assert!(talks.timetable.placements.iter().all(|placement| placement.resources == [1]));
        let ids: Vec<&str> = talks.demand.sessions.iter().map(|own| own.id.as_str()).collect();
        assert_eq!(
            ids,
            ["conversation/d0", "conversation/d1", "conversation/d2", "conversation/d3"]
        );
    }

    #[test]
    fn whoever_has_no_time_is_told_why() {
        /// The host is there on the first day only.
        struct OneDay;
        impl Availability for OneDay {
            fn presence(&self, party: Party, span: Span) -> Presence<'_> {
                match party {
                    Party::Resource(1) if span.date() > day(1) => Presence::busy("away"),
                    _ => Presence::FREE,
                }
            }
        }
        let talks = book(&[Some(day(1)), Some(day(1)), Some(day(1))], &OneDay);
        assert_eq!((talks.timetable.placements.len(), talks.timetable.unplaced.len()), (2, 1));
        assert_eq!(
            talks.timetable.unplaced[0].reasons,
            ["3 people find 2 conversations at the times that they and the hosts have"]
        );
        // Who joins after the season finds no day.
        let last = book(&[Some(day(31) + Days::new(1))], &AlwaysFree);
        assert_eq!(
            last.timetable.unplaced[0].reasons,
            ["no day is open within 7 days of 2027-04-01"]
        );
    }

    #[test]
    fn conversations_need_hosts() {
        let season = DaysOff::between(day(1), day(31)).unwrap();
        let roster = Table::new(["d0"]).unwrap();
        let error = conversations(&rules(), &season, &roster, |_| Some(day(1)), &[], &AlwaysFree);
        assert_eq!(
            error.unwrap_err().to_string(),
            "nobody receives: there is no resource of kind \"host\"; list one, or name another kind"
        );
    }
}
