//! What changed between two occasions.
//!
//! In: two `Ratings` of the same members, before and after. Out: an [`Evaluation`] per competency with a paired effect
//! size and its interval, or why there is none; it serialises, because nothing in it rests on fewer people than the
//! floor.
//!
//! For research on small groups: the [`EffectSizes`] by their names, [`Wilcoxon`]'s test, [`ReliableChanges`] person by person, a
//! [`Retrospective`] pre-test, [`StyleFlexibility`].

mod effects;
mod evaluation;
mod flexibility;
mod paired;
mod reliable;
mod retrospective;
mod wilcoxon;
mod wilcoxon_exact;

pub use effects::{EffectSize, EffectSizes};
pub use evaluation::{Change, CompetencyChange, Evaluation};
pub use flexibility::StyleFlexibility;
pub use paired::{NoEffect, PairedEffect};
pub use reliable::{ChangeVerdict, Cutoffs, ReliableChange, ReliableChangeMethod, ReliableChanges};
pub use retrospective::{Retrospective, ThenTest};
pub use wilcoxon::{Alternative, NoTest, Probability, Wilcoxon, Zeros};
