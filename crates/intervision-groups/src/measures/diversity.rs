/// Blau's index (1977): the chance that two members, drawn with replacement, are of different kinds; `counts` are the members of each kind.
///
/// 0 for a group of one kind or of nobody.
///
/// # Example
///
/// ```
/// use intervision_groups::measures::blau;
///
/// // One facilitator, one adviser, one planner.
/// assert!((blau(&[1, 1, 1]) - 2.0 / 3.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn blau(counts: &[usize]) -> f64 {
    shares(counts)
        .fold(None, |rest, share| Some(rest.unwrap_or(1.0) - share * share))
        .unwrap_or(0.0)
}

/// The greatest value that [`blau`] has for so many members of at most so many kinds: those of kinds as equal in number as can be. With few
/// members it is below the usual 1 - 1/kinds (Biemann and Kearney 2010).
///
/// # Example
///
/// ```
/// use intervision_groups::measures::blau_most;
///
/// assert!((blau_most(10, 3) - 0.66).abs() < 1e-15);
/// ```
#[must_use]
pub fn blau_most(members: usize, kinds: usize) -> f64 {
    let kinds = kinds.min(members).max(1);
    let count = |kind: usize| members / kinds + usize::from(kind < members % kinds);
    blau(&(0..kinds).map(count).collect::<Vec<_>>())
}

/// Teachman's index (1980), an entropy in nats: minus the sum of each share times its logarithm.
///
/// # Example
///
/// ```
/// use intervision_groups::measures::teachman;
///
/// assert!((teachman(&[1, 1, 1]) - 3.0f64.ln()).abs() < 1e-15);
/// ```
#[must_use]
pub fn teachman(counts: &[usize]) -> f64 {
    shares(counts).map(|share| -share * share.ln()).sum()
}

/// Rao's quadratic entropy (1982): the distance that two members, drawn with replacement, have on average. `distance` gives that of two kinds.
///
/// With distance 1 for all kinds it is [`blau`].
///
/// # Example
///
/// ```
/// use intervision_groups::measures::rao;
///
/// // Levels 1, 2 and 3, whose distance is the difference.
/// let levels = rao(&[1, 1, 1], |a, b| a.abs_diff(b) as f64);
/// assert!((levels - 8.0 / 9.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn rao(counts: &[usize], distance: impl Fn(usize, usize) -> f64) -> f64 {
    let members = counts.iter().sum::<usize>().max(1) as f64;
    let of = |(a, &x): (usize, &usize)| -> f64 {
        let to = counts.iter().enumerate().filter(|(b, _)| *b != a);
        to.map(|(b, &y)| x as f64 / members * (y as f64 / members) * distance(a, b)).sum()
    };
    counts.iter().enumerate().map(of).sum()
}

/// The Gini coefficient of amounts that are not negative, such as years of service or pay: half the mean difference of two members, drawn with
/// replacement, divided by the mean (Harrison and Klein 2007 take it for disparity).
///
/// 0 where everybody has the same or nobody has anything; amounts that are not finite or below 0 are left out.
///
/// # Example
///
/// ```
/// use intervision_groups::measures::gini;
///
/// // One has all there is.
/// assert!((gini(&[0.0, 0.0, 0.0, 8.0]) - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn gini(amounts: &[f64]) -> f64 {
    let mut sorted: Vec<f64> =
        amounts.iter().copied().filter(|amount| amount.is_finite() && *amount >= 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    let (members, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    if sum <= 0.0 {
        return 0.0;
    }
    let weighed: f64 = sorted
        .iter()
        .enumerate()
        .map(|(at, amount)| (2.0 * at as f64 + 1.0 - members) * amount)
        .sum();
    weighed / (members * sum)
}

/// The shares of the kinds that there are.
fn shares(counts: &[usize]) -> impl Iterator<Item = f64> {
    let members = counts.iter().sum::<usize>() as f64;
    counts.iter().filter(|count| **count > 0).map(move |&count| count as f64 / members)
}
