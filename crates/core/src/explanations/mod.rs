//! What can be read from finished reports: the bands to offer, why a question is asked, what another answer would change, in which order the
//! supports are read. Above `report`, below `text`.

pub mod bands;
pub mod changes;
pub mod founder;
pub mod order;
pub mod why;
