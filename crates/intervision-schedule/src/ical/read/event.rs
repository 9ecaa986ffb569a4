use icalendar::parser::Property;

use super::line::{Line, shorten};
use super::recurrence::Rule;
use super::value::{Length, Moment, Place};
use crate::ical::error::IcalError;

/// How a stretch of time ends.
#[derive(Debug, Clone)]
pub(super) enum End {
    At(Moment),
    After(Length),
}

/// A start and an end, as in `RDATE;VALUE=PERIOD` and `FREEBUSY`.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) start: Moment,
    pub(super) end: Option<End>,
}

/// What an event says about time; its words are not kept.
#[derive(Debug, Default)]
pub(super) struct RawEvent {
    pub(super) line: usize,
    pub(super) uid: Option<String>,
    pub(super) sequence: u32,
    pub(super) start: Option<Moment>,
    pub(super) end: Option<End>,
    pub(super) rules: Vec<Rule>,
    pub(super) dates: Vec<Period>,
    pub(super) except: Vec<Moment>,
    pub(super) replaces: Option<Moment>,
    pub(super) transparent: bool,
    pub(super) cancelled: bool,
}

/// An event may have this many recurrence rules; the standard wants one.
const MOST_RULES: usize = 10;

impl RawEvent {
    pub(super) fn new(line: usize) -> Self {
        RawEvent { line, ..RawEvent::default() }
    }

    /// Takes a line of the event in, if it is about time.
    pub(super) fn take(&mut self, line: &Line<'_>) -> Result<(), IcalError> {
        let place = |property| Place { line: line.number, property };
        match line.name().to_ascii_uppercase().as_str() {
            "UID" => self.uid = Some(Parsed::of(line)?.value().to_owned()),
            "SEQUENCE" => {
                let value = line.value();
                self.sequence = value.trim().parse().map_err(|_| {
                    place("SEQUENCE").wrong(value, "is not a whole number from 0 up")
                })?;
            }
            "DTSTART" => self.start = Some(Parsed::of(line)?.moment(place("DTSTART"))?),
            "DTEND" => self.end = Some(End::At(Parsed::of(line)?.moment(place("DTEND"))?)),
            "DURATION" => {
                self.end = Some(End::After(Length::read(place("DURATION"), line.value())?));
            }
            "RRULE" if self.rules.len() == MOST_RULES => {
                let problem = format!("is rule {} of this event", MOST_RULES + 1);
                return Err(place("RRULE").wrong(line.value(), problem));
            }
            "RRULE" => self.rules.push(Rule::read(place("RRULE"), line.value())?),
            "RDATE" => self.dates.extend(Parsed::of(line)?.periods(place("RDATE"))?),
            "EXDATE" => self.except.extend(Parsed::of(line)?.moments(place("EXDATE"))?),
            "RECURRENCE-ID" => {
                let parsed = Parsed::of(line)?;
                let place = place("RECURRENCE-ID");
                if parsed.is("RANGE", "THISANDFUTURE") {
                    let problem = "changes this and all later occurrences at once, which is not \
                                   followed; split the series in two";
                    return Err(place.wrong(parsed.value(), problem));
                }
                self.replaces = Some(parsed.moment(place)?);
            }
            "TRANSP" => self.transparent = line.value().eq_ignore_ascii_case("TRANSPARENT"),
            "STATUS" => self.cancelled = line.value().eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
        Ok(())
    }
}

/// A line taken apart by the parser.
pub(super) struct Parsed<'a>(Property<'a>);

impl<'a> Parsed<'a> {
    pub(super) fn of(line: &'a Line<'_>) -> Result<Self, IcalError> {
        Property::try_from(line.text.as_ref())
            .map(Parsed)
            .map_err(|_| IcalError::NotAProperty { line: line.number, found: shorten(&line.text) })
    }

    pub(super) fn value(&self) -> &str {
        self.0.val.as_str().trim()
    }

    fn parameter(&self, key: &str) -> Option<&str> {
        let found = self.0.params.iter().find(|p| p.key.as_str().eq_ignore_ascii_case(key))?;
        found.val.as_ref().map(|value| value.as_str().trim_matches('"'))
    }

    pub(super) fn is(&self, key: &str, value: &str) -> bool {
        self.parameter(key).is_some_and(|found| found.eq_ignore_ascii_case(value))
    }

    pub(super) fn moment(&self, place: Place) -> Result<Moment, IcalError> {
        Moment::read(place, self.value(), self.parameter("TZID"))
    }

    pub(super) fn moments(&self, place: Place) -> Result<Vec<Moment>, IcalError> {
        self.list().map(|text| Moment::read(place, text, self.parameter("TZID"))).collect()
    }

    /// Starts, each with an end if it is written `start/end` or `start/duration`.
    pub(super) fn periods(&self, place: Place) -> Result<Vec<Period>, IcalError> {
        let tzid = self.parameter("TZID");
        self.list()
            .map(|text| {
                let (start, end) = match text.split_once('/') {
                    None => (text, None),
                    Some((start, end)) if end.starts_with(['P', 'p', '+']) => {
                        (start, Some(End::After(Length::read(place, end)?)))
                    }
                    Some((start, end)) => (start, Some(End::At(Moment::read(place, end, tzid)?))),
                };
                Ok(Period { start: Moment::read(place, start, tzid)?, end })
            })
            .collect()
    }

    fn list(&self) -> impl Iterator<Item = &str> {
        self.value().split(',').map(str::trim).filter(|text| !text.is_empty())
    }
}
