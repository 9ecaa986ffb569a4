//! Numbers spread out: the least variation between groups, because some people stand out so far that no company makes up for it.

use std::f64::consts::PI;

/// How many directions two features are looked at from, and how many numbers may be sorted for that in all.
const DIRECTIONS: usize = 48;
/// Around the best direction a closer look is taken, one for so many directions before, each half as far away.
const NARROWING: usize = 8;
const MOST_WORK: usize = 2_000_000;
/// What rounding may have added to a bound, as a part of it.
const SAFE: f64 = 1e-12;

/// Groups whose sums are to be even: how many there are, the most known people of one, and whether all hold exactly that many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rooms {
    pub(crate) groups: usize,
    pub(crate) most: usize,
    pub(crate) full: bool,
}

/// The least of the sums over groups of (sum of a feature)² / (known people), added up over one feature or two; each
/// feature holds the known people alone, in one order, centred, with a sum of squares of about 1.
///
/// Any j groups that hold the j largest numbers sum to at least those and the smallest others that fill the groups up; the same
/// holds with signs turned. The sums in order therefore majorise the steps of the least concave curve above these points, and squares
/// are least for the steps (Hardy, Littlewood and Pólya 1934). Two features are looked at along turned axes as well, since the square of
/// a length is that of its parts along any two axes at right angles. Takes O(n log n) time for each of some dozen directions, fewer
/// where people are very many.
pub(crate) fn least_between(features: &[&[f64]], rooms: Rooms) -> f64 {
    let bound = match features {
        [] => 0.0,
        [one] => along(one.to_vec(), rooms),
        [one, two, ..] => {
            let directions = (MOST_WORK / one.len().max(1)).min(DIRECTIONS);
            let turned = |angle: f64| {
                let (sin, cos) = angle.sin_cos();
                let part = |x: f64, y: f64| {
                    one.iter().zip(*two).map(|(a, b)| x * a + y * b).collect::<Vec<_>>()
                };
                along(part(cos, sin), rooms) + along(part(-sin, cos), rooms)
            };
            let mut step = PI / 2.0 / directions.max(1) as f64;
            let mut best = (0.0, 0.0);
            let look = |best: (f64, f64), angle: f64| {
                let found = turned(angle);
                if found > best.0 { (found, angle) } else { best }
            };
            for at in 0..directions {
                best = look(best, at as f64 * step);
            }
            for _ in 0..directions / NARROWING {
                step /= 2.0;
                let around = best.1;
                best = look(best, around - step);
                best = look(best, around + step);
            }
            best.0
        }
    };
    // The features have a sum of squares of 1: what is smaller than rounding is nothing.
    if bound < SAFE { 0.0 } else { bound * (1.0 - SAFE) }
}

fn along(mut numbers: Vec<f64>, rooms: Rooms) -> f64 {
    let Rooms { groups, most, .. } = rooms;
    if most == 0 || groups == 0 {
        return 0.0;
    }
    numbers.sort_unstable_by(f64::total_cmp);
    let total: f64 = numbers.iter().sum();
    let highest = least_of_largest(&numbers, rooms);
    numbers.reverse();
    for number in &mut numbers {
        *number = -*number;
    }
    let lowest = least_of_largest(&numbers, rooms);
    // What the j groups with the largest sums come to at least.
    let points = (0..=groups).map(|j| match j {
        0 => 0.0,
        _ if j == groups => total,
        _ => highest[j].max(total + lowest[groups - j]),
    });
    let mut curve: Vec<(f64, f64)> = Vec::new();
    for (j, sum) in points.enumerate() {
        let new = (j as f64, sum);
        while let [.., (x, y), (at, height)] = curve[..]
            && (height - y) * (new.0 - x) <= (new.1 - y) * (at - x)
        {
            curve.pop();
        }
        curve.push(new);
    }
    let steps = curve.windows(2).map(|ends| {
        let (wide, high) = (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1);
        high * high / wide
    });
    steps.sum::<f64>() / most as f64
}

/// For every j up to the number of groups: the least sum of j groups that hold the j largest of these ascending numbers.
fn least_of_largest(ascending: &[f64], rooms: Rooms) -> Vec<f64> {
    let people = ascending.len();
    let mut below = Vec::with_capacity(people + 1);
    let (mut sum, mut least) = (0.0, 0.0f64);
    below.push(0.0);
    for number in ascending {
        sum += number;
        least = least.min(sum);
        // Places that may stay empty are filled with those below 0 only.
        below.push(if rooms.full { sum } else { least });
    }
    let mut top = 0.0;
    let mut sums = vec![0.0];
    for j in 1..=rooms.groups {
        top += if j <= people { ascending[people - j] } else { 0.0 };
        let others = (rooms.most * j).saturating_sub(j).min(people.saturating_sub(j));
        sums.push(top + below[others]);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_who_stands_out_cannot_be_made_up_for() {
        // 9 against eight times -1 and one -1: with one of the others the best pair comes to 8.
        let numbers = [9.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0];
        let rooms = Rooms { groups: 5, most: 2, full: true };
        let found = least_between(&[&numbers], rooms);
        // (8² + 4 · 2²) / 2
        assert!((found - 40.0).abs() < 1e-9, "{found}");
    }

    #[test]
    fn numbers_that_can_be_evened_out_have_no_bound() {
        let rooms = Rooms { groups: 2, most: 2, full: true };
        assert!(least_between(&[&[1.0, -1.0, 2.0, -2.0]], rooms) < 1e-12);
    }

    fn groupings(people: usize, groups: usize, size: usize) -> Vec<Vec<usize>> {
        fn go(at: &mut Vec<usize>, left: &mut [usize], people: usize, all: &mut Vec<Vec<usize>>) {
            if at.len() == people {
                all.push(at.clone());
                return;
            }
            for group in 0..left.len() {
                if left[group] > 0 {
                    left[group] -= 1;
                    at.push(group);
                    go(at, left, people, all);
                    at.pop();
                    left[group] += 1;
                }
            }
        }
        let mut all = Vec::new();
        go(&mut Vec::new(), &mut vec![size; groups], people, &mut all);
        all
    }

    proptest::proptest! {
        #[test]
        fn no_grouping_is_below(
            one in proptest::collection::vec(-5.0..5.0f64, 6),
            two in proptest::collection::vec(0.0..1.0f64, 6),
            full in proptest::bool::ANY,
        ) {
            let centred = |numbers: &[f64]| {
                let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
                numbers.iter().map(|number| number - mean).collect::<Vec<_>>()
            };
            // The power of ten makes people who stand out.
            let two: Vec<f64> = two.iter().map(|number| number.powi(10) * 50.0).collect();
            let (one, two) = (centred(&one), centred(&two));
            let (groups, size, most) = if full { (3, 2, 2) } else { (2, 5, 5) };
            let rooms = Rooms { groups, most, full };
            let bound = least_between(&[&one, &two], rooms);
            for grouping in groupings(6, groups, size) {
                let mut value = 0.0;
                for group in 0..groups {
                    let of: Vec<usize> = (0..6).filter(|&one| grouping[one] == group).collect();
                    for feature in [&one, &two] {
                        let sum: f64 = of.iter().map(|&one| feature[one]).sum();
                        value += sum * sum / of.len().max(1) as f64;
                    }
                }
                proptest::prop_assert!(bound <= value + 1e-9, "{} {}", bound, value);
            }
        }
    }
}
