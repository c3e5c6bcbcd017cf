//! Where fuzzing begins: a few small, whole inputs for each target.

use flate2::{Compression, write::GzEncoder};
use generate::{Format, Order};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Cells, keys and values that are awkward somewhere.
const CSV: &[u8] = b"time,user,n,note\n2026-01-05T10:00:00Z,ada,1,\"a, \"\"b\"\"\nc\"\n05/01/2026 10:00,gr\xE9,-0,\n1767607200,,1e5,=1+1\n";
const JSON: &[u8] = br#"{"id":1,"at":"2026-01-05T10:00:00.123Z","a":{"b":[1,{"c":null}],"d":{}},"n":9007199254740993,"s":"\ud834\udd1e \u00e9\n","raw":"{\"x\":1,\"y\":[true]}","list":[{"name":"k","value":"v"}]}"#;
const SHEET: [&str; 5] = [
    r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2" s="1"><v>46027.5</v></c><c r="C2" t="b"><v>1</v></c></row></sheetData></worksheet>"#,
    r#"<sst count="1"><si><t xml:space="preserve">time &amp; place</t></si><si><r><t>a</t></r><r><t>b</t></r></si></sst>"#,
    r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
    r#"<workbook><workbookPr date1904="0"/><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#,
];
const WORDS: [&str; 12] = [
    "Event Type:login AND -actor:\"a b\" OR (ip:10.0.0.0/8 n>=5)",
    "time:[2026-01-01 TO now-7d/d] hour(time):[22 TO 6] not empty(x)",
    "/^a+[b-c]{2}$/ a.b:*x? c in (1, 2, \"3\")",
    "any(list):x all(list)!=y count(list)>2",
    "t:2026-01-01..2026-01-07",
    "a=[b] \"Event Type\"=\"\\u{e9}\"",
    "If([n] > 5, Upper([Event Type]), \"-\" & Text([n]))",
    "DateDiff(\"hour\", [time], Now()) / 2 ^ 3",
    "CountDistinct([actor.email])",
    "v1=%7B%22clauses%22:[]%7D",
    "v1={}",
    "\u{201C}quoted\u{201D} && !x || y",
];

/// The inputs to begin with, for the target of this name; `fixtures` is the folder of small logs.
pub fn seeds(target: &str, fixtures: &Path) -> Vec<Vec<u8>> {
    let logs = logs(fixtures);
    let led = |leads: &[u8], texts: &[Vec<u8>]| -> Vec<Vec<u8>> {
        let each = |text: &Vec<u8>| {
            leads
                .iter()
                .map(|lead| [&[*lead], text.as_slice()].concat())
                .collect::<Vec<_>>()
        };
        texts.iter().flat_map(each).collect()
    };
    match target {
        "csv" => led(&[0, 1, 8 | 2, 16 | 3, 96], &logs[..logs.len().min(12)]),
        "json" => led(
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            &[
                JSON.to_vec(),
                [JSON, b",", JSON, b"]}"].concat(),
                [
                    &b"{\"Records\":["[..],
                    JSON,
                    b"],\"n\":\"]}\"}{\"Records\":[",
                    JSON,
                    b"]}",
                ]
                .concat(),
                [&b"[["[..], JSON, b"],[", JSON, b"]]"].concat(),
                b"{Items: [{at: '2026-01-05', n: 1}, {at: '2026-01-06'}], 'k': \"'\"}".to_vec(),
            ],
        ),
        "lines" => led(
            &[0, 1, 2],
            &[
                b"type=USER_LOGIN msg=audit(1364481365.243:24290): pid=3 exe=\"/bin/x y\" res=failed\n".to_vec(),
                b"Mar  6 12:34:58 host sudo: ada : TTY=pts/0 ; COMMAND=/bin/ls\n\tmore of it\n".to_vec(),
                b"10.0.0.1 - ada [13/Mar/2026:22:15:03 +0000] \"GET /a?b=\\\"c HTTP/1.1\" 200 1 \"-\" \"x\"\n".to_vec(),
                b"2026-01-05T10:00:01Z stdout F {\"a\":{\"b\":[1]}}\n".to_vec(),
                b"#Fields: date time c-ip\n2026-03-13 22:15:03 10.0.0.1\n#Fields: date c-ip\n2026-03-13 -\n".to_vec(),
                b"2026-01-05T10:00:02Z level=error msg=\"a \\\"b\\\" c\" empty= x=1 x=2\n".to_vec(),
            ],
        ),
        "markup" => led(
            &[0, 1, 2, 3, 4],
            &[
                b"<Event><s:System Level=\"4\"><Data Name='a'>x &amp; y</Data><![CDATA[<z>]]></s:System><!-- e --></Event>\n<Event/></Events>".to_vec(),
                b"<td>1 &lt; 2<br>x</td></tr><TR><TD ss:Index='3'>4</TD></TR></table></html>".to_vec(),
                b"| 1 | a \\| b |\n+---+---+\n(2 rows)\n\nbob    12\nname  123\n".to_vec(),
            ],
        ),
        "container" => containers(&logs),
        "parquet" => parquets(&fixtures.with_file_name("parquet/files")),
        "shares" => led(
            &[0, 1, 2, 3, 4, 5],
            &[
                b"1,2,\"a\n3,4\",5\n\"6\"\"\",7,8,9\n1,2,3,4\n2026-01-05,b,2,x\n\x40\x80\xC0".to_vec(),
                b"'1';2\r\na;b\r\n--;--\r\n3;''\r\n4;5\r\n\x20\x60\xA0".to_vec(),
                [JSON, b",\n", JSON, b"\n{\"id\":", JSON, b"}\n]\x40\x80\xC0"].concat(),
                b"{\n \"id\": 2,\n \"x\": [{\n \"id\": 3}]}\n{\"id\":4}\n\x30\x70\xB0".to_vec(),
            ],
        ),
        "workbook" => vec![SHEET.map(str::as_bytes).join(&0xFF)],
        "words" => WORDS.map(|text| text.as_bytes().to_vec()).to_vec(),
        _ => logs.iter().cloned().chain(containers(&logs)).collect(),
    }
}

/// Small logs of every source, and generated ones.
fn logs(fixtures: &Path) -> Vec<Vec<u8>> {
    let mut logs = vec![CSV.to_vec(), JSON.to_vec()];
    for (format, seed) in [(Format::Csv, 1), (Format::Ndjson, 2)] {
        let order = Order {
            rows: 6,
            format,
            seed,
            wide: false,
        };
        let mut log = Vec::new();
        order.write(&mut log).expect("memory takes all");
        logs.push(log);
    }
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    logs.push([b"\xFF\xFE", utf16("a;b\r\n1;\u{1D11E}\r\n").as_slice()].concat());
    let mut paths: Vec<_> = fs::read_dir(fixtures)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    logs.extend(paths.iter().filter_map(|path| fs::read(path).ok()));
    logs
}

fn containers(logs: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let gzip = |bytes: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory takes all");
        encoder.finish().expect("memory takes all")
    };
    let zip = |files: &[(&str, &[u8])], method: CompressionMethod| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default().compression_method(method);
            writer.start_file(*name, options).expect("a name");
            writer.write_all(bytes).expect("memory takes all");
        }
        writer.finish().expect("memory takes all").into_inner()
    };
    let book = [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/worksheets/sheet1.xml", SHEET[0]),
        ("xl/sharedStrings.xml", SHEET[1]),
        ("xl/styles.xml", SHEET[2]),
        ("xl/workbook.xml", SHEET[3]),
        ("xl/_rels/workbook.xml.rels", SHEET[4]),
    ]
    .map(|(name, text)| (name, text.as_bytes()));
    let two = [("a/one.csv", CSV), ("two.json", JSON)];
    vec![
        gzip(CSV),
        [gzip(JSON), gzip(b"\n"), gzip(JSON)].concat(),
        gzip(&zip(&two, CompressionMethod::Stored)),
        zip(&two, CompressionMethod::Deflated),
        zip(&two, CompressionMethod::Stored),
        zip(&[("inner.gz", &gzip(&logs[2]))], CompressionMethod::Stored),
        zip(&book, CompressionMethod::Deflated),
        zstd(CSV),
        tar(&two),
        gzip(&tar(&[("inner.gz", &gzip(CSV)), ("b.tar", &tar(&two))])),
    ]
}

/// A tar archive, the first of whose names is told before its header, in both ways.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let entry = |name: &str, kind: u8, bytes: &[u8]| {
        let mut block = [0; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[100..108].copy_from_slice(b"0000644\0");
        block[124..136].copy_from_slice(format!("{:011o}\0", bytes.len()).as_bytes());
        block[148..156].fill(b' ');
        block[156] = kind;
        block[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let filling = bytes.len().next_multiple_of(512) - bytes.len();
        [&block, bytes, &vec![0; filling]].concat()
    };
    let mut archive = [
        entry("x", b'x', b"18 path=logs/a.csv\n"),
        entry("L", b'L', b"long.csv\0"),
    ]
    .concat();
    for (name, bytes) in files {
        archive.extend(entry(name, b'0', bytes));
    }
    archive.extend([0; 1024]);
    archive
}

/// A frame of stored blocks and one that repeats a byte, with its length and no checksum.
fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut frame = b"\x28\xB5\x2F\xFD\xA0".to_vec();
    frame.extend((bytes.len() as u32 + 9).to_le_bytes());
    for block in bytes.chunks(50) {
        frame.extend(&((block.len() << 3) as u32).to_le_bytes()[..3]);
        frame.extend(block);
    }
    frame.extend(&(9_u32 << 3 | 1 << 1 | 1).to_le_bytes()[..3]);
    frame.push(b'\n');
    frame
}

/// The small ones among these Parquet files, without magic words, and the lengths of their footers before them.
fn parquets(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "parquet"))
        .collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| fs::read(path).ok());
    files
        .filter(|file| file.len() < 3000)
        .map(|file| [&file[file.len() - 8..file.len() - 6], &file[4..file.len() - 8]].concat())
        .collect()
}
