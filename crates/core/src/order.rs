//! Sorting that stays small: the library's sorts are made for long lists and weigh about six times as much in the page; the lists here are short.
//!
//! Invariants: `sort_by_key` keeps equal items in their order; `sort` allocates nothing and takes O(n log n) steps.

/// Sorts values; equal values must be indistinguishable, because their order may change.
pub fn sort<T: Ord>(items: &mut [T]) {
    let length = items.len();
    for root in (0..length / 2).rev() {
        sift(items, root);
    }
    for end in (1..length).rev() {
        items.swap(0, end);
        sift(&mut items[..end], 0);
    }
}

/// Sorts a few items by a key; items with equal keys keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while 0 < at && key(&items[at]) < key(&items[at - 1]) {
            items.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Lets an item sink until none below it is larger.
fn sift<T: Ord>(items: &mut [T], mut root: usize) {
    loop {
        let (left, right) = (2 * root + 1, 2 * root + 2);
        if items.len() <= left {
            return;
        }
        let child = if right < items.len() && items[left] < items[right] { right } else { left };
        if items[child] <= items[root] {
            return;
        }
        items.swap(root, child);
        root = child;
    }
}

#[cfg(test)]
mod tests {
    use super::{sort, sort_by_key};

    #[test]
    fn every_short_list_is_sorted_as_the_library_sorts_it() {
        for seed in 0..5_000_u32 {
            let length = seed % 9;
            let list: Vec<(u32, u32)> =
                (0..length).map(|index| (seed.wrapping_mul(2_654_435_761).rotate_left(3 * index) % 4, index)).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            sort(&mut ours);
            theirs.sort();
            assert_eq!(ours, theirs);
            ours.reverse();
            theirs.reverse();
            sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            assert_eq!(ours, theirs);
        }
    }
}
