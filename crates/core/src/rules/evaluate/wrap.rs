//! Conditions that give the outcome of another one a different meaning. (`not` is [`Outcome::not`].)

use super::super::outcome::Outcome;

/// For the agency to judge if the condition is met; otherwise nothing is in the way.
pub const fn review_if(inner: Outcome) -> Outcome {
    match inner {
        Outcome::Fails | Outcome::NotApplicable => Outcome::Holds,
        Outcome::Review | Outcome::Holds => Outcome::Review,
    }
}

/// The situation that a support is for: without it the support does not apply.
pub const fn trigger(inner: Outcome) -> Outcome {
    match inner {
        Outcome::Fails | Outcome::NotApplicable => Outcome::NotApplicable,
        Outcome::Review | Outcome::Holds => Outcome::Holds,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_has_its_meaning() {
        let of = |meaning: fn(Outcome) -> Outcome| Outcome::ALL.map(meaning);
        assert_eq!(of(review_if), [Outcome::Holds, Outcome::Holds, Outcome::Review, Outcome::Review]);
        assert_eq!(of(trigger), [Outcome::NotApplicable, Outcome::NotApplicable, Outcome::Holds, Outcome::Holds]);
        assert_eq!(of(Outcome::not), [Outcome::Holds, Outcome::Holds, Outcome::Review, Outcome::Fails]);
    }
}
