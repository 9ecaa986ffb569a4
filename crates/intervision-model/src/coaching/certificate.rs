//! Who may coach: dated certificates come in, whether somebody is eligible on a day goes out.

use chrono::NaiveDate;

use crate::{ParticipantId, Place, Problem, Problems};

/// What a coach can show, and until when it is good.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Certificate {
    /// What it certifies: `coach`, `talent-coaching`.
    pub kind: String,
    /// The first day on which it is good.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub from: NaiveDate,
    /// The last day; `None` when it does not run out.
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::interchange::date::option"
        )
    )]
    pub until: Option<NaiveDate>,
}

/// A coach of the pool.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::coaching::{Certificate, Coach};
///
/// let day = |year| NaiveDate::from_ymd_opt(year, 1, 8).unwrap();
/// let coach = Coach::new("c01", [Certificate { kind: "coach".into(), from: day(2020), until: Some(day(2023)) }])?;
/// assert!(coach.eligible(["coach"], day(2023)).is_ok());
/// let refused = coach.eligible(["coach"], day(2024)).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "coach \"c01\": a certificate is missing; the one of kind \"coach\" was good until 2023-01-08, and one must be good on 2024-01-08"
/// );
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::wire::Certified", into = "super::wire::Certified")
)]
pub struct Coach {
    id: ParticipantId,
    certificates: Vec<Certificate>,
}

impl Coach {
    /// A coach with certificates, each of which may stand several times for several stretches of days.
    ///
    /// # Errors
    ///
    /// [`Problem::Backwards`] for every certificate that ends before it begins.
    pub fn new(
        id: impl Into<ParticipantId>,
        certificates: impl IntoIterator<Item = Certificate>,
    ) -> Result<Self, Problems> {
        let mut coach = Coach::uncertified(id.into());
        let problems = certificates.into_iter().filter_map(|one| coach.certify(one).err());
        Problems::or(problems.collect(), coach)
    }

    /// A coach who showed no certificate yet.
    pub(crate) fn uncertified(id: ParticipantId) -> Self {
        Coach { id, certificates: Vec::new() }
    }

    /// Takes one more certificate.
    ///
    /// # Errors
    ///
    /// [`Problem::Backwards`] when it ends before it begins; the coach then stays as they are.
    pub fn certify(&mut self, certificate: Certificate) -> Result<(), Problem> {
        if let Some(end) = certificate.until.filter(|until| *until < certificate.from) {
            let at = format!("certificate \"{}\" of coach \"{}\"", certificate.kind, self.id);
            return Err(Problem::Backwards { at: Place::part(at), start: certificate.from, end });
        }
        self.certificates.push(certificate);
        Ok(())
    }

    /// Who it is.
    #[must_use]
    pub fn id(&self) -> &ParticipantId {
        &self.id
    }

    /// All certificates, also those that ran out.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// Whether certificates of all these kinds are good on a day.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] for each kind of which none is.
    pub fn eligible<'k>(
        &self,
        kinds: impl IntoIterator<Item = &'k str>,
        on: NaiveDate,
    ) -> Result<(), Problems> {
        let missing = kinds.into_iter().filter_map(|kind| {
            let of_kind = || self.certificates.iter().filter(|other| other.kind == kind);
            let good = |c: &Certificate| c.from <= on && c.until.is_none_or(|until| on <= until);
            if of_kind().any(good) {
                return None;
            }
            let last = of_kind().filter(|c| c.from <= on).filter_map(|c| c.until).max();
            Some(Problem::Missing {
                at: Place::part(format!("coach \"{}\"", self.id)),
                what: "a certificate",
                fix: match last {
                    Some(until) => format!(
                        "the one of kind \"{kind}\" was good until {until}, and one must be good on {on}"
                    ),
                    None => format!("one of kind \"{kind}\" must be good on {on}"),
                },
            })
        });
        Problems::or(missing.collect(), ())
    }
}
