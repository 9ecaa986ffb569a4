//! Ratings of occupations from the database of O*NET, the *Occupational Information Network* of the United States: a table of
//! ratings (`Skills.txt`, `Abilities.txt`, `Knowledge.txt`, `Work Activities.txt`, with tabs between cells) comes in; what an
//! occupation asks for, in the levels of a framework and with standard errors, goes out.

mod profile;
mod ratings;

pub use profile::{LeftOut, OnetMapping, OnetProfile, WhyLeftOut};
pub use ratings::{OnetRating, OnetRatings, read_onet_ratings};
