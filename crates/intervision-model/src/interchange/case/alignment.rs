//! Alignments as links of a package.

use std::collections::BTreeMap;

use super::document::{CaseDocument, CaseLink};
use super::package::{CaseOrigin, item_id};
use crate::Problems;
use crate::competency::Framework;
use crate::interchange::{Alignment, Match};

impl CaseDocument {
    /// The package with a link per alignment. It must have been made of this framework with this origin
    /// ([`from_framework`](CaseDocument::from_framework)).
    ///
    /// Exact and related are the standard's own `exactMatchOf` and `isRelatedTo`; for the others it has no name, and they become
    /// `ext:closeMatch`, `ext:broadMatch` and `ext:narrowMatch`.
    ///
    /// # Errors
    ///
    /// [`Problems`] as for [`with_links`](CaseDocument::with_links): a competency that is not in the package, a pair that is
    /// aligned already.
    pub fn with_alignments(
        &self,
        alignments: &[Alignment],
        framework: &Framework,
        origin: &CaseOrigin,
    ) -> Result<Self, Problems> {
        let links = alignments.iter().map(|alignment| {
            let Alignment { competency, concept, relation } = alignment;
            let known = framework.competency(competency);
            let own = known.map_or_else(|| competency.clone(), |c| item_id(framework, c, origin));
            CaseLink {
                identifier: origin.id(&format!("{}/align/{competency}/{concept}", framework.id())),
                kind: kind(*relation).to_owned(),
                origin: own,
                destination: concept.clone(),
                sequence: None,
            }
        });
        self.with_links(links, origin)
    }

    /// The alignments in the package: links from an item, named by its code, to something that has an address elsewhere.
    #[must_use]
    pub fn alignments(&self) -> Vec<Alignment> {
        let codes = self
            .items()
            .iter()
            .map(|item| (item.identifier.as_str(), item.code.as_ref().unwrap_or(&item.identifier)));
        let codes: BTreeMap<&str, &String> = codes.collect();
        let here = |link: &CaseLink| {
            let competency = (*codes.get(link.origin.as_str())?).clone();
            let relation = relation(&link.kind)?;
            let outside = link.destination.contains("://");
            let concept = link.destination.clone();
            outside.then_some(Alignment { competency, concept, relation })
        };
        self.links().iter().filter_map(here).collect()
    }
}

const KINDS: [(Match, &str); 5] = [
    (Match::Exact, "exactMatchOf"),
    (Match::Close, "ext:closeMatch"),
    (Match::Broad, "ext:broadMatch"),
    (Match::Narrow, "ext:narrowMatch"),
    (Match::Related, "isRelatedTo"),
];

fn kind(relation: Match) -> &'static str {
    KINDS.iter().find(|(own, _)| *own == relation).map_or("isRelatedTo", |(_, kind)| kind)
}

fn relation(kind: &str) -> Option<Match> {
    KINDS.iter().find(|(_, name)| *name == kind).map(|(relation, _)| *relation)
}
