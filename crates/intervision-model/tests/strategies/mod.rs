//! Frameworks of any shape, for the tests of several formats.

#![expect(clippy::unwrap_used, reason = "a strategy that is refused what should work has failed")]

use intervision_model::Translations;
use intervision_model::competency::{
    Alignment, Competency, Domain, Framework, FrameworkDraft, Indicator, Level, Match,
};
use proptest::prelude::*;
use proptest::sample::Index;

pub(crate) fn words() -> impl Strategy<Value = String> {
    "[A-Za-z\"\\\\é/][A-Za-z0-9 \"é/]{0,10}[a-z]"
}

/// Parents among those that stand before an item, each once, so that there are no circles.
fn above(ids: &[String], picks: &[Index]) -> Vec<String> {
    let picked = picks.iter().filter(|_| !ids.is_empty()).map(|pick| pick.get(ids).clone());
    let mut above: Vec<String> = picked.collect();
    above.sort();
    above.dedup();
    above
}

fn relation() -> impl Strategy<Value = Match> {
    use Match::{Broad, Close, Exact, Narrow, PartOf, Related};
    proptest::sample::select(&[Exact, Close, Broad, Narrow, PartOf, Related][..])
}

type OneCompetency = (String, Option<String>, bool, Vec<Index>, Vec<(u32, String)>);

fn competency() -> impl Strategy<Value = OneCompetency> {
    (
        words(),
        proptest::option::of(words()),
        any::<bool>(),
        proptest::collection::vec(any::<Index>(), 0..3),
        proptest::collection::vec((1_u32..3, words()), 0..3),
    )
}

prop_compose! {
    pub(crate) fn framework()(
        title in words(),
        levels in proptest::collection::vec((words(), proptest::option::of(words())), 2..5),
        domains in proptest::collection::vec((words(), proptest::option::of(words()), proptest::collection::vec(any::<Index>(), 0..2)), 0..4),
        competencies in proptest::collection::vec(competency(), 1..6),
        anchor in words(),
        associations in proptest::collection::vec((any::<Index>(), any::<Index>(), any::<bool>(), relation()), 0..5),
    ) -> Framework {
        let count = levels.len();
        let mut ids: Vec<String> = Vec::new();
        let domains: Vec<Domain> = domains.into_iter().enumerate().map(|(n, (title, description, picks))| {
            let part_of = above(&ids, &picks);
            ids.push(format!("d-{n}"));
            Domain { id: format!("d-{n}"), description: description.filter(|text| *text != title), title, part_of }
        }).collect();
        let competencies: Vec<Competency> = competencies.into_iter().enumerate().map(|(n, (title, description, anchored, picks, seen))| {
            let part_of = above(&ids, &picks);
            ids.push(format!("c-{n}"));
            Competency {
                id: format!("c-{n}"),
                description: description.filter(|text| *text != title),
                title,
                part_of,
                anchors: (0..if anchored { count } else { 0 }).map(|rank| format!("{anchor} {rank}")).collect(),
                indicators: seen.into_iter().map(|(level, behaviour)| Indicator { level, behaviour }).collect(),
            }
        }).collect();
        let mut pairs = std::collections::BTreeSet::new();
        let associations = associations.into_iter().map(|(from, to, outside, relation)| Alignment {
            competency: from.get(&ids).clone(),
            concept: if outside { format!("https://example.org/{}", to.get(&ids)) } else { to.get(&ids).clone() },
            relation,
        });
        let associations = associations
            .filter(|a| a.competency != a.concept && pairs.insert((a.competency.clone(), a.concept.clone())))
            .collect();
        Framework::new(FrameworkDraft {
            version: Framework::VERSION,
            id: "drawn".to_owned(),
            title,
            levels: levels.into_iter().map(|(title, description)| Level { title, description }).collect(),
            domains,
            competencies,
            associations,
            texts: Translations::default(),
        })
        .unwrap()
    }
}
