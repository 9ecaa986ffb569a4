use std::borrow::Cow;

/// A level on a competency, and how sure it is.
///
/// Both are in the units of the competency framework's levels (for example 1 to 5).
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rating {
    /// The level.
    pub level: f64,
    /// Its standard error: 0 for a level that is set (a target), `None` where nothing is known of it.
    pub standard_error: Option<f64>,
}

impl Rating {
    /// A level with its standard error.
    #[must_use]
    pub fn measured(level: f64, standard_error: f64) -> Self {
        Rating { level, standard_error: Some(standard_error) }
    }

    /// A level that is set rather than measured.
    #[must_use]
    pub fn exact(level: f64) -> Self {
        Rating { level, standard_error: Some(0.0) }
    }
}

/// A level per member and competency: a measurement, or a target profile.
///
/// # Laws
///
/// * Members are `0..len()`; levels are finite; a standard error is finite and not negative.
/// * A competency that [`competencies`](Ratings::competencies) does not list, and a member outside the range, give `None`.
/// * Answers are stable; names in [`competencies`](Ratings::competencies) differ.
///
/// `contract::ratings` (feature `contract`) checks them.
///
/// # Example
///
/// ```
/// use std::borrow::Cow;
/// use intervision_core::{Rating, Ratings};
///
/// /// Everyone's target for one role.
/// struct Target { people: usize }
///
/// impl Ratings for Target {
///     fn len(&self) -> usize { self.people }
///     fn competencies(&self) -> Vec<Cow<'_, str>> { vec!["influence".into()] }
///     fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
///         (member < self.people && competency == "influence").then(|| Rating::exact(4.0))
///     }
/// }
///
/// assert_eq!(Target { people: 3 }.rating(2, "influence").map(|r| r.level), Some(4.0));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give `Ratings`",
    note = "implement `intervision_core::Ratings` (len, competencies, rating)"
)]
pub trait Ratings {
    /// How many members there are.
    fn len(&self) -> usize;

    /// Whether there is nobody.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The competencies that are rated.
    fn competencies(&self) -> Vec<Cow<'_, str>>;

    /// The member's level on a competency, if there is one.
    fn rating(&self, member: usize, competency: &str) -> Option<Rating>;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Ratings + ?Sized> Ratings for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn competencies(&self) -> Vec<Cow<'_, str>> {
                (**self).competencies()
            }
            fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
                (**self).rating(member, competency)
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);
