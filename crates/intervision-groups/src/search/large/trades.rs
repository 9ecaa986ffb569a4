use rand::{Rng, RngExt};

use super::SLICE;
use super::part::Part;

/// Partners tried in one run of people who are alike, by pass: easy trades first.
const PROBES: [usize; 4] = [24, 96, 384, 1536];
/// From this pass on faults that cannot be mended are handed on.
const HAND_ON: usize = 2;
/// Trades of one group before it is the next one's turn.
const TURNS: usize = 40;

/// Descent by trades between people who are alike but for one attribute.
///
/// Among very many people there are always some who differ from each other in one attribute alone. Where these two change
/// places no other attribute is disturbed, so that a group which holds too many of one category and too few of another is
/// mended at nobody's cost, or hands its fault on to a group where the fault may be mended. People of one profile are
/// neighbours in the order of people, so that a partner is found by looking up one profile.
#[derive(Debug)]
pub(super) struct Trades {
    list: Vec<u32>,
    next: Vec<u32>,
    listed: Vec<bool>,
    at: usize,
    pass: usize,
    /// Moves that the budget leaves for this slice and those to come.
    left: u64,
    /// Groups in trouble at the end of the last pass.
    least: usize,
}

/// One attribute of a group: what is there too often, and what too rarely.
struct Fault {
    attribute: usize,
    group: usize,
    from: u16,
    to: u16,
}

impl Trades {
    pub(super) fn new(part: &Part<'_>) -> Self {
        let list: Vec<u32> =
            (0..part.len() as u32).filter(|&group| part.trouble(group as usize) > 0).collect();
        let mut listed = vec![false; part.len()];
        for &group in &list {
            listed[group as usize] = true;
        }
        Trades { least: list.len(), list, next: Vec::new(), listed, at: 0, pass: 0, left: 0 }
    }

    /// Goes on for about a slice of evaluated trades, and no further than this many; gives how many there were, and whether nothing is
    /// left to do or a pass has brought no progress.
    pub(super) fn advance(
        &mut self,
        part: &mut Part<'_>,
        left: u64,
        rng: &mut dyn Rng,
    ) -> (u64, bool) {
        self.left = left;
        let mut evaluated = 0;
        while evaluated < left.min(SLICE) {
            let Some(&group) = self.list.get(self.at) else {
                if self.end_pass() {
                    return (evaluated, true);
                }
                continue;
            };
            self.at += 1;
            self.listed[group as usize] = false;
            evaluated += 1;
            for _ in 0..TURNS {
                if part.trouble(group as usize) == 0
                    || !self.mend(part, group as usize, &mut evaluated, rng)
                {
                    break;
                }
            }
            self.note(part, group as usize);
        }
        (evaluated, false)
    }

    fn end_pass(&mut self) -> bool {
        self.list = std::mem::take(&mut self.next);
        self.at = 0;
        self.pass += 1;
        let before = std::mem::replace(&mut self.least, self.list.len());
        self.list.is_empty() || self.list.len() >= before
    }

    /// Lists a group for the next pass if it is in trouble.
    fn note(&mut self, part: &Part<'_>, group: usize) {
        if !self.listed[group] && part.trouble(group) > 0 {
            self.listed[group] = true;
            self.next.push(group as u32);
        }
    }

    /// Makes one trade that mends a fault of the group, or hands it on; says whether it did.
    fn mend(
        &mut self,
        part: &mut Part<'_>,
        group: usize,
        evaluated: &mut u64,
        rng: &mut dyn Rng,
    ) -> bool {
        let layout = part.layout;
        for (number, attribute) in layout.attributes.iter().enumerate() {
            let all = attribute.begin..attribute.end;
            for from in all.clone() {
                let (heads, column) =
                    (part.row(group)[usize::from(from)], layout.columns[usize::from(from)]);
                if heads <= column.least {
                    continue;
                }
                let crowded = heads > column.most;
                for to in all.clone().filter(|&to| to != from) {
                    let (heads, column) =
                        (part.row(group)[usize::from(to)], layout.columns[usize::from(to)]);
                    let fault = heads < column.least || (crowded && heads < column.most);
                    let fault_here = Fault { attribute: number, group, from, to };
                    if fault && self.trade(part, &fault_here, evaluated, rng) {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn trade(
        &mut self,
        part: &mut Part<'_>,
        fault: &Fault,
        evaluated: &mut u64,
        rng: &mut dyn Rng,
    ) -> bool {
        let &Fault { attribute, group, from, to } = fault;
        let (x, y) = (usize::from(from), usize::from(to));
        let radix = part.layout.attributes[attribute].radix;
        let tiny = part.layout.tiny;
        let probes = PROBES[self.pass.min(PROBES.len() - 1)];
        let mut handed = None;
        for place in part.places(group) {
            let a = part.who[place] as usize;
            if part.columns(a)[attribute] != from {
                continue;
            }
            let key = part.runs[part.run_of[a] as usize].key;
            let step = radix.wrapping_mul(u64::from(to).wrapping_sub(u64::from(from)));
            let key = key.wrapping_add(step);
            let alike = part.run(key);
            if alike.is_empty() {
                continue;
            }
            let first = rng.random_range(alike.clone());
            let (before, after) = (alike.start..first, first..alike.end);
            for b in after.chain(before).take(probes) {
                if *evaluated >= self.left {
                    return false;
                }
                let other = part.group_of[b] as usize;
                *evaluated += 1;
                let price = part.moved(x, group, other) + part.moved(y, other, group);
                if price < -tiny {
                    if part.may_swap(a, b) {
                        part.swap(a, b);
                        self.note(part, other);
                        return true;
                    }
                } else if price < tiny && handed.is_none() && other != group {
                    handed = Some((a, b, other));
                }
            }
        }
        let Some((a, b, other)) = handed.filter(|_| self.pass >= HAND_ON) else { return false };
        if !part.may_swap(a, b) {
            return false;
        }
        part.swap(a, b);
        self.note(part, other);
        true
    }
}
