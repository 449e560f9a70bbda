//! Nothing but a build script, which says what to do when there is no libtorch.
//!
//! It is a crate of its own because cargo runs the build script of trich only after that of `torch-sys`, which for lack
//! of libtorch downloads one, or fails with a message that does not help.

#![forbid(unsafe_code)]
