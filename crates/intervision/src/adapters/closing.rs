use chrono::NaiveDate;
use intervision_model::privacy::{Clock, Lifetime, Purpose, Register, Tombstone};

/// A field of the register, and the day by which it is gone when a programme has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Due {
    /// The field.
    pub field: String,
    /// What it holds.
    pub holds: String,
    /// What it is kept for.
    pub purpose: String,
    /// How long it is kept.
    pub keep: Clock,
    /// The first day on which nothing of it is left: of what was noted on the last day, by who stayed until then.
    pub gone_by: Option<NaiveDate>,
}

/// When what is kept about people is gone, after a programme that ended on a day: the earliest first, then in the order of the register.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::adapters::retention;
/// use intervision::model::privacy::Register;
///
/// let register = Register::from_toml(r#"
///     version = 1
///     controller = "Municipality of Vliet"
///     purposes = [{ id = "learning", title = "Learning", ground = "consent", keep = { days = 30, after = "programme_ended" } }]
///     fields = [{ id = "plan", holds = "What somebody wants to learn", purpose = "learning", widest = "group" }]
/// "#)?;
/// let ended = NaiveDate::from_ymd_opt(2027, 11, 26).ok_or("no such day")?;
/// assert_eq!(retention(&register, ended)[0].gone_by, NaiveDate::from_ymd_opt(2027, 12, 26));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn retention(register: &Register, ended: NaiveDate) -> Vec<Due> {
    let last = Lifetime { programme_ended: Some(ended), ..Lifetime::noted(ended) };
    let fields = register.fields().iter().filter_map(|field| {
        let (_, Purpose { title, keep, .. }) = register.field(&field.id)?;
        Some(Due {
            field: field.id.clone(),
            holds: field.holds.clone(),
            purpose: title.clone(),
            keep: *keep,
            gone_by: keep.runs_out(&last),
        })
    });
    let mut dues: Vec<Due> = fields.collect();
    dues.sort_by_key(|due| due.gone_by);
    dues
}

/// A programme that is closed: the data that go, and what there is besides them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Closing<'a> {
    /// What the programme is called.
    pub title: &'a str,
    /// Its last day.
    pub ended: NaiveDate,
    /// What goes when, as [`retention`] tells.
    pub dues: &'a [Due],
    /// Who was erased already.
    pub erased: &'a [Tombstone],
    /// Whether a template was written.
    pub template: bool,
    /// Of an evaluation the fewest people that a figure is of.
    pub evaluation: Option<usize>,
    /// How many portfolios there are to hand over.
    pub portfolios: usize,
}

impl<'a> Closing<'a> {
    /// A programme that leaves nothing but its journal.
    #[must_use]
    pub fn new(title: &'a str, ended: NaiveDate, dues: &'a [Due]) -> Self {
        Closing {
            title,
            ended,
            dues,
            erased: &[],
            template: false,
            evaluation: None,
            portfolios: 0,
        }
    }

    /// The day from which on nothing is left that leads to a person.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.dues.iter().filter_map(|due| due.gone_by).max()
    }
}
