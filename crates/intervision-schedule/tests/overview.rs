//! The season on paper: whole, well formed, and nothing breaks out of it.

#![expect(clippy::unwrap_used, reason = "helpers fail as their tests do")]

use chrono::{NaiveDate, TimeDelta};
use intervision_core::{
    Demands, Placement, Resource, Session, Span, Status, Stopped, Table, Timetable, Worth,
};
use intervision_schedule::DaysOff;
use intervision_schedule::calendar::{HolidayPolicy, Language};
use intervision_schedule::overview::Overview;
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

/// Sessions by series, title, month, day and attendees; each in the morning, in one room with one coach.
fn overview(sessions: &[(&str, &str, u32, u32, &[usize])]) -> Overview {
    let mut demand = Demands::default();
    demand.resources.push(Resource::new("blue", "room").with_seats(8));
    demand.resources.push(Resource::new("coach-1", "coach"));
    let mut placements = Vec::new();
    for (index, (series, title, month, on, attendees)) in sessions.iter().enumerate() {
        let mut session = Session::new(format!("s{index}"), *title, 180, attendees.to_vec());
        session.series = Some((*series).to_owned());
        demand.sessions.push(session);
        let start = day(*month, *on).and_hms_opt(9, 0, 0).unwrap();
        let span = Span::new(start, start + TimeDelta::minutes(180)).unwrap();
        placements.push(Placement { session: index, span, resources: vec![0, 1] });
    }
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    let timetable = Timetable { placements, unplaced: vec![], worth };
    let roster = Table::new(["p2", "p1", "p3"]).unwrap();
    let off = DaysOff::between(day(3, 1), day(5, 31))
        .unwrap()
        .with_weekends()
        .with_holidays(&HolidayPolicy::default())
        .with_rather_not(day(4, 24), day(5, 2), -0.5);
    Overview::of(&demand, &roster, &timetable, &off)
}

/// Tags open and close in pairs; void elements of HTML are passed over.
fn assert_balanced(page: &str) {
    let mut open = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').unwrap();
        let tag = &rest[at + 1..end];
        let name: String =
            tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "in {tag}");
        } else if !(tag.starts_with('!') || tag.ends_with('/') || name == "meta") {
            open.push(name);
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?} left open");
}

#[test]
fn a_row_per_group_and_a_page_per_person() {
    let overview = overview(&[
        ("Group 10", "Meeting 1", 3, 9, &[0]),
        ("Group 2", "Meeting 1", 3, 10, &[0, 1]),
        ("Group 2", "Meeting 2", 4, 14, &[0, 1]),
    ])
    .with_title("Spring & summer");
    let page = overview.html();
    assert_balanced(&page);
    assert!(page.contains("<h1>Spring &amp; summer</h1>"));
    let (two, ten) = (page.find(">Group 2<").unwrap(), page.find(">Group 10<").unwrap());
    assert!(two < ten, "numbers count by value");
    assert!(page.contains("Meeting 2, Wed 14 Apr 2027, 09:00-12:00, blue, coach-1"));
    // Everyone has a page, by id, also who has no session.
    let pages: Vec<_> = page.match_indices("<h2>").map(|(at, _)| &page[at + 4..at + 6]).collect();
    assert_eq!(pages, ["p1", "p2", "p3"]);
    assert!(page.contains("<h2>p3</h2>\n<p>No sessions.</p>"));
    assert!(page.contains("Tue 27 Apr 2027: King&#39;s Day is a public holiday"));
    assert!(page.contains("Wed 28 Apr 2027 - Sun 2 May 2027: rather not"), "{page}");
    assert!(!overview.without_people().html().contains("<h2>"));
}

#[test]
fn in_dutch() {
    let page =
        overview(&[("Groep 1", "Intervisie 1", 3, 9, &[0])]).in_language(Language::Nl).html();
    assert!(page.contains("<html lang=\"nl\">"));
    assert!(page.contains("Intervisie 1, di 9 mrt 2027, 09:00-12:00"));
    assert!(page.contains("<th scope=\"col\">Datum</th>"));
}

#[test]
fn marks_that_are_close_stand_in_lanes() {
    let svg =
        overview(&[("g", "a", 3, 9, &[0]), ("g", "b", 3, 10, &[0]), ("g", "c", 3, 23, &[0])]).svg();
    let tops: Vec<_> = svg
        .match_indices("height=\"20\" rx")
        .map(|(at, _)| svg[..at].rsplit("y=\"").next().unwrap().split('"').next().unwrap())
        .collect();
    assert_eq!(tops, ["30.0", "54.0", "30.0"]);
}

#[cfg(feature = "csv")]
#[test]
fn the_table_has_a_row_per_person_and_session() {
    let table = overview(&[("g", "a, \"b\"", 3, 9, &[0, 1])]).csv().unwrap();
    assert_eq!(
        table,
        "person,date,start,end,title,where,with\n\
         p1,2027-03-09,2027-03-09T09:00,2027-03-09T12:00,\"a, \"\"b\"\"\",blue,coach-1\n\
         p2,2027-03-09,2027-03-09T09:00,2027-03-09T12:00,\"a, \"\"b\"\"\",blue,coach-1\n"
    );
}

proptest! {
    #[test]
    fn words_cannot_break_out(words in "[ -~é€\u{0}\u{1b}\n]{0,60}") {
        let page = overview(&[(&words, &words, 3, 9, &[0])]).with_title(&words).html();
        assert_balanced(&page);
        prop_assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
    }
}
