//! A short hash that tells item banks apart.

use sha2::{Digest, Sha256};

use super::{AnyItem, ItemBank};

/// Bytes of SHA-256 that are kept: two banks that somebody confuses by mistake differ in them.
const KEPT: usize = 8;

impl ItemBank {
    /// Sixteen hexadecimal digits that change with any id, model or parameter and with the population, but not with the order of the items.
    ///
    /// ```
    /// use intervision_assess::irt::{ItemBank, Logistic};
    ///
    /// let first = ItemBank::new([("q1", Logistic::rasch(0.5)?.into())])?;
    /// let other = ItemBank::new([("q1", Logistic::rasch(0.6)?.into())])?;
    /// assert_ne!(first.fingerprint(), other.fingerprint());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        let population = self.population();
        numbers(&mut hash, &[population.mean(), population.sd()]);
        let mut items: Vec<(&String, &AnyItem)> = self.ids().iter().zip(self.items()).collect();
        items.sort_by_key(|&(id, _)| id);
        for (id, item) in items {
            hash.update((id.len() as u64).to_le_bytes());
            hash.update(id);
            match item {
                AnyItem::Logistic(it) => {
                    hash.update([0]);
                    numbers(&mut hash, &[it.a(), it.b(), it.lower(), it.upper()]);
                }
                AnyItem::Graded(it) => {
                    hash.update([1]);
                    numbers(&mut hash, &[it.a()]);
                    numbers(&mut hash, it.thresholds());
                }
                AnyItem::PartialCredit(it) => {
                    hash.update([2]);
                    numbers(&mut hash, &[it.a()]);
                    numbers(&mut hash, it.steps());
                }
                AnyItem::Nominal(it) => {
                    hash.update([3]);
                    numbers(&mut hash, it.slopes());
                    numbers(&mut hash, it.intercepts());
                }
            }
        }
        let kept = hash.finalize().into_iter().take(KEPT);
        kept.flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|half| char::from_digit(u32::from(half), 16))
            .collect()
    }
}

/// With their number, so that no two lists run into each other.
fn numbers(hash: &mut Sha256, numbers: &[f64]) {
    hash.update((numbers.len() as u64).to_le_bytes());
    for number in numbers {
        // 0 and -0 are one number.
        hash.update((number + 0.0).to_bits().to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::irt::{Graded, Logistic, PartialCredit, Population};

    #[test]
    fn whatever_changes_a_bank_changes_it() {
        let logistic = |b: f64| AnyItem::from(Logistic::rasch(b).unwrap());
        let graded = AnyItem::from(Graded::new(1.0, vec![-1.0, 1.0]).unwrap());
        let partial = AnyItem::from(PartialCredit::new(vec![-1.0, 1.0]).unwrap());
        let bank = |items: Vec<(&str, AnyItem)>| ItemBank::new(items).unwrap();
        let first = bank(vec![("q1", logistic(0.0)), ("q2", graded.clone())]);
        let others = [
            bank(vec![("q1", logistic(0.1)), ("q2", graded.clone())]),
            bank(vec![("q1", logistic(0.0)), ("q2", partial)]),
            bank(vec![("q1", logistic(0.0)), ("q3", graded.clone())]),
            bank(vec![("q1", logistic(0.0))]),
            first.clone().with_population(Population::new(0.0, 1.1).unwrap()),
        ];
        for other in others {
            assert_ne!(first.fingerprint(), other.fingerprint());
        }
        assert_eq!(first.fingerprint().len(), 2 * KEPT);
        let turned = bank(vec![("q2", graded), ("q1", logistic(0.0))]);
        assert_eq!(first.fingerprint(), turned.fingerprint());
        let negative = bank(vec![("q1", logistic(-0.0)), ("q2", first.items()[1].clone())]);
        assert_eq!(first.fingerprint(), negative.fingerprint());
    }
}
