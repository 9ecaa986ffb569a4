//! Hall.
use crate::Planner;
use crate::problem::Problem;
use crate::why_not::Shortage;

pub(crate) fn shortages(_problem: &Problem, _planner: &Planner) -> Vec<Shortage> {
    Vec::new()
}
