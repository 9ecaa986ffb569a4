use std::borrow::Cow;

use intervision_assess::Interval;
use intervision_assess::change::Change;
use intervision_assess::survey::Cell;

use crate::adapters::ProgrammeEvaluation;
use crate::documents::tables::{DocumentError, write};

/// An evaluation as a table for programs: `part,item,figure,value,low,high,people`. What is withheld stands as `<5` or `withheld`; what cannot be
/// computed is empty.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn evaluation_table(evaluation: &ProgrammeEvaluation) -> Result<String, DocumentError> {
    let mut rows = Rows::default();
    if let Some(report) = &evaluation.survey {
        rows.plain("survey", "", "invited", report.participation.invited.to_string());
        rows.plain("survey", "", "answered", report.participation.answered.to_string());
        rows.plain("survey", "", "rate", shown(report.participation.rate));
        for question in &report.questions {
            for (name, count) in &question.counts {
                rows.plain("survey", &question.id, name, count.to_string());
            }
            rows.plain("survey", &question.id, "silent", question.silent.to_string());
        }
    }
    if let Some(change) = &evaluation.change {
        rows.plain("change", "", "invited", change.participation.invited.to_string());
        rows.plain("change", "", "measured twice", change.participation.answered.to_string());
        rows.plain("change", "", "rate", shown(change.participation.rate));
        for (_, own) in &change.competencies {
            let (figures, none) = match &own.change {
                Change::Shown(effect) => (
                    [
                        Some((effect.mean_change, effect.mean_change_interval)),
                        Some((effect.d_av, effect.d_av_interval)),
                    ],
                    "",
                ),
                Change::CannotTell(_) => ([None, None], ""),
                _ => ([None, None], "withheld"),
            };
            for (name, figure) in ["mean change", "d_av"].into_iter().zip(figures) {
                rows.interval([&own.competency, name], figure, none, own.pairs);
            }
        }
    }
    if let Some(ties) = &evaluation.ties {
        let figures = ties.figures.as_ref();
        let count =
            |value: Option<usize>| value.map_or_else(|| "withheld".to_owned(), |n| n.to_string());
        let share =
            |value: Option<f64>| value.map_or_else(|| "withheld".to_owned(), |n| shown(Some(n)));
        rows.plain("ties", "before", "ties", count(figures.map(|own| own.ties.0)));
        rows.plain("ties", "after", "ties", count(figures.map(|own| own.ties.1)));
        rows.plain("ties", "before", "density", share(figures.map(|own| own.density.0)));
        rows.plain("ties", "after", "density", share(figures.map(|own| own.density.1)));
        rows.plain("ties", "before", "across", share(figures.map(|own| own.across.0)));
        rows.plain("ties", "after", "across", share(figures.map(|own| own.across.1)));
        rows.plain("ties", "", "new", count(figures.map(|own| own.new_and_gone.0)));
        rows.plain("ties", "", "gone", count(figures.map(|own| own.new_and_gone.1)));
        rows.plain("ties", "", "new within groups", count(figures.map(|own| own.within_groups.0)));
        rows.plain(
            "ties",
            "",
            "expected within groups",
            share(figures.map(|own| own.within_groups.1)),
        );
        rows.plain("ties", "", "p", share(figures.map(|own| own.within_groups.2)));
    }
    let header = ["part", "item", "figure", "value", "low", "high", "people"].map(Cow::from);
    write(&header, rows.0)
}

#[derive(Default)]
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn plain(&mut self, part: &str, item: &str, figure: &str, value: String) {
        let cells = [part, item, figure].map(str::to_owned);
        self.0.push(cells.into_iter().chain([value]).chain([const { String::new() }; 3]).collect());
    }

    fn interval(
        &mut self,
        [item, figure]: [&str; 2],
        found: Option<(f64, Interval)>,
        none: &str,
        people: Cell,
    ) {
        let [value, low, high] = match found {
            Some((value, around)) => [value, around.low, around.high].map(|it| shown(Some(it))),
            None => [none.to_owned(), String::new(), String::new()],
        };
        let cells = ["change", item, figure].map(str::to_owned);
        self.0.push(cells.into_iter().chain([value, low, high, people.to_string()]).collect());
    }
}

/// A number as programs read it, or that it is withheld.
fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "withheld".to_owned(), |value| format!("{value:.4}"))
}
