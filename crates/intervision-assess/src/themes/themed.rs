use intervision_core::{Rating, Ratings};

use super::employer::{Employer, EmployerTheme};
use super::own::{Own, OwnLevel};
use super::{Theme, Themes};
use crate::survey::{Figure, Floor};

/// Everyone's levels, theme by theme. Who holds it can show a person their own, and an employer figures of all.
///
/// # Example
///
/// ```
/// use intervision_assess::themes::{Theme, Themes};
/// use intervision_assess::{Floor, TargetProfile};
///
/// // Stands for a measurement of eight people.
/// let measured = TargetProfile::new(8, [("creating", 4.0), ("energy", 2.0)]);
/// let themes = Themes::new([
///     Theme::new("talent", "Talent", ["creating"]),
///     Theme::new("vitality", "Vitality", ["energy"]),
/// ])?;
/// let themed = themes.score(&measured);
/// let own = themed.own(3).unwrap();
/// assert_eq!(own.of("vitality").map(|theme| theme.level()), Some(2.0));
/// let employer = themed.employer(Floor::default());
/// assert_eq!(employer.themes()[1].figure().value(), Some(2.0));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Clone)]
pub struct Themed {
    members: usize,
    themes: Vec<(Theme, Vec<Option<Rating>>)>,
}

/// It prints no level.
impl std::fmt::Debug for Themed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let themes: Vec<&str> = self.themes.iter().map(|(theme, _)| theme.id.as_str()).collect();
        f.debug_struct("Themed")
            .field("members", &self.members)
            .field("themes", &themes)
            .finish_non_exhaustive()
    }
}

impl Themed {
    pub(super) fn of(themes: &Themes, ratings: &dyn Ratings) -> Self {
        let members = ratings.len();
        let levels = |theme: &Theme| (0..members).map(|m| level(theme, ratings, m)).collect();
        let themes = themes.themes.iter().map(|theme| (theme.clone(), levels(theme))).collect();
        Themed { members, themes }
    }

    /// A person's own levels, to show to that person; `None` for a member who is not there.
    #[must_use]
    pub fn own(&self, member: usize) -> Option<Own> {
        let levels = self.themes.iter().filter_map(|(theme, levels)| {
            let rating = levels.get(member).copied().flatten()?;
            Some(OwnLevel::new(&theme.id, &theme.title, rating))
        });
        (member < self.members).then(|| Own::new(levels.collect()))
    }

    /// What an employer may see: per theme a mean over everybody, if there are at least as many people as the floor asks.
    #[must_use]
    pub fn employer(&self, floor: Floor) -> Employer {
        let figure = |levels: &[Option<Rating>]| {
            let levels: Vec<f64> = levels.iter().flatten().map(|rating| rating.level).collect();
            mean(&levels, floor)
        };
        let themes = self
            .themes
            .iter()
            .map(|(theme, levels)| EmployerTheme::new(&theme.id, &theme.title, figure(levels)));
        Employer::new(floor, themes.collect())
    }
}

/// The mean of the theme's competencies, where all of them were measured: a mean of some would be about something else.
fn level(theme: &Theme, ratings: &dyn Ratings, member: usize) -> Option<Rating> {
    let rating = |competency: &String| ratings.rating(member, competency);
    let parts: Vec<Rating> = theme.competencies.iter().map(rating).collect::<Option<_>>()?;
    let n = parts.len() as f64;
    let errors: Option<Vec<f64>> = parts.iter().map(|part| part.standard_error).collect();
    Some(Rating {
        level: parts.iter().map(|part| part.level).sum::<f64>() / n,
        standard_error: errors
            .map(|errors| errors.iter().map(|error| error * error).sum::<f64>().sqrt() / n),
    })
}

fn mean(levels: &[f64], floor: Floor) -> Figure {
    let n = levels.len();
    if n == 0 {
        return Figure::Nobody;
    }
    if n < floor.get() {
        return Figure::BelowFloor;
    }
    let value = levels.iter().sum::<f64>() / n as f64;
    let squares: f64 = levels.iter().map(|level| (level - value).powi(2)).sum();
    let variance = squares / (n as f64 - 1.0);
    Figure::Shown { value, standard_error: (variance / n as f64).sqrt(), n }
}
