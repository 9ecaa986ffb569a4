//! Retreats and days: no gap, no overlap, what must come before what, rest, and who has something else.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use intervision_core::{Party, Span};
use intervision_schedule::calendar::Calendars;
use intervision_schedule::day_plan::{Block, DayPlan, DayPlanError, Scheduled, clashes};
use proptest::prelude::*;

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2027, 4, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn time(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

/// Thursday 13:00 to Friday 13:00.
fn day_and_night() -> DayPlan {
    DayPlan::new(Span::new(at(8, 13, 0), at(9, 13, 0)).unwrap())
}

fn check(plan: &Scheduled) {
    assert_eq!(plan.parts.first().unwrap().span.start(), plan.span.start());
    assert_eq!(plan.parts.last().unwrap().span.end(), plan.span.end());
    for pair in plan.parts.windows(2) {
        assert_eq!(pair[0].span.end(), pair[1].span.start(), "a gap or an overlap");
    }
}

fn start(plan: &Scheduled, block: usize) -> NaiveDateTime {
    plan.parts.iter().find(|part| part.block == Some(block)).unwrap().span.start()
}

#[test]
fn r4_a_retreat_of_24_hours() {
    let plan = day_and_night()
        .with_block(Block::new("share", 90).by_method("plenary"))
        .with_block(Block::new("encounter", 300))
        .with_block(Block::new("dinner", 90).up_to(120).starting(time(18), time(20)))
        .with_block(Block::new("futuring", 180).up_to(240))
        .with_block(Block::new("sleep", 480).up_to(600).rest().starting(time(22), time(23)))
        .with_block(Block::new("reflection", 60).up_to(90))
        .with_before(1, 0)
        .with_rest(480)
        .plan()
        .unwrap();
    check(&plan);
    assert!(start(&plan, 1) < start(&plan, 0), "encounters come before they are shared");
    assert!((time(18)..=time(20)).contains(&start(&plan, 2).time()));
    assert!((time(22)..=time(23)).contains(&start(&plan, 4).time()));
    assert_eq!(plan.free_minutes(), 0);
    assert_eq!(
        plan.parts.iter().find(|part| part.block == Some(0)).unwrap().method.as_deref(),
        Some("plenary")
    );
}

#[test]
fn r4_an_hour_too_many_is_told() {
    let blocks = [
        ("encounter", 300),
        ("share", 90),
        ("dinner", 120),
        ("futuring", 390),
        ("sleep", 540),
        ("reflection", 60),
    ];
    let plan = blocks.iter().fold(day_and_night(), |plan, (title, minutes)| {
        plan.with_block(Block::new(*title, *minutes))
    });
    let error = plan.plan().unwrap_err();
    assert_eq!(error, DayPlanError::Overfull { needed: 1500, have: 1440, by: 60 });
    assert_eq!(
        error.to_string(),
        "the blocks take 1500 minutes and there are 1440: 60 too many; shorten a block or leave one out"
    );
}

#[test]
fn r7_whoever_has_a_meeting_is_listed_with_its_time() {
    let span = |from, to| Span::new(from, to).unwrap();
    let calendars = Calendars::new(["p1", "p2"].map(String::from), ["villa".to_owned()])
        .with_busy(
            "p2",
            &[span(at(9, 9, 0), at(9, 10, 30)), span(at(8, 12, 0), at(8, 13, 45))]
                .into_iter()
                .collect(),
        )
        .unwrap();
    let retreat = span(at(8, 13, 0), at(9, 13, 0));
    let parties = [Party::Resource(0), Party::Member(1), Party::Member(0)];
    let found = clashes(&calendars, parties, retreat, 15);
    let told: Vec<_> = found.iter().map(|clash| (clash.party, clash.span)).collect();
    assert_eq!(
        told,
        [
            (Party::Member(1), span(at(8, 13, 0), at(8, 13, 45))),
            (Party::Member(1), span(at(9, 9, 0), at(9, 10, 30))),
        ]
    );
    assert_eq!(found[0].reason, "busy until 13:45");
}

#[test]
fn what_is_wrong_is_named() {
    let message = |plan: DayPlan| plan.plan().unwrap_err().to_string();
    let two = || day_and_night().with_block(Block::new("a", 60)).with_block(Block::new("b", 60));
    assert_eq!(
        message(two().with_rest(480)),
        "the longest rest is 0 minutes, and 480 in one piece are asked for; lengthen a block of rest"
    );
    assert_eq!(
        message(two().with_before(0, 1).with_before(1, 0)),
        "these blocks must each come before the next, in a circle: a, b; take one of the wishes out"
    );
    assert_eq!(
        message(two().with_before(0, 2)),
        "block 0 before block 2: there are blocks 0 to 1, and a block cannot come before itself"
    );
    assert_eq!(
        message(day_and_night().with_block(Block::new("a", 60).up_to(30))),
        "\"a\" takes 60 to 30 minutes; write at least 1, the smaller number first"
    );
    let evening = |title| Block::new(title, 60).starting(time(20), time(20));
    let clash = two().with_block(evening("c")).with_block(evening("d"));
    assert_eq!(
        message(clash),
        "no order keeps the times of day of \"c\", \"d\" with what must come before what; widen one of them"
    );
    let week = DayPlan::new(Span::new(at(1, 0, 0), at(8, 0, 0)).unwrap());
    assert_eq!(message(week), "the time is 10080 minutes; a day plan covers at most 2880");
    let many = (0..33).fold(day_and_night(), |plan, _| plan.with_block(Block::new("x", 5)));
    assert_eq!(message(many), "33 blocks; a day has at most 32");
    let free =
        (0..32).fold(day_and_night(), |plan, n| plan.with_block(Block::new("x", 5).up_to(10 + n)));
    assert_eq!(
        message(free),
        "the blocks can follow each other in too many ways; say of some what must come before what"
    );
}

#[test]
fn thirty_blocks_in_a_row_are_no_burden() {
    let blocks = (0..30).fold(day_and_night(), |plan, n| {
        plan.with_block(Block::new(format!("b{n}"), 30).up_to(60))
    });
    let plan = (1..30).fold(blocks, |plan, n| plan.with_before(n - 1, n)).plan().unwrap();
    check(&plan);
    assert_eq!(plan.free_minutes(), 0);
}

/// Half hours, how many more there may be, and from which hour for how many hours it may start.
type Given = (u32, u32, Option<(u32, u32)>);

/// Blocks of whole half hours on a day of six hours from noon, some with a time to start.
fn days() -> impl Strategy<Value = (Vec<Given>, Vec<(usize, usize)>)> {
    let block = (1_u32..4, 0_u32..3, proptest::option::of((12_u32..18, 0_u32..3)));
    (
        proptest::collection::vec(block, 0..5),
        proptest::collection::vec((0_usize..5, 0_usize..5), 0..3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn days_are_whole_and_as_full_as_any((blocks, before) in days()) {
        let span = Span::new(at(8, 12, 0), at(8, 18, 0)).unwrap();
        let before: Vec<_> = before
            .into_iter()
            .filter(|(a, b)| a < b && *b < blocks.len())
            .collect();
        let mut plan = DayPlan::new(span);
        for (index, (halves, more, starts)) in blocks.iter().enumerate() {
            let mut block = Block::new(format!("b{index}"), 30 * halves).up_to(30 * (halves + more));
            if let Some((first, hours)) = starts {
                block = block.starting(time(*first), time((first + hours).min(23)));
            }
            plan = plan.with_block(block);
        }
        for (a, b) in &before {
            plan = plan.with_before(*a, *b);
        }
        let found = plan.plan();
        // Every order, every length, every start on the half hour: the least free time.
        let best = least_free(&blocks, &before);
        match found {
            Ok(found) => {
                check(&found);
                let mut placed = 0;
                for part in &found.parts {
                    let Some(index) = part.block else { continue };
                    let (halves, more, starts) = blocks[index];
                    placed += 1;
                    prop_assert!((30 * halves..=30 * (halves + more)).contains(&(part.span.minutes() as u32)));
                    if let Some((first, hours)) = starts {
                        let last = time((first + hours).min(23));
                        prop_assert!((time(first)..=last).contains(&part.span.start().time()));
                    }
                }
                prop_assert_eq!(placed, blocks.len());
                for (a, b) in &before {
                    prop_assert!(start(&found, *a) < start(&found, *b));
                }
                prop_assert_eq!(best, Some(found.free_minutes() as u32 / 30));
            }
            Err(DayPlanError::Overfull { .. } | DayPlanError::Times { .. }) => prop_assert_eq!(best, None),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

fn least_free(blocks: &[Given], before: &[(usize, usize)]) -> Option<u32> {
    fn go(blocks: &[Given], before: &[(usize, usize)], set: u32, now: u32) -> Option<u32> {
        if set.count_ones() as usize == blocks.len() {
            return Some(12 - now);
        }
        let mut best = None;
        for (index, (halves, more, starts)) in blocks.iter().enumerate() {
            let ready = before.iter().all(|(a, b)| *b != index || set >> a & 1 == 1);
            if set >> index & 1 == 1 || !ready {
                continue;
            }
            for start in now..12 {
                // Noon is half hour 24 of the day.
                let fits = starts.is_none_or(|(first, hours)| {
                    (2 * first..=2 * (first + hours).min(23)).contains(&(24 + start))
                });
                for length in *halves..=halves + more {
                    if fits && start + length <= 12 {
                        let rest = go(blocks, before, set | 1 << index, start + length);
                        let free = rest.map(|rest| rest + start - now);
                        best = [best, free].into_iter().flatten().min();
                    }
                }
            }
        }
        best
    }
    go(blocks, before, 0, 0)
}
