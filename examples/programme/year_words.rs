//! What the summary says of a community's year, in each language.

use intervision::language::Texts;

pub struct YearWords {
    pub gatherings: &'static str,
    pub gathering: &'static str,
    pub next: &'static str,
    pub never: &'static str,
    pub conversations: &'static str,
    pub tables: &'static str,
    pub introductions: &'static str,
}

impl Texts for YearWords {
    const ENGLISH: &'static Self = &YearWords {
        gatherings: "The gatherings",
        gathering: "  {day}: {expected} of {members} expected",
        next: "    next best {day}, with {loses} fewer over the year",
        never: "no day",
        conversations: "\nConversations: {placed} of {asked} have a time; the first round ends on {last} after {days} days, at most {most} for one host",
        tables: "\nTables: {rounds} rounds; {again} meetings of people who sat together before, {group} of people who learn in one group (at least {bound} of both)\n  {never} of the pairs never shared a table; one round more is expected to bring {next} together for the first time",
        introductions: "\nIntroductions: {n} pairs who share an issue and have not met",
    };

    const DUTCH: &'static Self = &YearWords {
        gatherings: "De bijeenkomsten",
        gathering: "  {day}: {expected} van {members} verwacht",
        next: "    daarna het best: {day}, met over het jaar {loses} minder",
        never: "geen dag",
        conversations: "\nGesprekken: {placed} van {asked} hebben een tijd; de eerste ronde eindigt op {last} na {days} dagen, hooguit {most} voor één gastheer of gastvrouw",
        tables: "\nTafels: {rounds} rondes; {again} ontmoetingen van mensen die al eens samen zaten, {group} van mensen uit één groep (ten minste {bound} van beide)\n  {never} van de paren zat nooit aan één tafel; nog een ronde brengt er naar verwachting {next} voor het eerst samen",
        introductions: "\nKennismakingen: {n} paren met een gedeelde kwestie die elkaar niet kennen",
    };
}
