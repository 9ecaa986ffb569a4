//! Documents out and in: the golden files pin the format, and whatever is written reads back the same.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use intervision_core::{DateWindow, Lag};
use intervision_model::design::{
    After, AgendaItem, Audience, BacklogRules, ConversationRules, DayBlock, DayPlanRules, Design,
    DesignDraft, Elective, EvaluationRules, FuturingRules, GatheringRules, Grid, GroupRules,
    HolidayRules, IntroductionRules, Measured, NeedRule, OptionalHoliday, Phase, PortfolioRule,
    Quota, Remainder, ScoredTheme, Season, Seats, Selection, SessionRule, Stagnation, StartWindow,
    SurveyQuestion, TableRules, ThemeTeams, TieQuestion, TopicRule, Wish,
};
use intervision_model::journey::Media;
use intervision_model::{AttributeKind, RosterColumns, Translations};
use proptest::prelude::*;

const TOML: &str = include_str!("golden/circle.toml");
const JSON: &str = include_str!("golden/circle.json");

#[test]
fn golden_files_are_what_is_written() {
    let design = Design::from_toml(TOML).unwrap();
    assert_eq!(design.to_toml().unwrap(), TOML);
    assert_eq!(design.to_json().unwrap(), JSON.trim_end());
    assert_eq!(Design::from_json(JSON).unwrap(), design);
}

#[test]
fn a_byte_order_mark_in_a_document_does_no_harm() {
    let marked = format!("\u{feff}{TOML}").replace('\n', "\r\n");
    assert_eq!(Design::from_toml(&marked).unwrap(), Design::from_toml(TOML).unwrap());
    let json = format!("\u{feff}{JSON}");
    assert_eq!(Design::from_json(&json).unwrap(), Design::from_json(JSON).unwrap());
}

#[test]
fn a_design_with_problems_is_not_deserialised() {
    let json = JSON.replace("\"size\": 4", "\"size\": 1");
    let error = serde_json::from_str::<Design>(&json).unwrap_err();
    assert_eq!(error.to_string(), "groups.size: 1 is not at least 2");
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 11).unwrap()
}

fn after_start(days: u64) -> NaiveDate {
    first_day() + Days::new(days)
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-z][A-Za-z \"'é\\\\]{0,12}"
}

fn weight() -> impl Strategy<Value = f64> {
    (1_u32..400).prop_map(|n| f64::from(n) / 8.0)
}

fn wishes(attributes: &'static [&'static str]) -> impl Strategy<Value = Vec<Wish>> {
    let wish = |attribute: &&'static str| {
        let attribute = *attribute;
        proptest::option::of(weight()).prop_map(move |w| w.map(|w| Wish::new(attribute, w)))
    };
    attributes
        .iter()
        .map(wish)
        .collect::<Vec<_>>()
        .prop_map(|all| all.into_iter().flatten().collect())
}

fn quota() -> impl Strategy<Value = Quota> {
    let category = proptest::option::of("[a-z]{3,9}");
    (category, 0_u32..4, 0_u32..4, 0..3).prop_map(|(category, least, more, which)| Quota {
        attribute: "languages".to_owned(),
        category,
        at_least: (which != 0).then_some(least),
        at_most: (which != 1).then_some(least + more),
    })
}

fn groups() -> impl Strategy<Value = GroupRules> {
    (
        prop_oneof![
            (2_u32..12).prop_map(|n| (Some(n), None)),
            (1_u32..30).prop_map(|n| (None, Some(n)))
        ],
        prop_oneof![Just(Remainder::Larger), Just(Remainder::Smaller)],
        wishes(&["function", "unit"]),
        wishes(&["preference"]),
        wishes(&["years", "age"]),
        wishes(&["gender"]),
        proptest::collection::vec(quota(), 0..3),
        any::<bool>(),
        weight(),
    )
        .prop_map(
            |((size, count), remainder, mix, matching, balance, alone, quotas, manager, met)| {
                GroupRules {
                    size,
                    count,
                    remainder,
                    mix,
                    matching,
                    balance,
                    not_alone: alone,
                    quotas,
                    not_with_manager: manager,
                    new_acquaintances: met,
                }
            },
        )
}

fn audience() -> impl Strategy<Value = Audience> {
    let places = || proptest::option::of(1_u32..9);
    prop_oneof![
        Just(Audience::Everyone),
        Just(Audience::Group),
        (1_u32..20, places())
            .prop_map(|(seats, max_runs)| Audience::Elective(Elective { seats, max_runs })),
        Just(Audience::Individual(Selection::Everyone)),
        (weight(), weight(), places()).prop_map(|(proficient_from, min_slope, places)| {
            Audience::Individual(Selection::Stagnating(Stagnation {
                proficient_from,
                min_slope,
                places,
            }))
        }),
    ]
}

fn lag() -> impl Strategy<Value = Lag> {
    (0_u32..20, proptest::option::of(20_u32..40), proptest::option::of(40_u32..90))
        .prop_map(|(min_days, target_days, max_days)| Lag { min_days, target_days, max_days })
}

fn need() -> impl Strategy<Value = NeedRule> {
    let seats = prop_oneof![
        Just(Seats::None),
        Just(Seats::Attendees),
        (1_u32..300).prop_map(Seats::Number)
    ];
    ("[a-z]{1,8}", 1_u32..4, seats, proptest::collection::vec(words(), 0..3), any::<bool>())
        .prop_map(|(kind, count, seats, qualifications, same_in_series)| NeedRule {
            kind,
            count,
            seats,
            qualifications,
            same_in_series,
        })
}

prop_compose! {
    fn session()(
        title in words(),
        description in proptest::option::of(words()),
        phase in 0_usize..2,
        audience in audience(),
        (count, minutes) in (1_u32..4, 1_u32..=480),
        window in (proptest::option::of(40_u64..60), proptest::option::of(200_u64..230)),
        after in proptest::option::of(lag()),
        spacing in lag(),
        needs in proptest::collection::vec(need(), 0..3),
        whole_agenda in any::<bool>(),
    ) -> SessionRule {
        SessionRule {
            title: title.clone(),
            entry: description.is_some().then(|| "Number {number} of {count}".to_owned()),
            description,
            count,
            window: DateWindow { earliest: window.0.map(after_start), latest: window.1.map(after_start) },
            after: after.map(|lag| After::new("s0", lag)).into_iter().collect(),
            spacing: (count > 1).then_some(spacing),
            needs,
            develops: vec!["influence".to_owned()],
            roles: if audience == Audience::Group { vec!["chair".to_owned()] } else { vec![] },
            agenda: whole_agenda.then(|| AgendaItem { title: title.clone(), minutes }).into_iter().collect(),
            ..SessionRule::new("", title, format!("p{phase}"), audience, minutes)
        }
    }
}

fn time(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn day_plan() -> DayPlanRules {
    let block = |id: &str, before: &[&str]| DayBlock {
        id: id.to_owned(),
        title: format!("The {id}"),
        minutes: 90,
        up_to: Some(120),
        starts: Some(StartWindow { from: time(18), to: time(20) }),
        method: Some("plenary".to_owned()),
        rest: false,
        before: before.iter().map(|id| (*id).to_owned()).collect(),
    };
    DayPlanRules {
        day: after_start(10),
        from: time(13),
        minutes: 1440,
        rest: 480,
        blocks: vec![block("encounter", &["share"]), block("share", &[])],
    }
}

prop_compose! {
    fn design()(
        title in words(),
        guiding_question in proptest::option::of(words()),
        dutch in any::<bool>(),
        community in any::<bool>(),
        mut groups in groups(),
        retreat in any::<bool>(),
        mut sessions in proptest::collection::vec(session(), 1..6),
    ) -> DesignDraft {
        for (index, session) in sessions.iter_mut().enumerate() {
            session.id = format!("s{index}");
            if index == 0 {
                session.after.clear();
            }
        }
        if retreat {
            (groups.size, groups.count) = (None, Some(2));
        }
        let level = AttributeKind::Level(vec!["team".to_owned(), "department".to_owned()]);
        DesignDraft {
            version: Design::VERSION,
            id: "drawn".to_owned(),
            horizon_years: retreat.then_some(4),
            themes: vec!["The human measure".to_owned(), "Inclusion".to_owned()],
            title,
            guiding_question,
            season: Season {
                start: first_day(),
                end: after_start(250),
                grid: Grid::HalfDays,
                holidays: HolidayRules {
                    country: dutch.then(|| "nl".to_owned()),
                    also: vec![OptionalHoliday::GoodFriday],
                    ..HolidayRules::default()
                },
            },
            roster: RosterColumns::default().with_manager("boss").with_kind("level", level),
            groups: Some(groups),
            backlog: community.then(|| BacklogRules {
                per_gathering: 2,
                topics: vec![TopicRule {
                    id: "focus".to_owned(),
                    title: "Focus".to_owned(),
                    tags: vec!["work".to_owned()],
                }],
            }),
            gatherings: community.then(|| GatheringRules {
                title: "Gathering".to_owned(),
                from: time(13),
                to: time(17),
                weekdays: vec![Weekday::Tue, Weekday::Thu],
                min_days: 60,
                max_days: 120,
            }),
            conversations: community.then(|| ConversationRules {
                title: "Conversation".to_owned(),
                hosts: "host".to_owned(),
                minutes: 45,
                starts: vec![time(9), time(13)],
                per_day: 4,
                within_days: 42,
            }),
            tables: community.then(|| TableRules {
                size: 8,
                rounds: 2,
                mix: vec![Wish::new("organisation", 1.0)],
            }),
            introductions: community
                .then(|| IntroductionRules { attribute: "issues".to_owned(), each: 3 }),
            theme_teams: retreat.then(|| ThemeTeams {
                weight: 2.5,
                brings: [(Media::Image, 1), (Media::Audio, 2)].into_iter().collect(),
                presents_in: Some("share".to_owned()),
            }),
            day_plan: retreat.then(day_plan),
            futuring: retreat.then(|| FuturingRules {
                target_year: 2099,
                prompts: vec!["What improved?".to_owned()],
                scale: 5,
                supports_from: 4,
                carried_from: 0.8,
                floor: 5,
            }),
            phases: vec![
                Phase { end: Some(after_start(240)), ..Phase::new("p0", "First") },
                Phase { start: Some(after_start(30)), ..Phase::new("p1", "Second") },
            ],
            sessions,
            content: None,
            coaching: None,
            scored_themes: vec![ScoredTheme {
                id: "vitality".to_owned(),
                title: "Vitality".to_owned(),
                competencies: vec!["energy".to_owned()],
                strengths: true,
            }],
            portfolio: Some(PortfolioRule {
                strengths: 3,
                expected_level: 3.25,
                spread: 0.8,
                badges: Vec::new(),
            }),
            evaluation: community.then(|| EvaluationRules {
                floor: 6,
                measured: Some(Measured::Along),
                questions: vec![SurveyQuestion {
                    id: "help".to_owned(),
                    text: "What helped?".to_owned(),
                    answers: Vec::new(),
                    themes: vec!["time".to_owned()],
                }],
                ties: Some(TieQuestion {
                    text: "Whom do you turn to?".to_owned(),
                    across: "organisation".to_owned(),
                }),
            }),
            texts: Translations::default().with("nl", "Vitality", "Vitaliteit"),
            labels: Translations::default().with("nl", "level", "laag"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn designs_read_back_the_same(draft in design()) {
        let design = Design::new(draft).unwrap();
        prop_assert_eq!(&Design::from_toml(&design.to_toml().unwrap()).unwrap(), &design);
        prop_assert_eq!(&Design::from_json(&design.to_json().unwrap()).unwrap(), &design);
    }
}
