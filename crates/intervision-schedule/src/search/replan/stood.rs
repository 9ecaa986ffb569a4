//! How sessions stood. In: a demand, a standing timetable by ids, a lowered problem. Out: per session its old place in the
//! problem's own numbers, and the calendars that hold it or will.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Roster, SessionDemand, Span};

use super::super::state::Place;
use super::ledger::{Ledger, Touch};
use crate::change::{Holder, Snapshot, Standing};
use crate::problem::{LowNeed, Problem};
use crate::replan::Replan;
use crate::{Grid, Planner};

/// Calendars by number, and how dear each day is.
pub(super) struct Calendars {
    numbers: BTreeMap<Holder, u32>,
    /// Each resource's calendar.
    assets: Vec<u32>,
    /// Whether each resource has seats, and so is a place.
    seated: Vec<bool>,
    /// The level of each slot's day.
    levels: Vec<u8>,
    /// Points per level.
    pub(super) prices: Vec<u32>,
}

/// Where a session stood.
pub(super) struct Stood {
    /// Its slot, if the season still has it.
    pub(super) slot: Option<usize>,
    /// Its place, if its resources are still there and do for what it needs.
    pub(super) place: Option<Place>,
    level: u8,
    /// Its places and its other resources, if all are still there.
    lists: Option<(Vec<u32>, Vec<u32>)>,
}

/// A session in the calendars.
pub(super) struct Mine {
    pub(super) stood: Option<Stood>,
    /// Calendars of those who attend before and after, after alone, before alone.
    stay: Vec<u32>,
    join: Vec<u32>,
    leave: Vec<u32>,
    /// Calendars of the resources it had.
    had: Vec<u32>,
    renamed: bool,
}

impl Calendars {
    pub(super) fn new(
        problem: &Problem,
        planner: &Planner,
        demand: &dyn SessionDemand,
        roster: &dyn Roster,
        standing: &Snapshot,
        options: &Replan,
    ) -> Self {
        let mut holders: BTreeSet<Holder> =
            standing.iter().flat_map(|(_, standing)| standing.holders()).collect();
        let attending = problem.activities.iter().flat_map(|activity| &activity.attendees);
        let members = attending.filter(|member| **member < roster.len());
        holders.extend(members.map(|member| Holder::Person(roster.id(*member).into_owned())));
        let resource = |id: &String| Holder::Resource(id.clone());
        holders.extend(problem.resources.iter().map(|asset| resource(&asset.id)));
        let numbers: BTreeMap<Holder, u32> = holders.into_iter().zip(0..).collect();
        let assets = problem.resources.iter().map(|asset| numbers[&resource(&asset.id)]).collect();
        let listed = demand.resources();
        let seats = |original: usize| listed.get(original).is_some_and(|one| one.seats.is_some());
        let seated = problem.resources.iter().map(|asset| seats(asset.original)).collect();
        let prices = options.lead.prices();
        let days = planner.grid.slots().iter().map(Span::date);
        let levels = days.map(|day| level(&prices, options.points(day))).collect();
        Calendars { numbers, assets, seated, levels, prices }
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    fn number(&self, holder: &Holder) -> Option<u32> {
        self.numbers.get(holder).copied()
    }

    /// Places and other resources of a session, as calendars show them.
    fn lists(&self, assets: &[u32]) -> (Vec<u32>, Vec<u32>) {
        assets.iter().partition(|asset| self.seated[**asset as usize])
    }

    /// A session that stood, by what it is now.
    pub(super) fn mine(
        &self,
        problem: &Problem,
        grid: &Grid,
        activity: usize,
        title: &str,
        people: &BTreeSet<String>,
        before: Option<(&Standing, u32)>,
    ) -> Mine {
        let person = |id: &String| self.number(&Holder::Person(id.clone()));
        let Some((standing, points)) = before else {
            let join = people.iter().filter_map(person).collect();
            let (stay, leave, had) = (Vec::new(), Vec::new(), Vec::new());
            return Mine { stood: None, stay, join, leave, had, renamed: false };
        };
        let this = &problem.activities[activity];
        let minutes = problem.time.lengths[this.length].minutes;
        let slot = grid.slots().binary_search_by_key(&standing.span.start(), Span::start).ok();
        let slot = slot.filter(|slot| grid.place(*slot, minutes) == Some(standing.span));
        let asset = |id: &String| problem.resources.iter().position(|one| one.id == *id);
        let known = |ids: &[String]| -> Option<Vec<u32>> {
            ids.iter().map(|id| asset(id).map(|at| at as u32)).collect()
        };
        let lists = known(&standing.places).zip(known(&standing.resources));
        let assets = lists.as_ref().and_then(|(places, others)| {
            serving(problem, &this.needs, places, others, &mut Vec::new())
        });
        let place = slot.zip(assets).map(|(slot, assets)| Place { activity, slot, assets });
        let stood = Some(Stood { slot, place, level: level(&self.prices, points), lists });
        let had: BTreeSet<u32> = standing
            .places
            .iter()
            .chain(&standing.resources)
            .filter_map(|id| self.number(&Holder::Resource(id.clone())))
            .collect();
        Mine {
            stood,
            stay: people.intersection(&standing.people).filter_map(person).collect(),
            join: people.difference(&standing.people).filter_map(person).collect(),
            leave: standing.people.difference(people).filter_map(person).collect(),
            had: had.into_iter().collect(),
            renamed: standing.title != title,
        }
    }

    /// The level of a day that costs so many points.
    pub(super) fn dropped(&self, standing: &Standing, points: u32) -> Vec<Touch> {
        let level = level(&self.prices, points);
        let calendars = standing.holders();
        let numbers = calendars.iter().filter_map(|holder| self.number(holder));
        numbers.map(|calendar| Touch { calendar, level }).collect()
    }

    pub(super) fn level(&self, slot: usize) -> u8 {
        self.levels[slot]
    }

    pub(super) fn of_asset(&self, asset: u32) -> u32 {
        self.assets[asset as usize]
    }
}

/// The place of a price among all.
fn level(prices: &[u32], points: u32) -> u8 {
    prices.partition_point(|price| *price < points).min(prices.len().saturating_sub(1)) as u8
}

/// Resources in the order of needs, out of the places and the others of a standing session.
fn serving(
    problem: &Problem,
    needs: &[LowNeed],
    places: &[u32],
    others: &[u32],
    chosen: &mut Vec<u32>,
) -> Option<Vec<u32>> {
    let units = needs.iter().flat_map(|need| std::iter::repeat_n(need, need.count));
    let Some(need) = units.clone().nth(chosen.len()) else {
        return (places.is_empty() && others.is_empty()).then(|| chosen.clone());
    };
    let pool = problem.pool(need);
    for (list, rest) in [(places, others), (others, places)] {
        let Some((first, left)) = list.split_first().filter(|(first, _)| pool.contains(first))
        else {
            continue;
        };
        chosen.push(*first);
        let places_first = std::ptr::eq(list, places);
        let found = if places_first {
            serving(problem, needs, left, rest, chosen)
        } else {
            serving(problem, needs, rest, left, chosen)
        };
        if found.is_some() {
            return found;
        }
        chosen.pop();
    }
    None
}

impl Mine {
    /// Whether it stands as it stood, its title and attendees aside.
    pub(super) fn stays(&self, calendars: &Calendars, slot: usize, assets: &[u32]) -> bool {
        let Some(stood) = &self.stood else { return false };
        stood.slot == Some(slot) && stood.lists.as_ref() == Some(&calendars.lists(assets))
    }

    /// What changes whatever is planned.
    pub(super) fn certain(&self) -> Vec<Touch> {
        let Some(stood) = &self.stood else { return Vec::new() };
        let stay = if self.renamed { [&self.stay[..], &self.had].concat() } else { Vec::new() };
        let all = self.leave.iter().copied().chain(stay);
        all.map(|calendar| Touch { calendar, level: stood.level }).collect()
    }

    /// What changes if it cannot stay: every calendar that holds it.
    pub(super) fn all_that_hold_it(&self) -> Vec<Touch> {
        let Some(stood) = &self.stood else { return Vec::new() };
        let all = self.stay.iter().chain(&self.leave).chain(&self.had);
        all.map(|&calendar| Touch { calendar, level: stood.level }).collect()
    }

    /// Those who join, wherever it stands, on days of at least this level.
    pub(super) fn joining(&self, level: u8) -> impl Iterator<Item = Touch> {
        self.join.iter().map(move |&calendar| Touch { calendar, level })
    }

    /// What changes for people, and for resources it had and has no more, if it stands there, or nowhere. Those of its new
    /// resources come from [`serve`](Mine::serve).
    pub(super) fn people(&self, level: u8, touches: &mut Vec<Touch>) {
        let before = self.stood.as_ref().map_or(0, |stood| stood.level);
        let at = |level: u8| move |calendar: &u32| Touch { calendar: *calendar, level };
        touches.extend(self.stay.iter().map(at(level.max(before))));
        touches.extend(self.join.iter().map(at(level)));
        touches.extend(self.leave.iter().map(at(before)));
        touches.extend(self.had.iter().map(at(before)));
    }

    /// What one of its new resources has to change, beside what [`people`](Mine::people) says of those it had.
    pub(super) fn serve(&self, calendar: u32, level: u8) -> Touch {
        let before = self.stood.as_ref().map_or(0, |stood| stood.level);
        let had = self.had.contains(&calendar);
        Touch { calendar, level: if had { level.max(before) } else { level } }
    }

    /// What one more resource adds to what [`people`](Mine::people) cost.
    pub(super) fn serving_adds(&self, ledger: &Ledger, calendar: u32, level: u8) -> i64 {
        let adds = ledger.marginal(self.serve(calendar, level));
        let before = self.stood.as_ref().filter(|_| self.had.contains(&calendar));
        let paid = before.map(|stood| ledger.marginal(Touch { calendar, level: stood.level }));
        adds - paid.unwrap_or(0)
    }

    /// Everything that changes if it stands in this place, or nowhere.
    pub(super) fn touches(&self, calendars: &Calendars, place: Option<&Place>) -> Vec<Touch> {
        let Some(place) = place else { return self.all_that_hold_it() };
        let level = calendars.level(place.slot);
        let mut touches = Vec::new();
        if self.stays(calendars, place.slot, &place.assets) {
            touches = self.certain();
            touches.extend(self.join.iter().map(|&calendar| Touch { calendar, level }));
            return touches;
        }
        self.people(level, &mut touches);
        let assets = place.assets.iter().map(|asset| calendars.of_asset(*asset));
        touches.extend(assets.map(|calendar| self.serve(calendar, level)));
        touches
    }
}
