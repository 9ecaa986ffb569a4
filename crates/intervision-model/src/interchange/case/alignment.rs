//! Alignments as links of a package.

use std::collections::BTreeMap;

use super::document::{CaseDocument, CaseLink};
use super::package::{CaseOrigin, item_id};
use crate::Problems;
use crate::competency::{Alignment, Framework, Match, is_address};

impl CaseDocument {
    /// The package with a link per alignment. It must have been made of this framework with this origin
    /// ([`from_framework`](CaseDocument::from_framework)).
    ///
    /// Exact, part of and related are the standard's own `exactMatchOf`, `isPartOf` and `isRelatedTo`; for the others it has no name,
    /// and they become `ext:closeMatch`, `ext:broadMatch` and `ext:narrowMatch`.
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
        let links = links_of(alignments, framework, origin);
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
            let concept = link.destination.clone();
            is_address(&concept).then_some(Alignment { competency, concept, relation })
        };
        self.links().iter().filter_map(here).collect()
    }
}

/// A link per alignment, between items of the package of a framework and what has an address elsewhere.
pub(super) fn links_of(
    alignments: &[Alignment],
    framework: &Framework,
    origin: &CaseOrigin,
) -> Vec<CaseLink> {
    let node = |id: &str| {
        if framework.has(id) { item_id(framework, id, origin) } else { id.to_owned() }
    };
    let link = |Alignment { competency, concept, relation }: &Alignment| CaseLink {
        identifier: origin.id(&format!("{}/align/{competency}/{concept}", framework.id())),
        kind: kind(*relation).to_owned(),
        origin: node(competency),
        destination: node(concept),
        address: None,
        sequence: None,
    };
    alignments.iter().map(link).collect()
}

const KINDS: [(Match, &str); 6] = [
    (Match::Exact, "exactMatchOf"),
    (Match::Close, "ext:closeMatch"),
    (Match::Broad, "ext:broadMatch"),
    (Match::Narrow, "ext:narrowMatch"),
    (Match::PartOf, "isPartOf"),
    (Match::Related, "isRelatedTo"),
];

fn kind(relation: Match) -> &'static str {
    KINDS.iter().find(|(own, _)| *own == relation).map_or("isRelatedTo", |(_, kind)| kind)
}

pub(super) fn relation(kind: &str) -> Option<Match> {
    KINDS.iter().find(|(_, name)| *name == kind).map(|(relation, _)| *relation)
}
