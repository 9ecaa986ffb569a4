//! Where people stand: scores of a short assessment with their uncertainty, gaps to a target, and what the cohort needs.
//!
//! Without options it scores the self-analysis of the pit-stop programme. What it prints about the cohort is safe to
//! show: figures about fewer than five people, and those that would give one away, are withheld. `--person ID` prints
//! one person's own results, for that person.
//!
//! `cargo run --release --example score-assessment -- --instrument I.json --responses R.csv`

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};
use intervision::assess::classical::ScaleScores;
use intervision::assess::needs::{Need, Needs, Unsure, Verdict};
use intervision::assess::reliability::MissingPairs;
use intervision::assess::survey::Figure;
use intervision::assess::{
    CohortReport, CohortSummary, Floor, Instrument, NeedsAnalysis, Responses, Scorer, Scores,
    TargetProfile,
};
use intervision::core::{self, Ratings, Roster};
use intervision::model::RosterColumns;
use intervision::model::competency::{Framework, Targets};
use intervision::model::interchange::read_roster;
use intervision_examples::{AtPath, Outcome, finish, read, read_text};
use serde_json::{Value, json};

/// Scores an assessment and ranks what is needed.
#[derive(Parser, Debug)]
#[command(name = "score-assessment", version)]
struct Args {
    /// The assessment: items, scales and the competencies they measure
    #[arg(long, value_name = "FILE", requires = "responses")]
    instrument: Option<PathBuf>,
    /// The answers: a column per item, a row per person, empty or NA where nothing was answered
    #[arg(long, value_name = "FILE", requires = "instrument")]
    responses: Option<PathBuf>,
    /// The competency framework that the target is about
    #[arg(long, value_name = "FILE", requires = "target")]
    framework: Option<PathBuf>,
    /// The target profiles; without them there are scores, and no gaps
    #[arg(long, value_name = "FILE", requires = "framework")]
    target: Option<PathBuf>,
    /// Who was asked; without it, those who answered
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// The column of the roster that tells functions, for targets that differ by function
    #[arg(long, default_value = "function", value_name = "COLUMN")]
    function_column: String,
    /// Break the cohort's figures down by this column of the roster
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Show this person's own results too
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let args = args.or_shipped();
    let (instrument, responses) =
        (args.instrument.clone().unwrap_or_default(), args.responses.clone().unwrap_or_default());
    let instrument = Instrument::from_json(&read_text(&instrument)?).at(&instrument)?;
    let answers = Responses::from_csv(&instrument, &read(&responses)?).at(&responses)?;
    let roster: Box<dyn Roster> = match &args.roster {
        Some(path) => Box::new(read_roster(&read(path)?, &RosterColumns::default()).at(path)?),
        None => Box::new(core::Table::new(answers.persons()).at(&responses)?),
    };

    let scores = Scorer::new(instrument.clone(), answers)
        .and_then(|scorer| scorer.scores(&*roster))
        .at(&responses)?;

    let targets = args.targets()?;
    let targets = targets.as_ref().map(|all| all.of(&*roster, Some(&args.function_column)));
    let importance = targets.as_ref().map(|targets| targets.importances());
    let nothing_asked = TargetProfile::new(roster.len(), [("", 0.0); 0]);
    let target: &dyn Ratings = targets.as_ref().map_or(&nothing_asked, |targets| targets);
    let mut analysis = NeedsAnalysis::new();
    if let Some(importance) = &importance {
        analysis = analysis.with_importance(importance);
    }
    let needs = analysis.find(&scores, target)?;

    let mut summary = CohortSummary::new(&needs, scores.respondents())?;
    if let Some(column) = &args.by {
        if !roster.keys().contains(&Cow::Borrowed(column.as_str())) {
            let known = roster.keys().join(", ");
            return Err(
                format!("--by {column}: the roster has no such column; it has {known}").into()
            );
        }
        summary = summary.by(&*roster, column)?;
    }
    let report = summary.disclose(Floor::default());

    let person = match &args.person {
        Some(id) => {
            let member = (0..roster.len()).find(|&member| roster.id(member) == *id);
            Some(member.ok_or_else(|| format!("--person {id}: nobody on the roster has this id"))?)
        }
        None => None,
    };
    let answer = if args.json {
        let person = person.map(|member| person_json(member, &scores, &needs));
        format!("{}\n", cohort_json(&instrument, &scores, &report, person))
    } else {
        let person = person.map(|member| person_text(member, &scores, &needs));
        cohort_text(&instrument, &scores, &report) + &person.unwrap_or_default()
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

impl Args {
    /// Without files: the self-analysis of the pit-stop programme.
    fn or_shipped(mut self) -> Self {
        if self.instrument.is_none() {
            let file = |name: &str| {
                Some(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pit-stop")).join(name))
            };
            self.instrument = file("instrument.json");
            self.responses = file("responses.csv");
            self.framework = self.framework.or(file("framework.toml"));
            self.target = self.target.or(file("profile.toml"));
            self.roster = self.roster.or(file("roster.csv"));
        }
        self
    }

    fn targets(&self) -> Outcome<Option<Targets>> {
        let (Some(framework), Some(target)) = (&self.framework, &self.target) else {
            return Ok(None);
        };
        let framework = Framework::from_toml(&read_text(framework)?).at(framework)?;
        Targets::from_toml(&read_text(target)?, &framework).at(target).map(Some)
    }
}

/// Alpha of a scale, unless it rests on so few that it tells about them.
fn alpha(scale: &ScaleScores, floor: Floor) -> Result<f64, String> {
    match scale.alpha(MissingPairs::Pairwise) {
        Ok(alpha) if alpha.persons < floor.get() => Err("withheld".to_owned()),
        Ok(alpha) => Ok(alpha.value),
        Err(why) => Err(why.to_string()),
    }
}

fn cohort_json(
    instrument: &Instrument,
    scores: &Scores,
    report: &CohortReport,
    person: Option<Value>,
) -> Value {
    let scale = |scale: &ScaleScores| {
        json!({
            "id": scale.id(),
            "competency": scale.competency(),
            "items": instrument.scale(scale.id()).map(|scale| scale.items().len()),
            "alpha": alpha(scale, report.floor).ok(),
        })
    };
    json!({
        "instrument": instrument.id(),
        "floor": report.floor,
        "participation": report.participation,
        "scales": scores.scales().iter().map(scale).collect::<Vec<_>>(),
        "needs": report.competencies,
        "breakdown": report.breakdown,
        "person": person,
    })
}

fn cohort_text(instrument: &Instrument, scores: &Scores, report: &CohortReport) -> String {
    let who = &report.participation;
    let rate = who.rate.map(|rate| format!(" ({:.1} %)", 100.0 * rate)).unwrap_or_default();
    let mut text = format!(
        "{}\n{} of {} answered{rate}; no figure rests on fewer than {} people\n",
        instrument.title(),
        who.answered,
        who.invited,
        report.floor.get(),
    );

    let mut scales = table(["scale", "items", "alpha"]);
    for scale in scores.scales() {
        let items = instrument.scale(scale.id()).map_or(0, |scale| scale.items().len());
        let alpha =
            alpha(scale, report.floor).map_or_else(|why| why, |alpha| format!("{alpha:.2}"));
        scales.add_row([scale.title().to_owned(), items.to_string(), alpha]);
    }
    text += &format!("\nHow well the items of a scale hang together\n{scales}\n");
    if report.competencies.is_empty() {
        return text + "\nNo target was given, so there are no gaps\n";
    }

    let mut needs = table([
        "competency",
        "level ± se",
        "target",
        "gap",
        "priority",
        "surely below",
        "surely met",
        "cannot tell",
    ]);
    for need in &report.competencies {
        let verdicts = &need.verdicts;
        needs.add_row([
            need.competency.clone(),
            with_error(&need.level),
            plain(&need.target),
            plain(&need.gap),
            plain(&need.priority),
            verdicts.below.to_string(),
            verdicts.met.to_string(),
            verdicts.cannot_tell.to_string(),
        ]);
    }
    text += &format!("\nWhat the cohort needs, most urgent first\n{needs}\n");

    if let Some(breakdown) = &report.breakdown {
        let names = report.competencies.iter().map(|need| need.competency.as_str());
        let mut groups = table([&breakdown.attribute, "answered"].into_iter().chain(names));
        for group in &breakdown.groups {
            let mut row = vec![group.name.clone(), group.answered.to_string()];
            row.extend(group.gaps.iter().map(with_error));
            groups.add_row(row);
        }
        text += &format!("\nMean gap ± standard error\n{groups}\n");
    }
    text
}

fn person_json(member: usize, scores: &Scores, needs: &Needs) -> Value {
    let scale = |scale: &ScaleScores| {
        let score = scale.scores().get(member);
        json!({
            "scale": scale.id(),
            "score": score.and_then(|score| score.as_ref().ok()),
            "no_score": score.and_then(|score| score.as_ref().err()).map(ToString::to_string),
        })
    };
    json!({
        "id": scores.ids().get(member),
        "scores": scores.scales().iter().map(scale).collect::<Vec<_>>(),
        "needs": needs.of(member),
    })
}

/// One person's own results; for nobody else.
fn person_text(member: usize, scores: &Scores, needs: &Needs) -> String {
    let mut own = table(["scale", "answered", "mean", "of the maximum ± se"]);
    for scale in scores.scales() {
        let title = scale.title().to_owned();
        match scale.scores().get(member) {
            Some(Ok(score)) => {
                let answered =
                    format!("{} of {}", score.answered(), score.answered() + score.missing());
                let error = match score.standard_error() {
                    Ok(error) => format!(" ± {:.0} %", 100.0 * error.value),
                    Err(_) => String::new(),
                };
                let part = format!("{:.0} %{error}", 100.0 * score.pomp());
                own.add_row([title, answered, format!("{:.2}", score.mean()), part]);
            }
            Some(Err(why)) => {
                own.add_row([title, why.to_string()]);
            }
            None => {}
        }
    }
    let mut text = format!("\n{}\n{own}\n", scores.ids().get(member).map_or("", String::as_str));
    if !needs.of(member).is_empty() {
        let mut ranked =
            table(["need", "level ± se", "target", "gap", "chance to be below", "verdict"]);
        for need in needs.of(member) {
            ranked.add_row(need_row(need));
        }
        text += &format!("\nMost urgent first\n{ranked}\n");
    }
    text
}

fn need_row(need: &Need) -> [String; 6] {
    let gap = &need.gap;
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let error = gap.standard_error.map(|error| format!(" ± {error:.2}")).unwrap_or_default();
    let verdict = match gap.verdict {
        Verdict::Below => "below".to_owned(),
        Verdict::Met => "met".to_owned(),
        Verdict::CannotTell(Unsure::NotMeasured) => "not measured".to_owned(),
        Verdict::CannotTell(Unsure::NoStandardError) => "cannot tell: no standard error".to_owned(),
        Verdict::CannotTell(Unsure::TooClose { answers_times: None }) => "cannot tell".to_owned(),
        Verdict::CannotTell(Unsure::TooClose { answers_times: Some(times) }) => {
            format!("cannot tell; {times:.1} times as many answers would")
        }
    };
    [
        need.competency.clone(),
        or_none(gap.level.map(|level| format!("{level:.2}{error}"))),
        format!("{:.2}", gap.target),
        or_none(gap.gap.map(|gap| format!("{gap:.2}"))),
        or_none(gap.probability_below.map(|chance| format!("{:.0} %", 100.0 * chance))),
        verdict,
    ]
}

fn with_error(figure: &Figure) -> String {
    match figure {
        Figure::Shown { value, standard_error, .. } => format!("{value:.2} ± {standard_error:.2}"),
        other => plain(other),
    }
}

fn plain(figure: &Figure) -> String {
    match figure {
        Figure::Shown { value, .. } => format!("{value:.2}"),
        Figure::Nobody => "-".to_owned(),
        _ => "withheld".to_owned(),
    }
}

fn table<'a>(header: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY);
    table.set_header(header.into_iter().collect::<Vec<_>>());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
