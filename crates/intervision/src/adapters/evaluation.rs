use intervision_assess::Floor;
use intervision_assess::change::{CompetencyChange, Evaluation};
use intervision_assess::survey::{Participation, Question, Questions, Replies, SurveyReport};
use intervision_core::{Grouping, PairWeight, Ratings, Roster, Run};
use intervision_groups::network_change;
use intervision_model::competency::Framework;
use intervision_model::design::{Design, EvaluationRules};

use super::AdapterError;

/// What is there to judge a programme by; every part may be missing.
#[derive(Clone, Copy, Default)]
#[must_use]
pub struct Evidence<'a> {
    /// Answers to the design's questions, with everybody who was asked.
    pub survey: Option<(&'a Replies, &'a dyn Roster)>,
    /// Levels before and after, of the members of the programme.
    pub levels: Option<(&'a dyn Ratings, &'a dyn Ratings)>,
    /// Who turned to whom before and after.
    pub ties: Option<(&'a dyn PairWeight, &'a dyn PairWeight)>,
    /// What the competencies are called.
    pub framework: Option<&'a Framework>,
}

impl std::fmt::Debug for Evidence<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evidence")
            .field("survey", &self.survey.is_some())
            .field("levels", &self.levels.is_some())
            .field("ties", &self.ties.is_some())
            .finish_non_exhaustive()
    }
}

/// What a programme came to, as it may be published: no figure in it is of fewer people than the floor.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ProgrammeEvaluation {
    /// What the programme is called.
    pub title: String,
    /// Fewer people than these are not told of.
    pub floor: Floor,
    /// The survey.
    pub survey: Option<SurveyReport>,
    /// What changed per competency, if levels were measured twice.
    pub change: Option<MeasuredChange>,
    /// Who turns to whom, if that was asked.
    pub ties: Option<TieChange>,
}

impl ProgrammeEvaluation {
    /// The same with the title, the questions and their answers in a language, as far as the design's file has them. What is counted
    /// stays: answers are read in the words of the design's own file.
    #[must_use]
    pub fn in_language(mut self, design: &Design, code: &str) -> Self {
        let told = |text: &mut String| *text = design.texts().of(code, text).to_owned();
        told(&mut self.title);
        for question in self.survey.iter_mut().flat_map(|report| &mut report.questions) {
            told(&mut question.text);
            question.counts.iter_mut().for_each(|(answer, _)| told(answer));
        }
        if let Some(ties) = &mut self.ties {
            told(&mut ties.text);
            ties.across = design.label(code, &ties.across).to_owned();
        }
        self
    }
}

/// Levels measured twice.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct MeasuredChange {
    /// How many members there are, and how many were measured both times.
    pub participation: Participation,
    /// The competencies by what they are called, in the order of the first measurement.
    pub competencies: Vec<(String, CompetencyChange)>,
}

/// Who turns to whom, before and after.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TieChange {
    /// What was asked.
    pub text: String,
    /// The attribute across whose values ties are counted, or what people call it.
    pub across: String,
    /// The figures; `None` for fewer members than the floor.
    pub figures: Option<TieFigures>,
}

/// The figures of ties. Nobody stands in them.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TieFigures {
    /// How many members there are.
    pub members: usize,
    /// How many ties there were, and are.
    pub ties: (usize, usize),
    /// Ties by the pairs there are, before and after.
    pub density: (f64, f64),
    /// Which share of the ties lies across the attribute, before and after.
    pub across: (f64, f64),
    /// Ties that are new, and ties that are gone.
    pub new_and_gone: (usize, usize),
    /// New ties of people who share a group, how many there would be by chance, and how likely as many are by chance.
    pub within_groups: (usize, f64, f64),
}

/// How often members are dealt out anew over the groups, to see what chance does.
const PERMUTATIONS: usize = 999;

/// The questions of a design's evaluation, for [`Replies`].
///
/// # Errors
///
/// [`AdapterError::Assess`] for questions that do not fit; those of a checked design do, where it has any.
pub fn survey_questions(rules: &EvaluationRules) -> Result<Questions, AdapterError> {
    let questions = rules.questions.iter().map(|question| {
        let (id, text) = (question.id.as_str(), question.text.as_str());
        if question.themes.is_empty() {
            Question::closed(id, text, question.answers.iter().cloned())
        } else {
            Question::open(id, text, question.themes.iter().cloned())
        }
    });
    Ok(Questions::new(questions)?)
}

/// Judges a programme by what is there; `None` for a design without an evaluation.
///
/// # Errors
///
/// [`AdapterError::Assess`] for answers of people who were not asked and measurements of other members, [`AdapterError::Groups`] for
/// ties of other members.
///
/// # Example
///
/// ```
/// use intervision::adapters::{Evidence, evaluate, survey_questions};
/// use intervision::assess::survey::Replies;
/// use intervision::core::{Groups, Run, Table};
/// use intervision::model::design::Design;
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let design = Design::from_toml(r#"
///     version = 1
///     id = "track"
///     title = "Track"
///     season = { start = 2027-01-11, end = 2027-04-20 }
///     phases = [{ id = "all", title = "All of it" }]
///     sessions = []
///     evaluation = { questions = [{ id = "useful", text = "Was it useful?", answers = ["yes", "no"] }] }
/// "#)?;
/// let people = Table::new(["a", "b", "c", "d", "e", "f"])?;
/// let questions = survey_questions(design.evaluation().ok_or("no evaluation")?)?;
/// let replies = Replies::from_csv(&questions, b"id,useful\na,yes\nb,yes\nc,yes\nd,yes\ne,yes\n")?;
/// let evidence = Evidence { survey: Some((&replies, &people)), ..Evidence::default() };
/// let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
/// let mut run = Run::new(&mut rng, &mut nobody);
/// let told = evaluate(&design, &people, &Groups::default(), &evidence, &mut run)?.ok_or("no evaluation")?;
/// assert_eq!(told.survey.ok_or("no survey")?.participation.rate, Some(5.0 / 6.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn evaluate(
    design: &Design,
    members: &dyn Roster,
    groups: &dyn Grouping,
    evidence: &Evidence<'_>,
    run: &mut Run<'_>,
) -> Result<Option<ProgrammeEvaluation>, AdapterError> {
    let Some(rules) = design.evaluation() else { return Ok(None) };
    let floor = Floor::new(rules.floor as usize)?;
    let survey =
        evidence.survey.map(|(replies, asked)| replies.report(asked, floor)).transpose()?;
    let change = match evidence.levels {
        Some((before, after)) => Some(changed(before, after, floor, evidence.framework)?),
        None => None,
    };
    let ties = match (&rules.ties, evidence.ties) {
        (Some(question), Some(ties)) => {
            let figures = (members.len() >= floor.get())
                .then(|| figures(ties, members, groups, &question.across, run))
                .transpose()?;
            let (text, across) = (question.text.clone(), question.across.clone());
            Some(TieChange { text, across, figures })
        }
        _ => None,
    };
    Ok(Some(ProgrammeEvaluation { title: design.title().to_owned(), floor, survey, change, ties }))
}

fn changed(
    before: &dyn Ratings,
    after: &dyn Ratings,
    floor: Floor,
    framework: Option<&Framework>,
) -> Result<MeasuredChange, AdapterError> {
    let told = Evaluation::between(before, after, floor)?;
    let title = |id: &str| {
        let competency = framework.and_then(|framework| framework.competency(id));
        competency.map_or(id, |competency| &competency.title).to_owned()
    };
    let competencies = told.competencies.into_iter();
    let competencies = competencies.map(|own| (title(&own.competency), own)).collect();
    Ok(MeasuredChange { participation: told.participation, competencies })
}

fn figures(
    (before, after): (&dyn PairWeight, &dyn PairWeight),
    members: &dyn Roster,
    groups: &dyn Grouping,
    across: &str,
    run: &mut Run<'_>,
) -> Result<TieFigures, AdapterError> {
    let values: Vec<Option<String>> = (0..members.len())
        .map(|member| members.attribute(member, across).as_category().map(str::to_owned))
        .collect();
    let mut known: Vec<&String> = values.iter().flatten().collect();
    known.sort_unstable();
    known.dedup();
    let unit_of: Vec<Option<usize>> =
        values.iter().map(|value| known.binary_search(&value.as_ref()?).ok()).collect();
    let mut group_of = vec![None; members.len()];
    for group in 0..groups.len() {
        for &member in groups.members(group) {
            if let Some(place) = group_of.get_mut(member) {
                *place = Some(group);
            }
        }
    }
    let change = network_change((before, after), &unit_of, &group_of, PERMUTATIONS, run)?;
    Ok(TieFigures {
        members: members.len(),
        ties: (change.before.ties, change.after.ties),
        density: (change.before.density, change.after.density),
        across: (change.before.cross_unit, change.after.cross_unit),
        new_and_gone: change.new_and_gone,
        within_groups: (change.new_within, change.expected_within, change.p),
    })
}
