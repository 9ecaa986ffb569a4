use intervision::report::{CohortNeed, Needs, Report};

use crate::figures::text_of;

fn text(scored: usize, below: usize, floor: usize) -> String {
    let need = CohortNeed::new("Influence", 4.0)
        .with_mean(2.25, 2.0, 2.5)
        .unwrap()
        .with_people(scored, below)
        .unwrap();
    let needs = Needs::new(1.0, 5.0).unwrap().with_floor(floor).with_need(need);
    text_of(&Report::new("t", 100).with_needs(needs).to_html().unwrap())
}

#[test]
fn figures_of_fewer_people_than_the_floor_are_not_shown() {
    let shown = text(4, 3, 5);
    assert!(shown.contains("fewer than 5 people"));
    assert!(shown.contains("<5"));
    assert!(shown.contains("Where fewer than 5 people are counted"));
    for leak in ["2.3", "2.2", "2.0", "2.5", "3 of"] {
        assert!(!shown.contains(leak), "{leak} is shown");
    }
}

#[test]
fn few_below_and_few_not_below_are_both_hidden() {
    assert!(text(100, 3, 5).contains("Fewer than 5 of 100 people are below their target."));
    assert!(text(100, 97, 5).contains("More than 95 of 100 people are below their target."));
    assert!(text(100, 60, 5).contains("60 of 100 people are below their target."));
    assert!(text(100, 0, 5).contains("0 of 100 people are below their target."));
}

#[test]
fn the_floor_is_the_hosts() {
    assert!(text(9, 7, 10).contains("fewer than 10 people"));
    assert!(text(4, 3, 1).contains("3 of 4 people are below their target."));
}

#[test]
fn a_need_without_a_target_says_so_and_one_that_may_not_be_shown_says_nothing() {
    let measured = CohortNeed::without_target("Energy").with_mean(3.25, 3.0, 3.5).unwrap();
    let needs = Needs::new(1.0, 5.0).unwrap().with_need(measured);
    let needs = needs.with_need(CohortNeed::withheld("Meaning"));
    let needs = needs.with_need(CohortNeed::without_target("Balance"));
    let shown = text_of(&Report::new("t", 100).with_needs(needs).to_html().unwrap());
    for said in [
        "Energy No target",
        "Mean 3.2 (3.0 to 3.5). The profile sets no target.",
        "Meaning Not shown",
        "Too few people were measured to show anything.",
        "The profile sets no target for Balance.",
    ] {
        assert!(shown.contains(said), "{said} is missing in {shown}");
    }
}
