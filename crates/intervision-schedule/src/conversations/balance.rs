//! Rounds of even size.

/// Moves pairs between this many rounds, some of which may be empty, until any two differ by one pair at most.
///
/// The pairs of two rounds form chains in which they take turns. A round that is larger by two or more has a chain with one
/// more pair of its own, and swapping that chain moves one pair over (D. de Werra, 1971).
pub(super) fn even_out(
    people: usize,
    pairs: &[(usize, usize)],
    colours: &mut [usize],
    rounds: usize,
) {
    let mut sizes = vec![0_usize; rounds];
    for colour in colours.iter() {
        if let Some(size) = sizes.get_mut(*colour) {
            *size += 1;
        }
    }
    loop {
        let by_size = |(index, size): (usize, &usize)| (*size, index);
        let Some((most, large)) = sizes.iter().enumerate().map(by_size).max() else { return };
        let Some((least, small)) = sizes.iter().enumerate().map(by_size).min() else { return };
        if most - least < 2 || !swap_a_chain(people, pairs, colours, large, small) {
            return;
        }
        for (round, size) in [(large, most - 1), (small, least + 1)] {
            if let Some(cell) = sizes.get_mut(round) {
                *cell = size;
            }
        }
    }
}

/// Swaps a chain that begins and ends with the larger colour.
fn swap_a_chain(
    people: usize,
    pairs: &[(usize, usize)],
    colours: &mut [usize],
    large: usize,
    small: usize,
) -> bool {
    let mut at = vec![[None; 2]; people];
    for (edge, (&(a, b), colour)) in pairs.iter().zip(colours.iter()).enumerate() {
        let side = match *colour {
            colour if colour == large => 0,
            colour if colour == small => 1,
            _ => continue,
        };
        for who in [a, b] {
            if let Some(cell) = at.get_mut(who).and_then(|cells| cells.get_mut(side)) {
                *cell = Some(edge);
            }
        }
    }
    let next = |who: usize, side: usize| at.get(who)?.get(side).copied()?;
    let starts = (0..people).filter(|who| next(*who, 0).is_some() && next(*who, 1).is_none());
    for start in starts {
        let (mut who, mut side, mut chain) = (start, 0, Vec::new());
        while let Some(edge) = next(who, side) {
            chain.push(edge);
            let (a, b) = pairs.get(edge).copied().unwrap_or_default();
            who = if a == who { b } else { a };
            side = 1 - side;
        }
        if chain.len() % 2 == 1 {
            for edge in chain {
                if let Some(colour) = colours.get_mut(edge) {
                    *colour = if *colour == large { small } else { large };
                }
            }
            return true;
        }
    }
    false
}
