//! In: a number of groups and their size. Out: rounds in which no two people meet twice, as mathematics gives them.

use super::field::{Field, Ring};

/// Rounds of groups of points `0..groups · size`.
pub(crate) type Design = Vec<Vec<Vec<u32>>>;

/// Everybody with everybody once, two at a time: the circle method (Kirkman 1847). One point stands still, the others move on by one.
///
/// With an odd number of points one of them has no partner in each round.
pub(crate) fn round_robin(points: usize) -> Design {
    let even = points + points % 2;
    if points < 2 {
        return Design::new();
    }
    let turn = even - 1;
    let round = |round: usize| {
        let mut pairs = vec![vec![(even - 1) as u32, round as u32]];
        pairs.extend((1..even / 2).map(|step| {
            vec![((round + step) % turn) as u32, ((round + turn - step) % turn) as u32]
        }));
        for pair in &mut pairs {
            pair.sort_unstable();
        }
        pairs.retain(|pair| pair.iter().all(|&point| (point as usize) < points));
        pairs.sort_unstable();
        pairs
    };
    (0..turn).map(round).collect()
}

/// The lines of the affine space of some dimension over a field, one direction a round (Bose 1939); its lines hold `size` points each.
pub(super) fn affine(groups: usize, size: usize) -> Option<Design> {
    let field = Field::new(size)?;
    let points = groups * size;
    let mut dimension = 1;
    while size.pow(dimension) < points {
        dimension += 1;
    }
    if size.pow(dimension) != points {
        return None;
    }
    let digits = |mut point: usize| -> Vec<usize> {
        let digit = |_| {
            let digit = point % size;
            point /= size;
            digit
        };
        (0..dimension).map(digit).collect()
    };
    let number = |digits: &[usize]| digits.iter().rev().fold(0, |sum, digit| sum * size + digit);
    // One vector of each direction: its first coordinate that is not zero is one.
    let directions = (1..points).map(digits).filter(|way| way.iter().find(|x| **x > 0) == Some(&1));
    let rounds = directions.map(|way| {
        let mut seen = vec![false; points];
        let mut lines = Vec::with_capacity(groups);
        for point in 0..points {
            if seen[point] {
                continue;
            }
            let from = digits(point);
            let line: Vec<u32> = (0..size)
                .map(|step| {
                    let at =
                        from.iter().zip(&way).map(|(&x, &v)| field.add(x, field.times(step, v)));
                    let at = number(&at.collect::<Vec<_>>());
                    seen[at] = true;
                    at as u32
                })
                .collect();
            lines.push(line);
        }
        lines
    });
    Some(rounds.collect())
}

/// A resolvable transversal design: `size` classes of `groups` points, every group with one of each class, by mutually orthogonal
/// Latin squares over a field or, for other orders, a product of fields (Macneish 1922). Point `class · groups + value`.
pub(super) fn transversal(groups: usize, size: usize) -> Option<Design> {
    let ring = Ring::new(groups).filter(|ring| ring.apart.len() >= size)?;
    let point = |class: usize, slope: usize, offset: usize| {
        let value = ring.add(ring.times(slope, ring.apart[class]), offset);
        (class * groups + value) as u32
    };
    let round = |slope: usize| {
        (0..groups)
            .map(|offset| (0..size).map(|class| point(class, slope, offset)).collect())
            .collect()
    };
    Some((0..groups).map(round).collect())
}

/// A Kirkman triple system on three times as many points as a field of 6t + 1 elements has, or on twice as many and one more
/// (Ray-Chaudhuri and Wilson 1971).
pub(super) fn kirkman(groups: usize) -> Option<Design> {
    let points = 3 * groups;
    let of_order = |order: usize| {
        (order % 6 == 1).then(|| Field::new(order)).flatten().map(|field| (order / 6, field))
    };
    if let Some((t, field)) = of_order(groups) {
        return Some(three_times(t, &field));
    }
    let (t, field) = of_order((points - 1) / 2).filter(|_| points % 2 == 1)?;
    twice_and_one(t, &field)
}

/// Translates of a round by every element of the field; `copies` of it, and points beyond them that stand still.
fn translates(
    field: &Field,
    copies: usize,
    round: &[Vec<u32>],
) -> impl Iterator<Item = Vec<Vec<u32>>> {
    let order = field.order;
    (0..order).map(move |by| {
        let moved = |&point: &u32| {
            let (copy, element) = (point as usize / order, point as usize % order);
            if copy < copies { (copy * order + field.add(element, by)) as u32 } else { point }
        };
        round.iter().map(|group| group.iter().map(moved).collect()).collect()
    })
}

fn three_times(t: usize, field: &Field) -> Design {
    let q = field.order;
    let point = |exponent: usize, copy: usize| (copy * q + field.generator(exponent)) as u32;
    let across = |i: usize| vec![point(i, 0), point(i + 2 * t, 1), point(i + 4 * t, 2)];
    let mut base = vec![vec![0, q as u32, 2 * q as u32]];
    for i in 0..t {
        let within = |copy| (0..3).map(|step| point(i + 2 * step * t, copy)).collect();
        base.extend((0..3).map(within));
        base.extend([t, 3 * t, 5 * t].map(|from| across(i + from)));
    }
    let mut rounds: Design = translates(field, 3, &base).collect();
    for i in (0..t).flat_map(|i| [i, i + 2 * t, i + 4 * t]) {
        rounds.push(translates(field, 3, &[across(i)]).flatten().collect());
    }
    rounds
}

fn twice_and_one(t: usize, field: &Field) -> Option<Design> {
    let q = field.order;
    let point = |exponent: usize, copy: usize| (copy * q + field.generator(exponent)) as u32;
    // The power m with 2 · w^m = w^t + 1.
    let sum = field.add(field.generator(t), 1);
    let m = (0..q - 1).find(|&m| field.add(field.generator(m), field.generator(m)) == sum)?;
    let mut base = vec![vec![2 * q as u32, 0, q as u32]];
    for i in 0..t {
        let mixed =
            |from: usize| vec![point(i + from, 0), point(i + from + t, 0), point(i + from + m, 1)];
        base.extend([0, 2 * t, 4 * t].map(mixed));
        base.push([t, 3 * t, 5 * t].map(|step| point(i + m + step, 1)).to_vec());
    }
    Some(translates(field, 2, &base).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::construct::check;

    #[test]
    fn every_family_keeps_its_promise() {
        for points in 2..20 {
            let design = round_robin(points);
            assert_eq!(design.len(), points + points % 2 - 1);
            assert_eq!(check::repeats(points, &design), 0);
        }
        for (groups, size, rounds) in [(4, 4, 5), (9, 9, 10), (9, 3, 13), (16, 4, 21), (27, 3, 40)]
        {
            let design = affine(groups, size).unwrap();
            assert_eq!(design.len(), rounds);
            assert!(check::whole(groups, size, &design), "{groups}-{size}");
        }
        for (groups, size) in [(7, 4), (8, 4), (9, 4), (12, 3), (15, 3), (20, 4), (13, 13)] {
            let design = transversal(groups, size).unwrap();
            assert_eq!(design.len(), groups);
            assert!(check::whole(groups, size, &design), "{groups}-{size}");
        }
        for groups in [5, 7, 9, 13, 19, 25, 31, 37] {
            let design = kirkman(groups).unwrap();
            assert_eq!(design.len(), (3 * groups - 1) / 2);
            assert!(check::whole(groups, 3, &design), "{groups}-3");
        }
    }

    #[test]
    fn nothing_is_claimed_where_there_is_nothing() {
        assert!(transversal(6, 3).is_none() && transversal(12, 4).is_none());
        assert!(affine(6, 6).is_none() && affine(5, 4).is_none() && kirkman(4).is_none());
    }
}
