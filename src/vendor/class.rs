//! What kind of thing an action is, whatever the source calls it.

use serde::{Deserialize, Serialize};

/// Kinds of action an analyst asks for by name, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Logging, second factors, rules or alarms were switched off or weakened.
    ProtectionOff,
    Delete,
    /// Data left.
    Export,
    /// Something was opened to others, or to everyone.
    Share,
    /// Keys, tokens, secrets and other credentials.
    Token,
    /// Users, roles, permissions, settings.
    Admin,
    /// People came in, or tried to.
    Login,
}
