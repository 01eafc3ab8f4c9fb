//! The views. Each is composed of components and does nothing else.

pub mod asking;
pub mod intro;
pub mod link;
pub mod question;
pub mod results;
pub mod review;
pub mod screen;
