//! Networks in CIDR notation, and the addresses in them.

use crate::arrange;
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::net::IpAddr;

/// A network of IPv4 or IPv6 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The address with the bits beyond the prefix cleared, IPv4 in the lower 32 bits.
    bits: u128,
    v4: bool,
    /// Bits beyond the prefix.
    free: u32,
}

impl Network {
    /// Reads `10.0.0.0/8` or `2001:db8::/32`; `None` where the text is no network.
    pub fn read(text: &str) -> Option<Self> {
        let (address, length) = text.trim().split_once('/')?;
        if !length.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (bits, v4) = bits(address.parse().ok()?);
        let free = if v4 { 32_u32 } else { 128 }.checked_sub(length.parse().ok()?)?;
        Some(Self {
            bits: cleared(bits, free),
            v4,
            free,
        })
    }

    /// The first address and the length of the prefix, if this is a network of IPv4.
    pub fn v4(&self) -> Option<(u32, u32)> {
        self.v4.then_some((self.bits as u32, 32_u32.saturating_sub(self.free)))
    }

    /// Whether the text is an address in this network; a port, brackets and a zone index are left aside, and an IPv4 address mapped
    /// into IPv6 counts as IPv4.
    pub fn holds(&self, text: &str) -> bool {
        address(text).is_some_and(|address| {
            let (bits, v4) = bits(address);
            v4 == self.v4 && cleared(bits, self.free) == self.bits
        })
    }
}

/// Many networks, by family and length of prefix, so that an address is looked up once for each length and not once for each network.
#[derive(Clone, Debug, Default)]
pub struct Networks(BTreeMap<(bool, u32), HashSet<u128>>);

impl Networks {
    /// Whether the text is an address in one of them.
    pub fn hold(&self, text: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        address(text).is_some_and(|address| {
            let (bits, v4) = bits(address);
            let family = self.0.range((v4, 0)..=(v4, 128));
            family
                .into_iter()
                .any(|(&(_, free), known)| known.contains(&cleared(bits, free)))
        })
    }
}

impl Networks {
    /// Each of them, in order.
    pub fn all(&self) -> Vec<Network> {
        let networks = self.0.iter().flat_map(|(&(v4, free), known)| {
            let mut known: Vec<u128> = known.iter().copied().collect();
            arrange::ascending(&mut known);
            known.into_iter().map(move |bits| Network { bits, v4, free })
        });
        networks.collect()
    }
}

impl FromIterator<Network> for Networks {
    fn from_iter<I: IntoIterator<Item = Network>>(networks: I) -> Self {
        let mut made = Self::default();
        for network in networks {
            made.0
                .entry((network.v4, network.free))
                .or_default()
                .insert(network.bits);
        }
        made
    }
}

fn cleared(bits: u128, free: u32) -> u128 {
    bits.checked_shr(free).unwrap_or(0).checked_shl(free).unwrap_or(0)
}

fn bits(address: IpAddr) -> (u128, bool) {
    match address.to_canonical() {
        IpAddr::V4(address) => (u32::from(address).into(), true),
        IpAddr::V6(address) => (address.into(), false),
    }
}

/// The address in a cell such as `10.0.0.1:443`, `[2001:db8::1]:443` or `fe80::1%eth0`.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split_once(']')?.0.parse().ok();
    }
    let bare = text.split_once('%').map_or(text, |(bare, _)| bare);
    let port = || {
        bare.rsplit_once(':')
            .map(|(address, _)| address)
            .filter(|address| !address.contains(':'))
    };
    bare.parse().ok().or_else(|| port()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_their_network_however_they_are_written() {
        let ten = Network::read("10.0.0.0/8").expect("a network");
        for inside in ["10.0.0.0", "10.255.255.255", " 10.1.2.3:443 ", "::ffff:10.1.2.3"] {
            assert!(ten.holds(inside), "{inside}");
        }
        for outside in [
            "11.0.0.0",
            "9.255.255.255",
            "2001:db8::a00:1",
            "10.0.0",
            "ten",
            "10.0.0.1/8",
            "",
        ] {
            assert!(!ten.holds(outside), "{outside}");
        }
        let documentation = Network::read("2001:db8::/32").expect("a network");
        assert!(documentation.holds("[2001:db8:1::7]:443") && documentation.holds("2001:db8::1%eth0"));
        assert!(!documentation.holds("2001:db9::1") && !documentation.holds("10.0.0.1"));
    }

    #[test]
    fn many_networks_hold_what_one_of_them_holds() {
        let texts = ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32", "10.1.0.0/16"];
        let networks: Vec<Network> = texts.iter().filter_map(|text| Network::read(text)).collect();
        let all: Networks = networks.iter().copied().collect();
        for address in [
            "10.1.2.3",
            "192.0.2.7",
            "192.0.2.8",
            "2001:db8::9",
            "::1",
            "x",
            "::ffff:10.0.0.1",
        ] {
            let any = networks.iter().any(|network| network.holds(address));
            assert_eq!(all.hold(address), any, "{address}");
        }
    }

    #[test]
    fn the_ends_of_prefixes() {
        assert!(Network::read("0.0.0.0/0").is_some_and(|all| all.holds("203.0.113.9") && !all.holds("::1")));
        assert!(Network::read("::/0").is_some_and(|all| all.holds("::1") && !all.holds("203.0.113.9")));
        assert!(Network::read("192.0.2.7/32").is_some_and(|one| one.holds("192.0.2.7") && !one.holds("192.0.2.6")));
        for none in [
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "/8",
            "a/8",
        ] {
            assert_eq!(Network::read(none), None, "{none}");
        }
    }
}
