//! In: the text of an instance file. Out: pair weights, sizes where the file has them, and rules that seek or avoid the pairs.
//!
//! Four formats of the literature, one reader each: [`mdgplib`], [`metis`], [`edge_list`] and [`csv_matrix`]. Nothing is opened here:
//! the caller reads the file. Elements are numbered from 0; ids made of those numbers sort in their order ([`Instance::ids`]).

mod edges;
mod error;
mod matrix;
mod mdgplib;
mod metis;
mod numbers;

pub use edges::edge_list;
pub use error::ReadError;
pub use matrix::csv_matrix;
pub use mdgplib::mdgplib;
pub use metis::metis;

use intervision_core::{PairMatrix, PairWeight, Table};

use crate::{Error, Rules, RulesBuilder, Sizes};

/// The name under which the rules of an instance know its weights.
pub const WEIGHTS: &str = "weights";

/// A problem of the literature: elements with a weight for each pair, and the sizes of groups where the file tells them.
#[derive(Debug, Clone, PartialEq)]
pub struct Instance {
    weights: PairMatrix,
    sizes: Option<Sizes>,
}

impl Instance {
    pub(crate) fn new(weights: PairMatrix, sizes: Option<Sizes>) -> Self {
        Instance { weights, sizes }
    }

    /// The weight of every pair.
    #[must_use]
    pub fn weights(&self) -> &PairMatrix {
        &self.weights
    }

    /// The sizes, if the file tells them.
    #[must_use]
    pub fn sizes(&self) -> Option<&Sizes> {
        self.sizes.as_ref()
    }

    /// How many elements there are.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.weights.len()
    }

    /// An id for each element: its number, with zeros before it so that ids sort as numbers do.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        let width = self.elements().saturating_sub(1).to_string().len();
        (0..self.elements()).map(move |element| format!("{element:0width$}"))
    }

    /// A roster of the elements, by their ids.
    ///
    /// # Errors
    ///
    /// Never in practice: numbers make good ids.
    pub fn roster(&self) -> Result<Table, intervision_core::TableError> {
        Table::new(self.ids())
    }

    /// Rules that ask for as much weight inside groups of these sizes as can be: the maximally diverse grouping problem.
    ///
    /// # Errors
    ///
    /// Those of [`RulesBuilder::build`].
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::Run;
    /// use intervision_groups::{Former, Pairs, read};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let text = "4 2 ss 2 2 2 2\n0 1 1\n0 2 5\n0 3 2\n1 2 1\n1 3 4\n2 3 1\n";
    /// let instance = read::mdgplib(text)?;
    /// let sizes = instance.sizes().expect("this format has sizes");
    /// let pairs = Pairs::new().with(read::WEIGHTS, instance.weights());
    /// let former = Former::new(instance.seek(sizes.clone())?).with_pairs(pairs);
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    /// let outcome = former.form(&instance.roster()?, &mut Run::new(&mut rng, &mut ()))?;
    /// // Smaller is better everywhere, so that weight that is wanted counts below 0.
    /// assert_eq!(outcome.worth().value, -9.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn seek(&self, sizes: Sizes) -> Result<Rules, Error> {
        RulesBuilder::new(sizes).seek_pairs(WEIGHTS, 1.0).build()
    }

    /// Rules that ask for as little weight inside groups of these sizes as can be.
    ///
    /// # Errors
    ///
    /// Those of [`RulesBuilder::build`].
    pub fn avoid(&self, sizes: Sizes) -> Result<Rules, Error> {
        RulesBuilder::new(sizes).avoid_pairs(WEIGHTS, 1.0).build()
    }
}
