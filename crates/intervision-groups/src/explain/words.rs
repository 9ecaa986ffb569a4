//! In: figures and ids. Out: how sentences spell them.

/// A figure with as many digits as people read.
pub(crate) fn figure(value: f64) -> String {
    if (value - value.round()).abs() < 1e-9 {
        format!("{:.0}", value.round() + 0.0)
    } else if value.abs() >= 10.0 {
        format!("{value:.1}")
    } else if value.abs() >= 0.01 {
        format!("{value:.3}")
    } else {
        format!("{value:.1e}")
    }
}

/// A share in hundredths, never less than can be seen.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 0.01 { format!("{percent:.2} %") } else { "0.01 %".to_owned() }
}

/// A change with its sign: `+1`, `-0.250`, `0`.
pub(crate) fn signed(change: f64) -> String {
    let shown = figure(change);
    if change > 0.0 && shown != "0" { format!("+{shown}") } else { shown }
}

/// `1 slot`, `2 slots`; people are the only ones whose plural is their own.
pub(crate) fn counted(number: usize, one: &str) -> String {
    match (number, one) {
        (1, _) => format!("1 {one}"),
        (_, "person") => format!("{number} people"),
        _ => format!("{number} {one}s"),
    }
}

/// `a, b and c`, with at most eight of them spelled out.
pub(crate) fn names(ids: &[String]) -> String {
    match ids {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [head @ .., last] if ids.len() <= 8 => format!("{} and {last}", head.join(", ")),
        _ => format!("{} and {} more", ids[..7].join(", "), ids.len() - 7),
    }
}
