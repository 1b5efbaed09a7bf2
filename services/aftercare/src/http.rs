//! Parse, call one use case, render.

pub mod cases;
pub mod referrals;
pub mod transitions;
