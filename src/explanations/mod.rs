//! What a report says about a question: the bands to offer, and why it is asked. Above `report`, below `text`.

pub mod bands;
pub mod why;
