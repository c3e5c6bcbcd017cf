//! Identifiers of 36 characters kept in 16 bytes: `0f8fad5b-d9cb-469f-a165-70867728950e`.

/// Bytes of the text.
pub const LENGTH: usize = 36;

/// What an identifier's text consists of.
pub const ALPHABET: &[u8] = b"0123456789abcdef-";

/// Where each byte's two digits stand in the text.
const PLACES: [usize; 16] = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/// The value of each hexadecimal digit in lower case; 16 for every other byte.
const DIGITS: [u8; 256] = {
    let mut made = [16; 256];
    let mut digit = 0;
    while digit < 16 {
        made[ALPHABET[digit as usize] as usize] = digit;
        digit += 1;
    }
    made
};

/// The value of a hexadecimal digit in lower case.
#[inline]
pub(super) fn digit(byte: u8) -> Option<u8> {
    let value = DIGITS[usize::from(byte)];
    (value < 16).then_some(value)
}

/// The identifier in 16 bytes; `None` for any text that [`print`] would not give back.
pub fn pack(text: &[u8]) -> Option<[u8; 16]> {
    let text: &[u8; LENGTH] = text.try_into().ok()?;
    let mut wrong = [8, 13, 18, 23].iter().any(|&dash| text[dash] != b'-');
    let made = PLACES.map(|place| {
        let (high, low) = (DIGITS[text[place] as usize], DIGITS[text[place + 1] as usize]);
        wrong |= (high | low) & 16 != 0;
        high << 4 | low & 15
    });
    (!wrong).then_some(made)
}

/// Writes the identifier's text.
pub fn print(packed: [u8; 16], text: &mut [u8; LENGTH]) {
    *text = [b'-'; LENGTH];
    for (byte, place) in packed.into_iter().zip(PLACES) {
        text[place] = ALPHABET[usize::from(byte >> 4)];
        text[place + 1] = ALPHABET[usize::from(byte & 15)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_prints_back(packed: [u8; 16], at in 0..LENGTH, byte: u8) {
            let mut text = [0; LENGTH];
            print(packed, &mut text);
            prop_assert_eq!(pack(&text), Some(packed));
            text[at] = byte;
            if let Some(other) = pack(&text) {
                let mut again = [0; LENGTH];
                print(other, &mut again);
                prop_assert_eq!(again, text);
            }
        }
    }

    #[test]
    fn only_one_spelling_is_packed() {
        assert!(pack(b"0f8fad5b-d9cb-469f-a165-70867728950e").is_some());
        for text in [
            "0F8FAD5B-D9CB-469F-A165-70867728950E",
            "0f8fad5bd9cb469fa16570867728950e",
            "0f8fad5b-d9cb-469f-a165-70867728950g",
            "0f8fad5b-d9cb-469f-a165-70867728950",
            "0f8fad5bad9cb-469f-a165-70867728950e",
        ] {
            assert_eq!(pack(text.as_bytes()), None, "{text}");
        }
    }
}
