use super::themes;
use super::wish::check_level;
use super::{
    Aggregate, Direction, PairDirection, PairWish, Pin, Quota, Sizes, ThemeWish, WaitingList, Wish,
};
use crate::{Error, MeetingError, WaitingError, WishError};

/// The version of [`RulesDocument`] that this library reads and writes.
pub const RULES_VERSION: u32 = 1;

/// The heaviest weight of a wish.
const HEAVIEST: f64 = 1e12;

/// What is wanted of a grouping and what must hold: checked, and independent of any roster.
///
/// With feature `serde` it reads and writes as a [`RulesDocument`].
///
/// # Example
///
/// ```
/// use intervision_groups::{Remainder, RulesBuilder, Sizes};
///
/// let rules = RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
///     .mix("directorate", 3.0)
///     .mix("function", 2.0)
///     .match_on("preference", 4.0)
///     .balance("years", 1.0)
///     .not_with_manager()
///     .apart(["m014", "m027"])
///     .build()?;
/// assert_eq!(rules.wishes().len(), 4);
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RulesDocument", into = "RulesDocument"))]
pub struct Rules {
    document: RulesDocument,
}

/// Rules as a file holds them; [`Rules::try_from`] checks them.
///
/// # Example
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use intervision_groups::Rules;
///
/// let rules: Rules = serde_json::from_str(r#"{
///     "version": 1,
///     "sizes": { "size": { "size": 8, "remainder": "larger" } },
///     "wishes": [{ "attribute": "function", "direction": "mix", "weight": 2 }],
///     "manager_steps": 1
/// }"#)?;
/// assert_eq!(rules.manager_steps(), 1);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct RulesDocument {
    /// [`RULES_VERSION`].
    pub version: u32,
    /// How many groups, and how large.
    pub sizes: Sizes,
    /// Wishes about attributes.
    #[cfg_attr(feature = "serde", serde(default))]
    pub wishes: Vec<Wish>,
    /// Wishes about pairs.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pairs: Vec<PairWish>,
    /// What the groups are about, if people rank it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub themes: Option<ThemeWish>,
    /// How the values of the groups become the value of the whole.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Aggregate::is_total"))]
    pub aggregate: Aggregate,
    /// Sets of people who are in one group.
    #[cfg_attr(feature = "serde", serde(default))]
    pub together: Vec<Vec<String>>,
    /// Sets of people, no two of whom are in one group.
    #[cfg_attr(feature = "serde", serde(default))]
    pub apart: Vec<Vec<String>>,
    /// Nobody is in a group with somebody up to this many steps up their reporting line; 0 for no such rule.
    #[cfg_attr(feature = "serde", serde(default))]
    pub manager_steps: usize,
    /// People whose group is given.
    #[cfg_attr(feature = "serde", serde(default))]
    pub pins: Vec<Pin>,
    /// People who stay in the group that they have in an earlier grouping, which the host gives.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub locks: Vec<String>,
    /// How many people of a category every group holds at least and at most.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub quotas: Vec<Quota>,
    /// In how many slots the members of a group are all free, at least; 0 for no such rule.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_zero"))]
    pub common_slots: usize,
    /// Who waits, where there are more people than seats.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub waiting_list: Option<WaitingList>,
}

#[cfg(feature = "serde")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands references")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Rules {
    /// How many groups, and how large.
    #[must_use]
    pub fn sizes(&self) -> &Sizes {
        &self.document.sizes
    }

    /// Wishes about attributes, in the order given.
    #[must_use]
    pub fn wishes(&self) -> &[Wish] {
        &self.document.wishes
    }

    /// Wishes about pairs, in the order given.
    #[must_use]
    pub fn pairs(&self) -> &[PairWish] {
        &self.document.pairs
    }

    /// What the groups are about, if people rank it.
    #[must_use]
    pub fn themes(&self) -> Option<&ThemeWish> {
        self.document.themes.as_ref()
    }

    /// How the values of the groups become the value of the whole.
    #[must_use]
    pub fn aggregate(&self) -> Aggregate {
        self.document.aggregate
    }

    /// Sets of people who are in one group.
    #[must_use]
    pub fn together(&self) -> &[Vec<String>] {
        &self.document.together
    }

    /// Sets of people, no two of whom are in one group.
    #[must_use]
    pub fn apart(&self) -> &[Vec<String>] {
        &self.document.apart
    }

    /// How many steps up the reporting line nobody meets; 0 when managers and reports may meet.
    #[must_use]
    pub fn manager_steps(&self) -> usize {
        self.document.manager_steps
    }

    /// People whose group is given.
    #[must_use]
    pub fn pins(&self) -> &[Pin] {
        &self.document.pins
    }

    /// People who stay in the group that they have in an earlier grouping.
    #[must_use]
    pub fn locks(&self) -> &[String] {
        &self.document.locks
    }

    /// How many people of a category every group holds at least and at most, in the order given.
    #[must_use]
    pub fn quotas(&self) -> &[Quota] {
        &self.document.quotas
    }

    /// In how many slots the members of a group are all free, at least; 0 when that does not matter.
    #[must_use]
    pub fn common_slots(&self) -> usize {
        self.document.common_slots
    }

    /// Who waits, where there are more people than seats.
    #[must_use]
    pub fn waiting_list(&self) -> Option<&WaitingList> {
        self.document.waiting_list.as_ref()
    }
}

impl From<Rules> for RulesDocument {
    fn from(rules: Rules) -> Self {
        rules.document
    }
}

impl TryFrom<RulesDocument> for Rules {
    type Error = Error;

    fn try_from(document: RulesDocument) -> Result<Self, Error> {
        if document.version != RULES_VERSION {
            return Err(Error::Version {
                document: "the rules document",
                found: document.version,
                supported: RULES_VERSION,
            });
        }
        document.sizes.check()?;
        document.quotas.iter().try_for_each(Quota::check)?;
        let attributes = document.wishes.iter().map(|w| (w.to_string(), w.weight));
        let pairs =
            document.pairs.iter().map(|w| (format!("{} \"{}\"", w.direction, w.name), w.weight));
        let mut seen = std::collections::BTreeSet::new();
        let themes = document.themes.iter().map(|themes| (themes::TERM.to_owned(), themes.weight));
        for (wish, weight) in attributes.chain(pairs).chain(themes) {
            if !(0.0..=HEAVIEST).contains(&weight) {
                return Err(WishError::Weight { wish, weight }.into());
            }
            if !seen.insert(wish.clone()) {
                return Err(WishError::Duplicate { wish }.into());
            }
        }
        document.wishes.iter().try_for_each(Wish::check)?;
        document.themes.iter().try_for_each(ThemeWish::check)?;
        document.pairs.iter().try_for_each(|wish| check_level(wish.level))?;
        if document.waiting_list.is_some() && document.aggregate != Aggregate::Total {
            let what = "the worst group and the harmonic mean";
            return Err(WaitingError::NotYet { what }.into());
        }
        for (rule, sets) in [("together", &document.together), ("apart", &document.apart)] {
            for ids in sets {
                let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
                if distinct.len() < 2 {
                    return Err(MeetingError::TooFewNamed { rule, ids: ids.clone() }.into());
                }
            }
        }
        Ok(Rules { document })
    }
}

/// Collects wishes and rules; [`build`](RulesBuilder::build) checks them.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct RulesBuilder {
    document: RulesDocument,
}

impl RulesBuilder {
    /// Groups of these sizes, without wishes yet.
    pub fn new(sizes: Sizes) -> Self {
        RulesBuilder {
            document: RulesDocument {
                version: RULES_VERSION,
                sizes,
                wishes: Vec::new(),
                pairs: Vec::new(),
                themes: None,
                aggregate: Aggregate::Total,
                together: Vec::new(),
                apart: Vec::new(),
                manager_steps: 0,
                pins: Vec::new(),
                locks: Vec::new(),
                quotas: Vec::new(),
                common_slots: 0,
                waiting_list: None,
            },
        }
    }

    /// People in a group differ in this attribute.
    pub fn mix(self, attribute: impl Into<String>, weight: f64) -> Self {
        self.with_wish(Wish::new(attribute, Direction::Mix, weight))
    }

    /// People in a group are alike in this attribute.
    pub fn match_on(self, attribute: impl Into<String>, weight: f64) -> Self {
        self.with_wish(Wish::new(attribute, Direction::Match, weight))
    }

    /// Every group looks like the whole in this attribute.
    pub fn balance(self, attribute: impl Into<String>, weight: f64) -> Self {
        self.with_wish(Wish::new(attribute, Direction::Balance, weight))
    }

    /// Nobody is alone of their kind in a group. For one category, or for more than two of a kind, see [`Wish::about`] and
    /// [`Wish::at_least`].
    pub fn not_alone(self, attribute: impl Into<String>, weight: f64) -> Self {
        self.with_wish(Wish::new(attribute, Direction::NotAlone, weight))
    }

    /// A wish about an attribute.
    pub fn with_wish(mut self, wish: Wish) -> Self {
        self.document.wishes.push(wish);
        self
    }

    /// As little of these pair weights inside groups as possible.
    pub fn avoid_pairs(self, name: impl Into<String>, weight: f64) -> Self {
        self.with_pairs(PairWish::new(name, PairDirection::Avoid, weight))
    }

    /// As much of these pair weights inside groups as possible.
    pub fn seek_pairs(self, name: impl Into<String>, weight: f64) -> Self {
        self.with_pairs(PairWish::new(name, PairDirection::Seek, weight))
    }

    /// A wish about pairs.
    pub fn with_pairs(mut self, wish: PairWish) -> Self {
        self.document.pairs.push(wish);
        self
    }

    /// The groups have these themes, one each in their order, and people get what they rank high: the sum of their ranks below
    /// first choices is as small as can be. The rankings are given to the former.
    pub fn themes<I>(self, names: I, weight: f64) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.with_themes(ThemeWish::new(names, weight))
    }

    /// The groups have themes that people rank.
    pub fn with_themes(mut self, themes: ThemeWish) -> Self {
        self.document.themes = Some(themes);
        self
    }

    /// The values of the groups become the value of the whole in this way; they are added up if nothing is said.
    pub fn aggregate(mut self, aggregate: Aggregate) -> Self {
        self.document.aggregate = aggregate;
        self
    }

    /// These people are in one group.
    pub fn together<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.document.together.push(ids.into_iter().map(Into::into).collect());
        self
    }

    /// No two of these people are in one group.
    pub fn apart<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.document.apart.push(ids.into_iter().map(Into::into).collect());
        self
    }

    /// Nobody is in a group with their own manager.
    pub fn not_with_manager(self) -> Self {
        self.not_with_managers(1)
    }

    /// Nobody is in a group with anybody up to this many steps up their reporting line: 1 for their manager, 2 for
    /// their manager's manager as well.
    pub fn not_with_managers(mut self, steps: usize) -> Self {
        self.document.manager_steps = steps;
        self
    }

    /// This person is in this group, counted from 1.
    pub fn pin(mut self, id: impl Into<String>, group: usize) -> Self {
        self.document.pins.push(Pin { id: id.into(), group });
        self
    }

    /// This person stays in the group that they have in an earlier grouping; see
    /// [`Former::with_earlier`](crate::Former::with_earlier).
    pub fn lock(mut self, id: impl Into<String>) -> Self {
        self.document.locks.push(id.into());
        self
    }

    /// No group holds more than so many people of this category, level or tag; with `None`, of any one of them.
    pub fn at_most(
        self,
        attribute: impl Into<String>,
        category: Option<&str>,
        limit: usize,
    ) -> Self {
        self.with_quota(Quota {
            attribute: attribute.into(),
            category: category.map(str::to_owned),
            at_least: None,
            at_most: Some(limit),
        })
    }

    /// Every group holds so many people of this category, level or tag; with `None`, of each that somebody has.
    pub fn at_least(
        self,
        attribute: impl Into<String>,
        category: Option<&str>,
        limit: usize,
    ) -> Self {
        self.with_quota(Quota {
            attribute: attribute.into(),
            category: category.map(str::to_owned),
            at_least: Some(limit),
            at_most: None,
        })
    }

    /// Every group holds one who can: speak this language, facilitate, take minutes.
    pub fn one_who_can(self, attribute: impl Into<String>, skill: &str) -> Self {
        self.at_least(attribute, Some(skill), 1)
    }

    /// Limits on the people of a category in every group.
    pub fn with_quota(mut self, quota: Quota) -> Self {
        self.document.quotas.push(quota);
        self
    }

    /// The members of a group are all free in so many slots at least; see [`Slots`](crate::Slots).
    pub fn common_slots(mut self, least: usize) -> Self {
        self.document.common_slots = least;
        self
    }

    /// Not everybody has a seat: who waits is part of the answer.
    pub fn waiting_list(mut self, list: WaitingList) -> Self {
        self.document.waiting_list = Some(list);
        self
    }

    /// Checks what can be checked without a roster.
    ///
    /// # Errors
    ///
    /// [`WishError::Weight`], [`WishError::Duplicate`], [`WishError::Field`], [`Error::Number`], [`MeetingError::TooFewNamed`],
    /// [`QuotaError::WithoutLimit`](crate::QuotaError::WithoutLimit) and [`QuotaError::Limits`](crate::QuotaError::Limits).
    pub fn build(self) -> Result<Rules, Error> {
        Rules::try_from(self.document)
    }
}
