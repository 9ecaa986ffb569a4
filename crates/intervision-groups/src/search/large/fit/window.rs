use super::super::numbers::Numbers;
use super::super::part::Part;
use super::{Columns, Fit};

/// Up to this many pairs of people all exchanges are looked at.
const ALL: usize = 4096;
/// How often the window is widened where it holds too few.
const WIDENINGS: usize = 4;

/// Two people who might change places, and how far their difference is from what is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exchange {
    pub(super) off: f32,
    pub(super) a: u32,
    pub(super) b: u32,
}

impl Exchange {
    /// Whether two exchanges are about four people.
    pub(super) fn apart(&self, other: &Exchange) -> bool {
        self.a != other.a && self.b != other.b
    }
}

/// The people of one group, by profile and first feature.
#[derive(Debug, Default)]
pub(super) struct Side {
    people: Vec<Person>,
    /// Their numbers on the scale of the goal, in the same order.
    points: Columns,
}

#[derive(Debug, Clone, Copy)]
struct Person {
    run: u32,
    key: f32,
    who: u32,
}

impl Side {
    fn take(&mut self, part: &Part<'_>, numbers: &Numbers, who: &[u32], scale: &[f64]) {
        let person = |&person: &u32| Person {
            run: part.run_of[person as usize],
            key: (numbers.row(person as usize)[0] * scale[0]) as f32,
            who: person,
        };
        self.people.clear();
        self.people.extend(who.iter().map(person));
        self.people.sort_unstable_by(|x, y| {
            x.run.cmp(&y.run).then(x.key.total_cmp(&y.key)).then(x.who.cmp(&y.who))
        });
        self.points.clear(numbers.width);
        for one in &self.people {
            let row = numbers.row(one.who as usize).iter().zip(scale);
            self.points.push(row.map(|(z, scale)| z * scale));
        }
    }

    /// The typical size of a feature, over a sample.
    fn spread(&self, width: usize) -> f32 {
        let (mut sum, mut number) = (0.0, 0.0f32);
        for feature in 0..width {
            for z in self.points.feature(feature).iter().take(64) {
                sum += z * z;
                number += 1.0;
            }
        }
        (sum / number.max(1.0)).sqrt()
    }
}

impl Fit {
    /// Lists the exchanges of people of one profile whose difference is closest to the goal's part of each, about so many as are
    /// wanted; gives how many were looked at.
    pub(super) fn collect(
        &mut self,
        part: &Part<'_>,
        numbers: &Numbers,
        (g, h): (usize, usize),
        most: usize,
        wanted: usize,
    ) -> u64 {
        let width = numbers.width;
        self.mine.take(part, numbers, &part.who[part.places(g)], &self.scale);
        self.theirs.take(part, numbers, &part.who[part.places(h)], &self.scale);
        let aim: Vec<f32> = self.goal.iter().map(|goal| (goal / most as f64) as f32).collect();
        let pairs = self.of_one_profile();
        let all = pairs <= ALL;
        let mut reach =
            if all { f32::INFINITY } else { self.mine.spread(width) * reach(pairs, width, wanted) };
        let mut looked = 0;
        for _ in 0..WIDENINGS {
            self.close.clear();
            looked += self.look(&aim, reach);
            if 2 * self.close.len() >= wanted || all {
                break;
            }
            reach *= 2.0;
        }
        let by_off = |x: &Exchange, y: &Exchange| {
            x.off.total_cmp(&y.off).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b))
        };
        if self.close.len() > wanted {
            self.close.select_nth_unstable_by(wanted, by_off);
            self.close.truncate(wanted);
        }
        self.close.sort_unstable_by(by_off);
        looked
    }

    /// How many pairs of people of one profile there are.
    fn of_one_profile(&self) -> usize {
        let same = |x: &Person, y: &Person| x.run == y.run;
        let mut theirs = self.theirs.people.chunk_by(same).peekable();
        let mut pairs = 0;
        for mine in self.mine.people.chunk_by(same) {
            while theirs.next_if(|others| others[0].run < mine[0].run).is_some() {}
            if let Some(others) = theirs.next_if(|others| others[0].run == mine[0].run) {
                pairs += mine.len() * others.len();
            }
        }
        pairs
    }

    /// Lists all exchanges within this reach.
    fn look(&mut self, aim: &[f32], reach: f32) -> u64 {
        let most_off = reach * reach;
        let theirs = &self.theirs.people;
        let (mut low, mut high) = (0, 0);
        let mut looked = 1;
        let mut wanted = vec![0.0; aim.len()];
        for (at, one) in self.mine.people.iter().enumerate() {
            for (feature, wanted) in wanted.iter_mut().enumerate() {
                *wanted = self.mine.points.feature(feature)[at] + aim[feature];
            }
            let (from, until) = (wanted[0] - reach, wanted[0] + reach);
            while theirs.get(low).is_some_and(|other| (other.run, other.key) < (one.run, from)) {
                low += 1;
            }
            high = high.max(low);
            while theirs.get(high).is_some_and(|other| (other.run, other.key) <= (one.run, until)) {
                high += 1;
            }
            looked += (high - low) as u64;
            self.theirs.points.near(low..high, &wanted, most_off, |at, off| {
                self.close.push(Exchange { off, a: one.who, b: theirs[at].who });
            });
        }
        looked
    }
}

/// How far differences between two people of `pairs` pairs must be looked at, in standard deviations, for so many close ones to
/// be among them: as if all features were normal.
fn reach(pairs: usize, width: usize, wanted: usize) -> f32 {
    let dimensions = width as f64;
    // The volume of the unit ball, by the recursion over two dimensions.
    let ball = (1..=width).rev().step_by(2).fold(1.0, |volume, d| {
        volume * if d == 1 { 2.0 } else { std::f64::consts::TAU / d as f64 }
    });
    let density = pairs as f64 / (2.0 * std::f64::consts::TAU).powf(dimensions / 2.0);
    (wanted as f64 / (ball * density)).powf(1.0 / dimensions) as f32
}
