use intervision_core::Roster;
use intervision_groups::pairing::Introduction;
use intervision_groups::rounds::RoundsOutcome;
use intervision_model::community::Topic;
use intervision_model::design::{
    BacklogRules, ConversationRules, GatheringRules, IntroductionRules, TableRules,
};
use intervision_schedule::gatherings::GatheringPlan;

use crate::adapters::{MetReview, Talks, WhyNoTalk, YearAgenda};
use crate::report::{Agenda, Conversations, Gathering, Gatherings, Introductions, NoTime, Tables};

/// When a community comes together, and every other day that it could have been. `present` holds the members of each gathering.
#[must_use]
pub fn gatherings_chapter(
    rules: &GatheringRules,
    plan: &GatheringPlan,
    present: &[Vec<usize>],
) -> Gatherings {
    let mut chapter = Gatherings::new(rules.min_days, rules.max_days);
    for (at, chosen) in plan.days.iter().enumerate() {
        let members = present.get(at).map_or(0, Vec::len);
        let mut shown = Gathering::new(chosen.day, chosen.expected, members);
        for other in plan.others.iter().filter(|other| other.period == at) {
            shown = shown.with_other(other.day, other.expected);
        }
        if let Some(next) = plan.next_best(at) {
            shown = shown.with_next_best(next.day, next.loses.unwrap_or_default());
        }
        chapter = chapter.with_gathering(shown);
    }
    chapter
}

/// What a community talks about, in the titles of `rules`: the topics of each gathering, how the ballots fared, and what waits.
#[must_use]
pub fn agenda_chapter(
    rules: &BacklogRules,
    agenda: &YearAgenda,
    plan: Option<&GatheringPlan>,
) -> Agenda {
    let title = |id: &String| {
        let told = rules.topics.iter().find(|topic| topic.id == *id).map(|topic| &*topic.title);
        let known = agenda.backlog.topic(id).ok().map(Topic::title);
        told.or(known).unwrap_or(id).to_owned()
    };
    let heard = &agenda.heard;
    let mut chapter = Agenda::new(heard.voters).with_heard(heard.by_number.iter().copied());
    for (at, topics) in agenda.gatherings.iter().enumerate() {
        let day = plan.and_then(|plan| plan.days.get(at)).map(|chosen| chosen.day);
        chapter = chapter.with_gathering(day, topics.iter().map(title));
    }
    for (id, _) in agenda.backlog.proposed() {
        chapter = chapter.with_waiting(title(&id.to_owned()));
    }
    for (level, taken) in &agenda.ties {
        let (level, taken): (Vec<_>, Vec<_>) =
            (level.iter().map(title).collect(), taken.iter().map(title).collect());
        chapter = chapter.with_lot(level, taken);
    }
    chapter
}

/// Who meets whom at table, in numbers.
#[must_use]
pub fn tables_chapter(rules: &TableRules, made: &RoundsOutcome, review: &MetReview) -> Tables {
    let rounds = made.rounds().len();
    let known = made.met_before().unwrap_or_default();
    Tables::new(rounds / (rules.rounds as usize).max(1), rounds)
        .with_pairs(review.by_times.iter().copied())
        .with_repeats(made.repeats(), known, made.repeats_bound())
        .with_next(review.next_adds)
}

/// How many of `members` are introduced to how many others.
#[must_use]
pub fn introductions_chapter(
    rules: &IntroductionRules,
    members: &[usize],
    found: &[Introduction],
) -> Introductions {
    let mut people = Vec::new();
    for member in members {
        let own = found.iter().filter(|one| one.a == *member || one.b == *member).count();
        if people.len() <= own {
            people.resize(own + 1, 0);
        }
        if let Some(count) = people.get_mut(own) {
            *count += 1;
        }
    }
    Introductions::new(rules.each as usize, people)
}

/// How conversations spread over hosts and days, and who has no time yet.
#[must_use]
pub fn conversations_chapter(
    rules: &ConversationRules,
    talks: &Talks,
    roster: &dyn Roster,
) -> Conversations {
    let mut chapter = Conversations::new(rules.per_day as usize);
    let host = |index: &usize| talks.demand.resources.get(*index).map(|own| own.id.as_str());
    for placement in &talks.timetable.placements {
        if let Some(host) = placement.resources.first().and_then(host) {
            chapter = chapter.with_conversation(host, placement.span.date());
        }
    }
    for (member, why) in &talks.without {
        let why = match why {
            WhyNoTalk::NoDay { .. } => NoTime::NoDay,
            WhyNoTalk::TooFewTimes { .. } => NoTime::TooFew,
            WhyNoTalk::NoHost => NoTime::NoHost,
        };
        chapter = chapter.without_time(roster.id(*member), why);
    }
    // Only where everybody of the first round has a time is its last day the last.
    let whole = talks.timetable.worth.bound.is_some_and(|bound| bound <= 0.0);
    match talks.last_day.filter(|_| whole) {
        Some(last) => chapter.with_first_round(last, talks.days),
        None => chapter,
    }
}
