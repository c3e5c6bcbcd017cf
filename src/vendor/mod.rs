//! vendor.
