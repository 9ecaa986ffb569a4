use super::super::numbers::Numbers;
use super::super::part::Part;
use super::{Columns, Fit};

/// The most people of a group that are dealt out anew in every way.
const MOST: usize = 8;

/// All sets of people of one group, by how many they are.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// Which of the people each set holds, a bit for each.
    masks: Vec<u8>,
    /// Where sets of so many people begin.
    first: Vec<usize>,
    /// Sums of their numbers on the scale of the goal, in the same order.
    sums: Columns,
    /// The sums again, set by set in the order of the masks.
    by_mask: Vec<f64>,
}

impl Sets {
    /// All sets of up to so many of these people.
    fn take(&mut self, numbers: &Numbers, who: &[u32], scale: &[f64], largest: usize) {
        let width = numbers.width;
        let sets = 1usize << who.len();
        self.by_mask.clear();
        self.by_mask.resize(width * sets, 0.0);
        for mask in 1..sets {
            let one = who[mask.trailing_zeros() as usize] as usize;
            let (known, rest) = self.by_mask.split_at_mut(mask * width);
            let without = &known[(mask & (mask - 1)) * width..];
            let row = without.iter().zip(numbers.row(one)).zip(scale);
            for (sum, ((without, z), scale)) in rest.iter_mut().zip(row) {
                *sum = without + z * scale;
            }
        }
        self.masks.clear();
        self.first.clear();
        self.sums.clear(width);
        for people in 0..=largest {
            self.first.push(self.masks.len());
            for mask in (0..sets).filter(|mask| mask.count_ones() as usize == people) {
                self.masks.push(mask as u8);
                let sum = &self.by_mask[mask * width..(mask + 1) * width];
                self.sums.push(sum.iter().copied());
            }
        }
        self.first.push(self.masks.len());
    }

    fn sum(&self, mask: usize, width: usize) -> &[f64] {
        &self.by_mask[mask * width..(mask + 1) * width]
    }

    fn of(&self, people: usize) -> std::ops::Range<usize> {
        self.first[people]..self.first[people + 1]
    }
}

impl Fit {
    /// Whether two groups are small enough for [`resplit`](Self::resplit), and their people all of one profile.
    pub(super) fn small(part: &Part<'_>, g: usize, h: usize) -> bool {
        let (mine, theirs) = (&part.who[part.places(g)], &part.who[part.places(h)]);
        let run = mine.first().map(|&one| part.run_of[one as usize]);
        mine.len().max(theirs.len()) <= MOST
            && mine.iter().chain(theirs).all(|&one| Some(part.run_of[one as usize]) == run)
    }

    /// The people of the two groups who change places in the best of all ways to divide them anew, if it comes closer to the goal
    /// than `worth`; and how many ways there were.
    pub(super) fn resplit(
        &mut self,
        part: &Part<'_>,
        numbers: &Numbers,
        (g, h): (usize, usize),
        worth: f64,
    ) -> (Vec<(usize, usize)>, u64) {
        let (mine, theirs) = (&part.who[part.places(g)], &part.who[part.places(h)]);
        let (p, q) = (mine.len(), theirs.len());
        // Where the two hold nobody else, the others might change places as well.
        let even = p == q && part.size(g) as usize == p && part.size(h) as usize == q;
        let largest = if even { p / 2 } else { p.min(q) };
        self.sets[0].take(numbers, mine, &self.scale, largest);
        self.sets[1].take(numbers, theirs, &self.scale, largest);
        let [ours, others] = &self.sets;
        let mut best = (worth as f32, 0, 0);
        let mut looked = 1;
        let mut wanted = vec![0.0; numbers.width];
        for people in 1..=largest {
            for a in ours.of(people) {
                for (feature, wanted) in wanted.iter_mut().enumerate() {
                    *wanted = ours.sums.feature(feature)[a] + self.goal[feature] as f32;
                }
                let range = others.of(people);
                looked += range.len() as u64;
                others.sums.near(range, &wanted, best.0, |b, off| {
                    if off < best.0 {
                        best = (off, ours.masks[a], others.masks[b]);
                    }
                });
            }
        }
        let (_, out, back) = best;
        // Single precision chooses, double precision decides.
        let (of_out, of_back) =
            (ours.sum(out.into(), numbers.width), others.sum(back.into(), numbers.width));
        let off = of_out.iter().zip(of_back).zip(&self.goal);
        let off: f64 = off.map(|((x, y), goal)| (y - x - goal) * (y - x - goal)).sum();
        if off >= worth {
            return (Vec::new(), looked);
        }
        let named = |mask: u8, who: &[u32]| -> Vec<usize> {
            let set = (0..who.len()).filter(|at| mask >> at & 1 == 1);
            set.map(|at| who[at] as usize).collect()
        };
        (named(out, mine).into_iter().zip(named(back, theirs)).collect(), looked)
    }
}
