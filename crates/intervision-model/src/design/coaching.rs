//! Coaching in a design: what a coach must be able to show, and in which sessions a pair meets.

use super::{Audience, DesignDraft, Selection};
use crate::names::unique;
use crate::{Place, Problem};

/// Private conversations of each participant with one coach, who stays the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct CoachingRule {
    /// The certificates that a coach must hold from the first day of the programme to the last.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub certificates: Vec<String>,
    /// The sessions in which coach and coachee meet.
    pub sessions: Vec<String>,
    /// The kind of resource that coaches are.
    #[cfg_attr(feature = "serde", serde(default = "coach"))]
    pub kind: String,
}

#[cfg(feature = "serde")]
fn coach() -> String {
    "coach".to_owned()
}

pub(super) fn check(draft: &DesignDraft, found: &mut Vec<Problem>) {
    let Some(rule) = &draft.coaching else { return };
    unique("certificate of a coach", rule.certificates.iter().map(String::as_str), found);
    unique("session of the coaching", rule.sessions.iter().map(String::as_str), found);
    if rule.sessions.is_empty() {
        found.push(Problem::Missing {
            at: Place::part("coaching.sessions"),
            what: "a session",
            fix: "name the sessions in which coach and coachee meet".to_owned(),
        });
    }
    for id in &rule.sessions {
        let Some(session) = draft.sessions.iter().find(|session| session.id == *id) else {
            found.push(Problem::UnknownReference {
                at: Place::part("coaching.sessions"),
                what: "session",
                id: id.clone(),
                known: draft.sessions.iter().map(|session| session.id.clone()).collect(),
            });
            continue;
        };
        let alone = session.audience == Audience::Individual(Selection::Everyone);
        let one = session.needs.iter().any(|need| need.kind == rule.kind && need.count == 1);
        if !alone || !one {
            found.push(Problem::Contradiction {
                at: Place::part("coaching.sessions"),
                what: format!("session \"{id}\" is not for one participant with one {}", rule.kind),
                fix: format!(
                    "set `audience = {{ individual = \"everyone\" }}` and let it need one \"{}\"",
                    rule.kind
                ),
            });
        }
    }
}
