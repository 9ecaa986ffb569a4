//! X1 over what a programme hands out: written anew after an erasure, none of it holds the id or the words of whoever is gone, and what
//! is counted stays. What leaves the model by itself (records, threads, journals, portfolios, SCIM, xAPI, badges, workbooks) is held to
//! the same by its own test `erasure`; a CASE package holds a framework, and nobody.

#![cfg(all(
    feature = "csv",
    feature = "ical",
    feature = "report",
    feature = "model",
    feature = "groups",
    feature = "assess",
    feature = "schedule"
))]
#![allow(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use intervision::adapters::{self, Closing, Evidence, evaluate, retention, survey_questions};
use intervision::assess::TargetProfile;
use intervision::assess::survey::Replies;
use intervision::core::{
    Demands, Groups, Need, PairMatrix, Placement, Resource, Roster, Run, Session, Span, Status,
    Stopped, Table, Timetable, Unplaced, Value, Worth,
};
use intervision::documents::{
    Invitations, cases_markdown, changes_markdown, changes_sentence, closing_markdown,
    evaluation_markdown, evaluation_table, groups_table, introductions_table, register_markdown,
    retention_table, timetable_table, unplaced_table, write_issued,
};
use intervision::groups::pairing::Introduction;
use intervision::language::Language;
use intervision::model::ParticipantId;
use intervision::model::case_bank::{CaseBank, CaseDraft};
use intervision::model::design::Design;
use intervision::model::privacy::{Consents, Entry, Reader, Records, Register, Role};
use intervision::report::{Composition, Report};
use intervision::schedule::change::{Issued, Snapshot};
use intervision::schedule::ical::Tz;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const PEOPLE: usize = 12;
const GONE: &str = "p07";

const DESIGN: &str = r#"
    version = 1
    id = "track"
    title = "Track"
    season = { start = 2027-01-11, end = 2027-04-20 }
    phases = [{ id = "all", title = "All of it" }]
    [[sessions]]
    id = "talks"
    title = "Hard talks"
    phase = "all"
    audience = "everyone"
    minutes = 180
    develops = ["talks"]
    [evaluation]
    measured = "afterwards"
    questions = [{ id = "q", text = "Was it useful?", answers = ["yes", "no"] }]
    ties = { text = "Whom do you turn to?", across = "unit" }
"#;

const REGISTER: &str = r#"
    version = 1
    controller = "Municipality of Vliet"
    purposes = [{ id = "learning", title = "Learning", ground = "consent", keep = { days = 30, after = "left" } }]
    fields = [{ id = "plan", holds = "A plan", purpose = "learning", widest = "group" }]
"#;

/// What only reads, and those that are given no people, or only their numbers and the roster, as `introductions_table` is.
const OF_NOBODY: [&str; 9] = [
    "agenda_table",
    "clashes_table",
    "day_plan_calendar",
    "day_plan_table",
    "gatherings_table",
    "read_issued",
    "tables_table",
    "vision_markdown",
    "visits_table",
];

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

/// A programme and what its host keeps of it.
struct House {
    roster: Table,
    issued: Issued,
    bank: CaseBank,
    consents: Consents,
    records: Records,
}

fn roster(seventh: &str) -> Table {
    let ids = (1..=PEOPLE).map(|n| if n == 7 { seventh.to_owned() } else { format!("p{n:02}") });
    let units = (0..PEOPLE).map(|n| Value::category(["north", "south"][n % 2]));
    Table::new(ids).unwrap().with_column("unit", units).unwrap()
}

/// A meeting of each group, and one of everybody's own.
fn demand(roster: &Table, groups: &Groups) -> Demands {
    let mut sessions = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let id = format!("meeting/{number}");
        let mut session = Session::new(id, "Meeting", 180, group.to_vec());
        session.needs = vec![Need::one("room")];
        sessions.push(session);
    }
    for member in 0..roster.len() {
        let own = roster.id(member);
        let (id, title) = (format!("coaching/{own}/1"), format!("Coaching of {own}"));
        sessions.push(Session::new(id, title, 60, vec![member]));
    }
    let resources = vec![Resource::new("blue", "room").with_seats(8)];
    Demands { sessions, resources, ..Demands::default() }
}

/// Each session on a day of its own; the last one has none.
fn timetable(demand: &Demands, from: u32, roster: &Table) -> Timetable {
    let last = demand.sessions.len() - 1;
    let placements = (0..last).map(|session| {
        let at = |hour| day(2, from + session as u32).and_hms_opt(hour, 0, 0).unwrap();
        let resources = if session < 3 { vec![0] } else { vec![] };
        Placement { session, span: Span::new(at(9), at(12)).unwrap(), resources }
    });
    let reasons = vec![format!("{} is away", roster.id(6))];
    let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    let unplaced = vec![Unplaced { session: last, reasons }];
    Timetable { placements: placements.collect(), unplaced, worth }
}

fn groups() -> Groups {
    Groups::new(PEOPLE, (0..3).map(|g| (0..4).map(|n| 3 * n + g).collect()).collect()).unwrap()
}

impl House {
    fn new() -> Self {
        let roster = roster(GONE);
        let mut bank = CaseBank::default();
        let guide = Reader::new("guide", Role::Facilitator);
        let mut consents = Consents::default();
        let mut records = Records::default();
        for (number, owner) in [GONE, "p02"].into_iter().enumerate() {
            let words = format!("words of case {number}, with {GONE}");
            let draft = CaseDraft::new(format!("case-{number}"), "A talk", words).tagged("talks");
            bank.submit(owner, draft, &roster, day(1, 12)).unwrap();
            bank.clear(&format!("case-{number}"), &guide).unwrap();
            consents.give(&owner.into(), CaseBank::OWNER, day(1, 12)).unwrap();
            records.keep(Entry::text(owner, "plan", "a plan", day(1, 12))).unwrap();
        }
        let mut issued = Issued::by("track");
        let demand = demand(&roster, &groups());
        issued.issue(&Snapshot::of(&demand, &roster, &timetable(&demand, 1, &roster)));
        House { roster, issued, bank, consents, records }
    }

    /// Everything that is kept forgets them; a tombstone has their seat.
    fn erase(&mut self, gone: &ParticipantId) {
        let tombstone = self.records.erase(gone, day(1, 20)).id;
        self.bank.erase(gone);
        self.consents.forget(gone, &tombstone);
        self.roster = roster(tombstone.as_str());
        // The last plan that names them is taken back, and then forgotten.
        let demand = demand(&self.roster, &groups());
        let plan = timetable(&demand, 1, &self.roster);
        self.issued.issue(&Snapshot::of(&demand, &self.roster, &plan));
        self.issued.forget(gone.as_str());
    }

    /// Everything that is written, by what writes it.
    fn exports(&self) -> Vec<(&'static str, String)> {
        let (roster, groups, en) = (&self.roster, &groups(), Language::English);
        let demand = &demand(roster, groups);
        let mut issued = self.issued.clone();
        let plan = &timetable(demand, 2, roster);
        let changes = issued.issue(&Snapshot::of(demand, roster, plan));
        let design = Design::from_toml(DESIGN).unwrap();
        let guide = Reader::new("guide", Role::Facilitator);
        let on = day(2, 1);
        let cases = cases_markdown(&design, &self.bank, &guide, &self.consents, on, en);
        let met = Introduction { a: 6, b: 7, score: 1.0, shared: vec!["housing".into()] };
        let mut all = vec![
            ("groups_table", groups_table(roster, groups).unwrap()),
            ("timetable_table", timetable_table(roster, groups, demand, plan, &issued).unwrap()),
            ("unplaced_table", unplaced_table(demand, plan).unwrap()),
            ("write_issued", write_issued(&issued).unwrap()),
            ("changes_markdown", changes_markdown(&changes, en)),
            ("changes_sentence", changes_sentence(&changes, en)),
            ("cases_markdown", cases.unwrap()),
            ("introductions_table", introductions_table(roster, &[met]).unwrap()),
            ("report", report(roster, groups, plan)),
        ];
        all.extend(counted(&design, roster, groups));
        let stamp = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let invitations = Invitations::new("example.org", Tz::Europe__Amsterdam, stamp);
        let files = invitations.since(&issued).write(roster, groups, demand, plan).unwrap();
        all.extend(files.into_iter().map(|file| ("Invitations", file.path + "\n" + &file.text)));
        all
    }
}

/// Somebody is told in it by name: who is in no group.
fn report(roster: &Table, groups: &Groups, plan: &Timetable) -> String {
    let warned = plan.unplaced.iter().flat_map(|unplaced| unplaced.reasons.clone());
    let attention = adapters::attention(
        roster,
        &Groups::default(),
        &[6],
        &[],
        &warned.collect::<Vec<_>>(),
        Language::English,
    );
    let report = Report::new("Track", roster.len()).with_attention(attention);
    report.with_composition(Composition::of(roster, groups)).to_html().unwrap()
}

/// What a programme came to, and what is left of it: the same whoever is erased.
fn counted(design: &Design, roster: &Table, groups: &Groups) -> Vec<(&'static str, String)> {
    let mut replies = Replies::new(&survey_questions(design.evaluation().unwrap()).unwrap());
    for member in 0..roster.len() {
        let answer = if member % 2 == 0 { "yes" } else { "no" };
        replies.record(&roster.id(member), &[("q", answer)]).unwrap();
    }
    let ring = (0..PEOPLE).map(|at| (at, (at + 1) % PEOPLE, 1.0));
    let all = (0..PEOPLE).flat_map(|b| (0..b).map(move |a| (a, b, 1.0)));
    let (before, after) = (
        PairMatrix::from_pairs(PEOPLE, ring).unwrap(),
        PairMatrix::from_pairs(PEOPLE, all).unwrap(),
    );
    let level = |level| TargetProfile::new(PEOPLE, [("influence", level)]);
    let (low, high) = (level(2.0), level(3.0));
    let evidence = Evidence {
        survey: Some((&replies, roster)),
        levels: Some((&low, &high)),
        ties: Some((&before, &after)),
        framework: None,
    };
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
    let told = evaluate(design, roster, groups, &evidence, &mut Run::new(&mut rng, &mut nobody));
    let told = told.unwrap().unwrap();
    let register = Register::from_toml(REGISTER).unwrap();
    let dues = retention(&register, day(4, 20));
    let mut closing = Closing::new("Track", day(4, 20), &dues);
    (closing.template, closing.evaluation, closing.portfolios) = (true, Some(5), PEOPLE);
    vec![
        ("evaluation_markdown", evaluation_markdown(&told, Language::English)),
        ("evaluation_table", evaluation_table(&told).unwrap()),
        ("closing_markdown", closing_markdown(&closing, Language::English)),
        ("register_markdown", register_markdown(&register, Language::English)),
        ("retention_table", retention_table(&dues).unwrap()),
    ]
}

#[test]
fn x1_nothing_that_is_handed_out_holds_somebody_who_was_erased() {
    let mut house = House::new();
    let before = house.exports();
    let naming: BTreeSet<&str> =
        before.iter().filter(|(_, text)| text.contains(GONE)).map(|(name, _)| *name).collect();
    let names = [
        "Invitations",
        "cases_markdown",
        "changes_markdown",
        "groups_table",
        "introductions_table",
        "report",
        "timetable_table",
        "unplaced_table",
        "write_issued",
    ];
    assert_eq!(naming, BTreeSet::from(names), "who was there is named while they are");

    house.erase(&GONE.into());
    let after = house.exports();
    for (name, text) in &after {
        assert!(!text.contains(GONE), "{name}: {text}");
        assert!(!text.contains("words of case 0"), "{name}: {text}");
    }
    let figures = |all: &[(&'static str, String)]| -> Vec<(&'static str, String)> {
        all.iter().filter(|(name, _)| !names.contains(name)).cloned().collect()
    };
    assert_eq!(figures(&after), figures(&before), "what is counted stays");
    assert!(after.iter().any(|(name, text)| *name == "groups_table" && text.contains("erased-1")));
}

/// Whatever `documents` exports is written above, or has nobody to tell of.
#[test]
fn no_writer_is_forgotten() {
    let source = concat!(
        include_str!("../src/documents/mod.rs"),
        include_str!("../src/documents/designs/mod.rs")
    );
    let exported = source.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let names =
        exported.flat_map(|path| path.rsplit("::").next().unwrap_or(path).split([',', '{', '}']));
    let writers: BTreeSet<&str> = names
        .map(str::trim)
        .filter(|name| name.starts_with(char::is_lowercase) || *name == "Invitations")
        .collect();
    let written = House::new().exports();
    let known = written.iter().map(|(name, _)| *name).filter(|name| *name != "report");
    assert_eq!(writers, known.chain(OF_NOBODY).collect());
}
