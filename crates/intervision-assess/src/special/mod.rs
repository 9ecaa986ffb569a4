//! The distributions that intervals and probabilities need. Private to the crate.

mod normal;

pub(crate) use normal::{normal_cdf, normal_quantile};
