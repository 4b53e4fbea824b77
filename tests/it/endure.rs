//! What was acknowledged is kept, whoever is killed, whatever fails, and whoever else writes: the
//! short forms of what `examples/endure` tries at length.

#[path = "../../examples/endure/child.rs"]
mod child;
#[path = "../../examples/endure/crowd.rs"]
mod crowd;
#[path = "../../examples/endure/damage.rs"]
mod damage;
#[cfg(target_os = "linux")]
#[path = "../../examples/endure/faults.rs"]
mod faults;
#[path = "../../examples/endure/kills.rs"]
mod kills;
#[path = "../../examples/endure/stage.rs"]
mod stage;

use super::support::PROGRAM;
use stage::Stage;
use std::env;
use std::path::PathBuf;

fn stage() -> Stage {
    let memory = PathBuf::from("/dev/shm");
    let args = ["endure::plays_a_child", "--exact", "--ignored", "--nocapture"];
    Stage {
        own: env::current_exe().unwrap(),
        args: args.map(str::to_owned).to_vec(),
        program: PROGRAM.into(),
        // Where there is one, a folder in memory: a kill takes nothing from it either.
        within: if memory.is_dir() { memory } else { env::temp_dir() },
    }
}

#[test]
#[ignore = "a child of the others"]
fn plays_a_child() {
    if child::is_asked() {
        // The line that announces the test ends here.
        println!();
        child::run();
    }
}

#[test]
fn no_acknowledged_flag_is_lost_by_a_kill() {
    kills::of_the_thread(&stage(), 70);
    kills::of_the_command(&stage(), 30);
}

#[test]
fn nothing_is_lost_or_pretended_when_a_file_call_fails() {
    #[cfg(target_os = "linux")]
    faults::all(&stage(), 60);
}

#[test]
fn a_reader_opens_on_any_damage_and_alters_nothing() {
    damage::all(&stage(), 150);
}

#[test]
fn a_crowd_of_processes_loses_nothing() {
    crowd::all(&stage(), 4, 15, 8);
}
