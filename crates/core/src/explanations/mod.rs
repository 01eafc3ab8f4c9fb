//! What can be read from finished reports: the bands to offer, why a question is asked, what another answer would change, in which order the
//! supports are read, what to do first. Above `report`, below `text`.

pub mod bands;
pub mod changes;
pub mod first;
pub mod founder;
pub mod order;
pub mod why;
