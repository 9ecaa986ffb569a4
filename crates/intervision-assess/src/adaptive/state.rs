/// A test that was interrupted: everything that is needed to take it up again, with the same [`AdaptiveTest`](super::AdaptiveTest). It
/// knows the bank by its [`fingerprint`](crate::irt::ItemBank::fingerprint), and no other takes it.
///
/// It holds a person's answers: keep it as you keep those.
#[derive(Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TestState {
    pub(super) version: u32,
    /// The [`fingerprint`](crate::irt::ItemBank::fingerprint) of the bank.
    pub(super) bank: String,
    pub(super) seed: u64,
    /// Item and category, in the order in which they were asked.
    pub(super) answers: Vec<(String, usize)>,
    /// The item that was asked and not yet answered.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub(super) asked: Option<String>,
    /// Items that did not pass their draw.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub(super) put_aside: Vec<String>,
}

/// The version that this release writes and reads.
pub(super) const VERSION: u32 = 1;

/// Answers stay out of logs: only their number shows.
impl std::fmt::Debug for TestState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestState").field("answers", &self.answers.len()).finish_non_exhaustive()
    }
}

impl TestState {
    /// How many items have been answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.len()
    }
}

#[cfg(feature = "serde")]
impl TestState {
    /// Reads a state.
    ///
    /// ```
    /// use intervision_assess::adaptive::{AdaptiveTest, TestState};
    /// use intervision_assess::irt::{ItemBank, Logistic};
    ///
    /// let bank = ItemBank::new([("q1", Logistic::rasch(0.1)?.into()), ("q2", Logistic::rasch(1.0)?.into())])?;
    /// let test = AdaptiveTest::new(bank);
    /// let mut sitting = test.begin(7);
    /// sitting.proceed();
    /// sitting.answer(1)?;
    /// let text = sitting.state().to_json()?;
    /// let bank = test.bank().fingerprint();
    /// assert_eq!(text, format!(r#"{{"version":1,"bank":"{bank}","seed":7,"answers":[["q1",1]]}}"#));
    /// assert_eq!(test.resume(&TestState::from_json(&text)?)?.proceed(), sitting.proceed());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`](crate::AssessError::Document) or [`AssessError::Version`](crate::AssessError::Version).
    pub fn from_json(text: &str) -> Result<Self, crate::AssessError> {
        let state: TestState = serde_json::from_str(text)
            .map_err(|error| crate::AssessError::Document { message: error.to_string() })?;
        if state.version == VERSION {
            return Ok(state);
        }
        Err(crate::AssessError::Version { found: state.version, known: VERSION })
    }

    /// Writes the state in the form that [`from_json`](TestState::from_json) reads.
    ///
    /// # Errors
    ///
    /// [`AssessError::Document`](crate::AssessError::Document) if it cannot be written.
    pub fn to_json(&self) -> Result<String, crate::AssessError> {
        serde_json::to_string(self)
            .map_err(|error| crate::AssessError::Document { message: error.to_string() })
    }
}
