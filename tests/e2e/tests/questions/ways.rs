//! The questions in a table: of which log each is asked, the way to its answer, how many steps that is, and what then stands there.

/// Which log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Of {
    Workspace,
    SignIns,
    Cloud,
    Office,
}

/// What a person does.
#[derive(Clone, Copy)]
pub enum Step {
    /// A button, a tab or a line of a menu by what it says.
    Click(&'static str),
    /// A question card.
    Card(&'static str),
    /// A value of a field at the left; the field first where it is folded.
    Value(&'static str, &'static str),
    /// The › beside a value of a field.
    Page(&'static str, &'static str),
    /// A filter, written and applied.
    Filter(&'static str),
    /// Some letters in the command palette, and a line of it.
    Palette(&'static str, &'static str),
    /// A cell of the table.
    Cell(usize, &'static str),
    /// A line in the menu of a column.
    Menu(&'static str, &'static str),
    /// A text in a field.
    Write(&'static str, &'static str),
    /// A file of this name beside the log.
    Add(&'static str, &'static str),
}

/// What stands at the end of the way.
#[derive(Clone, Copy)]
pub enum Holds {
    /// So many events match.
    Rows(usize),
    /// A part of the page says this.
    Text(&'static str, &'static str),
    /// A question card tells this.
    Card(&'static str, &'static str),
}

/// The way to one answer.
pub struct Way {
    /// The number of the question.
    pub number: u8,
    pub asks: &'static str,
    pub of: Of,
    pub by: &'static [Step],
    /// Clicks, keys and texts.
    pub steps: u64,
    pub holds: &'static [Holds],
}

use Holds::{Rows, Text};
use Of::{Cloud, Office, SignIns, Workspace};
use Step::{Add, Card, Cell, Click, Filter, Menu, Page, Palette, Value, Write};

const ASK: Step = Click("Questions");
const BUILD: &str = "user/build-agent";
const OLU: &str = "olu.mbeki@northwind.example";
const TANAKA: &str = "j.tanaka@northwind.example";
const DANA: &str = "dana.rios@northwind.example";

const fn way(number: u8, asks: &'static str, of: Of, by: &'static [Step], steps: u64, holds: &'static [Holds]) -> Way {
    Way {
        number,
        asks,
        of,
        by,
        steps,
        holds,
    }
}

/// A question whose card tells the answer: one click on the tab.
const fn card(number: u8, asks: &'static str, of: Of, holds: &'static [Holds]) -> Way {
    way(number, asks, of, &[ASK], 1, holds)
}

/// The questions.
pub const QUESTIONS: [Way; 45] = [
    way(
        1,
        "Was the invitation mailed, when and by whom?",
        Workspace,
        &[
            Filter("invited.person@example.com"),
            Value("Event Name", "Send invitation"),
            Cell(0, "Event Type"),
        ],
        5,
        &[
            Rows(1),
            Text("aside.detail", "DELIVERED"),
            Text("aside.detail", "maria.k@northwind.example"),
            Text("aside.detail", "2026-10-06 14:03:11"),
        ],
    ),
    way(
        2,
        "Why can this person not sign in?",
        Workspace,
        &[Palette("j.tanaka@", "Everything of User Email: j.tanaka")],
        3,
        &[Text("#actor", TANAKA), Text("#actor", "INVALID_CREDENTIALS")],
    ),
    way(
        3,
        "Who changed this object, and what was there before?",
        Office,
        &[
            Filter("dana.rios \"Disable account.\""),
            Cell(0, "Operation"),
            Click("Changes"),
        ],
        5,
        &[
            Rows(1),
            Text(".detail-who", "renata.hansen@northwind.example"),
            Text(".changes", "AccountEnabled"),
            Text(".change-before", "true"),
            Text(".change-after", "false"),
        ],
    ),
    way(
        4,
        "When did it last work for this person, and first fail?",
        Workspace,
        &[
            Filter("j.tanaka"),
            ASK,
            Card("When each outcome was first and last seen"),
        ],
        5,
        &[Text(".group-tree", "User login"), Text(".group-tree", "2026-11-08 02:")],
    ),
    way(
        5,
        "Who locked this account?",
        Office,
        &[Filter("dana.rios \"Disable account.\""), Cell(0, "Operation")],
        4,
        &[Rows(1), Text(".detail-who", "renata.hansen@northwind.example")],
    ),
    card(
        6,
        "How many logins a day work, how many fail?",
        Workspace,
        &[
            Holds::Card("Logins per day: success and failure", "900"),
            Holds::Card("Logins per day: success and failure", "96"),
        ],
    ),
    way(
        7,
        "Was a password guessed: many failures, then a success?",
        Workspace,
        &[ASK, Card("Many failures, then a success")],
        2,
        &[Rows(13), Text(".events-grid", TANAKA)],
    ),
    card(
        8,
        "Which address tries many accounts?",
        SignIns,
        &[
            Holds::Card("One address, many accounts", "203.0.113.41"),
            Holds::Card("One address, many accounts", "48"),
        ],
    ),
    card(
        9,
        "Which account comes from many addresses?",
        Office,
        &[Holds::Card("One account, many addresses", DANA)],
    ),
    way(
        10,
        "Who was in two countries at once?",
        SignIns,
        &[ASK, Card("Two countries within an hour")],
        2,
        &[Rows(3), Text(".events-grid", OLU)],
    ),
    card(
        11,
        "Who came from a new country?",
        SignIns,
        &[Holds::Card("First time from this country", "NL")],
    ),
    card(
        12,
        "Who came in through a proxy?",
        SignIns,
        &[Holds::Card("Logins through a proxy", OLU)],
    ),
    card(
        13,
        "Which session is used from two places?",
        SignIns,
        &[Holds::Card("One session, several browsers or clients", "sprayed-1")],
    ),
    way(
        14,
        "Who was asked for a second factor until it was granted?",
        SignIns,
        &[ASK, Card("Second factor refused again and again, then granted")],
        2,
        &[Rows(8), Text(".events-grid", OLU)],
    ),
    card(
        15,
        "Who signs in without a second factor?",
        Workspace,
        &[Holds::Card(
            "Logins without a second factor",
            "jomo.castro0@partner.example",
        )],
    ),
    card(
        16,
        "Who was made an administrator, and by whom?",
        Office,
        &[
            Holds::Card("What administrators did", "Add member to role."),
            Holds::Card("Administration by whom, of whom", "renata.hansen@northwind.example"),
        ],
    ),
    way(
        17,
        "Was a second factor reset, and who signed in then?",
        SignIns,
        &[ASK, Card("Second factor reset, then a login within a day")],
        2,
        &[Rows(2), Text(".events-grid", "user.mfa.factor.reset_all")],
    ),
    card(
        18,
        "Which keys, tokens and consents are new?",
        SignIns,
        &[Holds::Card("Keys, tokens and consents", "system.api_token.create")],
    ),
    card(
        19,
        "Who made a key for somebody else?",
        Cloud,
        &[Holds::Card("Keys or access given to somebody else", "support-sync")],
    ),
    way(
        20,
        "Did somebody change their own access?",
        SignIns,
        &[ASK, Card("People who changed their own access")],
        2,
        &[Text(".events-grid", "group.user_membership.add")],
    ),
    card(
        21,
        "Is mail forwarded outside?",
        Office,
        &[Holds::Card(
            "Mail forwarded to another domain",
            "dana.r@mailbox.example",
        )],
    ),
    card(
        22,
        "What protection was switched off?",
        Cloud,
        &[Holds::Card("Protection switched off or weakened", "StopLogging")],
    ),
    way(
        23,
        "Which policies were changed?",
        SignIns,
        &[Filter("policy"), Cell(0, "eventType")],
        4,
        &[Rows(1), Text("aside.detail", "Second factor off network")],
    ),
    card(
        24,
        "Who took far more than usual?",
        Cloud,
        &[
            Holds::Card("More exports in an hour than usual", BUILD),
            Holds::Card("More exports in an hour than usual", "86"),
        ],
    ),
    way(
        25,
        "Who deleted very much at once?",
        Office,
        &[ASK, Card("More deletions in an hour than usual")],
        2,
        &[Rows(210), Text(".events-grid", DANA)],
    ),
    card(
        26,
        "What was opened to others?",
        Office,
        &[Holds::Card("What was shared or made public", "AnonymousLinkCreated")],
    ),
    way(
        27,
        "What did this key do?",
        Cloud,
        &[Page("userIdentity.accessKeyId", "AKIAEXAMPLEBUILD0001")],
        2,
        &[Text("#actor", "GetObject"), Text("#actor", "session")],
    ),
    way(
        28,
        "What did this address do, under any account?",
        Cloud,
        &[Page("sourceIPAddress", "198.51.100.203")],
        2,
        &[Text("#actor", BUILD), Text("#actor", "CreateAccessKey")],
    ),
    card(
        29,
        "Who looks round and is refused?",
        Cloud,
        &[Holds::Card("Many different actions, many of them refused", BUILD)],
    ),
    card(
        30,
        "Which regions are hardly used?",
        Cloud,
        &[Holds::Card("Regions hardly used", "ap-northeast-3")],
    ),
    card(
        31,
        "Who works at odd hours?",
        Office,
        &[Holds::Card("Outside office hours", DANA)],
    ),
    way(
        32,
        "What else happened within a quarter of an hour of this?",
        Cloud,
        &[
            ASK,
            Card("Protection switched off or weakened"),
            Cell(0, "eventName"),
            Click("Around"),
            Click("15 min"),
        ],
        5,
        &[
            Text(".around", "CreateAccessKey"),
            Text(".around", "GetObject"),
            Text(".around > .here", "DeleteBucketPublicAccessBlock"),
        ],
    ),
    way(
        33,
        "What changed after this, against the week before?",
        Cloud,
        &[
            ASK,
            Card("Protection switched off or weakened"),
            Cell(0, "eventName"),
            Click("Around"),
            Click("Compare before and after"),
        ],
        5,
        &[
            Text(".compare-all", "requestParameters.bucketName"),
            Text(".compare-all", "northwind-customers"),
        ],
    ),
    card(
        34,
        "Is an account of a program used by a person?",
        Cloud,
        &[Holds::Card("One account, several browsers or programs", BUILD)],
    ),
    card(
        35,
        "Is something missing from the log?",
        Cloud,
        &[Holds::Card("The longest silences", "3 h 27 min")],
    ),
    way(
        36,
        "Who touched this object in this time?",
        Cloud,
        &[Filter("northwind-customers eventTime:2026-11"), ASK],
        4,
        &[
            Holds::Card("Most active", BUILD),
            Text("#questions", "eventTime:2026-11"),
        ],
    ),
    way(
        37,
        "Which accounts of the roster never act?",
        Workspace,
        &[
            Menu("User Email", "Keep rows in a list…"),
            Write(
                "#list textarea",
                "J.Tanaka@northwind.example, nobody@northwind.example, maria.k@northwind.example",
            ),
        ],
        4,
        &[Text(
            ".list-missing",
            "1 value is in no event: nobody@northwind.example",
        )],
    ),
    way(
        38,
        "Did somebody act after their last day?",
        Office,
        &[
            Add(
                "leavers.csv",
                "E-mail,Left on\nDana.Rios@northwind.example,2026-09-25\nnobody@northwind.example,2026-09-01\n",
            ),
            Click("Open"),
            Click("Only events after the day of Left on"),
        ],
        5,
        &[Rows(211), Text(".events-grid", "198.51.100.77")],
    ),
    way(
        39,
        "What did administrators do?",
        SignIns,
        &[ASK, Card("What administrators did")],
        2,
        &[Text(".group-tree", "jomo.castro0@partner.example")],
    ),
    way(
        40,
        "Twenty-five events at random, the same each time?",
        Workspace,
        &[ASK, Card("Twenty-five events drawn by lot")],
        2,
        &[Rows(25)],
    ),
    card(
        41,
        "Did the seller of the service look in?",
        Office,
        &[Holds::Card("Domains people come from", "vendor.example")],
    ),
    card(
        42,
        "How many people are active a day, and who is new?",
        Workspace,
        &[
            Holds::Card("Active people per day", "47"),
            Holds::Card("New and returning people per day", "47"),
        ],
    ),
    card(
        43,
        "What is used most, by how many, and what hardly?",
        Workspace,
        &[
            Holds::Card("Most used objects, and by how many", "Headcount deep dive 0"),
            Holds::Card("Objects hardly used", "Data Platform"),
        ],
    ),
    card(
        44,
        "Who exports most?",
        Workspace,
        &[
            Holds::Card("Who exports most", "svc-export11@automation.northwind.example"),
            Holds::Card("Who exports most", "152"),
        ],
    ),
    card(
        45,
        "Which programs call most?",
        Cloud,
        &[
            Holds::Card("Browsers and programs", "aws-sdk-go/1.55.5"),
            Holds::Card("Browsers and programs", "431"),
        ],
    ),
];
