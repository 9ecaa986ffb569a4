use super::LevelWorth;
use super::words::figure;
use crate::Aggregate;
use crate::bound::{NOTHING, ROUNDING};
use crate::problem::{Level, Problem};

/// What each priority level and the poorest group come to, in plain sentences; nothing where there is one sum of all terms.
pub(super) fn level_sentences(problem: &Problem, levels: &[LevelWorth]) -> Vec<String> {
    if problem.objective.is_plain() {
        return Vec::new();
    }
    let aggregate = problem.objective.aggregate;
    let sentence = |own: &LevelWorth| {
        let unit = |level: &Level| if level.number == own.level { level.unit } else { 0.0 };
        let unit = problem.objective.levels.iter().map(unit).fold(0.0, f64::max);
        let close = ROUNDING * own.value.abs().max(NOTHING * unit);
        let met = (own.value - own.bound).abs() <= close;
        let (said, limit) = match aggregate {
            Aggregate::Total => (format!("{} in all", figure(own.value)), "less"),
            Aggregate::Worst => (format!("{} in the worst group", figure(own.value)), "less"),
            Aggregate::Harmonic => (
                format!("{} is the harmonic mean of the groups' scores", figure(1.0 - own.value)),
                "more",
            ),
        };
        let bound = if aggregate == Aggregate::Harmonic { 1.0 - own.bound } else { own.bound };
        let best = if met {
            "no grouping is better".to_owned()
        } else {
            format!("no grouping has {limit} than {}", figure(bound))
        };
        if levels.len() == 1 {
            return format!("{said}; {best}.");
        }
        if own.level == 0 {
            return format!("Seats by priority: {said}; {best}.");
        }
        let given = if own.level == levels[0].level { "" } else { " that is as good before that" };
        format!("Level {}: {said}; {best}{given}.", own.level)
    };
    levels.iter().map(sentence).collect()
}
