//! Credentials without a proof.

use chrono::NaiveDateTime;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::achievement::{Achievement, Issuer};
use crate::interchange::{Match, document};
use crate::names::{slug, unique};
use crate::{Place, Problem, Problems};

const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
const BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const RECORD: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

/// Whose credentials they are, who issues them, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialOptions {
    issuer: Issuer,
    subject: String,
    at: NaiveDateTime,
}

impl CredentialOptions {
    /// The subject is an address by which its owner can be recognised and nobody else can recognise them: `did:key:…`, or
    /// `urn:uuid:…` drawn for this purpose. The time is that of writing, in UTC.
    pub fn new(issuer: Issuer, subject: impl Into<String>, at: NaiveDateTime) -> Self {
        CredentialOptions { issuer, subject: subject.into(), at }
    }

    /// Ids follow from issuer, subject and name, so that the same achievement is the same credential when it is written again.
    fn urn(&self, name: &str) -> String {
        let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, self.issuer.id.as_bytes());
        let own = Uuid::new_v5(&space, self.subject.as_bytes());
        format!("urn:uuid:{}", Uuid::new_v5(&own, name.as_bytes()))
    }

    /// What is the same for everybody has an id without the subject.
    fn shared(&self, name: &str) -> String {
        let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, self.issuer.id.as_bytes());
        format!("urn:uuid:{}", Uuid::new_v5(&space, name.as_bytes()))
    }

    fn profile(&self) -> Value {
        json!({ "id": self.issuer.id, "type": ["Profile"], "name": self.issuer.name })
    }

    fn check(&self, problems: &mut Vec<Problem>) {
        let ids = [("issuer", &self.issuer.id), ("subject", &self.subject)];
        for (at, id) in ids {
            let scheme = id.split_once(':').map_or("", |(scheme, _)| scheme);
            let letters = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
            if scheme.is_empty()
                || !letters
                || scheme == "mailto"
                || id.contains(char::is_whitespace)
            {
                problems.push(Problem::WrongValue {
                    at: Place::part(at),
                    value: id.clone(),
                    expected: "address that names nobody to others".to_owned(),
                    fix: "write a did:, urn:uuid: or https: address".to_owned(),
                });
            }
        }
        require("issuer.name", &self.issuer.name, problems);
    }
}

/// A credential without a proof.
#[derive(Debug, Clone, PartialEq)]
pub struct Credential {
    pub(super) value: Value,
}

impl Credential {
    /// One achievement as an `AchievementCredential` of Open Badges 3.0.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: an id that is no slug, texts that are empty and must not be, an issuer or
    /// a subject that is no address or an e-mail address, an end before the beginning, a level outside its scale.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_model::interchange::badges::{Achievement, Credential, CredentialOptions, Issuer};
    ///
    /// let at = NaiveDate::from_ymd_opt(2027, 6, 30).and_then(|day| day.and_hms_opt(12, 0, 0)).unwrap();
    /// let issuer = Issuer { id: "https://academy.example".into(), name: "City academy".into() };
    /// let options = CredentialOptions::new(issuer, "urn:uuid:2a4bd4de-2f0e-4a86-8e6e-3d1d2b8a9f10", at);
    /// let done = Achievement::new("track", "Intervision track", "Six sessions.", "Brought in a case.", at);
    /// let json = Credential::badge(&done, &options)?.to_json()?;
    /// assert!(json.contains("\"AchievementCredential\"") && json.contains("2027-06-30T12:00:00Z"));
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn badge(achievement: &Achievement, options: &CredentialOptions) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        options.check(&mut problems);
        check(achievement, &mut problems);
        Problems::or(problems, Credential { value: badge(achievement, options) })
    }

    /// All achievements of somebody in one `ClrCredential` of CLR 2.0, each as a credential of its own inside.
    ///
    /// # Errors
    ///
    /// As [`badge`](Credential::badge), for each of them; and ids that stand twice, or no achievement at all.
    pub fn record(
        title: &str,
        achievements: &[Achievement],
        options: &CredentialOptions,
    ) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        options.check(&mut problems);
        require("title", title, &mut problems);
        unique("achievement", achievements.iter().map(|a| a.id.as_str()), &mut problems);
        for achievement in achievements {
            check(achievement, &mut problems);
        }
        if achievements.is_empty() {
            problems.push(Problem::Missing {
                at: Place::part("record"),
                what: "an achievement",
                fix: "a record holds at least one".to_owned(),
            });
        }
        let inside: Vec<Value> = achievements.iter().map(|one| badge(one, options)).collect();
        let value = json!({
            "@context": [CREDENTIALS, RECORD, BADGES],
            "id": options.urn("record"),
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": title,
            "issuer": options.profile(),
            "validFrom": time(options.at),
            "credentialSubject": {
                "id": options.subject,
                "type": ["ClrSubject"],
                "verifiableCredential": inside,
            },
        });
        Problems::or(problems, Credential { value })
    }

    /// Writes the credential as JSON, without a proof.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a checked credential is always written.
    pub fn to_json(&self) -> Result<String, Problem> {
        document::to_json("credential", &self.value)
    }
}

fn require(at: &str, text: &str, problems: &mut Vec<Problem>) {
    if text.trim().is_empty() {
        let fix = "the standard asks for it".to_owned();
        problems.push(Problem::Missing { at: Place::part(at), what: "the text", fix });
    }
}

fn check(achievement: &Achievement, problems: &mut Vec<Problem>) {
    let path = |field: &str| format!("achievements.{}.{field}", achievement.id);
    slug(&achievement.id, Place::part(path("id")), problems);
    let texts = [
        ("name", &achievement.name),
        ("description", &achievement.description),
        ("criteria", &achievement.criteria),
        ("kind", &achievement.kind),
    ];
    for (field, text) in texts {
        require(&path(field), text, problems);
    }
    if let Some(until) = achievement.until.filter(|until| *until < achievement.awarded) {
        let (start, end) = (achievement.awarded.date(), until.date());
        problems.push(Problem::Backwards { at: Place::part(path("until")), start, end });
    }
    if let Some(outcome) = achievement.outcome {
        let (top, level) = (outcome.top, outcome.level);
        let value = if top.is_finite() && top >= 1.0 { level } else { top };
        if !(1.0..=top).contains(&level) || !top.is_finite() {
            let expected = format!("a level on the scale of 1 to {top}");
            problems.push(Problem::OutOfRange {
                at: Place::part(path("outcome")),
                value,
                expected,
            });
        }
    }
}

fn badge(achievement: &Achievement, options: &CredentialOptions) -> Value {
    let kind = options.shared(&achievement.id);
    let mut what = Map::new();
    let mut put = |key: &str, value: Value| what.insert(key.to_owned(), value);
    put("id", json!(kind));
    put("type", json!(["Achievement"]));
    put("achievementType", json!(achievement.kind));
    put("name", json!(achievement.name));
    put("description", json!(achievement.description));
    put("criteria", json!({ "narrative": achievement.criteria }));
    // Only what is the same or nearly so says what the achievement is.
    let near =
        achievement.alignments.iter().filter(|a| matches!(a.relation, Match::Exact | Match::Close));
    let alignments: Vec<Value> = near
        .map(|a| json!({ "type": ["Alignment"], "targetName": a.competency, "targetUrl": a.concept }))
        .collect();
    if !alignments.is_empty() {
        put("alignment", json!(alignments));
    }
    let scale = options.shared(&format!("{}/level", achievement.id));
    if let Some(outcome) = achievement.outcome {
        let scale = json!([{ "id": scale, "type": ["ResultDescription"], "name": "Level",
            "resultType": "ScaledScore", "valueMin": "1", "valueMax": outcome.top.to_string() }]);
        put("resultDescription", scale);
    }
    let mut subject = Map::new();
    let mut put = |key: &str, value: Value| subject.insert(key.to_owned(), value);
    put("id", json!(options.subject));
    put("type", json!(["AchievementSubject"]));
    put("achievement", Value::Object(what));
    if let Some(outcome) = achievement.outcome {
        let level = outcome.level.to_string();
        put("result", json!([{ "type": ["Result"], "resultDescription": scale, "value": level }]));
    }
    let mut value = Map::new();
    let mut put = |key: &str, inner: Value| value.insert(key.to_owned(), inner);
    put("@context", json!([CREDENTIALS, BADGES]));
    put("id", json!(options.urn(&achievement.id)));
    put("type", json!(["VerifiableCredential", "AchievementCredential"]));
    put("name", json!(achievement.name));
    put("issuer", options.profile());
    put("validFrom", json!(time(achievement.awarded)));
    if let Some(until) = achievement.until {
        put("validUntil", json!(time(until)));
    }
    put("credentialSubject", Value::Object(subject));
    let evidence = achievement.evidence.iter().map(|evidence| {
        json!({ "type": ["Evidence"], "name": evidence.name, "narrative": evidence.narrative })
    });
    if !achievement.evidence.is_empty() {
        put("evidence", evidence.collect());
    }
    Value::Object(value)
}

fn time(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
