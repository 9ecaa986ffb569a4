use chrono::NaiveDate;
use intervision_model::privacy::{Clock, Lifetime, Purpose, Register};

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
