use chrono::NaiveDate;

/// What is left of one participant who was erased: their tombstone, and nothing that leads to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// What stands where their id stood.
    pub tombstone: String,
    /// The day.
    pub on: NaiveDate,
    /// How many texts went.
    pub texts: usize,
    /// How many numbers stay for the figures of groups.
    pub numbers: usize,
}

/// What becomes of a programme that has ended: what is erased by which day, who was erased already, and what stays.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::Closing;
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 11, day).ok_or("a day");
/// let closing = Closing::new(day(26)?)
///     .with_due("Coaching notes", "Coaching", Some(day(27)?))
///     .with_template("template.toml");
/// assert_eq!(closing.dues().len(), 1);
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    ended: NaiveDate,
    dues: Vec<(String, String, Option<NaiveDate>)>,
    erased: Vec<Erased>,
    template: Option<String>,
    evaluation: Option<usize>,
    portfolios: usize,
}

impl Closing {
    /// Of a programme that ended on this day and leaves nothing but its journal.
    #[must_use]
    pub fn new(ended: NaiveDate) -> Self {
        Closing {
            ended,
            dues: Vec::new(),
            erased: Vec::new(),
            template: None,
            evaluation: None,
            portfolios: 0,
        }
    }

    /// Adds what is kept, what for, and the day by which it is gone, if one is set.
    #[must_use]
    pub fn with_due(
        mut self,
        holds: impl Into<String>,
        purpose: impl Into<String>,
        gone_by: Option<NaiveDate>,
    ) -> Self {
        self.dues.push((holds.into(), purpose.into(), gone_by));
        self
    }

    /// Adds somebody who was erased already.
    #[must_use]
    pub fn with_erased(mut self, erased: Erased) -> Self {
        self.erased.push(erased);
        self
    }

    /// A template for others was written to this file.
    #[must_use]
    pub fn with_template(mut self, file: impl Into<String>) -> Self {
        self.template = Some(file.into());
        self
    }

    /// An evaluation stays, with no figure of fewer people than these.
    #[must_use]
    pub fn with_evaluation(mut self, floor: usize) -> Self {
        self.evaluation = Some(floor);
        self
    }

    /// So many portfolios are handed over.
    #[must_use]
    pub fn with_portfolios(mut self, portfolios: usize) -> Self {
        self.portfolios = portfolios;
        self
    }

    /// The last day of the programme.
    #[must_use]
    pub fn ended(&self) -> NaiveDate {
        self.ended
    }

    /// What is kept, what for, and by which day it is gone.
    #[must_use]
    pub fn dues(&self) -> &[(String, String, Option<NaiveDate>)] {
        &self.dues
    }

    /// Who was erased already.
    #[must_use]
    pub fn erased(&self) -> &[Erased] {
        &self.erased
    }

    /// The file with the template for others.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        self.template.as_deref()
    }

    /// The fewest people that a figure of the evaluation is of.
    #[must_use]
    pub fn evaluation(&self) -> Option<usize> {
        self.evaluation
    }

    /// How many portfolios are handed over.
    #[must_use]
    pub fn portfolios(&self) -> usize {
        self.portfolios
    }
}
