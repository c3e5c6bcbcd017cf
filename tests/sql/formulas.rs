//! Formulas by lot: every function, over columns of every kind and the tables beside the log.

use crate::dice::Dice;

/// What is drawn from: `depth` is how much may stand inside of another.
pub struct Formulas<'d> {
    pub dice: &'d mut Dice,
}

impl Formulas<'_> {
    /// A formula over rows of any kind.
    pub fn any(&mut self) -> String {
        match self.dice.below(12) {
            0 => self.whole(2),
            1 => self.number(2),
            2 | 3 => self.truth(2),
            4 | 5 => self.time(2),
            6 => self.joined(),
            7 => self.seen(),
            8 | 9 => self.whole(1),
            _ => self.text(2),
        }
    }

    /// A formula over groups.
    pub fn measure(&mut self) -> String {
        let (whole, number, truth, text) = (self.whole(1), self.number(1), self.truth(1), self.text(1));
        let other = self.truth(0);
        match self.dice.below(14) {
            0 => format!("CountIf({truth}, {other}) / Count()"),
            1 => format!("Count({text})"),
            2 => format!("CountDistinct({text}) + 1"),
            3 => format!("CountDistinctIf({whole}, {truth})"),
            4 => format!("Sum({whole})"),
            5 => "Sum([big]) * 2".into(),
            6 => format!("SumIf([small], {truth})"),
            7 => format!("AvgIf([small], {truth}) * 100 + Avg([big])"),
            8 => format!("MinIf({text}, {truth}) & Min({text})"),
            9 => format!("MaxIf({}, {truth})", self.time(1)),
            10 => format!("DateDiff(\"hour\", Min([when]), Max({}))", self.time(1)),
            11 => format!("First({text}, [when]) & Last([truth], [when])"),
            12 => "Percentile([small], 25) * Median([small]) + CountDistinct([tags])".into(),
            _ => format!("If(Max({number}) > 1, \"more\", CountIf({truth}) > 2, \"some\", \"less\")"),
        }
    }

    /// What was seen before.
    fn seen(&mut self) -> String {
        self.dice
            .pick(&[
                "FirstSeen([odd text])",
                "IsFirst([odd text], [small])",
                "IsFirst([Event Type])",
                "FirstSeen([truth], [User Email])",
            ])
            .into()
    }

    /// A look into another table.
    fn joined(&mut self) -> String {
        let text = self.text(1);
        match self.dice.below(8) {
            0 => "Lookup([roster/level], [odd text], [roster/name])".into(),
            1 => format!("Coalesce(Lookup([roster/role], {text}, [roster/name]), \"nobody\")"),
            2 => "Lookup([roster/since], Lower([User Email]), Lower([roster/mail]))".into(),
            3 => "LookupCount([odd text], [roster/name], [small], [roster/level])".into(),
            4 => "LookupCount([number], [roster/level]) > 0".into(),
            5 => "Lookup([roster/level], Lookup([roster/name], [small], [roster/level]), [roster/name])".into(),
            6 => "DateDiff(\"day\", Lookup([roster/since], [User Email], [roster/mail]), [when])".into(),
            _ => "Lookup([roster/level] * 2, Left([odd text], 2), Left([roster/name], 2))".into(),
        }
    }

    pub fn text(&mut self, depth: u64) -> String {
        let columns = [
            "[odd text]",
            "[an\"address.of]",
            "[Event Type]",
            "[User Email]",
            "\"it's ß\"",
            "null",
        ];
        if depth == 0 {
            return self.dice.pick(&columns[..5]).into();
        }
        let (a, b) = (self.text(depth - 1), self.text(depth - 1));
        let part = self
            .dice
            .pick(&["\"a\"", "\"o\"", "\"\"", "\"é\"", "\".\"", "\"l\"", "[odd text]"]);
        let (n, m) = (self.small(), self.small());
        match self.dice.below(26) {
            0 => format!("If({}, {a}, {b})", self.truth(depth - 1)),
            1 => format!("Switch({}, 1, {a}, -2, {b}, \"none\")", self.whole(depth - 1)),
            2 => format!("Coalesce({a}, {b}, \"-\")"),
            3 => format!(
                "Lower({})",
                self.dice.pick(&["[Event Type]", "[User Email]", "[an\"address.of]"])
            ),
            4 => format!(
                "Upper({})",
                self.dice.pick(&["[Event Type]", "[User Email]", "[odd text]"])
            ),
            5 => format!("Trim({a})"),
            6 => format!("Left({a}, {n})"),
            7 => format!("Right({a}, {n})"),
            8 => format!("Mid({a}, {n}, {m})"),
            9 => format!("Mid({a}, {n})"),
            10 => format!("{a} & \"/\" & {}", self.whole(depth - 1)),
            11 => format!("Concat({a}, {}, {b})", self.truth(depth - 1)),
            12 => format!("Replace({a}, {part}, {b})"),
            13 => format!("SplitPart({a}, {part}, {n})"),
            14 => format!("Text({})", self.time(depth - 1)),
            15 => format!("Hash({a})"),
            16 | 17 => {
                let pattern = self.pattern();
                format!("RegexpExtract({a}, \"{pattern}\")")
            }
            18 | 19 => {
                let pattern = self.pattern();
                let new = self.dice.pick(&["", "<$1>", "\\1", "$$", "\\", "$0$0", "é"]);
                format!("RegexpReplace({a}, \"{pattern}\", \"{}\")", new.replace('\\', "\\\\"))
            }
            20 => {
                let format = self
                    .dice
                    .pick(&["%Y-%m-%dT%H:%M:%S", "%d/%b/%Y %I %p", "%A %B %f %z", "100%% %y %a"]);
                format!("DateFormat({}, \"{format}\")", self.time(depth - 1))
            }
            21 => format!("WeekdayName({}) & MonthName({})", self.time(0), self.time(depth - 1)),
            22 => format!("ArrayElement([tags], {n})"),
            23 => "ArrayJoin([tags], \", \")".into(),
            24 => format!("Greatest({a}, {b})"),
            _ => self.dice.pick(&columns).into(),
        }
    }

    fn pattern(&mut self) -> &'static str {
        self.dice.pick(&[
            "[a-z]+",
            "(\\\\d+)[.:]",
            "o(g|i)?",
            "(o|og)+",
            "^(.+?)l",
            "(?i)LOG(in)",
            "\\\\d+$",
            "x*",
            "(?:a|b)(.)",
            "é",
            "(?P<one>.)(.)",
        ])
    }

    fn small(&mut self) -> String {
        match self.dice.below(4) {
            0 => "[small]".into(),
            1 => "[big]".into(),
            _ => self.dice.pick(&["1", "2", "-1", "0", "3", "99999999999"]).into(),
        }
    }

    pub fn whole(&mut self, depth: u64) -> String {
        let columns = ["[small]", "[big]", "7", "-2", "[small]"];
        if depth == 0 {
            return self.dice.pick(&columns).into();
        }
        let (a, b) = (self.whole(depth - 1), self.whole(depth - 1));
        let sign = self.dice.pick(&["+", "-", "*", "%"]);
        match self.dice.below(20) {
            0..4 => format!("({a} {sign} {b})"),
            4 => format!("-{a}"),
            5 => format!("Abs({a}) + Mod({a}, {b})"),
            6 => format!("Len({})", self.text(depth - 1)),
            7 => {
                let part = self.dice.pick(&["\"o\"", "\"\"", "[odd text]", "\"k\""]);
                format!("Find({}, {part})", self.text(depth - 1))
            }
            8 => format!("Int({})", self.text(depth - 1)),
            9 => format!("Int({})", self.number(depth - 1)),
            10 => format!("Round({a}, {})", self.dice.pick(&["-2", "-18", "1", "0"])),
            11 => "ArrayLength([tags])".into(),
            12 => {
                let unit = self.dice.pick(&[
                    "year",
                    "quarter",
                    "month",
                    "week",
                    "day",
                    "weekday",
                    "hour",
                    "minute",
                    "second",
                    "millisecond",
                ]);
                format!("DatePart(\"{unit}\", {})", self.time(depth - 1))
            }
            13 | 14 => {
                let unit = self.dice.pick(&[
                    "year",
                    "quarter",
                    "month",
                    "week",
                    "day",
                    "hour",
                    "minute",
                    "second",
                    "millisecond",
                ]);
                format!("DateDiff(\"{unit}\", {}, {})", self.time(depth - 1), self.time(0))
            }
            15 => format!("Least({a}, {b}, 3)"),
            16 => format!("If({}, {a}, {b})", self.truth(depth - 1)),
            17 => format!("Int({})", self.truth(depth - 1)),
            18 => {
                let part = self
                    .dice
                    .pick(&["Year", "Quarter", "Month", "Day", "Hour", "Minute", "Second", "Weekday"]);
                format!("{part}({}) * 60 + Hour([when])", self.time(depth - 1))
            }
            _ => self.dice.pick(&columns).into(),
        }
    }

    pub fn number(&mut self, depth: u64) -> String {
        let columns = ["[number]", "1.5", "[number]", "-0.25", "1e300"];
        if depth == 0 {
            return self.dice.pick(&columns).into();
        }
        let (a, b) = (self.number(depth - 1), self.number(depth - 1));
        let whole = self.whole(depth - 1);
        let sign = self.dice.pick(&["+", "-", "*", "/", "%"]);
        match self.dice.below(14) {
            0..3 => format!("({a} {sign} {b})"),
            3 => format!("{whole} / {a}"),
            4 => format!("Abs(-{a})"),
            5 => format!("Round({a}, {})", self.dice.pick(&["2", "0", "-1", "1", "7"])),
            6 => format!("Floor({a}) + Ceiling({b})"),
            7 => format!("Sqrt({a})"),
            8 => format!("Power({whole}, 2)"),
            9 => format!("Number({})", self.text(depth - 1)),
            10 => format!("Coalesce({a}, {whole})"),
            11 => format!("Greatest({a}, {b}, {whole})"),
            12 => format!("If({}, {whole}, {a})", self.truth(depth - 1)),
            _ => self.dice.pick(&columns).into(),
        }
    }

    pub fn truth(&mut self, depth: u64) -> String {
        let columns = [
            "[truth]",
            "[small] > 0",
            "[odd text] = \"LOGIN\"",
            "[when] >= \"2026-10-25\"",
            "true",
        ];
        if depth == 0 {
            return self.dice.pick(&columns).into();
        }
        let sign = self.dice.pick(&["=", "!=", "<", "<=", ">", ">="]);
        let (a, b) = (self.truth(depth - 1), self.truth(depth - 1));
        match self.dice.below(18) {
            0 => format!("({a} and {b})"),
            1 => format!("({a} or {b})"),
            2 => format!("not {a}"),
            3 => format!("{} {sign} {}", self.text(depth - 1), self.text(depth - 1)),
            4 => format!("{} {sign} {}", self.whole(depth - 1), self.number(depth - 1)),
            5 => format!("{} {sign} {}", self.number(depth - 1), self.whole(depth - 1)),
            6 => format!("{} {sign} {}", self.time(depth - 1), self.time(0)),
            7 => format!("{} is null", self.text(depth - 1)),
            8 => format!("{} is not null", self.number(depth - 1)),
            9 => format!("{} in (\"login\", {})", self.text(depth - 1), self.text(0)),
            10 => format!("Between({}, -1, {})", self.whole(depth - 1), self.number(0)),
            11 => format!("Contains({}, {})", self.text(depth - 1), self.text(0)),
            12 => format!(
                "StartsWith({}, {})",
                self.text(depth - 1),
                self.dice.pick(&["\"L\"", "[odd text]", "\"\""])
            ),
            13 => format!(
                "EndsWith({}, {})",
                self.text(depth - 1),
                self.dice.pick(&["\"s\"", "[odd text]", "\"é\""])
            ),
            14 => {
                let pattern = self.pattern();
                format!("RegexpMatch({}, \"{pattern}\")", self.text(depth - 1))
            }
            15 => "ArrayContains([tags], \"red\")".into(),
            16 => format!("If({a}, {b}, [truth])"),
            _ => self.dice.pick(&columns).into(),
        }
    }

    pub fn time(&mut self, depth: u64) -> String {
        let columns = ["[when]", "[when]", "Date(\"2026-10-25 02:30\")"];
        if depth == 0 {
            return self.dice.pick(&columns).into();
        }
        let inner = self.time(depth - 1);
        let unit = self.dice.pick(&[
            "year",
            "quarter",
            "month",
            "week",
            "day",
            "hour",
            "minute",
            "second",
            "millisecond",
        ]);
        match self.dice.below(9) {
            0 | 1 => format!("DateTrunc(\"{unit}\", {inner})"),
            2 => format!(
                "DateAdd(\"{unit}\", {}, {inner})",
                self.dice.pick(&["1", "-13", "0", "[small]"])
            ),
            3 => format!(
                "DateFromUnix({})",
                self.dice.pick(&["[small] * 86400", "[number]", "1767225600.25"])
            ),
            4 => format!("Coalesce({inner}, \"2026-10-01\")"),
            5 => format!("Greatest({inner}, [when])"),
            6 => format!("If({}, {inner})", self.truth(depth - 1)),
            _ => self.dice.pick(&columns).into(),
        }
    }
}
