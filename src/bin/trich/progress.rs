//! Progress bars: on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of bytes read, or of bytes without an end when the size is not known. Draws nothing unless standard error is a
/// terminal.
pub fn bytes(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:30} {bytes} of {total_bytes}, {elapsed}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read, {elapsed}"),
    };
    styled(bar, template)
}

/// A bar of records done.
pub fn records(count: usize) -> ProgressBar {
    styled(ProgressBar::new(count as u64), "{bar:30} {pos} of {len}, {elapsed}, {eta} left")
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    // A template with an error would only look plain.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar.with_style(style)
}
