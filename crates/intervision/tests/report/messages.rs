use chrono::NaiveDate;
use intervision::report::{
    Audience, CohortNeed, ComposedGroup, Composition, Meeting, Needs, ReportError, Season,
};
use intervision_core::Value;

use crate::figures::{date, span};

fn said<T>(result: Result<T, ReportError>) -> String {
    result.err().unwrap().to_string()
}

#[test]
fn seasons() {
    assert_eq!(
        said(Season::new(date(3, 2), date(3, 1))),
        "the season ends on 2027-03-01, before it begins on 2027-03-02; swap the two days"
    );
    let far = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    assert_eq!(
        said(Season::new(date(1, 1), far)),
        "the season runs from 2027-01-01 to 2030-01-01; a report shows at most 731 days, so make one for each part"
    );
    let late = Meeting::new("Closing", Audience::Everyone, span(date(4, 1), (9, 0), (12, 0)));
    assert_eq!(
        said(Season::new(date(3, 1), date(3, 31)).unwrap().with_meeting(late)),
        "session \"Closing\" is on 2027-04-01, outside the season from 2027-03-01 to 2027-03-31; widen the season"
    );
}

#[test]
fn timetables() {
    assert_eq!(
        ReportError::UnknownSession { session: 9, sessions: 4 }.to_string(),
        "the timetable has session 9, and the demand has 4, counted from 0; give the demand that was planned"
    );
}

#[test]
fn groups() {
    let table = Composition::new(["function", "years"]);
    assert_eq!(
        said(table.clone().with_plot("unit")),
        "there is no column \"unit\" to plot; the columns are function, years"
    );
    let short = ComposedGroup::new("Group 1").with_member("a01", [Value::Unknown]);
    assert_eq!(
        said(table.with_group(short)),
        "member \"a01\" of Group 1 has 1 values for 2 columns; give one value per column, unknown ones too"
    );
}

#[test]
fn needs() {
    assert_eq!(
        said(Needs::new(5.0, 1.0)),
        "a scale from 5 to 1 has no length; the lowest level must be below the highest"
    );
    assert_eq!(
        said(CohortNeed::new("Influence", 4.0).with_mean(3.0, 3.5, 4.0)),
        "\"Influence\" has mean 3 in an interval from 3.5 to 4; it must be low, mean, high, all finite"
    );
    assert!(CohortNeed::new("Influence", 4.0).with_mean(f64::NAN, 1.0, 2.0).is_err());
    assert_eq!(
        said(CohortNeed::new("Influence", 4.0).with_people(3, 4)),
        "\"Influence\" has 4 people below the target of 3 with a score; count the same people in both"
    );
}
