//! In: rules. Out: each of them on its own, as people would drop or loosen it.

use super::{Rules, RulesDocument, Sizes};
use crate::Error;
use crate::explain::counted;

/// One rule that must hold, by its place in the document.
///
/// # Example
///
/// ```
/// use intervision_groups::{RulesBuilder, Sizes};
///
/// let rules = RulesBuilder::new(Sizes::count(3)).apart(["p1", "p2"]).pin("p3", 1).build()?;
/// let each: Vec<String> = rules.each().iter().map(|rule| rules.name(rule)).collect();
/// assert_eq!(each, ["apart p1 and p2", "p3 in group 1", "3 groups"]);
/// assert!(rules.without(&rules.each()[0], 9)?.apart().is_empty());
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Rule {
    /// The set of people at this place of `together`.
    Together(usize),
    /// The set of people at this place of `apart`.
    Apart(usize),
    /// The rule about managers.
    Manager,
    /// The pin at this place.
    Pin(usize),
    /// The lock at this place.
    Lock(usize),
    /// The quota at this place.
    Quota(usize),
    /// The slots that a group must share.
    CommonSlots,
    /// The seat at this place of the waiting list.
    Seat(usize),
    /// What people refuse in their rankings: not of the document, so that it is neither listed with the rules nor dropped.
    Refusals,
    /// The sizes; loosened, not dropped.
    Sizes,
}

impl Rules {
    /// Every rule that must hold, in the order of the document; the sizes last, which a waiting list makes
    /// more than a rule.
    #[must_use]
    pub fn each(&self) -> Vec<Rule> {
        let manager = (self.manager_steps() > 0).then_some(Rule::Manager);
        let seats = self.waiting_list().map_or(0, |list| list.seat.len());
        (0..self.together().len())
            .map(Rule::Together)
            .chain((0..self.apart().len()).map(Rule::Apart))
            .chain(manager)
            .chain((0..self.pins().len()).map(Rule::Pin))
            .chain((0..self.locks().len()).map(Rule::Lock))
            .chain((0..self.quotas().len()).map(Rule::Quota))
            .chain((self.common_slots() > 0).then_some(Rule::CommonSlots))
            .chain((0..seats).map(Rule::Seat))
            .chain(self.waiting_list().is_none().then_some(Rule::Sizes))
            .collect()
    }

    /// A rule as people say it: `apart p1 and p2`.
    #[must_use]
    pub fn name(&self, rule: &Rule) -> String {
        let all = |ids: Option<&Vec<String>>| match ids.map(Vec::as_slice) {
            None | Some([]) => "nobody".to_owned(),
            Some([one]) => one.clone(),
            Some([head @ .., last]) => format!("{} and {last}", head.join(", ")),
        };
        match *rule {
            Rule::Together(at) => format!("together {}", all(self.together().get(at))),
            Rule::Apart(at) => format!("apart {}", all(self.apart().get(at))),
            Rule::Manager if self.manager_steps() == 1 => "nobody with their manager".to_owned(),
            Rule::Manager => {
                format!("nobody with their managers up to {} steps up", self.manager_steps())
            }
            Rule::Pin(at) => match self.pins().get(at) {
                Some(pin) => format!("{} in group {}", pin.id, pin.group),
                None => "nobody in a group".to_owned(),
            },
            Rule::Lock(at) => {
                let id = self.locks().get(at).map_or("nobody", String::as_str);
                format!("{id} in their earlier group")
            }
            Rule::Quota(at) => {
                self.quotas().get(at).map_or_else(|| "no quota".to_owned(), ToString::to_string)
            }
            Rule::CommonSlots => {
                format!("{} in every group", counted(self.common_slots(), "common slot"))
            }
            Rule::Seat(at) => {
                let id = self.waiting_list().and_then(|list| list.seat.get(at));
                format!("a seat for {}", id.map_or("nobody", String::as_str))
            }
            Rule::Refusals => "the refused themes".to_owned(),
            Rule::Sizes => self.sizes().to_string(),
        }
    }

    /// These rules without one of them. Sizes are loosened: each group may have one person fewer and one more, but never
    /// nobody. A rule that is not there leaves the rules as they are.
    ///
    /// # Errors
    ///
    /// Those of [`Sizes::bounds`] for this many people.
    pub fn without(&self, rule: &Rule, people: usize) -> Result<Rules, Error> {
        fn drop_at<T>(list: &mut Vec<T>, at: usize) {
            if at < list.len() {
                list.remove(at);
            }
        }
        let mut document = RulesDocument::from(self.clone());
        match *rule {
            Rule::Together(at) => drop_at(&mut document.together, at),
            Rule::Apart(at) => drop_at(&mut document.apart, at),
            Rule::Manager => document.manager_steps = 0,
            Rule::Pin(at) => drop_at(&mut document.pins, at),
            Rule::Lock(at) => drop_at(&mut document.locks, at),
            Rule::Quota(at) => drop_at(&mut document.quotas, at),
            Rule::CommonSlots => document.common_slots = 0,
            Rule::Seat(at) => {
                if let Some(list) = &mut document.waiting_list {
                    drop_at(&mut list.seat, at);
                }
            }
            Rule::Refusals => {}
            Rule::Sizes => document.sizes = loosened(&document.sizes, people)?,
        }
        Rules::try_from(document)
    }
}

fn loosened(sizes: &Sizes, people: usize) -> Result<Sizes, Error> {
    let limits: Vec<(usize, usize)> = sizes
        .bounds(people)?
        .into_iter()
        .map(|(least, most)| ((least - 1).max(1), most.saturating_add(1).min(people)))
        .collect();
    let numbered = matches!(sizes, Sizes::Listed(_) | Sizes::ListedBetween(_));
    match limits.first() {
        // Groups without numbers of their own stay so.
        Some(&(min, max)) if !numbered && limits.iter().all(|&limit| limit == (min, max)) => {
            Ok(Sizes::CountBetween { count: limits.len(), min, max })
        }
        _ => Ok(Sizes::ListedBetween(limits)),
    }
}
