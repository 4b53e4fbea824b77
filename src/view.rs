//! State to cells: draws the reader, changes nothing.
