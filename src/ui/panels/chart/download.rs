//! The chart taken away: as SVG, as PNG at twice the size, or as its numbers.

use crate::chart::{Built, Drawing};
use crate::protocol::Shape;
use crate::ui::download::{now, save, text_blob};
use crate::view::{Sheet, file_name};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Pixels of a PNG for each pixel on screen.
const SCALE: u32 = 2;

/// The picture as an address an image can show.
pub fn address(svg: &str) -> String {
    format!(
        "data:image/svg+xml;charset=utf-8,{}",
        String::from(js_sys::encode_uri_component(svg))
    )
}

/// Saves the picture as SVG.
pub fn svg(drawing: &Drawing, title: &str) {
    if let Some(blob) = text_blob(&drawing.svg, "image/svg+xml") {
        save(&blob, &file_name(title, now(), "svg"));
    }
}

/// Saves the numbers as CSV.
pub fn csv(built: &Built) {
    let (columns, rows) = built.table(false);
    let sheet = Sheet {
        columns,
        zone: built.zone.clone(),
        shape: Shape::Csv,
    };
    if let Some(blob) = text_blob(&sheet.write(&rows), "text/csv;charset=utf-8") {
        save(&blob, &file_name(&built.title(), now(), "csv"));
    }
}

/// Saves the picture as PNG; `failed` is called where the browser cannot.
pub fn png(drawing: &Drawing, (width, height): (u32, u32), title: &str, failed: impl Fn() + Clone + 'static) {
    let name = file_name(title, now(), "png");
    let Ok(image) = HtmlImageElement::new() else {
        return failed();
    };
    let (shown, not) = (image.clone(), failed.clone());
    let drawn = Closure::once_into_js(move || {
        if paint(&shown, width * SCALE, height * SCALE, name, not.clone()).is_none() {
            not();
        }
    });
    image.set_onload(Some(drawn.unchecked_ref()));
    image.set_onerror(Some(Closure::once_into_js(failed).unchecked_ref()));
    image.set_src(&address(&drawing.svg));
}

fn paint(image: &HtmlImageElement, width: u32, height: u32, name: String, failed: impl Fn() + 'static) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let paper: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    paper
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, f64::from(width), f64::from(height))
        .ok()?;
    let finished = Closure::once_into_js(move |blob: Option<Blob>| match blob {
        Some(blob) => save(&blob, &name),
        None => failed(),
    });
    canvas.to_blob(finished.unchecked_ref()).ok()
}
