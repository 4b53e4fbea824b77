//! The five outcomes as they look, and what is asked about them.

use super::screen;
use crate::app::tests::anchoring::desk;

#[test]
fn the_five_outcomes_are_told_apart() {
    let mut desk = desk(60, 20);
    insta::assert_snapshot!(screen(&desk, 60, 20), @r"
    28 February 2031 ───────────────────────────────────────────
    ▎  The gates

     ⚑ The ice came early this year and stayed for long.

     ≠ Some ten boats were lost at the old quay before dawn.

     × It snowed all week.

     ↕ The mayor said little about it, as was his habit.

     ≈ Elsewhere it was heard: Nobody had asked the crews. So
       it goes with crews in every port.






     The file was changed: 2 paragraphs have changed, 1 paragra…
    ");
    desk.press("F");
    insta::assert_snapshot!(screen(&desk, 60, 20), @r"
    Flags of this article ──────────────────────────────────── 5
    ⚑ The ice came early this year and stayed for long.

    ≠ Nine boats were lost at the old quay before dawn.
      the words have changed
    × The pilots walked home over the frozen harbour at night.
      no longer in the article
    ↕ The mayor said little about it, as was his habit.
      moved
    ≈ Nobody had asked the crews.
    ────────────────────────────────────────────────────────────
    ⚑ open

    The ice came early this year and stayed for long.

    The gates · 2031-02-28 · a.txt
    flagged 1970-01-01


            q close  <Enter> go to  c status  d delete  u undo
    ");
    desk.press("j <Enter>");
    insta::assert_snapshot!(screen(&desk, 60, 20), @r"
    28 February 2031 ───────────────────────────────────────────
       The gates

     ⚑ The ice came early this year and stayed for long.

    ▎≠ Some ten boats were lost at the old quay before dawn.

     × It snowed all week.

     ↕ The mayor said little about it, as was his habit.

     ≈ Elsewhere it was heard: Nobody had asked the crews. So
       it goes with crews in every port.


    The words have changed ──────── <Enter> accepts, q leaves it
     −Nine +Some ten boats were lost at the old quay before
     dawn.

     The words have changed; <Enter> accepts them as they are.
    ");
    desk.press("F g g j j <Enter>");
    insta::assert_snapshot!(screen(&desk, 60, 20), @r"
    28 February 2031 ───────────────────────────────────────────
       The gates

     ⚑ The ice came early this year and stayed for long.

     ≠ Some ten boats were lost at the old quay before dawn.

    ▎× It snowed all week.

     ↕ The mayor said little about it, as was his habit.

     ≈ Elsewhere it was heard: Nobody had asked the crews. So
       it goes with crews in every port.


    No longer in the article ────────────────────────── q closes
     dawn. Nobody had asked the crews. The pilots walked home
     over the frozen harbour at night. It snowed all week. The
     mayor
     No longer in this article; the flag keeps its words.
    ");
    desk.press("F G <Enter>");
    insta::assert_snapshot!(screen(&desk, 60, 20), @r"
    28 February 2031 ───────────────────────────────────────────
       The gates

     ⚑ The ice came early this year and stayed for long.

     ≠ Some ten boats were lost at the old quay before dawn.

     × It snowed all week.

     ↕ The mayor said little about it, as was his habit.

    ▎≈ Elsewhere it was heard: Nobody had asked the crews. So
    ▎  it goes with crews in every port.


    It may be here ─────────────── <Enter> takes it, q leaves it
     lost at the old quay before dawn. Nobody had asked the
     crews. The pilots walked home over the

     These may be the words; <Enter> takes them.
    ");
}

#[test]
fn a_question_fits_a_small_screen() {
    let mut desk = desk(40, 12);
    desk.press("F j <Enter>");
    insta::assert_snapshot!(screen(&desk, 40, 12), @r"
    28 February 2031 ───────────────────────
       The gates

     ⚑ The ice came early this year and
     │ stayed for long.

    ▎≠ Some ten boats were lost at the old
    The words have changed ─────────────────
     −Nine +Some ten boats were lost at the
     old quay before dawn.

     The words have changed; <Enter> accept…
    ");
}
