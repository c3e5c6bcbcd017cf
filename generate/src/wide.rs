//! A log of 24 columns in upper case for benches: long names, free text, nested details, slices of time in shuffled order.

use super::Source;
use super::calendar::{Calendar, Stamper};
use super::event::uuid;
use super::people::{Document, Person, TEAMS, agents, documents, people};
use super::random::{Random, Weighted};
use super::row::{Object, Row, decimal};
use std::fmt::Write;

const COLUMNS: [&str; 24] = [
    "EVENT_ID",
    "EVENT_TIME",
    "EVENT_TYPE",
    "EVENT_NAME",
    "ACTOR_ID",
    "ACTOR_EMAIL",
    "ACTOR_TYPE",
    "SOURCE_IP",
    "GEO_COUNTRY",
    "USER_AGENT",
    "SESSION_ID",
    "STATUS",
    "ERROR_CODE",
    "ERROR_MESSAGE",
    "TARGET_TYPE",
    "TARGET_ID",
    "TARGET_NAME",
    "TEAM_NAME",
    "CONNECTION_NAME",
    "DOCUMENT_PATH",
    "ORG_SLUG",
    "DURATION_MS",
    "ROWS_RETURNED",
    "EVENT_DETAILS",
];

/// Events that stand together in time; slices themselves come in shuffled order, as a parallel unload writes them.
const SLICE: u64 = 16_384;
/// 2026-01-01T00:00:00Z.
const START: u64 = 1_767_225_600_000;

/// What an event is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Session,
    Document,
    Connection,
    Team,
    Person,
}

struct Type {
    name: &'static str,
    weight: f64,
    failure: f64,
    target: (Target, &'static str),
    events: &'static [&'static str],
}

const fn of(
    name: &'static str,
    weight: f64,
    failure: f64,
    target: (Target, &'static str),
    events: &'static [&'static str],
) -> Type {
    Type {
        name,
        weight,
        failure,
        target,
        events,
    }
}

static TYPES: [Type; 11] = [
    of(
        "ACCESS_SIGMA",
        34.0,
        0.05,
        (Target::Session, "SESSION"),
        &[
            "Sign in",
            "Sign out",
            "Refresh session",
            "Exchange token",
            "Change organization",
        ],
    ),
    of(
        "DOCUMENTS",
        30.0,
        0.012,
        (Target::Document, "WORKBOOK"),
        &[
            "Open workbook",
            "Edit workbook",
            "Export workbook",
            "Create workbook",
            "Share workbook",
            "Publish workbook",
            "Copy workbook",
            "Restore version",
            "Delete workbook",
        ],
    ),
    of(
        "EMBED",
        12.0,
        0.03,
        (Target::Document, "EMBED"),
        &["Show embed", "Create embed", "Export from embed", "Rotate embed key"],
    ),
    of(
        "DATA_QUERY",
        11.0,
        0.06,
        (Target::Document, "QUERY"),
        &["Run query", "Cancel query", "Materialize", "Download result"],
    ),
    of(
        "CONNECTIONS",
        4.0,
        0.14,
        (Target::Connection, "CONNECTION"),
        &[
            "Test connection",
            "Edit connection",
            "Sync schema",
            "Create connection",
            "Grant access",
            "Revoke access",
        ],
    ),
    of(
        "USER_ACCOUNTS",
        3.0,
        0.02,
        (Target::Person, "USER"),
        &[
            "Invite user",
            "Change account type",
            "Reset password",
            "Deactivate user",
            "Require second factor",
        ],
    ),
    of(
        "TEAMS",
        2.5,
        0.01,
        (Target::Team, "TEAM"),
        &["Add member", "Remove member", "Create team", "Rename team"],
    ),
    of(
        "DATASETS",
        1.5,
        0.02,
        (Target::Document, "DATASET"),
        &["Edit dataset", "Create dataset", "Delete dataset"],
    ),
    of(
        "PERMISSIONS",
        1.2,
        0.015,
        (Target::Document, "GRANT"),
        &["Create grant", "Delete grant", "Transfer ownership"],
    ),
    of(
        "ACCOUNT_TYPES",
        0.5,
        0.01,
        (Target::Person, "ACCOUNT_TYPE"),
        &["Edit account type", "Create account type"],
    ),
    of(
        "API_CREDENTIALS",
        0.3,
        0.08,
        (Target::Person, "CREDENTIAL"),
        &["Use credentials", "Create credentials", "Delete credentials"],
    ),
];

/// The stream of rows.
pub struct Wide {
    rows: u64,
    seed: u64,
    slices: std::vec::IntoIter<u64>,
    times: std::vec::IntoIter<u64>,
    random: Random,
    calendar: Calendar,
    stamper: Stamper,
    types: Weighted,
    persons: Weighted,
    people: Vec<Person>,
    documents: Vec<Document>,
    connections: Vec<String>,
}

impl Wide {
    /// So many rows of this seed. Event times differ from one another, unless there are more rows than milliseconds in busy hours.
    pub fn new(rows: u64, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let agents = agents(&mut random);
        let people = people(&mut random, (rows / 20).clamp(200, 5000) as usize, &agents);
        let documents = documents(&mut random, (rows / 10).clamp(500, 40_000) as usize);
        let mut slices: Vec<u64> = (0..rows.div_ceil(SLICE)).collect();
        random.shuffle(&mut slices);
        let stores = ["Snowflake", "BigQuery", "Databricks", "Redshift", "Postgres"];
        let places = ["prod", "staging", "finance", "\"EU, restricted\"", "lab"];
        let connections = stores
            .iter()
            .flat_map(|store| places.iter().map(move |place| format!("{store} {place} primary")))
            .collect();
        Self {
            rows,
            seed,
            slices: slices.into_iter(),
            times: Vec::new().into_iter(),
            random,
            calendar: Calendar::new(START, 180, |_| 1.0),
            stamper: Stamper::default(),
            types: Weighted::new(TYPES.iter().map(|of| of.weight)),
            persons: Weighted::zipf(people.len()),
            people,
            documents,
            connections,
        }
    }

    /// The times of a slice: ascending but for a little disorder among neighbours.
    fn slice(&mut self, slice: u64) -> Vec<u64> {
        self.random = Random::new(self.seed.wrapping_mul(1_000_003).wrapping_add(slice));
        let mut last = 0;
        let span = slice * SLICE..self.rows.min((slice + 1) * SLICE);
        let mut times: Vec<u64> = span
            .map(|index| {
                let share = (index as f64 + self.random.unit()) / self.rows as f64;
                last = self.calendar.moment(share).max(last + 1);
                last
            })
            .collect();
        for few in times.chunks_mut(8) {
            if self.random.chance(0.5) {
                self.random.shuffle(few);
            }
        }
        times
    }

    fn fill(&mut self, millis: u64, row: &mut Row) {
        let Self {
            random,
            people,
            documents,
            connections,
            ..
        } = self;
        let of = &TYPES[self.types.choose(random)];
        let person = &people[self.persons.choose(random)];
        let document = random.pick_early(documents);
        let failed = random.chance(of.failure);
        let bits = random.bits();
        row.text_with(0, |out| uuid(out, random));
        row.text_with(1, |out| self.stamper.write(out, millis));
        row.text(2, of.name);
        row.text(3, random.pick_early::<&str>(of.events));
        row.text(4, &person.id);
        row.text(5, &person.email);
        row.text(
            6,
            if person.service {
                "SERVICE_ACCOUNT"
            } else if person.account == "Lite" {
                "EMBED_USER"
            } else {
                "USER"
            },
        );
        row.text(7, random.pick_early::<String>(&person.ips));
        row.text(8, person.country);
        row.text(9, &person.agent);
        row.text_with(10, |out| {
            out.push_str(&person.id[..13]);
            out.push('-');
            decimal(out, millis / 14_400_000 % 1080, 1);
        });
        row.text(11, if failed { "FAILURE" } else { "SUCCESS" });
        if failed {
            failure(bits, person, document, row);
        }
        row.text(14, of.target.1);
        let connection = random.pick_early::<String>(connections);
        let team = TEAMS[(bits >> 40 & 0xff) as usize % TEAMS.len()];
        let connected = matches!(of.name, "CONNECTIONS" | "DATA_QUERY" | "DATASETS");
        match of.target.0 {
            Target::Session => {}
            Target::Document => {
                row.text(15, &document.id);
                row.text(16, &document.name);
                row.text(19, &document.path);
            }
            Target::Connection => {
                row.text_with(15, |out| numbered(out, "conn-", connection.len() as u64 * 37 % 50));
                row.text(16, connection);
            }
            Target::Team => {
                row.text_with(15, |out| numbered(out, "team-", bits >> 40 & 0xff));
                row.text(16, team);
            }
            Target::Person => {
                let other = &people[self.persons.choose(random)];
                row.text(15, &other.id);
                row.text(16, &other.email);
            }
        }
        if matches!(of.name, "TEAMS" | "PERMISSIONS" | "USER_ACCOUNTS") || bits >> 48 & 7 == 0 {
            row.text(17, team);
        }
        if connected {
            row.text(18, connection);
        }
        row.text(
            20,
            if bits >> 51 & 7 == 0 {
                "northwind-emea"
            } else {
                "northwind"
            },
        );
        if bits >> 54 & 15 > 1 {
            let least = 20 << random.below(8);
            row.number(21, (least + random.below(least)) as u64);
        }
        if of.name == "DATA_QUERY" || (of.name == "DOCUMENTS" && bits >> 58 & 1 == 0) {
            row.number(22, (bits & 0xf_ffff) >> (bits >> 20 & 15));
        }
        row.json_with(23, |out| details(of, bits, failed, connected, out));
    }
}

impl Source for Wide {
    fn columns(&self) -> &'static [&'static str] {
        &COLUMNS
    }

    fn next(&mut self, row: &mut Row) -> bool {
        loop {
            if let Some(millis) = self.times.next() {
                self.fill(millis, row);
                return true;
            }
            let Some(slice) = self.slices.next() else { return false };
            self.times = self.slice(slice).into_iter();
        }
    }
}

fn numbered(out: &mut String, prefix: &str, number: u64) {
    out.push_str(prefix);
    decimal(out, number, 4);
}

/// Error code and message.
fn failure(bits: u64, person: &Person, document: &Document, row: &mut Row) {
    let (small, large) = (1 + (bits & 3), bits >> 2 & 0x3fff);
    let code = [
        "AUTH_401",
        "AUTH_403",
        "CONN_TIMEOUT",
        "CONN_TLS",
        "SQL_COMPILE",
        "QUOTA",
        "NOT_FOUND",
        "SCIM_SYNC",
    ][(bits >> 16 & 7) as usize];
    row.text(12, code);
    row.text_with(13, |out| {
        let written = match code {
            "AUTH_401" => write!(out, "Sign-in refused: the Okta assertion was {large} s too old"),
            "AUTH_403" => write!(
                out,
                "{} is in no team that the policy \"{}\" allows",
                person.email, person.team
            ),
            "CONN_TIMEOUT" => write!(
                out,
                "No answer from the warehouse after {large} ms, attempt {small} of 5"
            ),
            "CONN_TLS" => write!(
                out,
                "TLS handshake broken off: certificate at depth {small} has expired"
            ),
            "SQL_COMPILE" => write!(
                out,
                "SQL error in line {small}, column {large}:\nunknown identifier 'T{large}.MARGIN'"
            ),
            "QUOTA" => write!(
                out,
                "More than {large},000 rows; narrow the filter, or ask an administrator"
            ),
            "NOT_FOUND" => write!(out, "Document {} is gone or in the trash", document.id),
            _ => write!(
                out,
                "Provisioning of {} from Okta stopped: no attribute 'department'",
                person.email
            ),
        };
        written.expect("a String takes all that is written to it");
    });
}

/// Two levels of detail, three to eight keys.
fn details(of: &Type, bits: u64, failed: bool, connected: bool, out: &mut String) {
    let choose = |shift: u32, several: [&'static str; 4]| several[(bits >> shift & 3) as usize];
    Object::write(out, |top| {
        top.hex("request_id", bits, 12).text(
            "region",
            choose(0, ["us-east-1", "us-west-2", "eu-west-1", "ap-south-1"]),
        );
        match of.target.0 {
            Target::Session => {
                let provider = choose(2, ["okta", "entra", "google", "password"]);
                let method = if provider == "password" { "password" } else { "saml" };
                top.object("auth", |auth| {
                    auth.text("method", method)
                        .text("provider", provider)
                        .boolean("mfa", bits >> 10 & 1 == 1);
                });
            }
            _ => {
                top.object("client", |client| {
                    client.text("app", choose(2, ["web", "api", "embed", "mobile"]));
                    client.text("version", choose(5, ["2026.1.4", "2026.2.0", "2026.2.11", "2026.3.1"]));
                });
            }
        }
        if of.target.0 == Target::Document {
            top.object("element", |element| {
                element
                    .text("kind", choose(13, ["table", "pivot", "chart", "input-table"]))
                    .number("page", bits >> 15 & 7);
            });
        }
        if connected {
            top.object("warehouse", |warehouse| {
                warehouse
                    .text("name", choose(17, ["WH_XS", "WH_S", "WH_M", "WH_L"]))
                    .number("queue_ms", bits >> 19 & 511);
                warehouse.boolean("cached", bits >> 6 & 1 == 1);
            });
        }
        if matches!(of.name, "PERMISSIONS" | "TEAMS" | "USER_ACCOUNTS" | "ACCOUNT_TYPES") {
            let roles = ["Viewer", "Creator", "Admin", "Lite"];
            top.object("changes", |changes| {
                changes
                    .text("field", choose(13, ["role", "name", "access", "owner"]))
                    .text("from", choose(15, roles))
                    .text("to", choose(17, roles));
            });
        }
        if bits >> 28 & 3 == 0 {
            top.list(
                "labels",
                if bits >> 30 & 1 == 0 {
                    &["pii"]
                } else {
                    &["pii", "finance"]
                },
            );
        }
        if failed {
            top.number("retry", bits >> 21 & 3).object("trace", |trace| {
                trace.hex("span", bits >> 24, 8).boolean("sampled", bits >> 1 & 1 == 1);
            });
        }
    });
}
