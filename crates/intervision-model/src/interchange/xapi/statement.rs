//! Statements.

use serde_json::{Value, json};
use uuid::Uuid;

use super::event::{XapiEvent, XapiScore};
use super::pseudonyms::Pseudonyms;
use crate::interchange::document;
use crate::{Place, Problem, Problems};

/// The version of the standard that a record store asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum XapiVersion {
    /// 1.0.3, of 2016.
    #[default]
    V1,
    /// 2.0.0, of 2023.
    V2,
}

/// A list of statements for a learning record store, one per event and in their order.
///
/// `home` is the address at which pseudonyms are accounts, and under which activities have theirs
/// (`https://academy.example/track-2027`). The id of a statement is a UUID of version 5 that follows from what it says, so that
/// statements that are sent again are the same.
///
/// # Errors
///
/// [`Problems`] lists everything that does not fit: an address that is none, participants without a pseudonym, activities
/// without an id, scores that are not finite or outside their range, and events that stand twice.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::interchange::xapi::{Pseudonyms, XapiEvent, XapiVerb, XapiVersion, write_xapi_statements};
///
/// let at = NaiveDate::from_ymd_opt(2027, 3, 2).and_then(|day| day.and_hms_opt(15, 0, 0)).unwrap();
/// let event = XapiEvent::new("a07", XapiVerb::Attended, "pit-stop/1", "Pit stop 1", at);
/// let names = Pseudonyms::new([("a07", "k3f9")])?;
/// let json = write_xapi_statements(&[event], "https://academy.example/x", &names, XapiVersion::V1)?;
/// assert!(json.contains("k3f9") && !json.contains("a07"));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn write_xapi_statements(
    events: &[XapiEvent],
    home: &str,
    names: &Pseudonyms,
    version: XapiVersion,
) -> Result<String, Problems> {
    let mut problems = Vec::new();
    let home = home.trim_end_matches('/');
    let host = home.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme));
    if host.is_none_or(|(_, host)| host.is_empty() || host.contains(char::is_whitespace)) {
        problems.push(Problem::WrongValue {
            at: Place::part("home"),
            value: home.to_owned(),
            expected: "address of the host".to_owned(),
            fix: "write one that begins with https://".to_owned(),
        });
    }
    let mut ids = std::collections::BTreeMap::new();
    let mut statements = Vec::with_capacity(events.len());
    for (place, event) in events.iter().enumerate() {
        let at = Place::Entry { number: place + 1 };
        check(event, &at, &mut problems);
        let Some(name) = names.of(&event.participant) else {
            let fix = "draw one for every participant".to_owned();
            problems.push(Problem::Missing { at, what: "a pseudonym", fix });
            continue;
        };
        let (id, statement) = statement(event, home, name, version);
        if let Some(first) = ids.insert(id, place + 1) {
            problems.push(Problem::Contradiction {
                at,
                what: format!("the same is said in entry {first}"),
                fix: "say it once".to_owned(),
            });
        }
        statements.push(statement);
    }
    Problems::or(problems, ())?;
    Ok(document::to_json("xAPI statements", &statements)?)
}

fn check(event: &XapiEvent, at: &Place, problems: &mut Vec<Problem>) {
    if event.activity.trim().is_empty() || event.activity.contains(char::is_whitespace) {
        problems.push(Problem::WrongValue {
            at: at.clone(),
            value: event.activity.clone(),
            expected: "id of an activity".to_owned(),
            fix: "write one without spaces".to_owned(),
        });
    }
    if let Some(XapiScore { raw, min, max }) = event.score
        && !(min.is_finite() && max.is_finite() && min < max && (min..=max).contains(&raw))
    {
        let expected = format!("a score between its ends, {min} and {max}");
        problems.push(Problem::OutOfRange { at: at.clone(), value: raw, expected });
    }
}

fn statement(event: &XapiEvent, home: &str, name: &str, version: XapiVersion) -> (Uuid, Value) {
    let verb = event.verb.word();
    let at = event.at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    let said = format!("{name}\n{verb}\n{}\n{at}", event.activity);
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, home.as_bytes());
    let id = Uuid::new_v5(&space, said.as_bytes());
    let mut value = json!({
        "id": id.to_string(),
        "actor": { "objectType": "Agent", "account": { "homePage": home, "name": name } },
        "verb": { "id": format!("http://adlnet.gov/expapi/verbs/{verb}"), "display": { "en": verb } },
        "object": {
            "objectType": "Activity",
            "id": format!("{home}/activities/{}", event.activity),
            "definition": { "name": { "en": event.title } },
        },
        "timestamp": at,
        "version": match version { XapiVersion::V1 => "1.0.3", XapiVersion::V2 => "2.0.0" },
    });
    if let (Some(score), Some(fields)) = (event.score, value.as_object_mut()) {
        let XapiScore { raw, min, max } = score;
        // From 0 to 1 whatever the range.
        let scaled = (raw - min) / (max - min);
        let score = json!({ "scaled": scaled, "raw": raw, "min": min, "max": max });
        fields.insert("result".to_owned(), json!({ "score": score }));
    }
    (id, value)
}
