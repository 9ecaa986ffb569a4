//! How competencies of one's own correspond to each other and to concepts of another vocabulary.

use std::collections::BTreeMap;

use super::Framework;
use crate::{Place, Problem, Problems};

/// How near a competency is to a concept, by the mapping relations of SKOS (*Simple Knowledge Organization System*, W3C 2009) and
/// that of a part to its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Match {
    /// The same.
    Exact,
    /// Near enough to be used for each other in some places.
    Close,
    /// The concept is broader than the competency.
    Broad,
    /// The concept is narrower than the competency.
    Narrow,
    /// The competency is a part of the concept.
    PartOf,
    /// They have something to do with each other.
    Related,
}

/// A competency, or a domain, and a concept it corresponds to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Alignment {
    /// The competency's id in the framework.
    pub competency: String,
    /// The concept's address; in a framework it may also be the id of another item.
    pub concept: String,
    /// How near they are.
    pub relation: Match,
}

impl Alignment {
    /// Checks alignments with a framework and a vocabulary, of which `known` says whether it has a concept.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: a competency or a concept that does not exist, a pair that stands twice,
    /// a competency that is exactly the same as two concepts.
    pub fn check(
        alignments: &[Alignment],
        framework: &Framework,
        known: &dyn Fn(&str) -> bool,
    ) -> Result<(), Problems> {
        let mut problems = Vec::new();
        let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut exact: BTreeMap<&str, &str> = BTreeMap::new();
        for (place, alignment) in alignments.iter().enumerate() {
            let Alignment { competency, concept, relation } = alignment;
            let at = || Place::Entry { number: place + 1 };
            if framework.competency(competency).is_none() {
                let known = framework.competencies().iter().map(|c| c.id.clone()).collect();
                let id = competency.clone();
                problems.push(Problem::UnknownReference {
                    at: at(),
                    what: "competency",
                    id,
                    known,
                });
            }
            if !known(concept) {
                problems.push(Problem::Contradiction {
                    at: at(),
                    what: format!("no concept has the address \"{concept}\""),
                    fix: "write the address as the vocabulary has it".to_owned(),
                });
            }
            if let Some(first) = pairs.insert((competency, concept), place + 1) {
                problems.push(Problem::Contradiction {
                    at: at(),
                    what: format!("\"{competency}\" and {concept} stand in entry {first} as well"),
                    fix: "say once how near they are".to_owned(),
                });
            } else if *relation == Match::Exact
                && let Some(other) = exact.insert(competency, concept)
            {
                problems.push(Problem::Contradiction {
                    at: at(),
                    what: format!("\"{competency}\" is exactly {other} and exactly {concept}"),
                    fix: "call one of them close, broad or narrow".to_owned(),
                });
            }
        }
        Problems::or(problems, ())
    }
}
