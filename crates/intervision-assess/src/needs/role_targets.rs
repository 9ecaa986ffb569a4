use std::borrow::Cow;

use indexmap::IndexSet;
use intervision_core::{Rating, Ratings, Roster, Value};

use crate::AssessError;
use crate::instrument::Instrument;

/// The targets that an instrument sets for roles, for the members of a roster.
///
/// A member's role is what the roster says under an attribute. Whose role is unknown has the targets of
/// [`EVERYONE`](Instrument::EVERYONE), if the instrument sets some; so has whoever has a role without targets.
///
/// # Example
///
/// ```
/// use intervision_assess::needs::RoleTargets;
/// use intervision_assess::{Instrument, Item, ResponseFormat, Scale};
/// use intervision_core::{Ratings, Table, Value};
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 5))
///     .with_item(Item::new("q1", "agreement"))
///     .with_scale(Scale::new("s").with_competency("influence").with_item("q1"))
///     .with_targets("adviser", [("influence", 4.0)])
///     .with_targets("everyone", [("influence", 3.0)])
///     .build()?;
/// let roster = Table::new(["p1", "p2", "p3"])?
///     .with_column("function", ["adviser", "planner", ""].map(|it| if it.is_empty() { Value::Unknown } else { Value::category(it) }))?;
/// let targets = RoleTargets::new(&instrument, &roster, "function")?;
/// let level = |member| targets.rating(member, "influence").map(|rating| rating.level);
/// assert_eq!((level(0), level(1), level(2)), (Some(4.0), Some(3.0), Some(3.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RoleTargets {
    competencies: Vec<String>,
    /// By member, in the order of competencies.
    levels: Vec<Vec<Option<f64>>>,
}

impl RoleTargets {
    /// Looks up everyone's role.
    ///
    /// # Errors
    ///
    /// [`AssessError::NoTargets`] if there is a role without targets and none for everyone.
    pub fn new(
        instrument: &Instrument,
        roster: &dyn Roster,
        attribute: &str,
    ) -> Result<Self, AssessError> {
        let all: IndexSet<&str> = instrument
            .roles()
            .flat_map(|role| instrument.targets(role))
            .map(|(competency, _)| competency)
            .collect();
        let mut levels = Vec::with_capacity(roster.len());
        for member in 0..roster.len() {
            let role = match roster.attribute(member, attribute).known() {
                Value::Unknown => Instrument::EVERYONE.to_owned(),
                value => value.to_string(),
            };
            let known = |role: &str| instrument.roles().any(|known| known == role);
            let role = if known(&role) { role.as_str() } else { Instrument::EVERYONE };
            if !known(role) && roster.attribute(member, attribute).known() != Value::Unknown {
                return Err(AssessError::NoTargets {
                    person: roster.id(member).into_owned(),
                    role: roster.attribute(member, attribute).to_string(),
                    known: instrument.roles().map(str::to_owned).collect(),
                });
            }
            let level = |competency: &&str| {
                let mut own = instrument.targets(role);
                own.find(|(name, _)| name == competency).map(|(_, level)| level)
            };
            levels.push(all.iter().map(level).collect());
        }
        Ok(RoleTargets { competencies: all.into_iter().map(str::to_owned).collect(), levels })
    }
}

impl Ratings for RoleTargets {
    fn len(&self) -> usize {
        self.levels.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.competencies.iter().map(|name| name.as_str().into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        let place = self.competencies.iter().position(|name| name == competency)?;
        self.levels.get(member)?.get(place).copied().flatten().map(Rating::exact)
    }
}
