//! Tests of whole screens.
