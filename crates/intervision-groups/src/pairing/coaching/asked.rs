//! In: coachees, coaches and what is asked. Out: who may coach whom, and what that is worth.

use std::collections::{BTreeMap, BTreeSet};

use super::before::Before;
use super::people::{Coach, Coachee, Qualification, Side, apart, ranks};
use super::why::WhyUnmatched;
use super::{Coaching, UNIT};
use crate::Error;
use crate::pairing::PairingError;
use crate::pairing::assignment::Offers;

/// What is the best that a preference is worth, beside 1 for being coached at all; each later rank is worth one less, at least 1.
const FIRST_RANK: usize = 5;

/// Both sides in the order of their ids. Whoever is locked has no offers, and their seat is taken.
pub(super) struct Asked<'a> {
    pub(super) coaching: &'a Coaching,
    pub(super) coachees: Vec<&'a Coachee>,
    pub(super) coaches: Vec<&'a Coach>,
    /// What each coach lacks on the day.
    pub(super) barred: Vec<Option<WhyUnmatched>>,
    /// The coaches whom each coachee may not have, whatever the day.
    pub(super) apart: Vec<BTreeSet<u32>>,
    /// The rank of those whom each lists.
    pub(super) of_people: Vec<BTreeMap<u32, u32>>,
    pub(super) of_places: Vec<BTreeMap<u32, u32>>,
    pub(super) offers: Offers,
    pub(super) before: Before,
}

impl<'a> Asked<'a> {
    pub(super) fn new(
        coaching: &'a Coaching,
        coachees: &'a [Coachee],
        coaches: &'a [Coach],
    ) -> Result<Self, Error> {
        let people = Side::new("coachee", coachees.iter().map(|one| one.id.as_str()))?;
        let places = Side::new("coach", coaches.iter().map(|one| one.id.as_str()))?;
        let coachees: Vec<&Coachee> = people.order.iter().map(|&at| &coachees[at]).collect();
        let coaches: Vec<&Coach> = places.order.iter().map(|&at| &coaches[at]).collect();
        let seats = coaches.iter().map(|coach| coach.seats).collect();
        let mut asked = Asked {
            coaching,
            barred: coaches.iter().map(|coach| barred(coaching, coach)).collect(),
            apart: apart(&coachees, &coaches, (&people, &places))?,
            of_people: ranks(coachees.iter().map(|one| (&one.id, &one.prefers)), &places)?,
            of_places: ranks(coaches.iter().map(|one| (&one.id, &one.prefers)), &people)?,
            before: Before::new(&coaching.earlier, (&people, &places))?,
            offers: Offers { seats, start: vec![0], place: Vec::new(), worth: Vec::new() },
            coachees,
            coaches,
        };
        let locked = asked.locked(&people)?;
        for person in 0..asked.coachees.len() {
            if !locked.contains(&person) {
                asked.offer(person)?;
            }
            asked.offers.start.push(asked.offers.place.len() as u32);
        }
        Ok(asked)
    }

    /// Adds all offers of somebody.
    fn offer(&mut self, person: usize) -> Result<(), Error> {
        let listed: Vec<u32> = if self.coaching.only_listed {
            self.of_people[person].keys().copied().collect()
        } else {
            (0..self.coaches.len() as u32).collect()
        };
        for place in listed {
            if self.barred[place as usize].is_none() && !self.apart[person].contains(&place) {
                let worth = self.worth(person, place)?;
                self.offers.place.push(place);
                self.offers.worth.push(worth);
            }
        }
        Ok(())
    }

    fn worth(&self, person: usize, place: u32) -> Result<i64, Error> {
        let wish = |rank: Option<&u32>| {
            rank.map_or(0.0, |&rank| FIRST_RANK.saturating_sub(rank as usize).max(1) as f64)
        };
        // Most hosts give no scores, and then no names are copied.
        let named = !self.coaching.scores.is_empty();
        let (coachee, coach) = (self.coachees[person], self.coaches[place as usize]);
        let key = || (coachee.id.clone(), coach.id.clone());
        let given = named.then(|| self.coaching.scores.get(&key()).copied()).flatten();
        let score = given.unwrap_or_else(|| {
            let back = self.of_places[place as usize].get(&(person as u32));
            1.0 + wish(self.of_people[person].get(&place)) + wish(back)
        });
        if !(-1e6..=1e6).contains(&score) {
            let (a, b) = (coachee.id.clone(), coach.id.clone());
            return Err(PairingError::Score { a, b, score }.into());
        }
        Ok((score * UNIT).round() as i64)
    }

    /// Seats those who are locked, and says who they are.
    fn locked(&mut self, people: &Side<'_>) -> Result<BTreeSet<usize>, Error> {
        let mut locked = BTreeSet::new();
        for id in &self.coaching.locked {
            let person = people.find("the list of locks", "names", id)? as usize;
            let wrong = |why: String| PairingError::Lock { id: id.clone(), why };
            let place = match (self.before.had(person), self.before.place(person)) {
                (None, _) => return Err(wrong("no earlier coach of theirs is given".into()).into()),
                (Some(_), place) => match self.why_not(person) {
                    Some(why) => return Err(wrong(why).into()),
                    None => place.unwrap_or_default(),
                },
            };
            let coach = self.coaches[place as usize];
            let seats = &mut self.offers.seats[place as usize];
            *seats = seats.checked_sub(1).ok_or_else(|| {
                wrong(format!(
                    "{} has only {} for those who are locked",
                    coach.id,
                    counted_seats(coach.seats)
                ))
            })?;
            let worth = self.worth(person, place)?;
            self.before.lock(person, place, worth);
            locked.insert(person);
        }
        Ok(locked)
    }

    /// Why somebody cannot go on with the coach they had, if there is a reason.
    pub(super) fn why_not(&self, person: usize) -> Option<String> {
        let (id, had) = (&self.coachees[person].id, self.before.had(person)?);
        let Some(place) = self.before.place(person) else {
            return Some(format!("{had} coaches no longer"));
        };
        if let Some(barred) = &self.barred[place as usize] {
            return Some(barred.words(had));
        }
        if self.apart[person].contains(&place) {
            return Some(format!("{had} is a manager of {id} or kept apart from them"));
        }
        let unlisted = self.coaching.only_listed && !self.of_people[person].contains_key(&place);
        unlisted.then(|| format!("{id} does not list {had}"))
    }
}

pub(super) fn counted_seats(seats: u32) -> String {
    crate::explain::counted(seats as usize, "seat")
}

/// What a coach lacks on the day.
fn barred(coaching: &Coaching, coach: &Coach) -> Option<WhyUnmatched> {
    let on = coaching.on;
    for name in &coaching.requires {
        let own: Vec<_> = coach.qualifications.iter().filter(|own| own.name == *name).collect();
        let holds = |own: &&Qualification| {
            own.from.is_none_or(|from| from <= on) && own.until.is_none_or(|until| on <= until)
        };
        if own.iter().any(holds) {
            continue;
        }
        let last = own.iter().filter_map(|own| own.until).filter(|until| *until < on).max();
        let first = own.iter().filter_map(|own| own.from).filter(|from| on < *from).min();
        let qualification = name.clone();
        return Some(match (last, first) {
            (_, Some(on)) => WhyUnmatched::Begins { qualification, on },
            (Some(on), None) => WhyUnmatched::Ended { qualification, on },
            (None, None) => WhyUnmatched::Lacks { qualification },
        });
    }
    None
}
