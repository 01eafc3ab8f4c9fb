//! The share link as a QR code, drawn from the link alone.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The largest code that a phone reads from paper and from a small screen: 117 squares a side.
const LARGEST: u8 = 25;
/// Light squares around the code, as the standard asks.
const MARGIN: i32 = 4;

/// The code as SVG, or nothing when the link is too long for one. Always dark on light. `name` is one of the page's own texts, so it is not escaped.
pub fn qr(link: &str, name: &'static str) -> Option<String> {
    let segments = [QrSegment::make_bytes(link.as_bytes())];
    let code = QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::new(LARGEST), None, true).ok()?;
    let side = code.size() + 2 * MARGIN;
    Some(format!(
        "<svg class=\"zc-qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{name}\" shape-rendering=\"crispEdges\">\
         <rect class=\"zc-qr__ground\" width=\"{side}\" height=\"{side}\"></rect><path class=\"zc-qr__ink\" d=\"{}\"></path></svg>",
        path(&code)
    ))
}

/// One bar for each run of dark squares in a row.
fn path(code: &QrCode) -> String {
    let mut out = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&at| code.get_module(at, y)).count() as i32;
            if 0 < run {
                out += &format!("M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
            }
            x += run.max(1);
        }
    }
    out
}
