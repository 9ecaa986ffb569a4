//! Chains. In: activities and lags. Out: paths of activities, each at a lag from the one before.
//!
//! A lag inside a chain is kept exactly by the series programme; every other relation is kept against what is already
//! placed. So chains are made as long as lags allow, and a relation never joins two activities of one chain unless it
//! is the lag between neighbours, or follows from those lags.

use super::{Activity, Between, Chain, LowLag};

/// Splits the activities into chains, in canonical order.
pub(super) fn chains(
    activities: &mut [Activity],
    lags: &[LowLag],
    between: &[Between],
) -> Vec<Chain> {
    let mut taken = vec![false; activities.len()];
    let mut chains = Vec::new();
    for start in in_order(activities, lags) {
        if taken[start] {
            continue;
        }
        let mut chain = Chain {
            activities: vec![start as u32],
            lags: Vec::new(),
            ties: Vec::new(),
            outward: false,
        };
        taken[start] = true;
        while let Some(lag) = next(activities, lags, between, &taken, &chain) {
            taken[lag.later as usize] = true;
            chain.activities.push(lag.later);
            chain.lags.push(lag);
        }
        let number = chains.len() as u32;
        for &activity in &chain.activities {
            let activity = &mut activities[activity as usize];
            activity.chain = number;
            chain.ties.extend(activity.needs.iter().filter_map(|need| need.tie));
        }
        chain.ties.sort_unstable();
        chain.ties.dedup();
        chains.push(chain);
    }
    for chain in &mut chains {
        chain.outward = chain
            .activities
            .iter()
            .any(|&at| leaves(&activities[at as usize], at, chain, lags, between));
    }
    chains
}

/// Activities without an earlier one first, so that chains begin at their beginning.
fn in_order(activities: &[Activity], lags: &[LowLag]) -> Vec<usize> {
    let follows = |index: usize| {
        activities[index].lags.iter().any(|&lag| lags[lag as usize].later as usize == index)
    };
    let (later, first): (Vec<usize>, Vec<usize>) =
        (0..activities.len()).partition(|index| follows(*index));
    first.into_iter().chain(later).collect()
}

/// The lag to the activity that may extend the chain: the one with the least room first.
fn next(
    activities: &[Activity],
    lags: &[LowLag],
    between: &[Between],
    taken: &[bool],
    chain: &Chain,
) -> Option<LowLag> {
    let last = *chain.activities.last()?;
    let after = activities[last as usize].lags.iter().map(|&lag| lags[lag as usize]);
    after
        .filter(|lag| lag.earlier == last && !taken[lag.later as usize])
        .filter(|lag| only_follows(&activities[lag.later as usize], *lag, lags, chain))
        .filter(|lag| {
            let mut others = by_the_minute(&activities[lag.later as usize], lag.later, between);
            others.all(|other| !chain.activities.contains(&other))
        })
        .min_by_key(|lag| (lag.max, std::cmp::Reverse(lag.min), lag.later))
}

/// Whether every relation of the newcomer with the chain is this lag, or follows from the lags between.
fn only_follows(newcomer: &Activity, by: LowLag, lags: &[LowLag], chain: &Chain) -> bool {
    let inside = |other: u32| chain.activities.iter().position(|&activity| activity == other);
    let days_apart = |other: &u32| inside(*other).is_none();
    let apart_anyway = |other: &u32| inside(*other).is_none() || by.min > 0;
    newcomer.same_day.iter().all(days_apart)
        && newcomer.other_day.iter().all(apart_anyway)
        && newcomer.lags.iter().map(|&lag| lags[lag as usize]).all(|lag| {
            if lag.later != by.later {
                return inside(lag.later).is_none();
            }
            let Some(place) = inside(lag.earlier) else { return true };
            if lag.earlier == by.earlier {
                return (lag.min, lag.max, lag.target) == (by.min, by.max, by.target);
            }
            let between = chain.lags[place..].iter().chain([&by]);
            let (least, most) = between.fold((0, 0_i32), |(least, most), lag| {
                (least + lag.min, most.saturating_add(lag.max))
            });
            lag.min <= least && most <= lag.max && lag.target < 0
        })
}

/// Whether an activity of the chain stands in a relation that the chain does not keep by itself.
fn leaves(
    activity: &Activity,
    index: u32,
    chain: &Chain,
    lags: &[LowLag],
    between: &[Between],
) -> bool {
    let inside = |other: u32| chain.activities.contains(&other);
    let other_end = |lag: &LowLag| if lag.earlier == index { lag.later } else { lag.earlier };
    activity.lags.iter().any(|&lag| !inside(other_end(&lags[lag as usize])))
        || activity.same_day.iter().chain(&activity.other_day).any(|&other| !inside(other))
        || by_the_minute(activity, index, between).any(|other| !inside(other))
}

/// The activities to which this one stands in a relation by the minute.
fn by_the_minute<'a>(
    activity: &'a Activity,
    index: u32,
    between: &'a [Between],
) -> impl Iterator<Item = u32> + use<'a> {
    activity.between.iter().map(move |at| between[*at as usize].other(index as usize) as u32)
}
