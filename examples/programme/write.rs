use std::path::Path;

use intervision::adapters::{self, Done};
use intervision::core::{Roster, SessionDemand};
use intervision::documents::{
    Invitations, groups_table, timetable_table, unplaced_table, vision_markdown,
};
use intervision::model::design::Template;
use intervision::model::learning::{LearningNeed, LearningPlan, PlanOptions};
use intervision::report::{Composition, Report};
use intervision::schedule::change::Issued;
use intervision_examples::{Outcome, write};

use crate::args::Args;
use crate::day_plan::{self, Retreat};
use crate::input::{Input, ZONE};
use crate::themes;
use crate::{Results, cases, closing, coaches, evaluation, phases, portfolio};

/// Writes every file of a run below `out`.
pub fn all(args: &Args, input: &Input, results: &Results, out: &Path) -> Outcome {
    let (cohort, season) = (&input.cohort, &results.season);
    let groups = &input.named(season.decision.groups());
    let issued = &results.sent.issued;

    write(&out.join("groups.csv"), groups_table(cohort, groups)?)?;
    let table = timetable_table(cohort, groups, &season.demand, &season.timetable, issued)?;
    write(&out.join("timetable.csv"), table)?;
    write(&out.join("unplaced.csv"), unplaced_table(&season.demand, &season.timetable)?)?;
    if let Some((_, outcome)) = &results.groups {
        let text = serde_json::to_string_pretty(outcome.certificate())? + "\n";
        write(&out.join("certificate.json"), text)?;
    }
    calendars(args, input, results, out)?;
    if let Some(people) = &results.people {
        write(&out.join("needs.json"), serde_json::to_string_pretty(&people.report)? + "\n")?;
    }
    plans(args, input, results, out)?;
    if let Some(retreat) = &results.retreat {
        let told = input.told_groups(season.decision.groups());
        day_plan::documents(args, input, retreat, (groups, &told), out)?;
    }
    if let Some(visits) = themes::visits(input)? {
        write(&out.join("visits.csv"), visits)?;
    }
    if let Some(vision) = &results.vision {
        write(&out.join("vision.md"), vision_markdown(vision, args.lang))?;
    }
    let template = Template::of(&input.design, &input.members.everyone);
    match &template {
        Ok(template) => write(&out.join(closing::TEMPLATE), template.design().to_toml()?)?,
        // A template must name nobody; the programme itself may.
        Err(problems) => eprintln!("no template is written: {problems}"),
    }
    coaches::write_all(args, input, results.coaches.as_ref(), out)?;
    let done = phases::done(input, results)?;
    phases::write_all(input, results, &done, out)?;
    portfolio::write_all(args, input, &done, out)?;
    results.year.write(args, input, issued, out)?;
    cases::write_all(args, input, out)?;
    let evaluation = evaluation::write_all(args, input, results, out)?;
    let (evaluated, template) = (evaluation.as_ref(), template.is_ok());
    let closing = closing::write_all(args, input, results, template, evaluated, out)?;
    let mut report = report(args, input, results, &done)?;
    if let Some(evaluation) = evaluated {
        report = report.with_evaluation(adapters::evaluation_chapter(evaluation));
    }
    if let Some(closing) = closing {
        report = report.with_closing(closing);
    }
    write(&out.join("report.html"), report.to_html()?)
}

/// Calendar files of a run, in the words that people read.
pub fn invitations(args: &Args, input: &Input, issued: &Issued) -> Outcome<Invitations> {
    let stamp = args.stamp(&input.design)?;
    let invitations = Invitations::new(&args.domain, ZONE, stamp);
    let labels = input.design.labels().into_language(args.lang.code());
    let told = invitations.since(issued).in_language(args.lang);
    Ok(labels.fold(told, |told, (kind, label)| told.with_label(kind, label)))
}

fn calendars(args: &Args, input: &Input, results: &Results, out: &Path) -> Outcome {
    let season = &results.season;
    let sent = &results.sent;
    let mut invitations = invitations(args, input, &sent.issued)?;
    let groups = &input.told_groups(season.decision.groups());
    for (session, note) in adapters::notes(&input.told, &input.cohort, groups, &season.demand)? {
        let session =
            season.demand.session(session).ok_or("a note of a session that is not there")?;
        invitations = invitations.with_note(session.id, note);
    }
    let files = invitations.write(&input.cohort, groups, &season.demand, &season.timetable)?;
    for file in files {
        write(&out.join("calendars").join(file.path), file.text)?;
    }
    sent.write(&invitations, &input.resources, &args.domain, args.lang, out)
}

/// A draft plan for everyone with a need, where the programme has sessions that serve one.
fn plans(args: &Args, input: &Input, results: &Results, out: &Path) -> Outcome {
    let (Some(people), Some(assessment), Some(ratings)) =
        (&results.people, &input.assessment, results.season.decision.ratings())
    else {
        return Ok(());
    };
    if input.design.sessions().iter().all(|session| session.develops.is_empty()) {
        return Ok(());
    }
    let drafted = args.approved_at(&input.design).date();
    for member in 0..input.cohort.len() {
        let id = input.cohort.id(member);
        let needs: Vec<LearningNeed> = people
            .needs
            .of(member)
            .iter()
            .filter(|need| need.gap.gap.is_some_and(|gap| gap > 0.0))
            .map(|need| {
                let now = ratings.rating(member, &need.competency);
                LearningNeed::new(&need.competency, now, need.gap.target, need.priority)
            })
            .collect();
        if needs.is_empty() {
            continue;
        }
        let plan = LearningPlan::draft(
            id.clone().into_owned(),
            &needs,
            &assessment.framework,
            &input.design,
            drafted,
            PlanOptions::default(),
        );
        let text = serde_json::to_string_pretty(&plan)? + "\n";
        write(&out.join("plans").join(format!("{id}.json")), text)?;
    }
    Ok(())
}

fn report(args: &Args, input: &Input, results: &Results, done: &Done) -> Outcome<Report> {
    let (design, cohort, season) = (&input.told, &input.cohort, &results.season);
    let approved = season.decision.groups();
    let groups = &input.told_groups(approved);
    let mut report = Report::new(design.title(), cohort.len())
        .in_language(args.lang)
        .with_seed(args.seed)
        .with_approval(approved.by(), approved.at().date());
    if let Some(question) = design.guiding_question() {
        report = report.with_question(question);
    }
    for (attribute, label) in design.labels().into_language(args.lang.code()) {
        report = report.with_label(attribute, label);
    }
    let mut violated: &[String] = &[];
    if let Some((rules, outcome)) = &results.groups {
        violated = outcome.violated();
        report = report.with_mix(adapters::mix(rules, cohort, outcome));
        let mut composition = Composition::of(cohort, groups);
        for wish in rules.wishes() {
            let categories = (0..cohort.len())
                .any(|m| cohort.attribute(m, &wish.attribute).as_category().is_some());
            if categories {
                composition = composition.with_plot(&wish.attribute)?;
            }
        }
        report = report.with_composition(composition);
    }
    if let (Some(people), Some(assessment)) = (&results.people, &input.assessment) {
        report = report.with_needs(adapters::needs(
            &assessment.framework.in_language(args.lang.code()),
            &people.report,
        )?);
    }
    if let Some(phases) = adapters::phases_chapter(design, done, cohort.len()) {
        report = report.with_phases(phases);
    }
    if let Some(coaching) = coaches::chapter(args, input, results)? {
        report = report.with_coaching(coaching);
    }
    if let Some(Retreat { told: plan, presentations, clashes, .. }) = &results.retreat {
        report = report.with_hours(adapters::hours(plan, presentations, groups, clashes, cohort));
    }
    if let Some(vision) = &results.vision {
        report = report.with_statements(adapters::statements(vision));
    }
    report = results.year.tell(input, report);
    if !season.demand.is_empty() {
        let season = adapters::season(
            design.season(),
            &results.holidays,
            &input.school,
            cohort,
            groups,
            &season.demand,
            &season.timetable,
        )?;
        let season = results.year.gather(input, season)?;
        report = report.with_season(match &results.retreat {
            Some(retreat) => season.with_gathering(retreat.plan.span, design.title()),
            None => season,
        });
    }
    let unscored = results.people.as_ref().map_or(&[][..], |people| &people.unscored);
    let mut waiting = results.seating.waiting.clone();
    for one in &mut waiting {
        if let Some(session) = design.session(&one.session) {
            one.session.clone_from(&session.title);
        }
    }
    let attention = adapters::attention(cohort, groups, unscored, &waiting, violated, args.lang);
    Ok(report.with_attention(attention))
}
