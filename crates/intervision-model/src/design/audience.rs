//! Who comes to each session: the attending of every rule, checked against the roster.

use std::collections::BTreeSet;

use intervision_core::{Grouping, Roster};

use super::demand::Kind;
use super::{Audience, Audiences, Design, Elective, Selection, SessionRule, Whose};
use crate::{Place, Problem};

/// The people of one series of sessions.
pub(super) struct Attending {
    pub(super) whose: Whose,
    /// The middle part of their sessions' ids.
    pub(super) tag: Option<String>,
    /// What people call the group.
    pub(super) label: Option<String>,
    pub(super) members: Vec<usize>,
}

impl Attending {
    pub(super) fn series(&self, rule: &str) -> String {
        match (&self.whose, &self.tag) {
            (Whose::Group(_), Some(tag)) => tag.clone(),
            (_, Some(tag)) => format!("{rule}/{tag}"),
            (_, None) => rule.to_owned(),
        }
    }
}

/// The attending of each rule, in the design's order.
pub(super) fn attending(
    design: &Design,
    roster: &dyn Roster,
    groups: &dyn Grouping,
    audiences: &Audiences,
    problems: &mut Vec<Problem>,
) -> Vec<Vec<Attending>> {
    let everyone = roster.len();
    if everyone == 0 {
        problems.push(Problem::EmptyRoster);
    }
    unknown_audiences(design, audiences, problems);
    let wants_groups = design.sessions().iter().any(|rule| rule.audience == Audience::Group);
    let groups = if wants_groups { group_parties(roster, groups, problems) } else { Vec::new() };
    let rules = design.sessions().iter();
    rules
        .map(|rule| match rule.audience {
            Audience::Everyone => vec![Attending {
                whose: Whose::Everyone,
                tag: None,
                label: None,
                members: (0..everyone).collect(),
            }],
            Audience::Group => groups.iter().map(Attending::copy).collect(),
            Audience::Elective(elective) => runs(rule, elective, roster, audiences, problems),
            Audience::Individual(selection) => {
                individuals(rule, selection, roster, audiences, problems)
            }
        })
        .collect()
}

impl Attending {
    fn copy(&self) -> Attending {
        Attending {
            whose: self.whose,
            tag: self.tag.clone(),
            label: self.label.clone(),
            members: self.members.clone(),
        }
    }
}

fn group_parties(
    roster: &dyn Roster,
    groups: &dyn Grouping,
    problems: &mut Vec<Problem>,
) -> Vec<Attending> {
    if groups.is_empty() {
        problems.push(Problem::Missing {
            at: Place::part("groups"),
            what: "an approved grouping",
            fix: "form groups and have them approved before sessions are planned for them"
                .to_owned(),
        });
    }
    let digits = groups.len().to_string().len().max(2);
    let mut place: Vec<Option<usize>> = vec![None; roster.len()];
    let mut attending = Vec::new();
    for group in 0..groups.len() {
        let members = groups.members(group).to_vec();
        for &member in &members {
            match place.get_mut(member) {
                None => problems.push(nobody(&format!("group {}", group + 1), member, roster)),
                Some(Some(first)) => problems.push(Problem::TwoGroups {
                    id: roster.id(member).into_owned(),
                    first: *first + 1,
                    second: group + 1,
                }),
                Some(free) => *free = Some(group),
            }
        }
        if !members.is_empty() {
            attending.push(Attending {
                whose: Whose::Group(group),
                tag: Some(format!("g{:0digits$}", group + 1)),
                label: Some(groups.label(group).into_owned()),
                members,
            });
        }
    }
    attending
}

fn runs(
    rule: &SessionRule,
    elective: Elective,
    roster: &dyn Roster,
    audiences: &Audiences,
    problems: &mut Vec<Problem>,
) -> Vec<Attending> {
    let runs = audiences.runs(&rule.id);
    let have = elective.max_runs.unwrap_or(u32::MAX);
    if runs.len() > have as usize {
        problems.push(Problem::OutOfRange {
            at: Place::part(format!("audiences.{}", rule.id)),
            value: runs.len() as f64,
            expected: format!("at most the {have} runs that the design allows"),
        });
    }
    let mut seen = BTreeSet::new();
    let mut attending = Vec::new();
    for (run, members) in runs.iter().enumerate() {
        let at = format!("audiences.{}.run {}", rule.id, run + 1);
        for &member in members {
            known_once(&at, member, roster, &mut seen, problems);
        }
        if members.len() > elective.seats as usize {
            problems.push(Problem::Capacity {
                at: Place::part(at),
                need: members.len() as u32,
                have: elective.seats,
                fix: "split the run, or give the elective more seats".to_owned(),
            });
        }
        if !members.is_empty() {
            attending.push(Attending {
                whose: Whose::Run(run),
                tag: Some(format!("r{}", run + 1)),
                label: None,
                members: members.clone(),
            });
        }
    }
    attending
}

fn individuals(
    rule: &SessionRule,
    selection: Selection,
    roster: &dyn Roster,
    audiences: &Audiences,
    problems: &mut Vec<Problem>,
) -> Vec<Attending> {
    let at = format!("audiences.{}", rule.id);
    let all: Vec<usize> = (0..roster.len()).collect();
    let (members, places) = match selection {
        // Of those who are coached, those for whom a coach was found.
        Selection::Everyone => (audiences.chosen(&rule.id).unwrap_or(&all), None),
        Selection::Stagnating(trigger) => (audiences.members(&rule.id), trigger.places),
    };
    if let Some(have) = places
        && members.len() > have as usize
    {
        problems.push(Problem::Capacity {
            at: Place::part(at.clone()),
            need: members.len() as u32,
            have,
            fix: "choose those who need it most, or give the design more places".to_owned(),
        });
    }
    let mut seen = BTreeSet::new();
    for &member in members {
        known_once(&at, member, roster, &mut seen, problems);
    }
    let attending = members.iter().map(|&member| Attending {
        whose: Whose::Member(member),
        tag: Some(roster.id(member).into_owned()),
        label: None,
        members: vec![member],
    });
    attending.collect()
}

fn known_once(
    at: &str,
    member: usize,
    roster: &dyn Roster,
    seen: &mut BTreeSet<usize>,
    problems: &mut Vec<Problem>,
) {
    if member >= roster.len() {
        problems.push(nobody(at, member, roster));
    } else if !seen.insert(member) {
        problems.push(Problem::Contradiction {
            at: Place::part(at),
            what: format!("\"{}\" has more than one place", roster.id(member)),
            fix: "give everyone one place per session".to_owned(),
        });
    }
}

fn nobody(at: &str, member: usize, roster: &dyn Roster) -> Problem {
    Problem::OutOfRange {
        at: Place::part(at),
        value: member as f64,
        expected: format!("a member's number, which runs from 0 to below {}", roster.len()),
    }
}

/// Whether not everybody need have an individual session: those who stagnate, and in coaching those for whom there is a coach.
fn is_for_some(design: &Design, rule: &SessionRule, selection: Selection) -> bool {
    let coaching = design.coaching().is_some_and(|coaching| coaching.sessions.contains(&rule.id));
    coaching || matches!(selection, Selection::Stagnating(_))
}

fn unknown_audiences(design: &Design, audiences: &Audiences, problems: &mut Vec<Problem>) {
    for (id, given) in audiences.sessions() {
        let fits = |rule: &&SessionRule| match rule.audience {
            Audience::Elective(_) => given == Kind::Elective,
            Audience::Individual(selection) => {
                given == Kind::Individual && is_for_some(design, rule, selection)
            }
            _ => false,
        };
        if !design.sessions().iter().filter(fits).any(|rule| rule.id == id) {
            let what = match given {
                Kind::Elective => "elective session",
                Kind::Individual => "session for some",
            };
            let known = design.sessions().iter().filter(fits);
            problems.push(Problem::UnknownReference {
                at: Place::part("audiences"),
                what,
                id: id.to_owned(),
                known: known.map(|rule| rule.id.clone()).collect(),
            });
        }
    }
}
