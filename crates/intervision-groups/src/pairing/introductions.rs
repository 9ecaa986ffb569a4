use std::cmp::Reverse;

use intervision_core::{PairWeight, Roster, Value};

use crate::problem::canonical;
use crate::{Error, PairsError, RosterError};

/// Two people who should get to know each other, in the numbers of the roster, and what they share.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Introduction {
    /// One of the two.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How much they share: for each thing the more, the fewer others have it.
    pub score: f64,
    /// What they share, the rarest first.
    pub shared: Vec<String>,
}

/// Up to so many introductions for everybody, each of them for both sides: people who share topics of an attribute (tags or a category) and
/// have not met. The best come first.
///
/// A shared topic counts -ln of the share of people who have it, so that a rare struggle binds more than a common one. Pairs are taken by
/// their score as long as both have room (at least half of what the best choice would score; Drake and Hougardy 2003), and then one is given up
/// for two where that adds. O(pairs that share · log).
///
/// # Errors
///
/// [`RosterError::UnknownAttribute`], [`PairsError::Length`] for meetings of another number of people, and every error of an empty roster.
///
/// # Example
///
/// ```
/// use intervision_core::{PairMatrix, Table, Value};
/// use intervision_groups::pairing::introductions;
///
/// let tags = |names: &[&'static str]| Value::Tags(names.iter().map(|&name| name.into()).collect());
/// let topics = [tags(&["loneliness", "budget"]), tags(&["loneliness"]), tags(&["budget"]), tags(&["budget"])];
/// let roster = Table::new(["a", "b", "c", "d"])?.with_column("topics", topics)?;
/// let met = PairMatrix::from_pairs(4, [(0, 2, 1.0)])?;
/// let found = introductions(&roster, "topics", Some(&met), 1)?;
/// assert_eq!((found[0].a, found[0].b, found[0].shared.as_slice()), (0, 1, &["loneliness".to_owned()][..]));
/// assert_eq!((found[1].a, found[1].b), (2, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn introductions(
    roster: &dyn Roster,
    attribute: &str,
    met: Option<&dyn PairWeight>,
    each: usize,
) -> Result<Vec<Introduction>, Error> {
    let (ids, listed) = canonical(roster)?;
    let known: Vec<String> = roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
    if !known.iter().any(|key| key == attribute) {
        return Err(RosterError::UnknownAttribute { attribute: attribute.to_owned(), known }.into());
    }
    if let Some(found) = met.map(PairWeight::len).filter(|len| *len != ids.len()) {
        let (name, people) = ("met".to_owned(), ids.len());
        return Err(PairsError::Length { name, found, people }.into());
    }
    let topics: Vec<Vec<String>> =
        listed.iter().map(|&at| topics(roster.attribute(at, attribute).known())).collect();
    let mut having = std::collections::BTreeMap::<&str, usize>::new();
    for topic in topics.iter().flatten() {
        *having.entry(topic).or_default() += 1;
    }
    let rarity =
        |topic: &str| (ids.len() as f64 / having.get(topic).copied().unwrap_or(1) as f64).ln();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for b in 0..ids.len() {
        for a in 0..b {
            if met.is_some_and(|met| met.weight(listed[a], listed[b]) > 0.0) {
                continue;
            }
            let mut shared = topics[a].iter().filter(|topic| topics[b].contains(topic)).peekable();
            if shared.peek().is_some() {
                // What everybody shares is still better than nothing.
                pairs.push((shared.map(|topic| rarity(topic) + 1e-3).sum(), a, b));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let taken = choose(&pairs, ids.len(), each);
    let told = |at: usize| {
        let (score, a, b) = pairs[at];
        let mut shared: Vec<String> =
            topics[a].iter().filter(|topic| topics[b].contains(topic)).cloned().collect();
        shared.sort_by_key(|topic| (having.get(topic.as_str()).copied(), Reverse(topic.clone())));
        Introduction { a: listed[a], b: listed[b], score, shared }
    };
    Ok(taken.into_iter().map(told).collect())
}

fn topics(value: Value<'_>) -> Vec<String> {
    let mut topics: Vec<String> = match value {
        Value::Category(name) => vec![name.into_owned()],
        Value::Tags(tags) => tags.iter().map(|tag| tag.trim().to_owned()).collect(),
        _ => Vec::new(),
    };
    topics.retain(|topic| !topic.is_empty());
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// The pairs that are taken, the best first.
fn choose(pairs: &[(f64, usize, usize)], members: usize, each: usize) -> Vec<usize> {
    let mut room = vec![each; members];
    let mut taken = vec![false; pairs.len()];
    for (at, &(_, a, b)) in pairs.iter().enumerate() {
        if room[a] > 0 && room[b] > 0 {
            (taken[at], room[a], room[b]) = (true, room[a] - 1, room[b] - 1);
        }
    }
    let mut of = vec![Vec::new(); members];
    for (at, &(_, a, b)) in pairs.iter().enumerate() {
        of[a].push(at);
        of[b].push(at);
    }
    // One is given up for two of the people who then have room: each exchange adds to the score, so that this ends.
    loop {
        let mut gained = false;
        for at in 0..pairs.len() {
            if !taken[at] {
                continue;
            }
            let (score, a, b) = pairs[at];
            let best = |own: usize, not: usize| {
                let other =
                    |pair: usize| if pairs[pair].1 == own { pairs[pair].2 } else { pairs[pair].1 };
                of[own]
                    .iter()
                    .copied()
                    .find(|&pair| !taken[pair] && other(pair) != not && room[other(pair)] > 0)
            };
            let (Some(x), Some(y)) = (best(a, b), best(b, a)) else { continue };
            let end = |pair: usize, own: usize| {
                if pairs[pair].1 == own { pairs[pair].2 } else { pairs[pair].1 }
            };
            let (c, d) = (end(x, a), end(y, b));
            let fits = c != d || room[c] > 1;
            if fits && pairs[x].0 + pairs[y].0 > score + 1e-9 {
                (taken[at], taken[x], taken[y]) = (false, true, true);
                room[c] -= 1;
                room[d] -= 1;
                gained = true;
            }
        }
        if !gained {
            break;
        }
    }
    (0..pairs.len()).filter(|&at| taken[at]).collect()
}
