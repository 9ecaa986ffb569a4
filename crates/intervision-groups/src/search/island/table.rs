//! Annealing on the merged table, and the polish after it.

use super::temperatures::scan_cooling;
use super::{FAULT, Island, LEAST_FAULT, LEVELS, POLISH, QUENCH, STRICT, Stage, TINY};
use crate::search::state::State;

impl Island<'_> {
    /// One lane of the descent before the annealing.
    pub(super) fn quench(&mut self) {
        let Stage::Quench(quench) = &mut self.stage else { return };
        let Some(scan) = &mut self.scan else { return };
        let over = scan.quench(quench, QUENCH);
        self.steps += scan.merged.lanes as u64;
        // Where a fault costs less than a wish gains, the descent may end beside the rules.
        if scan.value < self.leader.0 && scan.keeps_rules() {
            self.leader = (scan.value, scan.group_of.clone(), false);
        }
        if over {
            let mean_loss = quench.mean_loss();
            let cooling = scan_cooling(scan, quench);
            scan.allow_faults_at(mean_loss * FAULT);
            self.stage = Stage::Scan { done: 0, mean_loss, cooling, level: u64::MAX };
        }
    }

    /// Anneals on the merged table until its time or this slice is over.
    pub(super) fn scan(&mut self, end: u64) {
        let Stage::Scan { done, mean_loss, cooling, level } = &mut self.stage else { return };
        let Some(scan) = &mut self.scan else { return };
        while self.steps < end && *done < self.length {
            let now = (u128::from(*done) * u128::from(LEVELS) / u128::from(self.length)) as u64;
            if now != *level {
                *level = now;
                let cooled = now as f64 / (LEVELS - 1) as f64;
                scan.set_temperature(cooling.at(cooled));
                if cooled > STRICT {
                    scan.forbid_faults();
                } else {
                    scan.adapt_faults(*mean_loss * LEAST_FAULT);
                }
            }
            let evaluated = scan.step(&mut self.rng);
            *done += evaluated;
            self.steps += evaluated;
            if scan.value < self.leader.0 && scan.keeps_rules() {
                self.leader.0 = scan.value;
                self.leader.1.clone_from(&scan.group_of);
                self.leader.2 = false;
            }
        }
        if *done >= self.length {
            let limit = (POLISH * *mean_loss) as i32;
            self.note_leader();
            let Some(scan) = &mut self.scan else { return };
            scan.load(&self.state.unit_group);
            scan.forbid_faults();
            self.stage = Stage::Polish { lane: 0, quiet: 0, limit };
        }
    }

    /// Prices the leader by the table exactly, if that was not done before.
    pub(super) fn note_leader(&mut self) {
        if let Some(scan) = &self.scan
            && !self.leader.2
        {
            self.leader.2 = true;
            let unit_group = scan.unit_group(&self.leader.1);
            self.state = State::from_units(self.state.problem, &unit_group);
            self.note();
        }
    }

    /// One lane of a descent by exact prices, among the swaps that the table takes for cheap.
    pub(super) fn polish(&mut self) {
        let Stage::Polish { lane, quiet, limit } = self.stage else { return };
        let Some(scan) = &mut self.scan else { return };
        let lanes = scan.merged.lanes;
        if quiet >= lanes || scan.merged.exact {
            self.restart();
            return;
        }
        let u = scan.merged.units[lane] as usize;
        let mut better = false;
        self.steps += lanes as u64;
        for (price, other) in scan.cheap(lane, limit) {
            let v = scan.merged.units[other as usize] as usize;
            self.steps += 1;
            if self.state.swap_price(u, v) < -TINY * self.state.problem.objective.unit()
                && self.state.fault_change(u, v) <= 0
            {
                self.state.swap(u, v);
                scan.swap(lane, other as usize, price);
                better = true;
                break;
            }
        }
        if better {
            self.note();
        }
        let quiet = if better { 0 } else { quiet + 1 };
        let lane = if better { lane } else { (lane + 1) % lanes };
        self.stage = Stage::Polish { lane, quiet, limit };
    }
}
