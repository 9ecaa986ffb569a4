//! Groups as a list of ids, to keep and to approve.

use std::borrow::Cow;

use intervision_core::{Grouping, Roster};

use crate::{Place, Problem, Problems};

/// Groups of participants, by id and by number. Wrapped in [`Approved`](intervision_core::Approved) it is what sessions
/// are planned for.
///
/// # Example
///
/// ```
/// use intervision_core::Grouping;
/// use intervision_model::{Cohort, GroupList, Participant};
///
/// let cohort = Cohort::new(["a", "b", "c", "d"].map(Participant::new))?;
/// let groups = GroupList::new(&cohort, [("north", vec!["a", "d"]), ("south", vec!["b", "c"])])?;
/// assert_eq!(groups.members(0), [0, 3]);
/// assert_eq!(groups.label(1), "south");
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupList {
    labels: Vec<String>,
    members: Vec<Vec<usize>>,
}

impl GroupList {
    /// Groups with their labels and the ids of their members. Somebody may be in no group.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownId`], [`Problem::TwoGroups`] and [`Problem::SamePerson`], every one of them.
    pub fn new<G, L, M, T>(roster: &dyn Roster, groups: G) -> Result<Self, Problems>
    where
        G: IntoIterator<Item = (L, M)>,
        L: Into<String>,
        M: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        let numbers = crate::people::numbers(roster);
        let mut place: Vec<Option<usize>> = vec![None; roster.len()];
        let (mut labels, mut members, mut problems) = (Vec::new(), Vec::new(), Vec::new());
        for (index, (label, ids)) in groups.into_iter().enumerate() {
            let mut group = Vec::new();
            for id in ids {
                let id = id.as_ref().trim();
                let at = || Place::part(format!("group {}", index + 1));
                let known = numbers.get(id).and_then(|n| Some((*n, place.get_mut(*n)?)));
                match known {
                    None => problems.push(Problem::UnknownId { at: at(), id: id.to_owned() }),
                    Some((_, Some(first))) if *first == index => {
                        problems.push(Problem::SamePerson { at: at(), id: id.to_owned() });
                    }
                    Some((_, Some(first))) => problems.push(Problem::TwoGroups {
                        id: id.to_owned(),
                        first: *first + 1,
                        second: index + 1,
                    }),
                    Some((number, free)) => {
                        *free = Some(index);
                        group.push(number);
                    }
                }
            }
            labels.push(label.into());
            members.push(group);
        }
        Problems::or(problems, GroupList { labels, members })
    }
}

impl Grouping for GroupList {
    fn len(&self) -> usize {
        self.members.len()
    }

    fn members(&self, group: usize) -> &[usize] {
        self.members.get(group).map_or(&[], Vec::as_slice)
    }

    fn label(&self, group: usize) -> Cow<'_, str> {
        match self.labels.get(group) {
            Some(label) if !label.is_empty() => label.as_str().into(),
            _ => (group + 1).to_string().into(),
        }
    }
}
