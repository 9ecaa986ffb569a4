//! The search. In: a lowered problem and a run. Out: an outcome.

use intervision_core::{Availability, Run, SessionDemand, Status, Stopped, Timetable, Unplaced, Worth};

use crate::{Error, Outcome, Planner, Score};

pub(crate) fn solve(
    _planner: &Planner,
    demand: &dyn SessionDemand,
    _availability: &dyn Availability,
    _run: &mut Run<'_>,
) -> Result<Outcome, Error> {
    let unplaced = (0..demand.len())
        .map(|session| Unplaced { session, reasons: vec!["not searched".to_owned()] })
        .collect();
    let worth = Worth::new(Status::Unknown, Stopped::Finished, 0.0);
    Ok(Outcome {
        timetable: Timetable { placements: Vec::new(), unplaced, worth },
        score: Score::default(),
        contributions: Vec::new(),
        sessions: Vec::new(),
        shortages: Vec::new(),
        first_value: 0.0,
    })
}
