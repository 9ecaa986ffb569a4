//! Rosters as workbooks: what goes out comes back, and what does not fit is told with its cell.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use intervision_core::{Roster, Value, contract};
use intervision_model::interchange::{read_roster, read_roster_xlsx, write_roster_xlsx};
use intervision_model::{AttributeKind, Cohort, Participant, Problem, Problems, RosterColumns};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn columns() -> RosterColumns {
    RosterColumns::default()
        .with_function("function")
        .with_manager("manager")
        .with_kind("years", AttributeKind::Number)
        .with_kind("level", AttributeKind::Level(vec!["team".into(), "department".into()]))
        .with_kind("languages", AttributeKind::Tags)
}

/// A workbook with the sheet "People" and an empty one.
fn book(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("People").unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (row, column) = (row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    book.add_worksheet().set_name("Notes").unwrap();
    book.save_to_buffer().unwrap()
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_workbook_reads_as_the_same_table_in_csv_does() {
    let rows: [&[&str]; 4] = [
        &["id", "manager", "years", "level", "languages", "job"],
        &["17", "", "3.5", "team", "nl|en", "adviser"],
        &["x", "17", "4", "Department", "en", ""],
        &["y", "x", "", "", "", "head"],
    ];
    let csv: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    let columns = columns().with_function("job");
    let from_csv = read_roster(csv.join("\n").as_bytes(), &columns).unwrap();
    let read = read_roster_xlsx(&book(&rows), None, &columns).unwrap();
    contract::roster(&read).unwrap();
    assert_eq!(read, from_csv);
    assert_eq!(read_roster_xlsx(&book(&rows), Some("People"), &columns).unwrap(), from_csv);
}

#[test]
fn problems_name_the_sheet_and_the_cell() {
    let rows: [&[&str]; 7] = [
        &["id", "manager", "years", "level", "languages", "function"],
        &["a", "zz", "three", "boss"],
        &["a"],
        &[],
        &["", "a", "4"],
        &["b", "c", "1"],
        &["c", "b"],
    ];
    let problems = read_roster_xlsx(&book(&rows), None, &columns()).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "cell People!C2 (column \"years\"): \"three\" is no number; write one, such as 3.5, or leave the cell empty",
            "cell People!D2 (column \"level\"): \"boss\" is no level of \"level\"; write one of team, department",
            "cell People!A5 (column \"id\"): the id is empty; write an opaque, stable id",
            "id \"a\" stands more than once (cell People!A2 (column \"id\") and cell People!A3 (column \"id\")); ids must differ",
            "cell People!B2 (column \"manager\"): manager \"zz\" of \"a\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part",
            "the reporting line runs in a circle: b reports to c reports to b; correct the manager of one of them",
        ]
    );
    let wide: [&[&str]; 2] = [&["id", "manager"], &["a", "", "loose"]];
    let plain = RosterColumns::default();
    let problems = read_roster_xlsx(&book(&wide), None, &plain).unwrap_err();
    assert_eq!(lines(&problems), ["row 1: column 3 has no name; write one in the header"]);
}

#[test]
fn files_that_are_no_roster_are_told_apart() {
    let plain = RosterColumns::default();
    let told = |bytes: &[u8], sheet| read_roster_xlsx(bytes, sheet, &plain).unwrap_err();
    assert!(matches!(told(b"id,x\na,1\n", None).first(), Problem::Syntax { format: "XLSX", .. }));
    let rows: [&[&str]; 2] = [&["id"], &["a"]];
    assert_eq!(
        told(&book(&rows), Some("Staff")).to_string(),
        "workbook: there is no sheet \"Staff\"; there are \"People\", \"Notes\""
    );
    assert_eq!(
        told(&book(&rows), Some("Notes")).to_string(),
        "the file is empty; its first row must name the columns: id, then one per attribute"
    );
    assert_eq!(
        told(&vec![0; (8 << 20) + 1], None).to_string(),
        "the workbook is 8388609 bytes long, and at most 8388608 are read; split it"
    );
}

#[test]
fn cells_that_show_something_else_than_they_hold() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (column, name) in ["id", "start", "chair", "sum"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    sheet.write_number(1, 0, 1007).unwrap();
    let start = ExcelDateTime::from_ymd(2027, 1, 31).unwrap();
    sheet.write_datetime_with_format(1, 1, &start, &day).unwrap();
    sheet.write_boolean(1, 2, true).unwrap();
    sheet.write_formula(1, 3, Formula::new("=1+2").set_result("3")).unwrap();
    let plain = RosterColumns::default();
    let read = read_roster_xlsx(&book.save_to_buffer().unwrap(), None, &plain).unwrap();
    assert_eq!(read.id(0), "1007");
    assert_eq!(read.attribute(0, "start"), Value::category("2027-01-31"));
    assert_eq!(read.attribute(0, "chair"), Value::category("yes"));
    assert_eq!(read.attribute(0, "sum"), Value::Number(3.0));
}

#[test]
fn a_cell_in_the_far_corner_is_refused_without_a_table_up_to_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Far").unwrap();
    sheet.write_string(0, 0, "id").unwrap();
    sheet.write_string(1_048_575, 0, "a").unwrap();
    let plain = RosterColumns::default();
    let far = read_roster_xlsx(&book.save_to_buffer().unwrap(), None, &plain).unwrap();
    assert_eq!(far.len(), 1);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_string(1_048_575, 16_383, "x").unwrap();
    let problems = read_roster_xlsx(&book.save_to_buffer().unwrap(), None, &plain).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "cell Far!XFD1048576: the sheet goes on beyond 256 columns or 2097152 cells; remove what is not about participants"
    );
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zé=+@][A-Za-z0-9é ,;\"=]{0,8}[a-z]"
}

/// A workbook whose shared texts are so many blanks.
fn bomb(bytes: usize) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let rows: [&[&str]; 2] = [&["id", "years"], &["a", "1"]];
    let mut book = zip::ZipArchive::new(Cursor::new(book(&rows))).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for place in 0..book.len() {
        let mut part = book.by_index(place).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "xl/sharedStrings.xml" {
            let blanks = vec![b' '; 1 << 20];
            let (head, tail) = text.split_at(text.len() - "</sst>".len());
            text = [head, b"<si><t>", &blanks.repeat(bytes >> 20), b"</t></si>", tail].concat();
        }
        made.start_file(name, options).unwrap();
        made.write_all(&text).unwrap();
    }
    made.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read() {
    let small = bomb(1 << 20);
    assert!(read_roster_xlsx(&small, None, &RosterColumns::default()).is_ok());
    let large = bomb(65 << 20);
    assert!(large.len() < 1 << 20);
    assert_eq!(
        read_roster_xlsx(&large, None, &RosterColumns::default()).unwrap_err().to_string(),
        "the workbook unpacks to more than 67108864 bytes; remove what is not needed, or split it"
    );
}

prop_compose! {
    fn participant(number: usize)(
        function in proptest::option::of(words()),
        years in proptest::option::of((-400_i32..400).prop_map(|n| f64::from(n) / 8.0)),
        level in proptest::option::of(0_u32..2),
        languages in proptest::collection::btree_set(words(), 0..3),
        managed in any::<bool>(),
    ) -> Participant {
        let mut person = Participant::new(format!("{number:03}"));
        if managed && number > 0 {
            person = person.with_manager(format!("{:03}", number / 2));
        }
        let languages = languages.into_iter().map(Into::into).collect::<Vec<_>>();
        let languages = if languages.is_empty() { Value::Unknown } else { Value::Tags(languages) };
        let function = function.map_or(Value::Unknown, Value::category);
        person
            .with_attribute("function", function)
            .with_attribute("years", years.map_or(Value::Unknown, Value::Number))
            .with_attribute("level", level.map_or(Value::Unknown, Value::Level))
            .with_attribute("languages", languages)
    }
}

fn people() -> impl Strategy<Value = Vec<Participant>> {
    (1_usize..9).prop_flat_map(|count| (0..count).map(participant).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rosters_come_back_the_same(people in people()) {
        let first = Cohort::new(people).unwrap();
        let bytes = write_roster_xlsx(&first, &columns()).unwrap();
        let read = read_roster_xlsx(&bytes, None, &columns()).unwrap();
        for member in 0..first.len() {
            prop_assert_eq!(read.id(member), first.id(member));
            prop_assert_eq!(read.manager(member), first.manager(member));
            for key in ["function", "years", "languages"] {
                prop_assert_eq!(read.attribute(member, key), first.attribute(member, key));
            }
        }
        // Level names belong to the columns; from here on everything is the same, to the byte.
        let again = write_roster_xlsx(&read, &columns()).unwrap();
        prop_assert_eq!(&read_roster_xlsx(&again, None, &columns()).unwrap(), &read);
        prop_assert_eq!(again, write_roster_xlsx(&read, &columns()).unwrap());
    }

    #[test]
    fn damaged_workbooks_are_answered(cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let rows: [&[&str]; 3] = [&["id", "years"], &["a", "1"], &["b", "2"]];
        let mut bytes = book(&rows);
        for (place, byte) in cuts {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read_roster_xlsx(&bytes, None, &RosterColumns::default());
    }
}
