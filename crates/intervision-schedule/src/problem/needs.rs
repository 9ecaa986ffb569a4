//! Needs. In: what sessions need and what there is. Out: candidates per need, ties per series, or the first need that
//! nothing can meet.

use std::collections::BTreeMap;

use intervision_core::{Need, Resource, Session};

use super::{LowNeed, Tie};
use crate::Error;

/// Resources in canonical order, with the needs lowered so far.
pub(super) struct Needs<'a> {
    resources: &'a [Resource],
    ties: Vec<Tie>,
    by_name: BTreeMap<(String, String, usize), u32>,
}

impl<'a> Needs<'a> {
    pub(super) fn new(resources: &'a [Resource]) -> Self {
        Needs { resources, ties: Vec::new(), by_name: BTreeMap::new() }
    }

    /// Lowers the needs of one session.
    pub(super) fn lower(&mut self, session: &Session) -> Result<Vec<LowNeed>, Error> {
        let mut lowered: Vec<LowNeed> = Vec::with_capacity(session.needs.len());
        for need in &session.needs {
            let candidates = self.candidates(session, need)?;
            let tie = match &session.series {
                Some(series) if need.same_in_series => {
                    let nth =
                        lowered.iter().filter(|n| n.tie.is_some() && n.kind == need.kind).count();
                    Some(self.tie(series, need, nth, &candidates)?)
                }
                _ => None,
            };
            let (kind, count) = (need.kind.clone(), need.count as usize);
            lowered.push(LowNeed { kind, count, candidates, tie });
        }
        Ok(lowered)
    }

    pub(super) fn into_ties(self) -> Vec<Tie> {
        self.ties
    }

    fn candidates(&self, session: &Session, need: &Need) -> Result<Vec<u32>, Error> {
        let (session, kind) = (session.id.clone(), need.kind.clone());
        let of_kind = || self.resources.iter().enumerate().filter(|(_, r)| r.kind == need.kind);
        let able = |r: &Resource| need.qualifications.iter().all(|q| r.qualifications.contains(q));
        let seats = |r: &Resource| r.seats.unwrap_or(0);
        if need.count == 0 {
            return Ok(Vec::new());
        }
        if of_kind().next().is_none() {
            let mut known: Vec<String> = self.resources.iter().map(|r| r.kind.clone()).collect();
            known.sort();
            known.dedup();
            return Err(Error::UnknownKind { session, kind, known });
        }
        let Some(have) = of_kind().filter(|(_, r)| able(r)).map(|(_, r)| seats(r)).max() else {
            let qualifications = need.qualifications.clone();
            return Err(Error::Unqualified { session, kind, qualifications });
        };
        if need.seats > have {
            return Err(Error::Capacity { session, kind, need: need.seats, have });
        }
        let fitting = of_kind().filter(|(_, r)| able(r) && seats(r) >= need.seats);
        let candidates: Vec<u32> = fitting.map(|(index, _)| index as u32).collect();
        if candidates.len() < need.count as usize {
            let have = candidates.len() as u32;
            return Err(Error::TooFew { session, kind, need: need.count, have });
        }
        Ok(candidates)
    }

    /// The tie of a series for the nth need of a kind; its candidates fit every session of the series.
    fn tie(
        &mut self,
        series: &str,
        need: &Need,
        nth: usize,
        candidates: &[u32],
    ) -> Result<u32, Error> {
        let name = (series.to_owned(), need.kind.clone(), nth);
        let count = need.count as usize;
        let Some(&index) = self.by_name.get(&name) else {
            let index = self.ties.len() as u32;
            self.ties.push(Tie { count, candidates: candidates.to_vec() });
            self.by_name.insert(name, index);
            return Ok(index);
        };
        let tie = &mut self.ties[index as usize];
        tie.candidates.retain(|candidate| candidates.contains(candidate));
        if tie.count != count || tie.candidates.len() < count {
            return Err(Error::Series {
                series: series.to_owned(),
                kind: need.kind.clone(),
                need: need.count.max(tie.count as u32),
                have: if tie.count == count { tie.candidates.len() } else { tie.count.min(count) }
                    as u32,
            });
        }
        Ok(index)
    }
}
