//! Costs by how many of a class a group holds: what no table of pair weights can say.
//!
//! In a swap two classes change by one head in each of two groups. What that costs depends on the other person by their group
//! and their class alone, so that one small table per visit prices everybody.

use super::merged::Merged;

/// The classes of one attribute, in whole numbers: lowered once and shared by all islands.
#[derive(Debug, Clone)]
pub(super) struct Classes {
    /// How many classes there are, that of those who are in none included.
    width: usize,
    /// The class of each row that is one person; of several people, the class of none.
    class: Vec<u16>,
    /// Row by row, with where they begin: the classes of a row and how many people of it are in each.
    start: Vec<u32>,
    heads: Vec<(u16, u16)>,
    /// Class by class, the cost of every head count from 0 on.
    cost: Vec<i32>,
    depth: usize,
}

impl Classes {
    /// Takes the class of each person of each row (`None` for none), how many classes there are, and what so many heads of a
    /// class cost, up to one less than `depth`; larger head counts cost what the last does.
    pub(super) fn new(
        rows: &[Vec<Option<u16>>],
        classes: usize,
        depth: usize,
        cost: impl Fn(usize, usize) -> i32,
    ) -> Self {
        let mut own = Classes {
            width: classes + 1,
            class: Vec::with_capacity(rows.len()),
            start: vec![0],
            heads: Vec::new(),
            cost: (0..classes)
                .flat_map(|class| (0..depth).map(move |head| (class, head)))
                .map(|(class, head)| cost(class, head))
                .collect(),
            depth,
        };
        own.cost.resize((classes + 1) * depth, 0);
        for people in rows {
            let first = own.heads.len();
            for &class in people.iter().flatten() {
                match own.heads[first..].iter_mut().find(|known| known.0 == class) {
                    Some(known) => known.1 += 1,
                    None => own.heads.push((class, 1)),
                }
            }
            let single = if people.len() == 1 { people[0] } else { None };
            own.class.push(single.unwrap_or(classes as u16));
            own.start.push(own.heads.len() as u32);
        }
        own
    }

    fn of(&self, row: usize) -> &[(u16, u16)] {
        &self.heads[self.start[row] as usize..self.start[row + 1] as usize]
    }
}

/// Head counts per group and class, with what the next head more or less costs.
#[derive(Debug, Clone)]
pub(super) struct ClassHeads<'p> {
    classes: &'p Classes,
    heads: Vec<i32>,
    /// Cell by cell (group, then class): the change when one comes, and when one goes.
    come: Vec<i32>,
    go: Vec<i32>,
    /// The cell of each row that is one person.
    cell: Vec<u32>,
    prices: Vec<i32>,
}

impl<'p> ClassHeads<'p> {
    pub(super) fn new(classes: &'p Classes, groups: usize) -> Self {
        let cells = groups * classes.width;
        let mut own = ClassHeads {
            classes,
            heads: vec![0; cells],
            come: vec![0; cells],
            go: vec![0; cells],
            cell: vec![0; classes.class.len()],
            prices: vec![0; cells],
        };
        own.clear();
        own
    }

    /// Nobody is anywhere.
    pub(super) fn clear(&mut self) {
        self.heads.fill(0);
        (0..self.heads.len()).for_each(|cell| self.note(cell));
    }

    fn cost(&self, cell: usize, head: i32) -> i32 {
        let (class, depth) = (cell % self.classes.width, self.classes.depth);
        self.classes.cost[class * depth + (head.max(0) as usize).min(depth - 1)]
    }

    fn note(&mut self, cell: usize) {
        let head = self.heads[cell];
        let now = self.cost(cell, head);
        self.come[cell] = self.cost(cell, head + 1) - now;
        self.go[cell] = self.cost(cell, head - 1) - now;
    }

    /// What everything costs now.
    pub(super) fn value(&self) -> i64 {
        (0..self.heads.len()).map(|cell| i64::from(self.cost(cell, self.heads[cell]))).sum()
    }

    /// The change that so many times the people of a row would make in a group.
    fn change(&self, row: usize, group: usize, sign: i32) -> i32 {
        let of = self.classes.of(row).iter();
        of.map(|&(class, people)| {
            let cell = group * self.classes.width + usize::from(class);
            let head = self.heads[cell];
            self.cost(cell, head + sign * i32::from(people)) - self.cost(cell, head)
        })
        .sum()
    }

    /// The change when a row moves from one group to another.
    pub(super) fn insert_price(&self, row: usize, from: usize, to: usize) -> i32 {
        self.change(row, from, -1) + self.change(row, to, 1)
    }

    /// Adds (`sign` 1) or takes away (-1) a row.
    pub(super) fn shift(&mut self, row: usize, group: usize, sign: i32) {
        let classes = self.classes;
        for &(class, people) in classes.of(row) {
            let cell = group * classes.width + usize::from(class);
            self.heads[cell] += sign * i32::from(people);
            self.note(cell);
        }
        if sign > 0 {
            self.cell[row] = (group * classes.width + usize::from(classes.class[row])) as u32;
        }
    }

    /// Adds to the price of each lane what a swap with row `a` of this group changes; rows of that group get no price.
    pub(super) fn add_prices(&mut self, a: usize, group: usize, price: &mut [i32]) {
        let (width, x) = (self.classes.width, usize::from(self.classes.class[a]));
        let leaves = self.go[group * width + x];
        let here = group * width..(group + 1) * width;
        let cells = self.prices.chunks_exact_mut(width).zip(self.go.chunks_exact(width));
        for ((prices, go), come) in cells.zip(self.come.chunks_exact(width)) {
            let moves = leaves + come[x];
            for ((price, go), come) in prices.iter_mut().zip(go).zip(&self.come[here.clone()]) {
                *price = moves + go + come;
            }
            // Two of one class change nothing.
            prices[x] = 0;
        }
        for (price, &cell) in price.iter_mut().zip(&self.cell) {
            *price += self.prices[cell as usize];
        }
    }
}

/// Head counts for all attributes of a table that has any.
pub(super) fn heads(merged: &Merged, groups: usize) -> Vec<ClassHeads<'_>> {
    merged.classes.iter().map(|classes| ClassHeads::new(classes, groups)).collect()
}
