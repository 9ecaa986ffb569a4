//! People on groups at the least cost, or why there is no way to seat them all: a transport problem on as many nodes as there
//! are groups.

use crate::terms::ranks::Ranks;

/// What comes of it.
pub(crate) enum Assignment {
    /// Everyone sits somewhere, every group is within its limits, and no other way costs less.
    Found {
        /// What all of them cost together.
        cost: u64,
    },
    /// There is no way.
    Blocked(Blocked),
}

/// People and groups that show why there is no way (Hall 1935).
pub(crate) struct Blocked {
    /// The members, in order: those who accept none but these groups, or all who accept any of them.
    pub(crate) members: Vec<usize>,
    /// The groups, in order.
    pub(crate) groups: Vec<usize>,
    /// How many people the groups hold, or need at least.
    pub(crate) places: usize,
    /// The members are too many for the groups; otherwise they are too few.
    pub(crate) too_full: bool,
}

/// Successive shortest paths (Busacker & Gowen 1960): people come one by one, and each makes room along the cheapest chain of
/// others who move on. Places that a group must fill are worth more than any cost, so that they are filled first.
///
/// Takes O(n·k³) time for n people and k groups at worst, and about O(n·k²) as a rule.
pub(crate) fn assign(ranks: &Ranks, sizes: &[(usize, usize)]) -> Assignment {
    let (members, groups) = (ranks.members(), sizes.len());
    let worth = (members as i64 + 1) * (groups as i64 + 1) * 2;
    let mut seats =
        Seats { ranks, groups: vec![Vec::new(); groups], move_on: vec![None; groups * groups] };
    for member in 0..members {
        let end = |seats: &Seats<'_>, group: usize| {
            let (size, (least, most)) = (seats.groups[group].len(), sizes[group]);
            match size {
                _ if size < least => Some(-worth),
                _ if size < most => Some(0),
                _ => None,
            }
        };
        if let Err(reached) = seats.seat(member, end) {
            let groups: Vec<usize> = (0..groups).filter(|&group| reached[group]).collect();
            let mut people: Vec<usize> =
                groups.iter().flat_map(|&group| seats.groups[group].iter().copied()).collect();
            people.push(member);
            people.sort_unstable();
            let places = groups.iter().map(|&group| sizes[group].1).sum();
            return Assignment::Blocked(Blocked {
                members: people,
                groups,
                places,
                too_full: true,
            });
        }
    }
    if let Some(short) = (0..groups).find(|&group| seats.groups[group].len() < sizes[group].0) {
        let groups = seats.leading_to(short);
        let accepts = |member: &usize| groups.iter().any(|&group| !ranks.refused(*member, group));
        let people = (0..members).filter(accepts).collect();
        let places = groups.iter().map(|&group| sizes[group].0).sum();
        return Assignment::Blocked(Blocked { members: people, groups, places, too_full: false });
    }
    let cost = seats.groups.iter().enumerate().flat_map(|(group, members)| {
        members.iter().map(move |&member| u64::from(ranks.cost(member, group)))
    });
    Assignment::Found { cost: cost.sum() }
}

struct Seats<'r> {
    ranks: &'r Ranks,
    /// Who sits in each group.
    groups: Vec<Vec<usize>>,
    /// From group to group: who moves on at the least cost, if anybody there accepts it.
    move_on: Vec<Option<(i64, usize)>>,
}

impl Seats<'_> {
    fn cost(&self, member: usize, group: usize) -> Option<i64> {
        let refused = self.ranks.refused(member, group);
        (!refused).then(|| i64::from(self.ranks.cost(member, group)))
    }

    /// Seats somebody at the end of the cheapest chain; otherwise gives which groups could be reached.
    fn seat(
        &mut self,
        member: usize,
        end: impl Fn(&Self, usize) -> Option<i64>,
    ) -> Result<(), Vec<bool>> {
        let groups = self.groups.len();
        let mut way: Vec<Option<i64>> = (0..groups).map(|group| self.cost(member, group)).collect();
        let mut before: Vec<Option<usize>> = vec![None; groups];
        // Bellman and Ford: a chain never goes around in a circle that gains, since nothing did before.
        for _ in 0..groups {
            let mut shorter = false;
            for from in 0..groups {
                let Some(here) = way[from] else { continue };
                for to in 0..groups {
                    let Some((cost, _)) = self.move_on[from * groups + to] else { continue };
                    if way[to].is_none_or(|known| here + cost < known) {
                        (way[to], before[to]) = (Some(here + cost), Some(from));
                        shorter = true;
                    }
                }
            }
            if !shorter {
                break;
            }
        }
        let last = (0..groups)
            .filter_map(|group| Some((way[group]? + end(self, group)?, group)))
            .min()
            .map(|(_, group)| group);
        let Some(last) = last else { return Err(way.iter().map(Option::is_some).collect()) };
        let mut chain = vec![last];
        while let Some(from) = before[chain[chain.len() - 1]] {
            chain.push(from);
        }
        chain.reverse();
        let mut comes = member;
        for pair in chain.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if let Some((_, goes)) = self.move_on[from * groups + to] {
                self.groups[from].retain(|&own| own != goes);
                self.groups[from].push(comes);
                comes = goes;
            }
        }
        self.groups[last].push(comes);
        for group in chain {
            self.look(group);
        }
        Ok(())
    }

    /// Who would move on from a group.
    fn look(&mut self, from: usize) {
        let groups = self.groups.len();
        for to in (0..groups).filter(|&to| to != from) {
            let cost = |&member: &usize| {
                Some((self.cost(member, to)? - i64::from(self.ranks.cost(member, from)), member))
            };
            self.move_on[from * groups + to] = self.groups[from].iter().filter_map(cost).min();
        }
    }

    /// The groups, in order, from which a chain of moves leads to this one, itself among them.
    fn leading_to(&self, group: usize) -> Vec<usize> {
        let groups = self.groups.len();
        let mut found = vec![false; groups];
        let mut queue = vec![group];
        found[group] = true;
        while let Some(to) = queue.pop() {
            for (from, found) in found.iter_mut().enumerate() {
                if !*found && self.move_on[from * groups + to].is_some() {
                    *found = true;
                    queue.push(from);
                }
            }
        }
        (0..groups).filter(|&group| found[group]).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_seating_costs_less(
            rankings in proptest::collection::vec(
                (Just([0usize, 1, 2]).prop_shuffle(), 0..=3usize, 0..=3usize),
                1..=6,
            ),
            limits in proptest::collection::vec((0..=3usize, 0..=3usize), 3),
        ) {
            let sizes: Vec<(usize, usize)> =
                limits.iter().map(|&(least, more)| (least, least + more)).collect();
            let members = rankings.len();
            let (least, most) = sizes.iter().fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
            prop_assume!((least..=most).contains(&members));
            let mut ranks = Ranks::new(["x", "y", "z"].map(String::from).to_vec(), members);
            for (member, (order, ranked, refused)) in rankings.iter().enumerate() {
                let refused = (*refused).min(3 - ranked);
                ranks.set(member, &order[..*ranked], &order[3 - refused..]);
            }
            let mut best: Option<u64> = None;
            for code in 0..3usize.pow(members as u32) {
                let group = |member: usize| code / 3usize.pow(member as u32) % 3;
                let fits = sizes.iter().enumerate().all(|(at, &(least, most))| {
                    let size = (0..members).filter(|&member| group(member) == at).count();
                    (least..=most).contains(&size)
                });
                if fits && (0..members).all(|member| !ranks.refused(member, group(member))) {
                    let cost = (0..members).map(|member| u64::from(ranks.cost(member, group(member))));
                    best = Some(cost.sum::<u64>().min(best.unwrap_or(u64::MAX)));
                }
            }
            match assign(&ranks, &sizes) {
                Assignment::Found { cost } => prop_assert_eq!(Some(cost), best),
                Assignment::Blocked(blocked) => {
                    prop_assert_eq!(best, None);
                    // The people and groups named are enough of a reason.
                    let accepts = |member: usize, group: usize| !ranks.refused(member, group);
                    let named = |group: &usize| blocked.groups.contains(group);
                    if blocked.too_full {
                        prop_assert!(blocked.members.len() > blocked.places);
                        for &member in &blocked.members {
                            prop_assert!((0..3).filter(|&group| accepts(member, group)).all(|group| named(&group)));
                        }
                    } else {
                        prop_assert!(blocked.members.len() < blocked.places);
                        let able = |&member: &usize| blocked.groups.iter().any(|&group| accepts(member, group));
                        prop_assert_eq!((0..members).filter(able).collect::<Vec<_>>(), blocked.members.clone());
                    }
                }
            }
        }
    }
}
