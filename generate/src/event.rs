//! One event of a Sigma log as a row: base data for every event, event data by category, most cells null.

use super::calendar::{DAY, Stamper};
use super::catalogue::{About, Kind};
use super::people::{Document, Person, TEAMS};
use super::random::Random;
use super::row::{Object, Row, hex};
use super::story::START;

macro_rules! columns {
    ($($column:ident $name:literal,)*) => {
        #[derive(Clone, Copy)]
        enum Column { $($column),* }
        /// Base data first, then event data.
        pub const COLUMNS: &[&str] = &[$($name),*];
    };
}

columns! {
    Time "Request Time",
    Id "Event Id",
    Category "Event Category",
    Event "Event Type",
    Name "Event Name",
    Status "Event Status",
    Reason "Event Status Reason Code",
    UserEmail "User Email",
    UserId "User Id",
    UserName "User Name",
    ClientIp "Client IP",
    Country "Country",
    Agent "User Agent",
    Session "Session Id",
    Organization "Organization",
    ObjectType "Object Type",
    ObjectId "Object Id",
    ObjectName "Object Name",
    ObjectPath "Object Path",
    AuthMethod "Auth Method",
    TwoFactor "Two Factor Used",
    Impersonated "Impersonated User Email",
    Invited "Invited Email",
    Delivery "Email Delivery Status",
    AccountType "Account Type",
    Team "Team Name",
    Member "Member Email",
    ConnectionName "Connection Name",
    ConnectionType "Connection Type",
    Warehouse "Warehouse",
    QueryId "Query Id",
    Duration "Query Duration Ms",
    Returned "Rows Returned",
    Cached "Cache Hit",
    ExportFormat "Export Format",
    ExportTarget "Export Destination",
    ExportRows "Export Rows",
    Method "API Method",
    HttpStatus "API Status Code",
    Affected "Input Table Rows Affected",
    Procedure "Stored Procedure Name",
    Model "AI Model",
    Entry "Event Entry Data",
}

const CONNECTIONS: [(&str, &str); 6] = [
    ("Snowflake prod", "snowflake"),
    ("Snowflake \"EU, restricted\"", "snowflake"),
    ("BigQuery marketing", "bigQuery"),
    ("Databricks lake", "databricks"),
    ("Postgres replica", "postgres"),
    ("Redshift legacy", "redshift"),
];

/// All that a row says, before it is written.
pub struct Event<'a> {
    pub millis: u64,
    pub kind: &'static Kind,
    /// Why it failed.
    pub reason: Option<&'static str>,
    pub email: &'a str,
    /// `None` for someone the organisation does not know.
    pub person: Option<&'a Person>,
    pub ip: &'a str,
    pub agent: &'a str,
    pub document: &'a Document,
    /// Someone the event is done to.
    pub other: &'a str,
    /// Named instead of the document.
    pub object: Option<&'a str>,
    /// What became of an e-mail.
    pub delivery: Option<&'static str>,
}

/// Writes all cells of an event.
pub fn write(event: &Event<'_>, random: &mut Random, stamper: &mut Stamper, row: &mut Row) {
    let Event {
        millis,
        kind,
        reason,
        person,
        ..
    } = *event;
    let early = (millis - START) / DAY < 30;
    let bits = random.bits();
    row.text_with(Column::Time as usize, |out| stamper.write(out, millis));
    row.text_with(Column::Id as usize, |out| uuid(out, random));
    row.text(
        Column::Category as usize,
        if early { kind.categories.0 } else { kind.categories.1 },
    );
    row.text(Column::Event as usize, kind.event);
    row.text(Column::Name as usize, kind.name);
    row.text(
        Column::Status as usize,
        if reason.is_some() { "FAILURE" } else { "SUCCESS" },
    );
    if let Some(reason) = reason {
        row.text(Column::Reason as usize, reason);
    }
    row.text(Column::UserEmail as usize, event.email);
    if let Some(person) = person {
        row.text(Column::UserId as usize, &person.id);
        row.text(Column::UserName as usize, &person.name);
        row.text(Column::Country as usize, person.country);
        row.text_with(Column::Session as usize, |out| {
            out.push_str(&person.id[..8]);
            out.push('-');
            hex(out, millis / (4 * 3_600_000), 6);
        });
    }
    row.text(Column::ClientIp as usize, event.ip);
    row.text(Column::Agent as usize, event.agent);
    row.text(Column::Organization as usize, "northwind");
    object(event, bits, row);
    details(event, bits, row);
}

fn object(event: &Event<'_>, bits: u64, row: &mut Row) {
    let about = event.kind.about;
    let team = TEAMS[(bits & 0xff) as usize % TEAMS.len()];
    let connection = CONNECTIONS[(bits >> 8 & 0xff) as usize % CONNECTIONS.len()];
    let name = match about {
        About::Nothing => return,
        About::Destination if event.object.is_none() && bits >> 16 & 3 == 0 => return,
        About::Destination | About::Workbook | About::Dataset => {
            if event.object.is_none() {
                row.text(Column::ObjectId as usize, &event.document.id);
                row.text(Column::ObjectPath as usize, &event.document.path);
            }
            event.document.name.as_str()
        }
        About::Person => event.other,
        About::Team => {
            row.text(Column::Team as usize, team);
            row.text(Column::Member as usize, event.other);
            team
        }
        About::Connection => {
            row.text(Column::ConnectionName as usize, connection.0);
            row.text(Column::ConnectionType as usize, connection.1);
            connection.0
        }
        About::Account => "Analyst, limited",
        About::Endpoint => ["/v2/workbooks", "/v2/members", "/v2/teams", "/v2/files"][(bits & 3) as usize],
    };
    if let Some(kind) = about.name() {
        row.text(Column::ObjectType as usize, kind);
    }
    row.text(Column::ObjectName as usize, event.object.unwrap_or(name));
}

/// The columns of the event's own category, and all of it again as one structure.
fn details(event: &Event<'_>, bits: u64, row: &mut Row) {
    let Event { kind, reason, .. } = *event;
    let choose = |shift: u32, several: [&'static str; 4]| several[(bits >> shift & 3) as usize];
    let amount = |shift: u32, size: u32| (bits >> shift & 0xf_ffff) >> (bits >> size & 15);
    let account = choose(20, ["Viewer", "Explorer", "Creator", "Admin"]);
    let connection = CONNECTIONS[(bits >> 8 & 0xff) as usize % CONNECTIONS.len()];
    let region = choose(60, ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-2"]);
    match kind.categories.1 {
        "ACCESS_SIGMA" => {
            let method = choose(20, ["SAML", "SAML", "OAUTH", "PASSWORD"]);
            let second = bits >> 22 & 1 == 1;
            row.text(Column::AuthMethod as usize, method);
            row.boolean(Column::TwoFactor as usize, second);
            if kind.event == "USER_IMPERSONATED" {
                row.text(Column::Impersonated as usize, event.other);
            }
            row.json_with(Column::Entry as usize, |out| {
                Object::write(out, |entry| {
                    entry.object("auth", |auth| {
                        auth.text("method", method).boolean("twoFactor", second);
                        if reason.is_some() {
                            auth.number("attempt", 1 + (bits >> 24 & 3)).hex("trace", bits >> 26, 8);
                        }
                    });
                    entry.text("region", region);
                });
            });
        }
        "USER_ACCOUNT" => {
            row.text(Column::AccountType as usize, account);
            if let Some(delivery) = event.delivery {
                row.text(Column::Invited as usize, event.other);
                row.text(Column::Delivery as usize, delivery);
            }
            row.json_with(Column::Entry as usize, |out| {
                Object::write(out, |entry| {
                    entry.text("accountType", account);
                    if let Some(delivery) = event.delivery {
                        entry.object("invitation", |invitation| {
                            invitation
                                .text("to", event.other)
                                .text("from", event.email)
                                .number("validDays", 7);
                        });
                        entry.object("email", |email| {
                            email
                                .text("provider", "sendgrid")
                                .hex("messageId", bits, 16)
                                .text("deliveryStatus", delivery);
                            email
                                .number("attempts", 1 + (bits >> 30 & 1))
                                .list("events", &["processed", "delivered"]);
                        });
                    } else {
                        entry.object("change", |change| {
                            change
                                .text("from", choose(32, ["Viewer", "Explorer", "Creator", "Admin"]))
                                .text("to", account);
                        });
                    }
                });
            });
        }
        "QUERY_EXECUTIONS" => {
            let (duration, rows, cached) = (12 + amount(20, 40), amount(24, 44), bits >> 50 & 3 == 0);
            row.text(Column::ConnectionName as usize, connection.0);
            row.text(Column::ConnectionType as usize, connection.1);
            row.text(
                Column::Warehouse as usize,
                choose(52, ["WH_XS", "WH_S", "WH_M", "WH_L"]),
            );
            row.text_with(Column::QueryId as usize, |out| hex(out, bits.rotate_left(17), 16));
            row.number(Column::Duration as usize, duration);
            if reason.is_none() {
                row.number(Column::Returned as usize, rows);
            }
            row.boolean(Column::Cached as usize, cached);
            row.json_with(Column::Entry as usize, |out| {
                Object::write(out, |entry| {
                    entry.object("query", |query| {
                        query
                            .hex("id", bits.rotate_left(17), 16)
                            .number("durationMs", duration)
                            .boolean("cacheHit", cached);
                        match reason {
                            Some(reason) => query.text("error", reason),
                            None => query.number("rows", rows),
                        };
                    });
                    entry.object("element", |element| {
                        element
                            .text("kind", choose(54, ["table", "pivot", "chart", "input-table"]))
                            .number("page", bits >> 56 & 7);
                    });
                });
            });
        }
        "EXPORTS" => {
            let format = choose(20, ["csv", "xlsx", "pdf", "json"]);
            let target = choose(22, ["download", "email", "s3", "slack"]);
            let rows = 1 + amount(24, 44);
            row.text(Column::ExportFormat as usize, format);
            row.text(Column::ExportTarget as usize, target);
            row.number(Column::ExportRows as usize, rows);
            row.json_with(Column::Entry as usize, |out| {
                Object::write(out, |entry| {
                    entry.object("export", |export| {
                        export
                            .text("format", format)
                            .text("destination", target)
                            .number("rows", rows);
                    });
                    match reason {
                        Some(reason) => entry.text("reason", reason),
                        None => entry.null("reason"),
                    };
                });
            });
        }
        "PUBLIC_API" => {
            let status = match reason {
                None => 200,
                Some("RATE_LIMITED") => 429,
                Some("INVALID_TOKEN") => 401,
                Some(_) => 404,
            };
            row.text(Column::Method as usize, choose(20, ["GET", "GET", "POST", "PATCH"]));
            row.number(Column::HttpStatus as usize, status);
            row.json_with(Column::Entry as usize, |out| {
                Object::write(out, |entry| {
                    entry
                        .number("status", status)
                        .hex("requestId", bits, 12)
                        .text("region", region);
                });
            });
        }
        "INPUT_TABLES" => row.number(Column::Affected as usize, 1 + amount(20, 44) % 500),
        "STORED_PROCEDURES" => {
            row.text(
                Column::Procedure as usize,
                choose(20, ["REFRESH_MARGIN", "CLOSE_MONTH", "SYNC_CRM", "RECALC_FORECAST"]),
            );
        }
        "AI_CONVERSATIONS" => row.text(
            Column::Model as usize,
            choose(20, ["assistant-small", "assistant-small", "assistant", "custom"]),
        ),
        "ACCOUNT_TYPE" => row.text(Column::AccountType as usize, account),
        _ => {}
    }
}

/// Appends a random UUID of version 4.
pub fn uuid(out: &mut String, random: &mut Random) {
    let (high, low) = (random.bits(), random.bits());
    hex(out, high >> 32, 8);
    out.push('-');
    hex(out, high >> 16, 4);
    out.push_str("-4");
    hex(out, high, 3);
    out.push_str("-a");
    hex(out, low >> 48, 3);
    out.push('-');
    hex(out, low, 12);
}
