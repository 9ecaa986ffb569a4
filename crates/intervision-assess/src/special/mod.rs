//! The distributions that intervals and probabilities need. Private to the crate.

mod beta;
mod chi_square;
mod gamma;
mod noncentral_t;
mod normal;

pub(crate) use beta::{f_quantile, t_quantile};
pub(crate) use chi_square::chi_square_upper;
pub(crate) use gamma::ln_gamma;
pub(crate) use noncentral_t::noncentrality;
pub(crate) use normal::{normal_cdf, normal_quantile};
