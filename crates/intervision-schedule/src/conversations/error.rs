/// Why conversations cannot be planned as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConversationError {
    /// A pair of one person, or with somebody who is not there.
    #[error(
        "conversation {number} (counted from 1) is of {a} and {b}, but it takes two of the people 0 to {last}"
    )]
    Pair {
        /// The conversation, counted from 1.
        number: usize,
        /// One of the two.
        a: usize,
        /// The other.
        b: usize,
        /// The last person there is.
        last: usize,
    },
    /// No room for any conversation.
    #[error("{conversations} conversations and room for none at once; allow at least one")]
    NoRoom {
        /// How many are wanted.
        conversations: usize,
    },
    /// Days of slots that go back.
    #[error(
        "slot {slot} (counted from 0) lies on day {day}, before day {before} of the slot before it; list slots in order"
    )]
    SlotOrder {
        /// The slot.
        slot: usize,
        /// Its day.
        day: usize,
        /// The day of the slot before it.
        before: usize,
    },
    /// A request for slots that are not there.
    #[error(
        "request {number} (counted from 1) wants slots {first} to {last}, and the slots are 0 to {slots_end}, first to last in order"
    )]
    Window {
        /// The request, counted from 1.
        number: usize,
        /// Its first slot.
        first: usize,
        /// Its last slot.
        last: usize,
        /// The last slot there is.
        slots_end: usize,
    },
}
