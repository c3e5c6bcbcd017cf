//! The functions: the one table from which names are checked, completed, explained and evaluated.

use super::signature::{Gives, Slot, Takes, maybe, more, one};
use crate::query::Bucket;
use crate::value::Kind;
use crate::words;

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
            Self::Logic => words::functions::FAMILY_LOGIC,
            Self::Text => words::functions::FAMILY_TEXT,
            Self::Number => words::functions::FAMILY_NUMBER,
            Self::Time => words::functions::FAMILY_TIME,
            Self::List => words::functions::FAMILY_LIST,
            Self::Lookup => words::functions::FAMILY_LOOKUP,
            Self::Seen => words::functions::FAMILY_SEEN,
            Self::Aggregate => words::functions::FAMILY_AGGREGATE,
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

impl Call {
    /// What the values are that it works on, where that is numbers, times or lists.
    pub fn about(self) -> Family {
        match self {
            Self::Number
            | Self::Int
            | Self::Abs
            | Self::Round
            | Self::Floor
            | Self::Ceiling
            | Self::Mod
            | Self::Power
            | Self::Sqrt => Family::Number,
            Self::Date
            | Self::DateParse
            | Self::DateFormat
            | Self::DateFromUnix
            | Self::DateTrunc
            | Self::DateAdd
            | Self::DateDiff
            | Self::DatePart
            | Self::Part(_)
            | Self::WeekdayName
            | Self::MonthName => Family::Time,
            Self::ArrayLength | Self::ArrayContains | Self::ArrayElement | Self::ArrayJoin => Family::List,
            _ => Family::Text,
        }
    }
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
    /// The bucket that begins where the unit does; days of the week begin as days.
    pub fn bucket(self) -> Bucket {
        match self {
            Self::Year => Bucket::Year,
            Self::Quarter => Bucket::Quarter,
            Self::Month => Bucket::Month,
            Self::Week => Bucket::Week,
            Self::Day | Self::Weekday => Bucket::Day,
            Self::Hour => Bucket::Hour,
            Self::Minute => Bucket::Minute,
            Self::Second => Bucket::Second,
            Self::Millisecond => Bucket::Millisecond,
        }
    }

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
    ($($family:ident { $($name:ident($($slot:expr),*) -> $gives:expr, $call:expr, $what:expr, $example:literal = $comes_to:literal;)* })*) => {
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
            words::functions::IF,
            r#"If(3 > 2, "more", "less")"# = "more";
        Switch(one("value", Takes::Same), one("case", Takes::Same), one("then", Takes::Same), more("otherwise", Takes::Same)) -> Gives::Same, Call::Switch,
            words::functions::SWITCH,
            r#"Switch(2, 1, "one", 2, "two", "many")"# = "two";
        Coalesce(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Coalesce,
            words::functions::COALESCE, r#"Coalesce(null, "unknown")"# = "unknown";
        IsNull(one("value", Takes::Any)) -> BOOLEAN, Call::IsNull, words::functions::IS_NULL, "IsNull(null)" = "true";
        IsNotNull(one("value", Takes::Any)) -> BOOLEAN, Call::IsNotNull, words::functions::IS_NOT_NULL, "IsNotNull(1)" = "true";
        In(one("value", Takes::Same), one("option", Takes::Same), more("option", Takes::Same)) -> BOOLEAN, Call::In,
            words::functions::IN, r#"In("b", "a", "b")"# = "true";
        Between(one("value", Takes::Same), one("low", Takes::Same), one("high", Takes::Same)) -> BOOLEAN, Call::Between,
            words::functions::BETWEEN, "Between(5, 1, 5)" = "true";
    }
    Text {
        Contains(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::Contains,
            words::functions::CONTAINS, r#"Contains("user.login", "login")"# = "true";
        StartsWith(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::StartsWith,
            words::functions::STARTS_WITH, r#"StartsWith("10.0.0.7", "10.")"# = "true";
        EndsWith(one("text", Takes::Text), one("part", Takes::Text)) -> BOOLEAN, Call::EndsWith,
            words::functions::ENDS_WITH, r#"EndsWith("ann@example.com", "@example.org")"# = "false";
        Lower(one("text", Takes::Text)) -> TEXT, Call::Lower, words::functions::LOWER, r#"Lower("Ann@Example.COM")"# = "ann@example.com";
        Upper(one("text", Takes::Text)) -> TEXT, Call::Upper, words::functions::UPPER, r#"Upper("Failure")"# = "FAILURE";
        Trim(one("text", Takes::Text)) -> TEXT, Call::Trim, words::functions::TRIM, r#"Trim("  x ")"# = "x";
        Left(one("text", Takes::Text), one("length", Takes::Whole)) -> TEXT, Call::Left, words::functions::LEFT, r#"Left("2026-01-05", 4)"# = "2026";
        Right(one("text", Takes::Text), one("length", Takes::Whole)) -> TEXT, Call::Right, words::functions::RIGHT, r#"Right("report.csv", 3)"# = "csv";
        Mid(one("text", Takes::Text), one("start", Takes::Whole), maybe("length", Takes::Whole)) -> TEXT, Call::Mid,
            words::functions::MID, r#"Mid("2026-01-05", 6, 2)"# = "01";
        Len(one("text", Takes::Text)) -> WHOLE, Call::Len, words::functions::LEN, r#"Len("Zürich")"# = "6";
        Find(one("text", Takes::Text), one("part", Takes::Text)) -> WHOLE, Call::Find,
            words::functions::FIND, r#"Find("a@b", "@")"# = "2";
        Concat(one("value", Takes::Scalar), more("value", Takes::Scalar)) -> TEXT, Call::Concat,
            words::functions::CONCAT, r#"Concat("row ", 7)"# = "row 7";
        Replace(one("text", Takes::Text), one("old", Takes::Text), one("new", Takes::Text)) -> TEXT, Call::Replace,
            words::functions::REPLACE, r#"Replace("a-b-c", "-", "/")"# = "a/b/c";
        SplitPart(one("text", Takes::Text), one("separator", Takes::Text), one("number", Takes::Whole)) -> TEXT, Call::SplitPart,
            words::functions::SPLIT_PART,
            r#"SplitPart("ann@example.com", "@", -1)"# = "example.com";
        RegexpMatch(one("text", Takes::Text), one("pattern", Takes::Pattern)) -> BOOLEAN, Call::RegexpMatch,
            words::functions::REGEXP_MATCH, r#"RegexpMatch("GetObject", "^(Get|List)")"# = "true";
        RegexpExtract(one("text", Takes::Text), one("pattern", Takes::Pattern), maybe("number", Takes::Whole)) -> TEXT, Call::RegexpExtract,
            words::functions::REGEXP_EXTRACT,
            r#"RegexpExtract("id=42;", "id=(\d+)")"# = "42";
        RegexpReplace(one("text", Takes::Text), one("pattern", Takes::Pattern), one("new", Takes::Text)) -> TEXT, Call::RegexpReplace,
            words::functions::REGEXP_REPLACE, r#"RegexpReplace("10.2.3.4", "\d+$", "0")"# = "10.2.3.0";
        Text(one("value", Takes::Scalar)) -> TEXT, Call::Text, words::functions::TEXT, "Text(1.50)" = "1.5";
        Hash(one("value", Takes::Scalar), maybe("key", Takes::Text)) -> TEXT, Call::Hash,
            words::functions::HASH,
            r#"Left(Hash("abc"), 8)"# = "ba7816bf";
        Pseudonym(one("value", Takes::Scalar), one("key", Takes::Text)) -> TEXT, Call::Pseudonym,
            words::functions::PSEUDONYM,
            r#"Pseudonym("ann@example.com", "secret")"# = "x2wfosh6rapsctvi";
    }
    Number {
        Number(one("value", Takes::Scalar)) -> REAL, Call::Number, words::functions::NUMBER, r#"Number("2.50")"# = "2.5";
        Int(one("value", Takes::Scalar)) -> WHOLE, Call::Int, words::functions::INT, r#"Int("9007199254740993")"# = "9007199254740993";
        Abs(one("number", Takes::Numeric)) -> Gives::First, Call::Abs, words::functions::ABS, "Abs(-3)" = "3";
        Round(one("number", Takes::Numeric), maybe("digits", Takes::Whole)) -> Gives::First, Call::Round,
            words::functions::ROUND, "Round(2.345, 2)" = "2.35";
        Floor(one("number", Takes::Numeric)) -> Gives::First, Call::Floor, words::functions::FLOOR, "Floor(-1.5)" = "-2";
        Ceiling(one("number", Takes::Numeric)) -> Gives::First, Call::Ceiling, words::functions::CEILING, "Ceiling(1.2)" = "2";
        Mod(one("number", Takes::Numeric), one("by", Takes::Numeric)) -> Gives::Wider, Call::Mod, words::functions::MOD, "Mod(7, 3)" = "1";
        Power(one("number", Takes::Real), one("exponent", Takes::Real)) -> REAL, Call::Power, words::functions::POWER, "Power(2, 10)" = "1024";
        Sqrt(one("number", Takes::Real)) -> REAL, Call::Sqrt, words::functions::SQRT, "Sqrt(2.25)" = "1.5";
        Greatest(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Greatest, words::functions::GREATEST, "Greatest(3, 8, null)" = "8";
        Least(one("value", Takes::Same), more("value", Takes::Same)) -> Gives::Same, Call::Least, words::functions::LEAST, "Least(3, 8)" = "3";
    }
    Time {
        Date(one("value", Takes::Moment)) -> TIME, Call::Date,
            words::functions::DATE,
            r#"DatePart("hour", Date("2026-01-05T14:03Z"))"# = "14";
        DateParse(one("text", Takes::Text), maybe("format", Takes::Format)) -> TIME, Call::DateParse,
            words::functions::DATE_PARSE,
            r#"Day(DateParse("05/Jan/2026", "%d/%b/%Y"))"# = "5";
        DateFormat(PART, one("format", Takes::Format)) -> TEXT, Call::DateFormat,
            words::functions::DATE_FORMAT,
            r#"DateFormat(Date("2026-01-05"), "%d.%m.%Y")"# = "05.01.2026";
        DateFromUnix(one("seconds", Takes::Numeric)) -> TIME, Call::DateFromUnix, words::functions::DATE_FROM_UNIX, "Text(DateFromUnix(86400.5))" = "1970-01-02 00:00:00.5";
        DateTrunc(one("unit", Takes::Unit), PART) -> TIME, Call::DateTrunc,
            words::functions::DATE_TRUNC,
            r#"Text(DateTrunc("month", Date("2026-03-29 14:03")))"# = "2026-03-01 00:00:00";
        DateAdd(one("unit", Takes::Unit), one("amount", Takes::Whole), PART) -> TIME, Call::DateAdd,
            words::functions::DATE_ADD,
            r#"Text(DateAdd("month", 1, Date("2026-01-31")))"# = "2026-02-28 00:00:00";
        DateDiff(one("unit", Takes::Unit), one("from", Takes::Time), one("to", Takes::Time)) -> WHOLE, Call::DateDiff,
            words::functions::DATE_DIFF, r#"DateDiff("day", Date("2026-01-05 23:59"), Date("2026-01-06 00:01"))"# = "1";
        DatePart(one("unit", Takes::Part), PART) -> WHOLE, Call::DatePart,
            words::functions::DATE_PART, r#"DatePart("week", Date("2026-01-05"))"# = "2";
        Year(PART) -> WHOLE, Call::Part(Unit::Year), words::functions::YEAR, r#"Year(Date("2026-01-05"))"# = "2026";
        Quarter(PART) -> WHOLE, Call::Part(Unit::Quarter), words::functions::QUARTER, r#"Quarter(Date("2026-05-01"))"# = "2";
        Month(PART) -> WHOLE, Call::Part(Unit::Month), words::functions::MONTH, r#"Month(Date("2026-05-01"))"# = "5";
        Day(PART) -> WHOLE, Call::Part(Unit::Day), words::functions::DAY, r#"Day(Date("2026-05-17"))"# = "17";
        Weekday(PART) -> WHOLE, Call::Part(Unit::Weekday), words::functions::WEEKDAY, r#"Weekday(Date("2026-01-05"))"# = "2";
        Hour(PART) -> WHOLE, Call::Part(Unit::Hour), words::functions::HOUR, r#"Hour(Date("2026-01-05 14:03"))"# = "14";
        Minute(PART) -> WHOLE, Call::Part(Unit::Minute), words::functions::MINUTE, r#"Minute(Date("2026-01-05 14:03"))"# = "3";
        Second(PART) -> WHOLE, Call::Part(Unit::Second), words::functions::SECOND, r#"Second(Date("2026-01-05 14:03:22"))"# = "22";
        WeekdayName(PART) -> TEXT, Call::WeekdayName, words::functions::WEEKDAY_NAME, r#"WeekdayName(Date("2026-01-05"))"# = "Monday";
        MonthName(PART) -> TEXT, Call::MonthName, words::functions::MONTH_NAME, r#"MonthName(Date("2026-01-05"))"# = "January";
    }
    List {
        ArrayLength(one("list", Takes::List)) -> WHOLE, Call::ArrayLength, words::functions::ARRAY_LENGTH, "ArrayLength([tags])" = "";
        ArrayContains(one("list", Takes::List), one("text", Takes::Text)) -> BOOLEAN, Call::ArrayContains, words::functions::ARRAY_CONTAINS, r#"ArrayContains([tags], "admin")"# = "";
        ArrayElement(one("list", Takes::List), one("number", Takes::Whole)) -> TEXT, Call::ArrayElement,
            words::functions::ARRAY_ELEMENT, "ArrayElement([tags], 1)" = "";
        ArrayJoin(one("list", Takes::List), one("separator", Takes::Text)) -> TEXT, Call::ArrayJoin, words::functions::ARRAY_JOIN, r#"ArrayJoin([tags], ", ")"# = "";
    }
    Lookup {
        Lookup(one("[table/column]", Takes::Any), one("key", Takes::Any), one("[table/key]", Takes::Any), more("key, [table/key]", Takes::Any)) -> Gives::First, Call::Lookup,
            words::functions::LOOKUP,
            "Lookup([roster/department], Lower([User Email]), Lower([roster/email]))" = "";
        LookupCount(one("key", Takes::Any), one("[table/key]", Takes::Any), more("key, [table/key]", Takes::Any)) -> WHOLE, Call::LookupCount,
            words::functions::LOOKUP_COUNT,
            "LookupCount([User Email], [roster/email]) > 1" = "";
    }
    Seen {
        FirstSeen(one("column", Takes::Any), more("column", Takes::Any)) -> TIME, Call::FirstSeen,
            words::functions::FIRST_SEEN,
            "FirstSeen([User Email], [method])" = "";
        IsFirst(one("column", Takes::Any), more("column", Takes::Any)) -> BOOLEAN, Call::IsFirst,
            words::functions::IS_FIRST, "IsFirst([User Email])" = "";
    }
    Aggregate {
        Count(maybe("value", Takes::Any)) -> WHOLE, Call::Aggregate(Aggregate::Count), words::functions::COUNT, "Count()" = "";
        CountIf(one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> WHOLE, Call::Aggregate(Aggregate::CountIf),
            words::functions::COUNT_IF, r#"CountIf([Event Status] = "FAILURE") / Count()"# = "";
        CountDistinct(one("value", Takes::Any)) -> WHOLE, Call::Aggregate(Aggregate::Distinct), words::functions::COUNT_DISTINCT, "CountDistinct([User Email])" = "";
        CountDistinctIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> WHOLE, Call::Aggregate(Aggregate::Distinct),
            words::functions::COUNT_DISTINCT_IF, r#"CountDistinctIf([User Email], Hour([Event Time]) < 6)"# = "";
        Sum(one("number", Takes::Numeric)) -> Gives::First, Call::Aggregate(Aggregate::Sum), words::functions::SUM, "Sum([bytes]) / 1024" = "";
        SumIf(one("number", Takes::Numeric), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::First, Call::Aggregate(Aggregate::Sum),
            words::functions::SUM_IF, r#"SumIf([bytes], [method] = "GET")"# = "";
        Avg(one("number", Takes::Numeric)) -> REAL, Call::Aggregate(Aggregate::Average), words::functions::AVG, "Round(Avg([duration]), 1)" = "";
        AvgIf(one("number", Takes::Numeric), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> REAL, Call::Aggregate(Aggregate::Average),
            words::functions::AVG_IF, "AvgIf([duration], [duration] > 0)" = "";
        Min(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Min), words::functions::MIN, "Min([Event Time])" = "";
        MinIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::Element, Call::Aggregate(Aggregate::Min),
            words::functions::MIN_IF, r#"MinIf([Event Time], [Event Status] = "FAILURE")"# = "";
        Max(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Max), words::functions::MAX, r#"DateDiff("day", Min([Event Time]), Max([Event Time]))"# = "";
        Median(one("value", Takes::Middle)) -> Gives::Middle, Call::Aggregate(Aggregate::Percentile), words::functions::MEDIAN, "Median([duration])" = "";
        Percentile(one("value", Takes::Middle), one("percent", Takes::Percent)) -> Gives::Middle, Call::Aggregate(Aggregate::Percentile),
            words::functions::PERCENTILE, "Percentile([duration], 95)" = "";
        Mode(one("value", Takes::Any)) -> Gives::Element, Call::Aggregate(Aggregate::Mode), words::functions::MODE, "Mode([method])" = "";
        First(one("value", Takes::Any), one("time", Takes::Time)) -> Gives::Element, Call::Aggregate(Aggregate::First),
            words::functions::FIRST, "First([Event Status], [Event Time])" = "";
        Last(one("value", Takes::Any), one("time", Takes::Time)) -> Gives::Element, Call::Aggregate(Aggregate::Last),
            words::functions::LAST, "Last([Event Status], [Event Time])" = "";
        MaxIf(one("value", Takes::Any), one("condition", Takes::Boolean), more("condition", Takes::Boolean)) -> Gives::Element, Call::Aggregate(Aggregate::Max),
            words::functions::MAX_IF, r#"MaxIf([Event Time], [Event Status] = "FAILURE")"# = "";
    }
}
