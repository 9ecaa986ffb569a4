//! The distributions that intervals and probabilities need. Private to the crate.

mod beta;
mod gamma;
mod normal;

pub(crate) use beta::{f_quantile, t_quantile};
pub(crate) use gamma::ln_gamma;
pub(crate) use normal::{normal_cdf, normal_quantile};
