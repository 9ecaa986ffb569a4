//! Colours for the conversations of a round plan: those with one colour share a round.

/// A colour for each pair such that nobody has two pairs of one colour; at least `least` colours are open from the start,
/// which must be no fewer than anyone has pairs.
pub(super) fn colour(people: usize, pairs: &[(usize, usize)], least: usize) -> Vec<usize> {
    let mut colouring = Colouring {
        pairs,
        colour: vec![None; pairs.len()],
        at: vec![vec![None; least]; people],
        colours: least,
    };
    for edge in 0..pairs.len() {
        while !colouring.insert(edge) {
            colouring.open_another();
        }
    }
    colouring.colour.into_iter().map(Option::unwrap_or_default).collect()
}

struct Colouring<'a> {
    pairs: &'a [(usize, usize)],
    colour: Vec<Option<usize>>,
    /// The pair of each person in each colour.
    at: Vec<Vec<Option<usize>>>,
    colours: usize,
}

/// A pair around the centre of a fan.
#[derive(Clone, Copy)]
struct Blade {
    edge: usize,
    /// The other end.
    tip: usize,
    /// The blade at whose tip this one's colour is missing; the first has none.
    parent: usize,
}

impl Colouring<'_> {
    fn ends(&self, edge: usize) -> (usize, usize) {
        self.pairs.get(edge).copied().unwrap_or_default()
    }

    fn across(&self, edge: usize, from: usize) -> usize {
        let (a, b) = self.ends(edge);
        if a == from { b } else { a }
    }

    fn pair_at(&self, who: usize, colour: usize) -> Option<usize> {
        self.at.get(who)?.get(colour).copied()?
    }

    fn missing(&self, who: usize, colour: usize) -> bool {
        self.pair_at(who, colour).is_none()
    }

    fn missing_at(&self, who: usize) -> Vec<usize> {
        (0..self.colours).filter(|colour| self.missing(who, *colour)).collect()
    }

    fn open_another(&mut self) {
        self.colours += 1;
        self.at.iter_mut().for_each(|row| row.push(None));
    }

    fn write(&mut self, edge: usize, colour: usize, value: Option<usize>) {
        let (a, b) = self.ends(edge);
        for who in [a, b] {
            if let Some(cell) = self.at.get_mut(who).and_then(|row| row.get_mut(colour)) {
                *cell = value;
            }
        }
    }

    fn paint(&mut self, edge: usize, colour: Option<usize>) -> Option<usize> {
        let old = self.colour.get_mut(edge).and_then(|cell| std::mem::replace(cell, colour));
        if let Some(old) = old {
            self.write(edge, old, None);
        }
        if let Some(colour) = colour {
            self.write(edge, colour, Some(edge));
        }
        old
    }

    /// Colours one more pair with the colours there are, repainting others; says whether that worked.
    fn insert(&mut self, edge: usize) -> bool {
        let (a, b) = self.ends(edge);
        self.insert_around(edge, a, b) || self.insert_around(edge, b, a)
    }

    fn insert_around(&mut self, edge: usize, centre: usize, tip: usize) -> bool {
        let mut fan = vec![Blade { edge, tip, parent: 0 }];
        // The blade at whose tip a colour is missing.
        let mut owner: Vec<Option<usize>> = vec![None; self.colours];
        let Some(spare) = (0..self.colours).find(|colour| self.missing(centre, *colour)) else {
            return false;
        };
        let mut at = 0;
        while let Some(blade) = fan.get(at).copied() {
            let missing = self.missing_at(blade.tip);
            if let Some(common) = missing.iter().find(|colour| self.missing(centre, **colour)) {
                self.shift(&fan, at, *common);
                return true;
            }
            for colour in missing {
                let Some(cell) = owner.get_mut(colour) else { continue };
                if let Some(other) = *cell {
                    // Two tips miss one colour; a chain from the centre ends at one of them at most.
                    let end = self.chain(centre, colour, spare).1;
                    let first = fan.get(other).map_or(centre, |blade| blade.tip);
                    let (from, tip) = if end == first { (at, blade.tip) } else { (other, first) };
                    self.swap(tip, spare, colour);
                    self.shift(&fan, from, spare);
                    return true;
                }
                *cell = Some(at);
                if let Some(next) = self.pair_at(centre, colour) {
                    let tip = self.across(next, centre);
                    if fan.iter().all(|blade| blade.tip != tip) {
                        fan.push(Blade { edge: next, tip, parent: at });
                    }
                }
            }
            at += 1;
        }
        self.free_a_tip(&fan, &owner, centre)
    }

    /// No tip misses what the centre misses: swaps a chain from a tip that does not end at the centre. Among people on two
    /// sides there always is one.
    fn free_a_tip(&mut self, fan: &[Blade], owner: &[Option<usize>], centre: usize) -> bool {
        for spare in self.missing_at(centre) {
            for (colour, at) in owner.iter().enumerate() {
                let Some((at, blade)) = at.and_then(|at| Some((at, *fan.get(at)?))) else {
                    continue;
                };
                if self.chain(centre, colour, spare).1 != blade.tip {
                    self.swap(blade.tip, spare, colour);
                    self.shift(fan, at, spare);
                    return true;
                }
            }
        }
        false
    }

    /// Paints a blade, its parent with the colour it had, and so on to the pair that had none.
    fn shift(&mut self, fan: &[Blade], mut at: usize, mut colour: usize) {
        while let Some(blade) = fan.get(at) {
            match self.paint(blade.edge, Some(colour)) {
                Some(old) => (at, colour) = (blade.parent, old),
                None => return,
            }
        }
    }

    /// The pairs from somebody on in two colours by turns, beginning with `first`, and who stands at the end.
    fn chain(&self, from: usize, first: usize, second: usize) -> (Vec<usize>, usize) {
        let (mut who, mut colours) = (from, (first, second));
        let mut edges = Vec::new();
        while let Some(edge) = self.pair_at(who, colours.0) {
            edges.push(edge);
            who = self.across(edge, who);
            colours = (colours.1, colours.0);
            // Cannot come back to the start, which misses one of the two; a guard all the same.
            if who == from {
                break;
            }
        }
        (edges, who)
    }

    /// Swaps two colours along the chain that begins at somebody who misses the second.
    fn swap(&mut self, from: usize, first: usize, second: usize) {
        let (edges, _) = self.chain(from, first, second);
        let old: Vec<_> = edges.iter().map(|edge| self.paint(*edge, None)).collect();
        for (edge, old) in edges.into_iter().zip(old) {
            self.paint(edge, Some(if old == Some(first) { second } else { first }));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn degree(people: usize, pairs: &[(usize, usize)]) -> usize {
        let of = |who| pairs.iter().filter(|(a, b)| *a == who || *b == who).count();
        (0..people).map(of).max().unwrap_or(0)
    }

    fn count(people: usize, pairs: &[(usize, usize)]) -> usize {
        let colours = colour(people, pairs, degree(people, pairs));
        for (i, (a, b)) in pairs.iter().enumerate() {
            for (j, (c, d)) in pairs.iter().enumerate().skip(i + 1) {
                let meet = a == c || a == d || b == c || b == d;
                assert!(!meet || colours[i] != colours[j], "pairs {i} and {j} share a colour");
            }
        }
        colours.iter().max().map_or(0, |last| last + 1)
    }

    #[test]
    fn the_petersen_graph_needs_one_more_than_its_degree() {
        let pairs: Vec<_> =
            (0..5).flat_map(|i| [(i, (i + 1) % 5), (i, i + 5), (i + 5, (i + 2) % 5 + 5)]).collect();
        assert_eq!(count(10, &pairs), 4);
    }

    proptest! {
        #[test]
        fn pairs_that_differ_take_one_colour_more_than_the_degree_at_most(
            (people, set) in (2_usize..14).prop_flat_map(|people| (
                Just(people),
                proptest::collection::btree_set((0..people, 0..people), 0..60),
            )),
        ) {
            let pairs: Vec<_> = set.into_iter().filter(|(a, b)| a < b).collect();
            let (degree, colours) = (degree(people, &pairs), count(people, &pairs));
            prop_assert!(degree <= colours && colours <= degree + 1);
        }

        #[test]
        fn two_sides_take_the_degree_exactly(
            pairs in proptest::collection::vec((0_usize..6, 6_usize..14), 0..60),
        ) {
            prop_assert_eq!(count(14, &pairs), degree(14, &pairs));
        }

        #[test]
        fn repeated_pairs_take_as_many_more_as_they_repeat_at_most(
            list in proptest::collection::vec((0_usize..7, 0_usize..7), 0..50),
        ) {
            let pairs: Vec<_> = list.into_iter().filter(|(a, b)| a < b).collect();
            let times = |pair| pairs.iter().filter(|other| **other == pair).count();
            let most = pairs.iter().map(|pair| times(*pair)).max().unwrap_or(0);
            prop_assert!(count(7, &pairs) <= degree(7, &pairs) + most);
        }
    }
}
