//! In: when members are free. Out: bit sets, one for each member.

use crate::{Error, SlotsError};

/// When members are free, in numbered slots of time; members are numbered as in the roster.
///
/// What a slot is (Tuesday morning, the second hour of a conference) is the host's business.
///
/// # Laws
///
/// * Answers are stable.
/// * A slot outside `0..len()` and a member who is not there are not free, and never a panic.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table};
/// use intervision_groups::{Former, RulesBuilder, Sizes, Slots};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// /// Weekdays on which each member works.
/// struct Week(Vec<[bool; 5]>);
///
/// impl Slots for Week {
///     fn len(&self) -> usize { 5 }
///     fn is_free(&self, member: usize, slot: usize) -> bool {
///         self.0.get(member).and_then(|days| days.get(slot)).is_some_and(|free| *free)
///     }
/// }
///
/// let early = [true, true, true, false, false];
/// let late = [false, false, true, true, true];
/// let week = Week(vec![early, late, early, late]);
/// let roster = Table::new(["a", "b", "c", "d"])?;
/// let rules = RulesBuilder::new(Sizes::count(2)).common_slots(2).build()?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let outcome =
///     Former::new(rules).with_slots(&week).form(&roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.groups().iter().collect::<Vec<_>>(), [[0, 2], [1, 3]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell free `Slots`",
    note = "implement `intervision_groups::Slots` (len, is_free) for your own calendar"
)]
pub trait Slots {
    /// How many slots there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a member is free in a slot.
    fn is_free(&self, member: usize, slot: usize) -> bool;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Slots + ?Sized> Slots for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn is_free(&self, member: usize, slot: usize) -> bool {
                (**self).is_free(member, slot)
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// The slots that the members of a group must share, as bits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CommonSlots {
    /// How many slots every group must have in common.
    pub(crate) least: usize,
    /// How many there are.
    pub(crate) slots: usize,
    /// Words of 64 slots for each member.
    pub(crate) words: usize,
    free: Vec<u64>,
}

impl CommonSlots {
    /// `None` without such a rule; everyone must be free in slots enough.
    pub(super) fn new(
        least: usize,
        slots: Option<&dyn Slots>,
        ids: &[String],
        listed: &[usize],
    ) -> Result<Option<Self>, Error> {
        let read = CommonSlots::read(least, slots, listed)?;
        if let Some(own) = &read {
            for (member, id) in ids.iter().enumerate() {
                let free = own.shared([&(member as u32)]);
                if free < least {
                    return Err(SlotsError::TooFewFree { id: id.clone(), free, least }.into());
                }
            }
        }
        Ok(read)
    }

    /// When everyone is free; `None` without such a rule.
    pub(crate) fn read(
        least: usize,
        slots: Option<&dyn Slots>,
        listed: &[usize],
    ) -> Result<Option<Self>, Error> {
        if least == 0 {
            return Ok(None);
        }
        let Some(given) = slots else { return Err(SlotsError::Missing { least }.into()) };
        let slots = given.len();
        if least > slots {
            return Err(SlotsError::TooFew { least, slots }.into());
        }
        let words = slots.div_ceil(64);
        let mut free = vec![0u64; words * listed.len()];
        for (member, &number) in listed.iter().enumerate() {
            for slot in (0..slots).filter(|&slot| given.is_free(number, slot)) {
                free[member * words + slot / 64] |= 1 << (slot % 64);
            }
        }
        Ok(Some(CommonSlots { least, slots, words, free }))
    }

    /// When a member is free.
    pub(crate) fn of(&self, member: usize) -> &[u64] {
        &self.free[member * self.words..(member + 1) * self.words]
    }

    /// How many slots these members share.
    pub(crate) fn shared<'m>(&self, members: impl IntoIterator<Item = &'m u32>) -> usize {
        let mut common = vec![u64::MAX; self.words];
        let mut anyone = false;
        for &member in members {
            anyone = true;
            for (word, free) in common.iter_mut().zip(self.of(member as usize)) {
                *word &= free;
            }
        }
        if anyone { common.iter().map(|word| word.count_ones() as usize).sum() } else { self.slots }
    }
}
