use std::ops::Range;

use super::layout::{Column, Layout};

/// Some of the groups with the people for their free places: heads of all attributes side by side, one row per group.
///
/// A row is a cache line or two, and so are the places of a group, so that an exchange touches little memory.
#[derive(Debug)]
pub(super) struct Part<'l> {
    pub(super) layout: &'l Layout,
    /// Which groups.
    pub(super) groups: Range<usize>,
    /// Who, in order; all numbers below count from the first of them.
    pub(super) people: Vec<u32>,
    /// People of one profile.
    pub(super) runs: Vec<Run>,
    /// The run of each person.
    pub(super) run_of: Vec<u32>,
    /// The columns of each run, one per attribute.
    columns: Vec<u16>,
    width: usize,
    rows: Vec<u16>,
    /// Who has each place; the places of a group are neighbours.
    pub(super) who: Vec<u32>,
    /// The first place of each group, and the end.
    pub(super) first: Vec<u32>,
    pub(super) place_of: Vec<u32>,
    pub(super) group_of: Vec<u32>,
}

/// Neighbours in the order of people who are alike in everything.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) key: u64,
    pub(super) begin: u32,
    pub(super) end: u32,
}

impl<'l> Part<'l> {
    /// Nobody has a place yet but those whose place is given.
    pub(super) fn new(layout: &'l Layout, groups: Range<usize>, people: Vec<u32>) -> Self {
        let width = layout.columns.len();
        let (mut runs, mut columns) = (Vec::<Run>::new(), Vec::new());
        let mut run_of = Vec::with_capacity(people.len());
        for (at, &person) in people.iter().enumerate() {
            let key = layout.key[person as usize];
            match runs.last_mut() {
                Some(run) if run.key == key => run.end += 1,
                _ => {
                    runs.push(Run { key, begin: at as u32, end: at as u32 + 1 });
                    columns.extend(layout.columns_of(key));
                }
            }
            run_of.push(runs.len() as u32 - 1);
        }
        let mut first = vec![0];
        let mut end = 0;
        for &places in &layout.places[groups.clone()] {
            end += places;
            first.push(end);
        }
        let mut rows = vec![0; groups.len() * width];
        for (at, group) in layout.given.iter().enumerate() {
            let group = *group as usize;
            if groups.contains(&group) {
                for column in layout.columns_of(layout.key[layout.free + at]) {
                    rows[(group - groups.start) * width + usize::from(column)] += 1;
                }
            }
        }
        Part {
            layout,
            groups,
            who: Vec::with_capacity(people.len()),
            first,
            place_of: vec![0; people.len()],
            group_of: vec![0; people.len()],
            people,
            runs,
            run_of,
            columns,
            width,
            rows,
        }
    }

    /// How many groups there are here.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// The heads of a group.
    #[inline]
    pub(super) fn row(&self, group: usize) -> &[u16] {
        &self.rows[group * self.width..(group + 1) * self.width]
    }

    /// How many people a group holds, those whose place is given among them.
    pub(super) fn size(&self, group: usize) -> u32 {
        self.layout.sizes[self.groups.start + group]
    }

    pub(super) fn places(&self, group: usize) -> Range<usize> {
        self.first[group] as usize..self.first[group + 1] as usize
    }

    /// The columns of a person, one per attribute.
    #[inline]
    pub(super) fn columns(&self, person: usize) -> &[u16] {
        let attributes = self.layout.attributes.len();
        let run = self.run_of[person] as usize;
        &self.columns[run * attributes..(run + 1) * attributes]
    }

    /// Gives the next free place, group by group, to this person.
    pub(super) fn seat(&mut self, person: usize, group: usize) {
        self.place_of[person] = self.who.len() as u32;
        self.group_of[person] = group as u32;
        self.who.push(person as u32);
        self.shift(person, group, 1);
    }

    /// Two people change places.
    pub(super) fn swap(&mut self, a: usize, b: usize) {
        let (g, h) = (self.group_of[a] as usize, self.group_of[b] as usize);
        if self.run_of[a] != self.run_of[b] {
            self.shift(a, g, u16::MAX);
            self.shift(b, h, u16::MAX);
            self.shift(a, h, 1);
            self.shift(b, g, 1);
        }
        self.group_of.swap(a, b);
        self.place_of.swap(a, b);
        self.who[self.place_of[a] as usize] = a as u32;
        self.who[self.place_of[b] as usize] = b as u32;
    }

    /// Adds to the heads of a group, modulo 2^16.
    fn shift(&mut self, person: usize, group: usize, by: u16) {
        let attributes = self.layout.attributes.len();
        let run = self.run_of[person] as usize;
        let row = &mut self.rows[group * self.width..(group + 1) * self.width];
        for &column in &self.columns[run * attributes..(run + 1) * attributes] {
            let head = &mut row[usize::from(column)];
            *head = head.wrapping_add(by);
        }
    }

    /// Heads too many or too few in a group, against an even spread.
    pub(super) fn trouble(&self, group: usize) -> u32 {
        let cells = self.row(group).iter().zip(&self.layout.columns);
        cells
            .map(|(&heads, column)| {
                u32::from(heads.saturating_sub(column.most))
                    + u32::from(column.least.saturating_sub(heads))
            })
            .sum()
    }

    /// What one more person of this column would cost `to`, less what one fewer saves `from`.
    #[inline]
    pub(super) fn moved(&self, column: usize, from: usize, to: usize) -> f32 {
        let Column { weight, by_size, .. } = self.layout.columns[column];
        let heads = f32::from(self.row(to)[column]) - f32::from(self.row(from)[column]) + 1.0;
        let sizes = if by_size > 0.0 { self.size(to) as f32 - self.size(from) as f32 } else { 0.0 };
        weight * (heads - by_size * sizes)
    }

    /// Whether nobody would meet whom they may not meet if these two changed places. Only where everybody is here.
    pub(super) fn may_swap(&self, a: usize, b: usize) -> bool {
        self.layout.foes.is_empty()
            || (self.foes_in(a, self.group_of[b], b) == 0
                && self.foes_in(b, self.group_of[a], a) == 0)
    }

    /// How many foes a person has in a group, but for one person.
    pub(super) fn foes_in(&self, person: usize, group: u32, but: usize) -> usize {
        let free = self.layout.free;
        let home = |foe: usize| match foe.checked_sub(free) {
            Some(at) => self.layout.given[at],
            None => self.group_of[foe],
        };
        let foes = self.layout.foes.get(person).into_iter().flatten();
        foes.map(|&foe| foe as usize).filter(|&foe| foe != but && home(foe) == group).count()
    }

    /// People of this profile.
    pub(super) fn run(&self, key: u64) -> Range<usize> {
        match self.runs.binary_search_by_key(&key, |run| run.key) {
            Ok(at) => self.runs[at].begin as usize..self.runs[at].end as usize,
            Err(_) => 0..0,
        }
    }
}
