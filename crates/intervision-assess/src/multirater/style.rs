use super::Feedback;
use crate::AssessError;

/// How one rater uses the response format. For whoever looks after the data: it does not serialise, and belongs in no report.
#[derive(Debug, Clone, PartialEq)]
pub struct RaterStyle {
    /// The rater's id.
    pub rater: String,
    /// How many items the rater answered.
    pub answered: usize,
    /// Part of the answers at either end of the format.
    pub extreme: f64,
    /// Longest run of the same answer, in the order of the items, as given (not turned around).
    pub longest_run: usize,
    /// What is worth a look; nothing with fewer answers than [`StyleLimits::answers`].
    pub flags: Vec<StyleFlag>,
}

/// Something about how a rater answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StyleFlag {
    /// The same answer throughout, or nearly.
    StraightLine,
    /// Nearly all answers at the ends of the format.
    Extreme,
    /// Nearly all answers in the middle of the format.
    Midpoint,
    /// High answers to nearly everything, reversed items included (acquiescence). Needs both kinds of items.
    Acquiescence,
    /// Low answers to nearly everything, reversed items included (disacquiescence). Needs both kinds of items.
    Disacquiescence,
}

/// From where on something is flagged.
///
/// There is no norm for these; the defaults flag one in twenty or so at the most where raters answer with care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StyleLimits {
    /// The fewest answers that are judged.
    pub answers: usize,
    /// Part of the answers, above 0 and at most 1, that must be of one kind.
    pub part: f64,
}

impl Default for StyleLimits {
    /// Eight answers, of which nine in ten are of one kind.
    fn default() -> Self {
        StyleLimits { answers: 8, part: 0.9 }
    }
}

/// How each rater who answered uses the response format, by id. Time O(raters x items).
///
/// # Errors
///
/// [`AssessError::Setting`] for a part that is not above 0 and at most 1.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::{Feedback, RaterGroup, StyleFlag, StyleLimits, styles};
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
///
/// let items = ["a", "b", "c", "d", "e", "f", "g", "h"];
/// let scale = items.iter().fold(Scale::new("s"), |scale, item| scale.with_item(*item));
/// let instrument = Instrument::builder("short")
///     .with_format("often", ResponseFormat::new(1, 5))
///     .with_items(items.map(|id| Item::new(id, "often")))
///     .with_scale(scale)
///     .build()?;
/// let answers =
///     Responses::builder(&instrument).with_row("r1", items.map(|id| (id, Answer::Given(3)))).build()?;
/// let feedback = Feedback::new(&instrument, &answers, "p1", [("r1", RaterGroup::Peers)])?;
/// let found = styles(&feedback, StyleLimits::default())?;
/// assert_eq!(found[0].flags, [StyleFlag::StraightLine, StyleFlag::Midpoint]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
pub fn styles(feedback: &Feedback, limits: StyleLimits) -> Result<Vec<RaterStyle>, AssessError> {
    if !(limits.part > 0.0 && limits.part <= 1.0) {
        let (setting, allowed) = ("part", "above 0 and at most 1");
        return Err(AssessError::Setting { setting, value: limits.part, allowed });
    }
    let raters = feedback.raters.iter().enumerate().filter(|(_, rater)| rater.answered);
    Ok(raters.map(|(number, rater)| style(feedback, number, &rater.id, limits)).collect())
}

/// An answer on -1 to 1, as given and turned around.
struct Placed {
    given: f64,
    keyed: f64,
}

fn style(feedback: &Feedback, number: usize, rater: &str, limits: StyleLimits) -> RaterStyle {
    let placed: Vec<Placed> = feedback
        .items
        .iter()
        .filter_map(|item| {
            let score = item.scores.get(number)?.as_ref()?;
            let (min, max) = item.range;
            let keyed = (2.0 * score.value - min - max) / (max - min);
            let turned = score.parts.iter().any(|&(_, part)| part < 0);
            Some(Placed { given: if turned { -keyed } else { keyed }, keyed })
        })
        .collect();
    let answered = placed.len();
    let count = |wanted: &dyn Fn(&Placed) -> bool| {
        placed.iter().filter(|it| wanted(it)).count() as f64 / answered.max(1) as f64
    };
    let (mut longest_run, mut run) = (usize::from(answered > 0), 1);
    for pair in placed.windows(2) {
        let same = matches!(pair, [a, b] if (a.given - b.given).abs() < 1e-9);
        run = if same { run + 1 } else { 1 };
        longest_run = longest_run.max(run);
    }
    let extreme = count(&|it| it.given.abs() > 1.0 - 1e-9);
    let enough = |part: f64| part >= limits.part - 1e-9;
    let both_kinds = {
        let turned =
            placed.iter().filter(|it| (it.given + it.keyed).abs() < 1e-9 && it.given != 0.0);
        let plain =
            placed.iter().filter(|it| (it.given - it.keyed).abs() < 1e-9 && it.given != 0.0);
        turned.count() > 0 && plain.count() > 0
    };
    let mut flags = Vec::new();
    if answered >= limits.answers.max(1) {
        let mut flag = |raised: bool, flag: StyleFlag| {
            if raised {
                flags.push(flag);
            }
        };
        flag(enough(longest_run as f64 / answered as f64), StyleFlag::StraightLine);
        flag(enough(extreme), StyleFlag::Extreme);
        flag(enough(count(&|it| it.given.abs() < 1e-9)), StyleFlag::Midpoint);
        flag(both_kinds && enough(count(&|it| it.given > 0.0)), StyleFlag::Acquiescence);
        flag(both_kinds && enough(count(&|it| it.given < 0.0)), StyleFlag::Disacquiescence);
    }
    RaterStyle { rater: rater.to_owned(), answered, extreme, longest_run, flags }
}
