//! The rules for groups, and each session by itself.

use super::part;
use crate::design::{Audience, DesignDraft, Grid, GroupRules, Quota, Selection, SessionRule};
use crate::{Place, Problem};

/// What the title of an entry may hold between braces.
const PLACEHOLDERS: [&str; 4] = ["number", "count", "group", "run"];

/// A morning and an afternoon.
const WHOLE_DAY: u32 = 480;

pub(super) fn groups(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(rules) = &draft.groups else { return };
    match (rules.size, rules.count) {
        (Some(_), Some(_)) => found.push(Problem::Contradiction {
            at: Place::part("groups"),
            what: "both `size` and `count` are given".to_owned(),
            fix: "keep one of them".to_owned(),
        }),
        (None, None) => found.push(Problem::Missing {
            at: Place::part("groups"),
            what: "`size` or `count`",
            fix: "say how large groups are, or how many there are".to_owned(),
        }),
        (Some(size), None) if size < 2 => {
            positive("groups.size", f64::from(size), "at least 2", found);
        }
        (None, Some(0)) => positive("groups.count", 0.0, "at least 1", found),
        _ => {}
    }
    wishes(rules, found);
    rules.quotas.iter().for_each(|quota| limits(quota, found));
    if !(rules.new_acquaintances.is_finite() && rules.new_acquaintances >= 0.0) {
        positive("groups.new_acquaintances", rules.new_acquaintances, "0 or more", found);
    }
}

fn wishes(rules: &GroupRules, found: &mut Vec<Problem>) {
    for (list, wishes) in rules.lists() {
        for wish in wishes {
            let at = format!("groups.{list}.{}", wish.attribute);
            if !(wish.weight.is_finite() && wish.weight > 0.0) {
                positive(&at, wish.weight, "a weight above 0", found);
            }
        }
        let names = wishes.iter().map(|wish| wish.attribute.as_str());
        crate::names::unique("attribute in a list of `groups`", names, found);
    }
    for wish in &rules.mix {
        if rules.matching.iter().any(|other| other.attribute == wish.attribute) {
            found.push(Problem::Contradiction {
                at: Place::part("groups"),
                what: format!("\"{}\" stands under `mix` and under `match`", wish.attribute),
                fix: "keep it in one list: members differ in it, or are alike".to_owned(),
            });
        }
    }
}

fn limits(quota: &Quota, found: &mut Vec<Problem>) {
    let at = Place::part(format!("groups.quotas.{}", quota.attribute));
    match (quota.at_least, quota.at_most) {
        (None, None) => found.push(Problem::Missing {
            at,
            what: "`at_least` or `at_most`",
            fix: "say how many people of a kind a group holds".to_owned(),
        }),
        (Some(least), Some(most)) if least > most => found.push(Problem::Contradiction {
            at,
            what: format!("at least {least} and at most {most} are asked for"),
            fix: "make `at_least` no larger than `at_most`".to_owned(),
        }),
        _ => {}
    }
}

fn positive(at: &str, value: f64, expected: &str, found: &mut Vec<Problem>) {
    found.push(Problem::OutOfRange { at: Place::part(at), value, expected: expected.to_owned() });
}

pub(super) fn session(draft: &DesignDraft, session: &SessionRule, found: &mut Vec<Problem>) {
    let at = |field: &str| part(&session.id, field);
    crate::names::slug(&session.id, at("id"), found);
    if !draft.phases.iter().any(|phase| phase.id == session.phase) {
        found.push(Problem::UnknownReference {
            at: at("phase"),
            what: "phase",
            id: session.phase.clone(),
            known: draft.phases.iter().map(|phase| phase.id.clone()).collect(),
        });
    }
    for (field, value) in [("count", session.count), ("minutes", session.minutes)] {
        if value == 0 {
            found.push(Problem::OutOfRange {
                at: at(field),
                value: 0.0,
                expected: "at least 1".to_owned(),
            });
        }
    }
    if draft.season.grid == Grid::HalfDays && session.minutes > WHOLE_DAY {
        found.push(Problem::OutOfRange {
            at: at("minutes"),
            value: f64::from(session.minutes),
            expected: format!("at most {WHOLE_DAY}, the morning and the afternoon of one day"),
        });
    }
    audience(draft, session, found);
    entry(session, found);
    for need in &session.needs {
        if need.kind.trim().is_empty() {
            found.push(Problem::Missing {
                at: at("needs"),
                what: "the kind of a need",
                fix: "name the kind of resource, such as \"room\"".to_owned(),
            });
        }
        if need.count == 0 {
            let at = at(&format!("needs.{}.count", need.kind));
            found.push(Problem::OutOfRange { at, value: 0.0, expected: "at least 1".to_owned() });
        }
    }
    agenda(session, found);
}

fn audience(draft: &DesignDraft, session: &SessionRule, found: &mut Vec<Problem>) {
    let at = |field: &str| part(&session.id, field);
    match session.audience {
        Audience::Group if draft.groups.is_none() => found.push(Problem::Missing {
            at: Place::part("groups"),
            what: "the part on groups",
            fix: format!("session \"{}\" is for groups; say how they are formed", session.id),
        }),
        Audience::Elective(elective) => {
            if elective.seats == 0 || elective.max_runs == Some(0) {
                found.push(Problem::OutOfRange {
                    at: at("audience.elective"),
                    value: 0.0,
                    expected: "at least 1 seat and 1 run".to_owned(),
                });
            }
            if session.develops.is_empty() {
                found.push(Problem::Missing {
                    at: at("develops"),
                    what: "the competency",
                    fix: "say what an elective develops, so that those who need it can be found"
                        .to_owned(),
                });
            }
        }
        Audience::Individual(Selection::Stagnating(trigger)) => {
            for (field, value) in
                [("proficient_from", trigger.proficient_from), ("min_slope", trigger.min_slope)]
            {
                if !value.is_finite() {
                    let at = at(&format!("audience.individual.stagnating.{field}"));
                    let expected = "a finite number".to_owned();
                    found.push(Problem::OutOfRange { at, value, expected });
                }
            }
        }
        _ => {}
    }
    if !session.roles.is_empty() && session.audience != Audience::Group {
        found.push(Problem::Contradiction {
            at: at("roles"),
            what: "roles rotate inside a group, and this session is not for groups".to_owned(),
            fix: "set `audience = \"group\"` or leave the roles out".to_owned(),
        });
    }
    let roles = session.roles.iter().map(String::as_str);
    crate::names::unique("role of a session", roles, found);
}

fn entry(session: &SessionRule, found: &mut Vec<Problem>) {
    for piece in session.entry.as_deref().unwrap_or_default().split('{').skip(1) {
        let name = piece.split('}').next().unwrap_or(piece);
        if !piece.contains('}') || !PLACEHOLDERS.contains(&name) {
            found.push(Problem::UnknownReference {
                at: part(&session.id, "entry"),
                what: "placeholder",
                id: name.to_owned(),
                known: PLACEHOLDERS.map(str::to_owned).to_vec(),
            });
        }
    }
}

fn agenda(session: &SessionRule, found: &mut Vec<Problem>) {
    let sum: u64 = session.agenda.iter().map(|item| u64::from(item.minutes)).sum();
    if !session.agenda.is_empty() && sum != u64::from(session.minutes) {
        found.push(Problem::Contradiction {
            at: part(&session.id, "agenda"),
            what: format!("its parts last {sum} minutes and the session {}", session.minutes),
            fix: "make the two equal".to_owned(),
        });
    }
}
