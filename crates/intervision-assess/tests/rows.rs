//! Rows of `docs/capabilities.md` to the letter: each test is the example of its row, with its numbers.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    reason = "tests fail loudly, and levels are written out"
)]

use intervision_assess::ballots::{
    Ballots, ProportionalApproval, Schulze, TieBreak, VotingRule, YearOfShares, condorcet_winner,
    unrepresented,
};
use intervision_assess::change::{Change, Evaluation};
use intervision_assess::multirater::{Disclosure, Feedback, History, RaterGroup};
use intervision_assess::survey::{Cell, Question, Questions, Replies};
use intervision_assess::{
    Answer, Floor, Instrument, Item, LevelMap, MissingRule, NeedsAnalysis, ResponseFormat,
    Responses, Scale, TargetProfile,
};
use intervision_core::{Rating, Ratings, Table};

/// A hundred ballots over fourteen topics, from four camps that each share their first choices.
fn hundred() -> Ballots {
    let topics: Vec<String> = (1..=14).map(|n| format!("t{n:02}")).collect();
    let camps: [(usize, [usize; 5]); 4] = [
        (42, [0, 1, 2, 3, 4]),
        (23, [5, 6, 7, 8, 4]),
        (20, [9, 10, 4, 11, 0]),
        (15, [12, 13, 4, 5, 9]),
    ];
    let mut builder = Ballots::of(topics.clone());
    for (size, likes) in camps {
        for voter in 0..size {
            // Within a camp people begin at another of its topics.
            let turned = (0..5).map(|at| likes[(at + voter) % 5]);
            builder = builder.ranked("", turned.map(|at| topics[at].as_str()));
        }
    }
    builder.build().unwrap()
}

#[test]
fn c3_a_hundred_ballots_choose_eight_topics_over_four_gatherings_and_every_group_is_heard() {
    let ballots = hundred();
    assert_eq!((ballots.len(), ballots.options().len()), (100, 14));
    let ties = TieBreak::Order((0..14).collect());
    let mut year = YearOfShares::new(&ballots, 8).unwrap();
    let over_year: Vec<usize> =
        (0..4).flat_map(|_| year.gathering(2, &ties).unwrap().chosen).collect();
    let at_once = ProportionalApproval.choose(&ballots, 8, &ties).unwrap().chosen;
    for chosen in [over_year, at_once] {
        let mut topics = chosen.clone();
        topics.sort_unstable();
        topics.dedup();
        assert_eq!(topics.len(), 8);
        // Extended justified representation: no group of n·l/8 voters that agree on l topics has fewer than l of its own.
        assert!(unrepresented(&ballots, &chosen, 8, 8).unwrap().is_none(), "{chosen:?}");
    }
    let winner = condorcet_winner(&ballots).unwrap();
    assert_eq!(Schulze.choose(&ballots, 1, &ties).unwrap().chosen, [winner]);
}

/// Four competencies of the leadership profile, one question each.
const AXES: [&str; 4] = ["collaboration", "connecting", "awareness", "decisiveness"];

fn profile() -> Instrument {
    let scales = AXES.map(|axis| {
        Scale::new(axis)
            .with_competency(axis)
            .with_item(format!("q-{axis}"))
            .with_missing(MissingRule::MinAnswered(1))
            .with_levels(LevelMap::linear(1.0, 5.0))
    });
    let mut builder = Instrument::builder("profile")
        .with_format("often", ResponseFormat::new(1, 5))
        .with_items(AXES.map(|axis| Item::new(format!("q-{axis}"), "often")));
    for scale in scales {
        builder = builder.with_scale(scale);
    }
    builder.build().unwrap()
}

#[test]
fn h9_four_axes_with_self_others_target_and_gap() {
    let instrument = profile();
    let rows: [(&str, &str, [i32; 4]); 5] = [
        ("me", "self", [4, 3, 5, 2]),
        ("m", "manager", [3, 3, 4, 2]),
        ("a", "peers", [3, 4, 3, 3]),
        ("b", "peers", [2, 4, 3, 1]),
        ("c", "peers", [4, 4, 3, 2]),
    ];
    let mut builder = Responses::builder(&instrument);
    for (rater, _, answers) in &rows {
        let items: Vec<String> = AXES.iter().map(|axis| format!("q-{axis}")).collect();
        let row = items.iter().map(String::as_str).zip(answers.iter().map(|it| Answer::Given(*it)));
        builder = builder.with_row(rater, row);
    }
    let raters = rows.iter().map(|(rater, group, _)| (*rater, RaterGroup::named(group)));
    let feedback = Feedback::new(&instrument, &builder.build().unwrap(), "p1", raters).unwrap();
    let report = Disclosure::new().report(&feedback, &History::new("p1")).unwrap().report;

    let own: Vec<f64> = report.scales.iter().map(|scale| scale.groups[0].mean().unwrap()).collect();
    let peers: Vec<f64> =
        report.scales.iter().map(|scale| scale.groups[2].mean().unwrap()).collect();
    assert_eq!(
        (own.as_slice(), peers.as_slice()),
        (&[4.0, 3.0, 5.0, 2.0][..], &[3.0, 4.0, 3.0, 2.0][..])
    );
    // Against the target: a radar of four axes.
    let levels = TargetProfile::new(1, AXES.into_iter().zip(own));
    let target = TargetProfile::new(1, AXES.into_iter().zip([4.0, 4.0, 4.0, 4.0]));
    let needs = NeedsAnalysis::new().find(&levels, &target).unwrap();
    let radar = AXES.map(|axis| {
        let gap = &needs.on(0, axis).unwrap().gap;
        (gap.level.unwrap(), gap.target, gap.gap.unwrap())
    });
    assert_eq!(radar, [(4.0, 4.0, 0.0), (3.0, 4.0, 1.0), (5.0, 4.0, -1.0), (2.0, 4.0, 2.0)]);
}

/// Levels of some members on one competency; of the others there are none.
struct Levels(Vec<Option<f64>>);

impl Ratings for Levels {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn competencies(&self) -> Vec<std::borrow::Cow<'_, str>> {
        vec!["influence".into()]
    }
    fn rating(&self, member: usize, _: &str) -> Option<Rating> {
        self.0.get(member).copied().flatten().map(|level| Rating { level, standard_error: None })
    }
}

#[test]
fn m16_d_av_paired_interval_n_and_participation_and_fewer_than_five_withheld() {
    let before = [2.0, 2.5, 3.0, 3.5, 2.2, 2.8].map(Some);
    let after = |n: usize| {
        let levels = [3.1, 3.0, 3.4, 3.9, 3.2, 3.0];
        Levels((0..6).map(|at| (at < n).then_some(levels[at])).collect())
    };
    let told = |n: usize| {
        let before = Levels(before.to_vec());
        Evaluation::between(&before, &after(n), Floor::default()).unwrap()
    };
    // Five of six came back.
    let five = told(5);
    assert_eq!((five.participation.invited, five.participation.answered), (6, Cell::Shown(5)));
    assert_eq!(five.participation.rate, Some(5.0 / 6.0));
    let Change::Shown(effect) = five.competencies[0].change else { panic!("{five:?}") };
    assert_eq!(effect.n, 5);
    // By hand: changes 1.1, .5, .4, .4, 1.0; standard deviations √.353 and √.127; t with 4 degrees is 2.776445.
    let unit = f64::midpoint(0.373_f64.sqrt(), 0.127_f64.sqrt());
    assert!((effect.d_av - 0.68 / unit).abs() < 1e-9, "{}", effect.d_av);
    let half = 2.776_445_105 * (0.117_f64 / 5.0).sqrt();
    assert!((effect.mean_change_interval.low - (0.68 - half)).abs() < 1e-6);
    assert!((effect.mean_change_interval.high - (0.68 + half)).abs() < 1e-6);
    assert!(effect.d_av_interval.low < effect.d_av && effect.d_av < effect.d_av_interval.high);
    // With four nothing is told but that there are fewer than five.
    let four = told(4);
    assert_eq!(four.competencies[0].change, Change::BelowFloor);
    assert_eq!(four.competencies[0].pairs.to_string(), "<5");
    assert_eq!(
        (four.participation.answered.to_string().as_str(), four.participation.rate),
        ("<5", None)
    );
}

#[test]
fn h1_two_hundred_invited_163_answers_and_a_cell_of_three() {
    let questions = Questions::new([
        Question::closed(
            "often",
            "How often do you learn at work?",
            ["weekly", "monthly", "yearly", "never"],
        ),
        Question::open("help", "What would help you most?", ["time", "colleagues", "sabbatical"]),
    ]);
    let questions = questions.unwrap();
    // 90 weekly, 50 monthly, 20 yearly, 3 never; time 80 times, colleagues 70, and 3 a sabbatical, 40 of them both of the first.
    let mut file = "id;often;help\n".to_owned();
    for person in 0..163 {
        let often = match person {
            0..90 => "weekly",
            90..140 => "monthly",
            140..160 => "yearly",
            _ => "never",
        };
        let mut help = Vec::new();
        help.extend((person < 80).then_some("time"));
        help.extend((40..110).contains(&person).then_some("colleagues"));
        help.extend((160..163).contains(&person).then_some("sabbatical"));
        let row = [format!("m{:03}", person + 1), often.to_owned(), help.join("|")];
        file += &(row.join(";") + "\n");
    }
    let roster = Table::new((1..=200).map(|n| format!("m{n:03}"))).unwrap();
    let replies = Replies::from_csv(&questions, file.as_bytes()).unwrap();
    let report = replies.report(&roster, Floor::default()).unwrap();
    assert_eq!(
        (report.participation.invited, report.participation.answered),
        (200, Cell::Shown(163))
    );
    assert_eq!(report.participation.rate, Some(0.815));
    let told = |at: usize| -> Vec<String> {
        report.questions[at].counts.iter().map(|(_, cell)| cell.to_string()).collect()
    };
    // The 3 would follow from the other three, so the smallest of those is withheld.
    assert_eq!(told(0), ["90", "50", "withheld", "<5"]);
    assert_eq!(report.questions[0].silent, Cell::Shown(0));
    // Themes overlap; that 50 touched on none is not told beside a cell that is withheld.
    assert_eq!(told(1), ["80", "70", "<5"]);
    assert_eq!(report.questions[1].silent, Cell::Withheld);
    assert_eq!(format!("{replies:?}"), "Replies { people: 163, .. }");
}

#[test]
fn h1_of_four_who_answered_nothing_is_told() {
    let questions =
        Questions::new([Question::closed("q", "Is it useful?", ["yes", "no"])]).unwrap();
    let replies = Replies::from_csv(&questions, b"id,q\na,yes\nb,yes\nc,yes\nd,yes\n").unwrap();
    let report = replies.report(&Table::new(["a", "b", "c", "d", "e"]).unwrap(), Floor::default());
    let report = report.unwrap();
    assert_eq!(report.participation.rate, None);
    // That nobody said no would tell what all four said.
    assert!(report.questions[0].counts.iter().all(|(_, cell)| *cell == Cell::Withheld));
}
