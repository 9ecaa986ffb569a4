//! Coaches and what was noted of conversations, as documents, checked on the way in.

use serde::{Deserialize, Serialize};

use super::{Certificate, Coach, Conversation, Dossier};
use crate::interchange::document::version;
use crate::journey::{CoachingStage, Journey};
use crate::{ParticipantId, Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certified {
    id: ParticipantId,
    #[serde(default)]
    certificates: Vec<Certificate>,
}

impl TryFrom<Certified> for Coach {
    type Error = Problems;

    fn try_from(wire: Certified) -> Result<Self, Problems> {
        Coach::new(wire.id, wire.certificates)
    }
}

impl From<Coach> for Certified {
    fn from(coach: Coach) -> Self {
        let certificates = coach.certificates().to_vec();
        Certified { id: coach.id().clone(), certificates }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Coaching {
    version: u32,
    coach: ParticipantId,
    coachee: ParticipantId,
    course: Journey<CoachingStage>,
    conversations: Vec<Conversation>,
}

/// Everything is noted again, so that only notes of the two are read.
impl TryFrom<Coaching> for Dossier {
    type Error = Problem;

    fn try_from(wire: Coaching) -> Result<Self, Problem> {
        version("coaching dossier", wire.version, Dossier::VERSION)?;
        let mut dossier = Dossier::new(wire.coach, wire.coachee);
        wire.course.taken().iter().try_for_each(|taken| dossier.take(taken.step, taken.on))?;
        for Conversation { on, by, note } in wire.conversations {
            dossier.note(&by, on, note)?;
        }
        Ok(dossier)
    }
}

impl From<Dossier> for Coaching {
    fn from(dossier: Dossier) -> Self {
        let Dossier { coach, coachee, course, conversations } = dossier;
        Coaching { version: Dossier::VERSION, coach, coachee, course, conversations }
    }
}

crate::interchange::document::documents! {
    "coach": Certified => Coach,
    "coaching dossier": Coaching => Dossier,
}
