//! In: a graph, or groups that met earlier. Out: pair weights for wishes about pairs.

mod graph;
mod list;
mod met;

pub use graph::{graph_closeness, graph_pairs};
pub use list::PairList;
pub use met::met_before;
