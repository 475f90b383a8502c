//! Ctrl-C and a request to end: the command ends at once, for it may end anywhere, and says what is left.

use std::process;

use crate::cli::console;

/// What a shell gives for a command that Ctrl-C ended: 128, and the number of the signal. It is given for all that ask to end.
const INTERRUPTED: i32 = 130;

/// Says what the command keeps when somebody interrupts it. Where no handler can be set, the system ends it without a word; a signal that is ignored, as
/// under `nohup`, stays so.
pub(crate) fn handle(keeps: Option<&'static str>) {
    let end = move || {
        let keeps = keeps.map_or_else(String::new, |keeps| format!(": {keeps}"));
        console::to_stderr(&format!("interrupted{keeps}"));
        process::exit(INTERRUPTED);
    };
    if let Err(error) = ctrlc::try_set_handler(end) {
        tracing::info!("interrupts are not handled: {error}");
    }
}
