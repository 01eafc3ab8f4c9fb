//! The views: each composes components and nothing else.

pub mod asking;
pub mod intro;
pub mod link;
pub mod question;
pub mod results;
pub mod review;
