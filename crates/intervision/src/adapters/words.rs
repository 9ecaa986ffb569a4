use crate::language::Texts;

/// What the adapters say themselves.
pub(super) struct Words {
    #[cfg(feature = "report")]
    pub(super) broken: &'static str,
    #[cfg(feature = "report")]
    pub(super) waits: &'static str,
    pub(super) shortfall: &'static str,
    pub(super) growth: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        #[cfg(feature = "report")]
        broken: "A rule does not hold: {rule}",
        #[cfg(feature = "report")]
        waits: "{id} waits for {session}, number {place} in line: {reason}",
        shortfall: "{levels} levels below the target",
        growth: "proficient, grows {levels} levels per measurement",
    };

    const DUTCH: &'static Self = &Words {
        #[cfg(feature = "report")]
        broken: "Een regel gaat niet op: {rule}",
        #[cfg(feature = "report")]
        waits: "{id} wacht op {session}, nummer {place} in de rij: {reason}",
        shortfall: "{levels} niveau onder het streefniveau",
        growth: "vaardig, groeit {levels} niveau per meting",
    };
}
