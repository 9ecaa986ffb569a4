use crate::problem::{Direction, Problem};
use crate::terms::Data;
use crate::terms::counts::Counts;

/// A head count per group and category beyond this many cells is not worth its memory.
const MOST_CELLS: usize = 1 << 27;
/// Changes below this part of the lightest weight are rounding.
const ROUNDING: f32 = 1e-3;

/// The categories of everybody who may move, side by side: what the search of very large rosters works on.
///
/// People are numbered anew: those who may move in the order of their profiles (all their categories together, as one
/// number), so that people of one profile are neighbours, then those whose place is given.
#[derive(Debug)]
pub(super) struct Layout {
    /// The member of each person.
    pub(super) member: Vec<u32>,
    /// How many may move.
    pub(super) free: usize,
    /// Profile of each person.
    pub(super) key: Vec<u64>,
    pub(super) attributes: Vec<Attribute>,
    /// Columns of a row: one per category, and one per attribute for those of whom it is not known.
    pub(super) columns: Vec<Column>,
    pub(super) sizes: Vec<u32>,
    /// The group of each person whose place is given, counted from the first of them.
    pub(super) given: Vec<u32>,
    /// Free places of each group.
    pub(super) places: Vec<u32>,
    /// Whom each person may not meet; empty where nobody has anybody.
    pub(super) foes: Vec<Vec<u32>>,
    /// Smaller changes are none.
    pub(super) tiny: f32,
}

/// One term over categories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute {
    /// Its first column, and the one after its last.
    pub(super) begin: u16,
    pub(super) end: u16,
    /// What the profile changes by from one column to the next.
    pub(super) radix: u64,
}

/// One category.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// What a pair of this category costs in the objective; 0 where nothing is known.
    pub(super) weight: f32,
    /// The part of a group that carries it when it is spread evenly.
    pub(super) share: f32,
    /// The part that a group of another size should hold more, by the size; 0 where all groups should hold the same.
    pub(super) by_size: f32,
    /// Heads in every group when all groups hold the same: between these two.
    pub(super) least: u16,
    pub(super) most: u16,
}

impl Layout {
    /// `None` where a term, a rule or the sheer number of cells asks for another search.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let (mut counts, mut partly_known) = (Vec::new(), Vec::new());
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            match &term.data {
                Data::Counts(data) if spreads(data, problem) => {
                    counts.push((term.factor * data.alpha, data));
                }
                Data::Moments(data) if data.want != Direction::Match => {
                    if data.people < data.known.len() {
                        partly_known.push(data.known.as_slice());
                    }
                }
                _ => return None,
            }
        }
        let sizes: Vec<u32> = problem.even_sizes().into_iter().map(|size| size as u32).collect();
        let heaviest = counts.iter().map(|(weight, _)| *weight).fold(0.0, f64::max);
        if sizes.iter().any(|&size| size > u32::from(u16::MAX) / 2) {
            return None;
        }
        let (mut attributes, mut columns) = (Vec::new(), Vec::new());
        let mut radix = 1u64;
        for (weight, data) in &counts {
            let begin = columns.len();
            for cat in 0..data.names.len() {
                let mix = data.want == Direction::Mix;
                columns.push(column(data, cat, (weight / heaviest) as f32, mix, sizes.len()));
            }
            if data.people < data.known.len() {
                let (least, most) = (0, u16::MAX);
                let share = 1.0 - data.people as f32 / data.known.len() as f32;
                columns.push(Column { weight: 0.0, share, by_size: 0.0, least, most });
            }
            let end = u16::try_from(columns.len()).ok()?;
            attributes.push(Attribute { begin: begin as u16, end, radix });
            radix = radix.checked_mul((columns.len() - begin) as u64)?;
        }
        // Who is known and who is not exchange places with their like only, so that sums stay over as many people.
        let known_from = attributes.len();
        for _ in &partly_known {
            let begin = columns.len() as u16;
            let (least, most) = (0, u16::MAX);
            columns.extend([Column { weight: 0.0, share: 0.0, by_size: 0.0, least, most }; 2]);
            attributes.push(Attribute { begin, end: begin.checked_add(2)?, radix });
            radix = radix.checked_mul(2)?;
        }
        if sizes.len().checked_mul(columns.len())? > MOST_CELLS {
            return None;
        }
        let tiny = columns.iter().map(|column| column.weight).filter(|weight| *weight > 0.0);
        let mut layout = Layout {
            member: Vec::new(),
            free: 0,
            key: Vec::new(),
            attributes,
            tiny: ROUNDING * tiny.fold(1.0, f32::min),
            columns,
            places: sizes.clone(),
            sizes,
            given: Vec::new(),
            foes: Vec::new(),
        };
        let mut key = vec![0u64; problem.members()];
        for (attribute, (_, data)) in layout.attributes.iter().zip(&counts) {
            let unknown = u64::from(attribute.end - attribute.begin - 1);
            for (member, key) in key.iter_mut().enumerate() {
                let own = data.of(member).first().map_or(unknown, |&cat| cat.into());
                *key += attribute.radix * own;
            }
        }
        for (attribute, known) in layout.attributes[known_from..].iter().zip(&partly_known) {
            for (key, &known) in key.iter_mut().zip(*known) {
                *key += attribute.radix * u64::from(known);
            }
        }
        layout.number(problem, &key);
        layout.give_places(problem)?;
        layout.meet_foes(problem);
        Some(layout)
    }

    /// Numbers the people: by profile where they may move.
    fn number(&mut self, problem: &Problem, key: &[u64]) {
        let units = &problem.units;
        let fixed = |member: usize| {
            let unit = units.of[member] as usize;
            units.pinned[unit].is_some() || units.size(unit) > 1
        };
        let all = 0..problem.members() as u32;
        let (fixed, free): (Vec<u32>, Vec<u32>) = all.partition(|&member| fixed(member as usize));
        let mut sorted: Vec<(u64, u32)> =
            free.into_iter().map(|member| (key[member as usize], member)).collect();
        sorted.sort_unstable();
        self.free = sorted.len();
        self.member = sorted.iter().map(|&(_, member)| member).chain(fixed).collect();
        self.key = self.member.iter().map(|&member| key[member as usize]).collect();
    }

    /// Pinned units go where they are pinned, the largest of the others where there is most room.
    fn give_places(&mut self, problem: &Problem) -> Option<()> {
        let units = &problem.units;
        let mut group_of = vec![u32::MAX; units.len()];
        let mut given: Vec<usize> = self.member[self.free..]
            .iter()
            .map(|&member| units.of[member as usize] as usize)
            .collect();
        given.sort_unstable();
        given.dedup();
        given.sort_by_key(|&unit| {
            (units.pinned[unit].is_none(), std::cmp::Reverse(units.size(unit)), unit)
        });
        let mut roomiest: std::collections::BTreeSet<(std::cmp::Reverse<u32>, u32)> = self
            .places
            .iter()
            .zip(0..)
            .map(|(&places, group)| (std::cmp::Reverse(places), group))
            .collect();
        for unit in given {
            let size = units.size(unit) as u32;
            let foe_in =
                |group: u32| units.foes[unit].iter().any(|&foe| group_of[foe as usize] == group);
            let group = match units.pinned[unit] {
                Some(group) => group,
                None => roomiest.iter().map(|&(_, group)| group).find(|&group| !foe_in(group))?,
            };
            let left = self.places[group as usize];
            group_of[unit] = group;
            self.places[group as usize] = left.checked_sub(size)?;
            roomiest.remove(&(std::cmp::Reverse(left), group));
            roomiest.insert((std::cmp::Reverse(left - size), group));
        }
        let group = |&member: &u32| group_of[units.of[member as usize] as usize];
        self.given = self.member[self.free..].iter().map(group).collect();
        Some(())
    }

    fn meet_foes(&mut self, problem: &Problem) {
        let units = &problem.units;
        if units.foes.iter().all(Vec::is_empty) {
            return;
        }
        let mut person = vec![0; self.member.len()];
        for (at, &member) in self.member.iter().enumerate() {
            person[member as usize] = at as u32;
        }
        let foes = |&member: &u32| {
            let foes = units.foes[units.of[member as usize] as usize].iter();
            foes.flat_map(|&foe| &units.members[foe as usize])
                .map(|&member| person[member as usize])
                .collect()
        };
        self.foes = self.member[..self.free].iter().map(foes).collect();
    }

    /// The columns of a profile, one per attribute.
    pub(super) fn columns_of(&self, key: u64) -> impl Iterator<Item = u16> + '_ {
        self.attributes.iter().map(move |attribute| {
            let width = u64::from(attribute.end - attribute.begin);
            attribute.begin + (key / attribute.radix % width) as u16
        })
    }
}

/// Whether all that a term asks is to keep people of one category apart, as far as exchanges of people can tell.
fn spreads(data: &Counts, problem: &Problem) -> bool {
    let equal = || problem.sizes.iter().all(|size| *size == problem.sizes[0]);
    match data.want {
        _ if data.tags => false,
        Direction::Mix => true,
        Direction::Balance => data.people == data.known.len() && equal(),
        _ => false,
    }
}

fn column(data: &Counts, cat: usize, weight: f32, mix: bool, groups: usize) -> Column {
    let total = data.totals[cat];
    let most = |heads: usize| u16::try_from(heads).unwrap_or(u16::MAX);
    let share = total as f32 / data.known.len() as f32;
    Column {
        weight,
        share,
        by_size: if mix { 0.0 } else { data.share[cat] as f32 },
        least: most(total / groups),
        most: most(total.div_ceil(groups)),
    }
}
