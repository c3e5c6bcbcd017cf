//! What can happen in Sigma: categories in their older and newer spelling, events, how often each is and how often it fails.

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Nothing,
    /// The document the person was going to, if any.
    Destination,
    Workbook,
    Dataset,
    Person,
    Team,
    Connection,
    Account,
    Endpoint,
}

impl About {
    /// The object's type as the log names it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Destination | Self::Workbook => Some("workbook"),
            Self::Dataset => Some("dataset"),
            Self::Person => Some("user"),
            Self::Team => Some("team"),
            Self::Connection => Some("connection"),
            Self::Account => Some("account_type"),
            Self::Endpoint => Some("api_endpoint"),
        }
    }
}

/// One kind of event.
pub struct Kind {
    /// The category in the spelling of earlier months, and in today's.
    pub categories: (&'static str, &'static str),
    /// `LOGIN`.
    pub event: &'static str,
    /// `User login`.
    pub name: &'static str,
    pub about: About,
    /// How often, relative to the others.
    pub weight: f64,
    /// Probability of failure.
    pub failure: f64,
    /// Whether programs do it, at any hour.
    pub automatic: bool,
    /// Day from which on it is logged at all.
    pub from: u64,
}

const fn kind(
    categories: (&'static str, &'static str),
    event: &'static str,
    name: &'static str,
    about: About,
    weight: f64,
    failure: f64,
) -> Kind {
    Kind {
        categories,
        event,
        name,
        about,
        weight,
        failure,
        automatic: false,
        from: 0,
    }
}

impl Kind {
    const fn automatic(self) -> Self {
        Self {
            automatic: true,
            ..self
        }
    }

    const fn from(self, day: u64) -> Self {
        Self { from: day, ..self }
    }
}

const ACCESS: (&str, &str) = ("ACCESS_SIGMA", "ACCESS_SIGMA");
const USERS: (&str, &str) = ("USER_ACCOUNTS", "USER_ACCOUNT");
const ACCOUNTS: (&str, &str) = ("ACCOUNT_TYPES", "ACCOUNT_TYPE");
const TEAMS: (&str, &str) = ("TEAMS", "TEAM");
const CONNECTIONS: (&str, &str) = ("CONNECTIONS", "CONNECTION");
const OBJECTS: (&str, &str) = ("OBJECT_INTERACTIONS", "OBJECT_INTERACTION");
const QUERIES: (&str, &str) = ("QUERY_EXECUTIONS", "QUERY_EXECUTIONS");
const API: (&str, &str) = ("PUBLIC_API", "PUBLIC_API");
const EXPORTS: (&str, &str) = ("EXPORTS", "EXPORTS");
const INPUTS: (&str, &str) = ("INPUT_TABLES", "INPUT_TABLES");
const PROCEDURES: (&str, &str) = ("STORED_PROCEDURES", "STORED_PROCEDURES");
const CONVERSATIONS: (&str, &str) = ("AI_CONVERSATIONS", "AI_CONVERSATIONS");

/// All kinds; the first is the login.
pub static KINDS: [Kind; 43] = [
    kind(ACCESS, "LOGIN", "User login", About::Destination, 170.0, 0.055),
    kind(ACCESS, "LOGOUT", "User logout", About::Nothing, 60.0, 0.0),
    kind(
        ACCESS,
        "SESSION_REFRESH",
        "Refresh session",
        About::Nothing,
        45.0,
        0.004,
    ),
    kind(
        ACCESS,
        "TWO_FACTOR_LOGIN",
        "Two-factor login",
        About::Nothing,
        24.0,
        0.06,
    )
    .from(12),
    kind(
        ACCESS,
        "PASSWORD_RESET_REQUESTED",
        "Request password reset",
        About::Person,
        3.0,
        0.05,
    ),
    kind(ACCESS, "PASSWORD_CHANGED", "Change password", About::Person, 2.0, 0.08),
    kind(ACCESS, "USER_IMPERSONATED", "Impersonate user", About::Person, 0.8, 0.1),
    kind(
        USERS,
        "USER_INVITATION_SENT",
        "Send invitation",
        About::Person,
        3.0,
        0.03,
    ),
    kind(
        USERS,
        "USER_INVITATION_RESENT",
        "Resend invitation",
        About::Person,
        0.6,
        0.03,
    ),
    kind(
        USERS,
        "USER_INVITATION_ACCEPTED",
        "Accept invitation",
        About::Person,
        2.4,
        0.01,
    ),
    kind(USERS, "USER_DEACTIVATED", "Deactivate user", About::Person, 1.0, 0.02),
    kind(
        USERS,
        "USER_ACCOUNT_TYPE_CHANGED",
        "Change account type of user",
        About::Person,
        2.0,
        0.04,
    ),
    kind(
        ACCOUNTS,
        "ACCOUNT_TYPE_CREATED",
        "Create account type",
        About::Account,
        0.3,
        0.02,
    ),
    kind(
        ACCOUNTS,
        "ACCOUNT_TYPE_UPDATED",
        "Update account type",
        About::Account,
        0.6,
        0.02,
    ),
    kind(TEAMS, "TEAM_CREATED", "Create team", About::Team, 0.6, 0.02),
    kind(TEAMS, "TEAM_MEMBER_ADDED", "Add team member", About::Team, 5.0, 0.02),
    kind(
        TEAMS,
        "TEAM_MEMBER_REMOVED",
        "Remove team member",
        About::Team,
        2.5,
        0.02,
    ),
    kind(
        CONNECTIONS,
        "CONNECTION_CREATED",
        "Create connection",
        About::Connection,
        0.5,
        0.2,
    ),
    kind(
        CONNECTIONS,
        "CONNECTION_UPDATED",
        "Update connection",
        About::Connection,
        4.0,
        0.1,
    ),
    kind(
        CONNECTIONS,
        "CONNECTION_TESTED",
        "Test connection",
        About::Connection,
        6.0,
        0.16,
    ),
    kind(
        CONNECTIONS,
        "CONNECTION_ACCESS_GRANTED",
        "Grant connection access",
        About::Connection,
        1.5,
        0.03,
    ),
    kind(
        OBJECTS,
        "WORKBOOK_OPENED",
        "Open workbook",
        About::Workbook,
        190.0,
        0.006,
    ),
    kind(OBJECTS, "WORKBOOK_EDITED", "Edit workbook", About::Workbook, 62.0, 0.01),
    kind(
        OBJECTS,
        "WORKBOOK_CREATED",
        "Create workbook",
        About::Workbook,
        9.0,
        0.01,
    ),
    kind(
        OBJECTS,
        "WORKBOOK_PUBLISHED",
        "Publish workbook",
        About::Workbook,
        14.0,
        0.01,
    ),
    kind(
        OBJECTS,
        "WORKBOOK_SHARED",
        "Share workbook",
        About::Workbook,
        12.0,
        0.02,
    ),
    kind(
        OBJECTS,
        "WORKBOOK_DELETED",
        "Delete workbook",
        About::Workbook,
        3.0,
        0.03,
    ),
    kind(OBJECTS, "DATASET_OPENED", "Open dataset", About::Dataset, 24.0, 0.01),
    kind(
        OBJECTS,
        "DATA_MODEL_UPDATED",
        "Update data model",
        About::Dataset,
        8.0,
        0.02,
    ),
    kind(QUERIES, "QUERY_EXECUTED", "Run query", About::Workbook, 180.0, 0.04),
    kind(QUERIES, "QUERY_CANCELLED", "Cancel query", About::Workbook, 4.0, 0.0),
    kind(
        QUERIES,
        "MATERIALIZATION_RUN",
        "Run materialization",
        About::Dataset,
        14.0,
        0.03,
    )
    .automatic(),
    kind(API, "API_REQUEST", "Call API", About::Endpoint, 58.0, 0.05).automatic(),
    kind(API, "API_TOKEN_CREATED", "Create API token", About::Endpoint, 1.0, 0.05),
    kind(
        EXPORTS,
        "EXPORT_DOWNLOADED",
        "Download export",
        About::Workbook,
        24.0,
        0.02,
    ),
    kind(
        EXPORTS,
        "EXPORT_SCHEDULE_RUN",
        "Run scheduled export",
        About::Workbook,
        30.0,
        0.03,
    )
    .automatic(),
    kind(
        EXPORTS,
        "EXPORT_SCHEDULE_CREATED",
        "Schedule export",
        About::Workbook,
        2.0,
        0.02,
    ),
    kind(
        INPUTS,
        "INPUT_TABLE_CREATED",
        "Create input table",
        About::Workbook,
        2.0,
        0.02,
    )
    .from(20),
    kind(
        INPUTS,
        "INPUT_TABLE_ROWS_ADDED",
        "Add rows",
        About::Workbook,
        11.0,
        0.02,
    )
    .from(20),
    kind(
        INPUTS,
        "INPUT_TABLE_ROWS_UPDATED",
        "Update rows",
        About::Workbook,
        16.0,
        0.02,
    )
    .from(20),
    kind(
        INPUTS,
        "INPUT_TABLE_ROWS_DELETED",
        "Delete rows",
        About::Workbook,
        3.0,
        0.02,
    )
    .from(20),
    kind(
        PROCEDURES,
        "STORED_PROCEDURE_EXECUTED",
        "Execute stored procedure",
        About::Connection,
        3.0,
        0.07,
    ),
    kind(
        CONVERSATIONS,
        "AI_MESSAGE_SENT",
        "Ask assistant",
        About::Workbook,
        13.0,
        0.02,
    )
    .from(55),
];

/// The login.
pub static LOGIN: &Kind = &KINDS[0];

/// The kind of an event.
pub fn named(event: &str) -> &'static Kind {
    KINDS.iter().find(|kind| kind.event == event).unwrap_or(LOGIN)
}

/// Why it failed, the usual reasons first.
pub fn reasons(kind: &Kind) -> &'static [&'static str] {
    match kind.categories.1 {
        "ACCESS_SIGMA" => &[
            "INVALID_CREDENTIALS",
            "NO_MATCHING_RECORD",
            "EXPIRED_ASSERTION",
            "TWO_FACTOR_FAILED",
            "USER_DEACTIVATED",
        ],
        "CONNECTION" | "STORED_PROCEDURES" => &[
            "CONNECTION_REFUSED",
            "INVALID_CREDENTIALS",
            "TIMEOUT",
            "CERTIFICATE_EXPIRED",
        ],
        "QUERY_EXECUTIONS" => &[
            "TIMEOUT",
            "SQL_COMPILATION_ERROR",
            "PERMISSION_DENIED",
            "QUOTA_EXCEEDED",
        ],
        "EXPORTS" => &["QUOTA_EXCEEDED", "DESTINATION_UNREACHABLE", "PERMISSION_DENIED"],
        "PUBLIC_API" => &["RATE_LIMITED", "INVALID_TOKEN", "NO_MATCHING_RECORD"],
        _ => &["PERMISSION_DENIED", "NO_MATCHING_RECORD", "CONFLICT"],
    }
}
