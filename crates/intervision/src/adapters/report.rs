use intervision_assess::survey::{CohortReport, Figure};
use intervision_core::{Grouping, Roster, SessionDemand, Timetable, Value};
use intervision_groups::{Direction, Outcome, PairDirection, Rules};
use intervision_model::competency::Framework;
use intervision_model::design::Season as DesignSeason;
use intervision_schedule::calendar::{DaysOff, SchoolHoliday, SchoolHolidays};

use super::{AdapterError, Waiting};
use crate::report::{Attention, CohortNeed, Mix, Needs, Season, Term, Wish};

/// Half the width of a 95 % interval, in standard errors.
const Z95: f64 = 1.959_963_984_540_054;

/// How good the groups are: every wish with its bound, and what the dealt list and random groups would have given.
#[must_use]
pub fn mix(rules: &Rules, roster: &dyn Roster, outcome: &Outcome) -> Mix {
    let worth = outcome.worth();
    let comparison = outcome.comparison();
    let mut mix = Mix::new(worth.status, worth.value)
        .with_dealt(comparison.dealt.value)
        .with_random(comparison.random.value);
    if let Some(bound) = worth.bound {
        mix = mix.with_bound(bound);
    }
    let wishes = rules.wishes().iter().map(|wish| counted(wish, roster));
    let pairs = rules.pairs().iter().map(|wish| {
        let verb = if wish.direction == PairDirection::Avoid { "avoid" } else { "seek" };
        (Wish::Other, format!("{verb} {}", wish.name))
    });
    for (index, (term, (kind, attribute))) in
        worth.terms.iter().zip(wishes.chain(pairs)).enumerate()
    {
        let mut shown = Term::new(kind, attribute, term.value).with_weight(term.weight);
        if let Some(bound) = term.bound {
            shown = shown.with_bound(bound);
        }
        if let Some(&dealt) = comparison.dealt.terms.get(index) {
            shown = shown.with_dealt(dealt);
        }
        if let Some(&random) = comparison.random.terms.get(index) {
            shown = shown.with_random(random);
        }
        mix = mix.with_term(shown);
    }
    mix
}

/// What a wish counts, in the report's words: pairs for categories, variation for numbers.
fn counted(wish: &intervision_groups::Wish, roster: &dyn Roster) -> (Wish, String) {
    let attribute = wish.attribute.clone();
    let known = (0..roster.len()).map(|member| roster.attribute(member, &attribute).known());
    let kind = known.into_iter().find(|value| !value.is_unknown()).unwrap_or_default();
    match (wish.direction, kind) {
        (Direction::Mix, Value::Tags(_)) => (Wish::Other, format!("{attribute} shared by pairs")),
        (Direction::Match, Value::Tags(_)) => {
            (Wish::Other, format!("{attribute} not shared by pairs"))
        }
        (Direction::Match, Value::Number(_) | Value::Level(_)) => {
            (Wish::Other, format!("variation of {attribute} inside groups"))
        }
        (Direction::Mix, Value::Number(_)) | (Direction::Balance, _) => (Wish::Balance, attribute),
        (Direction::Mix, _) => (Wish::Mix, attribute),
        (Direction::Match, _) => (Wish::Match, attribute),
        _ => (Wish::Other, attribute),
    }
}

/// Where the cohort stands against its targets, from a disclosed report: nothing in it rests on fewer people than its
/// floor.
///
/// # Errors
///
/// [`AdapterError::Report`] when the framework has fewer than two levels.
pub fn needs(framework: &Framework, report: &CohortReport) -> Result<Needs, AdapterError> {
    let (low, high) = (1.0, framework.top());
    let mut needs = Needs::new(low, high)?.with_confidence(0.95).with_floor(report.floor.get());
    for competency in &report.competencies {
        let title = framework
            .competency(&competency.competency)
            .map_or(competency.competency.as_str(), |known| known.title.as_str());
        let Some(target) = competency.target.value() else {
            // Without a target to show there is nothing to compare with; the row says so by having no figures.
            needs = needs.with_need(CohortNeed::new(title, high));
            continue;
        };
        let mut need = CohortNeed::new(title, target);
        if let Figure::Shown { value, standard_error, n } = competency.level {
            let half = Z95 * standard_error;
            need = need.with_mean(value, (value - half).max(low), (value + half).min(high))?;
            if let Some(below) = competency.verdicts.below.count() {
                need = need.with_people(n, below)?;
            }
        }
        needs = needs.with_need(need);
    }
    Ok(needs)
}

/// The season: what stands where, what has no place and why, and the days on which nobody meets.
///
/// # Errors
///
/// [`AdapterError::Report`] when a session stands outside the season.
pub fn season(
    plan: &DesignSeason,
    days_off: &DaysOff,
    school: &SchoolHolidays,
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    demand: &dyn SessionDemand,
    timetable: &Timetable,
) -> Result<Season, AdapterError> {
    let (first, last) = (plan.start, plan.end);
    let mut season = Season::new(first, last)?;
    let school: Vec<&SchoolHoliday> = plan
        .holidays
        .school_region
        .map(|region| school.in_region(super::calendar::region(region)).collect())
        .unwrap_or_default();
    for (day, reason) in days_off.days_off().filter(|(_, reason)| *reason != "weekend") {
        let inside =
            |holiday: &SchoolHoliday| holiday.contains(day) && reason.contains(holiday.name());
        if !school.iter().any(|holiday| inside(holiday)) {
            season = season.with_holiday(day, reason.trim_end_matches(" is a public holiday"));
        }
    }
    for holiday in school.iter().filter(|h| h.first() <= last && first <= h.last()) {
        season = season.with_school_holiday(holiday.first(), holiday.last(), holiday.name());
    }
    Ok(season.with_timetable(timetable, demand, roster, grouping)?)
}

/// What to look at before approving: who waits for a seat, who has no score, who is in no group.
#[must_use]
pub fn attention(
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    unscored: &[usize],
    waiting: &[Waiting],
    violated: &[String],
) -> Attention {
    let mut grouped = vec![false; roster.len()];
    for group in 0..grouping.len() {
        for &member in grouping.members(group) {
            if let Some(place) = grouped.get_mut(member) {
                *place = true;
            }
        }
    }
    let id = |member: usize| roster.id(member).into_owned();
    let mut attention = Attention::new().without_scores(unscored.iter().map(|&member| id(member)));
    if !grouping.is_empty() {
        let alone = grouped.iter().enumerate().filter(|(_, in_group)| !**in_group);
        attention = attention.without_group(alone.map(|(member, _)| id(member)));
    }
    for rule in violated {
        attention = attention.with_warning(format!("A rule does not hold: {rule}"));
    }
    for place in waiting {
        attention = attention.with_warning(format!(
            "{} waits for {}, number {} in line: {}",
            id(place.member),
            place.session,
            place.place,
            place.reason
        ));
    }
    attention
}
