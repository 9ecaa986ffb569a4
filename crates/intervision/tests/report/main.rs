//! The programme report as a whole: what stands on the page, and what may never stand on it.

#![cfg(feature = "report")]

#[cfg(test)]
mod chapters;
#[cfg(test)]
mod empty;
#[cfg(test)]
mod ended;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod markup;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod retreat;
