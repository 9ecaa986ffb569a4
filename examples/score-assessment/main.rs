//! Where people stand: scores of a short assessment with their uncertainty, gaps to a target, and what the cohort needs.
//!
//! Without options it scores the self-analysis of the pit-stop programme. What it prints about the cohort is safe to
//! show: figures about fewer than five people, and those that would give one away, are withheld. `--person ID` prints
//! one person's own results, for that person: with `--norms` among other people, with `--raters` beside what others see, and with
//! `--svg` as a plot.
//!
//! `cargo run --release --example score-assessment -- --instrument I.json --responses R.csv`

mod norms;
mod plot;
mod raters;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};
use intervision::assess::classical::ScaleScores;
use intervision::assess::multirater::FeedbackReport;
use intervision::assess::needs::{Need, Needs, Unsure, Verdict};
use intervision::assess::norms::ScaleNorms;
use intervision::assess::reliability::{Extraction, MissingPairs};
use intervision::assess::survey::Figure;
use intervision::assess::{
    CohortReport, CohortSummary, Floor, Instrument, Interval, NeedsAnalysis, Responses, Scorer,
    Scores, TargetProfile,
};
use intervision::core::{self, Ratings, Roster};
use intervision::model::RosterColumns;
use intervision::model::competency::{Framework, Targets};
use intervision::model::interchange::read_roster;
use intervision_examples::{AtPath, Outcome, finish, read, read_text, write};
use serde_json::{Value, json};

/// Scores an assessment and ranks what is needed.
#[derive(Parser, Debug)]
#[command(name = "score-assessment", version)]
struct Args {
    /// The assessment: items, scales and the competencies they measure
    #[arg(long, value_name = "FILE", requires = "responses")]
    instrument: Option<PathBuf>,
    /// The answers: a column per item, a row per person, empty or NA where nothing was answered; a column "rater" for answers about others
    #[arg(long, value_name = "FILE", requires = "instrument")]
    responses: Option<PathBuf>,
    /// The competency framework that the target is about
    #[arg(long, value_name = "FILE", requires = "target")]
    framework: Option<PathBuf>,
    /// The targets: profiles of the framework, or a JSON object of levels by competency; without them there are scores, and no gaps
    #[arg(long, value_name = "FILE")]
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
    /// Norms of the scales: a table with scale, mean, sd, and if known reliability, n, date, population
    #[arg(long, value_name = "FILE", requires = "person")]
    norms: Option<PathBuf>,
    /// The groups of those who answered about the person: a table with subject, rater, group
    #[arg(long, value_name = "FILE", requires = "person")]
    raters: Option<PathBuf>,
    /// Write the person's results as a plot
    #[arg(long, value_name = "FILE", requires = "person")]
    svg: Option<PathBuf>,
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
    let all = Responses::from_csv(&instrument, &read(&responses)?).at(&responses)?;
    let answers = all.own();
    let roster: Box<dyn Roster> = match &args.roster {
        Some(path) => Box::new(read_roster(&read(path)?, &RosterColumns::default()).at(path)?),
        None => Box::new(core::Table::new(answers.persons()).at(&responses)?),
    };

    let scores = Scorer::new(instrument.clone(), answers)
        .and_then(|scorer| scorer.scores(&*roster))
        .at(&responses)?;

    let levels = args.levels(roster.len())?;
    let targets = if levels.is_some() { None } else { args.targets()? };
    let targets = targets.as_ref().map(|all| all.of(&*roster, Some(&args.function_column)));
    let importance = targets.as_ref().map(|targets| targets.importances());
    let nothing_asked = TargetProfile::new(roster.len(), [("", 0.0); 0]);
    let target: &dyn Ratings = match (&levels, &targets) {
        (Some(levels), _) => levels,
        (None, Some(targets)) => targets,
        (None, None) => &nothing_asked,
    };
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
    let own = match person {
        Some(member) => Some(Own::new(member, &args, &instrument, &all, &scores)?),
        None => None,
    };
    if let (Some(path), Some(own)) = (&args.svg, &own) {
        let title = scores.ids().get(own.member).map_or("", String::as_str);
        write(path, plot::svg(title, &own.bars(&instrument, &scores, target)).as_bytes())?;
    }
    let answer = if args.json {
        let own = own.map(|own| own.as_json(&scores, &needs));
        format!("{}\n", cohort_json(&instrument, &scores, &report, own))
    } else {
        let own = own.map(|own| own.as_text(&scores, &needs));
        cohort_text(&instrument, &scores, &report) + &own.unwrap_or_default()
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

    /// One set of levels for everyone, where the target is a JSON object of them.
    fn levels(&self, members: usize) -> Outcome<Option<TargetProfile>> {
        let Some(path) =
            self.target.as_ref().filter(|path| path.extension().is_some_and(|it| it == "json"))
        else {
            return Ok(None);
        };
        let levels: BTreeMap<String, f64> = serde_json::from_str(&read_text(path)?).at(path)?;
        Ok(Some(TargetProfile::new(members, levels)))
    }

    fn targets(&self) -> Outcome<Option<Targets>> {
        let Some(target) = &self.target else { return Ok(None) };
        let Some(framework) = &self.framework else {
            return Err("--target: profiles name levels of a framework; give it with --framework, or a JSON object of levels".into());
        };
        let framework = Framework::from_toml(&read_text(framework)?).at(framework)?;
        Targets::from_toml(&read_text(target)?, &framework).at(target).map(Some)
    }
}

/// One person's own results; for nobody else.
struct Own {
    member: usize,
    normed: Option<Vec<norms::Normed>>,
    feedback: Option<FeedbackReport>,
}

impl Own {
    fn new(
        member: usize,
        args: &Args,
        instrument: &Instrument,
        all: &Responses,
        scores: &Scores,
    ) -> Outcome<Own> {
        let normed = match &args.norms {
            Some(path) => {
                Some(norms::normed(member, scores, &ScaleNorms::from_csv(&read(path)?).at(path)?)?)
            }
            None => None,
        };
        let id = scores.ids().get(member).map_or("", String::as_str);
        let feedback = match &args.raters {
            Some(path) => Some(raters::feedback(instrument, all, id, path)?),
            None => None,
        };
        Ok(Own { member, normed, feedback })
    }

    fn as_text(&self, scores: &Scores, needs: &Needs) -> String {
        let mut text = person_text(self.member, scores, needs);
        text += &self.normed.as_deref().map(norms::as_text).unwrap_or_default();
        text += &self.feedback.as_ref().map(raters::as_text).unwrap_or_default();
        text
    }

    fn as_json(&self, scores: &Scores, needs: &Needs) -> Value {
        let mut own = person_json(self.member, scores, needs);
        if let Some(normed) = &self.normed {
            own["norms"] = norms::as_json(normed);
        }
        if let Some(feedback) = &self.feedback {
            own["feedback"] = json!(feedback);
        }
        own
    }

    fn bars(
        &self,
        instrument: &Instrument,
        scores: &Scores,
        target: &dyn Ratings,
    ) -> Vec<plot::Bar> {
        let bar = |(place, scale): (usize, &ScaleScores)| {
            let score = scale.scores().get(self.member).and_then(|score| score.as_ref().ok());
            let others = self.feedback.as_ref().and_then(|report| {
                let figure = report.scales.get(place)?;
                Some((figure.overall.mean()? - figure.range.0) / (figure.range.1 - figure.range.0))
            });
            let target = scale
                .competency()
                .and_then(|name| target.rating(self.member, name))
                .and_then(|goal| {
                    let levels = instrument.levels_of(instrument.scale(scale.id())?);
                    (0..=1000)
                        .map(|part| f64::from(part) / 1000.0)
                        .find(|part| levels.level(*part) >= goal.level - 1e-9)
                });
            plot::Bar {
                title: scale.title().to_owned(),
                own: score.map(|score| {
                    (score.pomp(), score.standard_error().ok().map(|error| error.value))
                }),
                others,
                target,
            }
        };
        scores.scales().iter().enumerate().map(bar).collect()
    }
}

/// How well the items of a scale hang together.
struct Reliability {
    alpha: f64,
    interval: Option<Interval>,
    /// What one factor explains, where one fits.
    omega: Option<f64>,
}

/// Of a scale, unless it rests on so few that it tells about them.
fn reliability(scale: &ScaleScores, floor: Floor) -> Result<Reliability, String> {
    let alpha = scale.alpha(MissingPairs::Pairwise).map_err(|why| why.to_string())?;
    if alpha.persons < floor.get() {
        return Err("withheld".to_owned());
    }
    let factor = scale.covariances(MissingPairs::Pairwise).omega(Extraction::MinimumResiduals);
    let omega = factor.ok().map(|factor| factor.total);
    Ok(Reliability { alpha: alpha.value, interval: alpha.interval(0.95), omega })
}

fn cohort_json(
    instrument: &Instrument,
    scores: &Scores,
    report: &CohortReport,
    person: Option<Value>,
) -> Value {
    let scale = |scale: &ScaleScores| {
        let reliability = reliability(scale, report.floor).ok();
        json!({
            "id": scale.id(),
            "competency": scale.competency(),
            "items": instrument.scale(scale.id()).map(|scale| scale.items().len()),
            "alpha": reliability.as_ref().map(|it| it.alpha),
            "alpha_interval": reliability.as_ref().and_then(|it| it.interval),
            "omega": reliability.as_ref().and_then(|it| it.omega),
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

    let mut scales = table(["scale", "items", "alpha", "95 %", "omega"]);
    for scale in scores.scales() {
        let items = instrument.scale(scale.id()).map_or(0, |scale| scale.items().len());
        let (title, items) = (scale.title().to_owned(), items.to_string());
        match reliability(scale, report.floor) {
            Ok(found) => {
                let ends = found.interval.map(|it| format!("{:.2} to {:.2}", it.low, it.high));
                let omega = found.omega.map(|omega| format!("{omega:.2}"));
                let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
                scales.add_row([
                    title,
                    items,
                    format!("{:.2}", found.alpha),
                    or_none(ends),
                    or_none(omega),
                ]);
            }
            Err(why) => {
                scales.add_row([title, items, why]);
            }
        }
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
