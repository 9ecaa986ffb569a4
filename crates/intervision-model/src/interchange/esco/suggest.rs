//! Which concepts a framework's competencies may correspond to.

use std::collections::{BTreeMap, BTreeSet};

use super::EscoSkills;
use crate::Problems;
use crate::competency::Framework;
use crate::interchange::{Alignment, Match};

impl EscoSkills {
    /// Proposals, by competency in the order of the framework: exact where the title is a concept's label and no other's, close
    /// where it is one of its other labels or the label of several. Letter case, spaces and punctuation do not count. Concepts
    /// that are no longer in use are passed over.
    ///
    /// Names that agree are no proof that the same is meant: somebody who knows the field should look at each. O(n log n).
    #[must_use]
    pub fn suggest(&self, framework: &Framework) -> Vec<Alignment> {
        let mut labels: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let mut others: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for skill in self.skills().iter().filter(|skill| skill.is_released()) {
            labels.entry(plain(&skill.label)).or_default().insert(&skill.uri);
            for label in &skill.other_labels {
                others.entry(plain(label)).or_default().insert(&skill.uri);
            }
        }
        let none = BTreeSet::new();
        let mut found = Vec::new();
        for competency in framework.competencies() {
            let title = plain(&competency.title);
            let [own, other] = [&labels, &others].map(|list| list.get(&title).unwrap_or(&none));
            let exact = own.len() == 1;
            let relation = if exact { Match::Exact } else { Match::Close };
            let own = own.iter().map(|uri| (*uri, relation));
            let other = other.iter().map(|uri| (*uri, Match::Close));
            let mut taken = BTreeSet::new();
            for (concept, relation) in own.chain(other) {
                if !title.is_empty() && taken.insert(concept) {
                    let (competency, concept) = (competency.id.clone(), concept.to_owned());
                    found.push(Alignment { competency, concept, relation });
                }
            }
        }
        found
    }

    /// Checks that the alignments are about this framework and these skills.
    ///
    /// # Errors
    ///
    /// As [`Alignment::check`].
    pub fn check(&self, alignments: &[Alignment], framework: &Framework) -> Result<(), Problems> {
        Alignment::check(alignments, framework, &|uri| self.get(uri).is_some())
    }
}

/// The words of a label, in small letters.
fn plain(label: &str) -> String {
    let words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
