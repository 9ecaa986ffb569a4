use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use intervision::core::{Observer, Progress};
use intervision_examples::{AtPath, Outcome, read_text, write};

/// Notes when a run's best value became better.
pub struct Trace {
    start: Instant,
    sign: f64,
    points: Vec<Point>,
}

/// A value and when it was reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub seconds: f64,
    pub steps: u64,
    pub value: f64,
}

impl Trace {
    /// From now on; `sign` makes of the library's value the one that is told.
    pub fn new(sign: f64) -> Self {
        Trace { start: Instant::now(), sign, points: Vec::new() }
    }

    /// The end of the run: its last point, if progress did not tell it, and when the best was found.
    pub fn end(&mut self, value: f64, steps: u64) -> f64 {
        self.note(value, steps);
        self.points.last().map_or(0.0, |point| point.seconds)
    }

    fn note(&mut self, value: f64, steps: u64) {
        let told = self.sign * value + 0.0;
        let better = |last: &Point| self.sign * (last.value - told) > 1e-9 * told.abs().max(1.0);
        if self.points.last().is_none_or(better) {
            let seconds = self.start.elapsed().as_secs_f64();
            self.points.push(Point { seconds, steps, value: told });
        }
    }

    pub fn write(&self, path: &Path) -> Outcome {
        let rows =
            self.points.iter().map(|p| format!("{:.6},{},{}\n", p.seconds, p.steps, p.value));
        write(path, format!("seconds,steps,value\n{}", rows.collect::<String>()))
    }
}

impl Observer for Trace {
    fn observe(&mut self, progress: &Progress<'_>) -> ControlFlow<()> {
        if let Some(best) = progress.best {
            self.note(best, progress.steps);
        }
        ControlFlow::Continue(())
    }
}

/// Where the trace of a run is.
pub fn path(out: &Path, instance: &str, solver: &str, seed: u64) -> PathBuf {
    out.join("traces").join(format!("{instance}.{solver}.{seed}.csv"))
}

/// Reads a trace back.
pub fn read(path: &Path) -> Outcome<Vec<Point>> {
    let text = read_text(path)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize::<(f64, u64, f64)>();
    let rows = rows.map(|row| row.map(|(seconds, steps, value)| Point { seconds, steps, value }));
    rows.collect::<Result<_, _>>().at(path)
}
