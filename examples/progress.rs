use std::ops::ControlFlow;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use intervision::core::{Observer, Progress};

/// Shows each stage of a run as a bar on the terminal, with the best value and its bound.
///
/// Nothing appears when standard error is not a terminal, or when it is told to be quiet.
pub struct Bars {
    quiet: bool,
    stage: String,
    bar: ProgressBar,
}

impl Bars {
    /// Bars, unless `quiet`.
    pub fn new(quiet: bool) -> Self {
        Bars { quiet, stage: String::new(), bar: ProgressBar::hidden() }
    }

    /// Ends the last bar.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }

    fn begin(&mut self, progress: &Progress<'_>) {
        self.bar.finish_and_clear();
        progress.stage.clone_into(&mut self.stage);
        let (bar, template) = match progress.total {
            Some(total) => (ProgressBar::new(total), "{prefix:<24} {bar:32} {percent:>3}%  {msg}"),
            None => (ProgressBar::new_spinner(), "{prefix:<24} {spinner} {pos}  {msg}"),
        };
        let style = ProgressStyle::with_template(template);
        self.bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_prefix(self.stage.clone());
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }
}

impl Observer for Bars {
    fn observe(&mut self, progress: &Progress<'_>) -> ControlFlow<()> {
        if self.quiet {
            return ControlFlow::Continue(());
        }
        if progress.stage != self.stage {
            self.begin(progress);
        }
        self.bar.set_position(progress.steps);
        if let Some(best) = progress.best {
            let bound = progress.bound.map(|bound| format!(", at least {bound:.3}"));
            self.bar.set_message(format!("best {best:.3}{}", bound.unwrap_or_default()));
        }
        ControlFlow::Continue(())
    }
}
