use super::Language;

/// A phrase in its two numbers; `{n}` stands for the count.
///
/// # Example
///
/// ```
/// use intervision::language::{Language, Plural};
///
/// let days = Plural { one: "{n} dag", many: "{n} dagen" };
/// assert_eq!(days.of(1, Language::Dutch), "1 dag");
/// assert_eq!(days.of(1200, Language::Dutch), "1.200 dagen");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Plural {
    /// Of one.
    pub one: &'static str,
    /// Of none, two or more.
    pub many: &'static str,
}

impl Plural {
    /// The phrase for `n` of them.
    #[must_use]
    pub fn of(&self, n: usize, language: Language) -> String {
        let pattern = if n == 1 { self.one } else { self.many };
        fill(pattern, &[("n", &language.number(n as f64, 0))])
    }
}

/// Puts values in the `{holes}` of a pattern, in one pass: a value that looks like a hole stays as it is.
///
/// # Example
///
/// ```
/// use intervision::language::fill;
///
/// assert_eq!(fill("{done} of {all}", &[("done", "3"), ("all", "{done}")]), "3 of {done}");
/// ```
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((hole, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(name, _)| *name == hole) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", hole, "}"]),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// How many decimals show these numbers honestly: none for whole ones, one from 10 up, and more the smaller they are.
///
/// # Example
///
/// ```
/// use intervision::language::places;
///
/// assert_eq!((places([22.0, 31.0]), places([22.0, 29.43]), places([0.5])), (0, 1, 3));
/// ```
pub fn places(values: impl IntoIterator<Item = f64>) -> usize {
    let mut whole = true;
    let mut largest = 0.0_f64;
    for value in values.into_iter().filter(|value| value.is_finite()) {
        whole &= (value - value.round()).abs() < 1e-9;
        largest = largest.max(value.abs());
    }
    match largest {
        _ if whole => 0,
        l if l < 0.1 => 4,
        l if l < 1.0 => 3,
        l if l < 10.0 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_filled_once() {
        let filled = fill("{a} and {b}, {c}{", &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled, "{b} and x, {c}{");
    }

    #[test]
    fn decimals_follow_the_numbers() {
        assert_eq!(places([22.0, 31.0]), 0);
        assert_eq!(places([22.0, 29.43]), 1);
        assert_eq!(places([2.0, 2.25]), 2);
        assert_eq!(places([0.5, 0.25]), 3);
        assert_eq!(places([0.0123]), 4);
        assert_eq!(places([f64::NAN]), 0);
    }
}
