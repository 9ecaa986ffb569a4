use std::collections::BTreeMap;

/// How often the most informative items may be shown: without control a few items stand in nearly every test and are soon
/// known.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum Exposure {
    /// Always the best item.
    #[default]
    Unlimited,
    /// One of the best items, drawn at random (Kingsbury and Zara, 1989).
    Randomesque {
        /// How many are drawn from; 1 is [`Unlimited`](Exposure::Unlimited).
        among: usize,
    },
    /// The best item that passes a draw of its own (Sympson and Hetter, 1985): who does not pass is put aside for this test.
    SympsonHetter {
        /// The probability to pass, by item, above 0; items that are not named always pass.
        /// [`sympson_hetter`](super::AdaptiveTest::sympson_hetter) finds them.
        pass: BTreeMap<String, f64>,
    },
}
