//! Rules of every kind in random mixtures, and what each of them says of a grouping in the test's own words.

use intervision_core::{Groups, Roster, Table, Value};
use intervision_groups::{
    Former, Quota, Rankings, Rule, Rules, RulesBuilder, RulesDocument, Sizes, Slots, StatedRule,
    ThemeWish, WaitingList,
};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::{ids, plain, with_managers};

/// When everyone is free, one bit a slot.
#[derive(Debug, Clone)]
pub(crate) struct Week {
    pub(crate) slots: usize,
    pub(crate) free: Vec<u32>,
}

impl Slots for Week {
    fn len(&self) -> usize {
        self.slots
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        slot < self.slots && self.free.get(member).is_some_and(|free| free >> slot & 1 == 1)
    }
}

/// One rule, as it is drawn.
#[derive(Debug, Clone)]
pub(crate) enum Drawn {
    Together(Vec<usize>),
    Apart(Vec<usize>),
    Pin(usize, usize),
    Lock(usize),
    Quota(Quota),
    Slots(usize),
    Seat(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Mixture {
    pub(crate) table: Table,
    /// The least and the most of each group, and of those who wait, who come last.
    pub(crate) limits: Vec<(usize, usize)>,
    /// The place of those who wait, where anybody does.
    pub(crate) waiting: Option<usize>,
    /// Everyone's, where who has a seat goes by it.
    pub(crate) priority: Option<Vec<u8>>,
    pub(crate) rules: Rules,
    pub(crate) drawn: Vec<Drawn>,
    /// Who reports to whom.
    lines: Vec<(usize, usize)>,
    manager_steps: usize,
    pub(crate) week: Week,
    pub(crate) earlier: Groups,
    /// The groups that each person refuses, where groups have themes.
    refused: Option<(Vec<Vec<usize>>, Rankings)>,
}

impl Mixture {
    pub(crate) fn former(&self) -> Former<'_> {
        let former = Former::new(self.rules.clone());
        let former = former.with_earlier(&self.earlier).with_slots(&self.week);
        match &self.refused {
            Some((_, rankings)) => former.with_rankings(rankings),
            None => former,
        }
    }

    /// Gives groups themes, of which people refuse these.
    fn with_refused(mut self, refused: Vec<Vec<usize>>) -> Self {
        let theme = |group: &usize| format!("theme {group}");
        let mut document = RulesDocument::from(self.rules.clone());
        document.themes = Some(ThemeWish::new((0..self.seats()).map(|at| theme(&at)), 1.0));
        self.rules = Rules::try_from(document).unwrap();
        let mut rankings = Rankings::new(refused.len());
        for (member, groups) in refused.iter().enumerate() {
            rankings = rankings.refuse(member, groups.iter().map(theme));
        }
        self.refused = Some((refused, rankings));
        self
    }

    /// Who refuses something, and what.
    fn refusals(&self) -> Vec<(usize, &Vec<usize>)> {
        let Some((refused, _)) = &self.refused else { return Vec::new() };
        refused.iter().enumerate().filter(|(_, groups)| !groups.is_empty()).collect()
    }

    pub(crate) fn people(&self) -> usize {
        self.table.len()
    }

    /// How many groups there are, with those who wait.
    pub(crate) fn groups(&self) -> usize {
        self.limits.len()
    }

    /// How many groups there are.
    pub(crate) fn seats(&self) -> usize {
        self.waiting.unwrap_or(self.limits.len())
    }

    /// Every way to put people into numbered groups.
    pub(crate) fn groupings(&self) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for _ in 0..self.people() {
            all = all
                .into_iter()
                .flat_map(|part: Vec<u32>| {
                    (0..self.groups() as u32).map(move |group| [part.as_slice(), &[group]].concat())
                })
                .collect();
        }
        all
    }

    /// What each rule is called, the sizes first, in the order of the bits of [`broken`](Mixture::broken).
    pub(crate) fn named(&self) -> Vec<String> {
        let mut names = vec!["sizes".to_owned()];
        names.extend(self.drawn.iter().map(|rule| format!("{rule:?}")));
        names.extend(self.bosses().iter().map(|(report, boss)| format!("{report} under {boss}")));
        names.extend(
            self.refusals().iter().map(|(member, groups)| format!("{member} not in {groups:?}")),
        );
        names
    }

    /// The bit of a rule of a conflict.
    pub(crate) fn bit(&self, stated: &StatedRule) -> usize {
        let kind = |wanted: fn(&Drawn) -> bool, nth: usize| {
            let of_kind = self.drawn.iter().enumerate().filter(|(_, drawn)| wanted(drawn));
            of_kind.map(|(at, _)| at + 1).nth(nth).unwrap()
        };
        match stated.rule {
            Rule::Sizes => 0,
            Rule::Together(nth) => kind(|drawn| matches!(drawn, Drawn::Together(_)), nth),
            Rule::Apart(nth) => kind(|drawn| matches!(drawn, Drawn::Apart(_)), nth),
            Rule::Pin(nth) => kind(|drawn| matches!(drawn, Drawn::Pin(..)), nth),
            Rule::Lock(nth) => kind(|drawn| matches!(drawn, Drawn::Lock(_)), nth),
            Rule::Quota(nth) => kind(|drawn| matches!(drawn, Drawn::Quota(_)), nth),
            Rule::CommonSlots => kind(|drawn| matches!(drawn, Drawn::Slots(_)), 0),
            Rule::Seat(nth) => kind(|drawn| matches!(drawn, Drawn::Seat(_)), nth),
            Rule::Manager => {
                let (report, boss) = stated.line.as_ref().unwrap();
                let line = [report, boss].map(|id| self.table.index(id).unwrap());
                let at = self.bosses().iter().position(|&(a, b)| [a, b] == line).unwrap();
                1 + self.drawn.len() + at
            }
            Rule::Refusals => {
                let who = self.table.index(stated.who.as_ref().unwrap()).unwrap();
                let at = self.refusals().iter().position(|&(member, _)| member == who).unwrap();
                1 + self.drawn.len() + self.bosses().len() + at
            }
            other => unreachable!("{other:?}"),
        }
    }

    /// Everyone with everyone above them, as far up as the rule looks.
    pub(crate) fn bosses(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for member in 0..self.people() {
            let mut at = member;
            for _ in 0..self.manager_steps {
                let Some(&(_, boss)) = self.lines.iter().find(|(report, _)| *report == at) else {
                    break;
                };
                pairs.push((member, boss));
                at = boss;
            }
        }
        pairs
    }

    /// A bit for every rule that the grouping breaks.
    pub(crate) fn broken(&self, group_of: &[u32]) -> u64 {
        let members = |group: usize| -> Vec<usize> {
            (0..group_of.len()).filter(|&m| group_of[m] as usize == group).collect()
        };
        let mut groups: Vec<Vec<usize>> = (0..self.groups()).map(members).collect();
        let meet = |a: usize, b: usize| {
            group_of[a] == group_of[b] && self.waiting != Some(group_of[a] as usize)
        };
        let fits = groups
            .iter()
            .zip(&self.limits)
            .all(|(group, &(least, most))| (least..=most).contains(&group.len()));
        // Whoever waits is in no group.
        groups.truncate(self.seats());
        let mut bits = vec![!fits];
        for rule in &self.drawn {
            bits.push(!match rule {
                Drawn::Together(set) => set.iter().all(|&m| group_of[m] == group_of[set[0]]),
                Drawn::Apart(set) => {
                    set.iter().all(|&a| set.iter().all(|&b| a == b || !meet(a, b)))
                }
                &Drawn::Pin(member, group) => group_of[member] as usize + 1 == group,
                &Drawn::Lock(member) => {
                    self.earlier.group_of(member) == Some(group_of[member] as usize)
                }
                Drawn::Quota(quota) => groups.iter().all(|group| self.holds(quota, group)),
                &Drawn::Slots(least) => groups.iter().all(|group| {
                    let all_free =
                        |slot: &usize| group.iter().all(|&m| self.week.is_free(m, *slot));
                    (0..self.week.slots).filter(all_free).count() >= least
                }),
                &Drawn::Seat(member) => self.waiting != Some(group_of[member] as usize),
            });
        }
        bits.extend(self.bosses().iter().map(|&(a, b)| meet(a, b)));
        bits.extend(
            self.refusals().iter().map(|&(m, groups)| groups.contains(&(group_of[m] as usize))),
        );
        bits.iter().enumerate().map(|(at, &broken)| u64::from(broken) << at).sum()
    }

    /// Whether these people may be this group, counted from 0, whatever the others do.
    pub(crate) fn may_be(&self, people: &[usize], group: usize) -> bool {
        let (least, most) = self.limits[group];
        let has = |member: &usize| people.contains(member);
        let waits = self.waiting == Some(group);
        (least..=most).contains(&people.len())
            && self.drawn.iter().all(|rule| match rule {
                Drawn::Together(set) => set.iter().all(has) || !set.iter().any(has),
                Drawn::Seat(member) => !waits || !has(member),
                Drawn::Apart(set) => waits || set.iter().filter(|member| has(member)).count() <= 1,
                Drawn::Pin(member, own) => has(member) == (own - 1 == group),
                Drawn::Lock(member) => {
                    has(member) == (self.earlier.group_of(*member) == Some(group))
                }
                Drawn::Quota(quota) => waits || self.holds(quota, people),
                Drawn::Slots(least) => {
                    let all_free =
                        |slot: &usize| people.iter().all(|&m| self.week.is_free(m, *slot));
                    waits || (0..self.week.slots).filter(all_free).count() >= *least
                }
            })
            && (waits || self.bosses().iter().all(|(report, boss)| !has(report) || !has(boss)))
    }

    fn holds(&self, quota: &Quota, group: &[usize]) -> bool {
        let names = |m: usize| match self.table.attribute(m, &quota.attribute) {
            Value::Category(name) => vec![name.into_owned()],
            Value::Level(rank) => vec![rank.to_string()],
            Value::Tags(tags) => tags.into_iter().map(std::borrow::Cow::into_owned).collect(),
            _ => Vec::new(),
        };
        let mut wanted: Vec<String> = (0..self.people()).flat_map(names).collect();
        wanted.retain(|name| quota.category.as_ref().is_none_or(|only| only == name));
        wanted.iter().all(|name| {
            let heads = group.iter().filter(|&&m| names(m).contains(name)).count();
            quota.at_least.is_none_or(|least| heads >= least)
                && quota.at_most.is_none_or(|most| heads <= most)
        })
    }
}

/// Up to twelve people in two groups, nine in three, six in four, and up to six rules; in half of the cases groups have themes as well,
/// which some people refuse.
pub(crate) fn mixture() -> impl Strategy<Value = Mixture> {
    let mixture = mixture_of(
        prop_oneof![
            (4..=12usize).prop_map(|people| (people, 2)),
            (4..=8usize).prop_map(|people| (people, 3)),
            (4..=6usize).prop_map(|people| (people, 4)),
        ],
        70_000,
    );
    mixture.prop_flat_map(|mixture| {
        let seats = mixture.seats();
        let some = subsequence((0..seats).collect::<Vec<_>>(), 1..=seats);
        let own = prop_oneof![3 => Just(Vec::new()), 1 => some];
        let refused = proptest::option::of(proptest::collection::vec(own, mixture.people()));
        (Just(mixture), refused).prop_map(|(mixture, refused)| match refused {
            Some(refused) => mixture.with_refused(refused),
            None => mixture,
        })
    })
}

/// So many people in so many groups, and up to six rules; somebody may have to wait where there are no more than so many groupings.
pub(crate) fn mixture_of(
    shape: impl Strategy<Value = (usize, usize)>,
    most: usize,
) -> impl Strategy<Value = Mixture> {
    shape.prop_flat_map(move |(people, groups)| {
        let forms: usize = if (groups + 1).pow(people as u32) <= most { 5 } else { 3 };
        let sets = move || subsequence((0..people).collect::<Vec<_>>(), 2..=3);
        let rule = prop_oneof![
            2 => sets().prop_map(Drawn::Together),
            2 => sets().prop_map(Drawn::Apart),
            1 => (0..people).prop_map(Drawn::Seat),
            1 => (0..people, 1..=groups).prop_map(|(m, group)| Drawn::Pin(m, group)),
            1 => (0..people).prop_map(Drawn::Lock),
            4 => quota().prop_map(Drawn::Quota),
        ];
        let row = (0..4u8, 0..3u32, proptest::collection::vec(0..3u8, 0..3), 0..9u8);
        (
            Just((people, groups)),
            proptest::collection::vec(row, people),
            proptest::collection::vec(rule, 0..5),
            proptest::collection::vec((0..people, 0..people), 0..3),
            0..3usize,
            proptest::collection::vec(0..1u32 << 6, people),
            proptest::option::weighted(0.3, 1..3usize),
            proptest::collection::vec(0..groups, people),
            0..forms,
            proptest::option::of(proptest::collection::vec(0..4u8, people)),
        )
            .prop_map(build)
    })
}

fn quota() -> impl Strategy<Value = Quota> {
    let category = prop_oneof![
        (0..3u8).prop_map(|unit| ("unit", Some(format!("u{unit}")))),
        (0..3u8).prop_map(|level| ("level", Some(level.to_string()))),
        (0..3u8).prop_map(|tag| ("skills", Some(format!("t{tag}")))),
        prop_oneof![Just("unit"), Just("level"), Just("skills")].prop_map(|key| (key, None)),
    ];
    let limits = prop_oneof![
        (1..3usize).prop_map(|least| (Some(least), None)),
        (1..4usize).prop_map(|most| (None, Some(most))),
        (0..2usize, 0..3usize).prop_map(|(least, more)| (Some(least), Some(least + more))),
    ];
    (category, limits).prop_map(|((attribute, category), (at_least, at_most))| Quota {
        attribute: attribute.into(),
        category,
        at_least,
        at_most,
    })
}

type Row = (u8, u32, Vec<u8>, u8);

#[allow(clippy::type_complexity, reason = "what the strategies give")]
fn build(
    ((people, groups), rows, mut drawn, lines, manager_steps, free, slots, was, form, priority): (
        (usize, usize),
        Vec<Row>,
        Vec<Drawn>,
        Vec<(usize, usize)>,
        usize,
        Vec<u32>,
        Option<usize>,
        Vec<usize>,
        usize,
        Option<Vec<u8>>,
    ),
) -> Mixture {
    let unit = rows.iter().map(|row| match row.0 {
        3 => Value::Unknown,
        unit => Value::category(format!("u{unit}")),
    });
    let skills = rows.iter().map(|row| match row.3 {
        0 => Value::Unknown,
        _ => Value::Tags(row.2.iter().map(|tag| format!("t{tag}").into()).collect()),
    });
    let table = plain(people)
        .with_column("unit", unit)
        .unwrap()
        .with_column("level", rows.iter().map(|row| Value::Level(row.1)))
        .unwrap()
        .with_column("skills", skills)
        .unwrap();
    // A boss has the smaller number, so that no line comes back, and everyone one boss at most.
    let mut own: Vec<(usize, usize)> =
        lines.iter().filter(|(a, b)| a != b).map(|&(a, b)| (a.max(b), a.min(b))).collect();
    own.sort_unstable();
    own.dedup_by_key(|line| line.0);
    let table = with_managers(table, &own);
    drawn.extend(slots.map(Drawn::Slots));
    let (sizes, list) = sizes(people, groups, form);
    drawn.retain(|rule| match rule {
        Drawn::Seat(_) => list.is_some(),
        Drawn::Quota(Quota { attribute, category: Some(name), .. }) => {
            (0..people).any(|m| match table.attribute(m, attribute) {
                Value::Category(own) => own == name.as_str(),
                Value::Level(rank) => rank.to_string() == *name,
                Value::Tags(tags) => tags.iter().any(|tag| tag == name.as_str()),
                _ => false,
            })
        }
        _ => true,
    });
    let (limits, waiting) = match &list {
        None => (sizes.bounds(people).unwrap(), None),
        Some(list) => with_waiting(people, &sizes, list),
    };
    let priority = priority.filter(|_| list.is_some());
    let table = match &priority {
        None => table,
        Some(priority) => {
            // Nothing is known of the first who has none.
            let mut waited: Vec<Value<'_>> =
                priority.iter().map(|&times| Value::Number(f64::from(times))).collect();
            if let Some(none) = priority.iter().position(|&times| times == 0) {
                waited[none] = Value::Unknown;
            }
            table.with_column("waited", waited).unwrap()
        }
    };
    let mut builder = RulesBuilder::new(sizes)
        .mix("unit", 1.0)
        .mix("skills", 0.5)
        .balance("level", 1.0)
        .not_with_managers(manager_steps);
    let id = |member: usize| ids(people).swap_remove(member);
    for rule in &drawn {
        builder = match rule {
            Drawn::Together(set) => builder.together(set.iter().map(|&m| id(m))),
            Drawn::Apart(set) => builder.apart(set.iter().map(|&m| id(m))),
            Drawn::Pin(member, group) => builder.pin(id(*member), *group),
            Drawn::Lock(member) => builder.lock(id(*member)),
            Drawn::Quota(quota) => builder.with_quota(quota.clone()),
            Drawn::Slots(least) => builder.common_slots(*least),
            Drawn::Seat(_) => builder,
        };
    }
    if let Some(mut list) = list {
        let seats = drawn.iter().filter_map(|rule| match rule {
            Drawn::Seat(member) => Some(id(*member)),
            _ => None,
        });
        list.seat = seats.collect();
        list.priority = priority.as_ref().map(|_| "waited".to_owned());
        builder = builder.waiting_list(list);
    }
    let rules = builder.build().unwrap();
    let mut earlier = vec![Vec::new(); groups];
    for (member, &group) in was.iter().enumerate() {
        earlier[group].push(member);
    }
    Mixture {
        limits,
        waiting,
        priority: priority.filter(|_| waiting.is_some()),
        table,
        rules,
        drawn,
        lines: own,
        manager_steps,
        // More free slots than busy ones.
        week: Week {
            slots: 6,
            free: free.iter().zip(free.iter().rev()).map(|(a, b)| a | b).collect(),
        },
        earlier: Groups::new(people, earlier).unwrap(),
        refused: None,
    }
}

/// Sizes in five forms, in two of which some people may have to wait.
fn sizes(people: usize, groups: usize, form: usize) -> (Sizes, Option<WaitingList>) {
    match form {
        0 => (Sizes::count(groups), None),
        1 => (Sizes::CountBetween { count: groups, min: 1, max: people - 1 }, None),
        2 => {
            let mut sizes = vec![people / groups; groups];
            sizes[0] += people % groups;
            (Sizes::listed(sizes), None)
        }
        3 => {
            let sizes = vec![(people / (groups + 1)).max(1); groups];
            (Sizes::listed(sizes), Some(WaitingList::new()))
        }
        _ => {
            let sizes = Sizes::CountBetween { count: groups, min: 1, max: people.div_ceil(groups) };
            (sizes, Some(WaitingList::new().at_most(if groups > 2 { 1 } else { 2 })))
        }
    }
}

/// The limits of groups and of those who wait behind them, as far as there are people for them.
fn with_waiting(
    people: usize,
    sizes: &Sizes,
    list: &WaitingList,
) -> (Vec<(usize, usize)>, Option<usize>) {
    let mut limits = match sizes {
        Sizes::Listed(sizes) => sizes.iter().map(|&size| (size, size)).collect(),
        &Sizes::CountBetween { count, min, max } => vec![(min, max); count],
        other => unreachable!("{other:?}"),
    };
    let sum = |limits: &[(usize, usize)]| limits.iter().fold((0, 0), |s, l| (s.0 + l.0, s.1 + l.1));
    let (least, most) = sum(&limits);
    let must = people.saturating_sub(most);
    let may = list.at_most.unwrap_or(must).min(people - least);
    let waiting = (may > 0).then_some(limits.len());
    if may > 0 {
        limits.push((must, may));
    }
    let (least, most) = sum(&limits);
    let reached = |&(lo, hi): &(usize, usize)| {
        (lo.max((people + hi).saturating_sub(most)), hi.min(people + lo - least))
    };
    (limits.iter().map(reached).collect(), waiting)
}
