//! What is part of what: the `isChildOf` links of a package.

use std::collections::{BTreeMap, BTreeSet};

use super::CaseLink;
use crate::circle::circles;
use crate::{InterchangeProblem, Problem};

/// Children by parent. An item may have several parents.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tree {
    children: BTreeMap<String, Vec<String>>,
    with_parent: BTreeSet<String>,
}

impl Tree {
    /// Puts the links in order, and finds every circle. O(n log n).
    pub(super) fn new(links: &[CaseLink], problems: &mut Vec<Problem>) -> Self {
        let mut parts: Vec<&CaseLink> = links.iter().filter(|link| link.is_part()).collect();
        let ends = parts.iter().map(|link| (link.origin.as_str(), link.destination.as_str()));
        let circles = circles(ends).into_iter();
        problems.extend(circles.map(|ids| Problem::from(InterchangeProblem::Circle { ids })));
        // Sorting is stable, so that items without a number keep the order of the list, behind those that have one.
        let place = |link: &CaseLink| link.sequence.unwrap_or(f64::INFINITY);
        parts.sort_by(|a, b| place(a).total_cmp(&place(b)));
        let mut tree = Tree::default();
        for link in parts {
            tree.children.entry(link.destination.clone()).or_default().push(link.origin.clone());
            tree.with_parent.insert(link.origin.clone());
        }
        tree
    }

    pub(super) fn below(&self, parent: &str) -> &[String] {
        self.children.get(parent).map_or(&[], Vec::as_slice)
    }

    pub(super) fn has_parent(&self, item: &str) -> bool {
        self.with_parent.contains(item)
    }
}

impl CaseLink {
    /// Whether the link says that one item is part of another.
    pub(super) fn is_part(&self) -> bool {
        self.kind == "isChildOf"
    }
}
