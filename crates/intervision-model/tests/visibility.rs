//! Nobody sees more than they did, unless its owner shows it: whatever happens in a programme, in whatever order.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use intervision_core::Table;
use intervision_model::ParticipantId;
use intervision_model::case_bank::{CaseBank, CaseDraft};
use intervision_model::coaching::{Dossier, Seen};
use intervision_model::forum::Thread;
use intervision_model::interchange::Document;
use intervision_model::journal::{Event, Journal};
use intervision_model::journey::Ways;
use intervision_model::privacy::{
    About, Access, AccessPolicy, Circles, Content, DataKind, Entry, Old, Reader, Role, Shared,
    Visibility,
};
use proptest::prelude::*;

const PEOPLE: u8 = 4;
const THREADS: [&str; 2] = ["of-north", "of-all"];

fn who(number: u8) -> ParticipantId {
    ParticipantId::from(format!("p{}", number % PEOPLE))
}

/// One thing that somebody tries.
#[derive(Debug, Clone)]
struct Step {
    kind: u8,
    by: u8,
    of: u8,
    which: usize,
    to: Visibility,
}

impl Step {
    fn thread(&self) -> &'static str {
        THREADS[self.which % THREADS.len()]
    }

    fn case(&self) -> String {
        format!("case-{}", self.which)
    }

    fn purpose(&self) -> &'static str {
        [CaseBank::OWNER, "learning"][self.which % 2]
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let to = proptest::sample::select(&Visibility::ALL[..]);
    let step = (0_u8..17, 0_u8..12, 0..PEOPLE, 0_usize..4, to);
    let step = step.prop_map(|(kind, by, of, which, to)| Step { kind, by, of, which, to });
    proptest::collection::vec(step, 1..40)
}

/// Everything that somebody may see or not.
struct World {
    day: NaiveDate,
    groups: BTreeMap<ParticipantId, BTreeSet<&'static str>>,
    plans: BTreeMap<ParticipantId, Shared<String>>,
    threads: BTreeMap<&'static str, Thread>,
    bank: CaseBank,
    dossier: Dossier,
    journal: Journal,
    roster: Table,
}

/// A reader and a thing that they see.
type Sight = (String, String);

impl World {
    fn new() -> Self {
        let day = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let mut journal = Journal::new(Ways::intervision_track()).unwrap();
        for (thread, groups) in [(THREADS[0], vec!["north".to_owned()]), (THREADS[1], vec![])] {
            let opened = Event::Opened { thread: thread.to_owned(), groups, on: day };
            journal.append(day.into(), opened).unwrap();
        }
        let groups = (0..PEOPLE).map(|n| (who(n), [["north", "south"][usize::from(n % 2)]].into()));
        let plans = (0..PEOPLE).map(|n| (who(n), Shared::new(who(n), format!("plan of {n}"))));
        World {
            day,
            groups: groups.collect(),
            plans: plans.collect(),
            threads: BTreeMap::from([
                (THREADS[0], Thread::of_groups(THREADS[0], ["north"])),
                (THREADS[1], Thread::of_programme(THREADS[1])),
            ]),
            bank: CaseBank::default(),
            dossier: Dossier::new("coach", who(0)),
            journal,
            roster: Table::new(["p0", "p1", "p2", "p3"]).unwrap(),
        }
    }

    fn groups_of(&self, who: &ParticipantId) -> Vec<&'static str> {
        self.groups.get(who).into_iter().flatten().copied().collect()
    }

    /// Everybody who may try to read: people in their groups, those around them, and ids that are nobody's.
    fn readers(&self) -> Vec<Reader> {
        let participant = |n| Reader::participant(who(n), self.groups_of(&who(n)));
        let mut readers: Vec<Reader> = (0..PEOPLE).map(participant).collect();
        readers.extend([
            Reader::new("coach", Role::Coach),
            Reader::new("guide", Role::Facilitator).with_groups(["north"]),
            Reader::new("guide-2", Role::Facilitator),
            Reader::new("office", Role::Office),
            Reader::new("boss", Role::Manager),
            Reader::new("", Role::Manager),
            Reader::new("erased-1", Role::Manager),
            Reader::new("p1", Role::Manager),
        ]);
        readers
    }

    fn sights(&self) -> BTreeSet<Sight> {
        let mut all = BTreeSet::new();
        for reader in self.readers() {
            let name = format!("\"{}\" as {:?}", reader.id(), reader.role());
            all.extend(self.seen_by(&reader).into_iter().map(|thing| (name.clone(), thing)));
        }
        all
    }

    fn seen_by(&self, reader: &Reader) -> Vec<String> {
        let mut seen = Vec::new();
        for (owner, plan) in &self.plans {
            let groups = self.groups_of(owner);
            if plan.read(reader, None, groups, DataKind::LearningPlan, &Circles).is_ok() {
                seen.push(format!("plan of {owner}"));
            }
        }
        let state = self.journal.state();
        for (id, thread) in &self.threads {
            for (kept, thread) in [("host", thread), ("journal", &state.threads()[*id])] {
                let posts = thread.read(reader, &Circles).unwrap_or_default();
                let read = posts.iter().filter(|post| post.words.is_some());
                seen.extend(read.map(|post| format!("post {} {id}, {kept}", post.number)));
            }
        }
        for case in 0..4 {
            let id = format!("case-{case}");
            let read = self.bank.read(&id, reader, &Circles, state.consents(), self.day);
            let Ok(case) = read else { continue };
            seen.extend(case.owner.map(|owner| format!("owner {owner} of {id}")));
            seen.push(id);
        }
        let waiting = self.bank.to_clear(reader).unwrap_or_default();
        seen.extend(waiting.iter().map(|case| format!("uncleared {}", case.id)));
        match self.dossier.seen_by(reader, &Circles) {
            Seen::Whole(notes) => {
                let told = notes.iter().enumerate().filter(|(_, note)| !note.note.is_empty());
                seen.extend(told.map(|(n, _)| format!("note {n}")));
            }
            Seen::Redacted { .. } => seen.push("how many conversations".to_owned()),
            Seen::Denied { .. } => {}
        }
        for (number, record) in state.records().iter().enumerate() {
            let entry = record.entry();
            let groups = self.groups_of(&entry.about);
            let about = About::new(entry.about.clone(), entry.visibility).with_groups(groups);
            let open = Circles.may(reader, &about, DataKind::LearningQuestion) == Access::Allowed;
            if open && entry.content != Content::Erased {
                seen.push(format!("record {number}"));
            }
        }
        seen
    }

    /// Tries it, and says of what its owner thereby shows more: nothing, if it was refused.
    fn take(&mut self, step: &Step) -> Vec<String> {
        let readers = self.readers();
        let reader = &readers[usize::from(step.by) % readers.len()];
        let (of, day) = (who(step.of), self.day);
        match step.kind {
            0 => return self.widen(step, reader),
            1 => self.plans.get_mut(&of).into_iter().for_each(|plan| plan.narrow(step.to)),
            2 => return self.post(step, reader),
            3 => self.hide(step, reader),
            4 => return self.submit(step),
            5 => return self.clear(step, reader),
            6 => drop(self.bank.withdraw(&step.case(), reader.id())),
            7 => return self.consent(step),
            8 => self.withdraw(step),
            9 => return self.converse(reader),
            10 => return self.note(step),
            11 => {
                // A correction is shown to those who read what stood there.
                let content = Content::Text("better words".into());
                let old = [Old::Keep, Old::Erase][usize::from(step.by % 2)];
                self.tell(Event::Rectified { record: step.which, content, on: day, old });
            }
            12 => self.leave(&of),
            13 => self.erase(&of),
            14 => self.stored(),
            15 => self.day = self.day + Days::new(1),
            _ => {
                self.tell(Event::Joined { who: of, on: day });
            }
        }
        Vec::new()
    }

    /// Whether the journal takes it.
    fn tell(&mut self, event: Event) -> bool {
        self.journal.append(self.day.and_hms_opt(9, 0, 0).unwrap(), event).is_ok()
    }

    fn widen(&mut self, step: &Step, reader: &Reader) -> Vec<String> {
        let of = who(step.of);
        let Some(plan) = self.plans.get_mut(&of) else { return Vec::new() };
        let shown = plan.widen(step.to, reader.id()).is_ok() && *reader.id() == of;
        shown.then(|| format!("plan of {of}")).into_iter().collect()
    }

    fn post(&mut self, step: &Step, reader: &Reader) -> Vec<String> {
        let (thread, on) = (step.thread(), self.day);
        let here = self.threads.get_mut(thread).unwrap();
        let Ok(number) = here.post(reader, &Circles, on, "words", None) else { return Vec::new() };
        let (by, words) = (reader.id().clone(), Some("words".to_owned()));
        let posted = Event::Posted { thread: thread.into(), by, words, reply_to: None, on };
        assert!(self.tell(posted), "{reader:?} writes");
        ["host", "journal"].map(|kept| format!("post {number} {thread}, {kept}")).into()
    }

    /// Its author and moderators still read it, and nobody else.
    fn hide(&mut self, step: &Step, reader: &Reader) {
        let (thread, post, on) = (step.thread(), step.which, self.day);
        if self.threads.get_mut(thread).unwrap().hide(post, reader, "rude").is_err() {
            return;
        }
        let (by, reason) = (reader.id().clone(), Some("rude".to_owned()));
        assert!(self.tell(Event::Hidden { thread: thread.into(), post, by, reason, on }));
        let guide = Reader::new("guide", Role::Facilitator).with_groups(["north"]);
        let posts = self.threads[thread].read(&guide, &Circles).unwrap_or_default();
        let author = posts.get(post).map(|post| post.author.clone());
        let reads = |reader: &Reader| {
            matches!(reader.role(), Role::Facilitator | Role::Office)
                || author.as_ref().is_none_or(|author| author == reader.id())
        };
        for kept in ["host", "journal"] {
            self.only(&format!("post {post} {thread}, {kept}"), &reads);
        }
    }

    fn submit(&mut self, step: &Step) -> Vec<String> {
        let (case, of) = (step.case(), who(step.of));
        let draft = CaseDraft::new(case.as_str(), "A talk", "What happened").tagged("talks");
        if self.bank.submit(of.clone(), draft, &self.roster, self.day).is_err() {
            return Vec::new();
        }
        self.only(&case, &|reader| *reader.id() == of);
        vec![format!("uncleared {case}"), format!("owner {of} of {case}"), case]
    }

    /// With the case, who brought it is told where they consent.
    fn clear(&mut self, step: &Step, reader: &Reader) -> Vec<String> {
        let case = step.case();
        if self.bank.clear(&case, reader).is_err() {
            return Vec::new();
        }
        let named = (0..PEOPLE).map(|n| format!("owner {} of {case}", who(n)));
        named.chain([case.clone()]).collect()
    }

    fn consent(&mut self, step: &Step) -> Vec<String> {
        let (who, purpose) = (who(step.of), step.purpose().to_owned());
        let named = step.purpose() == CaseBank::OWNER;
        let owned = (0..4).map(|n| format!("owner {who} of case-{n}")).collect();
        let given = Event::Decided { who, purpose, given: true, on: self.day };
        if self.tell(given) && named { owned } else { Vec::new() }
    }

    fn withdraw(&mut self, step: &Step) {
        let (of, purpose) = (who(step.of), step.purpose().to_owned());
        let taken_back = Event::Decided { who: of.clone(), purpose, given: false, on: self.day };
        if self.tell(taken_back) && step.purpose() == CaseBank::OWNER {
            self.only(&format!("owner {of} "), &|reader| *reader.id() == of);
        }
    }

    /// Coach or coachee notes something.
    fn converse(&mut self, reader: &Reader) -> Vec<String> {
        let Seen::Whole(notes) = self.dossier.seen_by(reader, &Circles) else { return Vec::new() };
        let number = notes.len();
        self.dossier.note(reader.id(), self.day, "words").unwrap();
        vec![format!("note {number}")]
    }

    fn note(&mut self, step: &Step) -> Vec<String> {
        let number = self.journal.state().records().iter().count();
        let of = who(step.of);
        // A number outlives an erasure, under a tombstone.
        let entry = match step.which {
            0 => Entry::number(of, "plan", 3.0, self.day),
            _ => Entry::text(of, "plan", "words", self.day),
        };
        let kept = self.tell(Event::Noted(entry.shown_to(step.to)));
        if kept { vec![format!("record {number}")] } else { Vec::new() }
    }

    /// Whoever left the group reads its thread no longer.
    fn leave(&mut self, of: &ParticipantId) {
        let left = self.groups.remove(of).unwrap_or_default();
        self.tell(Event::Left { who: of.clone(), on: self.day });
        if left.contains("north") {
            let stays = |reader: &Reader| reader.id() != of || reader.role() == Role::Manager;
            for number in 0..self.posts(THREADS[0]) {
                self.only(&format!("post {number} {}", THREADS[0]), &stays);
            }
        }
    }

    fn posts(&self, thread: &str) -> usize {
        let member = Reader::new("guide", Role::Facilitator).with_groups(["north"]);
        self.threads[thread].read(&member, &Circles).map_or(0, |posts| posts.len())
    }

    fn erase(&mut self, of: &ParticipantId) {
        let at = self.day.and_hms_opt(10, 0, 0).unwrap();
        let erased = self.journal.erase(of, at, self.day);
        let tombstone = erased.unwrap_or_else(|_| ParticipantId::from("erased-99"));
        for thread in self.threads.values_mut() {
            thread.erase(of, &tombstone);
        }
        self.bank.erase(of);
        self.dossier.erase(of, &tombstone);
        self.plans.remove(of);
        let theirs = [format!("plan of {of}"), format!("owner {of} ")];
        for (reader, thing) in self.sights() {
            let told = theirs.iter().any(|own| thing.contains(own.as_str()));
            assert!(!told, "{reader} still sees {thing}");
        }
    }

    /// Everything is written and read again.
    fn stored(&mut self) {
        fn again<D: Document>(document: &D) -> D {
            D::from_json(&document.to_json().unwrap()).unwrap()
        }
        self.threads.values_mut().for_each(|thread| *thread = again(thread));
        self.dossier = again(&self.dossier);
        for plan in self.plans.values_mut() {
            let text = serde_json::to_string(plan).unwrap();
            *plan = serde_json::from_str(&text).unwrap();
        }
        let replayed = Journal::read(self.journal.to_text().unwrap().as_bytes()).unwrap();
        assert!(replayed.broken.is_none());
        self.journal = replayed.journal;
    }

    /// Of what begins so nobody sees anything but some.
    fn only(&self, things: &str, some: &dyn Fn(&Reader) -> bool) {
        for reader in self.readers().iter().filter(|reader| !some(reader)) {
            let seen = self.seen_by(reader);
            let still = seen.iter().find(|thing| thing.starts_with(things));
            assert!(still.is_none(), "{reader:?} still sees {still:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn nobody_sees_more_unless_its_owner_shows_it(steps in steps()) {
        let mut world = World::new();
        for step in &steps {
            let before = world.sights();
            let shown = world.take(step);
            for (reader, thing) in world.sights().difference(&before) {
                prop_assert!(shown.contains(thing), "{} sees {} after {:?}", reader, thing, step);
            }
        }
    }
}
