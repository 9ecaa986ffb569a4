//! What can be wrong with a framework: a draft comes in, every problem goes out.

use std::collections::BTreeSet;

use super::{Framework, FrameworkDraft};
use crate::circle::circles;
use crate::names::{slug, unique};
use crate::{InterchangeProblem, Place, Problem};

/// Everything that does not fit, in the order of the document. O(n log n).
pub(super) fn problems(draft: &FrameworkDraft) -> Vec<Problem> {
    let mut found = Vec::new();
    head(draft, &mut found);
    unique("domain", draft.domains.iter().map(|d| d.id.as_str()), &mut found);
    unique("competency", draft.competencies.iter().map(|c| c.id.as_str()), &mut found);
    clashes(draft, &mut found);
    for domain in &draft.domains {
        slug(&domain.id, Place::part(format!("domains.{}", domain.id)), &mut found);
    }
    for competency in &draft.competencies {
        let at = format!("competencies.{}", competency.id);
        slug(&competency.id, Place::part(at.clone()), &mut found);
        let (anchors, levels) = (competency.anchors.len(), draft.levels.len());
        if anchors != 0 && anchors != levels {
            found.push(Problem::Contradiction {
                at: Place::part(format!("{at}.anchors")),
                what: format!("{anchors} anchors for {levels} levels"),
                fix: "write one per level, the lowest first, or none".to_owned(),
            });
        }
        for (place, indicator) in competency.indicators.iter().enumerate() {
            let at = || Place::part(format!("{at}.indicators[{place}]"));
            if indicator.level == 0 || indicator.level as usize > levels {
                found.push(Problem::OutOfRange {
                    at: at(),
                    value: indicator.level.into(),
                    expected: format!("a level of the framework, 1 to {levels}"),
                });
            }
            if indicator.behaviour.trim().is_empty() {
                let fix = "write what can be seen of somebody at that level".to_owned();
                found.push(Problem::Missing { at: at(), what: "the behaviour", fix });
            }
        }
    }
    tree(draft, &mut found);
    associations(draft, &mut found);
    super::texts::check(draft, &mut found);
    found
}

fn head(draft: &FrameworkDraft, found: &mut Vec<Problem>) {
    if draft.version != Framework::VERSION {
        found.push(Problem::Version {
            what: "competency framework",
            found: draft.version,
            expected: Framework::VERSION,
        });
    }
    slug(&draft.id, Place::part("id"), found);
    if draft.levels.len() < 2 {
        found.push(Problem::Missing {
            at: Place::part("levels"),
            what: "a second level",
            fix: "tell at least two levels apart, the lowest first".to_owned(),
        });
    }
    if draft.competencies.is_empty() {
        found.push(Problem::Missing {
            at: Place::part("competencies"),
            what: "a competency",
            fix: "name at least one".to_owned(),
        });
    }
}

/// Domains and competencies stand in one tree, so that an id means one of the two.
fn clashes(draft: &FrameworkDraft, found: &mut Vec<Problem>) {
    let competencies: BTreeSet<&str> = draft.competencies.iter().map(|c| c.id.as_str()).collect();
    let both = draft.domains.iter().filter(|domain| competencies.contains(domain.id.as_str()));
    found.extend(both.map(|domain| Problem::Contradiction {
        at: Place::part(format!("domains.{}", domain.id)),
        what: format!("\"{}\" is a domain and a competency", domain.id),
        fix: "give one of them another id".to_owned(),
    }));
}

fn tree(draft: &FrameworkDraft, found: &mut Vec<Problem>) {
    let names: BTreeSet<&str> = draft.items().map(|(id, _)| id).collect();
    let domains = draft.domains.iter().map(|d| ("domains", &d.id, &d.part_of));
    let competencies = draft.competencies.iter().map(|c| ("competencies", &c.id, &c.part_of));
    for (list, id, above) in domains.chain(competencies) {
        let mut seen = BTreeSet::new();
        for (place, parent) in above.iter().enumerate() {
            let at = Place::part(format!("{list}.{id}.part_of[{place}]"));
            if !names.contains(parent.as_str()) {
                let (what, id) = ("domain or competency", parent.clone());
                let known = names.iter().map(|id| (*id).to_owned()).collect();
                found.push(Problem::UnknownReference { at, what, id, known });
            } else if !seen.insert(parent) {
                found.push(Problem::Contradiction {
                    at,
                    what: format!("\"{id}\" is part of \"{parent}\" twice"),
                    fix: "say it once".to_owned(),
                });
            }
        }
    }
    let parts = draft.items().flat_map(|(id, above)| above.iter().map(move |up| (id, up.as_str())));
    let circles = circles(parts).into_iter();
    found.extend(circles.map(|ids| Problem::from(InterchangeProblem::Circle { ids })));
}

fn associations(draft: &FrameworkDraft, found: &mut Vec<Problem>) {
    let own: BTreeSet<&str> = draft.items().map(|(id, _)| id).collect();
    let known = || own.iter().map(|id| (*id).to_owned()).collect();
    let mut pairs = BTreeSet::new();
    for (place, association) in draft.associations.iter().enumerate() {
        let (from, to) = (association.competency.as_str(), association.concept.as_str());
        let at = |field: &str| Place::part(format!("associations[{place}].{field}"));
        if !own.contains(from) {
            let (what, id) = ("domain or competency", from.to_owned());
            found.push(Problem::UnknownReference {
                at: at("competency"),
                what,
                id,
                known: known(),
            });
        }
        if !own.contains(to) && !is_address(to) {
            found.push(Problem::WrongValue {
                at: at("concept"),
                value: to.to_owned(),
                expected: "address, and nothing of this framework".to_owned(),
                fix: "write an id of this framework, or an address such as https://example.org/skills/17"
                    .to_owned(),
            });
        } else if from == to {
            found.push(Problem::Contradiction {
                at: at("concept"),
                what: format!("\"{from}\" is associated with itself"),
                fix: "name something else, or remove it".to_owned(),
            });
        } else if !pairs.insert((from, to)) {
            found.push(Problem::Contradiction {
                at: at("concept"),
                what: format!("\"{from}\" and {to} are associated already"),
                fix: "say once how near they are".to_owned(),
            });
        }
    }
}

/// Whether something names an item outside: it begins with a scheme, and something follows.
pub(crate) fn is_address(text: &str) -> bool {
    let blank = text.chars().any(|c| c.is_whitespace() || c.is_control());
    let after = text.split_once("://").map(|(_, rest)| rest).or_else(|| text.strip_prefix("urn:"));
    !blank && after.is_some_and(|rest| !rest.is_empty())
}
