//! A time read from text, together with how it was written.

use super::detect::detect;
use super::{Civil, Layout, Micros};

/// A time read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// UTC, or wall-clock where the text named no zone.
    pub micros: Micros,
    /// Nanoseconds below the microsecond, 0 to 999.
    pub rest: u16,
    pub layout: Layout,
}

impl Stamp {
    /// Reads a time in any of the known forms: ISO 8601 and its relatives, `5/18/2021 9:13:33 PM`, `16/Mar/2023:12:34:56 +0000`,
    /// `Thu Mar 16 12:34:56 2023`, `January 31, 2023`, `20230316123456.789` and their mixtures. Where only an assumption tells
    /// month from day, `day_first` decides. `None` unless the very same text can be printed again.
    pub fn read(text: &str, day_first: bool) -> Option<Self> {
        if !(8..=80).contains(&text.len()) {
            return None;
        }
        let stamp = detect(text, day_first)?.read(text)?;
        (stamp.layout.print(stamp.micros, stamp.rest) == text).then_some(stamp)
    }
}

/// `2026-01-05 14:03:22`, wall-clock as given, with as many digits of the second as it needs.
pub fn iso(at: Micros) -> String {
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        second,
        micro,
    } = Civil::of(at);
    let mut text = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    if micro != 0 {
        text.push_str(format!(".{micro:06}").trim_end_matches('0'));
    }
    text
}

/// A moment as ISO 8601 in UTC, as fine as it is: `2026-01-05T14:03:22.118Z`; it reads back to the same moment.
pub fn instant(at: Micros) -> String {
    iso(at).replacen(' ', "T", 1) + "Z"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        Stamp::read(text, false).map_or("-".into(), |stamp| {
            let zone = if stamp.layout.is_zoned() { "Z" } else { "" };
            let rest = if stamp.rest == 0 {
                String::new()
            } else {
                format!("+{}", stamp.rest)
            };
            format!("{}{zone}{rest}", iso(stamp.micros))
        })
    }

    #[test]
    fn every_form_found_in_real_logs_is_read() {
        for (text, want) in [
            ("2023-03-16T12:34:56Z", "2023-03-16 12:34:56Z"),
            ("2023-03-16 12:34:56", "2023-03-16 12:34:56"),
            ("03/16/2023 12:34:56 PM", "2023-03-16 12:34:56"),
            ("20230316123456.789", "2023-03-16 12:34:56.789"),
            ("20230316T123456Z", "2023-03-16 12:34:56Z"),
            ("2023-03-16T12:34:56.1234567Z", "2023-03-16 12:34:56.123456Z+700"),
            ("2023-03-16 12:34:56.123 -0700", "2023-03-16 19:34:56.123Z"),
            ("2023-03-16T12:34:56+05:30", "2023-03-16 07:04:56Z"),
            ("2023-03-16T12:34:56-07", "2023-03-16 19:34:56Z"),
            ("2023-03-16 12:34:56.123 UTC", "2023-03-16 12:34:56.123Z"),
            ("Thu Mar 16 12:34:56 2023", "2023-03-16 12:34:56"),
            ("Mon Mar  6 12:34:56 2023", "2023-03-06 12:34:56"),
            ("Thu, 16 Mar 2023 12:34:56 +0000", "2023-03-16 12:34:56Z"),
            ("Thu, 16 Mar 2023 12:34:56 GMT", "2023-03-16 12:34:56Z"),
            ("16/Mar/2023:12:34:56 +0000", "2023-03-16 12:34:56Z"),
            ("18/May/2021:21:13:33 +0000", "2021-05-18 21:13:33Z"),
            ("Mar 16, 2023 @ 12:34:56.789", "2023-03-16 12:34:56.789"),
            ("2023-03-16T12:34:56+00:00[UTC]", "2023-03-16 12:34:56Z"),
            ("2023-03-16T14:34:56+02:00[Europe/Berlin]", "2023-03-16 12:34:56Z"),
            ("2025-10-03 14:09:32.149000000", "2025-10-03 14:09:32.149"),
            ("5/18/2021 9:13:33 PM", "2021-05-18 21:13:33"),
            ("10/8/2021 10:13 AM", "2021-10-08 10:13:00"),
            ("1/5/2021, 12:00:01\u{202f}AM", "2021-01-05 00:00:01"),
            ("01/31/2023 03:04:05 PM", "2023-01-31 15:04:05"),
            ("03-16-2023", "2023-03-16 00:00:00"),
            ("January 31, 2023", "2023-01-31 00:00:00"),
            ("May 3, 2023 at 3:04 PM", "2023-05-03 15:04:00"),
            ("Jan 2023", "2023-01-01 00:00:00"),
            ("16-MAR-2023", "2023-03-16 00:00:00"),
            ("2023-03-16", "2023-03-16 00:00:00"),
            ("2023/03/16 01:02:03,456", "2023-03-16 01:02:03.456"),
            ("16.03.2023 12:34", "2023-03-16 12:34:00"),
            ("2026-01-24T06:54:24.0000000Z ", "2026-01-24 06:54:24Z"),
            ("2026-01-24T06:54Z", "2026-01-24 06:54:00Z"),
            ("1601-01-01T00:00:00Z", "1601-01-01 00:00:00Z"),
            ("/Date(1678970096789)/", "2023-03-16 12:34:56.789Z"),
            ("3/16/23 12:34", "2023-03-16 12:34:00"),
            ("03/16/23 9:13:33 PM", "2023-03-16 21:13:33"),
            ("16.03.23 12:34:56", "2023-03-16 12:34:56"),
            ("16-Mar-23 12:34:56", "2023-03-16 12:34:56"),
            ("16-MAR-99 12:34:56", "1999-03-16 12:34:56"),
            ("March 16, 2023, 12:34:56 (UTC+02:00)", "2023-03-16 10:34:56Z"),
            (
                "Thu Mar 16 2023 12:34:56 GMT+0100 (Central European Standard Time)",
                "2023-03-16 11:34:56Z",
            ),
            (
                "Thu Mar 16 2023 12:34:56 GMT+0000 (Coordinated Universal Time)",
                "2023-03-16 12:34:56Z",
            ),
            ("2023-03-16 12:34:56 (UTC)", "2023-03-16 12:34:56Z"),
            ("16 mars 2023 à 12:34:56", "2023-03-16 12:34:56"),
            ("jeudi 16 mars 2023 12h34", "2023-03-16 12:34:00"),
            ("1er févr. 2023", "2023-02-01 00:00:00"),
            ("16 AOÛT 2023 12:34:56 UTC", "2023-08-16 12:34:56Z"),
            ("5 fevrier 2023", "2023-02-05 00:00:00"),
            ("16. März 2023, 12:34:56", "2023-03-16 12:34:56"),
            ("Donnerstag, 16. März 2023 um 12:34:56 Uhr", "2023-03-16 12:34:56"),
            ("16-Dez-2023 12:34", "2023-12-16 12:34:00"),
            ("Do., 16. Mär. 2023 12:34:56 CET", "2023-03-16 11:34:56Z"),
            ("jueves, 16 de marzo de 2023, 12:34:56", "2023-03-16 12:34:56"),
            ("16 de Marzo de 2023 a las 12:34", "2023-03-16 12:34:00"),
            ("16/ene/2023:12:34:56 +0000", "2023-01-16 12:34:56Z"),
            ("16-ene-23 12:34:56", "2023-01-16 12:34:56"),
            ("Mar 16, 2023, 12:34:56 PM GMT+1", "2023-03-16 11:34:56Z"),
            ("16 mars 2023, 12:34:56 UTC+5:30", "2023-03-16 07:04:56Z"),
            ("2023/03/16 12:34:56 JST", "2023-03-16 03:34:56Z"),
            ("16.03.2023, 12:34:56 MEZ", "2023-03-16 11:34:56Z"),
            ("[16/Mar/2023:12:34:56 +0000]", "2023-03-16 12:34:56Z"),
            ("16-MAR-23 12.34.56.789000 PM", "2023-03-16 12:34:56.789"),
            ("16-MAR-23 02.34.56.000000 PM +00:00", "2023-03-16 14:34:56Z"),
            ("16-MAR-23 12.34", "2023-03-16 12:34:00"),
            ("20230316 12:34:56", "2023-03-16 12:34:56"),
            ("2023年3月16日", "2023-03-16 00:00:00"),
            ("2023年03月06日 12:34:56", "2023-03-06 12:34:56"),
            ("2023年3月16日12时34分56秒", "2023-03-16 12:34:56"),
            ("2023年3月16日 下午3:04:05", "2023-03-16 15:04:05"),
            ("2023年3月16日 午前11時04分", "2023-03-16 11:04:00"),
            ("2023년 3월 16일 오전 12:04:05", "2023-03-16 00:04:05"),
            ("2023년 3월 16일 14시 05분 06초", "2023-03-16 14:05:06"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
        let day_first = Stamp::read("16/03/2023 12:34", true).unwrap();
        assert_eq!(iso(day_first.micros), "2023-03-16 12:34:00");
        assert_eq!(day_first.layout.day_first(), Some(true));
    }

    #[test]
    fn what_is_not_a_time_is_left_alone() {
        for text in [
            "",
            "null",
            "N/A",
            "2023-02-30T00:00:00Z",
            "/Date(x)/",
            "03/16/23",
            "23-03-16 12:34",
            "1.2.34 12:34:56 (",
            "10/8.21 10:13",
            "16/03/2023",
            "1234 19:01:01",
            "12:34:56",
            "10.0.0.1",
            "2023",
            "1678970096",
            "2023-03-16T25:00:00Z",
            "2023-03-16T12:34:60Z",
            "Fri Mar 16 12:34:56 2023",
            "May",
            "March 2",
            "2023-3",
            "1.2.2023.4",
            "20230316",
            "2023-03-16-01",
            "2023-03-16T12:34:56-00:00",
            "13:00 PM 2023-03-16",
            "Mar 2023 Mar",
            "1-2/2023",
            "ö/3/2023 12:34",
            "16 mArs 2023",
            "Freitag, 16. März 2023",
            "31 février 2023",
            "2023年16日",
            "2023年3月16日 下午13:04",
            "3月16日 12:34",
            "de 16 marzo 2023",
            "16 Uhr 2023",
            "16 mars 2023 mai",
            "2023年3月16日 12时5",
            "[2023-03-16 12:34:56",
            "2023-03-16 12:34:56]",
            "20230316 12",
            "2023-03-16T12:34:56+1",
            "2023.03.16.12.34",
        ] {
            assert_eq!(shown(text), "-", "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_read_prints_back(text in "[0-9A-Za-z :/,.+\\-]{8,30}|[0-3]?[0-9][ .]{1,2}(de )?(mars|Mai|AOÛT|marzo|März|févr|ene|Dez)[. ](de )?20[0-9]{2}([, ]| à | um )?([0-9]{2}[:h][0-9]{2}( Uhr)?)?|20[0-9]{2}[年년] ?[0-9]{1,2}[月월] ?[0-9]{1,2}[日일]( ?[上下]午[0-9]{1,2}:[0-9]{2}| ?[0-9]{1,2}[时時시][0-9]{2}[分분])?|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\\.[0-9]{1,9})?( ?[AaPp][Mm])?(Z| UTC|[+-][0-9]{2}:?[0-9]{2})?", day_first: bool) {
            if let Some(stamp) = Stamp::read(&text, day_first) {
                prop_assert_eq!(stamp.layout.print(stamp.micros, stamp.rest), text);
            }
        }

        #[test]
        fn every_moment_in_a_layout_reads_back(micros in -11_000_000_000_000_000i64..13_000_000_000_000_000, rest in 0u16..1000, which in 0usize..13) {
            let sample = ["2023-03-16T12:34:56.123456789Z", "5/18/2021 9:13:33 PM", "Mon Mar  6 12:34:56 2023", "Thu, 16 Mar 2023 12:34:56 +0530",
                "2023-03-16", "16/Mar/2023:12:34:56 -0800", "Thursday, March 16, 2023 3:04:05 am", "20230316123456.789",
                "Donnerstag, 16. März 2023 um 12:34:56 Uhr", "jueves, 16 de marzo de 2023, 12:34:56", "16 MARS 2023 à 12:34:56",
                "2023年3月16日 下午3:04:05", "2023년 03월 16일 14시 05분 06초"][which];
            let layout = Stamp::read(sample, false).unwrap().layout;
            let text = layout.print(micros, rest);
            let stamp = layout.read(&text);
            prop_assert!(stamp.is_some(), "{} in {}", text, sample);
            let stamp = stamp.unwrap();
            prop_assert_eq!(layout.print(stamp.micros, stamp.rest), text);
            if which == 0 {
                prop_assert_eq!((stamp.micros, stamp.rest), (micros, rest));
            }
        }
    }
}
