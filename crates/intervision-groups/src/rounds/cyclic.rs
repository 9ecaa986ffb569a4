//! In: a number of groups, their size, a number of rounds. Out: rounds that come out of one or two by turning the points round a
//! circle, found by annealing.

use std::ops::ControlFlow;

use intervision_core::{Progress, Run};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::construct::{Design, check};

/// Trials between two looks at the run.
const SLICE: usize = 4096;

/// Sweeps of the first anneal; later ones are longer.
const SWEEPS: usize = 1000;

/// Temperatures, in repeats.
const HOT: f64 = 1.0;
const COLD: f64 = 0.15;

/// Points on circles of `turns` each, and some that stand still; `bases` rounds, each turned `turns` times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    groups: usize,
    size: usize,
    turns: usize,
    bases: usize,
}

/// The design of so many rounds, and the trials that it took.
pub(super) fn search(
    (groups, size, rounds): (usize, usize, usize),
    limit: u64,
    run: &mut Run<'_>,
) -> (Option<Design>, u64) {
    let mut spent = 0;
    let shapes: Vec<Shape> = [1, 2, 3, 4]
        .into_iter()
        .filter(|bases| rounds % bases == 0)
        .map(|bases| Shape { groups, size, turns: rounds / bases, bases })
        .filter(Shape::can_be)
        .collect();
    if shapes.is_empty() {
        return (None, 0);
    }
    // Shapes take turns, with ever longer anneals: which of them has a solution is not known.
    for turn in 0.. {
        for shape in &shapes {
            let sweeps = SWEEPS << (turn / 4).min(10);
            let found = anneal(shape, sweeps, limit, &mut spent, run);
            match found {
                ControlFlow::Break(()) => return (None, spent),
                ControlFlow::Continue(Some(base)) => {
                    let design = shape.turned(&base);
                    if check::whole(groups, size, &design) {
                        return (Some(design), spent);
                    }
                }
                ControlFlow::Continue(None) => {}
            }
        }
    }
    (None, spent)
}

impl Shape {
    fn points(&self) -> usize {
        self.groups * self.size
    }

    /// How many points run round circles.
    fn moving(&self) -> usize {
        self.points() / self.turns * self.turns
    }

    /// Points that stand still never meet one another, and each meets all others of its groups on every turn.
    fn can_be(&self) -> bool {
        let still = self.points() - self.moving();
        self.turns > 1 && self.moving() > 0 && still <= self.groups && self.points() <= 256
    }

    fn turn(&self, point: usize, by: usize) -> usize {
        if point >= self.moving() {
            return point;
        }
        let circle = point / self.turns * self.turns;
        circle + (point - circle + by) % self.turns
    }

    /// The class of each pair of points under turning, and how often a class may be met in the bases.
    fn classes(&self) -> (Vec<u32>, Vec<u32>) {
        let points = self.points();
        let (mut class, mut room) = (vec![u32::MAX; points * points], Vec::new());
        for a in 0..points {
            for b in 0..a {
                if class[a * points + b] != u32::MAX {
                    continue;
                }
                let (number, mut length) = (room.len() as u32, 0);
                for by in 0..self.turns {
                    let (x, y) = (self.turn(a, by), self.turn(b, by));
                    if class[x * points + y] == u32::MAX {
                        length += 1;
                    }
                    class[x * points + y] = number;
                    class[y * points + x] = number;
                }
                // A class that closes earlier would be met more than once in a full turn.
                room.push(u32::from(length == self.turns));
            }
        }
        (class, room)
    }

    fn turned(&self, bases: &[Vec<u32>]) -> Design {
        let by = |base: &Vec<u32>, by: usize| -> Vec<Vec<u32>> {
            let turned = |group: &[u32]| {
                group.iter().map(|&point| self.turn(point as usize, by) as u32).collect()
            };
            base.chunks(self.size).map(turned).collect()
        };
        bases.iter().flat_map(|base| (0..self.turns).map(move |turn| by(base, turn))).collect()
    }
}

/// The bases under change: points in the order of their groups.
struct Bases<'s> {
    shape: &'s Shape,
    class: Vec<u32>,
    room: Vec<u32>,
    met: Vec<u32>,
    order: Vec<Vec<u32>>,
    repeats: i32,
}

impl Bases<'_> {
    fn class(&self, a: u32, b: u32) -> usize {
        self.class[a as usize * self.shape.points() + b as usize] as usize
    }

    fn meet(&mut self, a: u32, b: u32) -> i32 {
        let class = self.class(a, b);
        self.met[class] += 1;
        i32::from(self.met[class] > self.room[class])
    }

    fn part(&mut self, a: u32, b: u32) -> i32 {
        let class = self.class(a, b);
        self.met[class] -= 1;
        -i32::from(self.met[class] >= self.room[class])
    }

    /// Two places of a base change their points; gives the change of repeats.
    fn swap(&mut self, base: usize, i: usize, j: usize) -> i32 {
        let size = self.shape.size;
        let (a, b) = (self.order[base][i], self.order[base][j]);
        let mut change = 0;
        for (own, point) in [(i, a), (j, b)] {
            for at in own / size * size..own / size * size + size {
                if at != own {
                    change += self.part(point, self.order[base][at]);
                }
            }
        }
        self.order[base].swap(i, j);
        for (own, point) in [(i, b), (j, a)] {
            for at in own / size * size..own / size * size + size {
                if at != own {
                    change += self.meet(point, self.order[base][at]);
                }
            }
        }
        self.repeats += change;
        change
    }
}

/// One anneal: bases without repeats, nothing, or a reason to stop.
fn anneal(
    shape: &Shape,
    sweeps: usize,
    limit: u64,
    spent: &mut u64,
    run: &mut Run<'_>,
) -> ControlFlow<(), Option<Vec<Vec<u32>>>> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let points = shape.points();
    let (class, room) = shape.classes();
    let met = vec![0; room.len()];
    let shuffled = |_| {
        let mut order: Vec<u32> = (0..points as u32).collect();
        rand::seq::SliceRandom::shuffle(order.as_mut_slice(), &mut rng);
        order
    };
    let order = (0..shape.bases).map(shuffled).collect();
    let mut bases = Bases { shape, class, room, met, order, repeats: 0 };
    for base in 0..shape.bases {
        for at in 0..points {
            for other in at / shape.size * shape.size..at {
                let (a, b) = (bases.order[base][at], bases.order[base][other]);
                bases.repeats += bases.meet(a, b);
            }
        }
    }
    let total = sweeps * points * shape.bases;
    let mut heat = HOT;
    for trial in 0..total {
        if trial % SLICE == 0 {
            heat = HOT * (COLD / HOT).powf(trial as f64 / total as f64);
            let progress = Progress::new("turned rounds").at(*spent).best(f64::from(bases.repeats));
            if *spent >= limit || run.check(&progress).is_break() {
                return ControlFlow::Break(());
            }
        }
        if bases.repeats == 0 {
            return ControlFlow::Continue(Some(bases.order));
        }
        *spent += 1;
        let (base, i) = (rng.random_range(0..shape.bases), rng.random_range(0..points));
        let j = rng.random_range(0..points);
        if i / shape.size == j / shape.size {
            continue;
        }
        let change = bases.swap(base, i, j);
        if change > 0 && rng.random::<f64>() >= (-f64::from(change) / heat).exp() {
            bases.swap(base, i, j);
        }
    }
    ControlFlow::Continue(None)
}
