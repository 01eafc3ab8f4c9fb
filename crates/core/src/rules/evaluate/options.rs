//! A fact among some options: one option that is among them, or a set of options of which one is.

use super::super::domain::Domain;
use super::super::outcome::OutcomePairs;
use crate::facts::OptionSet;

/// Whether a value is among these options.
pub fn holds(domain: Domain, options: OptionSet, value: i64) -> bool {
    match domain {
        Domain::Options(_) => options.has(value as u8),
        Domain::Subsets(_) | Domain::Set(_) => options.meets(OptionSet(value as u32)),
        Domain::Range(..) => false,
    }
}

/// What it can be while the fact is open.
pub fn possible(domain: Domain, options: OptionSet) -> OutcomePairs {
    match domain {
        Domain::Options(left) => OutcomePairs::truths(left.meets(options), left.0 & !options.0 != 0),
        Domain::Subsets(_) => OutcomePairs::truths(true, true),
        Domain::Set(_) | Domain::Range(..) => OutcomePairs::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_among_them_and_a_set_meets_them() {
        let wanted = OptionSet(0b0110);
        let one = Domain::Options(OptionSet(0b1111));
        assert!(holds(one, wanted, 2) && !holds(one, wanted, 3));
        let many = Domain::Subsets(OptionSet(0b1111));
        assert!(holds(many, wanted, 0b1010) && !holds(many, wanted, 0b1001));
    }

    #[test]
    fn what_is_left_decides_what_is_possible() {
        let of = |left| possible(Domain::Options(OptionSet(left)), OptionSet(0b0110));
        assert_eq!(of(0b0110), OutcomePairs::truths(true, false));
        assert_eq!(of(0b1001), OutcomePairs::truths(false, true));
        assert_eq!(of(0b0101), OutcomePairs::truths(true, true));
    }
}
