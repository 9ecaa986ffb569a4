//! Dates of gatherings: one per period, so far apart, with as many people as can be.

#![cfg(feature = "serde")]
#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "helpers fail as their tests do; people are counted in whole numbers here"
)]

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use intervision_core::AlwaysFree;
use intervision_schedule::DaysOff;
use intervision_schedule::calendar::{
    Calendars, Holiday, HolidayPolicy, Region, SchoolHolidays, WorkingTimes,
};
use intervision_schedule::gatherings::{
    GatheringDay, GatheringError, GatheringPlan, Gatherings, gathering_days,
};
use proptest::prelude::*;

/// The school holidays of 2024 that touch region Midden, as the ministry laid them down or advised.
const SCHOOL_2024: &str = r#"
    version = 1
    source = "Ministry of Education, Culture and Science, school years 2023-2024 and 2024-2025"
    retrieved = 2026-11-21
    [[holidays]]
    name = "Christmas holiday"
    status = "fixed"
    midden = { first = 2023-12-23, last = 2024-01-07 }
    [[holidays]]
    name = "spring holiday"
    status = "advisory"
    midden = { first = 2024-02-17, last = 2024-02-25 }
    [[holidays]]
    name = "May holiday"
    status = "fixed"
    midden = { first = 2024-04-27, last = 2024-05-05 }
    [[holidays]]
    name = "summer holiday"
    status = "fixed"
    midden = { first = 2024-07-13, last = 2024-08-25 }
    [[holidays]]
    name = "autumn holiday"
    status = "advisory"
    midden = { first = 2024-10-26, last = 2024-11-03 }
    [[holidays]]
    name = "Christmas holiday"
    status = "fixed"
    midden = { first = 2024-12-21, last = 2025-01-05 }
"#;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn candidate(day: &str, expected: f64) -> GatheringDay {
    GatheringDay { day: date(day), expected }
}

fn dates(plan: &GatheringPlan) -> Vec<String> {
    plan.days.iter().map(|chosen| chosen.day.to_string()).collect()
}

/// C4: the year 2024 in the middle of the country, a hundred directors of whom most are away on one weekday each.
#[test]
fn c4_a_gathering_in_each_quarter_of_2024_off_holidays_when_most_can_come() {
    let school = SchoolHolidays::from_toml(SCHOOL_2024).unwrap();
    let season = DaysOff::between(date("2024-01-01"), date("2024-12-31"))
        .unwrap()
        .with_weekends()
        .with_holidays(&HolidayPolicy::default())
        .with_school_holidays_off(&school, Region::Midden);
    // Forty are off on Friday, thirty on Wednesday and ten on Monday; Thursday afternoon costs twenty more.
    let off = |member: usize| match member {
        0..40 => "fri",
        40..70 => "wed",
        70..80 => "mon",
        _ => "thu-pm",
    };
    let mut table = "id,off\n".to_owned();
    for member in 0..100 {
        table.push_str(&["d", &format!("{member:02}"), ",", off(member), "\n"].concat());
    }
    let times = WorkingTimes::from_csv(table.as_bytes()).unwrap();
    let ids = (0..100).map(|member| format!("d{member:02}"));
    let calendars = Calendars::new(ids, std::iter::empty::<String>());
    let calendars = calendars.with_working_times(&times).unwrap();

    // The first half are surer to come than the second; from June on fewer of all.
    let chance = |member: usize, day: NaiveDate| {
        let habit: f64 = if member < 50 { 0.9 } else { 0.7 };
        if day.month() < 6 { habit } else { habit - 0.1 }
    };
    let days = gathering_days(&season, (at(13), at(17)), 100, chance, &calendars).unwrap();
    let year = Gatherings::quarters(2024).unwrap().apart(60, 120).unwrap();
    let plan = year.plan(&days).unwrap();

    assert_eq!(plan.days.len(), 4);
    for (quarter, chosen) in (0..).zip(&plan.days) {
        assert_eq!(chosen.day.month0() / 3, quarter, "one in each quarter");
        assert_eq!(chosen.day.weekday(), Weekday::Tue, "nobody is away on Tuesdays");
        assert!(school.on(chosen.day, Region::Midden).is_none());
        for holiday in [Holiday::EasterMonday, Holiday::KingsDay, Holiday::Ascension] {
            assert_ne!(Some(chosen.day), holiday.on(2024));
        }
    }
    for pair in plan.days.windows(2) {
        let apart = (pair[1].day - pair[0].day).num_days();
        assert!((60..=120).contains(&apart), "{apart} days");
    }
    // Two before June with 80 expected, two after with 70, whatever the days: nobody can do better on Tuesdays.
    assert_eq!(plan.expected, 80.0 * 2.0 + 70.0 * 2.0);
    // A Friday in the last quarter loses those forty, of whom 0.8 each were expected.
    let friday = plan.others.iter().find(|other| other.day == date("2024-11-15")).unwrap();
    assert_eq!((friday.period, friday.loses), (3, Some(32.0)));
    // King's Day and the summer holidays are no candidates at all.
    assert!(plan.others.iter().all(|other| other.day != date("2024-04-27")));
    assert!(plan.others.iter().all(|other| other.day.month() != 8 || other.day.day() > 25));
}

#[test]
fn c4_what_another_day_loses_counts_the_days_that_move_with_it() {
    let year = Gatherings::quarters(2027).unwrap().apart(60, 120).unwrap();
    let days = [
        candidate("2027-02-04", 50.0),
        candidate("2027-03-18", 60.0),
        candidate("2027-04-08", 40.0),
        candidate("2027-06-10", 55.0),
        candidate("2027-09-16", 50.0),
        candidate("2027-11-18", 50.0),
    ];
    let plan = year.plan(&days).unwrap();
    assert_eq!(dates(&plan), ["2027-03-18", "2027-06-10", "2027-09-16", "2027-11-18"]);
    assert_eq!(plan.expected, 215.0);
    let told: Vec<_> =
        plan.others.iter().map(|other| (other.day.to_string(), other.loses)).collect();
    // 4 February lies 126 days before 10 June, and 8 April 161 days before 16 September.
    assert_eq!(told, [("2027-02-04".to_owned(), None), ("2027-04-08".to_owned(), None)]);
    assert_eq!(plan.next_best(0), None);

    let mut more = days.to_vec();
    more.push(candidate("2027-05-27", 30.0));
    let plan = year.plan(&more).unwrap();
    let february = plan.next_best(0).unwrap();
    // With 4 February the second gathering moves to 27 May: 10 and 25 people fewer.
    assert_eq!((february.day, february.loses), (date("2027-02-04"), Some(35.0)));
}

#[test]
fn equal_plans_end_in_the_earliest() {
    let periods =
        [(date("2027-01-01"), date("2027-01-31")), (date("2027-02-01"), date("2027-02-28"))];
    let days = ["2027-01-05", "2027-01-12", "2027-02-02", "2027-02-09"];
    let mut days: Vec<GatheringDay> = days.iter().map(|day| candidate(day, 7.0)).collect();
    let expected = ["2027-01-05", "2027-02-02"];
    assert_eq!(dates(&Gatherings::new(periods).unwrap().plan(&days).unwrap()), expected);
    days.reverse();
    assert_eq!(dates(&Gatherings::new(periods).unwrap().plan(&days).unwrap()), expected);
    let none = Gatherings::new([]).unwrap().plan(&days).unwrap();
    assert_eq!((none.days.len(), none.others.len(), none.expected), (0, 0, 0.0));
}

#[test]
fn a_season_is_cut_at_its_ends() {
    let season = Gatherings::quarters_between(date("2027-02-15"), date("2028-01-20")).unwrap();
    let told: Vec<String> =
        season.periods().iter().map(|(first, last)| format!("{first} {last}")).collect();
    assert_eq!(
        told,
        [
            "2027-02-15 2027-03-31",
            "2027-04-01 2027-06-30",
            "2027-07-01 2027-09-30",
            "2027-10-01 2027-12-31",
            "2028-01-01 2028-01-20",
        ]
    );
    assert_eq!(Gatherings::quarters(2024).unwrap().periods().len(), 4);
    // The calendar ends within a year.
    assert!(Gatherings::quarters_between(NaiveDate::MAX, NaiveDate::MAX).is_ok());
}

#[test]
fn those_who_are_away_or_would_rather_not_count_less() {
    let season = DaysOff::between(date("2027-03-01"), date("2027-03-05")).unwrap().with_rather_not(
        date("2027-03-03"),
        date("2027-03-03"),
        -0.25,
    );
    let days = gathering_days(&season, (at(9), at(12)), 2, |_, _| 0.5, &season).unwrap();
    let told: Vec<f64> = days.iter().map(|day| day.expected).collect();
    assert_eq!(told, [1.0, 1.0, 0.75, 1.0, 1.0]);
    // A time that runs backwards is on no day.
    assert_eq!(gathering_days(&season, (at(12), at(9)), 2, |_, _| 0.5, &AlwaysFree).unwrap(), []);
}

#[test]
fn mistakes_are_named() {
    let day = date;
    let told = |error: GatheringError| error.to_string();
    assert_eq!(
        told(
            Gatherings::new([
                (day("2027-01-01"), day("2027-03-31")),
                (day("2027-03-31"), day("2027-06-30"))
            ])
            .unwrap_err()
        ),
        "period 2 (counted from 1) runs from 2027-03-31 to 2027-06-30; list periods in order, none within another"
    );
    assert!(Gatherings::quarters(i32::MAX).is_err());
    let year = || Gatherings::quarters(2027).unwrap();
    assert_eq!(
        told(year().apart(90, 60).unwrap_err()),
        "gatherings at least 90 and at most 60 days apart; keep the least below the most"
    );
    assert_eq!(
        told(year().plan(&[candidate("2027-02-04", f64::NAN)]).unwrap_err()),
        "NaN people are expected on 2027-02-04; write a number from 0 to a billion"
    );
    let twice =
        [candidate("2027-02-04", 1.0), candidate("2027-05-04", 1.0), candidate("2027-02-04", 2.0)];
    assert_eq!(
        told(year().plan(&twice).unwrap_err()),
        "2027-02-04 stands twice among the days; list each once"
    );
    assert_eq!(
        told(year().plan(&twice[..2]).unwrap_err()),
        "no day is open in period 3 (counted from 1), 2027-07-01 to 2027-09-30; open a day or make the period longer"
    );
    let far = [
        candidate("2027-01-04", 1.0),
        candidate("2027-06-29", 1.0),
        candidate("2027-09-01", 1.0),
        candidate("2027-12-01", 1.0),
    ];
    assert_eq!(
        told(year().apart(60, 120).unwrap().plan(&far).unwrap_err()),
        "no open day of period 2 (counted from 1) lies 60 to 120 days after a day that the gathering before it can have \
         (1 day from 2027-01-04 to 2027-01-04); widen the distances or open more days"
    );
    let season = DaysOff::between(day("2027-03-01"), day("2027-03-05")).unwrap();
    let error = gathering_days(&season, (at(9), at(12)), 1, |_, _| 1.5, &AlwaysFree).unwrap_err();
    assert_eq!(told(error), "member 0 is there with probability 1.5; write a number from 0 to 1");
}

/// Every plan, one by one: the most people over all, and through each day.
fn every_plan(days: &[Vec<GatheringDay>], (least, most): (i64, i64)) -> Vec<(f64, Vec<NaiveDate>)> {
    let mut plans: Vec<(f64, Vec<NaiveDate>)> = vec![(0.0, Vec::new())];
    for period in days {
        let longer = plans.iter().flat_map(|(sum, before)| {
            let right = period.iter().filter(|day| {
                before
                    .last()
                    .is_none_or(|last| (least..=most).contains(&(day.day - *last).num_days()))
            });
            right.map(move |day| {
                let dates = before.iter().copied().chain([day.day]).collect();
                (sum + day.expected, dates)
            })
        });
        plans = longer.collect();
    }
    plans
}

proptest! {
    #[test]
    fn c4_as_good_as_the_best_of_all_plans(
        days in prop::collection::vec(prop::collection::btree_map(0_u64..28, 0_u32..50, 0..6), 1..5),
        least in 0_u32..40,
        width in 0_u32..40,
    ) {
        let start = date("2027-01-04");
        let first = |at: usize| start + Days::new(28 * at as u64);
        let periods = (0..days.len()).map(|at| (first(at), first(at) + Days::new(27)));
        let days: Vec<Vec<GatheringDay>> = (0..)
            .zip(&days)
            .map(|(at, days)| {
                let day = |(day, expected): (&u64, &u32)| GatheringDay {
                    day: first(at) + Days::new(*day),
                    expected: f64::from(*expected),
                };
                days.iter().map(day).collect()
            })
            .collect();
        let most = least + width;
        let gatherings = Gatherings::new(periods).unwrap().apart(least, most).unwrap();
        let plans = every_plan(&days, (least.into(), most.into()));
        let listed: Vec<GatheringDay> = days.iter().rev().flatten().copied().collect();
        let Some(best) = plans.iter().map(|(sum, _)| *sum).max_by(f64::total_cmp) else {
            prop_assert!(gatherings.plan(&listed).is_err());
            return Ok(());
        };
        let plan = gatherings.plan(&listed).unwrap();
        prop_assert_eq!(plan.expected, best);
        let own: Vec<NaiveDate> = plan.days.iter().map(|day| day.day).collect();
        let earliest = plans.iter().filter(|(sum, _)| *sum == best).map(|(_, dates)| dates).min();
        prop_assert_eq!(Some(&own), earliest);
        prop_assert_eq!(plan.others.len() + own.len(), listed.len());
        for other in &plan.others {
            let with = plans.iter().filter(|(_, dates)| dates[other.period] == other.day);
            let loses = with.map(|(sum, _)| best - sum).min_by(f64::total_cmp);
            prop_assert_eq!(other.loses, loses);
        }
    }
}
