//! What everybody takes along: measurements, what was done and what people wrote come in; a folder per participant goes out, and for
//! the programme what is overdue and the themes of the whole cohort.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use intervision::adapters::{self, Done};
use intervision::assess::{Floor, Responses, Scorer};
use intervision::core::{Ratings, Roster, Score};
use intervision::language::Language;
use intervision::model::interchange::badges::{CredentialOptions, Issuer};
use intervision::model::learning::ActionPlan;
use intervision::model::portfolio::{
    Evidence, Form, Plan, Portfolio, Reflection, Words, digest, verify,
};
use intervision_examples::{AtPath, Outcome, read_rows, table, write};
use serde::Deserialize;
use serde_json::json;

use crate::args::Args;
use crate::input::{Assessment, Input};

#[derive(Deserialize)]
struct StepRow {
    id: String,
    goal: String,
    step: String,
    what: String,
    due: NaiveDate,
    done: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct ReflectionRow {
    id: String,
    on: NaiveDate,
    question: Option<String>,
    text: String,
}

#[derive(Deserialize)]
struct EvidenceRow {
    id: String,
    on: NaiveDate,
    title: String,
    narrative: String,
    competency: Option<String>,
}

/// Writes portfolio/<id>/, themes.json and overdue.csv, if the design has portfolios.
pub fn write_all(args: &Args, input: &Input, done: &Done, out: &Path) -> Outcome {
    let (design, cohort) = (&input.told, &input.cohort);
    let (Some(_), Some(assessment)) = (design.portfolio(), &input.assessment) else {
        return Ok(());
    };
    let measured = measurements(input, assessment)?;
    let occasions: Vec<(NaiveDate, &dyn Ratings)> =
        measured.iter().map(|(on, ratings)| (*on, &**ratings)).collect();
    themes(input, &occasions, out)?;

    let plans = plans(input)?;
    overdue(input, &plans, out)?;
    let reflections: Vec<ReflectionRow> = rows(input, "reflections.csv")?;
    let evidence: Vec<EvidenceRow> = rows(input, "evidence.csv")?;
    let (words, colleague) = match args.lang {
        Language::English => (Words::ENGLISH, "a colleague"),
        Language::Dutch => (Words::DUTCH, "een collega"),
    };
    let people: Vec<String> = (0..cohort.len()).map(|m| cohort.id(m).into_owned()).collect();
    let others: Vec<&str> = people
        .iter()
        .chain(input.resources.iter().map(|resource| &resource.id))
        .map(String::as_str)
        .collect();
    let framework = assessment.framework.in_language(args.lang.code());
    for (member, id) in people.iter().enumerate() {
        let draft = adapters::portfolio(design, &framework, cohort, member, &occasions, done)?;
        let Some(mut draft) = draft else { continue };
        for row in reflections.iter().filter(|row| row.id == *id) {
            let told = |asked: &String| input.design.texts().of(args.lang.code(), asked).to_owned();
            let question = row.question.as_ref().map(told);
            let (on, text) = (row.on, row.text.clone());
            draft.reflections.push(Reflection { on, question, text });
        }
        for row in evidence.iter().filter(|row| row.id == *id) {
            draft.evidence.push(Evidence {
                on: row.on,
                title: row.title.clone(),
                narrative: row.narrative.clone(),
                competency: row.competency.clone(),
            });
        }
        for (goal, plan) in plans.get(id).into_iter().flatten() {
            draft.plans.push(Plan { goal: goal.clone(), steps: plan.steps().to_vec() });
        }
        // What people wrote may name others; what they take along does not.
        let draft = draft.without(others.iter().copied(), colleague)?;
        let portfolio = Portfolio::new(draft, others.iter().copied())?;
        let portfolio = portfolio.with_record(&credentials(args, input, id)?)?;
        hand_over(&portfolio, &words, &out.join("portfolio").join(id))?;
    }
    Ok(())
}

/// Writes the files of a portfolio, and checks them as their owner will.
fn hand_over(portfolio: &Portfolio, words: &Words, folder: &Path) -> Outcome {
    let files = portfolio.export(words)?;
    let forms = [
        ("portfolio.json", Form::Json, &files.json),
        ("portfolio.html", Form::Html, &files.html),
        ("portfolio.md", Form::Markdown, &files.markdown),
    ];
    for (name, form, text) in forms {
        verify(form, text.as_bytes())?;
        write(&folder.join(name), text)?;
    }
    if let Some(record) = &files.record {
        write(&folder.join("record.json"), record)?;
    }
    Ok(())
}

/// Who awards, and under which address: one that a host draws and only the owner knows. Here it follows from the id, so that the files
/// stay the same.
fn credentials(args: &Args, input: &Input, id: &str) -> Outcome<CredentialOptions> {
    let design = &input.told;
    let issuer = Issuer { id: format!("https://{}", args.domain), name: design.title().to_owned() };
    let hash = digest(format!("{}/{}/{id}", args.domain, design.id()).as_bytes());
    let part = |from: usize, to: usize| hash.get(from..to).unwrap_or_default();
    let subject = format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    );
    let at = design.season().end.and_hms_opt(12, 0, 0).ok_or("no such time")?;
    Ok(CredentialOptions::new(issuer, subject, at))
}

fn rows<T: serde::de::DeserializeOwned>(input: &Input, name: &str) -> Outcome<Vec<T>> {
    match input.personal(name)? {
        Some((path, bytes)) => read_rows(&bytes).at(&path),
        None => Ok(Vec::new()),
    }
}

/// All measurements with their days, the earliest first.
fn measurements(
    input: &Input,
    assessment: &Assessment,
) -> Outcome<Vec<(NaiveDate, Box<dyn Ratings>)>> {
    let end = input.design.season().end;
    let score = |responses: &Responses| -> Outcome<(NaiveDate, Box<dyn Ratings>)> {
        let on = responses.occasions().into_iter().flatten().next().unwrap_or(end);
        let scorer = Scorer::new(assessment.instrument.clone(), responses.clone())?;
        Ok((on, scorer.score(&input.cohort)?))
    };
    assessment.earlier.iter().chain([&assessment.responses]).map(score).collect()
}

/// What the employer sees of the themes: each by itself, over everybody.
fn themes(input: &Input, occasions: &[(NaiveDate, &dyn Ratings)], out: &Path) -> Outcome {
    let themes = adapters::themes(&input.design)?;
    let seen: Vec<serde_json::Value> = occasions
        .iter()
        .map(|(on, ratings)| {
            json!({ "on": on.to_string(), "cohort": themes.score(*ratings).employer(Floor::default()) })
        })
        .collect();
    write(&out.join("themes.json"), serde_json::to_string_pretty(&seen)? + "\n")
}

type Plans = BTreeMap<String, Vec<(String, ActionPlan)>>;

/// The plans by participant, each under its goal.
fn plans(input: &Input) -> Outcome<Plans> {
    let rows: Vec<StepRow> = rows(input, "plans.csv")?;
    let mut goals: BTreeMap<(String, String), Vec<StepRow>> = BTreeMap::new();
    for row in rows {
        goals.entry((row.id.clone(), row.goal.clone())).or_default().push(row);
    }
    let mut plans = Plans::new();
    for ((id, goal), steps) in goals {
        let new = steps.iter().map(|step| (step.step.as_str(), step.what.as_str(), step.due));
        let mut plan = ActionPlan::new(id.as_str(), new)?;
        for step in &steps {
            if let Some(on) = step.done {
                plan.done(&step.step, on)?;
            }
        }
        plans.entry(id).or_default().push((goal, plan));
    }
    Ok(plans)
}

/// The steps that are late on the last day, to ask about.
fn overdue(input: &Input, plans: &Plans, out: &Path) -> Outcome {
    let end = input.design.season().end;
    let late = plans.values().flatten().flat_map(|(_, plan)| plan.overdue(end));
    let rows = late.map(|late| vec![late.owner.to_string(), late.step, late.days.to_string()]);
    let header = ["participant", "step", "days_late"];
    write(&out.join("overdue.csv"), table(&header, rows.collect())?)
}
