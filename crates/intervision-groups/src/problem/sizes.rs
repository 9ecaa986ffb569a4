use std::fmt;

use crate::explain::counted;
use crate::{Error, RosterError, SizesError};

/// How many groups there are, and how large each may be.
///
/// # Example
///
/// ```
/// use intervision_groups::{Remainder, Sizes};
///
/// // 203 people in groups of 8: three groups of 9, or five of 7.
/// let larger = Sizes::of(8, Remainder::AllowLarger).bounds(203)?;
/// assert_eq!(larger.len(), 25);
/// assert_eq!(larger[0], (8, 9));
/// let smaller = Sizes::of(8, Remainder::AllowSmaller).bounds(203)?;
/// assert_eq!(smaller.len(), 26);
/// assert_eq!(smaller[0], (7, 8));
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Sizes {
    /// This many groups, as equal as they can be: sizes differ by one at most.
    Count(usize),
    /// This many groups, each within these limits.
    CountBetween {
        /// How many groups.
        count: usize,
        /// The smallest size.
        min: usize,
        /// The largest size.
        max: usize,
    },
    /// Groups of this size, and what happens to those who are left over.
    Size {
        /// How many people in a group.
        size: usize,
        /// What happens to the people left over.
        remainder: Remainder,
    },
    /// As many groups as bring the mean size closest to the middle of the limits.
    Between {
        /// The smallest size.
        min: usize,
        /// The largest size.
        max: usize,
    },
    /// Exactly these sizes, group by group.
    Listed(Vec<usize>),
    /// Between the least and the most of each pair, group by group.
    ListedBetween(Vec<(usize, usize)>),
}

/// What happens when people do not fill groups of the wanted size exactly. Sizes differ by one at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Remainder {
    /// Some groups are larger: 203 at 8 gives 22 of 8 and 3 of 9.
    #[cfg_attr(feature = "serde", serde(rename = "larger"))]
    AllowLarger,
    /// Some groups are smaller: 203 at 8 gives 21 of 8 and 5 of 7.
    #[cfg_attr(feature = "serde", serde(rename = "smaller"))]
    AllowSmaller,
    /// Nobody may be left over.
    #[cfg_attr(feature = "serde", serde(rename = "none"))]
    Forbid,
}

impl Sizes {
    /// This many groups; sizes differ by one at most.
    #[must_use]
    pub fn count(groups: usize) -> Self {
        Sizes::Count(groups)
    }

    /// Groups of this size, with this policy for those left over.
    #[must_use]
    pub fn of(size: usize, remainder: Remainder) -> Self {
        Sizes::Size { size, remainder }
    }

    /// Each group between these sizes; the number of groups follows.
    #[must_use]
    pub fn between(min: usize, max: usize) -> Self {
        Sizes::Between { min, max }
    }

    /// Exactly these sizes.
    #[must_use]
    pub fn listed(sizes: impl Into<Vec<usize>>) -> Self {
        Sizes::Listed(sizes.into())
    }

    /// Group by group, the least and the most members.
    #[must_use]
    pub fn listed_between(limits: impl Into<Vec<(usize, usize)>>) -> Self {
        Sizes::ListedBetween(limits.into())
    }

    /// What can be said without knowing how many people there are.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let positive = |what, found: usize| {
            if found == 0 {
                return Err(Error::Number { what, found, right: "1 or more".into() });
            }
            Ok(())
        };
        let ordered = |min: usize, max: usize| {
            positive("the smallest size", min)?;
            if max < min {
                let right = format!("{min} or more, the smallest size");
                return Err(Error::Number { what: "the largest size", found: max, right });
            }
            Ok(())
        };
        match self {
            Sizes::Count(count) => positive("the number of groups", *count),
            Sizes::CountBetween { count, min, max } => {
                positive("the number of groups", *count)?;
                ordered(*min, *max)
            }
            Sizes::Size { size, .. } => positive("the size of a group", *size),
            Sizes::Between { min, max } => ordered(*min, *max),
            Sizes::Listed(sizes) => {
                positive("the number of groups", sizes.len())?;
                sizes.iter().try_for_each(|&size| positive("a listed size", size))
            }
            Sizes::ListedBetween(limits) => {
                positive("the number of groups", limits.len())?;
                limits.iter().try_for_each(|&(least, most)| ordered(least, most))
            }
        }
    }

    /// The least and the most members of each group, for this many people.
    ///
    /// # Errors
    ///
    /// [`RosterError::Empty`], [`SizesError::TooManyGroups`], [`SizesError::DoNotAddUp`] and [`Error::Number`].
    pub fn bounds(&self, people: usize) -> Result<Vec<(usize, usize)>, Error> {
        self.check()?;
        if people == 0 {
            return Err(RosterError::Empty.into());
        }
        let bounds = match *self {
            Sizes::Count(count) => even(people, count)?,
            Sizes::CountBetween { count, min, max } => {
                enough(people, count)?;
                vec![(min, max); count]
            }
            Sizes::Size { size, remainder } => self.of_size(people, size, remainder)?,
            Sizes::Between { min, max } => {
                let (fewest, most) = (people.div_ceil(max), people / min);
                if fewest > most {
                    return Err(self.wrong(people, (most * min, most.saturating_mul(max))));
                }
                // The mean size closest to the middle of the limits; fewer groups when two are as close.
                let wide = |number: usize| number.min(u32::MAX as usize) as u128;
                let off = |count: usize| {
                    let twice = (wide(min) + wide(max)) * wide(count);
                    ((2 * wide(people)).abs_diff(twice), wide(count))
                };
                // Distances to the middle of the limits, each times the other count.
                let closer = |a: &usize, b: &usize| {
                    let ((x, p), (y, q)) = (off(*a), off(*b));
                    (x * q).cmp(&(y * p)).then(p.cmp(&q))
                };
                let count = (fewest..=most).min_by(closer).unwrap_or(fewest);
                vec![(min, max); count]
            }
            Sizes::Listed(ref sizes) => {
                enough(people, sizes.len())?;
                sizes.iter().map(|&size| (size, size)).collect()
            }
            Sizes::ListedBetween(ref limits) => {
                enough(people, limits.len())?;
                limits.clone()
            }
        };
        let holds = bounds.iter().fold((0usize, 0usize), |(least, most), &(lo, hi)| {
            (least.saturating_add(lo), most.saturating_add(hi))
        });
        if people < holds.0 || people > holds.1 {
            return Err(self.wrong(people, holds));
        }
        // Nobody can be in a group whose other places could not be left empty.
        let (least, most) = holds;
        Ok(bounds
            .into_iter()
            .map(|(lo, hi)| {
                (lo.max(people.saturating_sub(most - hi)), hi.min(people - (least - lo)))
            })
            .collect())
    }

    fn of_size(
        &self,
        people: usize,
        size: usize,
        remainder: Remainder,
    ) -> Result<Vec<(usize, usize)>, Error> {
        let (full, left) = (people / size, people % size);
        match remainder {
            _ if left == 0 => even(people, full),
            Remainder::AllowLarger if full > 0 => even(people, full),
            Remainder::AllowSmaller => even(people, full + 1),
            Remainder::AllowLarger | Remainder::Forbid => {
                Err(self.wrong(people, (full * size, full * size)))
            }
        }
    }

    fn wrong(&self, people: usize, (least, most): (usize, usize)) -> Error {
        let right = match self {
            Sizes::Size { remainder: Remainder::Forbid, .. } => {
                "allow larger or smaller groups".to_owned()
            }
            Sizes::Size { .. } => "allow smaller groups".to_owned(),
            Sizes::Listed(_) => format!("list sizes that add up to {people}"),
            _ => "widen the limits or change the number of groups".to_owned(),
        };
        SizesError::DoNotAddUp { sizes: self.to_string(), least, most, people, right }.into()
    }
}

/// Nobody can be in more groups than there are people.
pub(super) fn enough(people: usize, groups: usize) -> Result<(), Error> {
    if groups > people {
        return Err(SizesError::TooManyGroups { groups, people }.into());
    }
    Ok(())
}

fn even(people: usize, groups: usize) -> Result<Vec<(usize, usize)>, Error> {
    enough(people, groups)?;
    Ok(vec![(people / groups, people.div_ceil(groups)); groups])
}

/// How listed sizes begin.
fn several(listed: usize) -> &'static str {
    if listed == 1 { "1 group of" } else { "groups of" }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Sizes::Count(count) => f.write_str(&counted(count, "group")),
            Sizes::CountBetween { count, min, max } => {
                write!(f, "{} of {min} to {max}", counted(count, "group"))
            }
            Sizes::Size { size, remainder: Remainder::AllowLarger } => {
                write!(f, "groups of {size} or more")
            }
            Sizes::Size { size, remainder: Remainder::AllowSmaller } => {
                write!(f, "groups of {size} or fewer")
            }
            Sizes::Size { size, remainder: Remainder::Forbid } => {
                write!(f, "groups of exactly {size}")
            }
            Sizes::Between { min, max } => write!(f, "groups of {min} to {max}"),
            Sizes::Listed(ref sizes) => {
                let sizes: Vec<_> = sizes.iter().map(usize::to_string).collect();
                write!(f, "{} {}", several(sizes.len()), sizes.join(", "))
            }
            Sizes::ListedBetween(ref limits) => {
                let limits: Vec<_> =
                    limits.iter().map(|(least, most)| format!("{least} to {most}")).collect();
                write!(f, "{} {}", several(limits.len()), limits.join(", "))
            }
        }
    }
}
