//! The names of keys.

pub const PGDN_PGUP: &str = "PgDn PgUp";
pub const G_G_CTRL_HOME: &str = "g g, Ctrl+Home";
pub const G_CTRL_END: &str = "G, Ctrl+End";
pub const HOME_END: &str = "Home End";
pub const SHIFT_WITH_THESE: &str = "Shift with these";
pub const CTRL_C: &str = "Ctrl+C";
pub const SHIFT_F10: &str = "Shift+F10";
pub const CTRL_I: &str = "Ctrl+I";
pub const ALT_LEFT_ALT_RIGHT: &str = "Alt+← Alt+→";
pub const ALT_UP: &str = "Alt+↑";
pub const CTRL_F: &str = "Ctrl+F";
pub const CTRL_G: &str = "Ctrl+G";
pub const SHIFT_U: &str = "Shift+U";
pub const CTRL_S: &str = "Ctrl+S";
pub const CTRL_E: &str = "Ctrl+E";
pub const CTRL_K: &str = "Ctrl+K";
pub const SPACE: &str = "Space";
pub const ESC: &str = "Esc";
pub const CTRL_Z: &str = "Ctrl+Z";
pub const CTRL_SHIFT_Z: &str = "Ctrl+Shift+Z";
pub const HELP_CTRL_SLASH: &str = "? Ctrl+/";
pub const SHIFT_ENTER: &str = "Shift+Enter";
