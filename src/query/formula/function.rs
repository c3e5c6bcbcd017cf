//! The functions: the one table from which names are checked, completed, explained and evaluated.

use super::signature::{Gives, Slot, Takes, maybe, more, one};
use crate::value::Kind;

/// A function as its users know it.
#[derive(Debug)]
pub struct Function {
    pub name: &'static str,
    pub family: Family,
    /// One line for help.
    pub what: &'static str,
    pub example: &'static str,
    /// What the example comes to, as text; empty where that depends on the rows.
    pub comes_to: &'static str,
    pub(super) slots: &'static [Slot],
    pub(super) gives: Gives,
    pub(super) call: Call,
}

/// What functions are about, in the order of help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Logic,
    Text,
    Number,
    Time,
    List,
    /// Into tables beside the log.
    Lookup,
    /// Of the whole table, in the order of time; only in computed columns.
    Seen,
    /// Over the rows of a group; only in measures.
    Aggregate,
}

impl Family {
    /// All, in order.
    pub const ALL: [Self; 8] = [
        Self::Logic,
        Self::Text,
        Self::Number,
        Self::Time,
        Self::List,
        Self::Lookup,
        Self::Seen,
        Self::Aggregate,
    ];

    /// Its heading in help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Logic => "Conditions",
            Self::Text => "Text",
            Self::Number => "Numbers",
            Self::Time => "Times",
            Self::List => "Lists",
            Self::Lookup => "Other tables",
            Self::Seen => "What was seen before",
            Self::Aggregate => "Measures of groups",
        }
    }
}

/// What is done: evaluation knows functions by this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    If,
    Switch,
    Coalesce,
    IsNull,
    IsNotNull,
    In,
    Between,
    Contains,
    StartsWith,
    EndsWith,
    Lower,
    Upper,
    Trim,
    Left,
    Right,
    Mid,
    Len,
    Find,
    Concat,
    Replace,
    SplitPart,
    RegexpMatch,
    RegexpExtract,
    RegexpReplace,
    Text,
    Hash,
    Pseudonym,
    Number,
    Int,
    Abs,
    Round,
    Floor,
    Ceiling,
    Mod,
    Power,
    Sqrt,
    Greatest,
    Least,
    Date,
    DateParse,
    DateFormat,
    DateFromUnix,
    DateTrunc,
    DateAdd,
    DateDiff,
    DatePart,
    Part(Unit),
    WeekdayName,
    MonthName,
    ArrayLength,
    ArrayContains,
    ArrayElement,
    ArrayJoin,
    Lookup,
    LookupCount,
    FirstSeen,
    IsFirst,
    Aggregate(Aggregate),
}

/// How the rows of a group become one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    Count,
    CountIf,
    Distinct,
    Sum,
    Average,
    Min,
    Max,
    Percentile,
    Mode,
    First,
    Last,
}

/// Units of time that functions count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Year,
    Quarter,
    Month,
    Week,
    Day,
    Weekday,
    Hour,
    Minute,
    Second,
    Millisecond,
}

impl Unit {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Year, "year"),
        (Self::Quarter, "quarter"),
        (Self::Month, "month"),
        (Self::Week, "week"),
        (Self::Day, "day"),
        (Self::Weekday, "weekday"),
        (Self::Hour, "hour"),
        (Self::Minute, "minute"),
        (Self::Second, "second"),
        (Self::Millisecond, "millisecond"),
    ];

    /// The unit of this name, in any letter case, one or several.
    pub fn named(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let single = lower.strip_suffix('s').unwrap_or(&lower);
        let known = Self::ALL.iter().find(|(_, name)| *name == single);
        known.map(|&(unit, _)| unit)
    }

    /// The names of the units that `takes` accepts.
    pub fn names(takes: Takes) -> Vec<&'static str> {
        let fits = |unit: Self| takes == Takes::Part || unit != Self::Weekday;
        Self::ALL
            .iter()
            .filter(|&&(unit, _)| fits(unit))
            .map(|&(_, name)| name)
            .collect()
    }
}

/// The function of this name, in any letter case.
pub fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// The name as the table writes it, or as it is where the table has none.
pub(super) fn canonical(name: &str) -> String {
    find(name).map_or(name, |known| known.name).to_owned()
}

/// Whether the argument of a function at this position names columns of another table.
pub(super) fn looks_beside(name: &str, at: usize) -> bool {
    match find(name).map(|function| function.call) {
        Some(Call::Lookup) => at.is_multiple_of(2),
        Some(Call::LookupCount) => !at.is_multiple_of(2),
        _ => false,
    }
}

/// What other tools call some of these.
pub(super) const ELSEWHERE: [(&str, &str); 32] = [
    ("iff", "If"),
    ("iif", "If"),
    ("case", "Switch"),
    ("nvl", "Coalesce"),
    ("ifnull", "Coalesce"),
    ("substr", "Mid"),
    ("substring", "Mid"),
    ("length", "Len"),
    ("split", "SplitPart"),
    ("regexp_extract", "RegexpExtract"),
    ("regex", "RegexpMatch"),
    ("like", "RegexpMatch"),
    ("sha256", "Hash"),
    ("md5", "Hash"),
    ("string", "Text"),
    ("cast", "Text"),
    ("average", "Avg"),
    ("mean", "Avg"),
    ("distinct", "CountDistinct"),
    ("datetrunc", "DateTrunc"),
    ("date_trunc", "DateTrunc"),
    ("strftime", "DateFormat"),
    ("percentilecont", "Percentile"),
    ("percentiledisc", "Percentile"),
    ("zn", "Coalesce"),
    ("ilike", "RegexpMatch"),
    ("ltrim", "Trim"),
    ("rtrim", "Trim"),
    ("count_if", "CountIf"),
    ("makedate", "Date"),
    ("vlookup", "Lookup"),
    ("xlookup", "Lookup"),
];

macro_rules! functions {
    ($($family:ident { $($name:ident($($slot:expr),*) -> $gives:expr, $call:expr, $what:literal, $example:literal = $comes_to:literal;)* })*) => {
        /// All functions, by family.
        pub static FUNCTIONS: &[Function] = &[$($(Function {
            name: stringify!($name),
            family: Family::$family,
            what: $what,
            example: $example,
            comes_to: $comes_to,
            slots: &[$($slot),*],
            gives: $gives,
            call: $call,
        }),*),*];
    };
}

const BOOLEAN: Gives = Gives::Kind(Kind::Boolean);
const TEXT: Gives = Gives::Kind(Kind::Text);
const WHOLE: Gives = Gives::Kind(Kind::Integer);
const REAL: Gives = Gives::Kind(Kind::Number);
const TIME: Gives = Gives::Kind(Kind::Time);
const PART: Slot = one("time", Takes::Time);

functions! {
    Logic {
        If(one("condition", Takes::Boolean), one("then", Takes::Same), more("otherwise", Takes::Same)) -> Gives::Same, Call::If,
            "The value after the first condition that holds; more conditions and values may follow, and last a value for all else, null if left out.",
            r#"If(3 > 2, "more", "less")"# = "more";
        Switch(one("value", Takes::Same), one("case", Takes::Same), one("then", Takes::Same), more("otherwise", Takes::Same)) -> Gives::Same, Call::Switch,
            "The value after the case that equals the first; more cases and values may follow, and last a value for all else, null if left out.",
            r#"Switch(2, 1, "one", 2, "two", "many")"# = "two";
        Coalesce(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Coalesce,
            "The first value that is not null.", r#"Coalesce(null, "unknown")"# = "unknown";
        IsNull(one("value", Takes::Any)) -> BOOLEAN, Call::IsNull, "Whether there is no value; also written `x is null`.", "IsNull(null)" = "true";
        IsNotNull(one("value", Takes::Any)) -> BOOLEAN, Call::IsNotNull, "Whether there is a value; also written `x is not null`.", "IsNotNull(1)" = "true";
        In(one("value", Takes::Same), one("option", Takes::Same), more("option", Takes::Same)) -> BOOLEAN, Call::In,
            "Whether the value equals one of the others; also written `x in (a, b)`.", r#"In("b", "a", "b")"# = "true";
        Between(one("value", Takes::Same), one("low", Takes::Same), one("high", Takes::Same)) -> BOOLEAN, Call::Between,
            "Whether the value lies between the two others, both included.", "Between(5, 1, 5)" = "true";
    }
    Text {
        Contains(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::Contains,
            "Whether the text holds the part, in this letter case.", r#"Contains("user.login", "login")"# = "true";
        StartsWith(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::StartsWith,
            "Whether the text begins with the part, in this letter case.", r#"StartsWith("10.0.0.7", "10.")"# = "true";
        EndsWith(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::EndsWith,
            "Whether the text ends with the part, in this letter case.", r#"EndsWith("ann@example.com", "@example.org")"# = "false";
        Lower(one("text", Takes::Text)) -> TEXT, Call::Lower, "In small letters: for comparing without letter case.", r#"Lower("Ann@Example.COM")"# = "ann@example.com";
        Upper(one("text", Takes::Text)) -> TEXT, Call::Upper, "In capital letters.", r#"Upper("Failure")"# = "FAILURE";
        Trim(one("text", Takes::Text)) -> TEXT, Call::Trim, "Without blanks at both ends.", r#"Trim("  x ")"# = "x";
        Left(one("text", Takes::Text), one("length", Takes::Whole)) -> TEXT, Call::Left, "So many characters from the beginning.", r#"Left("2026-01-05", 4)"# = "2026";
        Right(one("text", Takes::Text), one("length", Takes::Whole)) -> TEXT, Call::Right, "So many characters from the end.", r#"Right("report.csv", 3)"# = "csv";
        Mid(one("text", Takes::Text), one("start", Takes::Whole), maybe("length", Takes::Whole)) -> TEXT, Call::Mid,
            "Characters from a place on, the first being 1; to the end where no length is given.", r#"Mid("2026-01-05", 6, 2)"# = "01";
        Len(one("text", Takes::Text)) -> WHOLE, Call::Len, "How many characters.", r#"Len("Zürich")"# = "6";
        Find(one("text", Takes::Text), one("part", Takes::Text)) -> WHOLE, Call::Find,
            "Where the part begins in the text, the first character being 1; 0 where it does not.", r#"Find("a@b", "@")"# = "2";
        Concat(one("value", Takes::Scalar), more("value", Takes::Scalar)) -> TEXT, Call::Concat,
            "All one after the other, as text; also written `a & b`. Null where one is null.", r#"Concat("row ", 7)"# = "row 7";
        Replace(one("text", Takes::Text), one("old", Takes::Text), one("new", Takes::Text)) -> TEXT, Call::Replace,
            "With every old part replaced.", r#"Replace("a-b-c", "-", "/")"# = "a/b/c";
        SplitPart(one("text", Takes::Text), one("separator", Takes::Text), one("number", Takes::Whole)) -> TEXT, Call::SplitPart,
            "One of the parts between separators, counted from 1, or from the end by negative numbers; null where there are not so many.",
            r#"SplitPart("ann@example.com", "@", -1)"# = "example.com";
        RegexpMatch(one("text", Takes::Text), one("pattern", Takes::Pattern)) -> BOOLEAN, Call::RegexpMatch,
            "Whether a regular expression matches anywhere; (?i) at its beginning sets letter case aside.", r#"RegexpMatch("GetObject", "^(Get|List)")"# = "true";
        RegexpExtract(one("text", Takes::Text), one("pattern", Takes::Pattern), maybe("number", Takes::Whole)) -> TEXT, Call::RegexpExtract,
            "What the first group of a regular expression matches, or all of it where it has no group; a number asks for a later match.",
            r#"RegexpExtract("id=42;", "id=(\d+)")"# = "42";
        RegexpReplace(one("text", Takes::Text), one("pattern", Takes::Pattern), one("new", Takes::Text)) -> TEXT, Call::RegexpReplace,
            "With every match replaced; $1 or \\1 in the new text is the first group.", r#"RegexpReplace("10.2.3.4", "\d+$", "0")"# = "10.2.3.0";
        Text(one("value", Takes::Scalar)) -> TEXT, Call::Text, "As text; times in the zone on display.", "Text(1.50)" = "1.5";
        Hash(one("value", Takes::Scalar), maybe("key", Takes::Text)) -> TEXT, Call::Hash,
            "SHA-256 in 64 hexadecimal digits; with a key HMAC-SHA256, which nobody can work out without the key.",
            r#"Left(Hash("abc"), 8)"# = "ba7816bf";
        Pseudonym(one("value", Takes::Scalar), one("key", Takes::Text)) -> TEXT, Call::Pseudonym,
            "A short name of 16 letters and digits in place of the value, the same for the same value and key: for logs that are handed on.",
            r#"Pseudonym("ann@example.com", "secret")"# = "x2wfosh6rapsctvi";
    }
    Number {
        Number(one("value", Takes::Scalar)) -> REAL, Call::Number, "The number that a text says; null where it is none. true is 1, false 0.", r#"Number("2.50")"# = "2.5";
        Int(one("value", Takes::Scalar)) -> WHOLE, Call::Int, "The whole number that a text says, or a number without its fraction; exact to 19 digits.", r#"Int("9007199254740993")"# = "9007199254740993";
        Abs(one("number", Takes::Numeric)) -> Gives::First, Call::Abs, "Without its sign.", "Abs(-3)" = "3";
        Round(one("number", Takes::Numeric), maybe("digits", Takes::Whole)) -> Gives::First, Call::Round,
            "Rounded to so many digits after the point, none if left out; halves away from zero.", "Round(2.345, 2)" = "2.35";
        Floor(one("number", Takes::Numeric)) -> Gives::First, Call::Floor, "The whole number at or below.", "Floor(-1.5)" = "-2";
        Ceiling(one("number", Takes::Numeric)) -> Gives::First, Call::Ceiling, "The whole number at or above.", "Ceiling(1.2)" = "2";
        Mod(one("number", Takes::Numeric), one("by", Takes::Numeric)) -> Gives::Wider, Call::Mod, "What a division leaves over, with the sign of the first; also written `a % b`.", "Mod(7, 3)" = "1";
        Power(one("number", Takes::Real), one("exponent", Takes::Real)) -> REAL, Call::Power, "To the power of.", "Power(2, 10)" = "1024";
        Sqrt(one("number", Takes::Real)) -> REAL, Call::Sqrt, "The square root; null of a negative number.", "Sqrt(2.25)" = "1.5";
        Greatest(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Greatest, "The greatest of these; nulls are left out.", "Greatest(3, 8, null)" = "8";
        Least(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Least, "The least of these; nulls are left out.", "Least(3, 8)" = "3";
    }
    Time {
        Date(one("value", Takes::Moment)) -> TIME, Call::Date,
            "The time that a text says, in any form that logs use; in the zone on display where it names none. Null where it is none.",
            r#"DatePart("hour", Date("2026-01-05T14:03Z"))"# = "14";
        DateParse(one("text", Takes::Text), maybe("format", Takes::Format)) -> TIME, Call::DateParse,
            "The time that a text says in this format: %Y %m %d %H %I %p %M %S %f %b %B %y %z.",
            r#"Day(DateParse("05/Jan/2026", "%d/%b/%Y"))"# = "5";
        DateFormat(PART, one("format", Takes::Format)) -> TEXT, Call::DateFormat,
            "The time as text in this format: %Y %m %d %H %I %p %M %S %f %b %B %a %A %y %z.",
            r#"DateFormat(Date("2026-01-05"), "%d.%m.%Y")"# = "05.01.2026";
        DateFromUnix(one("seconds", Takes::Numeric)) -> TIME, Call::DateFromUnix, "The time so many seconds after the beginning of 1970, UTC.", "Text(DateFromUnix(86400.5))" = "1970-01-02 00:00:00.5";
        DateTrunc(one("unit", Takes::Unit), PART) -> TIME, Call::DateTrunc,
            "The beginning of the year, quarter, month, week (Monday), day, hour, minute or second that holds the time.",
            r#"Text(DateTrunc("month", Date("2026-03-29 14:03")))"# = "2026-03-01 00:00:00";
        DateAdd(one("unit", Takes::Unit), one("amount", Takes::Whole), PART) -> TIME, Call::DateAdd,
            "So many units later, or earlier by a negative number; days and more by the calendar, hours and less by the clock.",
            r#"Text(DateAdd("month", 1, Date("2026-01-31")))"# = "2026-02-28 00:00:00";
        DateDiff(one("unit", Takes::Unit), one("from", Takes::Time), one("to", Takes::Time)) -> WHOLE, Call::DateDiff,
            "How many beginnings of this unit lie between two times.", r#"DateDiff("day", Date("2026-01-05 23:59"), Date("2026-01-06 00:01"))"# = "1";
        DatePart(one("unit", Takes::Part), PART) -> WHOLE, Call::DatePart,
            "Year, quarter, month, week (ISO), day, weekday, hour, minute, second or millisecond as a number.", r#"DatePart("week", Date("2026-01-05"))"# = "2";
        Year(PART) -> WHOLE, Call::Part(Unit::Year), "The year.", r#"Year(Date("2026-01-05"))"# = "2026";
        Quarter(PART) -> WHOLE, Call::Part(Unit::Quarter), "1 to 4.", r#"Quarter(Date("2026-05-01"))"# = "2";
        Month(PART) -> WHOLE, Call::Part(Unit::Month), "1 to 12.", r#"Month(Date("2026-05-01"))"# = "5";
        Day(PART) -> WHOLE, Call::Part(Unit::Day), "The day of the month, 1 to 31.", r#"Day(Date("2026-05-17"))"# = "17";
        Weekday(PART) -> WHOLE, Call::Part(Unit::Weekday), "1 for Sunday to 7 for Saturday.", r#"Weekday(Date("2026-01-05"))"# = "2";
        Hour(PART) -> WHOLE, Call::Part(Unit::Hour), "0 to 23.", r#"Hour(Date("2026-01-05 14:03"))"# = "14";
        Minute(PART) -> WHOLE, Call::Part(Unit::Minute), "0 to 59.", r#"Minute(Date("2026-01-05 14:03"))"# = "3";
        Second(PART) -> WHOLE, Call::Part(Unit::Second), "0 to 59.", r#"Second(Date("2026-01-05 14:03:22"))"# = "22";
        WeekdayName(PART) -> TEXT, Call::WeekdayName, "Sunday to Saturday.", r#"WeekdayName(Date("2026-01-05"))"# = "Monday";
        MonthName(PART) -> TEXT, Call::MonthName, "January to December.", r#"MonthName(Date("2026-01-05"))"# = "January";
    }
    List {
        ArrayLength(one("list", Takes::List)) -> WHOLE, Call::ArrayLength, "How many elements.", "ArrayLength([tags])" = "";
        ArrayContains(one("list", Takes::List), one("text", Takes::Text)) -> BOOLEAN, Call::ArrayContains, "Whether an element is exactly this text.", r#"ArrayContains([tags], "admin")"# = "";
        ArrayElement(one("list", Takes::List), one("number", Takes::Whole)) -> TEXT, Call::ArrayElement,
            "One of the elements, counted from 1, or from the end by negative numbers; null where there are not so many.", "ArrayElement([tags], 1)" = "";
        ArrayJoin(one("list", Takes::List), one("separator", Takes::Text)) -> TEXT, Call::ArrayJoin, "All elements as one text.", r#"ArrayJoin([tags], ", ")"# = "";
    }
    Lookup {
        Lookup(one("[table/column]", Takes::Any), one("key", Takes::Any), one("[table/key]", Takes::Any), more("key, [table/key]", Takes::Any)) -> Gives::First, Call::Lookup,
            "The value in another table's first row whose key equals this row's, null where none does. Lower(…) around both keys sets letter case aside.",
            "Lookup([roster/department], Lower([User Email]), Lower([roster/email]))" = "";
        LookupCount(one("key", Takes::Any), one("[table/key]", Takes::Any), more("key, [table/key]", Takes::Any)) -> WHOLE, Call::LookupCount,
            "How many rows of another table have this row's key; 0 where the key is null.",
            "LookupCount([User Email], [roster/email]) > 1" = "";
    }
    Seen {
        FirstSeen(one("column", Takes::Any), more("column", Takes::Any)) -> TIME, Call::FirstSeen,
            "When this row’s value, or combination of values, is seen for the first time in the whole table; only in computed columns.",
            "FirstSeen([User Email], [method])" = "";
        IsFirst(one("column", Takes::Any), more("column", Takes::Any)) -> BOOLEAN, Call::IsFirst,
            "Whether this row is the first with its value, or combination of values; only in computed columns.", "IsFirst([User Email])" = "";
    }
    Aggregate {
        Count(maybe("value", Takes::Any)) -> WHOLE, Call::Aggregate(Aggregate::Count), "Rows; with a column, rows in which it has a value.", "Count()" = "";
        CountIf(one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> WHOLE, Call::Aggregate(Aggregate::CountIf),
            "Rows for which all conditions hold.", r#"CountIf([Event Status] = "FAILURE") / Count()"# = "";
        CountDistinct(one("value", Takes::Any)) -> WHOLE, Call::Aggregate(Aggregate::Distinct), "Different values; of lists different elements.", "CountDistinct([User Email])" = "";
        CountDistinctIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> WHOLE, Call::Aggregate(Aggregate::Distinct),
            "Different values in rows for which all conditions hold.", r#"CountDistinctIf([User Email], Hour([Event Time]) < 6)"# = "";
        Sum(one("number", Takes::Numeric)) -> Gives::First, Call::Aggregate(Aggregate::Sum), "Added up; null where there is nothing to add.", "Sum([bytes]) / 1024" = "";
        SumIf(one("number", Takes::Numeric), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::First, Call::Aggregate(Aggregate::Sum),
            "Added up over rows for which all conditions hold.", r#"SumIf([bytes], [method] = "GET")"# = "";
        Avg(one("number", Takes::Numeric)) -> REAL, Call::Aggregate(Aggregate::Average), "The mean.", "Round(Avg([duration]), 1)" = "";
        AvgIf(one("number", Takes::Numeric), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> REAL, Call::Aggregate(Aggregate::Average),
            "The mean over rows for which all conditions hold.", "AvgIf([duration], [duration] > 0)" = "";
        Min(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Min), "The least value, or the earliest time.", "Min([Event Time])" = "";
        MinIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::Element, Call::Aggregate(Aggregate::Min),
            "The least value in rows for which all conditions hold.", r#"MinIf([Event Time], [Event Status] = "FAILURE")"# = "";
        Max(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Max), "The greatest value, or the latest time.", r#"DateDiff("day", Min([Event Time]), Max([Event Time]))"# = "";
        Median(one("value", Takes::Middle)) -> Gives::Middle, Call::Aggregate(Aggregate::Percentile), "The middle of numbers or times.", "Median([duration])" = "";
        Percentile(one("value", Takes::Middle), one("percent", Takes::Percent)) -> Gives::Middle, Call::Aggregate(Aggregate::Percentile),
            "The number or time below which so many percent lie, 0 to 100.", "Percentile([duration], 95)" = "";
        Mode(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Mode), "The most frequent value.", "Mode([method])" = "";
        First(one("value", Takes::Any), one("time", Takes::Time)) -> Gives::Element, Call::Aggregate(Aggregate::First),
            "The value in the earliest row.", "First([Event Status], [Event Time])" = "";
        Last(one("value", Takes::Any), one("time", Takes::Time)) -> Gives::Element, Call::Aggregate(Aggregate::Last),
            "The value in the latest row.", "Last([Event Status], [Event Time])" = "";
        MaxIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::Element, Call::Aggregate(Aggregate::Max),
            "The greatest value in rows for which all conditions hold.", r#"MaxIf([Event Time], [Event Status] = "FAILURE")"# = "";
    }
}
