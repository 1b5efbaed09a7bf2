//! The events of the platform: one envelope, one module per publishing service.
//!
//! No event carries a name, an official number, an address or a phone number: a person is an id,
//! a sex, a birth date or year and a commune (see [`domain::person::PersonSnapshot`]).

pub mod aftercare;
pub mod community;
pub mod envelope;
pub mod facility;
pub mod registry;
pub mod schema;
pub mod training;

pub use envelope::{Envelope, Unreadable};

use domain::ids::PersonId;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A fact that a service announces.
pub trait Event: Serialize + DeserializeOwned + JsonSchema + Send + Sync {
    /// `service.noun.past-verb.vN`; also the routing key.
    const TYPE: &'static str;

    /// The aggregate, `service/noun/id`; events of one subject are delivered in order.
    fn subject(&self) -> String;

    /// The person it is about, where there is one.
    fn person(&self) -> Option<PersonId>;
}

/// The `service.noun` part of an event type.
pub fn noun_of(event_type: &str) -> &str {
    let mut dots = event_type.match_indices('.').map(|(at, _)| at);
    dots.next();
    dots.next().map_or(event_type, |at| &event_type[..at])
}

/// Declares an event: its type, its subject's noun and id field, its person.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident = $type:literal, subject $subject:literal $($id:ident).+, person $person:expr,
     { $($(#[$fdoc:meta])* $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),+ }

        impl $crate::Event for $name {
            const TYPE: &'static str = $type;
            fn subject(&self) -> String {
                format!(concat!($subject, "/{}"), self.$($id).+)
            }
            fn person(&self) -> Option<domain::ids::PersonId> {
                let of: fn(&Self) -> Option<domain::ids::PersonId> = $person;
                of(self)
            }
        }
    };
}
pub(crate) use event;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_of_a_type_is_its_first_two_words() {
        assert_eq!(noun_of("registry.person.registered.v1"), "registry.person");
    }
}
