use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::NaiveDateTime;

use super::QtiViolation;
use super::xml::{check_identifier, check_text, escaped};
use crate::classical::{NoScore, ScaleScore};
use crate::irt::score::Ability;

const NAMESPACE: &str = "http://www.imsglobal.org/xsd/imsqti_result_v3p0";

/// The results of one person on one test, taken at one time.
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_assess::irt::score::Ability;
/// use intervision_assess::qti::AssessmentResult;
///
/// let at = NaiveDate::from_ymd_opt(2027, 3, 1).and_then(|day| day.and_hms_opt(9, 30, 0)).ok_or("no such time")?;
/// let document = AssessmentResult::new("leadership", at)?
///     .about("p17")?
///     .with_ability("THETA", &Ability::Finite { theta: 0.4, se: 0.3 })?
///     .to_xml();
/// assert!(document.contains(r#"<outcomeVariable identifier="THETA.SE" cardinality="single" baseType="float">"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct AssessmentResult {
    test: String,
    at: NaiveDateTime,
    person: Option<String>,
    sessions: Vec<(String, String)>,
    outcomes: Vec<Variable>,
    /// Items in the order in which they were put in, each with the category that was answered.
    items: Vec<(String, Option<i32>)>,
    taken: BTreeSet<String>,
}

/// An outcome; without a value it is QTI's null.
#[derive(Debug, Clone, PartialEq)]
struct Variable {
    identifier: String,
    base_type: &'static str,
    range: Option<(f64, f64)>,
    value: Option<String>,
}

impl AssessmentResult {
    /// A document about this test, with the time at which it was taken.
    ///
    /// # Errors
    ///
    /// [`QtiViolation::Identifier`] for a name of the test that QTI does not allow.
    pub fn new(test: impl Into<String>, at: NaiveDateTime) -> Result<Self, QtiViolation> {
        let test = test.into();
        check_identifier(&test)?;
        Ok(AssessmentResult {
            test,
            at,
            person: None,
            sessions: Vec::new(),
            outcomes: Vec::new(),
            items: Vec::new(),
            taken: BTreeSet::new(),
        })
    }

    /// Who took it, by the id that the receiving system knows (`sourcedId`).
    ///
    /// # Errors
    ///
    /// [`QtiViolation::Control`] for an id that XML cannot hold.
    pub fn about(mut self, person: impl Into<String>) -> Result<Self, QtiViolation> {
        let person = person.into();
        check_text("the person", &person)?;
        self.person = Some(person);
        Ok(self)
    }

    /// What a system calls this sitting; each system may have its own name for it.
    ///
    /// # Errors
    ///
    /// [`QtiViolation::Control`] for a text that XML cannot hold.
    pub fn with_session(
        mut self,
        system: impl Into<String>,
        identifier: impl Into<String>,
    ) -> Result<Self, QtiViolation> {
        let (system, identifier) = (system.into(), identifier.into());
        check_text("the system", &system)?;
        check_text("the session", &identifier)?;
        self.sessions.push((system, identifier));
        Ok(self)
    }

    /// A score as the fraction of what is possible, 0 to 1, under this identifier; its standard error under `.SE` and the number of
    /// answers under `.ANSWERED` after it. Without a score the value is null, and `.REASON` says why.
    ///
    /// # Errors
    ///
    /// [`QtiViolation`] for an identifier that QTI does not allow, or that is taken.
    pub fn with_score(
        mut self,
        identifier: &str,
        score: &Result<ScaleScore, NoScore>,
    ) -> Result<Self, QtiViolation> {
        let range = Some((0.0, 1.0));
        let score = match score {
            Ok(score) => score,
            Err(reason) => {
                self.push(identifier, "", "float", range, None)?;
                self.push(identifier, ".REASON", "string", None, Some(reason.to_string()))?;
                return Ok(self);
            }
        };
        self.push(identifier, "", "float", range, number(score.pomp()))?;
        self.push(identifier, ".ANSWERED", "integer", None, Some(score.answered().to_string()))?;
        match score.standard_error() {
            Ok(error) => self.push(identifier, ".SE", "float", None, number(error.value))?,
            Err(reason) => {
                self.push(identifier, ".SE", "float", None, None)?;
                self.push(identifier, ".SE.REASON", "string", None, Some(reason.to_string()))?;
            }
        }
        Ok(self)
    }

    /// An ability on θ under this identifier, and its standard error under `.SE` after it. An ability that no number can say is null, and
    /// `.REASON` says why.
    ///
    /// # Errors
    ///
    /// [`QtiViolation`] for an identifier that QTI does not allow, or that is taken.
    pub fn with_ability(
        mut self,
        identifier: &str,
        ability: &Ability,
    ) -> Result<Self, QtiViolation> {
        self.push(identifier, "", "float", None, ability.theta().and_then(number))?;
        let reason = match ability {
            Ability::Finite { se, .. } => {
                self.push(identifier, ".SE", "float", None, number(*se))?;
                return Ok(self);
            }
            Ability::AtPlusInfinity => "the items were too easy to tell how high",
            Ability::AtMinusInfinity => "the items were too hard to tell how low",
            Ability::NoResponses => "answered nothing",
        };
        self.push(identifier, ".REASON", "string", None, Some(reason.into()))?;
        Ok(self)
    }

    /// The answer to an item, in the numbers of its response format; `None` where the person was asked and did not answer.
    ///
    /// # Errors
    ///
    /// [`QtiViolation`] for an identifier that QTI does not allow, or that is taken.
    pub fn with_answer(mut self, item: &str, answer: Option<i32>) -> Result<Self, QtiViolation> {
        check_identifier(item)?;
        if self.items.iter().any(|(known, _)| known == item) {
            return Err(QtiViolation::Twice { identifier: item.into() });
        }
        self.items.push((item.into(), answer));
        Ok(self)
    }

    fn push(
        &mut self,
        identifier: &str,
        part: &str,
        base_type: &'static str,
        range: Option<(f64, f64)>,
        value: Option<String>,
    ) -> Result<(), QtiViolation> {
        let identifier = format!("{identifier}{part}");
        check_identifier(&identifier)?;
        if !self.taken.insert(identifier.clone()) {
            return Err(QtiViolation::Twice { identifier });
        }
        self.outcomes.push(Variable { identifier, base_type, range, value });
        Ok(())
    }

    /// The document.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let at = self.at.format("%Y-%m-%dT%H:%M:%S");
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(out, "<assessmentResult xmlns=\"{NAMESPACE}\">");
        self.write_context(&mut out);
        let _ = writeln!(out, "  <testResult identifier=\"{}\" datestamp=\"{at}\">", self.test);
        for variable in &self.outcomes {
            variable.write(&mut out);
        }
        out.push_str("  </testResult>\n");
        for (place, (item, answer)) in self.items.iter().enumerate() {
            let place = place + 1;
            let _ = writeln!(
                out,
                "  <itemResult identifier=\"{item}\" sequenceIndex=\"{place}\" datestamp=\"{at}\" sessionStatus=\"final\">\n    \
                 <responseVariable identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"integer\">"
            );
            let _ = match answer {
                Some(answer) => writeln!(
                    out,
                    "      <candidateResponse><value>{answer}</value></candidateResponse>"
                ),
                None => writeln!(out, "      <candidateResponse/>"),
            };
            out.push_str("    </responseVariable>\n  </itemResult>\n");
        }
        out + "</assessmentResult>\n"
    }

    fn write_context(&self, out: &mut String) {
        let person = self.person.as_ref().map(|it| format!(" sourcedId=\"{}\"", escaped(it)));
        let person = person.unwrap_or_default();
        if self.sessions.is_empty() {
            let _ = writeln!(out, "  <context{person}/>");
            return;
        }
        let _ = writeln!(out, "  <context{person}>");
        for (system, identifier) in &self.sessions {
            let (system, identifier) = (escaped(system), escaped(identifier));
            let _ = writeln!(
                out,
                "    <sessionIdentifier sourceID=\"{system}\" identifier=\"{identifier}\"/>"
            );
        }
        out.push_str("  </context>\n");
    }
}

impl Variable {
    fn write(&self, out: &mut String) {
        let Variable { identifier, base_type, .. } = self;
        let range = self
            .range
            .map(|(low, high)| format!(" normalMinimum=\"{low}\" normalMaximum=\"{high}\""));
        let _ = write!(
            out,
            "    <outcomeVariable identifier=\"{identifier}\" cardinality=\"single\" baseType=\"{base_type}\"{}",
            range.unwrap_or_default()
        );
        let _ = match &self.value {
            Some(value) => {
                writeln!(out, ">\n      <value>{}</value>\n    </outcomeVariable>", escaped(value))
            }
            None => writeln!(out, "/>"),
        };
    }
}

/// As it is written; what is not finite has no value.
fn number(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}
