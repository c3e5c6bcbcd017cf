//! Strokes on paper: what every kind of chart is drawn with.

use super::layout::{Anchor, Label};
use super::theme::rgb;
use super::{Theme, palette};
use crate::query::Failure;
use crate::words;
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle,
};
use std::io;

/// Pixels beyond which no picture is made.
const LARGEST: u32 = 16_384;
/// plotters writes a font size divided by this.
const FONT_FACTOR: f64 = 1.24;

pub(super) type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;

/// A pen over the paper of one picture.
pub(super) struct Pen<'a, 's> {
    paper: &'a DrawingArea<SVGBackend<'s>, Shift>,
    pub theme: &'a Theme,
    /// Whole pixels by which all is moved.
    origin: (i32, i32),
}

/// Sizes that a picture can have, in pixels.
pub(super) fn held(width: u32, height: u32) -> (u32, u32) {
    (width.clamp(1, LARGEST), height.clamp(1, LARGEST))
}

/// A whole SVG document of this size on which `strokes` are made.
pub(super) fn picture(
    size: (u32, u32),
    theme: &Theme,
    strokes: impl FnOnce(&Pen<'_, '_>) -> Drawn,
) -> Result<String, Failure> {
    let mut svg = String::new();
    {
        let paper = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let pen = Pen {
            paper: &paper,
            theme,
            origin: (0, 0),
        };
        let ground = match color(&theme.background) {
            Some(color) => pen.block(0.0, 0.0, f64::from(size.0), f64::from(size.1), color),
            None => Ok(()),
        };
        ground
            .and_then(|()| strokes(&pen))
            .and_then(|()| paper.present())
            .map_err(|error| Failure::new(words::chart::not_drawn(&error), ""))?;
    }
    Ok(svg)
}

impl Pen<'_, '_> {
    /// The same pen with its origin elsewhere.
    pub fn moved(&self, x: f64, y: f64) -> Self {
        Self {
            origin: self.at(pixel(x, y)),
            ..*self
        }
    }

    fn at(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (x.saturating_add(self.origin.0), y.saturating_add(self.origin.1))
    }

    /// The colour of a slot of the palette.
    pub fn data(&self, slot: usize) -> RGBAColor {
        color(palette::css(slot, self.theme.dark)).unwrap_or(RGBAColor(128, 128, 128, 1.0))
    }

    /// The paper's colour, where it has one.
    pub fn ground(&self) -> Option<RGBAColor> {
        color(&self.theme.background)
    }

    /// A filled rectangle between whole pixels; nothing where it has no surface.
    pub fn block(&self, left: f64, top: f64, right: f64, bottom: f64, color: RGBAColor) -> Drawn {
        let corners = [self.at(pixel(left, top)), self.at(pixel(right, bottom))];
        if corners[1].0 <= corners[0].0 || corners[1].1 <= corners[0].1 {
            return Ok(());
        }
        self.paper.draw(&Rectangle::new(corners, color.filled()))
    }

    /// A filled shape.
    pub fn shape(&self, mut corners: Vec<(i32, i32)>, color: RGBAColor) -> Drawn {
        corners.iter_mut().for_each(|corner| *corner = self.at(*corner));
        self.paper.draw(&Polygon::new(corners, color.filled()))
    }

    /// A line through these pixels.
    pub fn path(&self, mut through: Vec<(i32, i32)>, color: RGBAColor, width: u32) -> Drawn {
        through.iter_mut().for_each(|corner| *corner = self.at(*corner));
        let style = ShapeStyle {
            color,
            filled: false,
            stroke_width: width,
        };
        self.paper.draw(&PathElement::new(through, style))
    }

    /// A filled circle.
    pub fn dot(&self, middle: (i32, i32), radius: i32, color: RGBAColor) -> Drawn {
        self.paper.draw(&Circle::new(self.at(middle), radius, color.filled()))
    }

    /// A piece of text in ink of the theme.
    pub fn label(&self, label: &Label) -> Drawn {
        let css = if label.strong {
            &self.theme.text
        } else {
            &self.theme.muted
        };
        color(css).map_or(Ok(()), |ink| self.text(label, ink))
    }

    /// A piece of text.
    pub fn text(&self, label: &Label, ink: RGBAColor) -> Drawn {
        if label.text.is_empty() {
            return Ok(());
        }
        let heavy = label.strong && label.size > 12.0;
        let style = if heavy { FontStyle::Bold } else { FontStyle::Normal };
        let turn = if label.upright {
            FontTransform::Rotate270
        } else {
            FontTransform::None
        };
        let side = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::Name(&self.theme.font), label.size * FONT_FACTOR, style).transform(turn);
        let style = TextStyle::from(font).color(&ink).pos(Pos::new(side, VPos::Center));
        self.paper
            .draw_text(&label.text, &style, self.at(pixel(label.x, label.y)))
    }
}

/// The pixel nearest to a place.
pub(super) fn pixel(x: f64, y: f64) -> (i32, i32) {
    (x.round() as i32, y.round() as i32)
}

/// A css colour as plotters has it.
pub(super) fn color(css: &str) -> Option<RGBAColor> {
    rgb(css).map(|(red, green, blue)| RGBColor(red, green, blue).to_rgba())
}
