//! What kind of thing an action is, whatever the source calls it.

use super::Source;
use super::pattern::matches;
use crate::json;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

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

/// Patterns of actions, `*` for anything, for each kind.
pub(super) type Actions = BTreeMap<Class, Vec<String>>;

/// Words that name actions in any log.
static WORDS: LazyLock<Actions> = LazyLock::new(|| json::read(include_str!("class.json")).unwrap_or_default());

/// What kind of thing an action is, by the data file of its source, or else by the words in it; of several the gravest.
pub fn class(source: Option<&Source>, action: &str) -> Option<Class> {
    let known = source
        .map(|source| &source.actions)
        .filter(|actions| !actions.is_empty());
    let actions = known.unwrap_or(&WORDS);
    let action = joined(action);
    let fits =
        |(_, patterns): &(&Class, &Vec<String>)| patterns.iter().any(|pattern| matches(&joined(pattern), &action));
    actions.iter().find(fits).map(|(class, _)| *class)
}

/// Blanks, hyphens and underscores are one: the same action has names and codes.
fn joined(text: &str) -> String {
    text.replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::source;

    #[test]
    fn a_source_knows_its_actions_and_words_tell_those_of_others() {
        for (name, action, kind) in [
            ("sigma", "User login", Some(Class::Login)),
            ("sigma", "LOGIN", Some(Class::Login)),
            ("sigma", "Change account type of user", Some(Class::Admin)),
            ("cloudtrail", "ConsoleLogin", Some(Class::Login)),
            ("cloudtrail", "StopLogging", Some(Class::ProtectionOff)),
            ("cloudtrail", "DeleteTrail", Some(Class::ProtectionOff)),
            ("cloudtrail", "DeleteBucket", Some(Class::Delete)),
            ("cloudtrail", "CreateAccessKey", Some(Class::Token)),
            ("cloudtrail", "DescribeInstances", None),
            ("okta", "user.session.start", Some(Class::Login)),
            ("okta", "system.api_token.create", Some(Class::Token)),
            ("github", "repo.destroy", Some(Class::Delete)),
            ("github", "protected_branch.destroy", Some(Class::ProtectionOff)),
            ("m365", "AnonymousLinkCreated", Some(Class::Share)),
            ("m365", "FileDownloaded", Some(Class::Export)),
            ("windows", "4624", Some(Class::Login)),
            ("windows", "1102", Some(Class::ProtectionOff)),
            // Who goes does not come, and who is warned has not come either.
            ("m365", "UserLoggedOff", None),
            ("slack", "user_logout", None),
            ("google-workspace", "gov_attack_warning", None),
            ("google-workspace", "login_success", Some(Class::Login)),
            ("google-workspace", "add_to_folder", None),
            ("google-workspace", "ADD_GROUP_MEMBER", Some(Class::Admin)),
            ("okta", "policy.evaluate_sign_on", None),
            ("okta", "policy.rule.update", Some(Class::Admin)),
            ("okta", "application.integration.rate_limit_exceeded", None),
            ("no such source", "User Login Failed", Some(Class::Login)),
            ("no such source", "Sign-in", Some(Class::Login)),
            ("no such source", "download report", Some(Class::Export)),
            ("no such source", "Disable MFA", Some(Class::ProtectionOff)),
            ("no such source", "view page", None),
        ] {
            assert_eq!(class(source(name), action), kind, "{name}: {action}");
        }
    }
}
