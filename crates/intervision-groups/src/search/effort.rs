use std::fmt;

use super::Population;
use super::merged::Merged;
use crate::problem::Problem;

/// Steps that take about a second on one core of a machine of 2024: where one member is tried against all others on a matrix of pair
/// weights, on the merged table of all terms, and where every move is priced by itself.
const MATRIX: u64 = 1_000_000_000;
const TABLE: u64 = 600_000_000;
const PRICED: u64 = 10_000_000;
/// Above this many members there is no merged table.
const MOST_IN_TABLE: usize = 1024;

/// How much is spent on an answer when nobody sets a budget: named presets of the [`Portfolio`](super::Portfolio).
///
/// The budget is a number of steps by the shape of the problem, so that the same seed gives the same answer on any machine; the times
/// are what the steps take on one core of a current one, beside reading the roster and forming a first grouping. An answer that is
/// proven best ends every one of them at once.
///
/// | | pair weights alone | up to about a thousand people | more people, uneven weights | in time |
/// |---|---|---|---|---|
/// | `Instant` | 5 million | 3 million | 50,000 | a few milliseconds |
/// | `Careful` | 1,000 million | 600 million | 10 million | about a second |
/// | `Overnight` | rounds of 4, 8, 16, ... times `Careful` | the same | the same | until stopped, at most half a day |
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Effort, Former, Portfolio, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let years = (0..24).map(|member| Value::Number(f64::from(member * member % 23)));
/// let roster = Table::new((0..24).map(|member| format!("m{member:02}")))?.with_column("years", years)?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(4)).balance("years", 1.0).build()?);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let solver = Portfolio::with_effort(Effort::Instant);
/// let outcome = former.form_with(&solver, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.solver(), "instant portfolio: annealing on 2 islands");
/// assert_eq!(Effort::named("careful"), Some(Effort::Careful));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Effort {
    /// While somebody waits for a page.
    Instant,
    /// While somebody watches.
    Careful,
    /// As long as it takes: rounds that each begin anew, every one twice as long as the one before, and the best of all.
    Overnight,
}

impl Effort {
    /// Every one, the quickest first.
    pub const ALL: [Effort; 3] = [Effort::Instant, Effort::Careful, Effort::Overnight];

    /// The one of this name: `instant`, `careful` or `overnight`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Effort::ALL.into_iter().find(|effort| effort.name() == name)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Effort::Instant => "instant",
            Effort::Careful => "careful",
            Effort::Overnight => "overnight",
        }
    }

    /// The steps of each round; the last ends the search.
    pub(super) fn rounds(self, problem: &Problem) -> impl Iterator<Item = u64> {
        let second = second(problem);
        let (first, rounds) = match self {
            Effort::Instant => (second / 200, 1),
            Effort::Careful => (second, 1),
            // 4 + 8 + ... + 32,768 seconds are a night and a morning.
            Effort::Overnight => (4 * second, 14),
        };
        (0..rounds).map(move |round| first << round)
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// About how many steps of this problem's search take a second.
fn second(problem: &Problem) -> u64 {
    if Population::suits(problem) {
        MATRIX
    } else if problem.members() <= MOST_IN_TABLE && Merged::new(problem).is_some() {
        TABLE
    } else {
        PRICED
    }
}
