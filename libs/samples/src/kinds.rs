//! Lists of kinds, each with a stable code for printing.

/// Declares an enum with all its kinds in order and a code for each.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$kind_doc:meta])* $kind:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$kind_doc])* $kind),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),+ }
            }
        }
    };
}

pub(crate) use kinds;
