use clap::ValueEnum;
use intervision::groups::{Effort, Portfolio};

/// The named presets, as an option of programs that form groups.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Preset {
    /// A few milliseconds
    Instant,
    /// About a second
    Careful,
    /// Until it is stopped, or --seconds are over
    Overnight,
}

impl Preset {
    /// The solver of a preset; without one, the solvers' own.
    pub fn solver(preset: Option<Self>) -> Portfolio {
        preset.map_or_else(Portfolio::default, |preset| {
            Portfolio::with_effort(match preset {
                Preset::Instant => Effort::Instant,
                Preset::Careful => Effort::Careful,
                Preset::Overnight => Effort::Overnight,
            })
        })
    }
}
