//! From a design and the people it is for to the sessions that have to be placed.

use std::collections::BTreeSet;

use intervision_core::{Approved, DateWindow, Grouping, Need, Relation, Resource, Roster, Session};

use super::audience::{Attending, attending};
use super::{Audiences, Demand, Design, NeedRule, Origin, SessionRule, Whose};
use crate::{Place, Problem, Problems};

/// Expands a design into its sessions, for these people in these groups.
///
/// * Ids are stable: `pit-stop/g07/3` is the third `pit-stop` of group 7, `kick-off/1` is for everyone, `workshop/r2/1` for the
///   second run of an elective, `coaching/a13/4` for one participant.
/// * All sessions of a group are one series (`g07`), so that whoever is needed `same_in_series` serves the group from its first
///   meeting to its last. A run of an elective, one participant's sessions, and those for everyone are a series each.
/// * A session may start on the days that are in its own window and in its phase; the season is the planner's to know.
/// * `after` and `spacing` become lags: between consecutive sessions of one audience, and from the last session of one rule to the
///   first of another wherever both have an attendee in common.
///
/// Groups have to be approved. A design without group sessions takes an approved
/// [`Groups::default()`](intervision_core::Groups).
///
/// # Errors
///
/// [`Problems`] lists every one: a group session without groups, a member who is not on the roster or stands twice, more
/// people in a run than seats, an audience for a session that the design does not have.
///
/// # Complexity
///
/// O(sessions + pairs of first and last sessions that follow each other × attendees).
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Approved, Groups, Resource, SessionDemand, Table};
/// use intervision_model::design::{Audiences, Design, demand};
///
/// let design = Design::from_toml(r#"
///     version = 1
///     id = "circle"
///     title = "Learning circle"
///     season = { start = 2027-01-11, end = 2027-06-25 }
///     groups = { size = 2 }
///     phases = [{ id = "all", title = "All of it" }]
///     [[sessions]]
///     id = "meeting"
///     title = "Meeting"
///     entry = "Meeting {number} of group {group}"
///     phase = "all"
///     audience = "group"
///     count = 3
///     minutes = 240
///     spacing = { min_days = 21, max_days = 49 }
///     needs = [{ kind = "room", seats = "attendees" }]
/// "#)?;
/// let roster = Table::new(["ann", "bob", "cem", "dia"])?;
/// let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
/// let groups = Approved::new(Groups::new(4, vec![vec![0, 2], vec![1, 3]])?, "office", at);
///
/// let rooms = vec![Resource::new("blue", "room").with_seats(8)];
/// let demand = demand(&design, &roster, &groups, &Audiences::new(), rooms)?;
/// assert_eq!(demand.len(), 6);
/// let last = demand.session(5).unwrap();
/// assert_eq!((last.id.as_str(), last.title.as_str()), ("meeting/g02/3", "Meeting 3 of group 2"));
/// assert_eq!(last.needs[0].seats, 2);
/// assert_eq!(demand.relations().len(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn demand<G: Grouping>(
    design: &Design,
    roster: &dyn Roster,
    groups: &Approved<G>,
    audiences: &Audiences,
    mut resources: Vec<Resource>,
) -> Result<Demand, Problems> {
    let mut problems = Vec::new();
    hosts(audiences, &mut resources, &mut problems);
    crate::names::unique(
        "resource",
        resources.iter().map(|resource| resource.id.as_str()),
        &mut problems,
    );
    let attending = attending(design, roster, &**groups, audiences, &mut problems);
    if let Some(problems) = Problems::from_vec(problems) {
        return Err(problems);
    }
    let mut demand =
        Demand { sessions: Vec::new(), origins: Vec::new(), resources, relations: Vec::new() };
    let mut series: Vec<Vec<Series>> = Vec::new();
    for (index, (rule, attending)) in design.sessions().iter().zip(attending).enumerate() {
        let attending = attending.into_iter();
        series.push(
            attending.map(|who| meet((index, rule), design, audiences, who, &mut demand)).collect(),
        );
    }
    for (rule, later) in design.sessions().iter().zip(&series) {
        for after in &rule.after {
            let place = design.sessions().iter().position(|other| other.id == after.session);
            let earlier = place.and_then(|place| series.get(place)).map_or(&[][..], Vec::as_slice);
            follow(earlier, later, after.lag(), &mut demand.relations);
        }
    }
    Ok(demand)
}

/// Whoever serves somebody in particular is asked for by id, so they carry it among what they can.
fn hosts(audiences: &Audiences, resources: &mut [Resource], problems: &mut Vec<Problem>) {
    let ids: BTreeSet<(&str, &str, &str)> = audiences.hosts().collect();
    for (session, kind, id) in ids {
        let of_kind = |resource: &&mut Resource| resource.kind == kind && resource.id == id;
        match resources.iter_mut().find(of_kind) {
            Some(resource) if resource.qualifications.iter().any(|other| other == id) => {}
            Some(resource) => resource.qualifications.push(id.to_owned()),
            None => problems.push(Problem::UnknownReference {
                at: Place::part(format!("individual sessions of \"{session}\"")),
                what: "resource",
                id: id.to_owned(),
                known: resources
                    .iter()
                    .filter(|resource| resource.kind == kind)
                    .map(|resource| resource.id.clone())
                    .collect(),
            }),
        }
    }
}

/// The sessions of one rule for one who.
struct Series {
    first: usize,
    last: usize,
    members: BTreeSet<usize>,
}

fn meet(
    rule: (usize, &SessionRule),
    design: &Design,
    audiences: &Audiences,
    who: Attending,
    demand: &mut Demand,
) -> Series {
    let (rule_index, rule) = rule;
    let first = demand.sessions.len();
    let mut needs: Vec<Need> =
        rule.needs.iter().map(|need| resolve(need, who.members.len())).collect();
    if let Whose::Member(member) = who.whose
        && let Some((kind, id)) = audiences.host(&rule.id, member)
    {
        let served = needs.iter_mut().filter(|need| need.kind == kind);
        served.for_each(|need| need.qualifications.push(id.to_owned()));
    }
    for number in 1..=rule.count {
        let id = match &who.tag {
            Some(tag) => format!("{}/{tag}/{number}", rule.id),
            None => format!("{}/{number}", rule.id),
        };
        let mut session =
            Session::new(id, title(rule, &who, number), rule.minutes, who.members.clone());
        session.window = window(design, rule);
        session.needs.clone_from(&needs);
        session.series = Some(who.series(&rule.id));
        session.group = match who.whose {
            Whose::Group(group) => Some(group),
            _ => None,
        };
        if let (Some(lag), true) = (rule.spacing, number > 1) {
            let later = demand.sessions.len();
            demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
        }
        demand.sessions.push(session);
        demand.origins.push(Origin { rule: rule_index, whose: who.whose, number });
    }
    let last = demand.sessions.len().saturating_sub(1);
    Series { first, last, members: who.members.into_iter().collect() }
}

fn follow(
    earlier: &[Series],
    later: &[Series],
    lag: intervision_core::Lag,
    relations: &mut Vec<Relation>,
) {
    for later in later {
        for earlier in earlier {
            if !earlier.members.is_disjoint(&later.members) {
                relations.push(Relation::Lag { earlier: earlier.last, later: later.first, lag });
            }
        }
    }
}

fn resolve(need: &NeedRule, attendees: usize) -> Need {
    Need {
        kind: need.kind.clone(),
        count: need.count,
        seats: need.seats.resolve(attendees),
        qualifications: need.qualifications.clone(),
        same_in_series: need.same_in_series,
    }
}

fn window(design: &Design, rule: &SessionRule) -> DateWindow {
    let phase = design.phases().iter().find(|phase| phase.id == rule.phase);
    let (start, end) = phase.map_or((None, None), |phase| (phase.start, phase.end));
    DateWindow {
        earliest: rule.window.earliest.max(start),
        latest: [rule.window.latest, end].into_iter().flatten().min(),
    }
}

fn title(rule: &SessionRule, who: &Attending, number: u32) -> String {
    let run = match who.whose {
        Whose::Run(run) => (run + 1).to_string(),
        _ => String::new(),
    };
    let numbered = if rule.count > 1 { " {number}" } else { "" };
    let entry = rule.entry.clone().unwrap_or_else(|| format!("{}{numbered}", rule.title));
    entry
        .replace("{number}", &number.to_string())
        .replace("{count}", &rule.count.to_string())
        .replace("{run}", &run)
        .replace("{group}", who.label.as_deref().unwrap_or_default())
}
