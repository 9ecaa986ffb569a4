use intervision::report::{
    Attention, Audience, ComposedGroup, Composition, Missing, Mix, Needs, Report, Season,
};
use intervision_core::{Status, Value};

use crate::figures::{date, parse, small, text_of};

#[test]
fn a_report_without_chapters_is_a_page() {
    let html = Report::new("Bare", 0).to_html().unwrap();
    let page = parse(&html);
    let chapters: Vec<_> = page
        .descendants()
        .filter(|node| node.attribute("class") == Some("chapter"))
        .filter_map(|node| node.attribute("id"))
        .collect();
    assert_eq!(chapters, ["attention"]);
    let text = text_of(&html);
    assert!(text.contains("Participants 0"));
    assert!(text.contains("Nothing needs your attention."));
}

#[test]
fn chapters_without_content_say_so() {
    let report = Report::new("Empty", 0)
        .with_mix(Mix::new(Status::Unknown, 0.0))
        .with_composition(Composition::new(["function"]).with_plot("function").unwrap())
        .with_needs(Needs::new(1.0, 5.0).unwrap())
        .with_season(Season::new(date(1, 11), date(1, 11)).unwrap());
    let text = text_of(&report.to_html().unwrap());
    for line in [
        "No wishes about the groups were given, so there is nothing to compare.",
        "No groups have been made.",
        "No assessment is part of this report.",
        "No season has been planned.",
    ] {
        assert!(text.contains(line), "{line} is missing");
    }
}

#[test]
fn a_season_in_which_nothing_fits_lists_it_all() {
    let missing = Missing::new("Intake", Audience::Everyone, Vec::<String>::new());
    let season = Season::new(date(1, 11), date(1, 29)).unwrap().with_missing(missing);
    let text = text_of(&Report::new("t", 3).with_season(season).to_html().unwrap());
    assert!(text.contains("Intake · Everyone No reason was given."));
    assert!(text.contains("1 session has no date"));
}

#[test]
fn nothing_unplaced_is_told_as_well() {
    let season = crate::figures::season();
    let placed = season.meetings().iter().cloned();
    let whole = placed.fold(Season::new(date(1, 11), date(2, 26)).unwrap(), |season, meeting| {
        season.with_meeting(meeting).unwrap()
    });
    let report = small().with_season(whole).with_attention(Attention::new());
    let text = text_of(&report.to_html().unwrap());
    assert!(text.contains("All 4 sessions have a date."));
    assert!(text.contains("Every session has a date."));
    assert!(text.contains("Nothing needs your attention: every session has a date"));
}

#[test]
fn an_empty_group_and_an_attribute_that_nobody_has() {
    let composition = Composition::new(["function"])
        .with_plot("function")
        .unwrap()
        .with_group(ComposedGroup::new("Nobody"))
        .unwrap()
        .with_group(ComposedGroup::new("Unknown").with_member("a", [Value::Unknown]))
        .unwrap();
    let text = text_of(&Report::new("t", 1).with_composition(composition).to_html().unwrap());
    assert!(text.contains("Nobody 0 people Nobody is in this group."));
    assert!(text.contains("none known"));
}
