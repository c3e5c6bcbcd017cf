//! An IPv4 network as a regular expression that matches every way in which this page finds an address of it in a cell: bare, with a
//! port or a zone, in brackets, or mapped into IPv6 in any spelling.

/// A pattern over the whole text for the addresses whose first `prefix` bits are those of `address`.
pub fn addresses(address: u32, prefix: u32) -> String {
    let bytes = address.to_be_bytes();
    let octets: Vec<String> = (0..4_u32)
        .map(|at| {
            let free = (at * 8 + 8).saturating_sub(prefix).min(8);
            let low = u32::from(bytes[at as usize]);
            octet(low, low + (1 << free) - 1)
        })
        .collect();
    let dotted = octets.join("\\.");
    let (high, low) = (address >> 16, address & 0xffff);
    let group = |value: u32, ends: u32| hexadecimal(value, ends.saturating_sub(prefix).min(16));
    let (first, second) = (group(high, 16), group(low, 32));
    let zeros = "(0{1,4}:)";
    let mapped = "[fF]{4}:";
    let leading = format!(
        "(::{zeros}{{0,4}}|{zeros}:{zeros}{{0,3}}|{zeros}{{2}}:{zeros}{{0,2}}|{zeros}{{3}}:{zeros}?|{zeros}{{4}}:|{zeros}{{5}})"
    );
    let mut spellings = vec![dotted.clone(), format!("{leading}{mapped}({dotted}|{first}:{second})")];
    // Two colons may stand for the groups of the address itself, where these may be zero.
    let closing = [(high == 0 && low == 0, String::new()), (high == 0, second.clone())];
    for (_, rest) in closing.iter().filter(|(zero, _)| *zero) {
        spellings.push(format!("{zeros}{{5}}{mapped}:{rest}"));
    }
    if low == 0 {
        spellings.push(format!("{zeros}{{5}}{mapped}{first}::"));
    }
    let any = spellings.join("|");
    let blank = "[\t-\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]*";
    format!("^{blank}(\\[({any})\\]|({any}){blank}$|({any})%|({dotted}):[^:%]*(%|$))")
}

/// Numbers from `low` to `high` in decimal, without leading zeros; at most 255.
fn octet(low: u32, high: u32) -> String {
    if low == high {
        return low.to_string();
    }
    if (low, high) == (0, 255) {
        return "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])".into();
    }
    let tens: Vec<String> = (low / 10..=high / 10)
        .map(|ten| {
            let (from, to) = (low.max(ten * 10) % 10, high.min(ten * 10 + 9) % 10);
            let ten = if ten == 0 { String::new() } else { ten.to_string() };
            format!("{ten}[{from}-{to}]")
        })
        .collect();
    format!("({})", tens.join("|"))
}

/// Numbers of 16 bits in hexadecimal whose last `free` bits may be anything, with leading zeros or without.
fn hexadecimal(value: u32, free: u32) -> String {
    let mut out = String::new();
    let mut leading = true;
    for at in (0..4_u32).rev() {
        let digit = value >> (at * 4) & 15;
        let free = free.saturating_sub(at * 4).min(4);
        let digits: String = (digit..digit + (1 << free))
            .filter_map(|digit| char::from_digit(digit, 16))
            .flat_map(|c| [Some(c), Some(c.to_ascii_uppercase()).filter(|&upper| upper != c)])
            .flatten()
            .collect();
        // A leading digit may be left out where it may be zero; the last one may not.
        leading &= digit == 0 && at > 0;
        if leading {
            out = format!("({out}[{digits}])?");
        } else {
            out += &format!("[{digits}]");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{CellTest, Op, TextTest, cell_test};
    use crate::value::{Kind, Zone};
    use proptest::prelude::*;
    use regex_lite::Regex;

    fn spelled(address: u32, how: u32) -> String {
        let [a, b, c, d] = address.to_be_bytes();
        let (high, low) = (address >> 16, address & 0xffff);
        match how % 14 {
            0 => format!("{a}.{b}.{c}.{d}"),
            1 => format!(" {a}.{b}.{c}.{d}:443\u{3000}"),
            2 => format!("[::ffff:{a}.{b}.{c}.{d}]:80"),
            3 => format!("0:00:000:0000:0:FFFF:{high:04X}:{low:x}"),
            4 => format!("::0:0:ffff:{high:x}:{low:04x}%eth0"),
            5 => format!("0:0:0:0:0:ffff:{high:x}::"),
            6 => "0:0:0:0:0:ffff::".into(),
            7 => format!("0:0:0:0:0:ffff::{low:x}"),
            8 => format!("0::0:0:0:0:ffff:{high:x}:{low:x}"),
            9 => format!("{a}.{b}.{c}.0{d}"),
            10 => format!("[{a}.{b}.{c}.{d}] and more"),
            11 => format!("0:0:0:0::ffff:{a}.{b}.{c}.{d}\n"),
            12 => format!("::fffe:{a}.{b}.{c}.{d}"),
            _ => format!("{a}.{b}.{c}.{d}.1"),
        }
    }

    proptest! {
        #[test]
        fn the_pattern_finds_what_the_network_holds(
            address in any::<u32>(), mask in 0u32..4, prefix in 0u32..=32, near in any::<u32>(), shift in 0u32..33, how in any::<u32>()
        ) {
            let address = [address, address << 16, address & 0xffff, address][mask as usize];
            let network = format!("{}/{prefix}", std::net::Ipv4Addr::from(address));
            let Ok(CellTest::Text(TextTest::Inside(known, _))) = cell_test("a", Kind::Text, &Op::Is(network), &Zone::utc()) else {
                panic!("a network was given");
            };
            let (first, bits) = known.v4().expect("of IPv4");
            prop_assert_eq!(bits, prefix);
            let pattern = Regex::new(&addresses(first, bits)).expect("a pattern");
            let text = spelled(address ^ near.checked_shr(shift).unwrap_or(0), how);
            prop_assert_eq!(pattern.is_match(&text), known.holds(&text), "{:?}", text);
        }
    }
}
