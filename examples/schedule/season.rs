//! The season, everyone's calendar in it, and the meetings that are asked for.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision::core::{
    self, Demands, Grouping, Lag, Need, Relation, Resource, Roster, Session, Span,
};
use intervision::model::GroupList;
use intervision::schedule::calendar::{
    Calendars, DaysOff, HolidayPolicy, SchoolHolidays, WorkingTimes,
};
use intervision::schedule::ical::Import;
use intervision_examples::{AtPath, Outcome, read};

use crate::ZONE;
use crate::args::{Args, Wanted};

impl Args {
    /// Weekends and Dutch public holidays, and school holidays if asked for.
    pub fn days_off(&self) -> Outcome<DaysOff> {
        let mut days = DaysOff::between(self.start, self.end)?
            .with_weekends()
            .with_holidays(&HolidayPolicy::default());
        if let Some(region) = self.school_region {
            days = days.with_school_holidays_off(&SchoolHolidays::shipped()?, region.into());
        }
        Ok(days)
    }

    pub fn calendars(
        &self,
        people: &core::Table,
        resources: &[Resource],
        days_off: DaysOff,
    ) -> Outcome<Calendars> {
        let ids = (0..people.len()).map(|member| people.id(member).into_owned());
        let shared = resources.iter().map(|resource| resource.id.clone());
        let mut calendars = Calendars::new(ids, shared).with_days_off(days_off);
        if let Some(path) = &self.working_time {
            let times = WorkingTimes::from_csv(&read(path)?).at(path)?;
            calendars = calendars.with_working_times(&times).at(path)?;
        }
        let Some(folder) = &self.busy else { return Ok(calendars) };
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let season = Span::new(midnight(self.start), midnight(self.end) + TimeDelta::days(1))?;
        let import = Import::new(ZONE, season);
        for entry in std::fs::read_dir(folder).at(folder)? {
            let path = entry.at(folder)?.path();
            if path.extension().is_some_and(|extension| extension == "ics") {
                let id = path.file_stem().unwrap_or_default().to_string_lossy();
                let busy = import.busy(&read(&path)?).at(&path)?;
                calendars = calendars.with_busy(&id, &busy).at(&path)?;
            }
        }
        Ok(calendars)
    }

    /// The meetings of each group, one after the other.
    pub fn demand(&self, groups: &GroupList, resources: Vec<Resource>) -> Demands {
        let mut demand = Demands { resources, ..Demands::default() };
        let mut lag = Lag::between(self.min_gap, self.max_gap);
        if let Some(target) = self.target_gap {
            lag = lag.aiming_at(target);
        }
        for group in 0..groups.len() {
            let (label, members) = (groups.label(group), groups.members(group));
            let needs: Vec<Need> = self
                .need
                .iter()
                .map(|wanted| wanted.need(members.len(), &demand.resources))
                .collect();
            for number in 1..=self.meetings {
                let later = demand.sessions.len();
                if number > 1 {
                    demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
                }
                let id = format!("meeting/{label}/{number}");
                let title = format!("Meeting {number} of group {label}");
                let mut session = Session::new(id, title, self.minutes, members.to_vec());
                session.series = Some(format!("group {label}"));
                session.group = Some(group);
                session.needs.clone_from(&needs);
                demand.sessions.push(session);
            }
        }
        demand
    }
}

impl Wanted {
    /// With a seat for everyone, where that kind has seats.
    fn need(&self, people: usize, resources: &[Resource]) -> Need {
        let mut need = Need::one(&self.kind);
        let mut of_kind = resources.iter().filter(|resource| resource.kind == self.kind);
        if of_kind.any(|resource| resource.seats.is_some()) {
            need = need.with_seats(u32::try_from(people).unwrap_or(u32::MAX));
        }
        if self.same_in_series { need.same_in_series() } else { need }
    }
}
