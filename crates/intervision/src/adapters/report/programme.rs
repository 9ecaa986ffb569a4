use std::collections::BTreeMap;

use intervision_assess::survey::{CohortReport, Figure};
use intervision_core::{Grouping, Party, Roster, SessionDemand, Timetable, Value};
use intervision_groups::{Direction, Outcome, PairDirection, Rules};
use intervision_model::competency::Framework;
use intervision_model::design::Season as DesignSeason;
use intervision_schedule::calendar::{DaysOff, SchoolHoliday, SchoolHolidays};
use intervision_schedule::day_plan::{Clash, Scheduled};

use crate::adapters::words::Words;
use crate::adapters::{AdapterError, MET, Presentation, Verdict, Vision, Waiting};
use crate::language::{Language, Texts, fill};
use crate::report::{
    Attention, CohortNeed, Hour, Hours, Mix, Needs, Season, Statements, Term, Wish,
};

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
        let kind = match wish.direction {
            PairDirection::Avoid if wish.name == MET => Wish::Acquainted,
            PairDirection::Avoid => Wish::Avoid,
            _ => Wish::Seek,
        };
        (kind, wish.name.clone())
    });
    let themes = rules.themes().map(|_| (Wish::Ranked, "theme".to_owned()));
    for (index, (term, (kind, attribute))) in
        worth.terms.iter().zip(wishes.chain(pairs).chain(themes)).enumerate()
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
    let kind = match (wish.direction, kind) {
        (Direction::Mix, Value::Tags(_)) => Wish::Shared,
        (Direction::Match, Value::Tags(_)) => Wish::NotShared,
        (Direction::Match, Value::Number(_) | Value::Level(_)) => Wish::Variation,
        (Direction::Mix, Value::Number(_)) | (Direction::Balance, _) => Wish::Balance,
        (Direction::Mix, _) => Wish::Mix,
        (Direction::Match, _) => Wish::Match,
        (Direction::NotAlone, _) => Wish::NotAlone,
        _ => Wish::Other,
    };
    (kind, attribute)
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
        let target = competency.target.value();
        let mut need = match competency.target {
            Figure::Shown { value, .. } => CohortNeed::new(title, value),
            Figure::Nobody => CohortNeed::without_target(title),
            _ => CohortNeed::withheld(title),
        };
        if let Figure::Shown { value, standard_error, n } = competency.level {
            let half = Z95 * standard_error;
            need = need.with_mean(value, (value - half).max(low), (value + half).min(high))?;
            if let Some(below) = competency.verdicts.below.count().filter(|_| target.is_some()) {
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
        .map(|region| school.in_region(crate::adapters::calendar::region(region)).collect())
        .unwrap_or_default();
    let (public, language) =
        (days_off.public_holidays().collect::<BTreeMap<_, _>>(), days_off.language());
    let closes = |holiday: &SchoolHoliday, day, reason: &str| {
        holiday.contains(day) && reason.contains(holiday.name_in(language))
    };
    for (day, reason) in days_off.days_off().filter(|(_, reason)| *reason != "weekend") {
        match public.get(&day) {
            Some(name) => season = season.with_holiday(day, *name),
            None if school.iter().any(|holiday| closes(holiday, day, reason)) => {}
            None => season = season.with_holiday(day, reason),
        }
    }
    for holiday in school.iter().filter(|h| h.first() <= last && first <= h.last()) {
        season =
            season.with_school_holiday(holiday.first(), holiday.last(), holiday.name_in(language));
    }
    Ok(season.with_timetable(timetable, demand, roster, grouping)?)
}

/// The hours of a retreat: its blocks, who presents in them, and who of the roster has something else.
#[must_use]
pub fn hours(
    plan: &Scheduled,
    presentations: &[Presentation],
    teams: &dyn Grouping,
    clashes: &[Clash],
    roster: &dyn Roster,
) -> Hours {
    let mut hours = Hours::new();
    for part in &plan.parts {
        let mut hour = Hour::new(&part.title, part.span);
        if let Some(method) = &part.method {
            hour = hour.with_method(method);
        }
        let within = |turn: &&Presentation| {
            part.span.start() <= turn.span.start() && turn.span.end() <= part.span.end()
        };
        for turn in presentations.iter().filter(within) {
            hour = hour.with_turn(turn.span, teams.label(turn.team));
        }
        hours = hours.with_hour(hour);
    }
    for clash in clashes {
        if let Party::Member(member) = clash.party {
            // When is enough to make room; what it is, is theirs.
            hours = hours.with_clash(roster.id(member), clash.span, "");
        }
    }
    hours
}

/// What a group says to the statements of its vision, by theme, and what people contributed to it.
#[must_use]
pub fn statements(vision: &Vision) -> Statements {
    let mut statements = Statements::new(vision.carried_from);
    for (theme, rated) in &vision.themes {
        statements = statements.with_theme(theme);
        for one in rated {
            let said = match one.verdict {
                Verdict::Carried(stands) | Verdict::Open(stands) => {
                    Some((stands.support, stands.disagreement))
                }
                Verdict::TooFew => None,
            };
            statements = statements.with_statement(&one.text, said);
        }
        for (_, prompt, texts) in vision.contributions.iter().filter(|(own, ..)| own == theme) {
            statements = statements.with_contributions(&prompt.text, texts);
        }
    }
    statements
}

/// What to look at before approving: who waits for a seat, who has no score, who is in no group.
#[must_use]
pub fn attention(
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    unscored: &[usize],
    waiting: &[Waiting],
    violated: &[String],
    language: Language,
) -> Attention {
    let mut grouped = vec![false; roster.len()];
    for group in 0..grouping.len() {
        for &member in grouping.members(group) {
            if let Some(place) = grouped.get_mut(member) {
                *place = true;
            }
        }
    }
    let words = Words::of(language);
    let id = |member: usize| roster.id(member).into_owned();
    let mut attention = Attention::new().without_scores(unscored.iter().map(|&member| id(member)));
    if !grouping.is_empty() {
        let alone = grouped.iter().enumerate().filter(|(_, in_group)| !**in_group);
        attention = attention.without_group(alone.map(|(member, _)| id(member)));
    }
    for rule in violated {
        attention = attention.with_warning(fill(words.broken, &[("rule", rule)]));
    }
    for place in waiting {
        let holes = [
            ("id", id(place.member)),
            ("session", place.session.clone()),
            ("place", place.place.to_string()),
            ("reason", place.reason.words(language)),
        ];
        let holes = holes.each_ref().map(|(name, value)| (*name, value.as_str()));
        attention = attention.with_warning(fill(words.waits, &holes));
    }
    attention
}
