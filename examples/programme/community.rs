//! The year of a community: every part of it that the design has, in the order in which one rests on the other.

use std::path::Path;

use intervision::adapters::{self, Talks, YearAgenda, add_gatherings};
use intervision::core::{
    Availability, Demands, Groups, Run, Span, Status, Stopped, Timetable, Worth,
};
use intervision::documents::timetable_table;
use intervision::groups::pairing::Introduction;
use intervision::language::{Language, Texts, fill};
use intervision::model::MeetingHistory;
use intervision::model::design::Demand;
use intervision::programme::Season;
use intervision::report::{self, Report};
use intervision::schedule::calendar::DaysOff;
use intervision::schedule::change::{Issued, Snapshot};
use intervision_examples::{Outcome, write};
use serde_json::{Value, json};

use crate::args::Args;
use crate::gatherings::Dates;
use crate::input::Input;
use crate::tables::Tables;
use crate::write::invitations;
use crate::year_words::YearWords;
use crate::{agenda, conversations, gatherings, introductions, tables};

/// What a community's year comes to; a part that the design does not have is `None`.
pub struct Year {
    pub dates: Option<Dates>,
    pub agenda: Option<YearAgenda>,
    pub talks: Option<Talks>,
    pub tables: Option<Tables>,
    pub introductions: Option<Vec<Introduction>>,
}

impl Year {
    /// Fills the year around its dates. `days_off` leaves out the days on which everybody gathers.
    pub fn plan(
        args: &Args,
        input: &Input,
        days_off: &DaysOff,
        calendars: &dyn Availability,
        dates: Option<Dates>,
        season: &Season<Demand>,
        run: &mut Run<'_>,
    ) -> Outcome<Self> {
        let groups: &Groups = season.decision.groups();
        let (mut chosen, mut seated) = (None, None);
        if let Some(dates) = &dates {
            chosen = agenda::choose(args, input, dates)?;
            seated = tables::set(input, dates, groups, run)?;
        }
        let talks = conversations::book(input, days_off, calendars, season)?;
        let met = seated.as_ref().map(|tables| tables.met.clone());
        let met = met.unwrap_or_else(|| MeetingHistory::new(input.members.attendance.len()));
        let introductions = introductions::find(input, met)?;
        Ok(Year { dates, agenda: chosen, talks, tables: seated, introductions })
    }

    /// A file for each part, and the calendars of gatherings and conversations.
    pub fn write(&self, args: &Args, input: &Input, issued: &Issued, out: &Path) -> Outcome {
        if let Some(dates) = &self.dates {
            gatherings::write_dates(dates, out)?;
            if let Some(agenda) = &self.agenda {
                agenda::write_agenda(agenda, dates, out)?;
            }
        }
        if let Some(tables) = &self.tables {
            tables::write_tables(input, tables, out)?;
        }
        if let Some(found) = &self.introductions {
            introductions::write_introductions(input, found, out)?;
        }
        self.calendars(args, input, issued, out)
    }

    /// Everything that everybody is asked to: conversations, and then gatherings.
    fn sessions(&self, input: &Input) -> (Demands, Timetable) {
        let (mut demand, mut timetable) = match &self.talks {
            Some(talks) => (talks.demand.clone(), talks.timetable.clone()),
            None => {
                let worth = Worth::new(Status::Optimal, Stopped::Finished, 0.0);
                let (placements, unplaced) = (Vec::new(), Vec::new());
                (Demands::default(), Timetable { placements, unplaced, worth })
            }
        };
        if let (Some(rules), Some(dates)) = (input.told.gatherings(), &self.dates) {
            add_gatherings(rules, &dates.plan, &dates.present, &mut demand, &mut timetable);
        }
        (demand, timetable)
    }

    /// What stands in everybody's calendar.
    pub fn snapshot(&self, input: &Input) -> Snapshot {
        let (demand, timetable) = self.sessions(input);
        Snapshot::of(&demand, &input.members.everyone, &timetable)
    }

    fn calendars(&self, args: &Args, input: &Input, issued: &Issued, out: &Path) -> Outcome {
        let everyone = &input.members.everyone;
        let nobody = Groups::new(input.members.attendance.len(), Vec::new())?;
        if let Some(Talks { demand, timetable, .. }) = &self.talks {
            let table = timetable_table(everyone, &nobody, demand, timetable, issued)?;
            write(&out.join("conversations.csv"), table)?;
        }
        let (demand, timetable) = self.sessions(input);
        if demand.sessions.is_empty() {
            return Ok(());
        }
        let invitations = invitations(args, input, issued)?;
        for file in invitations.write(everyone, &nobody, &demand, &timetable)? {
            write(&out.join("calendars-of-everyone").join(file.path), file.text)?;
        }
        Ok(())
    }

    /// The report's season with the days on which everybody gathers.
    pub fn gather(&self, input: &Input, mut season: report::Season) -> Outcome<report::Season> {
        if let (Some(rules), Some(dates)) = (input.told.gatherings(), &self.dates) {
            for chosen in &dates.plan.days {
                let (from, to) = (chosen.day.and_time(rules.from), chosen.day.and_time(rules.to));
                season = season.with_gathering(Span::new(from, to)?, &rules.title);
            }
        }
        Ok(season)
    }

    /// The chapters of the report.
    pub fn tell(&self, input: &Input, mut report: Report) -> Report {
        let (design, members) = (&input.told, &input.members);
        if let (Some(rules), Some(Dates { plan, present, .. })) = (design.gatherings(), &self.dates)
        {
            report = report.with_gatherings(adapters::gatherings_chapter(rules, plan, present));
        }
        if let (Some(rules), Some(agenda)) = (design.backlog(), &self.agenda) {
            let plan = self.dates.as_ref().map(|dates| &dates.plan);
            report = report.with_agenda(adapters::agenda_chapter(rules, agenda, plan));
        }
        if let Some(Tables { rules, made, review, .. }) = &self.tables {
            report = report.with_tables(adapters::tables_chapter(rules, made, review));
        }
        if let (Some(rules), Some(found)) = (design.introductions(), &self.introductions) {
            let stay = members.on(design.season().end);
            let chapter = adapters::introductions_chapter(rules, &stay, found);
            report = report.with_introductions(chapter);
        }
        if let (Some(rules), Some(talks)) = (design.conversations(), &self.talks) {
            let chapter = adapters::conversations_chapter(rules, talks, &members.everyone);
            report = report.with_conversations(chapter);
        }
        report
    }

    /// What to know first.
    pub fn text(&self, language: Language) -> String {
        let words = YearWords::of(language);
        let mut text = String::new();
        let mut line = |pattern: &str, values: &[(&str, &str)]| {
            text.push_str(&fill(pattern, values));
            text.push('\n');
        };
        let (whole, tenth) =
            (|n: usize| language.number(n as f64, 0), |value: f64| language.number(value, 1));
        if let Some(dates) = &self.dates {
            line("\n{title}", &[("title", words.gatherings)]);
            for (at, own) in dates.plan.days.iter().enumerate() {
                let members = dates.present.get(at).map_or(0, Vec::len);
                let (day, expected, members) =
                    (language.long_day(own.day), tenth(own.expected), whole(members));
                let values =
                    [("day", day.as_str()), ("expected", &expected), ("members", &members)];
                line(words.gathering, &values);
                let topics = self.agenda.as_ref().and_then(|agenda| agenda.gatherings.get(at));
                if let Some(topics) = topics {
                    line("    {topics}", &[("topics", &topics.join(", "))]);
                }
                if let Some(next) = dates.plan.next_best(at) {
                    let loses = tenth(next.loses.unwrap_or_default());
                    line(words.next, &[("day", &language.long_day(next.day)), ("loses", &loses)]);
                }
            }
        }
        if let Some(talks) = &self.talks {
            let last = talks.last_day.map_or(words.never.to_owned(), |day| language.long_day(day));
            let values = [
                ("placed", whole(talks.timetable.placements.len())),
                ("asked", whole(talks.demand.sessions.len())),
                ("last", last),
                ("days", whole(talks.days)),
                ("most", whole(talks.most_per_host)),
            ];
            line(
                words.conversations,
                &values.each_ref().map(|(key, value)| (*key, value.as_str())),
            );
        }
        if let Some(tables) = &self.tables {
            let (made, review) = (&tables.made, &tables.review);
            let values = [
                ("rounds", whole(made.rounds().len())),
                ("again", whole(made.repeats())),
                ("group", whole(made.met_before().unwrap_or_default())),
                ("bound", whole(made.repeats_bound())),
                ("never", language.percent(review.never_share())),
                ("next", language.percent(review.next_share())),
            ];
            line(words.tables, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
        }
        if let Some(found) = &self.introductions {
            line(words.introductions, &[("n", &whole(found.len()))]);
        }
        text
    }

    /// The same as figures.
    pub fn json(&self) -> Value {
        let dates = self.dates.as_ref().map(|dates| {
            let days = dates.plan.days.iter().zip(&dates.present);
            days.map(|(own, present)| {
                json!({ "day": own.day, "expected": own.expected, "members": present.len() })
            })
            .collect::<Vec<_>>()
        });
        json!({
            "gatherings": dates,
            "topics": self.agenda.as_ref().map(|agenda| &agenda.gatherings),
            "conversations": self.talks.as_ref().map(|talks| json!({
                "asked": talks.demand.sessions.len(),
                "placed": talks.timetable.placements.len(),
                "last_day": talks.last_day,
                "days": talks.days,
                "most_per_host": talks.most_per_host,
            })),
            "tables": self.tables.as_ref().map(|tables| json!({
                "rounds": tables.made.rounds().len(),
                "repeats": tables.made.repeats(),
                "met_before": tables.made.met_before(),
                "pairs": tables.review.pairs,
                "never_met": tables.review.never,
                "next_adds": tables.review.next_adds,
            })),
            "introductions": self.introductions.as_ref().map(Vec::len),
        })
    }
}
