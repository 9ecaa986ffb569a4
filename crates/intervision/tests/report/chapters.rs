//! The chapters that a design may have or not: phases, coaching, a community's year.

use intervision::language::Language;
use intervision::report::{
    Agenda, Coaching, CoachingRound, ContentKind, Conversations, Gathering, Gatherings,
    Introductions, NoCoach, NoTime, NotEligible, Opening, Phase, Phases, Report, Season, Tables,
};

use crate::ended;
use crate::figures::{date, small, span, text_of};

/// The small report with every chapter that there is beside its own.
pub(crate) fn everything() -> Report {
    let opening = Opening { from_day: Some(11), after: vec!["Log?".into()], either: false };
    let phases = Phases::new(60)
        .with_kinds([ContentKind::Assignment, ContentKind::Video])
        .with_phase(
            Phase::new("Discover", date(1, 11), date(1, 20))
                .with_description("What do I have?")
                .with_content([[0, 1, 0, 0], [2, 0, 0, 0]]),
        )
        .with_phase(
            Phase::new("Choose", date(1, 21), date(1, 30))
                .with_opening(opening, 58)
                .with_content([[0, 0, 0, 1], [0, 0, 0, 0]]),
        );
    let coaching = Coaching::new()
        .with_coach("k1", 2, 3)
        .with_waiting("a05", NoCoach::NoneFits)
        .with_waiting("a06", NoCoach::NoSeat)
        .with_barred("k2", NotEligible::Ended("coach".into(), date(1, 4)))
        .with_barred("k3", NotEligible::Without("talent".into()))
        .with_round(CoachingRound {
            title: "What do I have?".into(),
            phase: "Discover".into(),
            placed: 2,
            asked: 2,
            days: Some((date(1, 12), date(1, 14))),
        })
        .with_held([0, 1, 1]);
    let gatherings = Gatherings::new(60, 120)
        .with_gathering(
            Gathering::new(date(1, 19), 40.25, 60)
                .with_other(date(1, 21), 39.0)
                .with_other(date(1, 26), 41.5)
                .with_next_best(date(1, 26), 0.5),
        )
        .with_gathering(Gathering::new(date(4, 6), 38.0, 60));
    let agenda = Agenda::new(50)
        .with_gathering(Some(date(1, 19)), ["Useful conflict"])
        .with_gathering(None, ["Lightness"])
        .with_heard([2, 30, 18, 0])
        .with_waiting("Large egos")
        .with_lot(["Lightness", "Large egos"], ["Lightness"]);
    let talks = Conversations::new(4)
        .with_conversation("host-1", date(1, 12))
        .with_conversation("host-1", date(1, 12))
        .with_conversation("host-2", date(1, 14))
        .with_first_round(date(1, 14), 2)
        .without_time("a03", NoTime::TooFew)
        .without_time("a04", NoTime::NoHost);
    small()
        .with_phases(phases)
        .with_coaching(coaching)
        .with_gatherings(gatherings)
        .with_agenda(agenda)
        .with_tables(Tables::new(2, 4).with_pairs([60, 39, 1]).with_repeats(1, 3, 2).with_next(8.4))
        .with_introductions(Introductions::new(3, [1, 4, 2]))
        .with_conversations(talks)
        .with_evaluation(ended::evaluation(21))
        .with_closing(ended::closing())
}

fn expect(language: Language, all: &[&str]) {
    let text = text_of(&everything().in_language(language).to_html().unwrap());
    for said in all {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}

#[test]
fn t2_t3_phases_say_what_opens_them_and_what_they_hold() {
    expect(
        Language::English,
        &[
            "Discover 10 days",
            "11 Jan – 20 Jan What do I have?",
            "Opens on day 11 for those who did “Log?”. Open for more than 55 of 60.",
            "3 items, Assignment online group: 1, Video online alone: 2",
        ],
    );
    expect(Language::Dutch, &["10 dagen", "Open voor meer dan 55 van de 60.", "Opdracht"]);
}

#[test]
fn t5_t6_coaching_counts_and_keeps_to_itself_who_is_with_whom() {
    expect(
        Language::English,
        &[
            "2 of 4 people have a coach.",
            "k1 2 of 3",
            "1 seat is free.",
            "2 people wait every coach who may coach them is taken a06 no coach fits; talk with them a05",
            "k2 certificate “coach” holds until 4 January 2027",
            "k3 has no certificate “talent”",
            "What do I have? Discover 12 Jan – 14 Jan 2 of 2",
            "2 people wait for a coach",
        ],
    );
    expect(Language::Dutch, &["2 van de 4 deelnemers hebben een coach.", "2 deelnemers wachten"]);
}

#[test]
fn c4_a_gathering_says_why_its_day() {
    expect(
        Language::English,
        &[
            "2 gatherings, with 39 people expected on average.",
            "Tue 19 Jan 40.2 of 60 members are expected.",
            "1 of the 2 other days of the quarter has clearly more by itself",
            "If it falls through: Tue 26 Jan, with 0.5 fewer over the year.",
            "No other day was open in this quarter.",
        ],
    );
    expect(Language::Dutch, &["di 19 jan", "40,2 van de 60 leden worden verwacht."]);
}

#[test]
fn c2_c3_an_agenda_says_how_it_was_chosen_and_what_waits() {
    expect(
        Language::English,
        &[
            "50 ballots chose 2 topics for the year.",
            "Gathering 1 Tue 19 Jan Useful conflict Gathering 2 Lightness",
            "2 ballots got none of their topics.",
            "0 topics 2 1 topic 30 2 topics 18 Topics that wait",
            "Level with each other: Lightness, Large egos. The lot took Lightness.",
            "Topics that wait for another year Large egos",
        ],
    );
    expect(Language::Dutch, &["50 stembiljetten kozen 2 onderwerpen", "Het lot nam Lightness."]);
}

#[test]
fn a_gathering_is_drawn_and_is_no_session() {
    let season = Season::new(date(1, 11), date(1, 29)).unwrap();
    let season = season.with_gathering(span(date(1, 19), (13, 0), (17, 0)), "Gathering");
    let html = Report::new("t", 3).with_season(season).to_html().unwrap();
    // Once in the key, and once for the afternoon.
    assert_eq!(html.matches("class=\"half everyone\"").count(), 2);
    let text = text_of(&html);
    for said in ["Sessions 0", "Everyone comes together: 19 Jan Gathering."] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    assert!(!text.contains("Days off") && !text.contains("no sessions"), "{text}");
}

#[test]
fn c5_conversations_spread_over_hosts_and_days() {
    expect(
        Language::English,
        &[
            "3 of 5 conversations have a time.",
            "received in 2 days, the last on Thu 14 Jan; no plan ends earlier.",
            "host-1 2 conversations",
            "on 1 day, at most 2 on a day",
            "Tue 12 Jan 2 · 2 Thu 14 Jan · 1 1",
            "2 people have no time yet too few times suit them and a host a03 no host is free when they are a04",
            "2 people have no time for their conversation",
        ],
    );
    expect(
        Language::Dutch,
        &[
            "3 van de 5 gesprekken hebben een tijd.",
            "geen gastheer of gastvrouw is vrij als zij dat zijn a04",
        ],
    );
}

#[test]
fn h8_c8_c10_tables_and_introductions_are_counted() {
    expect(
        Language::English,
        &[
            "4 rounds of tables in 2 gatherings bring 40% of all pairs together at least once.",
            "1 meeting is of people who sat together before. 3 are of people who learn in one group anyway.",
            "Of both together no tables can have fewer than 2",
            "A round more is expected to bring 8 pairs together for the first time, 8.4% of all.",
            "never 60 1 time 39 2 times 1",
            "4 introductions of two people",
            "none 1 1 introduction 4 2 introductions 2",
        ],
    );
    expect(Language::Dutch, &["nooit 60 1 keer 39 2 keer 1", "4 kennismakingen van twee mensen"]);
}

#[test]
fn what_asks_for_somebody_is_counted_in_the_head() {
    let text = text_of(&everything().to_html().unwrap());
    // Beside the three of the small report: coaches and conversations.
    assert!(text.contains("5 things need your attention."), "{text}");
}

#[test]
fn chapters_without_content_are_pages_too() {
    let report = Report::new("Empty", 0)
        .with_phases(Phases::new(0))
        .with_coaching(Coaching::new())
        .with_gatherings(Gatherings::new(60, 120))
        .with_agenda(Agenda::new(0))
        .with_tables(Tables::new(0, 0))
        .with_introductions(Introductions::default())
        .with_conversations(Conversations::new(4));
    for language in Language::ALL {
        text_of(&report.clone().in_language(language).to_html().unwrap());
    }
}
