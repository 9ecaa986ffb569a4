//! What the two shipped designs ask for, as told in their descriptions: typed here once more, so that a mistake in reading a
//! design shows.

/// A programme.
pub struct Design<'a> {
    /// Its folder.
    pub name: &'a str,
    pub first: &'static str,
    pub last: &'static str,
    pub rules: &'static [Rule],
    pub afters: &'static [After],
}

/// A kind of session.
pub struct Rule {
    pub id: &'static str,
    pub who: Who,
    pub count: usize,
    pub minutes: i64,
    /// The days on which it may start.
    pub window: (&'static str, &'static str),
    /// Days between two of one audience.
    pub spacing: Option<(i64, i64)>,
    pub needs: &'static [Need],
}

/// Who comes.
#[derive(Clone, Copy, PartialEq)]
pub enum Who {
    Everyone,
    Group,
    /// Runs of at most so many.
    Run(usize),
    One,
}

/// What a session needs beside people.
pub struct Need {
    pub kind: &'static str,
    pub count: usize,
    pub qualification: Option<&'static str>,
    /// A seat for everyone who comes.
    pub seats: bool,
    /// The same one for all of a series.
    pub same: bool,
}

/// The first of `later` comes so many days after the last of `earlier`, for whoever is in both.
pub struct After {
    pub earlier: &'static str,
    pub later: &'static str,
    pub min: i64,
    pub max: i64,
}

const fn one(kind: &'static str) -> Need {
    Need { kind, count: 1, qualification: None, seats: false, same: false }
}

const ROOM: Need = Need { seats: true, ..one("room") };
const GAME: Need = Need { qualification: Some("game"), ..ROOM };
const ACTORS: Need = Need { count: 2, ..one("actor") };
const FACILITATOR: Need = one("facilitator");
const SAME_FACILITATOR: Need = Need { same: true, ..FACILITATOR };

const fn trainer(in_what: &'static str) -> Need {
    Need { qualification: Some(in_what), ..one("trainer") }
}

const FOREVER: i64 = i64::MAX;

/// 200 managers in 25 groups of 8.
pub const PIT_STOP: Design<'static> = Design {
    name: "pit-stop",
    first: "2027-01-11",
    last: "2027-10-15",
    rules: &[
        Rule {
            id: "intake",
            who: Who::Group,
            count: 1,
            minutes: 240,
            window: ("2027-01-18", "2027-04-09"),
            spacing: None,
            needs: &[ROOM, SAME_FACILITATOR],
        },
        Rule {
            id: "pit-stop",
            who: Who::Group,
            count: 6,
            minutes: 240,
            window: ("2027-01-25", "2027-10-15"),
            spacing: Some((21, 49)),
            needs: &[ROOM, SAME_FACILITATOR],
        },
        Rule {
            id: "theme-day",
            who: Who::Everyone,
            count: 3,
            minutes: 480,
            window: ("2027-01-25", "2027-10-15"),
            spacing: Some((56, 140)),
            needs: &[Need { seats: true, ..one("venue") }],
        },
    ],
    afters: &[After { earlier: "intake", later: "pit-stop", min: 21, max: 49 }],
};

const fn training(id: &'static str, needs: &'static [Need]) -> Rule {
    let window = ("2027-03-15", "2027-10-15");
    Rule { id, who: Who::Everyone, count: 1, minutes: 480, window, spacing: None, needs }
}

const fn workshop(id: &'static str, needs: &'static [Need]) -> Rule {
    let window = ("2027-03-29", "2027-10-29");
    Rule { id, who: Who::Run(12), count: 1, minutes: 240, window, spacing: None, needs }
}

const fn after(earlier: &'static str, later: &'static str, min: i64) -> After {
    After { earlier, later, min, max: FOREVER }
}

/// 24 advisers in 3 groups.
pub const INTERVISION_TRACK: Design<'static> = Design {
    name: "intervision-track",
    first: "2027-01-11",
    last: "2027-11-26",
    rules: &[
        Rule {
            id: "kick-off",
            who: Who::Everyone,
            count: 1,
            minutes: 240,
            window: ("2027-01-11", "2027-02-05"),
            spacing: None,
            needs: &[ROOM, FACILITATOR],
        },
        Rule {
            id: "sharing-plans",
            who: Who::Everyone,
            count: 1,
            minutes: 240,
            window: ("2027-02-22", "2027-03-19"),
            spacing: None,
            needs: &[ROOM, FACILITATOR],
        },
        training(
            "training-recognising-interests",
            &[GAME, trainer("recognising-interests"), ACTORS],
        ),
        training("training-exerting-influence", &[GAME, trainer("exerting-influence"), ACTORS]),
        training("training-conveying-decisions", &[GAME, trainer("conveying-decisions"), ACTORS]),
        training("training-bringing-bad-news", &[GAME, trainer("bringing-bad-news"), ACTORS]),
        training("training-handling-resistance", &[GAME, trainer("handling-resistance"), ACTORS]),
        workshop("workshop-personal-effectiveness", &[ROOM, trainer("personal-effectiveness")]),
        workshop("workshop-own-emotions", &[ROOM, trainer("own-emotions")]),
        workshop("workshop-process-management", &[ROOM, trainer("process-management")]),
        Rule {
            id: "coaching",
            who: Who::One,
            count: 4,
            minutes: 60,
            window: ("2027-03-29", "2027-10-29"),
            spacing: Some((14, 70)),
            needs: &[Need { same: true, ..one("coach") }],
        },
        Rule {
            id: "intervision",
            who: Who::Group,
            count: 6,
            minutes: 240,
            window: ("2027-03-29", "2027-11-05"),
            spacing: Some((21, 63)),
            needs: &[ROOM, SAME_FACILITATOR],
        },
        Rule {
            id: "closing",
            who: Who::Everyone,
            count: 1,
            minutes: 240,
            window: ("2027-11-08", "2027-11-26"),
            spacing: None,
            needs: &[ROOM, FACILITATOR],
        },
    ],
    afters: &[
        after("kick-off", "sharing-plans", 21),
        after("sharing-plans", "training-recognising-interests", 7),
        after("training-recognising-interests", "training-exerting-influence", 14),
        after("training-exerting-influence", "training-conveying-decisions", 14),
        after("training-conveying-decisions", "training-bringing-bad-news", 14),
        after("training-bringing-bad-news", "training-handling-resistance", 14),
        after("sharing-plans", "workshop-personal-effectiveness", 14),
        after("sharing-plans", "workshop-own-emotions", 14),
        after("sharing-plans", "workshop-process-management", 14),
        after("sharing-plans", "coaching", 14),
        after("sharing-plans", "intervision", 14),
        after("intervision", "closing", 3),
        after("training-handling-resistance", "closing", 14),
    ],
};
