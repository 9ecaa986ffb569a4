use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use intervision_core::{PairWeight, Roster, Value};

use crate::Slots;

/// Some members of a roster, of pair weights or of slots, numbered anew from 0 in the order given.
///
/// Numbers that are not there, and numbers listed again, are left out. Somebody whose manager is not among these members has
/// none here.
///
/// # Example
///
/// ```
/// use intervision_core::{Roster, Table};
/// use intervision_groups::Subset;
///
/// let roster = Table::new(["a", "b", "c"])?.with_manager("a", "c")?;
/// let some = Subset::new(&roster, roster.len(), &[2, 0]);
/// assert_eq!((some.len(), some.id(1)), (2, "a".into()));
/// assert_eq!(some.manager(1), Some(0));
/// # Ok::<(), intervision_core::TableError>(())
/// ```
pub struct Subset<'a, T: ?Sized> {
    whole: &'a T,
    members: Vec<usize>,
    place: BTreeMap<usize, usize>,
}

impl<'a, T: ?Sized> Subset<'a, T> {
    /// These members of `0..len`.
    #[must_use]
    pub fn new(whole: &'a T, len: usize, members: &[usize]) -> Self {
        let (mut listed, mut place) = (Vec::with_capacity(members.len()), BTreeMap::new());
        for &member in members.iter().filter(|member| **member < len) {
            if let std::collections::btree_map::Entry::Vacant(free) = place.entry(member) {
                free.insert(listed.len());
                listed.push(member);
            }
        }
        Subset { whole, members: listed, place }
    }

    /// The members in the numbers of the whole.
    #[must_use]
    pub fn members(&self) -> &[usize] {
        &self.members
    }
}

impl<T: ?Sized> fmt::Debug for Subset<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subset").field("members", &self.members).finish_non_exhaustive()
    }
}

impl<T: Roster + ?Sized> Roster for Subset<'_, T> {
    fn len(&self) -> usize {
        self.members.len()
    }

    fn id(&self, member: usize) -> Cow<'_, str> {
        self.members.get(member).map_or(Cow::Borrowed(""), |&member| self.whole.id(member))
    }

    fn keys(&self) -> Vec<Cow<'_, str>> {
        self.whole.keys()
    }

    fn attribute(&self, member: usize, key: &str) -> Value<'_> {
        let whole = self.members.get(member);
        whole.map_or(Value::Unknown, |&member| self.whole.attribute(member, key))
    }

    fn level_name(&self, key: &str, rank: u32) -> Option<Cow<'_, str>> {
        self.whole.level_name(key, rank)
    }

    fn manager(&self, member: usize) -> Option<usize> {
        let manager = self.whole.manager(*self.members.get(member)?)?;
        self.place.get(&manager).copied()
    }
}

impl<T: PairWeight + ?Sized> PairWeight for Subset<'_, T> {
    fn len(&self) -> usize {
        self.members.len()
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        match (self.members.get(a), self.members.get(b)) {
            (Some(&a), Some(&b)) => self.whole.weight(a, b),
            _ => 0.0,
        }
    }

    fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
        self.whole.for_each_pair(&mut |a, b, weight| {
            if let (Some(&a), Some(&b)) = (self.place.get(&a), self.place.get(&b)) {
                visit(a.min(b), a.max(b), weight);
            }
        });
    }
}

impl<T: Slots + ?Sized> Slots for Subset<'_, T> {
    fn len(&self) -> usize {
        self.whole.len()
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        self.members.get(member).is_some_and(|&member| self.whole.is_free(member, slot))
    }
}
