use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::OnceLock;

use intervision_core::{Roster, Value};

use super::limits::Limits;
use super::objective::Objective;
use super::slots::CommonSlots;
use super::themes;
use super::units::Units;
use super::waiting::{Places, priorities, seated};
use super::{Direction, Inputs, PairDirection, Pairs, Rules, Wish, locks};
use crate::bound::{Bounds, Relaxation};
use crate::terms::alone::Alone;
use crate::terms::counts::{Carried, Counts};
use crate::terms::moments::Moments;
use crate::terms::pairs::PairSums;
use crate::terms::ranks::Ranks;
use crate::terms::{Data, Term, put_on_one_scale};
use crate::{Error, PairsError, RosterError, WishError};

/// Before the rank of a level, where levels count as categories.
const LEVEL: &str = "level ";

/// Pair weights beyond this cannot be added up with care.
const LARGEST_WEIGHT: f64 = 1e100;

/// Rules, roster and inputs as flat arrays: what every solver works on.
///
/// Members are numbered in the order of their ids, so that nothing depends on the order in which the host lists them.
///
/// # Example
///
/// ```
/// use intervision_core::{Table, Value};
/// use intervision_groups::{Pairs, Problem, RulesBuilder, Sizes};
///
/// let roster = Table::new(["b", "a"])?.with_column("unit", ["x", "y"].map(Value::category))?;
/// let rules = RulesBuilder::new(Sizes::count(1)).mix("unit", 1.0).build()?;
/// let problem = Problem::new(&rules, &roster, &Pairs::new())?;
/// assert_eq!(problem.ids(), ["a", "b"]);
/// assert_eq!(problem.sizes(), [(2, 2)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub(crate) ids: Vec<String>,
    /// The roster's number of each member.
    pub(crate) listed: Vec<usize>,
    pub(crate) sizes: Vec<(usize, usize)>,
    pub(crate) terms: Vec<Term>,
    pub(crate) objective: Objective,
    pub(crate) units: Units,
    pub(crate) limits: Limits,
    pub(crate) slots: Option<CommonSlots>,
    /// The number of the group that is the waiting list, the last one: it counts for nothing.
    pub(crate) waiting: Option<usize>,
    /// Units that have a seat, in order.
    pub(crate) seated: Vec<u32>,
    /// Whether group numbers mean something to the host.
    pub(crate) numbered: bool,
    /// Found when first asked for.
    bounds: OnceLock<Bounds>,
}

impl Problem {
    /// Reads each question to the roster once; takes [`Inputs`] or [`Pairs`] alone.
    ///
    /// # Errors
    ///
    /// Whatever contradicts the roster or makes the rules impossible to keep; see [`Error`].
    pub fn new<'a>(
        rules: &Rules,
        roster: &dyn Roster,
        inputs: impl Into<Inputs<'a>>,
    ) -> Result<Self, Error> {
        Problem::lower(rules, roster, &inputs.into())
    }

    fn lower(rules: &Rules, roster: &dyn Roster, inputs: &Inputs<'_>) -> Result<Self, Error> {
        let (ids, listed) = canonical(roster)?;
        let pairs = inputs.pairs();
        let earlier = locks::earlier_groups(inputs, &listed)?;
        let Places { limits: sizes, waiting } = rules.places(ids.len())?;
        let seats = waiting.unwrap_or(sizes.len());
        let mut terms = Vec::with_capacity(rules.wishes().len() + rules.pairs().len());
        let known: Vec<String> =
            roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
        for wish in rules.wishes() {
            if !known.contains(&wish.attribute) {
                let attribute = wish.attribute.clone();
                return Err(RosterError::UnknownAttribute { attribute, known }.into());
            }
            terms.push(Term {
                name: wish.to_string(),
                weight: wish.weight,
                factor: 0.0,
                level: wish.level,
                data: lower_wish(wish, roster, &ids, &listed, &sizes[..seats])?,
            });
        }
        if let Some(name) =
            pairs.names().find(|name| !rules.pairs().iter().any(|wish| wish.name == *name))
        {
            return Err(PairsError::Unused { name: name.to_owned() }.into());
        }
        for wish in rules.pairs() {
            terms.push(Term {
                name: format!("{} \"{}\"", wish.direction, wish.name),
                weight: wish.weight,
                factor: 0.0,
                level: wish.level,
                data: Data::Pairs(lower_pairs(&wish.name, wish.direction, pairs, &ids, &listed)?),
            });
        }
        let ranks = themes::lower(rules, inputs, &ids, &listed, (&sizes, waiting))?;
        let locked = locks::locked(rules, &ids, earlier.as_deref(), seats)?;
        let units = Units::new(rules, roster, &ids, &listed, (&sizes, waiting), &locked)?;
        if let (Some(ranks), Some(wish)) = (ranks, rules.themes()) {
            themes::check_pins(&ranks, &units, &ids)?;
            terms.push(Term {
                name: themes::TERM.to_owned(),
                weight: wish.weight,
                factor: 0.0,
                level: wish.level,
                data: Data::Ranks(ranks),
            });
        }
        let limits = Limits::new(rules.quotas(), roster, &listed, &units, &sizes[..seats])?;
        let slots = if waiting.is_some() {
            // Whoever is free too seldom may wait.
            CommonSlots::read(rules.common_slots(), inputs.slots(), &listed)?
        } else {
            CommonSlots::new(rules.common_slots(), inputs.slots(), &ids, &listed)?
        };
        let seated = seated(rules, &ids, &units)?;
        terms.extend(priorities(rules, roster, (&ids, &listed), (&units, &seated), waiting)?);
        let mut problem = Problem {
            numbered: !rules.pins().is_empty()
                || rules.themes().is_some()
                || !rules.locks().is_empty()
                || matches!(
                    rules.sizes(),
                    super::Sizes::Listed(_) | super::Sizes::ListedBetween(_)
                ),
            ids,
            listed,
            sizes,
            terms,
            objective: Objective::default(),
            units,
            limits,
            slots,
            waiting,
            seated,
            bounds: OnceLock::new(),
        };
        let even = problem.even_sizes();
        let at_random = put_on_one_scale(&mut problem.terms, &even);
        let Problem { terms, sizes, .. } = &mut problem;
        problem.objective = Objective::weigh(rules.aggregate(), terms, &at_random, sizes)?;
        problem.objective.counted = waiting;
        Ok(problem)
    }

    /// The ids in order: member `m` of the problem is `ids()[m]`.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many members there are.
    #[must_use]
    pub fn members(&self) -> usize {
        self.ids.len()
    }

    /// How many groups there are, with the waiting list where there is one: the last.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.sizes.len()
    }

    /// The least and the most members of each group.
    #[must_use]
    pub fn sizes(&self) -> &[(usize, usize)] {
        &self.sizes
    }

    /// What people rank, where groups have themes.
    pub(crate) fn ranks(&self) -> Option<&Ranks> {
        self.terms.iter().find_map(|term| match &term.data {
            Data::Ranks(ranks) => Some(ranks),
            _ => None,
        })
    }

    /// The terms of the objective.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What no grouping can beat: found once, and kept.
    #[must_use]
    pub fn bounds(&self) -> &Bounds {
        self.bounds.get_or_init(|| Bounds::of(self))
    }

    /// The same problem with what a relaxation proves of it; `None` where that is not more than is known anyway.
    pub(crate) fn tightened(&self, relaxation: &Relaxation) -> Option<Self> {
        let bounds = self.bounds();
        let value = relaxation.bound(self).filter(|value| *value > bounds.value)?;
        Some(Problem { bounds: OnceLock::from(bounds.raised(value)), ..self.clone() })
    }

    /// The value of a grouping, counted from nothing; `group_of` holds a group below [`groups`](Problem::groups) for
    /// each member. Smaller is better.
    ///
    /// `None` when `group_of` has another length or names another group.
    #[must_use]
    pub fn value(&self, group_of: &[u32]) -> Option<f64> {
        self.fits(group_of).then(|| self.value_of(group_of))
    }

    /// Whether there is a group of the problem for each member.
    pub(crate) fn fits(&self, group_of: &[u32]) -> bool {
        group_of.len() == self.members()
            && group_of.iter().all(|&group| (group as usize) < self.groups())
    }

    /// The same problem with some of its terms, on one level and on the scale of all; the others are counted and not pursued.
    pub(crate) fn keeping(&self, kept: impl Fn(usize) -> bool) -> Problem {
        let mut own = Problem { bounds: OnceLock::new(), ..self.clone() };
        for (at, term) in own.terms.iter_mut().enumerate().filter(|(at, _)| !kept(*at)) {
            term.factor = 0.0;
            for level in &mut own.objective.levels {
                level.terms.retain(|&other| other != at);
            }
        }
        own
    }

    /// The smallest sizes filled up evenly: what a grouping at random would have.
    pub(crate) fn even_sizes(&self) -> Vec<usize> {
        let mut sizes: Vec<usize> = self.sizes.iter().map(|&(least, _)| least).collect();
        let mut left = self.members() - sizes.iter().sum::<usize>();
        let room = |group: usize, size: usize| size < self.sizes[group].1;
        let mut smallest: BinaryHeap<Reverse<(usize, usize)>> = sizes
            .iter()
            .enumerate()
            .filter(|(group, size)| room(*group, **size))
            .map(|(group, &size)| Reverse((size, group)))
            .collect();
        while left > 0 {
            let Some(Reverse((size, group))) = smallest.pop() else { break };
            sizes[group] = size + 1;
            left -= 1;
            if room(group, size + 1) {
                smallest.push(Reverse((size + 1, group)));
            }
        }
        sizes
    }
}

pub(crate) fn canonical(roster: &dyn Roster) -> Result<(Vec<String>, Vec<usize>), Error> {
    let mut ids: Vec<String> =
        (0..roster.len()).map(|member| roster.id(member).into_owned()).collect();
    if ids.is_empty() {
        return Err(RosterError::Empty.into());
    }
    let listed = in_order(&ids);
    if let Some(&member) = listed.iter().find(|&&member| ids[member].trim().is_empty()) {
        return Err(RosterError::EmptyId { member }.into());
    }
    if let Some(twice) = listed.windows(2).find(|pair| ids[pair[0]] == ids[pair[1]]) {
        return Err(RosterError::DuplicateId { id: ids[twice[0]].clone() }.into());
    }
    let ids = listed.iter().map(|&member| std::mem::take(&mut ids[member])).collect();
    Ok((ids, listed))
}

/// The places of the ids in the order of the ids.
fn in_order(ids: &[String]) -> Vec<usize> {
    if ids.is_sorted() {
        return (0..ids.len()).collect();
    }
    // Ids of one host mostly begin alike. The eight bytes after that, as a number, tell most of them apart without a look at
    // the text, which lies somewhere else.
    let first = ids[0].as_bytes();
    let alike = |id: &String| first.iter().zip(id.as_bytes()).take_while(|(a, b)| a == b).count();
    let common = ids.iter().map(alike).min().unwrap_or(0);
    let key = |id: &String| {
        let mut bytes = [0; 8];
        for (byte, &own) in bytes.iter_mut().zip(&id.as_bytes()[common..]) {
            *byte = own;
        }
        u64::from_be_bytes(bytes)
    };
    let mut keyed: Vec<(u64, usize)> = ids.iter().map(key).zip(0..).collect();
    keyed.sort_unstable_by(|&(a, x), &(b, y)| {
        a.cmp(&b).then_with(|| ids[x].cmp(&ids[y])).then(x.cmp(&y))
    });
    keyed.into_iter().map(|(_, member)| member).collect()
}

fn lower_wish(
    wish: &Wish,
    roster: &dyn Roster,
    ids: &[String],
    listed: &[usize],
    sizes: &[(usize, usize)],
) -> Result<Data, Error> {
    let values: Vec<Value<'_>> =
        listed.iter().map(|&member| roster.attribute(member, &wish.attribute).known()).collect();
    let mut kind: Option<(&'static str, usize)> = None;
    for (member, value) in values.iter().enumerate() {
        match kind {
            _ if value.is_unknown() => {}
            None => kind = Some((value.kind(), member)),
            Some((expected, _)) if expected == value.kind() => {}
            Some((expected, first)) => {
                return Err(RosterError::WrongKind {
                    attribute: wish.attribute.clone(),
                    expected,
                    first: ids[first].clone(),
                    found: value.kind(),
                    id: ids[member].clone(),
                }
                .into());
            }
        }
    }
    let kind = kind.map(|(kind, _)| kind);
    if wish.direction == Direction::NotAlone {
        return Ok(Data::Alone(lower_alone(wish, kind, &values)?));
    }
    let as_number =
        kind == Some("number") || (kind == Some("level") && wish.direction != Direction::Mix);
    if as_number {
        let numbers: Vec<Option<f64>> = values.iter().map(Value::as_number).collect();
        return Ok(Data::Moments(Moments::new(wish.direction, &numbers)));
    }
    let most_pairs = |total: usize| crate::bound::alike::most_pairs(total, sizes);
    Ok(Data::Counts(Counts::new(
        wish.direction,
        kind == Some("tags"),
        carried(&values),
        most_pairs,
        sizes.len(),
    )))
}

fn lower_alone(
    wish: &Wish,
    kind: Option<&'static str>,
    values: &[Value<'_>],
) -> Result<Alone, Error> {
    if kind == Some("number") {
        let (wish, attribute) = (wish.to_string(), wish.attribute.clone());
        return Err(WishError::NeedsCategories { wish, attribute }.into());
    }
    let carried = carried(values);
    let Some(category) = &wish.category else {
        return Ok(Alone::new(wish.company(), carried, None));
    };
    let shown = |name: &String| match name.strip_prefix(LEVEL).map(str::parse::<u32>) {
        Some(Ok(rank)) if kind == Some("level") => rank.to_string(),
        _ => name.clone(),
    };
    let known: Vec<String> = carried.names.iter().map(shown).collect();
    let Some(only) = known.iter().position(|name| name == category) else {
        let (attribute, category) = (wish.attribute.clone(), category.clone());
        return Err(RosterError::UnknownCategory { attribute, category, known }.into());
    };
    Ok(Alone::new(wish.company(), carried, Some(only)))
}

/// The categories that each member carries; an empty list of tags is known to be empty.
fn carried(values: &[Value<'_>]) -> Carried {
    let mut number: BTreeMap<String, u32> = BTreeMap::new();
    // Most names are known already, and then nothing is copied.
    let mut number_of = |name: &str| {
        if let Some(&known) = number.get(name) {
            return known;
        }
        let next = number.len() as u32;
        number.insert(name.to_owned(), next);
        next
    };
    let mut carried = Carried { start: vec![0], ..Carried::default() };
    for value in values {
        match value {
            Value::Category(name) => carried.cats.push(number_of(name)),
            Value::Level(rank) => carried.cats.push(number_of(&format!("{LEVEL}{rank:010}"))),
            Value::Tags(tags) => {
                let distinct: BTreeSet<&str> =
                    tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()).collect();
                carried.cats.extend(distinct.into_iter().map(&mut number_of));
            }
            _ => {}
        }
        let known = matches!(value, Value::Category(_) | Value::Level(_) | Value::Tags(_));
        carried.known.push(known);
        carried.start.push(carried.cats.len() as u32);
    }
    // Numbers in the order of the names, whoever carries them first.
    let mut rank = vec![0; number.len()];
    for (at, &first) in number.values().enumerate() {
        rank[first as usize] = at as u32;
    }
    for cat in &mut carried.cats {
        *cat = rank[*cat as usize];
    }
    carried.names = number.into_keys().collect();
    carried
}

fn lower_pairs(
    name: &str,
    want: PairDirection,
    pairs: &Pairs<'_>,
    ids: &[String],
    listed: &[usize],
) -> Result<PairSums, Error> {
    let Some(weights) = pairs.get(name) else {
        let given = pairs.names().map(str::to_owned).collect();
        return Err(PairsError::Missing { name: name.to_owned(), given }.into());
    };
    if weights.len() != ids.len() {
        let (found, people) = (weights.len(), ids.len());
        return Err(PairsError::Length { name: name.to_owned(), found, people }.into());
    }
    let mut place = vec![0u32; listed.len()];
    for (member, &at) in listed.iter().enumerate() {
        place[at] = member as u32;
    }
    let mut edges = Vec::new();
    let mut wrong = None;
    weights.for_each_pair(&mut |a, b, weight| {
        let (Some(&a), Some(&b)) = (place.get(a), place.get(b)) else { return };
        if weight.is_nan() || weight.abs() > LARGEST_WEIGHT {
            wrong.get_or_insert((a, b, weight));
        } else if a != b && weight != 0.0 {
            edges.push((a.min(b), a.max(b), weight));
        }
    });
    if let Some((a, b, weight)) = wrong {
        let [a, b] = [a, b].map(|member| ids[member as usize].clone());
        return Err(PairsError::Weight { name: name.to_owned(), a, b, weight }.into());
    }
    Ok(PairSums::new(want, ids.len(), edges))
}
