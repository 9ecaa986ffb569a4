//! Who and what serves a session: start slots that its needs leave, and the choice at one slot.

use fixedbitset::FixedBitSet;

use super::state::State;
use crate::problem::{Length, LowNeed};

/// What ties are given while a chain is tried: pairs of a tie and its resources.
pub(crate) type Given = Vec<(u32, Vec<u32>)>;

/// Takes away the start slots of sessions that would run into a busy slot.
pub(crate) fn clear_of(starts: &mut FixedBitSet, busy: &FixedBitSet, length: &Length) {
    if length.most <= 1 {
        starts.difference_with(busy);
        return;
    }
    for taken in busy.ones() {
        for start in (taken + 1).saturating_sub(length.most as usize)..=taken {
            if start + length.take[start] as usize > taken {
                starts.set(start, false);
            }
        }
    }
}

impl State<'_> {
    /// Start slots at which a resource could serve sessions of this length.
    pub(crate) fn starts_of(&self, asset: u32, length: usize) -> FixedBitSet {
        let problem = self.problem;
        let resource = &problem.resources[asset as usize];
        let mut starts = resource.open[length].clone();
        if self.sessions_of(asset) >= resource.max_sessions {
            starts.clear();
            return starts;
        }
        clear_of(&mut starts, self.asset_busy(asset), &problem.time.lengths[length]);
        if resource.max_per_week < u32::MAX {
            for (from, to) in &problem.time.day_slots {
                if self.spent(asset, *from as usize) {
                    starts.remove_range(*from as usize..*to as usize);
                }
            }
        }
        starts
    }

    /// Start slots at which every one, or `count` of these, could serve.
    pub(crate) fn starts_of_some(
        &self,
        assets: &[u32],
        count: usize,
        length: usize,
    ) -> FixedBitSet {
        let slots = self.problem.time.slots;
        let mut starts = FixedBitSet::with_capacity(slots);
        if count == 1 {
            for asset in assets {
                starts.union_with(&self.starts_of(*asset, length));
            }
            return starts;
        }
        let mut free = vec![0; slots];
        for asset in assets {
            self.starts_of(*asset, length).ones().for_each(|slot| free[slot] += 1);
        }
        starts.extend((0..slots).filter(|slot| free[*slot] >= count));
        starts
    }

    /// Who serves an activity from this slot, in the order of its needs; `None` when some need cannot be met.
    ///
    /// Tied needs take what is given. The others are met scarcest first, each by what costs least, then by the
    /// smallest that will do, then by the least used.
    pub(crate) fn serve(&self, activity: usize, slot: usize, given: &Given) -> Option<Vec<u32>> {
        let needs = &self.problem.activities[activity].needs;
        let mut chosen: Vec<Vec<u32>> = vec![Vec::new(); needs.len()];
        let mut picked: Vec<u32> = Vec::new();
        for (need, chosen) in needs.iter().zip(&mut chosen) {
            let Some(tie) = need.tie else { continue };
            let assets = given
                .iter()
                .find(|(of, _)| *of == tie)
                .map(|(_, assets)| assets.as_slice())
                .or_else(|| self.tied(tie));
            let Some(assets) = assets else { continue };
            let sound = assets.iter().all(|a| self.free(*a, activity, slot) && !picked.contains(a));
            if !sound {
                return None;
            }
            chosen.extend_from_slice(assets);
            picked.extend_from_slice(assets);
        }
        loop {
            let open = needs.iter().zip(&chosen).enumerate();
            let scarcest = open
                .filter(|(_, (need, chosen))| chosen.len() < need.count)
                .map(|(index, (need, chosen))| {
                    let left = self.candidates(need, activity, slot, &picked);
                    (left.len() as i64 - (need.count - chosen.len()) as i64, index, left)
                })
                .min_by_key(|(slack, index, _)| (*slack, *index));
            let Some((_, index, left)) = scarcest else { break };
            let best =
                left.into_iter().min_by_key(|asset| self.preference(*asset, activity, slot))?;
            chosen[index].push(best);
            picked.push(best);
        }
        Some(chosen.concat())
    }

    fn candidates(&self, need: &LowNeed, activity: usize, slot: usize, picked: &[u32]) -> Vec<u32> {
        let mut left = self.problem.pool(need).to_vec();
        left.retain(|asset| !picked.contains(asset) && self.free(*asset, activity, slot));
        left
    }

    fn preference(&self, asset: u32, activity: usize, slot: usize) -> (i64, u32, u32, u32) {
        let resource = &self.problem.resources[asset as usize];
        let wish = resource.wish(slot, self.problem.take(activity, slot));
        (wish, resource.seats, self.sessions_of(asset), asset)
    }
}
