//! Audit Explorer.
