use super::event::{Parsed, Period, RawEvent};
use super::import::Limits;
use super::line::{Line, Lines, shorten};
use super::recurrence::Rule;
use super::value::read_offset;
use super::zone::{Observance, Zones, place};
use crate::ical::error::IcalError;

/// What a file says about time.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) events: Vec<RawEvent>,
    /// What a free/busy answer calls busy.
    pub(super) busy: Vec<Period>,
    pub(super) zones: Zones,
}

/// Components may stand this deep inside each other; the standard needs three.
const MOST_DEEP: usize = 8;

/// The components that are open while reading, and what has been gathered in them.
#[derive(Default)]
struct Open {
    /// Names in capitals and the lines they begin on, outermost first.
    stack: Vec<(String, usize)>,
    /// The events before this one belong to calendars that are closed.
    first_event: usize,
    cancelled: bool,
    tzid: Option<String>,
    observances: Vec<Observance>,
}

impl File {
    pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Self, IcalError> {
        if bytes.len() > limits.bytes {
            return Err(IcalError::TooLarge { found: bytes.len(), most: limits.bytes });
        }
        let mut file = File::default();
        let mut open = Open::default();
        let mut components = 0;
        let mut any = false;
        for line in Lines::new(bytes, limits) {
            let line = line?;
            let not_a_calendar =
                || IcalError::NotACalendar { line: line.number, found: shorten(&line.text) };
            if line.name().is_empty() || !line.text.contains(':') {
                if !any {
                    return Err(not_a_calendar());
                }
                let found = shorten(&line.text);
                return Err(IcalError::NotAProperty { line: line.number, found });
            }
            if line.name().eq_ignore_ascii_case("BEGIN") {
                let name = line.value().trim().to_ascii_uppercase();
                if open.stack.is_empty() && name != "VCALENDAR" {
                    return Err(not_a_calendar());
                }
                if open.stack.len() == MOST_DEEP {
                    return Err(IcalError::TooDeep { line: line.number, most: MOST_DEEP });
                }
                components += usize::from(name != "VALARM");
                if components > limits.events {
                    let most = limits.events;
                    return Err(IcalError::TooManyEvents { line: line.number, most });
                }
                any = true;
                file.begin(&mut open, name, line.number);
            } else if line.name().eq_ignore_ascii_case("END") {
                file.end(&mut open, &line)?;
            } else if open.stack.is_empty() {
                return Err(not_a_calendar());
            } else {
                file.take(&mut open, &line)?;
            }
        }
        match open.stack.pop() {
            Some((component, line)) => Err(IcalError::NoEnd { line, component }),
            None if !any => Err(IcalError::NotACalendar { line: 1, found: String::new() }),
            None => Ok(file),
        }
    }

    fn begin(&mut self, open: &mut Open, name: String, line: usize) {
        match (open.names().as_slice(), name.as_str()) {
            ([], _) => {
                open.first_event = self.events.len();
                open.cancelled = false;
            }
            (["VCALENDAR"], "VEVENT") => self.events.push(RawEvent::new(line)),
            (["VCALENDAR", "VTIMEZONE"], "STANDARD" | "DAYLIGHT") => {
                open.observances.push(Observance { line, ..Observance::default() });
            }
            _ => {}
        }
        open.stack.push((name, line));
    }

    fn end(&mut self, open: &mut Open, line: &Line<'_>) -> Result<(), IcalError> {
        let found = line.value().trim().to_ascii_uppercase();
        let top = open.stack.pop();
        if top.as_ref().is_none_or(|(name, _)| *name != found) {
            let found = shorten(&found);
            return Err(IcalError::Unbalanced { line: line.number, found, open: top });
        }
        match found.as_str() {
            "VTIMEZONE" if open.stack.len() == 1 => {
                let observances = std::mem::take(&mut open.observances);
                if let Some(tzid) = open.tzid.take() {
                    self.zones.describe(tzid, observances);
                }
            }
            "VCALENDAR" if open.stack.is_empty() && open.cancelled => {
                for event in self.events.iter_mut().skip(open.first_event) {
                    event.cancelled = true;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self, open: &mut Open, line: &Line<'_>) -> Result<(), IcalError> {
        let name = line.name().to_ascii_uppercase();
        match open.names().as_slice() {
            ["VCALENDAR"] if name == "METHOD" => {
                open.cancelled = line.value().eq_ignore_ascii_case("CANCEL");
            }
            ["VCALENDAR", "VEVENT"] => {
                if let Some(event) = self.events.last_mut() {
                    event.take(line)?;
                }
            }
            ["VCALENDAR", "VFREEBUSY"] if name == "FREEBUSY" => {
                let parsed = Parsed::of(line)?;
                if !parsed.is("FBTYPE", "FREE") {
                    self.busy.extend(parsed.periods(place(line.number, "FREEBUSY"))?);
                }
            }
            ["VCALENDAR", "VTIMEZONE"] if name == "TZID" => {
                open.tzid = Some(Parsed::of(line)?.value().to_owned());
            }
            ["VCALENDAR", "VTIMEZONE", "STANDARD" | "DAYLIGHT"] => {
                if let Some(observance) = open.observances.last_mut() {
                    observance.take(&name, line)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Open {
    fn names(&self) -> Vec<&str> {
        self.stack.iter().map(|(name, _)| name.as_str()).collect()
    }
}

impl Observance {
    fn take(&mut self, name: &str, line: &Line<'_>) -> Result<(), IcalError> {
        let at = |property| place(line.number, property);
        match name {
            "DTSTART" => self.start = Some(Parsed::of(line)?.moment(at("DTSTART"))?),
            "TZOFFSETFROM" => self.from = Some(read_offset(at("TZOFFSETFROM"), line.value())?),
            "TZOFFSETTO" => self.to = Some(read_offset(at("TZOFFSETTO"), line.value())?),
            "RRULE" => self.rules.push(Rule::read(at("RRULE"), line.value())?),
            "RDATE" => self.dates.extend(Parsed::of(line)?.moments(at("RDATE"))?),
            _ => {}
        }
        Ok(())
    }
}
