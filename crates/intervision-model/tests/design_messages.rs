//! What people read when a programme design, a framework or a profile does not fit together: each message, word by word.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::NaiveDate;
use intervision_core::{Approved, Groups, Resource, Table};
use intervision_model::Problems;
use intervision_model::competency::{Framework, Targets};
use intervision_model::design::{Audiences, Design, demand};

const CIRCLE: &str = include_str!("golden/circle.toml");

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// The problems of the small design after replacing one piece of it by another.
fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(CIRCLE.contains(from), "{from}");
    lines(&Design::from_toml(&CIRCLE.replace(from, to)).unwrap_err())
}

#[test]
fn a_field_that_the_format_does_not_have_names_the_line() {
    let [message] = &changed("minutes = 240", "minuts = 240")[..] else { panic!("one problem") };
    assert!(
        message.starts_with("not a readable TOML programme design: TOML parse error at line"),
        "{message}"
    );
    assert!(message.contains("unknown field `minuts`"), "{message}");
}

#[test]
fn another_version_is_refused() {
    assert_eq!(
        changed("version = 1", "version = 2"),
        ["programme design of version 2; this release reads version 1"]
    );
}

#[test]
fn days_run_forward_and_stay_inside() {
    assert_eq!(
        changed("end = 2027-06-25\n", "end = 2027-01-04\n")[0],
        "season: runs from 2027-01-11 to 2027-01-04; the last day must not come before the first"
    );
    assert_eq!(
        changed("start = 2027-02-01", "start = 2027-08-01"),
        [
            "phases.learning: 2027-08-01 lies outside the season (2027-01-11 to 2027-06-25); move it inside"
        ]
    );
    assert_eq!(
        changed("id = \"start\"\ntitle", "id = \"start\"\nstart = 2027-03-01\ntitle"),
        [
            "phases.learning: begins on 2027-02-01, before phase \"start\" (2027-03-01); list phases in order"
        ]
    );
    assert_eq!(
        changed("latest = 2027-06-01", "latest = 2027-01-15"),
        [
            "sessions.meeting.window: 2027-01-15 lies outside its phase (2027-02-01 to 2027-06-25); move it inside"
        ]
    );
}

#[test]
fn calendars_and_grids_exist() {
    assert_eq!(
        changed("grid = \"half_days\"", "grid = \"half_days\"\nholidays = { country = \"xx\" }"),
        [
            "season.holidays.country: there is no calendar for country \"xx\"; there are \"nl\", \"none\""
        ]
    );
    let minutes = "grid = { minutes = { grain = 0, from = \"09:00\", to = \"17:00\" } }";
    assert_eq!(
        changed("grid = \"half_days\"", minutes),
        ["season.grid.minutes.grain: 0 is not between 1 and the 480 minutes from 09:00 to 17:00"]
    );
    let clock = changed("grid = \"half_days\"", &minutes.replace("09:00", "9 am")).remove(0);
    assert!(clock.contains("\"9 am\" is no time of day; write it as 09:00"), "{clock}");
}

#[test]
fn ids_are_slugs_and_differ() {
    assert_eq!(
        changed("id = \"meeting\"", "id = \"Meeting 1\"")[0],
        "sessions.Meeting 1.id: \"Meeting 1\" cannot be an id here; use lower-case letters, digits and single hyphens"
    );
    assert_eq!(
        changed("id = \"meeting\"", "id = \"kick-off\"")[0],
        "session \"kick-off\" stands 2 times; rename or remove all but one"
    );
}

#[test]
fn references_lead_somewhere() {
    assert_eq!(
        changed("phase = \"learning\"", "phase = \"lerning\"")[0],
        "sessions.meeting.phase: there is no phase \"lerning\"; there are \"start\", \"learning\""
    );
    assert_eq!(
        changed("session = \"kick-off\"", "session = \"kickoff\""),
        [
            "sessions.meeting.after: there is no session \"kickoff\"; there are \"kick-off\", \"meeting\""
        ]
    );
    assert_eq!(
        changed("{number} of", "{nr} of"),
        [
            "sessions.meeting.entry: there is no placeholder \"nr\"; there are \"number\", \"count\", \"group\", \"run\""
        ]
    );
}

#[test]
fn sessions_do_not_wait_for_each_other() {
    assert_eq!(
        changed(
            "title = \"Kick-off\"",
            "title = \"Kick-off\"\nafter = [{ session = \"meeting\", min_days = 1 }]"
        ),
        [
            "these sessions wait for each other: kick-off after meeting after kick-off; remove one `after`"
        ]
    );
}

#[test]
fn lags_are_in_order_and_fit_their_window() {
    assert_eq!(
        changed("target_days = 28", "target_days = 60"),
        [
            "sessions.meeting.spacing: min_days 21, target_days 60, max_days 49 are out of order; keep min <= target <= max"
        ]
    );
    assert_eq!(
        changed("count = 4", "count = 7"),
        [
            "sessions.meeting.spacing: 7 sessions at least 21 days apart need 127 days, and there are 121 (2027-02-01 to 2027-06-01); widen the window, plan fewer or bring them closer"
        ]
    );
    let spacing = "\n[sessions.spacing]\nmin_days = 21\ntarget_days = 28\nmax_days = 49\n";
    assert_eq!(
        changed(spacing, ""),
        [
            "sessions.meeting.spacing: the spacing is missing; say how many days lie between the 4 sessions"
        ]
    );
}

#[test]
fn groups_have_one_size_and_wishes_that_agree() {
    assert_eq!(
        changed("size = 4", "size = 4\ncount = 3"),
        ["groups: both `size` and `count` are given; keep one of them"]
    );
    assert_eq!(
        changed("size = 4\n", ""),
        ["groups: `size` or `count` is missing; say how large groups are, or how many there are"]
    );
    assert_eq!(changed("size = 4", "size = 1"), ["groups.size: 1 is not at least 2"]);
    assert_eq!(
        changed("weight = 2.0", "weight = -2.0"),
        ["groups.mix.function: -2 is not a weight above 0"]
    );
    assert_eq!(
        changed("attribute = \"preference\"", "attribute = \"function\""),
        [
            "groups: \"function\" stands under `mix` and under `match`; keep it in one list: members differ in it, or are alike"
        ]
    );
}

#[test]
fn quotas_have_limits_that_agree() {
    let with = |quota: &str| changed("size = 4", &format!("size = 4\nquotas = [{quota}]"));
    assert_eq!(
        with("{ attribute = \"ministry\" }"),
        [
            "groups.quotas.ministry: `at_least` or `at_most` is missing; say how many people of a kind a group holds"
        ]
    );
    assert_eq!(
        with("{ attribute = \"ministry\", at_least = 3, at_most = 2 }"),
        [
            "groups.quotas.ministry: at least 3 and at most 2 are asked for; make `at_least` no larger than `at_most`"
        ]
    );
}

#[test]
fn sessions_make_sense_by_themselves() {
    assert_eq!(
        changed("minutes = 240", "minutes = 600")[0],
        "sessions.kick-off.minutes: 600 is not at most 480, the morning and the afternoon of one day"
    );
    assert_eq!(
        changed("minutes = 180", "minutes = 120"),
        [
            "sessions.meeting.agenda: its parts last 180 minutes and the session 240; make the two equal"
        ]
    );
    assert_eq!(
        changed("audience = \"group\"", "audience = \"everyone\""),
        [
            "sessions.meeting.roles: roles rotate inside a group, and this session is not for groups; set `audience = \"group\"` or leave the roles out"
        ]
    );
    assert_eq!(
        changed("audience = \"everyone\"", "audience = { elective = { seats = 12 } }"),
        [
            "sessions.kick-off.develops: the competency is missing; say what an elective develops, so that those who need it can be found"
        ]
    );
    let seats = changed("seats = \"attendees\"", "seats = \"all\"").remove(0);
    assert!(seats.contains("expected a number of seats or \"attendees\""), "{seats}");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let text = CIRCLE.replace("version = 1", "version = 9").replace("size = 4", "size = 0");
    let text =
        text.replace("phase = \"start\"", "phase = \"none\"").replace("count = 4", "count = 0");
    let problems = Design::from_toml(&text).unwrap_err();
    assert_eq!(problems.len(), 4, "{problems}");
}

#[test]
fn audiences_fit_the_roster_and_the_design() {
    let design = Design::from_toml(&CIRCLE.replace(
        "audience = \"everyone\"",
        "audience = { elective = { seats = 2, max_runs = 1 } }\ndevelops = [\"influence\"]",
    ))
    .unwrap();
    let roster = Table::new(["a", "b", "c", "d"]).unwrap();
    let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let groups = Groups::new(6, vec![vec![0, 1], vec![2, 3, 5]]).unwrap();
    let audiences = Audiences::new()
        .with_elective("kick-off", vec![vec![0, 1, 2], vec![0, 9]])
        .with_elective("meeting", vec![])
        .with_individuals("coaching", vec![1]);
    let rooms = vec![Resource::new("blue", "room"), Resource::new("blue", "room")];
    let problems =
        demand(&design, &roster, &Approved::new(groups, "office", at), &audiences, rooms)
            .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "resource \"blue\" stands 2 times; rename or remove all but one",
            "audiences: there is no elective session \"meeting\"; there are \"kick-off\"",
            "audiences: there is no session for some \"coaching\"; there are none",
            "group 2: 5 is not a member's number, which runs from 0 to below 4",
            "audiences.kick-off: 2 is not at most the 1 runs that the design allows",
            "audiences.kick-off.run 1: 3 people and 2 places; split the run, or give the elective more seats",
            "audiences.kick-off.run 2: \"a\" has more than one place; give everyone one place per session",
            "audiences.kick-off.run 2: 9 is not a member's number, which runs from 0 to below 4",
        ]
    );
}

const FRAMEWORK: &str = r#"
    version = 1
    id = "advice"
    title = "Advice"
    levels = [{ title = "Beginning" }, { title = "Skilled" }]
    competencies = [{ id = "influence", title = "Influence", anchors = ["Now and then.", "Always."] }]
"#;

#[test]
fn frameworks_say_what_does_not_fit() {
    let text = FRAMEWORK.replace("\"Now and then.\", ", "").replace("id = \"advice\"", "id = \"\"");
    assert_eq!(
        lines(&Framework::from_toml(&text).unwrap_err()),
        [
            "id: \"\" cannot be an id here; use lower-case letters, digits and single hyphens",
            "competencies.influence.anchors: 1 anchors for 2 levels; write one per level, the lowest first, or none",
        ]
    );
}

#[test]
fn profiles_say_what_does_not_fit() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let text = r#"
        version = 1
        framework = "advise"
        [[profiles]]
        levels = { influence = 3, listening = 1 }
        [[profiles]]
        levels = { influence = 2 }
        importance = { influence = -1 }
    "#;
    assert_eq!(
        lines(&Targets::from_toml(text, &framework).unwrap_err()),
        [
            "framework: there is no framework \"advise\"; there are \"advice\"",
            "profile of function \"everyone\" stands 2 times; rename or remove all but one",
            "profiles.everyone.levels.influence: 3 is not a level of the framework, 1 to 2",
            "profiles.everyone.levels.listening: there is no competency \"listening\"; there are \"influence\"",
            "profiles.everyone.importance.influence: -1 is not 0 or more",
        ]
    );
}

/// The problems of the small design with a part at its end.
fn with(part: &str) -> Vec<String> {
    lines(&Design::from_toml(&format!("{CIRCLE}\n{part}")).unwrap_err())
}

const GATHERINGS: &str = "[gatherings]\ntitle = \"Gathering\"\nfrom = \"13:00\"\nto = \"17:00\"\n\
                          min_days = 60\nmax_days = 120\n";

#[test]
fn the_parts_of_a_community_fit_together() {
    assert_eq!(
        with("[tables]\nsize = 1\nrounds = 0\nmix = [{ attribute = \"unit\", weight = 0 }]"),
        [
            "tables.size: 1 is not at least 2",
            "tables.rounds: 0 is not at least 1",
            "tables.mix.unit.weight: 0 is not a number above 0",
            "gatherings: the part on gatherings is missing; `tables` is about them; say when they are",
        ]
    );
    assert_eq!(
        with(&GATHERINGS.replace("17:00", "13:00").replace("min_days = 60", "min_days = 130")),
        [
            "gatherings: it begins at 13:00 and ends at 13:00; let it end after it begins",
            "gatherings: min_days is 130 and max_days 120; keep the least below the most",
        ]
    );
    let topics = "[backlog]\nper_gathering = 0\ntopics = [{ id = \"Big\", title = \"B\" }, { id = \"a\", title = \"A\" }, { id = \"a\", title = \"A\" }]\n";
    assert_eq!(
        with(&format!("{topics}{GATHERINGS}")),
        [
            "backlog.per_gathering: 0 is not at least 1",
            "topic \"a\" stands 2 times; rename or remove all but one",
            "backlog.topics.Big: \"Big\" cannot be an id here; use lower-case letters, digits and single hyphens",
        ]
    );
    let talks = "[conversations]\ntitle = \"T\"\nhosts = \"host\"\nminutes = 45\nper_day = 0\nwithin_days = 0\n";
    assert_eq!(
        with(&format!("{talks}starts = []")),
        [
            "conversations.per_day: 0 is not at least 1",
            "conversations.within_days: 0 is not at least 1",
            "conversations.starts: a time of day is missing; say when conversations begin",
        ]
    );
    let talks = talks.replace("= 0", "= 4");
    assert_eq!(
        with(&format!("{talks}starts = [\"09:00\", \"09:30\"]")),
        ["conversations.starts: one begins at 09:30, before the one at 09:00 has ended; \
             list them in order, 45 minutes apart or more"]
    );
    assert_eq!(
        with("[introductions]\nattribute = \"issues\"\neach = 0"),
        ["introductions.each: 0 is not at least 1"]
    );
    let [message] = &with(&format!("{GATHERINGS}weekdays = [\"Tue\"]"))[..] else {
        panic!("one problem")
    };
    assert!(message.contains("\"Tue\" is no weekday; write it as tue"), "{message}");
}
