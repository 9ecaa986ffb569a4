//! In: a term and the members of one group. Out: the group's part of the term.

use crate::Direction;
use crate::terms::alone::Alone;
use crate::terms::counts::Counts;
use crate::terms::moments::Moments;
use crate::terms::{Data, Term};

/// The weights of each member's pairs, signed so that less is better: who and how much, in the order of members.
pub(super) type Neighbours = Vec<Vec<(u32, f64)>>;

/// How a term is counted group by group.
#[derive(Debug, Clone)]
pub(super) enum Local {
    /// As its kind of term is.
    Term,
    /// Over pairs.
    Pairs(Neighbours),
}

impl Local {
    pub(super) fn new(term: &Term, members: usize) -> Self {
        let Data::Pairs(sums) = &term.data else { return Local::Term };
        let mut near = vec![Vec::new(); members];
        for &(a, b, weight) in &sums.edges {
            near[a as usize].push((b, sums.sign() * weight));
            near[b as usize].push((a, sums.sign() * weight));
        }
        for list in &mut near {
            list.sort_unstable_by_key(|&(other, _)| other);
        }
        Local::Pairs(near)
    }

    /// The part of a group with these members, in order; parts add up to the term's value. What does not belong to one group
    /// is divided evenly.
    ///
    /// `None` for a term that is not a sum over groups.
    pub(super) fn part(&self, term: &Term, members: &[u32]) -> Option<f64> {
        match (self, &term.data) {
            (Local::Pairs(near), _) => Some(of_pairs(near, members)),
            (Local::Term, Data::Counts(counts)) => Some(of_counts(counts, members)),
            (_, Data::Moments(moments)) => Some(of_moments(moments, members)),
            (_, Data::Alone(alone)) => Some(of_alone(alone, members)),
            _ => None,
        }
    }

    /// About how many look-ups the part of a group of this size takes.
    pub(super) fn work(&self, size: usize) -> usize {
        match self {
            Local::Term => 2 * size,
            Local::Pairs(_) => size * size,
        }
    }
}

fn of_counts(counts: &Counts, members: &[u32]) -> f64 {
    let mut cats: Vec<u32> =
        members.iter().flat_map(|&member| counts.of(member as usize)).copied().collect();
    cats.sort_unstable();
    let known = members.iter().filter(|&&member| counts.known[member as usize]).count() as f64;
    let (mut squares, mut shares) = (0.0, 0.0);
    for alike in cats.chunk_by(|a, b| a == b) {
        let head = alike.len() as f64;
        squares += head * head;
        shares += head * counts.share[alike[0] as usize];
    }
    let (by_head, each) = counts.offset_by_head();
    counts.alpha * squares
        + by_head * cats.len() as f64
        + counts.beta * known * known
        + counts.gamma * known * shares
        + each
        + 0.0
}

fn of_alone(alone: &Alone, members: &[u32]) -> f64 {
    let mut cats: Vec<u32> =
        members.iter().flat_map(|&member| alone.of(member as usize)).copied().collect();
    cats.sort_unstable();
    let heads = cats.chunk_by(|a, b| a == b).map(<[u32]>::len);
    heads.map(|head| alone.cost(head)).sum::<usize>() as f64
}

fn of_moments(moments: &Moments, members: &[u32]) -> f64 {
    let known = members.iter().filter(|&&member| moments.known[member as usize]).count() as f64;
    if known == 0.0 {
        return 0.0;
    }
    let mut part = 0.0;
    for feature in &moments.features {
        let of = || members.iter().map(|&member| feature[member as usize]);
        let sum: f64 = of().sum();
        let between = sum * sum / known;
        part += if moments.want == Direction::Match {
            (of().map(|z| z * z).sum::<f64>() - between).max(0.0)
        } else {
            between
        };
    }
    part
}

fn of_pairs(near: &Neighbours, members: &[u32]) -> f64 {
    let mut sum = 0.0;
    for (at, &member) in members.iter().enumerate() {
        let list = &near[member as usize];
        let rest = &members[at + 1..];
        if list.len() < rest.len() {
            let inside = |(other, _): &&(u32, f64)| rest.binary_search(other).is_ok();
            sum += list.iter().filter(inside).map(|(_, weight)| weight).sum::<f64>();
        } else {
            sum += rest.iter().map(|&other| weight(list, other)).sum::<f64>();
        }
    }
    sum + 0.0
}

/// The weight of a pair, 0 where there is none.
pub(super) fn weight(list: &[(u32, f64)], other: u32) -> f64 {
    list.binary_search_by_key(&other, |&(own, _)| own).map_or(0.0, |at| list[at].1)
}
