//! The main job: one whole programme, from a roster to invitations in people's calendars.
//!
//! `cargo run --release --example programme` runs the pit-stop design; `--help` lists the rest.

mod agenda;
mod args;
mod cases;
mod closing;
mod coaches;
mod community;
mod conversations;
mod day_plan;
mod erasure;
mod evaluation;
mod gatherings;
mod input;
mod introductions;
mod members;
mod people;
mod phases;
mod portfolio;
mod summary;
mod tables;
mod themes;
mod vision;
mod words;
mod write;
mod year_words;

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use intervision::adapters::{self, Among, Seating, Vision};
use intervision::assess::Scorer;
use intervision::core::{FormGroups, Plan, Roster, Run, Score, Table};
use intervision::groups::{self, Former, Inputs, Pairs};
use intervision::model::design::{self, Demand};
use intervision::model::{Cohort, GroupList};
use intervision::programme::{NoGroups, Programme, Season};
use intervision::schedule::calendar::DaysOff;
use intervision::schedule::change::{Issued, Snapshot};
use intervision::schedule::replan::Replan;
use intervision::schedule::{self, Planner};
use intervision_examples::{AtPath, Bars, Outcome, Sent, finish, read_groups};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use args::Args;
use coaches::Coached;
use community::Year;
use day_plan::Retreat;
use input::Input;
use people::People;

/// Everything that came out of a run.
pub struct Results {
    /// The days off of everybody; on the days of gatherings nothing else is planned, but people come.
    pub holidays: DaysOff,
    pub people: Option<People>,
    pub groups: Option<(groups::Rules, groups::Outcome)>,
    pub seating: Seating,
    pub coaches: Option<Coached>,
    pub season: Season<Demand>,
    pub clashes: Vec<schedule::Violation>,
    pub retreat: Option<Retreat>,
    pub vision: Option<Vision>,
    pub year: Year,
    pub sent: Sent,
    pub seconds: f64,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let start = Instant::now();
    let input = Input::load(args)?;
    let mut results = programme(args, &input)?;
    let out = args.out(&input.design);
    write::all(args, &input, &results, &out)?;
    results.seconds = start.elapsed().as_secs_f64();
    if args.json {
        println!("{}", summary::json(&input, &results)?);
    } else if !args.quiet {
        print!("{}", summary::text(&input, &results, &out, args.lang));
    }
    Ok(())
}

/// The groups that stand, of whom somebody must still be here.
fn standing(file: &Path, cohort: &Cohort) -> Outcome<(Table, GroupList)> {
    let (people, groups) = read_groups(file)?;
    if !(0..people.len()).any(|person| cohort.number(&people.id(person)).is_some()) {
        let wanted = "give the groups.csv of a run of this programme";
        return Err(format!("nobody in these groups is on the roster; {wanted}")).at(file);
    }
    Ok((people, groups))
}

/// The programme itself: services from the design, and the pipeline over them.
fn programme(args: &Args, input: &Input) -> Outcome<Results> {
    let (design, cohort) = (&input.design, &input.cohort);

    let scorer = match &input.assessment {
        Some(a) => Some(Scorer::new(a.instrument.clone(), a.responses.clone())?),
        None => None,
    };
    let rankings = themes::rankings(input)?;
    let rules = adapters::rules(design, cohort, &input.together, &input.apart)?;
    let former = rules.map(|rules| {
        let mut inputs = Inputs::new();
        if !rules.pairs().is_empty() {
            inputs = inputs.with_pairs(Pairs::new().with(adapters::MET, &input.met));
        }
        if let Some(rankings) = &rankings {
            inputs = inputs.with_rankings(rankings);
        }
        Former::new(rules).with_inputs(inputs)
    });
    let holidays = adapters::days_off(design.season(), Some(&input.school), args.lang)?;
    let everybody = input.calendars(args, &holidays)?;
    let dates = gatherings::date(input, &holidays, &everybody)?;
    let days_off = gatherings::keep_free(input, &holidays, dates.as_ref());
    let calendars = Among::new(&everybody, input.numbers());
    let planner = Planner::new(adapters::grid(design.season(), &days_off)?).with_roster(cohort);

    let standing = match &args.groups {
        Some(file) => Some(standing(file, cohort)?),
        None => None,
    };
    let repairing = match (&former, &standing) {
        (Some(former), Some((people, groups))) => Some(former.near(people, groups)),
        (None, Some(_)) => return Err("--groups: this design forms no groups; leave it out".into()),
        (_, None) => None,
    };
    let forming: &dyn FormGroups = match (&repairing, &former) {
        (Some(repairing), _) => repairing,
        (None, Some(former)) => former,
        (None, None) => &NoGroups,
    };
    let sender = args.sender(design);
    let before = Sent::before(args.previous.as_deref(), &sender)?;
    let stood = before.as_ref().map(Issued::snapshot).unwrap_or_default();
    let mut options = Replan::new().as_of(args.approved_at(design).date());
    if let Some(day) = args.frozen_until {
        options = options.frozen_until(day);
    }
    let near = planner.near(cohort, &stood, options);
    let planning: &dyn Plan = if before.is_some() { &near } else { &planner };
    let mut pipeline = Programme::new(cohort, forming, planning, &calendars);
    if let Some(scorer) = &scorer {
        pipeline = pipeline.with_scorer(scorer as &dyn Score);
    }

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(args.seed);
    let mut bars = Bars::new(args.quiet || args.json);
    let mut run = Run::new(&mut rng, &mut bars).with_seed(args.seed);

    // Groups are a proposal, until somebody approves them.
    let proposal = pipeline.propose(&mut run.part(args.steps))?;
    let evidence = match &former {
        Some(former) => {
            let outcome = former.explain(cohort, proposal.formed())?;
            // Checked by a function that shares no code with the search.
            groups::verify(outcome.certificate(), former.rules(), cohort, former.inputs())?;
            Some((former.rules().clone(), outcome))
        }
        None => None,
    };
    let people = match (&input.assessment, proposal.ratings()) {
        (Some(assessment), Some(ratings)) => Some(People::assess(assessment, cohort, ratings)?),
        _ => None,
    };
    let mut seating = match (&people, &input.assessment, proposal.ratings()) {
        (Some(people), Some(assessment), Some(ratings)) => {
            people.seat(design, assessment, cohort, ratings)?
        }
        _ => Seating::default(),
    };
    let coaches = coaches::find(input)?;
    seating.audiences = coaches::seat(input, coaches.as_ref(), seating.audiences);

    let decision = proposal.approve(&args.approved_by, args.approved_at(design));
    let season = pipeline.plan(
        decision,
        |decision| {
            let resources = input.resources.clone();
            let groups = decision.groups();
            Ok(design::demand(&input.told, cohort, groups, &seating.audiences, resources)?)
        },
        &mut run,
    )?;
    let year = Year::plan(args, input, &days_off, &everybody, dates, &season, &mut run)?;
    bars.done();

    let plan = Snapshot::of(&season.demand, cohort, &season.timetable);
    let sent = Sent::now(before, &sender, &plan.with(year.snapshot(input)));
    let clashes = schedule::check(&season.demand, &calendars, &season.timetable);
    let teams = season.decision.groups().sizes().len();
    let retreat = day_plan::retreat(input, teams, &calendars)?;
    let vision = vision::vision(input)?;
    Ok(Results {
        holidays,
        people,
        groups: evidence,
        seating,
        coaches,
        season,
        clashes,
        retreat,
        vision,
        year,
        sent,
        seconds: 0.0,
    })
}
