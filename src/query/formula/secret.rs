//! SHA-256 in place of values, with a key or without: for logs that are handed on.

use sha2::{Digest, Sha256};

/// Bytes that SHA-256 takes at a time.
const BLOCK: usize = 64;

/// SHA-256 of a text as hexadecimal digits.
pub(super) fn digest(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

/// HMAC-SHA256 (RFC 2104) of a text as hexadecimal digits.
pub(super) fn keyed(text: &str, key: &str) -> String {
    hexadecimal(&authentic(text.as_bytes(), key.as_bytes()))
}

/// The first 80 bits of the HMAC as 16 letters and digits (base 32 of RFC 4648, small).
pub(super) fn pseudonym(text: &str, key: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let bytes = authentic(text.as_bytes(), key.as_bytes());
    let bits = bytes
        .iter()
        .take(10)
        .fold(0u128, |bits, &byte| bits << 8 | u128::from(byte));
    (0..16)
        .rev()
        .map(|place| char::from(LETTERS[(bits >> (place * 5) & 31) as usize]))
        .collect()
}

fn authentic(text: &[u8], key: &[u8]) -> Vec<u8> {
    let mut block = [0; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    let outer = Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize();
    outer.to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standards() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        // RFC 4231, cases 2 and 6 (a key longer than a block).
        assert_eq!(
            keyed("what do ya want for nothing?", "Jefe"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let long = vec![0xaa; 131];
        let made = authentic(b"Test Using Larger Than Block-Size Key - Hash Key First", &long);
        assert_eq!(
            hexadecimal(&made),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn pseudonyms_have_sixteen_letters_and_keep_values_apart() {
        let made = pseudonym("ann@example.com", "k");
        assert_eq!(made.len(), 16);
        assert!(made.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')));
        assert_ne!(made, pseudonym("bob@example.com", "k"));
        assert_ne!(made, pseudonym("ann@example.com", "l"));
    }
}
