//! Verdicts, exact under unknown answers and ranges: how they are found.
//!
//! # The idea
//!
//! On a firm of which everything is known, a condition has one *outcome*: not applicable, fails, review, or holds, in this order from the weakest
//! to the strongest. *Review* means that only an agency can judge. `all` takes the weakest outcome of its parts, `any` the strongest. A support is
//! the weakest of its trigger and its criteria; a trigger that fails makes it not applicable.
//!
//! A visitor does not know everything. Each way of filling in the missing facts is a *completion*, and over all completions a condition has a *set*
//! of outcomes. One outcome in the set gives a definite verdict; several give *undetermined*. A verdict is therefore never a guess: it says what is
//! true of every firm that fits the answers. People read its *prospect*: a support that is undetermined, but neither holds nor is for review on any
//! completion, is not met for them, and no question is asked for it alone.
//!
//! # One worked example
//!
//! The start-up loan for small firms asks that new hires from the supported groups are at least 10% of the staff (5% above 100 staff), and leaves
//! the rest to the county. It is only for firms that hired somebody. A firm with 100 staff says everything but how many it hired:
//!
//! ```
//! use zice_core::catalogue::Catalogue;
//! use zice_core::date::Date;
//! use zice_core::rules::verdict::Verdict;
//! use zice_core::{profile, report};
//!
//! /// The verdict on the loan, and the facts that can still change it.
//! fn loan(pack: &Catalogue, hires: &str) -> (Verdict, Vec<&'static str>) {
//!     let firm = format!(
//!         r#"{{"facts": {{"location": "mengla", "entity": "company", "industry": "industry", "employees": 100, "revenue": 900,
//!              "wage_arrears": false, "eligible_hires": {hires}}}}}"#
//!     );
//!     let firm = profile::read(pack, &firm).expect("a profile");
//!     let day = Date::parse("2026-11-23").expect("a day");
//!     let report = report::report(pack, &firm.answers, firm.topics, day);
//!     let id = |index: usize| pack.supports[index].id;
//!     let support = report.supports.iter().find(|one| id(one.support.index()) == "startup_loan_small_firm").expect("the support");
//!     let assessment = &support.assessment;
//!     (assessment.verdict, assessment.depends_on.iter().map(|fact| pack.fact(fact).id).collect())
//! }
//!
//! let pack = zice_pack::catalogue().expect("the built-in pack");
//! // Unknown: nobody hired, too few and enough are all possible. One question is left.
//! assert_eq!(loan(&pack, "null"), (Verdict::Undetermined, vec!["eligible_hires"]));
//! // A range on both sides of the bound settles nothing; a range on one side does.
//! assert_eq!(loan(&pack, r#"{"min": 4, "max": 12}"#).0, Verdict::Undetermined);
//! assert_eq!(loan(&pack, r#"{"min": 10, "max": 12}"#).0, Verdict::Review);
//! // The bound itself is enough; one less is not; none at all is another situation.
//! assert_eq!(loan(&pack, "10").0, Verdict::Review);
//! assert_eq!(loan(&pack, "9").0, Verdict::NotYet);
//! assert_eq!(loan(&pack, "0").0, Verdict::NotApplicable);
//! ```
//!
//! # How the set is found
//!
//! Enumerating completions is what the oracle of the tests does; here it would take too long. Three observations make the search fast and keep it
//! exact:
//!
//! 1. *Independent parts combine.* Conditions that share no open fact do not influence each other, so their sets of outcomes combine outcome by
//!    outcome. Where conditions share a fact, the search fixes that fact to one value after the other until the rest is independent.
//! 2. *A few values stand for all.* The bounds of the rules cut a fact's domain into cells within which nothing can change; one *representative* of
//!    each cell is enough (module `representatives`). Ratios and sums carry cuts from one fact to the other. A lint makes sure that the facts compared
//!    in this way form a forest, so this comes to an end.
//! 3. *Ranges are narrowed before values are tried.* A number that a single condition weighs against another is not fixed: its range is narrowed
//!    between the plain bounds of the other conditions, which decides those, and it stays open where it is weighed.
//!
//! In the example the number of staff is known, so the ratio is a bound on the hires at 10, the trigger one at 0, and three representatives decide.
//!
//! # Which facts matter
//!
//! A fact matters if two completions that differ in it alone give different outcomes. The same search runs on two assignments at once, which differ
//! in that fact by one step between neighbouring representatives, and carries *pairs* of outcomes: if any two values of a fact give different
//! outcomes, some two neighbours do. A target (the pairs that would make a difference further up) prunes it, and the first witness ends it. The facts
//! that matter are the questions that are still asked; there is no other skip logic.
//!
//! Conditions that the answers alone decide count as known, and facts that only those mention count as not mentioned. Where the first steps show no
//! witness, a firm is built that has everything it can have, and things are taken away from it as long as its outcome stays, last the fact in
//! question: if taking that away changes the outcome, the firm is the proof. What is not seen in this way is searched to the end.
//!
//! # A rung with two rules
//!
//! It takes the better of both. What both rules share is taken out first, because the weaker of a shared part and the better of two rules is the
//! better of two weaker ones. Facts that both mention are then fixed: in short searches that begin at random places and, by turns, in longer ones in a
//! fixed order, until one finds a witness or comes to its end. Only a search that was not cut short may conclude that there is none.
//!
//! # Ways out
//!
//! For what is not met, candidate sets of changes are built along the rule, applied, completed where a change breaks something else, reduced to their
//! smallest sufficient subsets, and each number is moved back as far as the rule allows. The engine itself judges every set. A ratio moves by its
//! numerator; a way out of one line never goes by the firm's size; a change of a closed year's figure names the first year that can still show it.
//! The oracle checks by enumeration that each way suffices, that nothing smaller does, and that none is missing where everything is known.
//!
//! # Where what is
//!
//! A [`search::Search`] joins three things. `problem` is what never changes: the pack, and the domains that the answers leave. `assignment` is what is
//! assumed for a moment, and the only thing that changes: a change holds while the closure given with it runs. `cache` is what was found before, behind
//! `get_or_compute`. Upon them stand `evaluate` (what outcomes are possible: one module for each kind of condition), `relevance` (which facts matter),
//! `representatives` (which values stand for all), [`remedies`] (what could be changed), [`verdict`] and [`witness`].
//!
//! # After an answer
//!
//! Only supports and rungs that mention the changed fact are assessed again; a law of the tests holds the result equal to a fresh one. What is true
//! before the first answer and after it is computed when the pack is written, so that a visit begins without a search.

mod active;
mod assignment;
mod budget;
mod cache;
pub mod domain;
mod evaluate;
pub mod outcome;
mod problem;
mod relevance;
pub mod remedies;
mod representatives;
pub mod search;
pub mod size;
pub mod verdict;
pub mod witness;
