//! The corners: nobody differs, nothing is known, one person, one group, as many groups as people, numbers without end.

use intervision_core::{Grouping, PairMatrix, Roster, Status, Table, Value};
use intervision_groups::{Pairs, RulesBuilder, Sizes, verify};
use proptest::prelude::*;

use crate::common::{form_in, ids, plain};

/// What everyone has.
#[derive(Debug, Clone, Copy)]
enum Column {
    Alike,
    Unknown,
    Each,
    Huge,
    Tiny,
    Endless,
}

impl Column {
    fn value(self, member: usize) -> Value<'static> {
        let sign = if member.is_multiple_of(2) { 1.0 } else { -1.0 };
        match self {
            Column::Alike => Value::category("all"),
            Column::Unknown => Value::Unknown,
            Column::Each => Value::category(format!("c{member}")),
            Column::Huge => Value::Number(sign * 1e300 * (member + 1) as f64),
            Column::Tiny => Value::Number(f64::MIN_POSITIVE * member as f64),
            Column::Endless => Value::Number(if member == 0 { f64::NAN } else { f64::INFINITY }),
        }
    }
}

const COLUMNS: [Column; 6] =
    [Column::Alike, Column::Unknown, Column::Each, Column::Huge, Column::Tiny, Column::Endless];

fn table(people: usize, column: Column) -> Table {
    plain(people).with_column("x", (0..people).map(|member| column.value(member))).unwrap()
}

proptest! {
    #[test]
    fn every_corner_has_an_answer(
        people in 1..14usize,
        column in 0..COLUMNS.len(),
        groups in 0..4usize,
        weights in (0..4usize, 0..4usize, 0..4usize),
        edge in proptest::sample::select(vec![0.0, 1e-300, -1.0, 1e100, -1e100, 5e-324]),
        all_together in proptest::bool::weighted(0.1),
    ) {
        // One group, two, as many as there are people, and one that holds everyone alone.
        let count = [1, 2.min(people), people, (people / 2).max(1)][groups];
        let weight = |at: usize| [0.0, 1.0, 1e12, 1e-12][at];
        let roster = table(people, COLUMNS[column]);
        let mut rules = RulesBuilder::new(Sizes::count(count))
            .mix("x", weight(weights.0))
            .match_on("x", weight(weights.1))
            .balance("x", weight(weights.2))
            .seek_pairs("met", 1.0);
        if all_together && people > 1 {
            rules = rules.together(ids(people));
        }
        let rules = rules.build().unwrap();
        let pairs = (1..people).map(|member| (0, member, edge));
        let met = PairMatrix::from_pairs(people, pairs).unwrap();
        let pairs = Pairs::new().with("met", &met);
        let outcome = match form_in(&rules, &roster, &pairs, Some(300)) {
            Ok(outcome) => outcome,
            Err(error) => {
                prop_assert!(all_together && count > 1, "{error}");
                return Ok(());
            }
        };
        let worth = outcome.worth();
        prop_assert!(worth.value.is_finite() && worth.terms.iter().all(|term| term.value.is_finite()), "{worth:?}");
        prop_assert_ne!(worth.status, Status::Unknown);
        prop_assert_eq!(outcome.groups().len(), count);
        verify(outcome.certificate(), &rules, &roster, &pairs).unwrap();
        if count == 1 || count == people {
            prop_assert_eq!(worth.status, Status::Optimal, "{:?}", worth);
        }
        let said = outcome.reasons();
        prop_assert!(said.iter().all(|sentence| !sentence.contains("NaN")), "{said:?}");
    }
}

#[test]
fn nobody_and_one() {
    let rules = RulesBuilder::new(Sizes::count(1)).build().unwrap();
    let alone = form_in(&rules, &plain(1), &Pairs::new(), None).unwrap();
    assert_eq!((alone.groups().sizes(), alone.worth().status), (vec![1], Status::Optimal));
    let nobody = form_in(&rules, &Table::new([""; 0]).unwrap(), &Pairs::new(), None);
    assert_eq!(nobody.unwrap_err().to_string(), "the roster is empty; groups need people");
    assert_eq!(plain(1).len(), 1);
}
