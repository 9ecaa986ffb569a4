//! The order of blocks, over all orders that keep what must come before what.

use std::collections::BTreeMap;

use chrono::NaiveTime;
use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::block::Block;
use super::error::DayPlanError;

/// So many half-made days may stand beside each other.
const MOST_STATES: usize = 200_000;

/// Free minutes, pieces of free time, blocks that come before one listed earlier, and how unevenly blocks are stretched.
type Cost = (u32, u32, u32, u64);

/// The placed blocks as bits, and when the last of them ends.
type State = (u32, u32);

/// A block in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Placed {
    pub(super) block: usize,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// How a state is best reached.
type Reached = (Cost, Option<(State, Placed)>);

/// The blocks in order in minutes from the beginning, or `None` when no order keeps all times of day.
pub(super) fn order(
    blocks: &[Block],
    before: &[(usize, usize)],
    begin: NaiveTime,
    have: u32,
) -> Result<Option<Vec<Placed>>, DayPlanError> {
    let bit = |index: usize| 1_u32 << index;
    let first: Vec<u32> = (0..blocks.len())
        .map(|later| {
            let earlier = before.iter().filter(|(_, l)| *l == later).map(|(e, _)| *e);
            earlier.fold(0, |set, index| set | bit(index))
        })
        .collect();
    let grain = grain(blocks, have);
    let mut layers = vec![BTreeMap::<State, Reached>::from([((0, 0), ((0, 0, 0, 0), None))])];
    let mut states = 1;
    for _ in blocks {
        let mut next = BTreeMap::<State, Reached>::new();
        for (&(set, now), (cost, _)) in layers.last().into_iter().flatten() {
            for (index, block) in blocks.iter().enumerate() {
                let needs = first.get(index).copied().unwrap_or(0);
                if set & bit(index) != 0 || set & needs != needs {
                    continue;
                }
                let start = block.start_at(begin, now);
                let idle = start - now;
                // Blocks listed earlier that are still to come.
                let passed = (!set & (bit(index) - 1)).count_ones();
                let lengths = (block.minutes..=block.at_most).step_by(grain as usize);
                for length in lengths.take_while(|length| start + length <= have) {
                    let more = u64::from(length - block.minutes);
                    let cost = (
                        cost.0 + idle,
                        cost.1 + u32::from(idle > 0),
                        cost.2 + passed,
                        cost.3 + more * more * 1_000 / u64::from(block.minutes),
                    );
                    let placed = Placed { block: index, start, end: start + length };
                    let offer = (cost, Some(((set, now), placed)));
                    let kept = next.entry((set | bit(index), placed.end)).or_insert(offer);
                    *kept = offer.min(*kept);
                }
            }
            if states + next.len() > MOST_STATES {
                return Err(DayPlanError::TooFree);
            }
        }
        states += next.len();
        layers.push(next);
    }
    // Free time at the end is free time too.
    let last = layers.last().and_then(|layer| {
        layer.iter().min_by_key(|((_, end), (cost, _))| {
            let idle = have - end;
            (cost.0 + idle, cost.1 + u32::from(idle > 0), cost.2, cost.3)
        })
    });
    let Some((state, _)) = last else { return Ok(None) };
    let (mut state, mut order) = (*state, Vec::with_capacity(blocks.len()));
    for layer in layers.iter().rev() {
        if let Some((_, Some((from, placed)))) = layer.get(&state) {
            order.push(*placed);
            state = *from;
        }
    }
    order.reverse();
    Ok(Some(order))
}

/// The steps in which blocks are stretched: the longest of some usual ones that divides every length.
fn grain(blocks: &[Block], have: u32) -> u32 {
    let divides = |grain: &u32| {
        let lengths = blocks.iter().flat_map(|block| [block.minutes, block.at_most]);
        lengths.chain([have]).all(|length| length.is_multiple_of(*grain))
    };
    [30, 15, 10, 5].into_iter().find(divides).unwrap_or(1)
}

/// Blocks that each come before the next and the last before the first, if there are such.
pub(super) fn circle(blocks: usize, before: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut graph = DiGraph::<usize, ()>::new();
    let nodes: Vec<_> = (0..blocks).map(|index| graph.add_node(index)).collect();
    for (earlier, later) in before {
        if let (Some(earlier), Some(later)) = (nodes.get(*earlier), nodes.get(*later)) {
            graph.add_edge(*earlier, *later, ());
        }
    }
    let knot = tarjan_scc(&graph).into_iter().find(|component| component.len() > 1)?;
    // Walk within the knot until a block comes again.
    let mut walk = vec![*knot.iter().min()?];
    loop {
        let next = graph.neighbors(*walk.last()?).filter(|node| knot.contains(node)).min()?;
        if let Some(at) = walk.iter().position(|node| *node == next) {
            return Some(
                walk.split_off(at)
                    .iter()
                    .filter_map(|node| graph.node_weight(*node))
                    .copied()
                    .collect(),
            );
        }
        walk.push(next);
    }
}
