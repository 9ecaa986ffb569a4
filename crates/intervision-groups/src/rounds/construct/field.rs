//! In: an order. Out: the tables of a commutative ring of that order in which many differences can be divided by: a finite field,
//! or a product of fields.

/// Orders beyond this are not tabled.
const LARGEST: usize = 1024;

/// Addition and multiplication on `0..order`; 0 is zero.
#[derive(Debug, Clone)]
pub(super) struct Ring {
    /// A largest set of elements, zero first, all differences of which can be divided by.
    pub(super) apart: Vec<usize>,
    parts: Vec<Field>,
}

/// The field of p^k elements: an element's digits in base p are the coefficients of a polynomial in a generator.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) order: usize,
    prime: usize,
    /// Powers of a generator, and the power of each element but zero.
    power: Vec<usize>,
    log: Vec<usize>,
}

/// The prime and the exponent, if the number is a power of a prime.
pub(super) fn prime_power(order: usize) -> Option<(usize, u32)> {
    let prime = (2..=order).find(|&factor| order.is_multiple_of(factor))?;
    let (mut left, mut exponent) = (order, 0);
    while left.is_multiple_of(prime) {
        left /= prime;
        exponent += 1;
    }
    (left == 1).then_some((prime, exponent))
}

impl Field {
    /// `None` where there is no field of this order, or it is too large to be tabled.
    pub(super) fn new(order: usize) -> Option<Self> {
        let (prime, degree) = prime_power(order).filter(|_| order <= LARGEST)?;
        // A polynomial is primitive when its root runs through every element but zero.
        (1..order).find_map(|tail| Field::generated(order, prime, degree, tail))
    }

    /// The field in which x^degree is the polynomial `tail`, if x generates it (for a prime: if `tail` does).
    fn generated(order: usize, prime: usize, degree: u32, tail: usize) -> Option<Self> {
        let top = order / prime;
        let times = |element: usize| {
            if degree == 1 {
                return element * tail % prime;
            }
            let (high, low) = (element / top, element % top * prime);
            (0..high).fold(low, |sum, _| add(prime, sum, tail))
        };
        let (mut power, mut log) = (Vec::with_capacity(order - 1), vec![usize::MAX; order]);
        let mut element = 1;
        for at in 0..order - 1 {
            if element == 0 || log[element] != usize::MAX {
                return None;
            }
            log[element] = at;
            power.push(element);
            element = times(element);
        }
        Some(Field { order, prime, power, log })
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        add(self.prime, a, b)
    }

    pub(super) fn times(&self, a: usize, b: usize) -> usize {
        if a == 0 || b == 0 { 0 } else { self.generator(self.log[a] + self.log[b]) }
    }

    /// A power of the generator.
    pub(super) fn generator(&self, exponent: usize) -> usize {
        self.power[exponent % self.power.len()]
    }
}

/// Digit by digit, without carrying.
fn add(prime: usize, mut a: usize, mut b: usize) -> usize {
    let (mut sum, mut unit) = (0, 1);
    while a > 0 || b > 0 {
        sum += (a % prime + b % prime) % prime * unit;
        (a, b, unit) = (a / prime, b / prime, unit * prime);
    }
    sum
}

impl Ring {
    /// A field where there is one, otherwise the product of the fields of the prime powers in the order.
    pub(super) fn new(order: usize) -> Option<Self> {
        if !(2..=LARGEST).contains(&order) {
            return None;
        }
        let (mut left, mut parts) = (order, Vec::new());
        while left > 1 {
            let prime = (2..=left).find(|&factor| left.is_multiple_of(factor))?;
            let mut own = 1;
            while left.is_multiple_of(prime) {
                left /= prime;
                own *= prime;
            }
            parts.push(Field::new(own)?);
        }
        // Elements that differ in every part: as many as the smallest part has.
        let fewest = parts.iter().map(|field| field.order).min()?;
        let together = |digit: usize| parts.iter().rev().fold(0, |sum, f| sum * f.order + digit);
        Some(Ring { apart: (0..fewest).map(together).collect(), parts })
    }

    pub(super) fn add(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::add)
    }

    pub(super) fn times(&self, a: usize, b: usize) -> usize {
        self.each(a, b, Field::times)
    }

    fn each(
        &self,
        mut a: usize,
        mut b: usize,
        of: impl Fn(&Field, usize, usize) -> usize,
    ) -> usize {
        let (mut sum, mut unit) = (0, 1);
        for field in &self.parts {
            sum += of(field, a % field.order, b % field.order) * unit;
            (a, b, unit) = (a / field.order, b / field.order, unit * field.order);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_inverses_and_distribute() {
        for order in [2, 3, 4, 5, 7, 8, 9, 13, 16, 25, 27] {
            let field = Field::new(order).unwrap();
            for a in 0..order {
                let products: std::collections::BTreeSet<_> =
                    (0..order).map(|b| field.times(a, b)).collect();
                assert_eq!(products.len(), if a == 0 { 1 } else { order });
                for b in 0..order {
                    for c in [1, order - 1] {
                        let whole = field.times(a, field.add(b, c));
                        assert_eq!(whole, field.add(field.times(a, b), field.times(a, c)));
                    }
                }
            }
        }
        assert!([0, 1, 6, 12].iter().all(|&order| Field::new(order).is_none()));
    }

    #[test]
    fn a_product_has_as_many_elements_apart_as_its_smallest_field() {
        for (order, apart) in [(6, 2), (12, 3), (15, 3), (20, 4), (9, 9)] {
            assert_eq!(Ring::new(order).unwrap().apart.len(), apart);
        }
    }
}
