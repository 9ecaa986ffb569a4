use intervision_core::Roster;
use intervision_groups::{Rules, RulesBuilder, Sizes};
use intervision_model::design::{GroupRules, Remainder};

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
    Ok(rules.build()?)
}
