use rand::{Rng, RngExt};

use super::SLICE;
use super::part::Part;

/// Groups looked at for each group in trouble, in the first pass; twice as many in the next, and so on.
const OTHERS: usize = 16;
/// How often that number doubles.
const DOUBLINGS: u32 = 8;
/// Of larger groups this many places are looked at.
const MOST_PLACES: usize = 24;

/// Descent by the best exchange between a group in trouble and another group, all places of one against all of the other.
///
/// It finds exchanges of people who differ in several attributes, which trades miss where people of neighbouring profiles are few.
/// An exchange that costs nothing is made if it leaves the group in less trouble: the fault goes to the other group.
#[derive(Debug)]
pub(super) struct Blocks {
    list: Vec<u32>,
    next: Vec<u32>,
    listed: Vec<bool>,
    at: usize,
    pass: u32,
    /// Scratch: prices of both sides.
    out: Vec<f32>,
    back: Vec<f32>,
}

impl Blocks {
    pub(super) fn new(part: &Part<'_>) -> Self {
        let list: Vec<u32> =
            (0..part.len() as u32).filter(|&group| part.trouble(group as usize) > 0).collect();
        let mut listed = vec![false; part.len()];
        for &group in &list {
            listed[group as usize] = true;
        }
        let next = Vec::new();
        Blocks { list, next, listed, at: 0, pass: 0, out: Vec::new(), back: Vec::new() }
    }

    /// Whether no group is in trouble.
    pub(super) fn done(&self) -> bool {
        self.list.is_empty() && self.next.is_empty()
    }

    /// Goes on for about a slice of evaluated exchanges, and with this many left to the end of the pair of groups that is looked at;
    /// gives how many there were.
    pub(super) fn advance(&mut self, part: &mut Part<'_>, left: u64, rng: &mut dyn Rng) -> u64 {
        let mut evaluated = 0;
        while evaluated < left.min(SLICE) && !self.done() {
            let Some(&group) = self.list.get(self.at) else {
                self.list = std::mem::take(&mut self.next);
                self.at = 0;
                self.pass += 1;
                continue;
            };
            self.at += 1;
            evaluated += 1 + self.visit(part, group as usize, left - evaluated, rng);
        }
        evaluated
    }

    fn visit(&mut self, part: &mut Part<'_>, group: usize, left: u64, rng: &mut dyn Rng) -> u64 {
        self.listed[group] = false;
        let mut evaluated = 0;
        let mut trouble = part.trouble(group);
        for turn in 0..OTHERS << self.pass.min(DOUBLINGS) {
            if trouble == 0 || evaluated + 1 >= left {
                break;
            }
            // Half of the others are in trouble themselves: there a fault may meet its opposite.
            let other = match self.list.get(rng.random_range(0..self.list.len())) {
                Some(&other) if turn % 2 == 0 => other as usize,
                _ => rng.random_range(0..part.len()),
            };
            if other == group || part.places(other).is_empty() || part.places(group).is_empty() {
                evaluated += 1;
                continue;
            }
            let (price, a, b, looked) = self.best(part, group, other, rng);
            evaluated += looked;
            if price > part.layout.tiny || !part.may_swap(a, b) {
                continue;
            }
            part.swap(a, b);
            let now = part.trouble(group);
            if price > -part.layout.tiny && now >= trouble {
                part.swap(a, b);
                continue;
            }
            trouble = now;
            self.note(part, other);
        }
        self.note(part, group);
        evaluated
    }

    fn note(&mut self, part: &Part<'_>, group: usize) {
        if !self.listed[group] && part.trouble(group) > 0 {
            self.listed[group] = true;
            self.next.push(group as u32);
        }
    }

    /// The best exchange between two groups: its price, who, and how many were looked at.
    ///
    /// Prices add up over the two sides but for attributes in which the two are alike: there nothing changes.
    fn best(
        &mut self,
        part: &Part<'_>,
        g: usize,
        h: usize,
        rng: &mut dyn Rng,
    ) -> (f32, usize, usize, u64) {
        let width = part.row(g).len();
        self.out.clear();
        self.out.extend((0..width).map(|column| part.moved(column, g, h)));
        self.back.clear();
        self.back.extend((0..width).map(|column| part.moved(column, h, g)));
        let mine = sample(part.places(g).len(), rng).map(|at| part.places(g).start + at);
        let theirs = sample(part.places(h).len(), rng).map(|at| part.places(h).start + at);
        let mut best = (f32::INFINITY, 0, 0);
        let looked = mine.len() as u64 * theirs.len() as u64;
        for b in theirs.map(|place| part.who[place] as usize) {
            let of_b = part.columns(b);
            let back: f32 = of_b.iter().map(|&column| self.back[usize::from(column)]).sum();
            for a in mine.clone().map(|place| part.who[place] as usize) {
                let mut price = back;
                for (&x, &y) in part.columns(a).iter().zip(of_b) {
                    let out = self.out[usize::from(x)];
                    price += if x == y { -self.back[usize::from(y)] } else { out };
                }
                if price < best.0 {
                    best = (price, a, b);
                }
            }
        }
        (best.0, best.1, best.2, looked)
    }
}

/// So many neighbouring places of a group, anywhere in it.
fn sample(places: usize, rng: &mut dyn Rng) -> std::ops::Range<usize> {
    let number = places.min(MOST_PLACES);
    let first = if number < places { rng.random_range(0..=places - number) } else { 0 };
    first..first + number
}
