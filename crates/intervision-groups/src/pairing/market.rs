use std::collections::{BTreeMap, BTreeSet};

use super::PairingError;
use super::flow::{Network, SINK, SOURCE};
use crate::Error;

/// Strengths of some meet the needs of others: who helps whom with what.
///
/// As many needs as can be are covered; then what people give is close to what they take (the least sum of squared differences);
/// then strong helpers go before weaker ones. All three are proven: a flow of least cost.
///
/// # Example
///
/// ```
/// use intervision_groups::pairing::Market;
///
/// let helped = Market::new()
///     .strength("ann", "conflict", 0.8)
///     .need("bob", "conflict")
///     .need("bob", "budget")
///     .make()?;
/// let help = &helped.covered[0];
/// assert_eq!((help.helper.as_str(), help.person.as_str(), help.strength), ("ann", "bob", 0.8));
/// assert_eq!(helped.uncovered[0].1, "budget");
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Market {
    strengths: BTreeMap<(String, String), f64>,
    needs: BTreeSet<(String, String)>,
    most: BTreeMap<String, u32>,
    apart: BTreeSet<(String, String)>,
}

/// Somebody helps somebody with something.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Help {
    /// Who is helped.
    pub person: String,
    /// With what.
    pub topic: String,
    /// By whom.
    pub helper: String,
    /// How strong the helper is in it.
    pub strength: f64,
}

/// Who helps whom, as a proposal.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Helped {
    /// The needs that are covered, in the order of people and topics.
    pub covered: Vec<Help>,
    /// People and topics of needs that nobody covers, and why.
    pub uncovered: Vec<(String, String, String)>,
    /// How often each person gives help and takes it.
    pub given_and_taken: BTreeMap<String, (u32, u32)>,
}

impl Market {
    /// Nobody yet.
    #[must_use]
    pub fn new() -> Self {
        Market::default()
    }

    /// Somebody can help with a topic, so well (0 to 1).
    #[must_use]
    pub fn strength(mut self, id: &str, topic: &str, strength: f64) -> Self {
        self.strengths.insert((topic.to_owned(), id.to_owned()), strength);
        self
    }

    /// Somebody needs help with a topic.
    #[must_use]
    pub fn need(mut self, id: &str, topic: &str) -> Self {
        self.needs.insert((id.to_owned(), topic.to_owned()));
        self
    }

    /// Somebody helps at most so often.
    #[must_use]
    pub fn helps_at_most(mut self, id: &str, times: u32) -> Self {
        self.most.insert(id.to_owned(), times);
        self
    }

    /// These two do not help each other.
    #[must_use]
    pub fn apart(mut self, a: &str, b: &str) -> Self {
        for (a, b) in [(a, b), (b, a)] {
            self.apart.insert((a.to_owned(), b.to_owned()));
        }
        self
    }

    /// Covers the needs. O(needs · offers · log).
    ///
    /// # Errors
    ///
    /// [`PairingError::Score`] for a strength that is not between 0 and 1.
    pub fn make(&self) -> Result<Helped, Error> {
        if let Some(((topic, id), &score)) =
            self.strengths.iter().find(|(_, s)| !(0.0..=1.0).contains(*s))
        {
            return Err(
                PairingError::Strength { id: id.clone(), topic: topic.clone(), score }.into()
            );
        }
        let needs: Vec<&(String, String)> = self.needs.iter().collect();
        let helpers: BTreeSet<&String> = self.strengths.keys().map(|(_, id)| id).collect();
        let helpers: Vec<&String> = helpers.into_iter().collect();
        let mut taken: BTreeMap<&String, u32> = BTreeMap::new();
        for (id, _) in &needs {
            *taken.entry(id).or_default() += 1;
        }
        // Balance weighs more than all strengths together; that a need is covered follows from the largest flow.
        let unit = 1000;
        let step = unit * (needs.len() as i64 + 1);
        let mut network = Network::new(2 + needs.len() + helpers.len());
        let mut arcs = Vec::new();
        for (at, (id, topic)) in needs.iter().enumerate() {
            network.arc(SOURCE, 2 + at, 1, 0);
            for (helper, strength) in self.who_can(id, topic) {
                let Ok(place) = helpers.binary_search(&helper) else { continue };
                let cost = unit - (strength * unit as f64).round() as i64;
                let arc = network.arc(2 + at, 2 + needs.len() + place, 1, cost);
                arcs.push((at, helper, strength, arc));
            }
        }
        for (place, helper) in helpers.iter().enumerate() {
            let own = i64::from(taken.get(*helper).copied().unwrap_or(0));
            let most = self.most.get(*helper).copied().unwrap_or(u32::MAX).min(needs.len() as u32);
            for time in 1..=i64::from(most) {
                // What one more help adds to the square of the difference.
                network.arc(2 + needs.len() + place, SINK, 1, (2 * (time - own) - 1) * step);
            }
        }
        network.send();
        let mut helped = Helped::default();
        let mut covered = vec![false; needs.len()];
        for (at, helper, strength, arc) in arcs {
            if network.flow(arc) == 0 {
                continue;
            }
            covered[at] = true;
            let (person, topic) = needs[at].clone();
            helped.given_and_taken.entry(helper.clone()).or_default().0 += 1;
            helped.given_and_taken.entry(person.clone()).or_default().1 += 1;
            helped.covered.push(Help { person, topic, helper: helper.clone(), strength });
        }
        for ((id, topic), _) in needs.iter().zip(&covered).filter(|(_, covered)| !**covered) {
            let why = match self.who_can(id, topic).count() {
                0 => format!("nobody who may help {id} has this strength"),
                1 => "the only one who could helps as often as they may".to_owned(),
                many => format!("all {many} who could help as often as they may"),
            };
            helped.uncovered.push((id.clone(), topic.clone(), why));
        }
        Ok(helped)
    }

    fn who_can<'a>(
        &'a self,
        id: &'a str,
        topic: &'a str,
    ) -> impl Iterator<Item = (&'a String, f64)> {
        let from = (topic.to_owned(), String::new());
        let of_topic = self.strengths.range(from..).take_while(move |((own, _), _)| own == topic);
        of_topic.map(|((_, helper), &strength)| (helper, strength)).filter(
            move |(helper, strength)| {
                *strength > 0.0
                    && helper.as_str() != id
                    && !self.apart.contains(&(id.to_owned(), (*helper).clone()))
            },
        )
    }
}
