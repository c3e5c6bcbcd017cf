//! The questions in a table: in which log each is asked, the way to its answer, how many clicks that is, and what the answer must hold.

/// How an answer is come by, from an open log.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// The tab Questions, and a card on it: its lines tell.
    Card(&'static str),
    /// A value kept by a click, then as above.
    CardOf((&'static str, &'static str), &'static str),
    /// "Everything of" a value, in a menu: the field under this heading tells.
    Actor((&'static str, &'static str), &'static str),
    /// Values kept, a click each: so many rows are left.
    Keep(&'static [(&'static str, &'static str)]),
}

impl Way {
    /// Clicks, and keys that stand for some.
    pub fn clicks(self) -> usize {
        match self {
            Self::Card(_) | Self::Actor(..) => 2,
            Self::CardOf(..) => 3,
            Self::Keep(values) => values.len(),
        }
    }
}

/// Which log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    Workspace,
    SignIns,
    Cloud,
}

use Of::{Cloud, SignIns, Workspace};
use Way::{Actor, Card, CardOf, Keep};

const BUILD: &str = "arn:aws:iam::000000000042:user/build-agent";
const OLU: &str = "olu.mbeki@northwind.example";
const TANAKA: &str = "j.tanaka@northwind.example";

/// The questions, each with its way and what the answer holds: a text among the lines told, `= n` rows, or `none`.
pub const QUESTIONS: [(&str, Of, Way, &str); 38] = [
    (
        "Was the invitation mailed, when and by whom?",
        Workspace,
        Keep(&[
            ("Invited Email", "invited.person@example.com"),
            ("Event Type", "USER_INVITATION_SENT"),
        ]),
        "= 1",
    ),
    (
        "Why can this person not sign in?",
        Workspace,
        Actor(("User Email", TANAKA), "Reasons of failures"),
        "INVALID_CREDENTIALS",
    ),
    (
        "Who changed this object, and what was there before?",
        Cloud,
        Keep(&[("requestParameters.userName", "support-sync")]),
        "= 4",
    ),
    (
        "Since when does it fail, and for whom?",
        Workspace,
        Card("Who cannot sign in"),
        "j.tanaka@northwind.example INVALID_CREDENTIALS",
    ),
    (
        "Who reset or locked this account?",
        SignIns,
        Keep(&[("target.User", OLU), ("eventType", "user.mfa.factor.reset_all")]),
        "= 1",
    ),
    (
        "How many logins a day work, how many fail?",
        Workspace,
        Card("Logins per day: success and failure"),
        "Failure",
    ),
    (
        "Was a password guessed: failures, then a success?",
        Workspace,
        Card("Many failures, then a success"),
        TANAKA,
    ),
    (
        "Which address tries many accounts?",
        SignIns,
        Card("One address, many accounts"),
        "203.0.113.41",
    ),
    (
        "Which account comes from many addresses?",
        Cloud,
        Card("One account, many addresses"),
        BUILD,
    ),
    (
        "Who was in two countries at once?",
        SignIns,
        Card("Two countries within an hour"),
        "none",
    ),
    (
        "Who came from a new country?",
        SignIns,
        Card("First time from this country"),
        "NL",
    ),
    (
        "Who came in through a proxy?",
        SignIns,
        Card("Logins through a proxy"),
        "olu.mbeki@northwind.example 203.0.113.41",
    ),
    (
        "Which session is used from two places?",
        SignIns,
        Card("One session, several browsers or clients"),
        "sprayed-1",
    ),
    (
        "Who was asked for a second factor until it was granted?",
        SignIns,
        Card("Second factor refused again and again, then granted"),
        OLU,
    ),
    (
        "Who signs in without a second factor?",
        Workspace,
        Card("Logins without a second factor"),
        "@northwind.example",
    ),
    (
        "Who was made an administrator, and by whom?",
        SignIns,
        Keep(&[("target.UserGroup", "Administrators"), ("actor.alternateId", OLU)]),
        "= 1",
    ),
    (
        "Was a second factor reset, and what followed?",
        SignIns,
        Actor(("actor.alternateId", OLU), "Actions"),
        "user.mfa.factor.activate",
    ),
    (
        "Which keys, tokens and consents are new?",
        SignIns,
        Card("Keys, tokens and consents"),
        "system.api_token.create",
    ),
    (
        "Did somebody change their own access?",
        SignIns,
        Keep(&[("target.User", OLU), ("actor.alternateId", OLU)]),
        "= 1",
    ),
    (
        "What protection was switched off?",
        Cloud,
        Card("Protection switched off or weakened"),
        "StopLogging",
    ),
    (
        "Which policies were changed?",
        SignIns,
        Keep(&[("eventType", "policy.rule.deactivate")]),
        "= 1",
    ),
    (
        "Who took far more than usual?",
        Cloud,
        Card("More exports in an hour than usual"),
        BUILD,
    ),
    (
        "Who deleted what?",
        Cloud,
        Card("What was deleted, by whom"),
        "DeleteUser",
    ),
    (
        "What was opened to others?",
        Cloud,
        Card("What was shared or made public"),
        "PutBucketPolicy",
    ),
    (
        "What did this key do?",
        Cloud,
        Actor(("userIdentity.accessKeyId", "AKIAEXAMPLEBUILD0001"), "Actions"),
        "GetObject",
    ),
    (
        "What did this address do, under any account?",
        Cloud,
        Actor(("sourceIPAddress", "198.51.100.203"), "Who acted"),
        BUILD,
    ),
    (
        "Who looks round and is refused?",
        Cloud,
        Card("Many different actions, many of them refused"),
        BUILD,
    ),
    (
        "Which regions are hardly used?",
        Cloud,
        Card("Regions hardly used"),
        "ap-northeast-3",
    ),
    ("Who works at odd hours?", Cloud, Card("Outside office hours"), BUILD),
    (
        "Is an account of a program used by a person?",
        Cloud,
        Actor(("userIdentity.arn", BUILD), "Browsers and programs"),
        "aws-cli/1.22.34",
    ),
    (
        "Is something missing from the log?",
        Cloud,
        Card("The longest silences"),
        "µs",
    ),
    (
        "Who touched this object in this time?",
        Cloud,
        Actor(("requestParameters.bucketName", "northwind-customers"), "Who acted"),
        BUILD,
    ),
    (
        "Which accounts are silent?",
        Cloud,
        Card("Silent the longest"),
        "henrik.osei",
    ),
    (
        "What did administrators do?",
        Cloud,
        Card("What administrators did"),
        "AttachUserPolicy",
    ),
    (
        "Twenty-five events at random, the same each time?",
        Workspace,
        Card("Twenty-five events drawn by lot"),
        "25",
    ),
    (
        "How many people are active a day?",
        Workspace,
        Card("Active people per day"),
        "People",
    ),
    (
        "What is used most, by how many?",
        Workspace,
        Card("Most used objects, and by how many"),
        "",
    ),
    (
        "Who exports most, of this person's?",
        Workspace,
        CardOf(("User Email", TANAKA), "Who exports most"),
        TANAKA,
    ),
];
