#![doc = include_str!("../README.md")]

// In the order in which data passes: a programme over the services, what makes services out of a design, what is written,
// and in which language.
pub mod programme;

#[cfg(all(feature = "model", feature = "groups", feature = "assess", feature = "schedule"))]
pub mod adapters;
pub mod documents;
pub mod language;
#[cfg(feature = "report")]
pub mod report;
#[cfg(any(
    feature = "report",
    all(feature = "model", feature = "groups", feature = "assess", feature = "schedule")
))]
mod wording;

#[cfg(feature = "assess")]
#[doc(inline)]
pub use intervision_assess as assess;
#[doc(inline)]
pub use intervision_core as core;
#[cfg(feature = "groups")]
#[doc(inline)]
pub use intervision_groups as groups;
#[cfg(feature = "model")]
#[doc(inline)]
pub use intervision_model as model;
#[cfg(feature = "schedule")]
#[doc(inline)]
pub use intervision_schedule as schedule;

/// The repository's own pages: their code blocks are tests.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../../../docs/host-guide.md")]
    struct HostGuide;
    #[doc = include_str!("../../../docs/designs/talent-100-days.md")]
    struct Talent;
    #[doc = include_str!("../../../docs/solver-guide.md")]
    struct SolverGuide;
    #[doc = include_str!("../../../docs/designs/intervision-track.md")]
    struct IntervisionTrack;
}
