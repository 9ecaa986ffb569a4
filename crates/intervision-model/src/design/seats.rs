//! How many seats a need asks for.

/// How many seats a resource must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Seats {
    /// It has no seats, or they do not matter.
    #[default]
    None,
    /// As many as attendees come. In a file: `"attendees"`.
    Attendees,
    /// This many. In a file: the number.
    Number(u32),
}

impl Seats {
    /// Whether seats do not matter.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Seats::None
    }

    /// How many for this number of attendees.
    #[must_use]
    pub fn resolve(self, attendees: usize) -> u32 {
        match self {
            Seats::None => 0,
            Seats::Attendees => u32::try_from(attendees).unwrap_or(u32::MAX),
            Seats::Number(seats) => seats,
        }
    }
}

#[cfg(feature = "serde")]
mod file {
    use std::fmt;

    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};

    use super::Seats;

    impl Serialize for Seats {
        fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
            match self {
                Seats::None => to.serialize_u32(0),
                Seats::Attendees => to.serialize_str("attendees"),
                Seats::Number(seats) => to.serialize_u32(*seats),
            }
        }
    }

    impl<'de> Deserialize<'de> for Seats {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            from.deserialize_any(Reader)
        }
    }

    struct Reader;

    impl Visitor<'_> for Reader {
        type Value = Seats;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a number of seats or \"attendees\"")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Seats, E> {
            match text {
                "attendees" => Ok(Seats::Attendees),
                _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
            }
        }

        fn visit_u64<E: Error>(self, seats: u64) -> Result<Seats, E> {
            match u32::try_from(seats) {
                Ok(0) => Ok(Seats::None),
                Ok(seats) => Ok(Seats::Number(seats)),
                Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(seats), &self)),
            }
        }

        fn visit_i64<E: Error>(self, seats: i64) -> Result<Seats, E> {
            match u64::try_from(seats) {
                Ok(seats) => self.visit_u64(seats),
                Err(_) => Err(E::invalid_value(serde::de::Unexpected::Signed(seats), &self)),
            }
        }
    }
}
