//! What people read when a table they made has something wrong: each message, word by word.

use intervision_core::{Grouping, PairWeight, Roster, Table, Value, contract};
use intervision_model::interchange::{read_id_sets, read_met, read_resources, read_roster};
use intervision_model::{AttributeKind, Cohort, GroupList, Participant, Problems, RosterColumns};

fn columns() -> RosterColumns {
    RosterColumns::default()
        .with_manager("manager")
        .with_kind("years", AttributeKind::Number)
        .with_kind("level", AttributeKind::Level(vec!["team".into(), "department".into()]))
}

fn plain(text: &str) -> Result<Cohort, Problems> {
    read_roster(text.as_bytes(), &RosterColumns::default().with_manager("manager"))
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn duplicate_id_names_every_row() {
    let problems = plain("id,manager\nm1,\nm2,\nm1,\n\nm1,m2\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "id \"m1\" stands more than once (row 2, column \"id\" and row 4, column \"id\" and row 6, column \"id\"); ids must differ"
        ]
    );
}

#[test]
fn empty_id_names_the_row() {
    let problems = plain("nr,manager,x\nm1,,1\n,,2\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        ["row 3, column \"nr\": the id is empty; write an opaque, stable id"]
    );
}

#[test]
fn a_manager_who_is_not_there_names_both() {
    let problems = plain("id,manager\nm2,m9\nm1,m2\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"manager\": manager \"m9\" of \"m2\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part"
        ]
    );
}

#[test]
fn every_circle_of_managers_names_the_people_on_it() {
    let problems = plain("id,manager\na,b\nb,c\nc,a\nd,a\ne,e\nf,g\ng,f\nh,d\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "the reporting line runs in a circle: a reports to b reports to c reports to a; correct the manager of one of them",
            "the reporting line runs in a circle: e reports to e; correct the manager of one of them",
            "the reporting line runs in a circle: f reports to g reports to f; correct the manager of one of them",
        ]
    );
}

#[test]
fn an_empty_roster_is_told_apart_from_an_empty_file() {
    assert_eq!(
        plain("id,manager\n\n,\n").unwrap_err().to_string(),
        "the roster is empty; add at least one participant below the header"
    );
    assert_eq!(
        plain("\u{feff}\n").unwrap_err().to_string(),
        "the file is empty; its first row must name the columns: id, then one per attribute"
    );
    assert_eq!(
        Cohort::new([]).unwrap_err().to_string(),
        plain("id,manager\n").unwrap_err().to_string()
    );
}

#[test]
fn an_unknown_column_lists_those_that_exist() {
    let problems =
        read_roster(b"id,job\nm1,x\n", &columns().with_function("function")).unwrap_err();
    assert_eq!(
        lines(&problems),
        ["function", "level", "manager", "years"].map(|column| format!(
            "there is no column \"{column}\"; the columns are \"id\", \"job\""
        ))
    );
}

#[test]
fn an_attribute_that_a_rule_asks_for_is_named_with_the_rule() {
    let cohort = plain("id,manager,job\nm1,,x\n").unwrap();
    let problems = cohort.require(["job", "unit"], "groups.mix").unwrap_err();
    assert_eq!(
        problems.to_string(),
        "there is no attribute \"unit\" (asked for by groups.mix); there are \"job\""
    );
}

#[test]
fn values_of_another_kind_name_row_column_and_what_would_do() {
    let problems =
        read_roster(b"id,manager,years,level\nm1,,three,Team\nm2,,\"3,5\",boss\n", &columns())
            .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"years\": \"three\" is no number; write one, such as 3.5, or leave the cell empty",
            "row 3, column \"years\": \"3,5\" is no number; write one, such as 3.5, or leave the cell empty",
            "row 3, column \"level\": \"boss\" is no level of \"level\"; write one of team, department",
        ]
    );
}

#[test]
fn values_of_two_kinds_in_memory_name_the_entry() {
    let problems = Cohort::new([
        Participant::new("a").with_attribute("years", Value::Number(3.0)),
        Participant::new("b").with_attribute("years", Value::category("many")),
    ])
    .unwrap_err();
    assert_eq!(
        problems.to_string(),
        "entry 2: \"many\" is no number, as the other values of \"years\" are; give all values of an attribute one kind"
    );
}

#[test]
fn rows_of_another_length_say_what_to_do() {
    let problems = plain("id,manager,x\nm1,\nm2,,1,2\nm3,,1,\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2: 2 cells under a header of 3; add the missing separators",
            "row 3: 4 cells under a header of 3; put a cell that holds the separator between double quotes",
        ]
    );
}

#[test]
fn headers_name_every_column_once() {
    let problems = plain("id,manager,x,,x\nm1,,1,2,3\n").unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "the header names column \"x\" 2 times; give every column a name of its own",
            "row 1: column 4 has no name; write one in the header",
        ]
    );
}

#[test]
fn text_that_is_not_utf8_names_line_and_byte() {
    let problems = read_roster(b"id,job\nm1,caf\xe9\n", &RosterColumns::default()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "line 2: byte 14 of the file (0xE9) is not UTF-8; save the file as \"CSV UTF-8\""
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let problems = read_roster(
        b"id,manager,years,level\nm1,m1,x,team\n,m2,4,team\nm3,m8,4\nm3,,4,team\n",
        &columns(),
    )
    .unwrap_err();
    assert_eq!(problems.len(), 7);
    assert!(problems.to_string().starts_with("7 problems:\n- row 4: 3 cells"), "{problems}");
}

#[test]
fn semicolons_a_mark_and_carriage_returns_simply_work() {
    let good = read_roster(b"id,manager,years,level\nm1,,3.5,team\nm2,m1,,\n", &columns()).unwrap();
    contract::roster(&good).unwrap();
    for text in [
        "id;manager;years;level\nm1;;3,5;team\nm2;m1;;\n",
        "\u{feff}id;manager;years;level\r\nm1;;3.5;team\r\nm2;m1;;\r\n;;;\r\n",
        "id,manager,years,level\r\nm2,m1,,\r\nm1,,3.5,team",
        "id,manager,years,level,,\nm1,,3.5,team,,\nm2,m1,,,,\n",
    ] {
        assert_eq!(read_roster(text.as_bytes(), &columns()).unwrap(), good, "{text:?}");
    }
}

#[test]
fn kinds_are_inferred_as_documented() {
    let text = "id,years,languages,job,empty,code\nm1,3,nl|en,a,,01\nm2,4,en,b,,1a\n";
    let cohort = read_roster(text.as_bytes(), &RosterColumns::default()).unwrap();
    let kinds: Vec<&str> = ["years", "languages", "job", "empty", "code"]
        .map(|key| cohort.attribute(0, key).kind())
        .to_vec();
    assert_eq!(kinds, ["number", "tags", "category", "unknown", "category"]);
    assert_eq!(cohort.attribute(0, "languages").to_string(), "en, nl");
}

#[test]
fn lists_of_ids_name_the_cell() {
    let roster = Table::new(["a1", "a2", "a3"]).unwrap();
    let problems = read_id_sets(b"a,b\na1,a9\na2\na3,a1,a3\n", &roster).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"2\": \"a9\" is not on the roster; write the id of a participant",
            "row 3: one id alone says nothing; write two or more ids in a row",
            "row 4, column \"3\": \"a3\" stands there twice; write each participant once",
        ]
    );
    // A first row of ids is no header, nor is a first row of ids that are unknown.
    assert_eq!(read_id_sets(b"a1;a2\r\n", &roster).unwrap(), [[0, 1]]);
    assert!(read_id_sets(b"x1,x2\n", &roster).is_err());
    for header in ["A,B", "id_a,id_b", "person 1,person 2", "Member,Member"] {
        let text = format!("{header}\na1,a2\n");
        assert_eq!(read_id_sets(text.as_bytes(), &roster).unwrap(), [[0, 1]], "{header}");
    }
}

#[test]
fn meetings_name_the_cell() {
    let roster = Table::new(["a1", "a2", "a3"]).unwrap();
    let problems = read_met(b"a,b,times\na1,a1,2\na1,a2,often\na2,,1\n", &roster).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"b\": \"a1\" stands there twice; write each participant once",
            "row 3, column \"times\": \"often\" is no number above 0; write how often the two met, or remove the row",
            "row 4, column \"b\": the id is empty; write an opaque, stable id",
        ]
    );
    let met = read_met(b"a1,a2,\na2,a1,2\n", &roster).unwrap();
    contract::pair_weight(&met).unwrap();
    assert!((met.weight(0, 1) - 3.0).abs() < 1e-12);
}

#[test]
fn resources_name_the_cell() {
    let problems = read_resources(
        b"id,kind,seats,max_session\nblue,room,twelve,\nblue,room,8,\n,room,0,\nred,,1,\n",
    )
    .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 1, column \"max_session\": there is no resource column \"max_session\"; there are \"id\", \"kind\", \"seats\", \"qualifications\", \"max_sessions\", \"max_per_week\"",
            "row 2, column \"seats\": \"twelve\" is no whole number above 0; write one, such as 8, or leave the cell empty",
            "row 4, column \"id\": the id is empty; write an opaque, stable id",
            "row 4, column \"seats\": \"0\" is no whole number above 0; write one, such as 8, or leave the cell empty",
            "row 5, column \"kind\": the kind is missing; write what it is, such as room or facilitator",
            "id \"blue\" stands more than once (row 2, column \"id\" and row 3, column \"id\"); ids must differ",
        ]
    );
    let resources =
        read_resources(b"kind;id;qualifications;max_per_week\ncoach;ann;calm| kind;2\n").unwrap();
    assert_eq!(resources[0].qualifications, ["calm", "kind"]);
    assert_eq!((resources[0].max_per_week, resources[0].max_sessions), (Some(2), None));
}

#[test]
fn groups_name_the_person_and_both_groups() {
    let roster = Table::new(["a1", "a2", "a3"]).unwrap();
    let problems =
        GroupList::new(&roster, [("x", vec!["a1", "a9"]), ("y", vec!["a1", "a2", "a2"])])
            .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "group 1: \"a9\" is not on the roster; write the id of a participant",
            "\"a1\" stands in group 1 and in group 2 (counted from 1); give everyone one place",
            "group 2: \"a2\" stands there twice; write each participant once",
        ]
    );
    let groups = GroupList::new(&roster, [("", vec!["a3", "a1"])]).unwrap();
    contract::grouping(&groups).unwrap();
    assert_eq!((groups.label(0), groups.members(0)), ("1".into(), &[2, 0][..]));
}
