//! A plan from given starts. In: where every session starts. Out: an outcome, where rooms and people can be found for them.

use intervision_core::{Availability, SessionDemand, Stopped};

use super::state::{Place, State};
use super::{Ended, extra, guide, report};
use crate::problem::lower;
use crate::rules::Season;
use crate::{Error, Outcome, Planner};

/// The outcome with these starts (session of the demand, slot); none where something does not fit.
pub(crate) fn placed(
    planner: &Planner,
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    starts: &[(usize, usize)],
) -> Result<Option<Outcome>, Error> {
    let problem = lower(planner, demand, availability)?;
    let mut state = State::empty(&problem);
    let start_of = |session: usize| starts.iter().find(|(of, _)| *of == session);
    let mut order: Vec<(usize, usize)> = Vec::with_capacity(starts.len());
    for (activity, of) in problem.activities.iter().enumerate() {
        let Some((_, slot)) = start_of(of.original) else { return Ok(None) };
        order.push((*slot, activity));
    }
    order.sort_unstable();
    for (slot, activity) in order {
        let Some(assets) = state.serve(activity, slot, &Vec::new()) else { return Ok(None) };
        state.place(Place { activity, slot, assets });
    }
    let season = Season::new(&planner.grid, demand, availability);
    let ended = Ended {
        places: state.places(),
        bound: guide(&problem).bound,
        first: state.places(),
        first_cost: state.cost(),
        stopped: Stopped::Finished,
        steps: starts.len() as u64,
    };
    let extra = extra::points(planner, &season, &state)?;
    Ok(Some(report::outcome(planner, &state, &ended, extra, Vec::new(), None)))
}
