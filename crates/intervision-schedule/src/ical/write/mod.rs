//! Events in, the text of a calendar file out.

mod event;
mod feed;
mod line;
mod zone;

pub use event::{Attendee, Event, Method};
pub use feed::Feed;
