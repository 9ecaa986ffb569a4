use serde::Serialize;

use super::bars::Bars;
use super::{Axis, px};
use crate::report::text::{Text, fill};
use crate::report::{Answered, Cell, Change, Evaluation, LevelChange, Ties};
use crate::wording::EvaluationWords;

/// How wide an interval is drawn.
const WIDTH: f64 = 120.0;

/// What a programme came to.
#[derive(Debug, Serialize)]
pub(super) struct Chapter {
    floor: String,
    survey: Option<Survey>,
    change: Option<Levels>,
    ties: Option<TiesTable>,
}

#[derive(Debug, Serialize)]
struct Survey {
    took_part: String,
    questions: Vec<Question>,
}

#[derive(Debug, Serialize)]
struct Question {
    text: String,
    head: &'static str,
    counts: Bars,
}

#[derive(Debug, Serialize)]
struct Levels {
    took_part: String,
    /// Where nothing changed.
    zero: String,
    rows: Vec<Level>,
}

#[derive(Debug, Serialize)]
struct Level {
    competency: String,
    people: String,
    mean: String,
    d_av: String,
    drawn: Option<Drawn>,
}

/// The mean change with its interval.
#[derive(Debug, Serialize)]
struct Drawn {
    at: String,
    from: String,
    width: String,
}

#[derive(Debug, Serialize)]
struct TiesTable {
    question: String,
    rows: Vec<[String; 3]>,
    said: String,
}

impl Chapter {
    pub(super) fn of(evaluation: &Evaluation, text: &Text) -> Self {
        let floor = text.language.number(evaluation.floor() as f64, 0);
        Chapter {
            floor: fill(text.evaluation.floor, &[("floor", &floor)]),
            survey: survey(evaluation, text),
            change: levels(evaluation, text),
            ties: evaluation.ties().map(|ties| ties_table(ties, &floor, text)),
        }
    }
}

/// How many answered, or were measured both times.
pub(super) fn verdict(evaluation: &Evaluation, text: &Text) -> Option<String> {
    let words = text.evaluation;
    let asked = evaluation.survey().map(|(own, _)| (own, [words.asked, words.asked_few]));
    let measured = || {
        let (own, _) = evaluation.change()?;
        Some((own, [words.measured, words.measured_few]))
    };
    let (took_part, patterns) = asked.or_else(measured)?;
    Some(said(patterns, took_part, evaluation.floor(), text))
}

fn said(
    patterns: [&str; 2],
    (invited, answered): (usize, Cell),
    floor: usize,
    text: &Text,
) -> String {
    let answered = match gate(answered, floor) {
        Cell::Shown(count) => Some(count),
        _ => None,
    };
    EvaluationWords::took_part(patterns, (invited, answered), floor, text.language)
}

/// The last gate: nobody is counted in so small a number, whatever comes in.
fn gate(cell: Cell, floor: usize) -> Cell {
    match cell {
        Cell::Shown(count) if (1..floor).contains(&count) => Cell::Below(floor),
        cell => cell,
    }
}

fn told(cell: Cell, floor: usize, text: &Text) -> (String, usize) {
    match gate(cell, floor) {
        Cell::Shown(count) => (text.language.number(count as f64, 0), count),
        Cell::Below(floor) => (fill(text.needs.fewer, &[("n", &floor.to_string())]), 0),
        Cell::Withheld => (text.evaluation.withheld.to_owned(), 0),
    }
}

fn survey(evaluation: &Evaluation, text: &Text) -> Option<Survey> {
    let (took_part, questions) = evaluation.survey()?;
    let (words, floor) = (text.evaluation, evaluation.floor());
    let question = |own: &Answered| {
        let silent = (words.silent.to_owned(), own.silent);
        let rows = own.counts.iter().cloned().chain([silent]);
        let rows = rows.map(|(name, cell)| (name, told(cell, floor, text)));
        Question {
            text: own.question.clone(),
            head: if own.open { words.theme } else { words.answer },
            counts: Bars::told(rows),
        }
    };
    Some(Survey {
        took_part: said([words.asked, words.asked_few], took_part, floor, text),
        questions: questions.iter().map(question).collect(),
    })
}

fn levels(evaluation: &Evaluation, text: &Text) -> Option<Levels> {
    let (took_part, all) = evaluation.change()?;
    let (words, floor) = (text.evaluation, evaluation.floor());
    let ends = all.iter().filter_map(|own| match shown(own, floor) {
        Change::Shown { mean: [_, low, high], .. } => Some([low, high]),
        _ => None,
    });
    let ends = || ends.clone().flatten();
    // All on one scale with no change in it, so that the drawings compare.
    let axis = Axis {
        low: ends().fold(0.0, f64::min),
        high: ends().fold(0.0, f64::max),
        from: 4.0,
        to: WIDTH - 4.0,
    };
    let level = |own: &LevelChange| {
        let (mean, d_av, drawn) = effect(shown(own, floor), axis, text);
        let (competency, people) = (own.competency.clone(), told(own.people, floor, text).0);
        Level { competency, people, mean, d_av, drawn }
    };
    Some(Levels {
        took_part: said([words.measured, words.measured_few], took_part, floor, text),
        zero: px(axis.at(0.0)),
        rows: all.iter().map(level).collect(),
    })
}

/// The change, unless so few people are behind it that it would tell of persons.
fn shown(own: &LevelChange, floor: usize) -> Change {
    match gate(own.people, floor) {
        Cell::Below(_) | Cell::Withheld => Change::Withheld,
        Cell::Shown(_) => own.change,
    }
}

fn effect(change: Change, axis: Axis, text: &Text) -> (String, String, Option<Drawn>) {
    let words = text.evaluation;
    let reason = match change {
        Change::Shown { mean, d_av } => {
            let [at, low, high] = mean.map(|value| axis.at(value));
            let drawn = Drawn { at: px(at), from: px(low), width: px((high - low).max(1.0)) };
            let told = |value| EvaluationWords::interval(value, text.language);
            return (told(mean), told(d_av), Some(drawn));
        }
        Change::Withheld => words.withheld,
        Change::TooFew => words.too_few_pairs,
        Change::NoVariance => words.no_variance,
        Change::SameChange => words.same_change,
        Change::NoNumber => words.no_number,
    };
    (reason.to_owned(), String::new(), None)
}

fn ties_table(ties: &Ties, floor: &str, text: &Text) -> TiesTable {
    let (words, language) = (text.evaluation, text.language);
    let question = ties.question.clone();
    let Some(figures) = &ties.figures else {
        let said = fill(words.too_few, &[("floor", floor)]);
        return TiesTable { question, rows: Vec::new(), said };
    };
    let count = |value: usize| language.number(value as f64, 0);
    let share = |value: f64| language.percent(value);
    let across = fill(words.across, &[("attribute", &ties.across)]);
    let rows = vec![
        [words.all_ties.to_owned(), count(figures.ties.0), count(figures.ties.1)],
        [words.density.to_owned(), share(figures.density.0), share(figures.density.1)],
        [across, share(figures.across.0), share(figures.across.1)],
    ];
    let said = EvaluationWords::new_and_gone(figures.new_and_gone, figures.within_groups, language);
    TiesTable { question, rows, said }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Texts;

    #[test]
    fn the_last_gate_lets_no_small_count_through() {
        let shown = |cell| told(cell, 5, Text::ENGLISH).0;
        assert_eq!(shown(Cell::Shown(4)), "<5");
        assert_eq!(shown(Cell::Shown(5)), "5");
        assert_eq!(shown(Cell::Shown(0)), "0");
        assert_eq!(shown(Cell::Withheld), "withheld");
    }

    #[test]
    fn a_change_of_few_is_withheld() {
        let change = Change::Shown { mean: [0.5, 0.1, 0.9], d_av: [0.4, 0.1, 0.7] };
        let of = |people| LevelChange { competency: "x".into(), people, change };
        assert_eq!(shown(&of(Cell::Shown(4)), 5), Change::Withheld);
        assert_eq!(shown(&of(Cell::Below(5)), 5), Change::Withheld);
        assert_eq!(shown(&of(Cell::Shown(5)), 5), change);
    }
}
