//! What the programme came to: answers, measurements and ties come in; evaluation.md and evaluation.csv go out, with no figure of fewer
//! people than the design's floor.

use std::path::Path;

use intervision::adapters::{Evidence, ProgrammeEvaluation, evaluate, survey_questions};
use intervision::assess::survey::Replies;
use intervision::assess::{Responses, Scorer};
use intervision::core::{PairWeight, Ratings, Roster, Run, Score};
use intervision::documents::{evaluation_markdown, evaluation_table};
use intervision::model::MeetingHistory;
use intervision::model::design::Measured;
use intervision::model::interchange::read_met;
use intervision_examples::{AtPath, Outcome, write};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::Results;
use crate::args::Args;
use crate::input::{Assessment, Input};

/// Writes evaluation.md and evaluation.csv, if the design is evaluated and there is anything to judge by.
pub fn write_all(
    args: &Args,
    input: &Input,
    results: &Results,
    out: &Path,
) -> Outcome<Option<ProgrammeEvaluation>> {
    let Some(rules) = input.design.evaluation() else { return Ok(None) };
    let replies = match input.personal("survey.csv")? {
        Some((path, bytes)) => {
            Some(Replies::from_csv(&survey_questions(rules)?, &bytes).at(&path)?)
        }
        None => None,
    };
    let levels = match (&input.assessment, rules.measured) {
        (Some(assessment), Some(measured)) => levels(input, assessment, measured)?,
        _ => None,
    };
    let ties = (ties(input, "ties-before.csv")?, ties(input, "ties-after.csv")?);
    let framework = input.assessment.as_ref();
    let framework = framework.map(|own| own.framework.in_language(args.lang.code()));
    let evidence = Evidence {
        survey: replies.as_ref().map(|replies| (replies, &input.members.everyone as &dyn Roster)),
        levels: levels.as_ref().map(|(before, after)| (&**before, &**after)),
        ties: match &ties {
            (Some(before), Some(after)) => Some((before as &dyn PairWeight, after as _)),
            _ => None,
        },
        framework: framework.as_ref(),
    };
    if evidence.survey.is_none() && evidence.levels.is_none() && evidence.ties.is_none() {
        return Ok(None);
    }
    let groups = results.season.decision.groups();
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(args.seed), ());
    let mut run = Run::new(&mut rng, &mut nobody).with_seed(args.seed);
    let told = evaluate(&input.design, &input.cohort, &**groups, &evidence, &mut run)?;
    let Some(told) = told else { return Ok(None) };
    write(&out.join("evaluation.csv"), evaluation_table(&told)?)?;
    let told = told.in_language(&input.design, args.lang.code());
    write(&out.join("evaluation.md"), evaluation_markdown(&told, args.lang))?;
    Ok(Some(told))
}

type BeforeAndAfter = (Box<dyn Ratings>, Box<dyn Ratings>);

/// The two measurements that are compared, as the design says.
fn levels(
    input: &Input,
    assessment: &Assessment,
    measured: Measured,
) -> Outcome<Option<BeforeAndAfter>> {
    let score = |responses: &Responses| -> Outcome<Box<dyn Ratings>> {
        let scorer = Scorer::new(assessment.instrument.clone(), responses.clone())?;
        scorer.score(&input.cohort)
    };
    match measured {
        Measured::Along => match assessment.earlier.first() {
            Some(first) => Ok(Some((score(first)?, score(&assessment.responses)?))),
            None => Ok(None),
        },
        Measured::Afterwards => {
            let Some((path, bytes)) = input.personal("responses-after.csv")? else {
                return Ok(None);
            };
            let after = Responses::from_csv(&assessment.instrument, &bytes).at(&path)?;
            Ok(Some((score(&assessment.responses)?, score(&after)?)))
        }
    }
}

/// Who named whom; a tie has no direction.
fn ties(input: &Input, name: &str) -> Outcome<Option<MeetingHistory>> {
    match input.personal(name)? {
        Some((path, bytes)) => Ok(Some(read_met(&bytes, &input.cohort).at(&path)?)),
        None => Ok(None),
    }
}
