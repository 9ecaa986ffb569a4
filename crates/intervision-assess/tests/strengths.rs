//! Strengths that become clearer, and themes that stay apart.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]
#![allow(clippy::float_cmp, reason = "what is certain has no error")]

use std::borrow::Cow;

use intervision_assess::strengths::Discovery;
use intervision_assess::survey::Figure;
use intervision_assess::themes::{EmployerTheme, Theme, Themes};
use intervision_assess::{AssessError, Floor};
use intervision_core::{Rating, Ratings};
use proptest::prelude::*;

/// Levels by member and competency (`c0`, `c1`, …).
struct Measured(Vec<Vec<Option<Rating>>>);

impl Ratings for Measured {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        let most = self.0.iter().map(Vec::len).max().unwrap_or(0);
        (0..most).map(|at| format!("c{at}").into()).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        let at: usize = competency.strip_prefix('c')?.parse().ok()?;
        *self.0.get(member)?.get(at)?
    }
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("c{at}")).collect()
}

fn person(levels: &[f64], error: f64) -> Measured {
    Measured(vec![levels.iter().map(|&level| Some(Rating::measured(level, error))).collect()])
}

#[test]
fn t10_four_measurements_narrow_down_the_three_strongest() {
    let occasions = [
        person(&[4.1, 3.0, 2.2, 4.4, 3.1, 3.9], 0.5),
        person(&[4.3, 2.8, 2.4, 4.2, 3.3, 3.7], 0.5),
        person(&[4.0, 3.1, 2.1, 4.5, 3.0, 4.0], 0.5),
        person(&[4.2, 2.9, 2.3, 4.3, 3.2, 3.8], 0.5),
    ];
    let occasions: Vec<&dyn Ratings> = occasions.iter().map(|it| it as &dyn Ratings).collect();
    let names = names(6);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let discovery = Discovery::new(3.0, 0.8).unwrap();
    let mut sure = Vec::new();
    for count in 1..=4 {
        let found = discovery.of(&occasions[..count], 0, &names).unwrap();
        let strongest: Vec<&str> =
            found.strongest().iter().map(|it| it.competency.as_str()).collect();
        assert_eq!(strongest, ["c3", "c0", "c5"]);
        sure.push(found.strongest().iter().map(|it| it.probability).sum::<f64>());
        for strength in found.all() {
            assert_eq!(strength.measurements, count);
            assert!(strength.sd_after.windows(2).all(|pair| pair[1] < pair[0]));
            assert!(strength.sd_after[0] < 0.8);
            // The precisions of the prior and of each measurement add up.
            let precision = 1.0 / 0.64 + count as f64 / 0.25;
            let sd = strength.sd_after.last().unwrap();
            assert!((sd - (1.0 / precision).sqrt()).abs() < 1e-12);
        }
    }
    assert!(sure.windows(2).all(|pair| pair[1] > pair[0]), "{sure:?}");
    assert!(sure[3] > 2.8, "{sure:?}");
}

#[test]
fn what_was_not_measured_with_an_error_is_no_strength() {
    let unsure = Rating { level: 5.0, standard_error: None };
    let one = Measured(vec![vec![Some(unsure), None, Some(Rating::measured(3.0, 0.4))]]);
    let found = Discovery::new(3.0, 0.8).unwrap().of(&[&one], 0, &["c0", "c1", "c2"]).unwrap();
    assert_eq!(found.unmeasured(), ["c0", "c1"]);
    assert_eq!(found.all().len(), 1);
    assert_eq!(found.all()[0].probability, 1.0);
    assert!(Discovery::new(3.0, 0.8).unwrap().of(&[], 0, &["c0"]).unwrap().all().is_empty());
}

#[test]
fn settings_that_mean_nothing_are_refused() {
    let said = |result: Result<Discovery, AssessError>| result.unwrap_err().to_string();
    assert_eq!(
        said(Discovery::new(f64::NAN, 1.0)),
        "expected level is NaN; it must be a finite number"
    );
    assert_eq!(
        said(Discovery::new(3.0, 0.0)),
        "standard deviation between people is 0; it must be finite and above 0"
    );
    assert_eq!(
        said(Discovery::new(3.0, 1.0).unwrap().with_drift(-0.1)),
        "drift is -0.1; it must be finite and not negative"
    );
    let (one, two) = (person(&[3.0], 0.4), Measured(vec![Vec::new(), Vec::new()]));
    assert_eq!(
        Discovery::new(3.0, 1.0).unwrap().of(&[&one, &two], 0, &["c0"]).unwrap_err().to_string(),
        "another measurement of the series is about 2 members and the measurement about 1; give one row per member in both"
    );
}

fn three() -> Themes {
    Themes::new([
        Theme::new("talent", "Talent", ["c0", "c1"]),
        Theme::new("leadership", "Leadership", ["c2"]),
        Theme::new("vitality", "Vitality", ["c3"]),
    ])
    .unwrap()
}

#[test]
fn t11_three_themes_stay_apart_and_an_employer_sees_nobody() {
    let row = |shift: f64, vitality: Option<f64>| {
        let level = |level: f64| Some(Rating::measured(level + shift, 0.3));
        vec![level(3.0), level(4.0), level(2.0), vitality.map(|v| Rating::measured(v, 0.3))]
    };
    // Seven people, of whom four were asked about their vitality.
    let rows = (0..7).map(|m| row(0.1 * f64::from(m), (m < 4).then_some(1.5 + f64::from(m))));
    let themed = three().score(&Measured(rows.collect()));

    let own = themed.own(2).unwrap();
    let levels: Vec<(&str, f64)> = own.levels().iter().map(|l| (l.theme(), l.level())).collect();
    assert_eq!(levels.len(), 3);
    assert!((own.of("talent").unwrap().level() - 3.7).abs() < 1e-12);
    let error = own.of("talent").unwrap().standard_error().unwrap();
    assert!((error - 0.3 / 2.0_f64.sqrt()).abs() < 1e-12);
    assert!(themed.own(5).unwrap().of("vitality").is_none());
    assert!(themed.own(7).is_none());

    let employer = themed.employer(Floor::default());
    let figures: Vec<Figure> = employer.themes().iter().map(EmployerTheme::figure).collect();
    assert!(matches!(figures[0], Figure::Shown { n: 7, .. }));
    assert!(matches!(figures[1], Figure::Shown { n: 7, .. }));
    assert_eq!(figures[2], Figure::BelowFloor);
    // Three figures apart: nothing by member, no total, and no level in what is printed for a log.
    #[cfg(feature = "serde")]
    {
        let json = serde_json::to_value(&employer).unwrap();
        let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["floor", "themes"]);
        let themes = json["themes"].as_array().unwrap();
        assert_eq!(themes.len(), 3);
        for theme in themes {
            let keys: Vec<&String> = theme.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["figure", "theme", "title"]);
        }
    }
    assert_eq!(
        format!("{themed:?}"),
        "Themed { members: 7, themes: [\"talent\", \"leadership\", \"vitality\"], .. }"
    );
}

#[test]
fn themes_that_overlap_are_refused_all_at_once() {
    let themes = Themes::new([
        Theme::new("talent", "Talent", ["c0", "c0"]),
        Theme::new("talent", "Again", Vec::<String>::new()),
    ]);
    assert_eq!(
        themes.unwrap_err().to_string(),
        "the themes have 3 mistakes: competency \"c0\" belongs to \"talent\" and to \"talent\"; themes stay apart, so give it one place; \
         theme \"talent\" stands twice; rename one of them; theme \"talent\" has no competency; name at least one"
    );
}

fn belief() -> impl Strategy<Value = (f64, f64)> {
    (1.0..5.0, prop_oneof![Just(0.0), 0.001..0.01, 0.05..1.5])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn probabilities_add_up_to_the_number_of_strongest(
        levels in prop::collection::vec(belief(), 1..9),
        strongest in 0_usize..5,
    ) {
        let ratings = levels.iter().map(|&(level, error)| Some(Rating::measured(level, error)));
        let measured = Measured(vec![ratings.collect()]);
        let names = names(levels.len());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let discovery = Discovery::new(3.0, 1.0).unwrap().with_strongest(strongest);
        let found = discovery.of(&[&measured], 0, &names).unwrap();
        let sum: f64 = found.all().iter().map(|it| it.probability).sum();
        let expected = strongest.min(levels.len()) as f64;
        prop_assert!((sum - expected).abs() < 1e-6, "{} {}", sum, expected);
        // The order of the competencies means nothing.
        let mut turned = names.clone();
        turned.reverse();
        prop_assert_eq!(discovery.of(&[&measured], 0, &turned).unwrap(), found);
    }

    #[test]
    fn every_measurement_makes_surer(
        errors in prop::collection::vec(0.05..3.0_f64, 1..6),
        levels in prop::collection::vec(1.0..5.0_f64, 6),
    ) {
        let occasions: Vec<Measured> =
            errors.iter().zip(&levels).map(|(&error, &level)| person(&[level], error)).collect();
        let occasions: Vec<&dyn Ratings> = occasions.iter().map(|it| it as &dyn Ratings).collect();
        let found = Discovery::new(3.0, 0.7).unwrap().of(&occasions, 0, &["c0"]).unwrap();
        let mut before = 0.7;
        for &sd in &found.all()[0].sd_after {
            prop_assert!(sd < before);
            before = sd;
        }
    }
}
