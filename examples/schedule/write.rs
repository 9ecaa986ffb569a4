//! What is written: tables, calendars that people subscribe to, and what they are told of changes.

use std::path::Path;

use chrono::NaiveTime;
use intervision::core::{self, Demands, Timetable};
use intervision::documents::{Invitations, timetable_table};
use intervision::model::GroupList;
use intervision::schedule::overview::Overview;
use intervision_examples::{Outcome, Sent, write};

use crate::args::Args;
use crate::{DOMAIN, ZONE};

/// Every file of a run below `out`.
pub fn all(
    args: &Args,
    out: &Path,
    people: &core::Table,
    groups: &GroupList,
    (demand, timetable): (&Demands, &Timetable),
    sent: &Sent,
) -> Outcome {
    let table = timetable_table(people, groups, demand, timetable, &sent.issued)?;
    write(&out.join("timetable.csv"), table)?;
    let overview = Overview::of(demand, people, timetable, &args.days_off()?);
    write(&out.join("overview.html"), overview.with_title("Season").html())?;
    let stamp = args.sent_on().and_time(NaiveTime::MIN).and_utc();
    let invitations = Invitations::new(DOMAIN, ZONE, stamp).since(&sent.issued);
    for file in invitations.write(people, groups, demand, timetable)? {
        write(&out.join(file.path), file.text)?;
    }
    sent.write(&invitations, &demand.resources, DOMAIN, args.lang, out)
}
