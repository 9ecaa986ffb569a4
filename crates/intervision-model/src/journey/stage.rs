//! The stages of things that have a course, and which stage may follow which.

use std::fmt;

/// Where something stands on its course: a participant, a session, a topic. Implement it for courses of your own.
///
/// Laws: `next` gives the same answer every time, and names no stage twice.
pub trait Stage: Copy + Ord + fmt::Debug + fmt::Display + 'static {
    /// Where every course begins.
    const START: Self;

    /// The stages that may follow.
    fn next(self) -> &'static [Self];
}

/// Declares stages with the words for them and with what may follow.
macro_rules! stages {
    ($(#[$doc:meta])* $name:ident from $start:ident {
        $($(#[$stage_doc:meta])* $stage:ident = $words:literal => [$($next:ident),*],)+
    }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$stage_doc])* $stage,)+
        }

        impl crate::journey::Stage for $name {
            const START: Self = $name::$start;

            fn next(self) -> &'static [Self] {
                match self {
                    $($name::$stage => &[$($name::$next),*],)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $($name::$stage => $words,)+
                })
            }
        }
    };
}

stages! {
    /// The course of a whole programme.
    ProgrammeStage from Drafted {
        /// Its design is written; where every programme begins.
        Drafted = "drafted" => [Open],
        /// People are invited and may join.
        Open = "open" => [Running, Closed],
        /// Groups were approved, and sessions are held.
        Running = "running" => [Closed],
        /// The last session was held; evaluation and portfolios remain.
        Closed = "closed" => [Purged],
        /// The retention clocks ran out, and personal data are gone.
        Purged = "purged" => [],
    }
}

stages! {
    /// The course of a session.
    SessionStage from Proposed {
        /// A date is proposed; where every session begins.
        Proposed = "proposed" => [Planned, Cancelled],
        /// The date was approved.
        Planned = "planned" => [Proposed, Held, Cancelled],
        /// It took place.
        Held = "held" => [],
        /// It will not take place.
        Cancelled = "cancelled" => [],
    }
}

stages! {
    /// The course of a topic in a backlog.
    TopicStage from Proposed {
        /// Somebody proposed it, and it can be voted for; where every topic begins.
        Proposed = "proposed" => [Scheduled, Parked],
        /// A gathering takes it up.
        Scheduled = "scheduled" => [Done, Proposed],
        /// It was talked about. It cannot be voted for again until somebody reopens it.
        Done = "done" => [Proposed],
        /// Put aside for now.
        Parked = "parked" => [Proposed],
    }
}

stages! {
    /// The course of a coaching.
    CoachingStage from Proposed {
        /// Coach and coachee were matched; where every coaching begins.
        Proposed = "proposed" => [Agreed, Declined],
        /// Both agreed.
        Agreed = "agreed" => [Running, Ended],
        /// They meet.
        Running = "running" => [Ended],
        /// They met for the last time.
        Ended = "ended" => [],
        /// One of them did not want it.
        Declined = "declined" => [],
    }
}

stages! {
    /// The course of a goal.
    GoalStage from Set {
        /// Written down; where every goal begins.
        Set = "set" => [Underway, Dropped],
        /// Somebody works on it.
        Underway = "underway" => [Reached, Dropped],
        /// The evidence is there.
        Reached = "reached" => [Underway],
        /// Given up.
        Dropped = "dropped" => [Underway],
    }
}

stages! {
    /// A step of a participant's journey. `next` is the way of a track with assessment, plan, training and intervision; programmes
    /// of other designs bring [`Ways`](crate::journey::Ways) of their own.
    Step from Invited {
        /// Invited; where every journey begins.
        Invited = "invited" => [KickedOff],
        /// Took part in the kick-off.
        KickedOff = "kicked off" => [Assessed],
        /// Answered the assessment.
        Assessed = "assessed" => [PlanDrafted],
        /// Has a draft of a personal learning plan.
        PlanDrafted = "plan drafted" => [PlanShared],
        /// Shared the plan, as far as they chose to.
        PlanShared = "plan shared" => [Trained],
        /// Followed the training.
        Trained = "trained" => [Coached, PeersConsulted],
        /// Was coached; not everyone is.
        Coached = "coached" => [PeersConsulted],
        /// Took part in intervision: consulted peers and was consulted.
        PeersConsulted = "peers consulted" => [Closed],
        /// Told what they learned, at the closing.
        Closed = "closed" => [Evaluated],
        /// Evaluated the programme.
        Evaluated = "evaluated" => [],
        /// Was received in a personal conversation.
        Received = "received" => [],
        /// Took part in the intake of their group.
        TakenIn = "taken in" => [],
        /// Visited the field, and brought back what was asked.
        FieldVisited = "field visited" => [],
        /// Imagined the future together with the others.
        FutureImagined = "future imagined" => [],
        /// Took part in a gathering.
        Gathered = "gathered" => [],
    }
}
