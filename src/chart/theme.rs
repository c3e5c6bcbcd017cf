//! The colours of a picture that are not data: paper, ink and lines.

/// Colours as `#rrggbb`; an empty background leaves the paper out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which of the two faces of the palette to draw with.
    pub dark: bool,
    pub background: String,
    /// Title and legend.
    pub text: String,
    /// Axis labels.
    pub muted: String,
    /// Lines across the plot.
    pub grid: String,
    /// The line on which the values stand.
    pub axis: String,
    /// A css font-family list.
    pub font: String,
}

const FONT: &str = "system-ui, -apple-system, Segoe UI, Roboto, DejaVu Sans, sans-serif";

impl Theme {
    /// Dark ink on white.
    pub fn light() -> Self {
        Self {
            dark: false,
            background: "#ffffff".into(),
            text: "#1f2430".into(),
            muted: "#5f6673".into(),
            grid: "#e8eaee".into(),
            axis: "#b9bec8".into(),
            font: FONT.into(),
        }
    }

    /// Light ink on near black.
    pub fn dark() -> Self {
        Self {
            dark: true,
            background: "#16181d".into(),
            text: "#e6e8ec".into(),
            muted: "#9aa1ad".into(),
            grid: "#272c35".into(),
            axis: "#4a515e".into(),
            font: FONT.into(),
        }
    }
}

/// Red, green and blue of `#rrggbb` or `#rgb`; `None` for anything else.
pub(super) fn rgb(css: &str) -> Option<(u8, u8, u8)> {
    let digits = css.strip_prefix('#')?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let byte = |shift: u32| (number >> shift & 0xff) as u8;
    let nibble = |shift: u32| (number >> shift & 0xf) as u8 * 17;
    match digits.len() {
        6 => Some((byte(16), byte(8), byte(0))),
        3 => Some((nibble(8), nibble(4), nibble(0))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_both_themes_can_be_drawn() {
        for theme in [Theme::light(), Theme::dark()] {
            for css in [&theme.background, &theme.text, &theme.muted, &theme.grid, &theme.axis] {
                assert!(rgb(css).is_some(), "{css}");
            }
        }
        assert_eq!(rgb("#fa3"), Some((0xff, 0xaa, 0x33)));
        assert_eq!(rgb("red"), None);
        assert_eq!(rgb("#é1"), None);
    }
}
