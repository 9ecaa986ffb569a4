//! A season on paper: one row per group, months across, and a page for each person.
//!
//! In: a demand, a roster and a timetable by the seam's traits, and the days off that are shaded. Out: an SVG picture, a
//! self-contained HTML page that prints well, and (with feature `csv`) a table with a row per person and session. Nothing is
//! loaded from elsewhere and nothing runs in the page. O(sessions x attendees).

mod html;
mod season;
mod svg;
#[cfg(feature = "csv")]
mod table;
mod words;

pub use season::Overview;
