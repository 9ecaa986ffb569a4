use intervision_core::Roster;
use intervision_groups::{Quota, Rankings, Rules, RulesBuilder, Sizes};
use intervision_model::design::{Design, GroupRules, Remainder};

use super::AdapterError;

/// The name under which the meeting history is given to the former: `Pairs::new().with(MET, &history)`.
pub const MET: &str = "met";

/// The rules for a design's groups, with the sets of members who belong together or apart.
///
/// # Errors
///
/// [`AdapterError::Sizes`], and [`AdapterError::Groups`] when the rules contradict each other.
pub fn group_rules(
    design: &GroupRules,
    roster: &dyn Roster,
    together: &[Vec<usize>],
    apart: &[Vec<usize>],
) -> Result<Rules, AdapterError> {
    Ok(builder(design, roster, together, apart)?.build()?)
}

/// The rules for a design's groups, which are teams around its themes if it has such: team `g` works on theme `g`. `None` for a design
/// without groups.
///
/// A design with theme teams wants [`rankings`] beside the rules.
///
/// # Errors
///
/// As of [`group_rules`].
pub fn rules(
    design: &Design,
    roster: &dyn Roster,
    together: &[Vec<usize>],
    apart: &[Vec<usize>],
) -> Result<Option<Rules>, AdapterError> {
    let Some(groups) = design.groups() else { return Ok(None) };
    let mut rules = builder(groups, roster, together, apart)?;
    if let Some(teams) = design.theme_teams() {
        rules = rules.themes(design.themes().iter().cloned(), teams.weight);
    }
    Ok(Some(rules.build()?))
}

/// Who would rather work on which theme, for the former: a list per member, the most wanted first.
#[must_use]
pub fn rankings(lists: &[Vec<String>]) -> Rankings {
    let nobody = Rankings::new(lists.len());
    lists.iter().enumerate().fold(nobody, |all, (member, list)| all.rank(member, list.clone()))
}

fn builder(
    design: &GroupRules,
    roster: &dyn Roster,
    together: &[Vec<usize>],
    apart: &[Vec<usize>],
) -> Result<RulesBuilder, AdapterError> {
    let sizes = match (design.size, design.count) {
        (Some(size), None) => {
            let remainder = match design.remainder {
                Remainder::Larger => intervision_groups::Remainder::AllowLarger,
                Remainder::Smaller => intervision_groups::Remainder::AllowSmaller,
            };
            Sizes::of(size as usize, remainder)
        }
        (None, Some(count)) => Sizes::count(count as usize),
        _ => return Err(AdapterError::Sizes),
    };
    let mut rules = RulesBuilder::new(sizes);
    for wish in &design.mix {
        rules = rules.mix(&wish.attribute, wish.weight);
    }
    for wish in &design.matching {
        rules = rules.match_on(&wish.attribute, wish.weight);
    }
    for wish in &design.balance {
        rules = rules.balance(&wish.attribute, wish.weight);
    }
    for wish in &design.not_alone {
        rules = rules.not_alone(&wish.attribute, wish.weight);
    }
    for quota in &design.quotas {
        let limit = |heads: Option<u32>| heads.map(|heads| heads as usize);
        rules = rules.with_quota(Quota {
            attribute: quota.attribute.clone(),
            category: quota.category.clone(),
            at_least: limit(quota.at_least),
            at_most: limit(quota.at_most),
        });
    }
    if design.new_acquaintances > 0.0 {
        rules = rules.avoid_pairs(MET, design.new_acquaintances);
    }
    if design.not_with_manager {
        rules = rules.not_with_manager();
    }
    let ids = |set: &[usize]| set.iter().map(|&m| roster.id(m).into_owned()).collect::<Vec<_>>();
    for set in together {
        rules = rules.together(ids(set));
    }
    for set in apart {
        rules = rules.apart(ids(set));
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use intervision_core::{Run, Table, Value};
    use intervision_groups::Former;
    use intervision_model::design::{Quota, Wish};
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn a_design_asks_for_company_and_for_one_who_can() {
        let column = |kinds: [&'static str; 6]| kinds.map(Value::category);
        let roster = Table::new(["a", "b", "c", "d", "e", "f"]).unwrap();
        let roster = roster.with_column("kind", column(["x", "x", "y", "y", "y", "y"])).unwrap();
        let roster =
            roster.with_column("can", column(["yes", "no", "no", "no", "no", "yes"])).unwrap();
        let design = GroupRules {
            size: None,
            count: Some(2),
            remainder: Remainder::Larger,
            mix: Vec::new(),
            matching: Vec::new(),
            balance: Vec::new(),
            not_alone: vec![Wish::new("kind", 1.0)],
            quotas: vec![Quota {
                attribute: "can".to_owned(),
                category: Some("yes".to_owned()),
                at_least: Some(1),
                at_most: None,
            }],
            not_with_manager: false,
            new_acquaintances: 0.0,
        };
        let rules = group_rules(&design, &roster, &[], &[]).unwrap();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
        let outcome = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap();
        let groups: Vec<_> = outcome.groups().iter().map(<[usize]>::to_vec).collect();
        let together = |a, b| groups.iter().any(|of| of.contains(&a) && of.contains(&b));
        assert!(together(0, 1), "neither x is alone: {groups:?}");
        assert!(!together(0, 5), "one who can in each group: {groups:?}");
    }
}
