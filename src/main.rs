//! The page.

fn main() {
    zice::ui::start();
}
