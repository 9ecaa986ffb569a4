//! Events in, the text of a calendar file out.

mod event;
mod feed;
mod line;
mod notice;
mod zone;

pub use event::{Attendee, Event, Method};
pub use feed::Feed;
pub use notice::{Notice, Notices};
