//! Instance files and certificates.

use intervision_core::{PairMatrix, PairWeight, Table, Value, contract};
use intervision_groups::read::{Instance, ReadError, csv_matrix, edge_list, mdgplib, metis};
use intervision_groups::{Certificate, Pairs, Rules, RulesBuilder, Sizes, verify};

const READERS: [fn(&str) -> Result<Instance, ReadError>; 4] =
    [mdgplib, metis, edge_list, csv_matrix];

/// Laws are checked pair by pair, which takes too long for many elements.
const MOST_ELEMENTS: usize = 60;

/// Read, or refused with a message.
pub(crate) fn read(format: u8, file: &str) {
    match READERS[usize::from(format) % READERS.len()](file) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(instance) => {
            assert_eq!(instance.elements(), instance.weights().len());
            if instance.elements() <= MOST_ELEMENTS {
                contract::pair_weight(instance.weights()).expect("weights keep their laws");
            }
            if let Some(sizes) = instance.sizes() {
                // Sizes may be none for these elements, and say so.
                drop(sizes.bounds(instance.elements()));
            }
        }
    }
}

/// Seven people, and wishes of every kind of count.
fn problem() -> (Rules, Table, PairMatrix) {
    let unit = ["x", "x", "y", "y", "y", "z", "z"].map(Value::category);
    let years = [1.0, 4.0, 4.0, 6.0, 9.0, 2.0, 7.0].map(Value::Number);
    let table = Table::new((1..=7).map(|number| format!("m{number}"))).expect("seven ids");
    let table = table.with_column("unit", unit).and_then(|table| table.with_column("years", years));
    let rules = RulesBuilder::new(Sizes::count(2))
        .mix("unit", 2.0)
        .not_alone("unit", 1.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 1.0)
        .apart(["m1", "m7"])
        .build();
    let met = PairMatrix::from_pairs(7, [(0, 1, 1.0), (2, 5, 2.0), (3, 4, 1.0)]);
    (rules.expect("rules"), table.expect("columns"), met.expect("pairs"))
}

/// Verified, or refused with a message; what verifies says the truth about its own groups.
pub(crate) fn verify_or_refuse(certificate: &Certificate) {
    let (rules, table, met) = problem();
    let pairs = Pairs::new().with("met", &met);
    match verify(certificate, &rules, &table, &pairs) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(()) => {
            assert!(certificate.value.is_finite() && certificate.bound <= certificate.value + 1e-6);
            let mut placed: Vec<&String> = certificate.groups.iter().flatten().collect();
            placed.sort();
            placed.dedup();
            assert_eq!((placed.len(), certificate.groups.len()), (7, 2));
        }
    }
}

/// A certificate that verifies.
#[must_use]
pub fn right() -> Certificate {
    use rand_xoshiro::rand_core::SeedableRng;
    let (rules, table, met) = problem();
    let former = intervision_groups::Former::new(rules).with_pairs(Pairs::new().with("met", &met));
    let mut rng = rand_xoshiro::Xoshiro256PlusPlus::seed_from_u64(7);
    let mut nobody = ();
    let mut run = intervision_core::Run::new(&mut rng, &mut nobody).with_seed(7);
    former.form(&table, &mut run).expect("groups").certificate().clone()
}
