use intervision_assess::change::{Change as Measured, CompetencyChange, NoEffect, PairedEffect};
use intervision_assess::survey::{Cell as Counted, QuestionReport};

use crate::adapters::{Closing as Ended, ProgrammeEvaluation, TieChange};
use crate::report::{
    Answered, Cell, Change, Closing, Erased, Evaluation, LevelChange, TieCounts, Ties,
};

/// What a programme came to.
#[must_use]
pub fn evaluation_chapter(evaluation: &ProgrammeEvaluation) -> Evaluation {
    let mut chapter = Evaluation::new(evaluation.floor.get());
    if let Some(survey) = &evaluation.survey {
        let questions = survey.questions.iter().map(answered);
        let part = &survey.participation;
        chapter = chapter.with_survey(part.invited, cell(part.answered), questions);
    }
    if let Some(change) = &evaluation.change {
        let levels = change.competencies.iter().map(|(title, own)| level(title, own));
        let part = &change.participation;
        chapter = chapter.with_change(part.invited, cell(part.answered), levels);
    }
    match &evaluation.ties {
        Some(change) => chapter.with_ties(ties(change)),
        None => chapter,
    }
}

fn cell(cell: Counted) -> Cell {
    match cell {
        Counted::Shown(count) => Cell::Shown(count),
        Counted::Below(floor) => Cell::Below(floor),
        Counted::Withheld => Cell::Withheld,
    }
}

fn answered(report: &QuestionReport) -> Answered {
    Answered {
        question: report.text.clone(),
        open: report.open,
        counts: report.counts.iter().map(|(name, count)| (name.clone(), cell(*count))).collect(),
        silent: cell(report.silent),
    }
}

fn level(title: &str, own: &CompetencyChange) -> LevelChange {
    let change = match &own.change {
        Measured::Shown(effect) => effect_of(effect),
        Measured::CannotTell(NoEffect::TooFew { .. }) => Change::TooFew,
        Measured::CannotTell(NoEffect::NoVariance) => Change::NoVariance,
        Measured::CannotTell(NoEffect::SameChange) => Change::SameChange,
        Measured::CannotTell(_) => Change::NoNumber,
        _ => Change::Withheld,
    };
    LevelChange { competency: title.to_owned(), people: cell(own.pairs), change }
}

fn effect_of(effect: &PairedEffect) -> Change {
    let (mean, d_av) = (effect.mean_change_interval, effect.d_av_interval);
    Change::Shown {
        mean: [effect.mean_change, mean.low, mean.high],
        d_av: [effect.d_av, d_av.low, d_av.high],
    }
}

fn ties(change: &TieChange) -> Ties {
    let figures = change.figures.as_ref().map(|own| TieCounts {
        ties: own.ties,
        density: own.density,
        across: own.across,
        new_and_gone: own.new_and_gone,
        within_groups: own.within_groups,
    });
    Ties { question: change.text.clone(), across: change.across.clone(), figures }
}

/// What becomes of a programme that has ended; a template for others was written to `file`.
#[must_use]
pub fn closing_chapter(closing: &Ended<'_>, file: &str) -> Closing {
    let mut chapter = Closing::new(closing.ended).with_portfolios(closing.portfolios);
    for due in closing.dues {
        chapter = chapter.with_due(&due.holds, &due.purpose, due.gone_by);
    }
    for own in closing.erased {
        let (tombstone, on) = (own.id.to_string(), own.on);
        let erased = Erased { tombstone, on, texts: own.texts, numbers: own.numbers };
        chapter = chapter.with_erased(erased);
    }
    if closing.template {
        chapter = chapter.with_template(file);
    }
    match closing.evaluation {
        Some(floor) => chapter.with_evaluation(floor),
        None => chapter,
    }
}
