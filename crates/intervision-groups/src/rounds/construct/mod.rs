//! In: a number of groups, their size, a number of rounds. Out: the family of designs that gives most of these rounds.

pub(crate) mod byes;
pub(crate) mod check;
pub(crate) mod families;
mod field;
mod signed;

pub(crate) use families::{Design, round_robin};

/// The design with the most rounds for so many groups of this size, up to as many as asked for, and what it is called. O(points² · rounds).
pub(crate) fn best(groups: usize, size: usize, rounds: usize) -> Option<(String, Design)> {
    if groups == 0 || size < 2 {
        return None;
    }
    let whole = |name: &str, design: Design| Some((name.to_owned(), design));
    let made = [
        whole("one round", vec![in_turn(groups, size)]),
        (size == 2).then(|| round_robin(2 * groups)).and_then(|d| whole("round robin", d)),
        families::affine(groups, size).and_then(|d| whole("affine space", d)),
        transversal_and_inside(groups, size, rounds),
        signed::signed(groups, size).and_then(|d| whole("two affine planes with signs", d)),
        (size == 3)
            .then(|| families::kirkman(groups))
            .flatten()
            .and_then(|d| whole("Kirkman triple system", d)),
    ];
    // The first of the best; what does not hold is not offered.
    let mut best: Option<(String, Design)> = None;
    for (name, mut design) in made.into_iter().flatten() {
        design.truncate(rounds);
        if best.as_ref().is_none_or(|(_, known)| design.len() > known.len())
            && check::whole(groups, size, &design)
        {
            best = Some((name, design));
        }
    }
    best
}

/// Everybody in the order of their numbers.
fn in_turn(groups: usize, size: usize) -> Vec<Vec<u32>> {
    let group =
        |group: usize| (group * size..(group + 1) * size).map(|point| point as u32).collect();
    (0..groups).map(group).collect()
}

/// A transversal design, and then rounds inside its classes, whose points have not met.
fn transversal_and_inside(groups: usize, size: usize, rounds: usize) -> Option<(String, Design)> {
    let mut design = families::transversal(groups, size)?;
    let left = rounds.saturating_sub(design.len());
    let name = "resolvable transversal design".to_owned();
    if left == 0 || !groups.is_multiple_of(size) {
        return Some((name, design));
    }
    let Some((inside, rounds)) = best(groups / size, size, left) else {
        return Some((name, design));
    };
    let class = |round: &Vec<Vec<u32>>, class: usize| -> Vec<Vec<u32>> {
        let shift = (class * groups) as u32;
        round.iter().map(|group| group.iter().map(|point| point + shift).collect()).collect()
    };
    for round in &rounds {
        design.push((0..size).flat_map(|at| class(round, at)).collect());
    }
    Some((format!("{name}, then {inside} inside its classes"), design))
}

/// The design for groups of which `short` have one point fewer: points of one class of a transversal design are left out, no two of
/// which share a group.
pub(crate) fn uneven(
    groups: usize,
    size: usize,
    short: usize,
    rounds: usize,
) -> Option<(String, Design)> {
    let mut design = families::transversal(groups, size).filter(|_| short < groups)?;
    design.truncate(rounds);
    let kept = (groups * size - short) as u32;
    for group in design.iter_mut().flatten() {
        group.retain(|&point| point < kept);
    }
    Some(("transversal design with points left out".to_owned(), design))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups, size, rounds that the families give without a search.
    const GIVEN: [(usize, usize, usize); 18] = [
        (7, 4, 7),
        (8, 4, 10),
        (6, 3, 8),
        (9, 4, 9),
        (5, 5, 6),
        (7, 7, 8),
        (8, 8, 9),
        (9, 9, 10),
        (13, 13, 14),
        (5, 3, 7),
        (9, 3, 13),
        (4, 4, 5),
        (7, 3, 10),
        (16, 4, 21),
        (13, 3, 19),
        (3, 3, 4),
        (25, 5, 31),
        (10, 2, 19),
    ];

    #[test]
    fn what_the_families_give() {
        for (groups, size, rounds) in GIVEN {
            let (name, design) = best(groups, size, usize::MAX).unwrap();
            assert_eq!(design.len(), rounds, "{groups}-{size}: {name}");
            assert!(check::whole(groups, size, &design));
        }
    }

    #[test]
    fn groups_that_are_short_of_one() {
        let (_, design) = uneven(7, 4, 5, 7).unwrap();
        assert_eq!(check::repeats(23, &design), 0);
        assert!(design.iter().all(|round| {
            round.iter().filter(|group| group.len() == 3).count() == 5
                && round.iter().map(Vec::len).sum::<usize>() == 23
        }));
    }
}
