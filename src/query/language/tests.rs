//! What people type, what comes of it, and the law that print and parse undo each other.
