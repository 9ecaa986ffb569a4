use crate::search::groups::Potential;
use crate::search::state::State;

/// A number per group that adds up over groups, so that chains can be priced group by group.
///
/// Where groups are added up it is what they add to the value. Where the worst group or a harmonic mean counts, it is the smooth
/// stand-in that the search goes by, taken to first order: chains are then proposals, and the value decides.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    potential: Option<Potential>,
}

impl Measure {
    pub(super) fn new(state: &State<'_>) -> Self {
        let by_group = state.by_group.as_ref();
        Measure { potential: by_group.and_then(|by_group| by_group.values.potential()) }
    }

    /// What this group comes to; where groups are added up, with all others.
    pub(super) fn of(&self, state: &State<'_>, group: usize) -> f64 {
        match (&self.potential, &state.by_group) {
            (Some(potential), Some(by_group)) => {
                potential.of(|level| by_group.values.value(level, group))
            }
            _ => state.value,
        }
    }

    /// What it would come to with one more person, who is in another group now.
    pub(super) fn with(&self, state: &State<'_>, unit: usize, group: usize) -> f64 {
        let Some(by_group) = &state.by_group else {
            return state.value + state.price(unit, group);
        };
        let member = state.problem.units.members[unit][0] as usize;
        let more = |level: usize| state.add_by_group(by_group, member, group, level);
        if let Some(potential) = &self.potential {
            return potential.of(|level| by_group.values.value(level, group) + more(level));
        }
        let more: f64 = (0..by_group.values.levels()).map(more).sum();
        state.value + more + state.wait(member, group)
    }
}
